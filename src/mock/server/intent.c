/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "hkk-approval-text.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "service.h"

/**
 * hkk_mock_intent_asker:
 *
 * Returns: (transfer none) (nullable): who follows its approval: the session that asked, or the device
 */
const char *
hkk_mock_intent_asker (const HkkMockIntent *self)
{
  return self->session_id != NULL ? self->session_id : self->device_id;
}

/**
 * hkk_mock_intent_add_detail:
 * @label: what changes
 * @old_text: (nullable): what was
 * @new_text: (nullable): what will be
 *
 * Adds a line of the authorization details (RFC 9396) that dialog and phone show.
 */
void
hkk_mock_intent_add_detail (HkkMockIntent *self,
                            const char    *label,
                            const char    *old_text,
                            const char    *new_text)
{
  json_array_add_object_element (self->details, hkk_json_object ("label", label, "old", old_text, "new", new_text));
}

/**
 * hkk_mock_intent_add_person:
 * @store: the store
 *
 * Adds the line that says who it is about: the person whose account it is.
 */
void
hkk_mock_intent_add_person (HkkMockIntent *self,
                            HkkMockStore  *store)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, self->account_id);

  hkk_mock_intent_add_detail (self, hkk_mock_text_in (self->language, N_("Person")), NULL, account->name);
}

/**
 * hkk_mock_intent_add_attachment:
 * @upload: (nullable): the upload's id
 * @name: the file's name
 * @size: in bytes
 * @sha256: of its content, lower-case hexadecimal
 * @media_type: (nullable): its type
 */
void
hkk_mock_intent_add_attachment (HkkMockIntent *self,
                                const char    *upload,
                                const char    *name,
                                gint64         size,
                                const char    *sha256,
                                const char    *media_type)
{
  json_array_add_object_element (self->attachments,
                                 hkk_json_object ("upload", upload, "name", name, "size", size, "sha256", sha256,
                                                  "media_type", media_type));
}

/**
 * hkk_mock_intent_body:
 *
 * Returns: (transfer none): its body
 */
JsonObject *
hkk_mock_intent_body (const HkkMockIntent *self)
{
  return json_node_get_object (self->body);
}

/**
 * hkk_mock_intent_shown:
 *
 * Returns: (transfer full): what a person has seen of it who signs (protocol, Approvals 4), base64url
 */
char *
hkk_mock_intent_shown (const HkkMockIntent *self)
{
  return hkk_approval_shown (self->title, self->details);
}

/**
 * hkk_mock_intent_digest:
 *
 * Returns: (transfer full): what the approval signs (protocol, Approvals 2), base64url
 */
char *
hkk_mock_intent_digest (const HkkMockIntent *self)
{
  return hkk_approval_digest (self->operation, self->route, self->body, self->attachments, self->before_etag);
}

/**
 * hkk_mock_intent_print:
 *
 * Returns: (transfer full): all of it as JSON, for the store
 */
char *
hkk_mock_intent_print (const HkkMockIntent *self)
{
  g_autoptr(JsonObject) object = NULL;
  JsonArray *params = json_array_new ();

  for (gsize i = 0; self->params != NULL && self->params[i] != NULL; i++)
    json_array_add_string_element (params, self->params[i]);
  object = hkk_json_object ("account_id", self->account_id,
                            "session_id", self->session_id, "device_id", self->device_id,
                            "operation", self->operation, "route", self->route, "params", params,
                            "language", self->language, "key", self->key, "body", hkk_json_copy (self->body),
                            "attachments", json_array_ref (self->attachments), "before_etag", self->before_etag,
                            "title", self->title, "details", json_array_ref (self->details),
                            "needs_approval", HKK_JSON_BOOL (self->needs_approval), "asked_at", self->asked_at);
  return hkk_json_object_to_string (object);
}

static JsonArray *
array_or_empty (JsonObject *object,
                const char *member)
{
  JsonArray *array = hkk_json_get_array (object, member);

  return array != NULL ? json_array_ref (array) : json_array_new ();
}

/**
 * hkk_mock_intent_parse:
 * @text: what hkk_mock_intent_print() made
 *
 * Returns: (transfer full) (nullable): the intent
 */
HkkMockIntent *
hkk_mock_intent_parse (const char *text)
{
  g_autoptr(JsonObject) object = hkk_json_object_parse (text);
  g_autoptr(GStrvBuilder) params = g_strv_builder_new ();
  JsonArray *array = hkk_json_get_array (object, "params");
  HkkMockIntent *self;

  if (object == NULL || hkk_json_get_object (object, "body") == NULL)
    return NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (params, json_array_get_string_element (array, i));
  self = g_new0 (HkkMockIntent, 1);
  self->account_id = hkk_json_get_int (object, "account_id", 0);
  self->session_id = g_strdup (hkk_json_get_string (object, "session_id"));
  self->device_id = g_strdup (hkk_json_get_string (object, "device_id"));
  self->operation = g_strdup (hkk_json_get_string (object, "operation"));
  self->route = g_strdup (hkk_json_get_string (object, "route"));
  self->params = g_strv_builder_end (params);
  self->language = g_strdup (hkk_json_get_string (object, "language"));
  self->key = g_strdup (hkk_json_get_string (object, "key"));
  self->body = hkk_json_copy (json_object_get_member (object, "body"));
  self->attachments = array_or_empty (object, "attachments");
  self->before_etag = g_strdup (hkk_json_get_string (object, "before_etag"));
  self->title = g_strdup (hkk_json_get_string (object, "title"));
  self->details = array_or_empty (object, "details");
  self->needs_approval = hkk_json_get_bool (object, "needs_approval", FALSE);
  self->asked_at = hkk_json_get_int (object, "asked_at", 0);
  return self;
}

/**
 * hkk_mock_intent_free:
 * @self: (transfer full): an intent
 */
void
hkk_mock_intent_free (HkkMockIntent *self)
{
  g_free (self->session_id);
  g_free (self->device_id);
  g_free (self->operation);
  g_free (self->route);
  g_strfreev (self->params);
  g_free (self->language);
  g_free (self->key);
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->attachments, json_array_unref);
  g_free (self->before_etag);
  g_free (self->title);
  g_clear_pointer (&self->details, json_array_unref);
  g_free (self);
}

/**
 * hkk_mock_result_new:
 *
 * Returns: (transfer full): a result with status 200 and nothing in it
 */
HkkMockResult *
hkk_mock_result_new (void)
{
  HkkMockResult *self = g_new0 (HkkMockResult, 1);

  self->status = 200;
  return self;
}

/**
 * hkk_mock_result_fail:
 * @problem: (transfer full): why
 *
 * Returns: %FALSE
 */
gboolean
hkk_mock_result_fail (HkkMockResult  *self,
                      HkkMockProblem *problem)
{
  g_clear_pointer (&self->problem, hkk_mock_problem_free);
  self->problem = problem;
  return FALSE;
}

/**
 * hkk_mock_result_free:
 * @self: (transfer full): a result
 */
void
hkk_mock_result_free (HkkMockResult *self)
{
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self->location);
  g_free (self->effect);
  g_clear_pointer (&self->outcome, json_object_unref);
  g_clear_pointer (&self->problem, hkk_mock_problem_free);
  g_free (self->approval);
  g_free (self);
}
