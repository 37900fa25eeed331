/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration-client.h"

#include "crypto.h"
#include "hkk-json-build.h"
#include "nect-private.h"

#define CHECK_SECONDS 10 /* the machine is ready by then */

MockAnswer *
registration_start (MockClient *client,
                    const char *purpose,
                    const char *kvnr,
                    const char *birth_date,
                    const char *card_digits)
{
  g_autofree char *path = g_strdup_printf ("/%s/start", purpose);
  JsonObject *body = hkk_json_object ("insurance_number", kvnr, "birth_date", birth_date);

  if (card_digits != NULL)
    hkk_json_object_add (body, "card_digits", card_digits);
  return phone_call (client, "POST", path, NULL, NULL, body);
}

char *
registration_begin (MockClient *client)
{
  g_autoptr(MockAnswer) answer = registration_start (client, "registration", NINA, NINA_BIRTH, NINA_CARD);

  g_assert_cmpuint (answer->status, ==, 201);
  return g_strdup (phone_answer_text (answer, "process"));
}

MockAnswer *
registration_case (MockClient *client,
                   const char *process,
                   const char *document)
{
  return phone_call (client, "POST", "/nect/cases", NULL, NULL,
                     hkk_json_object ("process", process, "document", document, "consent", HKK_JSON_BOOL (TRUE)));
}

MockAnswer *
registration_extend (MockClient *client,
                     const char *process,
                     const char *key)
{
  return phone_call (client, "POST", "/registration/extend", NULL, key, hkk_json_object ("process", process));
}

static char *
digest_of (GBytes *bytes)
{
  g_autoptr(GBytes) hash = hkk_mock_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));

  return g_strdup_printf ("sha-256=:%s:", base64);
}

MockAnswer *
registration_put_bytes (MockClient *client,
                        const char *nect_case,
                        const char *recording,
                        GBytes     *bytes,
                        const char *media_type,
                        const char *digest,
                        const char *key)
{
  g_autofree char *path = g_strdup_printf ("/nect/cases/%s/%s", nect_case, recording);
  g_autofree char *right = digest_of (bytes);
  g_autofree char *fresh = hkk_mock_random_hex (16);
  MockAnswer *answer = mock_call_bytes (client, "PUT", path, bytes, "Authorization", "", "Content-Type", media_type,
                                        "Content-Digest", digest != NULL ? digest : right,
                                        "Idempotency-Key", key != NULL ? key : fresh, NULL);

  g_assert_no_error (answer->error);
  return answer;
}

MockAnswer *
registration_put (MockClient *client,
                  const char *nect_case,
                  const char *recording,
                  const char *sample)
{
  g_autoptr(GBytes) bytes = hkk_mock_nect_sample (sample);

  return registration_put_bytes (client, nect_case, recording, bytes,
                                 g_str_has_suffix (sample, ".png") ? "image/png" : "video/mp4", NULL, NULL);
}

MockAnswer *
registration_look (MockClient *client,
                   const char *nect_case)
{
  g_autofree char *path = g_strconcat ("/nect/cases/", nect_case, NULL);

  return phone_call (client, "GET", path, NULL, NULL, NULL);
}

char *
registration_record (MockClient *client,
                     const char *process,
                     const char *document,
                     const char *front,
                     const char *back,
                     const char *selfie)
{
  g_autoptr(MockAnswer) begun = registration_case (client, process, document);
  const char *id = phone_answer_text (begun, "id");
  const char *samples[] = { front, back, selfie };

  g_assert_cmpuint (begun->status, ==, 201);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr(MockAnswer) answer = registration_put (client, id, hkk_mock_nect_recordings[i], samples[i]);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  return g_strdup (id);
}

char *
registration_identify (MockClient *client,
                       const char *process)
{
  char *id = registration_record (client, process, "identity_card", "identity-card-front.mp4", "identity-card-back.png",
                                  "selfie.mp4");
  g_autoptr(MockAnswer) answer = NULL;

  mock_advance (client, CHECK_SECONDS);
  answer = registration_look (client, id);
  g_assert_cmpstr (phone_answer_text (answer, "state"), ==, "passed");
  return id;
}

MockAnswer *
registration_complete (MockClient *client,
                       const char *purpose,
                       const char *process,
                       const char *nect_case,
                       const char *password,
                       JsonObject *device,
                       const char *key)
{
  g_autofree char *path = g_strdup_printf ("/%s/complete", purpose);

  return phone_call (client, "POST", path, NULL, key, hkk_json_object ("process", process, "nect_case", nect_case,
                                                                       "password", password, "device", device));
}
