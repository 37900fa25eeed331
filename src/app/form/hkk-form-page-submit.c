/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-approval-end.h"
#include "hkk-error-text.h"
#include "hkk-form-page-private.h"
#include "hkk-json.h"
#include "hkk-row.h"
#include "hkk-shell.h"

/* What is handed in: without the answers to questions that are not asked any more, which the page keeps. Of known data
 * it is the change. */
static JsonNode *
values_to_send (HkkFormPage *self)
{
  HkkFormContext context = *hkk_form_model_get_context (self->model);
  g_autoptr(HkkFormValues) values = hkk_form_values_copy (hkk_form_model_get_values (self->model));

  context.values = values;
  if (self->before != NULL)
    return hkk_form_patch (&context, self->before);
  hkk_form_prune (&context);

  return hkk_form_values_to_json (values);
}

static HkkFormIssue *
first_error (GPtrArray *issues)
{
  for (guint i = 0; i < issues->len; i++)
    {
      HkkFormIssue *issue = g_ptr_array_index (issues, i);

      if (issue->level == HKK_FORM_ISSUE_ERROR)
        return issue;
    }

  return NULL;
}

/* A draft can be opened at its review, so all steps are looked at once more. */
static gboolean
check_all (HkkFormPage *self)
{
  g_autoptr(GPtrArray) issues = hkk_form_model_validate (self->model, NULL);
  HkkFormIssue *error = first_error (issues);

  if (error != NULL && *error->path != '\0')
    hkk_form_page_go_to_path (self, error->path);
  else if (error != NULL)
    hkk_form_page_show_message (self, "dialog-error-symbolic", error->message);

  return error == NULL;
}

static char *
made_request (JsonNode *answer)
{
  JsonObject *object = answer != NULL ? hkk_json_node_object (answer) : NULL;

  return g_strdup (hkk_json_get_string (hkk_json_get_object (object, "request"), "id"));
}

static const char * const done_texts[] = {
  /* TRANSLATORS: Title and state: the request is with the insurer */
  [HKK_FORM_KIND_REQUEST] = N_("Handed in"),
  [HKK_FORM_KIND_SERVICE] = N_("Handed in"),
  /* TRANSLATORS: Title and state: the new personal data are valid */
  [HKK_FORM_KIND_PROFILE] = N_("Changed"),
  [HKK_FORM_KIND_MESSAGE] = N_("The message was sent."),
  [HKK_FORM_KIND_DOCUMENTS] = N_("Handed in"),
};

static void
finish_done (HkkFormPage *self,
             JsonNode    *answer)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));
  g_autofree char *request = made_request (answer);

  g_object_ref (self);
  hkk_form_page_leave (self, _(done_texts[hkk_form_get_kind (hkk_form_model_get_form (self->model))]));
  if (shell != NULL && request != NULL)
    gtk_widget_activate_action (GTK_WIDGET (shell), "win.open-request", "s", request);
  g_object_unref (self);
}

/* The draft held what was handed in; from now on it holds everything again, answers to questions that are not asked
 * too. */
static void
keep_all (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  if (draft != NULL && hkk_draft_get_state (draft) == HKK_DRAFT_EDITING)
    hkk_form_saver_touch (self->saver);
}

/* The window shows another person's things, or nobody's. */
static gboolean
is_gone (HkkFormPage *self)
{
  return g_cancellable_is_cancelled (hkk_page_get_cancellable (HKK_PAGE (self)));
}

static void
on_approval_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkFormPage) self = HKK_FORM_PAGE (data);
  g_autoptr(GError) error = NULL;
  HkkApprovalOutcome outcome = HKK_APPROVAL_OUTCOME_ENDED;
  HkkApproval *approval = NULL;
  gboolean over = hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, &error);

  if (is_gone (self))
    return;
  self->phase = HKK_FORM_PAGE_EDITING;
  hkk_form_page_refresh_bar (self);
  keep_all (self);
  if (!over)
    {
      hkk_page_show_error (HKK_PAGE (self), error);
      return;
    }

  approval = hkk_portal_await_get_approval (HKK_PORTAL (source), result);
  if (outcome == HKK_APPROVAL_OUTCOME_EXECUTED)
    {
      hkk_form_page_leave (self, NULL);
    }
  else if (outcome == HKK_APPROVAL_OUTCOME_BACKGROUND)
    {
      g_autofree char *sentence = hkk_approval_end_sentence (approval, FALSE);

      hkk_form_page_leave (self, sentence);
    }
  else
    {
      hkk_form_page_show_end (self, approval);
    }
}

