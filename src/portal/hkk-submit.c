/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include "hkk-json-build.h"
#include "hkk-json.h"

/* One submission: the draft is saved as being sent, its files are uploaded, then it is posted. */
typedef struct
{
  HkkDraft         *draft;          /* Owned */
  HkkDrafts        *drafts;         /* Owned */
  GPtrArray        *uploads;        /* of HkkAttachment, still to be uploaded */
  guint             at;
  GError           *not_uploaded;   /* Owned (nullable): why the first file that failed did */
  gboolean          was_unknown;    /* it may have been sent before */
  gboolean          was_waiting;
  gboolean          files_failed;   /* and not the way to the portal */
  gboolean          uploaded_again;
  HkkSubmitOutcome  outcome;
  HkkApproval      *approval;       /* Owned (nullable) */
  JsonNode         *answer;         /* Owned (nullable) */
  GError           *error;          /* Owned (nullable) */
} Submit;

static void next_upload (GTask *task);

static void
submit_free (gpointer data)
{
  Submit *self = data;

  g_clear_object (&self->draft);
  g_clear_object (&self->drafts);
  g_ptr_array_unref (self->uploads);
  g_clear_error (&self->not_uploaded);
  g_clear_object (&self->approval);
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *portal = g_task_get_source_object (task);
  Submit *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* What the server said counts, whether or not the note of it reached the disk: the same key finds it out again. */
  if (self->outcome == HKK_SUBMIT_DONE)
    hkk_drafts_delete_finish (self->drafts, result, &error);
  else if (!hkk_drafts_save_finish (self->drafts, result, &error))
    g_debug ("%s", error->message);
  if (portal->outbox != NULL && (self->outcome == HKK_SUBMIT_UNKNOWN || self->outcome == HKK_SUBMIT_WAITING))
    hkk_outbox_check_later (portal->outbox);
  g_task_return_int (task, (gssize) self->outcome);
}

static HkkDraftState
state_after (HkkSubmitOutcome outcome)
{
  switch (outcome)
    {
    case HKK_SUBMIT_DONE: return HKK_DRAFT_DONE;
    case HKK_SUBMIT_APPROVAL: return HKK_DRAFT_APPROVAL;
    case HKK_SUBMIT_UNKNOWN: return HKK_DRAFT_UNKNOWN;
    case HKK_SUBMIT_WAITING: return HKK_DRAFT_WAITING;
    case HKK_SUBMIT_REFUSED:
    default: return HKK_DRAFT_EDITING;
    }
}

static void
settle (GTask            *task,
        HkkSubmitOutcome  outcome,
        GError           *error)
{
  Submit *self = g_task_get_task_data (task);

  self->outcome = outcome;
  self->error = error;
  hkk_draft_set_problem (self->draft, error != NULL ? hkk_portal_error_get_problem (error) : NULL);
  if (outcome == HKK_SUBMIT_DONE)
    {
      hkk_drafts_delete_async (self->drafts, self->draft, NULL, on_settled, task);
      return;
    }
  /* First: whoever follows the state looks for the approval. */
  if (outcome == HKK_SUBMIT_APPROVAL)
    hkk_draft_set_approval_id (self->draft, hkk_approval_get_id (self->approval));
  hkk_draft_set_state (self->draft, state_after (outcome));
  /* A refusal is terminal for its key, but a sign-in that ended refused nothing; and where the portal holds a result
   * for the key that is not about this draft as it is now, a new key might do it twice. */
  if (outcome == HKK_SUBMIT_REFUSED && hkk_portal_error_get_problem (error) != NULL &&
      !g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED) &&
      !hkk_portal_error_is_code (error, "idempotency_key_reused"))
    hkk_draft_renew_key (self->draft);
  hkk_drafts_save_async (self->drafts, self->draft, NULL, on_settled, task);
}

/* The portal was reached, and something is wrong with this one file, or with what becomes of it on its way. */
static gboolean
is_about_file (const GError  *error,
               HkkAttachment *file)
{
  return g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_SERVER) ||
         g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL) ||
         (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE) &&
          hkk_attachment_get_sent_bytes (file) > 0) ||
         g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_VALIDATION) ||
         g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_REFUSED) ||
         g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_CONFLICT) ||
         g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
}

