/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-unsent.h"

#include <glib/gi18n.h>

#include "hkk-draft-bin.h"
#include "hkk-plain-text.h"

struct _HkkUnsent
{
  GObject             parent_instance;

  HkkPortal          *portal;  /* Owned */
  GtkFilterListModel *model;   /* Owned */
  GtkCustomFilter    *filter;  /* Owned by the model */
  HkkDraftBin        *bin;     /* Owned */
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
         hkk_draft_get_state (draft) != HKK_DRAFT_DONE && !hkk_draft_bin_has (self->bin, draft) &&
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

  g_clear_object (&self->bin);
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
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->model = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
}

/**
 * hkk_unsent_new:
 * @portal: whose messages
 * @place: the page that shows them
 *
 * Returns: (transfer full): what is not sent
 */
HkkUnsent *
hkk_unsent_new (HkkPortal *portal,
                GtkWidget *place)
{
  HkkUnsent *self;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (place), NULL);

  self = g_object_new (HKK_TYPE_UNSENT, NULL);
  self->portal = g_object_ref (portal);
  self->bin = hkk_draft_bin_new (place);
  g_signal_connect_object (self->bin, "changed", G_CALLBACK (filter_again), self, G_CONNECT_SWAPPED);
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

  g_return_if_fail (HKK_IS_UNSENT (self));
  g_return_if_fail (HKK_IS_SHELL (shell));

  drafts = hkk_portal_get_drafts (self->portal);
  draft = drafts != NULL ? hkk_drafts_find (drafts, draft_id) : NULL;
  if (draft != NULL && hkk_draft_get_state (draft) == HKK_DRAFT_WAITING)
    hkk_portal_take_back (self->portal, draft);
  if (draft == NULL || hkk_draft_get_state (draft) != HKK_DRAFT_EDITING)
    return;
  /* TRANSLATORS: Message that can be undone: a message that was not sent is gone */
  hkk_draft_bin_put (self->bin, shell, drafts, draft, _("Message deleted."));
}