static void
wait_for_approval (HkkFormPage *self,
                   HkkApproval *approval)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  if (portal == NULL || self->phase == HKK_FORM_PAGE_APPROVING)
    return;

  self->phase = HKK_FORM_PAGE_APPROVING;
  hkk_form_page_show_message (self, NULL, NULL);
  hkk_portal_await_async (portal, approval, hkk_page_get_cancellable (HKK_PAGE (self)),
                          on_approval_over, g_object_ref (self));
}

static char *
no_device_text (const GError *error)
{
  g_autofree char *sentence = hkk_error_sentence (error);

  return g_strconcat (sentence, "\n",
                      _("Your entries are kept. How a device is registered is described under Help."), NULL);
}

/**
 * hkk_form_page_take_refusal:
 * @error: what the server said, or why nothing reached it
 *
 * Puts the server's messages at their fields and goes to the first of them; what belongs to no field is said at the
 * review. Everything that was entered stays.
 */
void
hkk_form_page_take_refusal (HkkFormPage  *self,
                            const GError *error)
{
  HkkProblem *problem = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (HKK_IS_FORM_PAGE (self));
  g_return_if_fail (error != NULL);

  failed = hkk_form_model_get_draft (self->model) != NULL
             ? hkk_draft_dup_failed_path (hkk_form_model_get_draft (self->model)) : NULL;
  keep_all (self);
  if (failed != NULL)
    {
      hkk_form_page_go_to_path (self, failed);
      hkk_form_page_show_message (self, "dialog-error-symbolic",
                                  _("Not handed in yet, because a file could not be uploaded. Try it again, or remove "
                                    "it."));
      return;
    }
  problem = hkk_portal_error_get_problem (error);
  for (guint i = 0; problem != NULL && i < hkk_problem_get_n_fields (problem); i++)
    {
      const HkkProblemField *field = hkk_problem_get_field (problem, i);

      if (field->field == NULL || field->message == NULL ||
          hkk_form_find_section (hkk_form_model_get_form (self->model), field->field) == NULL)
        continue;
      hkk_form_model_refuse (self->model, field->field, field->message);
      if (first == NULL)
        first = g_strdup (field->field);
    }

  if (self->section_id != NULL && hkk_portal_error_is_code (error, "precondition_failed"))
    hkk_form_page_resolve_conflict (self);
  if (hkk_portal_error_is_code (error, "idempotency_key_reused"))
    {
      hkk_form_page_offer_look (self);
      return;
    }
  if (first != NULL)
    {
      hkk_form_page_go_to_path (self, first);
      text = g_strdup (_("Not handed in yet: look at the marked entries."));
    }
  else if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NO_DEVICE))
    {
      text = no_device_text (error);
    }
  else
    {
      text = hkk_error_sentence (error);
    }
  hkk_form_page_show_message (self, "dialog-error-symbolic", text);
  hkk_error_help_show (self->help, first == NULL ? hkk_error_get_answer (error) : NULL);
}

/* A message has its row among the messages until it is sent; everything else is looked after here. */
static void
leave_pending (HkkFormPage      *self,
               HkkSubmitOutcome  outcome)
{
  if (hkk_form_get_kind (hkk_form_model_get_form (self->model)) != HKK_FORM_KIND_MESSAGE)
    hkk_form_page_show_pending (self, outcome);
  else if (outcome == HKK_SUBMIT_WAITING)
    hkk_form_page_leave (self, _("Your message is sent when the connection is back."));
  else
    hkk_form_page_leave (self, _("It is being checked whether your message has arrived."));
}

/* The portal asks other questions by now. They are asked here at once, with all that was entered: a new message, which
 * is not found by what it is about, is gone on with by its name. */