/* Before the POST nothing was handed in, so there is nothing unknown, unless an earlier try got that far. Who looks on
 * is told which files failed; what waits goes on by itself. */
static void
fail_before_post (GTask  *task,
                  GError *error)
{
  Submit *self = g_task_get_task_data (task);
  gboolean later = (hkk_portal_error_is_transport (error) && (self->was_waiting || !self->files_failed)) ||
                   (self->was_waiting && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));

  if (self->was_unknown)
    settle (task, HKK_SUBMIT_UNKNOWN, error);
  else
    settle (task, later ? HKK_SUBMIT_WAITING : HKK_SUBMIT_REFUSED, error);
}

static gboolean
was_not_sent (const GError *error)
{
  return error->domain == HKK_PORTAL_ERROR && error->code != HKK_PORTAL_ERROR_UNKNOWN_RESULT;
}

/* Refused before the portal looked for the key: it says nothing about an earlier try. */
static gboolean
is_about_this_try (const GError *error)
{
  return g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP) ||
         hkk_portal_error_is_code (error, "throttled") || hkk_portal_error_is_code (error, "restricted_account");
}

static void
forget_uploads (Submit *self)
{
  g_autoptr(GPtrArray) used = hkk_draft_get_used (self->draft);

  g_ptr_array_set_size (self->uploads, 0);
  self->at = 0;
  for (guint i = 0; i < used->len; i++)
    {
      hkk_attachment_set_uploaded (g_ptr_array_index (used, i), FALSE);
      g_ptr_array_add (self->uploads, g_object_ref (g_ptr_array_index (used, i)));
    }
}

static HkkSubmitOutcome
outcome_of_error (Submit       *self,
                  const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || (self->was_unknown && is_about_this_try (error)))
    return HKK_SUBMIT_UNKNOWN;
  if (!hkk_portal_error_is_transport (error))
    return HKK_SUBMIT_REFUSED;
  return was_not_sent (error) && !self->was_unknown ? HKK_SUBMIT_WAITING : HKK_SUBMIT_UNKNOWN;
}

static void
on_posted (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  Submit *self = g_task_get_task_data (task);
  HkkSubmitOutcome outcome;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_portal_send_finish (HKK_PORTAL (source), result, &error);

  if (answer != NULL)
    {
      g_set_object (&self->approval, hkk_answer_get_approval (answer));
      self->answer = json_node_ref (hkk_answer_get_body (answer));
      /* A repeated POST may find an approval that is over already. */
      if (self->approval != NULL && !hkk_approval_is_final (self->approval))
        settle (task, HKK_SUBMIT_APPROVAL, NULL);
      else if (self->approval == NULL || hkk_approval_get_status (self->approval) == HKK_APPROVAL_EXECUTED)
        settle (task, HKK_SUBMIT_DONE, NULL);
      else
        {
          HkkProblem *problem = hkk_approval_get_problem (self->approval);

          hkk_draft_renew_key (self->draft);
          settle (task, HKK_SUBMIT_REFUSED, problem != NULL ? hkk_portal_error_new_problem (problem)
                                                            : hkk_portal_error_new (HKK_PORTAL_ERROR_REFUSED, NULL));
        }
      return;
    }
  /* Uploads are kept for a while only. */
  if (hkk_portal_error_is_code (error, "upload_incomplete") && !self->uploaded_again)
    {
      self->uploaded_again = TRUE;
      forget_uploads (self);
      next_upload (task);
      return;
    }
  outcome = outcome_of_error (self, error);
  settle (task, outcome, g_steal_pointer (&error));
}

static char *
draft_path (HkkDraft *draft)
{
  const char *target = hkk_draft_get_target (draft);
  g_autofree char *escaped = target != NULL ? g_uri_escape_string (target, NULL, FALSE) : NULL;

  switch (hkk_draft_get_kind (draft))
    {
    case HKK_DRAFT_MESSAGE:
    case HKK_DRAFT_QUESTION: return g_strdup ("/v1/messages");
    case HKK_DRAFT_DOCUMENTS: return g_strdup_printf ("/v1/requests/%s/documents", escaped != NULL ? escaped : "");
    case HKK_DRAFT_PROFILE: return g_strdup_printf ("/v1/profile/%s", escaped != NULL ? escaped : "");
    case HKK_DRAFT_REQUEST:
    default: return g_strdup ("/v1/requests");
    }
}

