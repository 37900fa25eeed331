/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-draft-bin.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"

struct _HkkDraftBin
{
  GObject     parent_instance;

  GHashTable *toasts; /* Owned: HkkDraft → AdwToast (borrowed), the word of it, which owns us */
};

G_DEFINE_FINAL_TYPE (HkkDraftBin, hkk_draft_bin, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One draft in it. */
typedef struct
{
  HkkDraftBin *bin;    /* Owned */
  HkkDrafts   *drafts; /* Owned */
  HkkDraft    *draft;  /* Owned */
  HkkShell    *shell;  /* Weak (nullable) */
  AdwToast    *toast;  /* Borrowed: only to be compared, it may be gone */
} Deleted;

static Deleted *
deleted_new (HkkDraftBin *bin,
             HkkDrafts   *drafts,
             HkkDraft    *draft,
             HkkShell    *shell,
             AdwToast    *toast)
{
  Deleted *self = g_new0 (Deleted, 1);

  self->bin = g_object_ref (bin);
  self->drafts = g_object_ref (drafts);
  self->draft = g_object_ref (draft);
  g_set_weak_pointer (&self->shell, shell);
  self->toast = toast;
  return self;
}

static void
deleted_free (gpointer data)
{
  Deleted *self = data;

  g_object_unref (self->bin);
  g_object_unref (self->drafts);
  g_object_unref (self->draft);
  g_clear_weak_pointer (&self->shell);
  g_free (self);
}

/* Whether it was still there because of this toast: it may have been brought back, and deleted again. */
static gboolean
take_out (Deleted *deleted)
{
  return g_hash_table_lookup (deleted->bin->toasts, deleted->draft) == deleted->toast &&
         g_hash_table_remove (deleted->bin->toasts, deleted->draft);
}

static void
forget (gpointer  data,
        GClosure *closure)
{
  take_out (data);
  deleted_free (data);
}

static void
on_undo (AdwToast *toast,
         Deleted  *deleted)
{
  if (take_out (deleted))
    g_signal_emit (deleted->bin, signals[CHANGED], 0);
}

static void
on_deleted (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Deleted *deleted = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_drafts_delete_finish (HKK_DRAFTS (source), result, &error) && deleted->shell != NULL)
    hkk_shell_say_error (deleted->shell, error);
  g_signal_emit (deleted->bin, signals[CHANGED], 0);
  deleted_free (deleted);
}

/* The chance to bring it back is over. */
static void
on_dismissed (AdwToast *toast,
              Deleted  *deleted)
{
  if (!take_out (deleted))
    return;
  if (hkk_draft_get_state (deleted->draft) == HKK_DRAFT_EDITING)
    hkk_drafts_delete_async (deleted->drafts, deleted->draft, NULL, on_deleted,
                             deleted_new (deleted->bin, deleted->drafts, deleted->draft, deleted->shell, toast));
  else
    g_signal_emit (deleted->bin, signals[CHANGED], 0);
}

static void
hkk_draft_bin_finalize (GObject *object)
{
  g_hash_table_unref (HKK_DRAFT_BIN (object)->toasts);
  G_OBJECT_CLASS (hkk_draft_bin_parent_class)->finalize (object);
}

static void
hkk_draft_bin_class_init (HkkDraftBinClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_draft_bin_finalize;

  signals[CHANGED] = g_signal_new ("changed", HKK_TYPE_DRAFT_BIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
hkk_draft_bin_init (HkkDraftBin *self)
{
  self->toasts = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/* Who goes on to elsewhere is not to find there what was deleted. */
static void
on_left (HkkDraftBin *self)
{
  g_autoptr(GList) toasts = g_hash_table_get_values (self->toasts);

  g_list_foreach (toasts, (GFunc) g_object_ref, NULL);
  for (GList *item = toasts; item != NULL; item = item->next)
    {
      adw_toast_dismiss (item->data);
      g_object_unref (item->data);
    }
}

/**
 * hkk_draft_bin_new:
 * @place: the page on which drafts are deleted; what is in the bin goes when it is left
 *
 * Returns: (transfer full): an empty one
 */
HkkDraftBin *
hkk_draft_bin_new (GtkWidget *place)
{
  HkkDraftBin *self;

  g_return_val_if_fail (GTK_IS_WIDGET (place), NULL);

  self = g_object_new (HKK_TYPE_DRAFT_BIN, NULL);
  g_signal_connect_object (place, "unmap", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hkk_draft_bin_has:
 *
 * Returns: whether @draft was deleted and can still be brought back: it is not to be shown meanwhile
 */
gboolean
hkk_draft_bin_has (HkkDraftBin *self,
                   HkkDraft    *draft)
{
  g_return_val_if_fail (HKK_IS_DRAFT_BIN (self), FALSE);

  return g_hash_table_contains (self->toasts, draft);
}

/**
 * hkk_draft_bin_put:
 * @shell: where it is said
 * @drafts: where it is
 * @draft: one that is not on its way
 * @said: that it was deleted, plain text
 *
 * Says so, with a button that brings @draft back. Why it could not be deleted is said there, too.
 */
void
hkk_draft_bin_put (HkkDraftBin *self,
                   HkkShell    *shell,
                   HkkDrafts   *drafts,
                   HkkDraft    *draft,
                   const char  *said)
{
  AdwToast *toast = NULL;
  Deleted *deleted = NULL;

  g_return_if_fail (HKK_IS_DRAFT_BIN (self));
  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (HKK_IS_DRAFTS (drafts));
  g_return_if_fail (HKK_IS_DRAFT (draft));

  if (hkk_draft_bin_has (self, draft))
    return;
  toast = hkk_toast_new (said);
  deleted = deleted_new (self, drafts, draft, shell, toast);
  g_hash_table_insert (self->toasts, g_object_ref (draft), toast);
  /* TRANSLATORS: Button in a message: brings back what was just deleted or removed */
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), deleted);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), deleted, forget, 0);
  g_signal_emit (self, signals[CHANGED], 0);
  hkk_shell_add_toast (shell, toast);
}