static void
take_new_form (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  keep_all (self);
  hkk_form_saver_flush (self->saver);
  if (draft != NULL && hkk_draft_get_kind (draft) == HKK_DRAFT_MESSAGE && hkk_draft_get_target (draft) == NULL)
    g_set_str (&self->draft_id, hkk_draft_get_id (draft));
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_LOADING);
  hkk_form_page_load (self);
}

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkFormPage) self = HKK_FORM_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(JsonNode) answer = NULL;
  HkkSubmitOutcome outcome = hkk_portal_submit_finish (HKK_PORTAL (source), result, &approval, &answer, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || is_gone (self) ||
      self->phase == HKK_FORM_PAGE_OVER)
    return;

  self->phase = HKK_FORM_PAGE_EDITING;
  if (outcome != HKK_SUBMIT_WAITING)
    hkk_form_page_hide_uploads (self);
  hkk_form_page_refresh_bar (self);
  switch (outcome)
    {
    case HKK_SUBMIT_DONE:
      finish_done (self, answer);
      break;
    case HKK_SUBMIT_APPROVAL:
      wait_for_approval (self, approval);
      break;
    case HKK_SUBMIT_UNKNOWN:
    case HKK_SUBMIT_WAITING:
      leave_pending (self, outcome);
      break;
    case HKK_SUBMIT_REFUSED:
    default:
      if (hkk_portal_error_is_code (error, "form_outdated"))
        take_new_form (self);
      else if (error != NULL)
        hkk_form_page_take_refusal (self, error);
    }
}

static void
say_sending (HkkFormPage *self)
{
  hkk_form_page_show_message (self, "document-send-symbolic", _("Is being handed in"));
}

void
hkk_form_page_submit (HkkFormPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  if (hkk_form_page_is_locked (self) || self->phase != HKK_FORM_PAGE_EDITING || !check_all (self))
    return;
  if (self->n_uploads > 0)
    {
      hkk_form_page_show_message (self, "content-loading-symbolic",
                                  _("Files are still being uploaded. Wait a moment."));
      return;
    }
  if (draft == NULL || portal == NULL)
    {
      hkk_form_page_show_message (self, "dialog-error-symbolic",
                                  _("Drafts cannot be kept right now, so nothing is handed in. Sign in again."));
      return;
    }

  hkk_form_saver_hand_over (self->saver);
  say_sending (self);
  self->phase = HKK_FORM_PAGE_SENDING;
  hkk_form_page_refresh_bar (self);
  hkk_portal_submit_async (portal, draft, values_to_send (self), hkk_page_get_cancellable (HKK_PAGE (self)),
                           on_submitted, g_object_ref (self));
  hkk_form_page_show_uploads (self);
}

static void
find_approval (HkkFormPage *self,
               const char  *id)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  g_autoptr(HkkApproval) approval = portal != NULL ? hkk_portal_find_approval (portal, id) : NULL;

  if (approval != NULL)
    wait_for_approval (self, approval);
}

/* It can be changed again. What was refused behind the person's back is told here. */
static void
show_editing (HkkFormPage *self,
              HkkDraft    *draft)
{
  g_autoptr(GError) refusal = hkk_draft_dup_refusal (draft);

  if (refusal != NULL)
    hkk_form_page_take_refusal (self, refusal);
  else
    hkk_form_page_show_message (self, NULL, NULL);
}

/* The portal goes on by itself with what had no answer; the page follows. */
static void
on_draft_state (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  if (is_gone (self))
    return;
  hkk_form_page_refresh_bar (self);
  if (self->phase != HKK_FORM_PAGE_EDITING)
    return;

  if (hkk_draft_get_state (draft) == HKK_DRAFT_SENDING || hkk_draft_get_state (draft) == HKK_DRAFT_WAITING)
    hkk_form_page_show_uploads (self);
  else
    hkk_form_page_hide_uploads (self);
  switch (hkk_draft_get_state (draft))
    {
    case HKK_DRAFT_DONE:
      finish_done (self, NULL);
      break;
    case HKK_DRAFT_APPROVAL:
      find_approval (self, hkk_draft_get_approval_id (draft));
      break;
    case HKK_DRAFT_UNKNOWN:
      hkk_form_page_show_pending (self, HKK_SUBMIT_UNKNOWN);
      break;
    case HKK_DRAFT_WAITING:
      hkk_form_page_show_pending (self, HKK_SUBMIT_WAITING);
      break;
    case HKK_DRAFT_EDITING:
      show_editing (self, draft);
      break;
    case HKK_DRAFT_SENDING:
    default:
      say_sending (self);
    }
}

void
hkk_form_page_watch_draft (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  g_signal_connect_object (draft, "notify::state", G_CALLBACK (on_draft_state), self, G_CONNECT_SWAPPED);
  on_draft_state (self);
}