static JsonNode *
draft_body (HkkDraft *draft)
{
  JsonNode *values = hkk_json_copy (hkk_draft_get_values (draft));
  const char *target = hkk_draft_get_target (draft);

  if (hkk_draft_get_kind (draft) == HKK_DRAFT_MESSAGE && target != NULL)
    hkk_json_object_add (json_node_get_object (values), "reply_to", target);
  if (hkk_draft_get_kind (draft) != HKK_DRAFT_REQUEST)
    return values;
  return hkk_json_node ("form", hkk_draft_get_form_id (draft), "version", hkk_draft_get_version (draft),
                        "values", values);
}

static void
post (GTask *task)
{
  HkkPortal *portal = g_task_get_source_object (task);
  Submit *self = g_task_get_task_data (task);
  g_autofree char *path = draft_path (self->draft);
  g_autoptr(JsonNode) body = draft_body (self->draft);

  hkk_portal_send_async (portal, hkk_draft_get_kind (self->draft) == HKK_DRAFT_PROFILE ? "PATCH" : "POST", path, body,
                         &(HkkSendOptions) { .key = hkk_draft_get_key (self->draft),
                                             .if_match = hkk_draft_get_if_match (self->draft) },
                         g_task_get_cancellable (task), on_posted, task);
}

static void
on_uploaded (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GTask *task = data;
  Submit *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!hkk_portal_upload_finish (HKK_PORTAL (source), result, &error))
    {
      /* It says nothing about the next one. */
      self->files_failed = is_about_file (error, g_ptr_array_index (self->uploads, self->at));
      if (!self->files_failed)
        {
          fail_before_post (task, g_steal_pointer (&error));
          return;
        }
      if (self->not_uploaded == NULL)
        self->not_uploaded = g_steal_pointer (&error);
    }
  self->at++;
  next_upload (task);
}

static void
next_upload (GTask *task)
{
  HkkPortal *portal = g_task_get_source_object (task);
  Submit *self = g_task_get_task_data (task);

  if (self->at < self->uploads->len)
    hkk_portal_upload_async (portal, self->draft, g_ptr_array_index (self->uploads, self->at),
                             g_task_get_cancellable (task), on_uploaded, task);
  else if (self->not_uploaded != NULL)
    fail_before_post (task, g_steal_pointer (&self->not_uploaded));
  else
    post (task);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  g_autoptr(GError) error = NULL;

  /* Without the key on the disk a crash could hand it in twice. */
  if (!hkk_drafts_save_finish (HKK_DRAFTS (source), result, &error))
    fail_before_post (task, g_steal_pointer (&error));
  else
    next_upload (task);
}

/* Nothing is begun: it is being handed in already, or done. */
static gboolean
take_up_running (GTask    *task,
                 HkkDraft *draft)
{
  HkkDraftState state = hkk_draft_get_state (draft);
  Submit *self = g_task_get_task_data (task);

  if (state != HKK_DRAFT_SENDING && state != HKK_DRAFT_DONE)
    return FALSE;
  if (state == HKK_DRAFT_SENDING)
    self->error = hkk_portal_error_new (HKK_PORTAL_ERROR_UNKNOWN_RESULT, NULL);
  g_task_return_int (task, state == HKK_DRAFT_DONE ? HKK_SUBMIT_DONE : HKK_SUBMIT_UNKNOWN);
  return TRUE;
}

/* A file that is named neither by what is handed in nor by what was entered before was removed, and not brought back.
 * What was entered before names more: answers to questions that are not asked any more, which may be asked again. */
static void
take_values (HkkDrafts *drafts,
             HkkDraft  *draft,
             JsonNode  *values)
{
  GListModel *files = hkk_draft_get_attachments (draft);
  g_autoptr(GPtrArray) before = hkk_draft_get_used (draft);
  g_autoptr(GPtrArray) after = NULL;

  hkk_draft_take_values (draft, values);
  after = hkk_draft_get_used (draft);
  for (guint i = g_list_model_get_n_items (files); i > 0; i--)
    {
      g_autoptr(HkkAttachment) file = g_list_model_get_item (files, i - 1);

      if (!g_ptr_array_find (before, file, NULL) && !g_ptr_array_find (after, file, NULL))
        hkk_drafts_detach (drafts, draft, hkk_attachment_get_upload (file));
    }
}

