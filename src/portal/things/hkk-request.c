/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request.h"

#include "hkk-json.h"
#include "hkk-load.h"
#include "hkk-shown.h"

G_DEFINE_ENUM_TYPE (HkkRequestState, hkk_request_state,
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_AWAITING_APPROVAL, "awaiting_approval"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_IN_REVIEW, "in_review"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_NEEDS_DOCUMENTS, "needs_documents"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_MEDICAL_SERVICE, "medical_service"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_PARTLY_APPROVED, "partly_approved"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_WITHDRAWN, "withdrawn"),
                    G_DEFINE_ENUM_VALUE (HKK_REQUEST_APPROVAL_FAILED, "approval_failed"))

static const HkkThingField timeline_step_fields[] = {
  { "state", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkTimelineStep, hkk_timeline_step, timeline_step_fields,
                  "state:s title:k text:s? at:t")

static const HkkThingField asked_paper_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkAskedPaper, hkk_asked_paper, asked_paper_fields,
                  "id:k title:k text:s?")

static const HkkThingField amount_fields[] = {
  { "label", HKK_THING_STRING, NULL },
  { "value", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkAmount, hkk_amount, amount_fields,
                  "label:k value:s")

static const HkkThingField upcoming_step_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "on", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkUpcomingStep, hkk_upcoming_step, upcoming_step_fields,
                  "title:k text:s? on:d?")

