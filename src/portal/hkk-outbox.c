/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include "hkk-back-off.h"

struct _HkkOutbox
{
  HkkPortal    *portal;      /* Borrowed: owns this */
  GCancellable *cancellable; /* Owned */
  HkkDraft     *current;     /* Owned (nullable): being found out about now */
  guint         failures;
  guint         timer;       /* source */
};

/* Callbacks outlive the outbox; the cancellable tells. */
typedef struct
{
  HkkOutbox    *outbox;
  GCancellable *cancellable; /* Owned */
  HkkDraft     *draft;       /* Owned */
} Try;

static Try *
try_new (HkkOutbox *self,
         HkkDraft  *draft)
{
  Try *try = g_new0 (Try, 1);

  try->outbox = self;
  try->cancellable = g_object_ref (self->cancellable);
  try->draft = g_object_ref (draft);
  return try;
}

static void
try_free (Try *try)
{
  g_object_unref (try->cancellable);
  g_object_unref (try->draft);
  g_free (try);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Try, try_free)

static gboolean
on_timer (gpointer data)
{
  HkkOutbox *self = data;

  self->timer = 0;
  hkk_outbox_check (self);
  return G_SOURCE_REMOVE;
}

static void
go_on (HkkOutbox    *self,
       const GError *error)
{
  g_clear_object (&self->current);
  /* Not at once: what fails without a network, like a full disk, would fail as fast as it is tried. */
  if (error != NULL && !g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED))
    {
      self->failures++;
      g_clear_handle_id (&self->timer, g_source_remove);
      self->timer = g_timeout_add (hkk_back_off_ms (self->failures, hkk_portal_error_pause (error)),
                                   on_timer, self);
      return;
    }
  self->failures = 0;
  if (error == NULL)
    hkk_outbox_check (self);
}

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(Try) try = data;
  g_autoptr(GError) error = NULL;

  hkk_portal_submit_finish (HKK_PORTAL (source), result, NULL, NULL, &error);
  if (!g_cancellable_is_cancelled (try->cancellable))
    go_on (try->outbox, error);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_drafts_save_finish (HKK_DRAFTS (source), result, &error))
    g_debug ("%s", error->message);
}

static void
settle (HkkOutbox   *self,
        HkkDraft    *draft,
        HkkApproval *approval)
{
  if (hkk_approval_get_status (approval) == HKK_APPROVAL_EXECUTED)
    {
      hkk_drafts_delete_async (self->portal->drafts, draft, NULL, NULL, NULL);
      return;
    }
  hkk_portal_keep_wish (self->portal, approval, NULL, draft);
  /* Nothing was done: back to editing, and whoever hands it in again means a new intent. */
  hkk_draft_set_approval_id (draft, NULL);
  hkk_draft_set_problem (draft, hkk_approval_get_problem (approval));
  hkk_draft_renew_key (draft);
  hkk_draft_set_state (draft, HKK_DRAFT_EDITING);
  hkk_drafts_save_async (self->portal->drafts, draft, NULL, on_saved, NULL);
}

/* An approval's status is final: the draft that waits for it is done, or open again. */
void
hkk_outbox_approval_finished (HkkOutbox   *self,
                              HkkApproval *approval)
{
  guint n_drafts = g_list_model_get_n_items (G_LIST_MODEL (self->portal->drafts));

  for (guint i = 0; i < n_drafts; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->portal->drafts), i);

      if (hkk_draft_get_state (draft) == HKK_DRAFT_APPROVAL &&
          g_strcmp0 (hkk_draft_get_approval_id (draft), hkk_approval_get_id (approval)) == 0)
        {
          settle (self, draft, approval);
          return;
        }
    }
}

static void
on_approval (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Try) try = data;
  HkkPortal *portal = HKK_PORTAL (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (portal, result, &error);

  if (g_cancellable_is_cancelled (try->cancellable))
    return;
  if (node != NULL)
    {
      /* Settles the draft when it is final. */
      g_autoptr(HkkApproval) approval = hkk_portal_take_approval (portal, json_node_get_object (node));

      if (approval == NULL)
        error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
    }
  else if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND))
    {
      /* Too long ago to ask for. The same key gives the answer, or asks for a new approval. */
      hkk_draft_set_approval_id (try->draft, NULL);
      hkk_draft_set_state (try->draft, HKK_DRAFT_UNKNOWN);
    }
  go_on (try->outbox, error);
}

/* TRUE if something was begun for this draft. */
static gboolean
take_up (HkkOutbox *self,
         HkkDraft  *draft)
{
  HkkDraftState state = hkk_draft_get_state (draft);
  const char *approval_id = hkk_draft_get_approval_id (draft);
  g_autoptr(HkkApproval) followed = hkk_portal_find_approval (self->portal, approval_id);

  if (state == HKK_DRAFT_APPROVAL && approval_id != NULL && followed == NULL)
    {
      g_autofree char *path = g_strconcat ("/v1/approvals/", approval_id, NULL);

      g_set_object (&self->current, draft);
      hkk_portal_get_async (self->portal, path, self->cancellable, on_approval, try_new (self, draft));
      return TRUE;
    }
  if (state == HKK_DRAFT_WAITING || state == HKK_DRAFT_UNKNOWN)
    {
      g_set_object (&self->current, draft);
      hkk_portal_submit_async (self->portal, draft, NULL, self->cancellable, on_submitted, try_new (self, draft));
      return TRUE;
    }
  return FALSE;
}

/* Takes up the first draft that waits for something, unless one is under way. */
void
hkk_outbox_check (HkkOutbox *self)
{
  GListModel *drafts = G_LIST_MODEL (self->portal->drafts);

  if (self->current != NULL || !hkk_drafts_get_loaded (self->portal->drafts) ||
      !hkk_session_is_alive (self->portal->session))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (drafts, i);

      if (take_up (self, draft))
        return;
    }
}

/* Something is to be found out that was begun elsewhere: soon, but not at once. */
void
hkk_outbox_check_later (HkkOutbox *self)
{
  if (self->current == NULL && !self->timer)
    self->timer = g_timeout_add (hkk_back_off_ms (1, -1), on_timer, self);
}

HkkOutbox *
hkk_outbox_new (HkkPortal *portal)
{
  HkkOutbox *self = g_new0 (HkkOutbox, 1);

  self->portal = portal;
  self->cancellable = g_cancellable_new ();
  return self;
}

void
hkk_outbox_free (HkkOutbox *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->current);
  g_free (self);
}