/**
 * hkk_portal_submit_async:
 * @draft: a draft of this portal's drafts
 * @values: (transfer full) (nullable): what is handed in; %NULL: what the draft holds, as for one whose outcome is
 *   unknown in any case
 *
 * Hands in a draft: gives it its values, drops files that nothing names, saves it once with its idempotency key,
 * uploads its files, posts it. A file that fails keeps no other from its upload, but all from being posted. The draft's
 * state and file follow the outcome. A cancel while it is posted leaves the outcome unknown; the portal finds it out by
 * itself. A draft that is being handed in already is left alone: its outcome is unknown yet.
 */
void
hkk_portal_submit_async (HkkPortal           *self,
                         HkkDraft            *draft,
                         JsonNode            *values,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(JsonNode) owned = values;
  Submit *submit;
  g_autoptr(GPtrArray) used = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (self->drafts != NULL);
  g_return_if_fail (HKK_IS_DRAFT (draft));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_submit_async);
  g_task_set_check_cancellable (task, FALSE);
  submit = g_new0 (Submit, 1);
  submit->draft = g_object_ref (draft);
  submit->drafts = g_object_ref (self->drafts);
  submit->uploads = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, submit, submit_free);
  if (take_up_running (task, draft))
    return;
  if (owned != NULL && (hkk_draft_get_state (draft) == HKK_DRAFT_EDITING ||
                        hkk_draft_get_state (draft) == HKK_DRAFT_WAITING))
    take_values (self->drafts, draft, g_steal_pointer (&owned));
  submit->was_unknown = hkk_draft_get_state (draft) == HKK_DRAFT_UNKNOWN;
  submit->was_waiting = hkk_draft_get_state (draft) == HKK_DRAFT_WAITING;
  used = hkk_draft_get_used (draft);
  for (guint i = 0; i < used->len; i++)
    if (hkk_attachment_get_upload_state (g_ptr_array_index (used, i)) != HKK_UPLOAD_DONE)
      g_ptr_array_add (submit->uploads, g_object_ref (g_ptr_array_index (used, i)));
  hkk_draft_set_state (draft, HKK_DRAFT_SENDING);
  hkk_drafts_save_async (submit->drafts, draft, NULL, on_saved, g_steal_pointer (&task));
}

/**
 * hkk_portal_submit_finish:
 * @approval: (out) (optional) (transfer full) (nullable): what to wait for, with %HKK_SUBMIT_APPROVAL
 * @answer: (out) (optional) (transfer full) (nullable): the server's answer, with %HKK_SUBMIT_DONE
 * @error: (optional): why, with the other outcomes
 *
 * Returns: what became of it; @error is set for refused, unknown and waiting
 */
HkkSubmitOutcome
hkk_portal_submit_finish (HkkPortal     *self,
                          GAsyncResult  *result,
                          HkkApproval  **approval,
                          JsonNode     **answer,
                          GError       **error)
{
  Submit *submit = g_task_get_task_data (G_TASK (result));
  HkkSubmitOutcome outcome = (HkkSubmitOutcome) g_task_propagate_int (G_TASK (result), NULL);

  if (approval != NULL)
    *approval = submit->approval != NULL ? g_object_ref (submit->approval) : NULL;
  if (answer != NULL)
    *answer = submit->answer != NULL ? json_node_ref (submit->answer) : NULL;
  if (submit->error != NULL)
    g_propagate_error (error, g_error_copy (submit->error));
  return outcome;
}

/**
 * hkk_portal_take_back:
 * @draft: one that waits to be sent
 *
 * Opens it for editing again. Nothing happens when it is being sent already: then its outcome comes first.
 */
void
hkk_portal_take_back (HkkPortal *self,
                      HkkDraft  *draft)
{
  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));

  if (self->drafts == NULL || hkk_draft_get_state (draft) != HKK_DRAFT_WAITING)
    return;
  hkk_draft_set_state (draft, HKK_DRAFT_EDITING);
  hkk_drafts_save_async (self->drafts, draft, NULL, NULL, NULL);
}