static const HkkThingField follow_up_fields[] = {
  { "form", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "label", HKK_THING_STRING, NULL },
  { "until", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkFollowUp, hkk_follow_up, follow_up_fields,
                  "form:k title:k label:s? until:d?")

static const HkkThingField related_thing_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { "from", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkRelatedThing, hkk_related_thing, related_thing_fields,
                  "id:k title:k at:t")

static const HkkThingField request_fields[] = {
  { "reference", HKK_THING_STRING, NULL },
  { "form", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "subject", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "state-name", HKK_THING_STRING, "state" },
  { "state-text", HKK_THING_STRING, NULL },
  { "next-step", HKK_THING_STRING, NULL },
  { "deadline", HKK_THING_STRING, NULL },
  { "due-on", HKK_THING_STRING, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { "updated-at", HKK_THING_TIME, NULL },
  { "needs-you", HKK_THING_BOOLEAN, NULL },
  { "can-withdraw", HKK_THING_BOOLEAN, NULL },
  { "can-add-documents", HKK_THING_BOOLEAN, NULL },
  { "receipt-available", HKK_THING_BOOLEAN, "receipt.available" },
  { "approved-at", HKK_THING_TIME, "approval.at" },
  { "approved-digest", HKK_THING_STRING, "approval.digest" },
  { "approved", HKK_THING_LIST, "approval.authorization_details", .read_list = hkk_shown_rows_from_json },
  { "timeline", HKK_THING_LIST, NULL, hkk_timeline_step_get_type },
  { "values-shown", HKK_THING_LIST, "values_shown", .read_list = hkk_shown_sections_from_json },
  { "files", HKK_THING_LIST, NULL, hkk_file_info_get_type },
  { "papers", HKK_THING_LIST, NULL, hkk_asked_paper_get_type },
  { "amounts", HKK_THING_LIST, NULL, hkk_amount_get_type },
  { "upcoming", HKK_THING_LIST, NULL, hkk_upcoming_step_get_type },
  { "follow-ups", HKK_THING_LIST, "follow_ups", hkk_follow_up_get_type },
  { "letters", HKK_THING_LIST, NULL, hkk_related_thing_get_type },
  { "messages", HKK_THING_LIST, NULL, hkk_related_thing_get_type },
  { "calendar-available", HKK_THING_BOOLEAN, "calendar.available" },
  { NULL }
};

HKK_DEFINE_THING (HkkRequest, hkk_request, request_fields,
                  "id:k reference:s? form:s title:k subject:s? state:s state_text:k text:s? created_at:t updated_at:t "
                  "next_step:s? "
                  "deadline:d? due_on:d? needs_you:b")

/**
 * hkk_request_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
hkk_request_get_id (HkkRequest *self)
{
  return hkk_thing_get_id (HKK_THING (self));
}

/**
 * hkk_request_get_reference:
 *
 * Returns: (transfer none) (nullable): the reference number
 */
const char *
hkk_request_get_reference (HkkRequest *self)
{
  return hkk_thing_get_string (HKK_THING (self), "reference");
}

/**
 * hkk_request_get_title:
 *
 * Returns: (transfer none) (nullable): what was asked for
 */
const char *
hkk_request_get_title (HkkRequest *self)
{
  return hkk_thing_get_string (HKK_THING (self), "title");
}

/**
 * hkk_request_get_state_text:
 *
 * Returns: (transfer none) (nullable): the processing status in words
 */
const char *
hkk_request_get_state_text (HkkRequest *self)
{
  return hkk_thing_get_string (HKK_THING (self), "state-text");
}

/**
 * hkk_request_get_needs_you:
 *
 * Returns: whether the person has to do something
 */
gboolean
hkk_request_get_needs_you (HkkRequest *self)
{
  return hkk_thing_get_boolean (HKK_THING (self), "needs-you");
}

/**
 * hkk_request_get_state:
 *
 * Returns: the processing status
 */
HkkRequestState
hkk_request_get_state (HkkRequest *self)
{
  int state = HKK_REQUEST_UNKNOWN;

  hkk_json_word_to_enum (HKK_TYPE_REQUEST_STATE, hkk_thing_get_string (HKK_THING (self), "state-name"), &state);
  return (HkkRequestState) state;
}

/**
 * hkk_request_is_open:
 *
 * Returns: whether something is still to happen; an unknown state counts as open
 */
gboolean
hkk_request_is_open (HkkRequest *self)
{
  switch (hkk_request_get_state (self))
    {
    case HKK_REQUEST_APPROVED:
    case HKK_REQUEST_PARTLY_APPROVED:
    case HKK_REQUEST_REJECTED:
    case HKK_REQUEST_PAID:
    case HKK_REQUEST_WITHDRAWN:
    case HKK_REQUEST_APPROVAL_FAILED:
      return FALSE;
    case HKK_REQUEST_UNKNOWN:
    case HKK_REQUEST_AWAITING_APPROVAL:
    case HKK_REQUEST_RECEIVED:
    case HKK_REQUEST_IN_REVIEW:
    case HKK_REQUEST_NEEDS_DOCUMENTS:
    case HKK_REQUEST_MEDICAL_SERVICE:
    default:
      return TRUE;
    }
}

/**
 * hkk_request_get_subject:
 *
 * Returns: (transfer none) (nullable): what tells it from others of its kind, and for whom it is
 */
const char *
hkk_request_get_subject (HkkRequest *self)
{
  return hkk_thing_get_string (HKK_THING (self), "subject");
}

/**
 * hkk_request_get_timeline:
 *
 * Returns: (transfer none): the steps so far; items are #HkkTimelineStep
 */
GListModel *
hkk_request_get_timeline (HkkRequest *self)
{
  return hkk_thing_get_list (HKK_THING (self), "timeline");
}

/**
 * hkk_request_get_sections:
 *
 * Returns: (transfer none): what was handed in; items are #HkkShownSection
 */
GListModel *
hkk_request_get_sections (HkkRequest *self)
{
  return hkk_thing_get_list (HKK_THING (self), "values-shown");
}

/**
 * hkk_request_get_files:
 *
 * Returns: (transfer none): the files; items are #HkkFileInfo
 */
GListModel *
hkk_request_get_files (HkkRequest *self)
{
  return hkk_thing_get_list (HKK_THING (self), "files");
}

/**
 * hkk_request_dup_receipt_path:
 *
 * Returns: (transfer full): the route of its receipt's bytes, for hkk_portal_new_download()
 */
char *
hkk_request_dup_receipt_path (HkkRequest *self)
{
  return hkk_load_path ("/v1/requests/", hkk_request_get_id (self), "/receipt");
}

/**
 * hkk_request_dup_calendar_path:
 *
 * Returns: (transfer full): the route of the calendar file of its deadline, for hkk_portal_new_download()
 */
char *
hkk_request_dup_calendar_path (HkkRequest *self)
{
  return hkk_load_path ("/v1/requests/", hkk_request_get_id (self), "/calendar");
}

static const HkkLoad load = {
  .get_type = hkk_request_get_type,
  .falls_back = TRUE,
  .needs = "timeline:[] values_shown:[section:s rows:[label:s value:s]] files:[at:t sha256:s] can_withdraw:b "
           "can_add_documents:b receipt:{available:b} "
           "approval:{at:t digest:s? authorization_details:[label:s old:s? new:s]}? "
           "papers:[id:k title:k text:s?]? amounts:[label:k value:s]? "
           "upcoming:[title:k text:s? on:d?]? follow_ups:[form:k title:k label:s? until:d?]? "
           "letters:[id:k title:k at:t]? messages:[id:k title:k at:t]? calendar:{available:b}?",
};

/**
 * hkk_request_load_async:
 * @id: a request
 *
 * Loads a request with its details. Without a connection the copy on this computer will do.
 */
void
hkk_request_load_async (HkkPortal           *portal,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/v1/requests/", id, NULL);
  g_autofree char *copy = g_strconcat (HKK_COPY_REQUEST, id, NULL);

  hkk_load_async (portal, &load, path, copy, hkk_request_load_async, cancellable, callback, data);
}

/**
 * hkk_request_load_finish:
 * @seen_at: (out) (optional) (nullable) (transfer full): %NULL for an answer; when its copy was kept, if that stands in
 *
 * Returns: (transfer full) (nullable): the request
 */
HkkRequest *
hkk_request_load_finish (HkkPortal     *portal,
                         GAsyncResult  *result,
                         GDateTime    **seen_at,
                         GError       **error)
{
  return hkk_load_finish (portal, result, hkk_request_load_async, seen_at, error);
}

/**
 * hkk_request_withdraw_async:
 * @id: a request
 *
 * Withdraws a request. Finish with hkk_portal_change_finish(): it may wait for an approval.
 */
void
hkk_request_withdraw_async (HkkPortal           *portal,
                            const char          *id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/v1/requests/", id, "/withdrawal");

  hkk_portal_send_async (portal, "POST", path, NULL, NULL, cancellable, callback, data);
}
