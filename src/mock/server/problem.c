/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "clock.h"
#include "hkk-json-build.h"
#include "service.h"

static const struct { const char *code; guint status; const char *title; } kinds[] =
{
  { "internal", 500, N_("Something went wrong on our side") },
  { "invalid_request", 400, N_("The request is not valid") },
  { "invalid_json", 400, N_("The request is not valid JSON") },
  { "body_too_large", 413, N_("The request is too large") },
  { "uri_too_long", 414, N_("The address is too long") },
  { "headers_too_large", 431, N_("The headers are too large") },
  { "expectation_failed", 417, N_("This expectation cannot be met") },
  { "not_implemented", 501, N_("This transfer coding is not understood") },
  { "version_not_supported", 505, N_("This version of HTTP is not supported") },
  /* TRANSLATORS: Title of an error: there is nothing at this address */
  { "not_found", 404, N_("Not found") },
  { "method_not_allowed", 405, N_("This is not possible here") },
  { "unsupported_media_type", 415, N_("This kind of content is not accepted") },
  { "unauthorized", 401, N_("Please sign in") },
  { "token_expired", 401, N_("The access has run out") },
  { "step_up_required", 401, N_("An approval is needed to see this") },
  { "invalid_credentials", 401, N_("Insurance number or password is wrong") },
  { "account_locked", 423, N_("Sign-in is locked for a while") },
  { "account_closed", 403, N_("This account is closed") },
  { "no_own_account", 403, N_("This person has no account of their own") },
  { "invalid_grant", 400, N_("The session has ended") },
  { "idempotency_key_missing", 400, N_("The Idempotency-Key is missing") },
  { "idempotency_key_reused", 422, N_("The Idempotency-Key belongs to another request") },
  { "idempotency_in_progress", 409, N_("The request is still being worked on") },
  { "precondition_required", 428, N_("The version that the change is based on is missing") },
  { "precondition_failed", 412, N_("The data were changed meanwhile") },
  { "validation_failed", 422, N_("Some entries need your attention") },
  { "too_many_approvals", 429, N_("Too many approvals in a short time") },
  { "approval_open", 409, N_("Another approval is still open") },
  { "no_device", 409, N_("No device is registered for approvals") },
  { "device_locked", 409, N_("The device is locked") },
  { "device_waits", 409, N_("The device cannot approve yet") },
  { "wrong_pin", 403, N_("The approval PIN is wrong") },
  { "wrong_number", 422, N_("The number is wrong") },
  { "approval_final", 409, N_("The approval is already decided") },
  { "approval_expired", 410, N_("The time for the approval ran out") },
  { "bad_signature", 403, N_("The signature is not valid") },
  { "cursor_too_old", 410, N_("The news are too old to go on from there") },
  { "throttled", 429, N_("Too many requests in a short time") },
  { "maintenance", 503, N_("The portal is under maintenance") },
  { "upload_incomplete", 422, N_("A file did not arrive completely") },
  { "file_type_refused", 415, N_("This kind of file is not accepted") },
  { "file_empty", 422, N_("The file is empty") },
  { "file_unreadable", 422, N_("The file cannot be opened") },
  { "file_too_large", 413, N_("The file is too large") },
  { "form_outdated", 409, N_("The form has changed meanwhile") },
  { "restricted_account", 403, N_("This needs a registered device") },
  { "conflict", 409, N_("This is no longer possible") },
};

/**
 * hkk_mock_problem_new:
 * @code: a code of the contract
 * @detail: (nullable): a sentence for this case, in the person's language
 *
 * Returns: (transfer full): a problem with the status and title of its code
 */
HkkMockProblem *
hkk_mock_problem_new (const char *code,
                      const char *detail)
{
  HkkMockProblem *self = g_new0 (HkkMockProblem, 1);
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[kind].code, code))
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    {
      g_critical ("The contract has no problem %s", code);
      kind = 0;
    }
  self->code = kinds[kind].code;
  self->title = kinds[kind].title;
  self->status = kinds[kind].status;
  self->detail = g_strdup (detail);
  return self;
}

/**
 * hkk_mock_problem_add_error:
 * @self: (transfer full) (nullable): a problem; without one, a new "validation_failed"
 * @field: path in the values, "items[2].amount"
 * @code: the rule's code
 * @message: the rule's sentence, in the person's language
 *
 * Returns: (transfer full): the problem
 */
HkkMockProblem *
hkk_mock_problem_add_error (HkkMockProblem *self,
                            const char     *field,
                            const char     *code,
                            const char     *message)
{
  if (self == NULL)
    self = hkk_mock_problem_new ("validation_failed", NULL);
  if (self->errors == NULL)
    self->errors = json_array_new ();
  json_array_add_object_element (self->errors, hkk_json_object ("field", field, "code", code, "message", message));
  return self;
}

/**
 * hkk_mock_problem_throttle:
 * @rows: (transfer full): one row: how many there were within @window, and the time of the first of them
 * @max: how many there may be
 * @window: milliseconds
 * @detail: (nullable): a sentence for this case, in the person's language
 *
 * Returns: (transfer full) (nullable): why there cannot be one more now; %NULL if there can
 */
HkkMockProblem *
hkk_mock_problem_throttle (HkkMockRows *rows,
                           gint64       max,
                           gint64       window,
                           const char  *detail)
{
  g_autoptr(HkkMockRows) owned = rows;
  HkkMockProblem *self;

  if (!hkk_mock_rows_next (owned))
    return hkk_mock_problem_new ("internal", NULL);
  if (hkk_mock_rows_int (owned, 0) < max)
    return NULL;
  self = hkk_mock_problem_new ("throttled", detail);
  self->retry_after = (hkk_mock_rows_int (owned, 1) + window - hkk_mock_now ()) / HKK_MOCK_SECOND + 1;
  return self;
}

/**
 * hkk_mock_problem_code:
 *
 * Returns: (transfer none): its code
 */
const char *
hkk_mock_problem_code (HkkMockProblem *self)
{
  return self->code;
}

/**
 * hkk_mock_problem_to_json:
 * @language: (nullable): for its title
 * @request_id: (nullable): of the call
 *
 * Returns: (transfer full): the document of RFC 9457 with the members of the contract
 */
JsonObject *
hkk_mock_problem_to_json (HkkMockProblem *self,
                          const char     *language,
                          const char     *request_id)
{
  g_autofree char *type = g_strconcat ("urn:hkk:problem:", self->code, NULL);
  JsonObject *object = hkk_json_object ("type", type, "title", hkk_mock_text_in (language, self->title),
                                        "status", self->status, "code", self->code);

  if (self->detail != NULL)
    hkk_json_object_add (object, "detail", self->detail);
  if (request_id != NULL)
    hkk_json_object_add (object, "request_id", request_id);
  if (self->errors != NULL)
    hkk_json_object_add (object, "errors", json_array_ref (self->errors));
  if (self->retry_after > 0)
    hkk_json_object_add (object, "retry_after", self->retry_after);
  if (self->extra != NULL)
    hkk_json_object_add (object, "extra", json_object_ref (self->extra));
  return object;
}

/**
 * hkk_mock_problem_free:
 * @self: (transfer full): a problem
 */
void
hkk_mock_problem_free (HkkMockProblem *self)
{
  g_clear_pointer (&self->errors, json_array_unref);
  g_clear_pointer (&self->extra, json_object_unref);
  g_free (self->detail);
  g_free (self);
}
