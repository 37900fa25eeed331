/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-unsent.h"

#include <glib/gi18n.h>

#include "hkk-plain-text.h"

struct _HkkUnsent
{
  GObject             parent_instance;

  HkkPortal          *portal;  /* Owned */
  GtkFilterListModel *model;   /* Owned */
  GtkCustomFilter    *filter;  /* Owned by the model */
  GHashTable         *deleted; /* of HkkDraft: those that can still be brought back */
  char               *key;     /* Owned (nullable): what is looked for */
  gboolean            none;
};

G_DEFINE_FINAL_TYPE (HkkUnsent, hkk_unsent, G_TYPE_OBJECT)

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  HkkUnsent *self = data;
  HkkDraft *draft = item;
  HkkDraftKind kind = hkk_draft_get_kind (draft);

  return !self->none && (kind == HKK_DRAFT_MESSAGE || kind == HKK_DRAFT_QUESTION) &&
         hkk_draft_get_state (draft) != HKK_DRAFT_DONE && !g_hash_table_contains (self->deleted, draft) &&
         (self->key == NULL || hkk_draft_matches (draft, self->key));
}

static void
filter_again (HkkUnsent *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
follow_drafts (HkkUnsent *self)
{
  gtk_filter_list_model_set_model (self->model, G_LIST_MODEL (hkk_portal_get_drafts (self->portal)));
}

/* --- Deleting --- */

typedef struct
{
  HkkUnsent *unsent; /* Owned */
  HkkDraft  *draft;  /* Owned */
} Deleted;

static void
deleted_free (gpointer  data,
              GClosure *closure)
{
  Deleted *deleted = data;

  g_object_unref (deleted->unsent);
  g_object_unref (deleted->draft);
  g_free (deleted);
}

static void
on_undo (AdwToast *toast,
         Deleted  *deleted)
{
  g_hash_table_remove (deleted->unsent->deleted, deleted->draft);
  filter_again (deleted->unsent);
}

static void
on_deleted (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkUnsent) self = data;
  g_autoptr(GError) error = NULL;

  /* It is in the list again then. */
  if (!hkk_drafts_delete_finish (HKK_DRAFTS (source), result, &error))
    g_message ("A draft was not deleted: %s", error->message);
  filter_again (self);
}

/* The chance to bring it back is over. */
static void
on_dismissed (AdwToast *toast,
              Deleted  *deleted)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (deleted->unsent->portal);

  if (!g_hash_table_remove (deleted->unsent->deleted, deleted->draft))
    return;
  if (drafts != NULL && hkk_draft_get_state (deleted->draft) == HKK_DRAFT_EDITING)
    hkk_drafts_delete_async (drafts, deleted->draft, NULL, on_deleted, g_object_ref (deleted->unsent));
  else
    filter_again (deleted->unsent);
}

static void
hkk_unsent_dispose (GObject *object)
{
  HkkUnsent *self = HKK_UNSENT (object);

  g_clear_object (&self->model);
  g_clear_object (&self->portal);
  G_OBJECT_CLASS (hkk_unsent_parent_class)->dispose (object);
}

static void
hkk_unsent_finalize (GObject *object)
{
  HkkUnsent *self = HKK_UNSENT (object);

  g_hash_table_unref (self->deleted);
  g_free (self->key);
  G_OBJECT_CLASS (hkk_unsent_parent_class)->finalize (object);
}

static void
hkk_unsent_class_init (HkkUnsentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_unsent_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_unsent_finalize;
}

static void
hkk_unsent_init (HkkUnsent *self)
{
  self->deleted = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->model = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
}

/**
 * hkk_unsent_new:
 * @portal: whose messages
 *
 * Returns: (transfer full): what is not sent
 */
HkkUnsent *
hkk_unsent_new (HkkPortal *portal)
{
  HkkUnsent *self;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  self = g_object_new (HKK_TYPE_UNSENT, NULL);
  self->portal = g_object_ref (portal);
  g_signal_connect_object (portal, "notify::drafts", G_CALLBACK (follow_drafts), self, G_CONNECT_SWAPPED);
  follow_drafts (self);
  return self;
}

/* hkk_unsent_get_model: the list. */
GListModel *
hkk_unsent_get_model (HkkUnsent *self)
{
  g_return_val_if_fail (HKK_IS_UNSENT (self), NULL);

  return G_LIST_MODEL (self->model);
}

/**
 * hkk_unsent_set_filter:
 * @text: (nullable): what subject, text or the name of a file has to have
 * @none: whether none is wanted
 */
void
hkk_unsent_set_filter (HkkUnsent  *self,
                       const char *text,
                       gboolean    none)
{
  g_autofree char *key = text != NULL && *text != '\0' ? hkk_plain_text_key (text) : NULL;

  g_return_if_fail (HKK_IS_UNSENT (self));

  if (!g_set_str (&self->key, key) && self->none == none)
    return;
  self->none = none;
  filter_again (self);
}

/**
 * hkk_unsent_delete:
 * @shell: where it is said
 * @draft_id: one of them; what the portal may have already stays
 *
 * Takes it out of the list, and deletes it unless the person brings it back. It is not sent meanwhile.
 */
void
hkk_unsent_delete (HkkUnsent  *self,
                   HkkShell   *shell,
                   const char *draft_id)
{
  HkkDrafts *drafts = NULL;
  HkkDraft *draft = NULL;
  AdwToast *toast = NULL;
  Deleted *deleted = NULL;

  g_return_if_fail (HKK_IS_UNSENT (self));
  g_return_if_fail (HKK_IS_SHELL (shell));

  drafts = hkk_portal_get_drafts (self->portal);
  draft = drafts != NULL ? hkk_drafts_find (drafts, draft_id) : NULL;
  if (draft != NULL && hkk_draft_get_state (draft) == HKK_DRAFT_WAITING)
    hkk_portal_take_back (self->portal, draft);
  if (draft == NULL || hkk_draft_get_state (draft) != HKK_DRAFT_EDITING)
    return;
  g_hash_table_add (self->deleted, g_object_ref (draft));
  filter_again (self);
  deleted = g_new0 (Deleted, 1);
  deleted->unsent = g_object_ref (self);
  deleted->draft = g_object_ref (draft);
  toast = adw_toast_new (_("Message deleted."));
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), deleted);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), deleted, deleted_free, 0);
  hkk_shell_add_toast (shell, toast);
}
