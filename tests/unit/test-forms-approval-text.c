/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-approval-text.h"
#include "hkk-jcs.h"
#include "hkk-json.h"

static const HkkApprovalSigning decision = {
  .aud = "hkk-portal", .approval_id = "a1", .user = "u1", .device_id = "d1", .key_id = "k1", .session = "s1",
  .operation = "submit_request", .digest = "DIGEST", .shown = "SHOWN", .nonce = "NONCE", .exp = 1795467600,
  .number = "42", .decision = "approve",
};

static void
test_signing (void)
{
  static const char expected[] =
    "hkk-approval-v1\0{\"approval_id\":\"a1\",\"aud\":\"hkk-portal\",\"decision\":\"approve\",\"device_id\":\"d1\","
    "\"digest\":\"DIGEST\",\"exp\":1795467600,\"key_id\":\"k1\",\"nonce\":\"NONCE\",\"number\":\"42\","
    "\"operation\":\"submit_request\",\"session\":\"s1\",\"shown\":\"SHOWN\",\"user\":\"u1\"}";
  static const char without[] =
    "hkk-approval-v1\0{\"approval_id\":\"a1\",\"aud\":\"hkk-portal\",\"decision\":\"approve\",\"device_id\":\"d1\","
    "\"digest\":\"DIGEST\",\"exp\":1795467600,\"key_id\":\"k1\",\"nonce\":\"NONCE\",\"number\":\"42\","
    "\"operation\":\"submit_request\",\"session\":\"s1\",\"user\":\"u1\"}";
  g_autoptr(GBytes) text = hkk_approval_signing_text (&decision);
  HkkApprovalSigning short_one = decision;
  g_autoptr(GBytes) short_text = NULL;

  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), expected, sizeof expected - 1);
  short_one.shown = NULL;
  short_text = hkk_approval_signing_text (&short_one);
  g_assert_cmpmem (g_bytes_get_data (short_text, NULL), g_bytes_get_size (short_text), without, sizeof without - 1);
}

/* Whatever changes in the decision changes the text. */
static void
test_signing_covers_all (void)
{
  g_autoptr(GBytes) original = hkk_approval_signing_text (&decision);
  HkkApprovalSigning other = decision;
  const char **strings[] = {
    &other.aud, &other.approval_id, &other.user, &other.device_id, &other.key_id, &other.session, &other.operation,
    &other.digest, &other.shown, &other.nonce, &other.number, &other.decision,
  };

  for (guint i = 0; i <= G_N_ELEMENTS (strings); i++)
    {
      g_autoptr(GBytes) text = NULL;

      other = decision;
      if (i < G_N_ELEMENTS (strings))
        *strings[i] = "other";
      else
        other.exp++;
      text = hkk_approval_signing_text (&other);
      g_assert_false (g_bytes_equal (text, original));
    }
}

static void
test_digest (void)
{
  g_autoptr(JsonNode) body = hkk_json_parse ("{\"values\":{\"b\":2,\"a\":1},\"form\":\"x\"}", -1, 0,
                                             JSON_NODE_OBJECT, NULL);
  g_autoptr(JsonNode) same = hkk_json_parse ("{\"form\":\"x\",\"values\":{\"a\":1,\"b\":2}}", -1, 0,
                                             JSON_NODE_OBJECT, NULL);
  g_autoptr(JsonNode) files = hkk_json_parse ("[{\"upload\":\"u\",\"name\":\"n.pdf\",\"size\":3,\"sha256\":\"00\","
                                              "\"media_type\":\"m\"}]", -1, 0, JSON_NODE_ARRAY, NULL);
  static const char expected[] = "{\"attachments\":[{\"name\":\"n.pdf\",\"sha256\":\"00\",\"size\":3}],"
                                 "\"before\":{\"etag\":null},\"body\":{\"form\":\"x\",\"values\":{\"a\":1,\"b\":2}},"
                                 "\"operation\":\"submit_request\",\"route\":\"POST /v1/requests\"}";
  g_autoptr(GBytes) signed_bytes = g_bytes_new_static (expected, sizeof expected - 1);
  g_autofree char *of_bytes = hkk_sha256_base64url (signed_bytes);
  g_autofree char *digest = hkk_approval_digest ("submit_request", "POST /v1/requests", body,
                                                 json_node_get_array (files), NULL);
  g_autofree char *again = hkk_approval_digest ("submit_request", "POST /v1/requests", same,
                                                json_node_get_array (files), NULL);
  g_autofree char *with_etag = hkk_approval_digest ("submit_request", "POST /v1/requests", body,
                                                    json_node_get_array (files), "\"1\"");
  g_autofree char *without_files = hkk_approval_digest ("submit_request", "POST /v1/requests", body, NULL, NULL);

  g_assert_cmpstr (digest, ==, of_bytes);
  g_assert_cmpuint (strlen (digest), ==, 43);
  g_assert_cmpstr (digest, ==, again);
  g_assert_cmpstr (digest, !=, with_etag);
  g_assert_cmpstr (digest, !=, without_files);
}

static void
test_shown (void)
{
  g_autoptr(JsonNode) lines = hkk_json_parse ("[{\"label\":\"IBAN\",\"old\":null,\"new\":\"DE1\"}]", -1, 0,
                                              JSON_NODE_ARRAY, NULL);
  g_autoptr(JsonNode) others = hkk_json_parse ("[{\"label\":\"IBAN\",\"old\":null,\"new\":\"DE2\"}]", -1, 0,
                                               JSON_NODE_ARRAY, NULL);
  static const char expected[] = "{\"authorization_details\":[{\"label\":\"IBAN\",\"new\":\"DE1\",\"old\":null}],"
                                 "\"title\":\"Change\"}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (expected, sizeof expected - 1);
  g_autofree char *of_bytes = hkk_sha256_base64url (bytes);
  g_autofree char *shown = hkk_approval_shown ("Change", json_node_get_array (lines));
  g_autofree char *other_lines = hkk_approval_shown ("Change", json_node_get_array (others));
  g_autofree char *other_title = hkk_approval_shown ("Changes", json_node_get_array (lines));

  g_assert_cmpstr (shown, ==, of_bytes);
  g_assert_cmpstr (shown, !=, other_lines);
  g_assert_cmpstr (shown, !=, other_title);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/approval-text/signing", test_signing);
  g_test_add_func ("/forms/approval-text/signing-covers-all", test_signing_covers_all);
  g_test_add_func ("/forms/approval-text/digest", test_digest);
  g_test_add_func ("/forms/approval-text/shown", test_shown);
  return g_test_run ();
}
