/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-text.h"

#include <string.h>

#include "hkk-jcs.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* The NUL that ends the literal is part of the prefix: it keeps the signature from being valid for any other text. */
static const char signing_prefix[] = "hkk-approval-v1";

static JsonArray *
digest_attachments (JsonArray *attachments)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < hkk_json_array_length (attachments); i++)
    {
      JsonObject *file = hkk_json_array_object (attachments, i);

      json_array_add_object_element (result, hkk_json_object (
        "name", hkk_json_get_string (file, "name"), "size", hkk_json_get_int (file, "size", 0),
        "sha256", hkk_json_get_string (file, "sha256")));
    }
  return result;
}

/**
 * hkk_approval_shown:
 * @title: (nullable): what was asked for, in words
 * @details: (nullable): its lines, as they are shown: objects with label, old and new
 *
 * Who signs has seen these words: server and phone each take it of what they have, so that nothing between the two can
 * show something else.
 *
 * Returns: (transfer full) (nullable): the SHA-256 of title and lines (RFC 8785 JSON) in base64url; %NULL for lines
 *   that are no JSON of the contract
 */
char *
hkk_approval_shown (const char *title,
                    JsonArray  *details)
{
  g_autoptr(JsonNode) node = hkk_json_node ("title", title, "authorization_details",
                                            details != NULL ? json_array_ref (details) : json_array_new ());
  g_autoptr(GBytes) bytes = hkk_jcs_to_bytes (node);

  return bytes != NULL ? hkk_sha256_base64url (bytes) : NULL;
}

/**
 * hkk_approval_digest:
 * @operation: the operation, "submit_request"
 * @route: method and path, "POST /v1/requests"
 * @body: the whole body as stored
 * @attachments: (nullable): objects with name, size and sha256; their other members are left out
 * @before_etag: (nullable): the ETag of the record that is changed; %NULL if nothing existed before
 *
 * What a device signs of an intent: what is shown, signed and executed is the same RFC 8785 JSON.
 *
 * Returns: (transfer full): its SHA-256 in base64url
 */
char *
hkk_approval_digest (const char *operation,
                     const char *route,
                     JsonNode   *body,
                     JsonArray  *attachments,
                     const char *before_etag)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (operation != NULL && route != NULL && body != NULL, NULL);

  node = hkk_json_node ("operation", operation, "route", route, "body", hkk_json_copy (body),
                        "attachments", digest_attachments (attachments),
                        "before", hkk_json_object ("etag", before_etag));
  bytes = hkk_jcs_to_bytes (node);
  return bytes != NULL ? hkk_sha256_base64url (bytes) : NULL;
}

/**
 * hkk_approval_signing_text:
 * @signing: the decision, every string of it given
 *
 * The bytes that the device's key signs (ECDSA P-256 over their SHA-256): a prefix with its NUL, then RFC 8785 JSON.
 * Number and decision are inside, so neither can be exchanged afterwards.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
hkk_approval_signing_text (const HkkApprovalSigning *signing)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *json = NULL;
  JsonObject *object;
  GByteArray *text;

  g_return_val_if_fail (signing != NULL, NULL);

  const struct { const char *name, *value; } members[] = {
    { "aud", signing->aud }, { "approval_id", signing->approval_id }, { "user", signing->user },
    { "device_id", signing->device_id }, { "key_id", signing->key_id }, { "session", signing->session },
    { "operation", signing->operation }, { "digest", signing->digest }, { "shown", signing->shown },
    { "nonce", signing->nonce }, { "number", signing->number }, { "decision", signing->decision },
  };

  object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (members[i].value == NULL && g_str_equal (members[i].name, "shown"))
        continue;
      g_return_val_if_fail (members[i].value != NULL, NULL);
      hkk_json_object_add (object, members[i].name, members[i].value);
    }
  hkk_json_object_add (object, "exp", signing->exp);
  node = hkk_json_take_object (object);
  json = hkk_jcs_to_string (node);

  text = g_byte_array_new ();
  g_byte_array_append (text, (const guint8 *) signing_prefix, sizeof signing_prefix);
  g_byte_array_append (text, (const guint8 *) json, (guint) strlen (json));
  return g_byte_array_free_to_bytes (text);
}
