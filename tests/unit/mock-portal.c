/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-portal.h"

#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

MockClient *
mock_portal_new (const char *kvnr,
                 const char *password)
{
  MockClient *self = mock_client_new ();

  mock_sign_in (self, kvnr, password, "desktop");
  return self;
}

JsonObject *
mock_portal_get (MockClient *self,
                 const char *path)
{
  g_autoptr(MockAnswer) answer = mock_call (self, "GET", path, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (answer->json);
  return json_object_ref (answer->json);
}

MockAnswer *
mock_portal_upload_bytes (MockClient *self,
                          const char *id,
                          const char *name,
                          const char *media_type,
                          GBytes     *body)
{
  g_autofree char *path = g_strconcat ("/v1/uploads/", id, NULL);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *disposition = g_strconcat ("attachment; filename*=UTF-8''", escaped, NULL);
  g_autoptr(GBytes) digest = hkk_mock_sha256 (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  g_autofree char *header = g_strdup_printf ("sha-256=:%s:", base64);

  return mock_call_bytes (self, "PUT", path, body, "Content-Type", media_type, "Content-Disposition", disposition,
                          "Content-Digest", header, NULL);
}

MockAnswer *
mock_portal_upload (MockClient *self,
                    const char *id,
                    const char *name,
                    const char *media_type,
                    const char *content)
{
  g_autoptr(GBytes) body = g_bytes_new (content, strlen (content));

  return mock_portal_upload_bytes (self, id, name, media_type, body);
}

JsonObject *
mock_portal_file (MockClient *self,
                  const char *id)
{
  g_autoptr(MockAnswer) answer = mock_portal_upload (self, id, "Bescheinigung.pdf", "application/pdf", MOCK_PORTAL_PDF);

  g_assert_cmpuint (answer->status, ==, 201);
  return hkk_json_object ("upload", id, "name", hkk_json_get_string (answer->json, "name"),
                          "size", hkk_json_get_int (answer->json, "size", -1),
                          "sha256", hkk_json_get_string (answer->json, "sha256"),
                          "media_type", hkk_json_get_string (answer->json, "media_type"));
}

void
mock_portal_decide (MockClient *self,
                    const char *decision)
{
  g_autoptr(JsonObject) answer = mock_command (self, hkk_json_object ("command", "approve", "decision", decision));

  g_assert_nonnull (answer);
}

void
mock_portal_step_up (MockClient *self)
{
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/step-up", json_object_new (), NULL);

  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
}

JsonObject *
mock_portal_sick_note (JsonObject *file)
{
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  JsonArray *files = json_array_new ();

  json_array_add_object_element (files, file);
  return hkk_json_object ("form", "sick-note", "version", 1, "values", hkk_json_object (
    "certificate_kind", "first", "unfit_since", today, "unfit_until", today, "established_on", today,
    "accident_at_work", HKK_JSON_BOOL (FALSE), "employer", "Gärtnerei Grünspecht", "certificate", files,
    "declaration", HKK_JSON_BOOL (TRUE)));
}

char *
mock_portal_hand_in_body (MockClient *self,
                          JsonObject *body)
{
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests", body, NULL);
  g_autoptr(JsonObject) list = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
  path = g_strconcat ("/v1/approvals/", hkk_json_get_string (answer->json, "id"), NULL);
  list = mock_portal_get (self, path);
  g_assert_cmpstr (hkk_json_get_string (list, "status"), ==, "executed");
  return g_strdup (hkk_json_get_string (hkk_json_get_object (list, "result"), "request_id"));
}

char *
mock_portal_hand_in (MockClient *self,
                     const char *upload)
{
  return mock_portal_hand_in_body (self, mock_portal_sick_note (mock_portal_file (self, upload)));
}

JsonObject *
mock_portal_find (JsonArray  *items,
                  const char *member,
                  const char *value)
{
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_strcmp0 (hkk_json_get_string (item, member), value) == 0)
        return item;
    }
  return NULL;
}

void
mock_assert_field (MockAnswer *answer,
                   const char *field)
{
  mock_assert_problem (answer, 422, "validation_failed");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (answer->json, "errors"), "field", field));
}
