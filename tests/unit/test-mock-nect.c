/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json.h"
#include "nect-private.h"
#include "registration-client.h"

/* NECT over the wire: what each sample leads to, the order of the recordings, time. */

#define FRONT  "identity-card-front.mp4"
#define BACK   "identity-card-back.png"
#define SELFIE "selfie.mp4"

typedef struct
{
  MockClient *client;
  char       *process;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->process = registration_begin (self->client);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_free (self->process);
  mock_client_free (self->client);
}

/* (transfer full): a case that collects */
static char *
begin (Fixture    *self,
       const char *document)
{
  g_autoptr(MockAnswer) answer = registration_case (self->client, self->process, document);

  g_assert_cmpuint (answer->status, ==, 201);
  return g_strdup (phone_answer_text (answer, "id"));
}

static void
assert_case (Fixture    *self,
             const char *id,
             const char *state,
             const char *outcome)
{
  g_autoptr(MockAnswer) answer = registration_look (self->client, id);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (answer, "id"), ==, id);
  g_assert_cmpstr (phone_answer_text (answer, "state"), ==, state);
  g_assert_cmpstr (hkk_json_get_string (answer->json, "outcome"), ==, outcome);
  g_assert_cmpstr (phone_answer_text (answer, "text"), !=, "");
}

static void
test_outcomes (Fixture       *self,
               gconstpointer  data)
{
  static const struct { const char *document, *front, *back, *selfie, *state, *outcome; } cases[] =
  {
    { "identity_card", FRONT, BACK, SELFIE, "passed", "passed" },
    { "passport", "passport-front.mp4", "passport-back.png", SELFIE, "passed", "passed" },
    { "identity_card", "identity-card-expired-front.mp4", BACK, SELFIE, "failed", "document_expired" },
    { "identity_card", "identity-card-blurred-front.mp4", BACK, SELFIE, "failed", "unreadable" },
    { "identity_card", "identity-card-other-person-front.mp4", BACK, SELFIE, "failed", "name_mismatch" },
    { "identity_card", "library-card-front.mp4", BACK, SELFIE, "failed", "unsupported_document" },
    { "identity_card", "passport-front.mp4", BACK, SELFIE, "failed", "unsupported_document" },
    { "passport", "passport-front.mp4", BACK, SELFIE, "failed", "unsupported_document" },
    { "identity_card", FRONT, BACK, "selfie-other-person.mp4", "failed", "face_mismatch" },
    { "identity_card", FRONT, BACK, "selfie-silent.mp4", "failed", "words_not_read" },
    { "identity_card", FRONT, BACK, "selfie-broken-off.mp4", "failed", "aborted" },
    { "identity_card", FRONT, BACK, "selfie-hard-to-see.mp4", "human_review", NULL },
    /* The first failure counts, and a failure before a human. */
    { "identity_card", "identity-card-expired-front.mp4", BACK, "selfie-silent.mp4", "failed", "document_expired" },
    { "identity_card", "identity-card-blurred-front.mp4", BACK, "selfie-hard-to-see.mp4", "failed", "unreadable" },
    /* A sample in another place. */
    { "identity_card", SELFIE, BACK, SELFIE, "failed", "unreadable" },
    { "identity_card", FRONT, BACK, FRONT, "failed", "unreadable" },
  };
  char *ids[G_N_ELEMENTS (cases)];
  g_autofree char *second = registration_begin (self->client);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ids[i] = registration_record (self->client, i < 8 ? self->process : second, cases[i].document, cases[i].front,
                                    cases[i].back, cases[i].selfie);
      assert_case (self, ids[i], "checking", NULL);
    }
  mock_advance (self->client, 10);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_case (self, ids[i], cases[i].state, cases[i].outcome);
      g_free (ids[i]);
    }
}

/* nect.json and the files agree: each can be sent to its place, and none is left over. */
static void
test_samples (void)
{
  g_autoptr(JsonArray) samples = hkk_mock_nect_samples ();

  g_assert_cmpuint (json_array_get_length (samples), ==, 13);
  for (guint i = 0; i < json_array_get_length (samples); i++)
    {
      JsonObject *sample = json_array_get_object_element (samples, i);
      const char *document = hkk_json_get_string (sample, "document");
      g_autoptr(GBytes) bytes = hkk_mock_nect_sample (hkk_json_get_string (sample, "file"));
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      g_assert_cmpuint (g_bytes_get_size (bytes), >, 100);
      g_assert_cmpuint (g_bytes_get_size (bytes), <, 8192);
      g_assert_cmpstr (hkk_mock_nect_finding (sha256, hkk_json_get_string (sample, "recording"),
                                              document != NULL ? document : "identity_card"),
                       ==, hkk_json_get_string (sample, "outcome"));
      g_assert_nonnull (hkk_json_get_string (hkk_json_get_object (sample, "title"), "de"));
      g_assert_nonnull (hkk_json_get_string (hkk_json_get_object (sample, "title"), "en"));
    }
}

static void
assert_refused (Fixture    *self,
                const char *id,
                const char *recording,
                const char *sample)
{
  g_autoptr(MockAnswer) answer = registration_put (self->client, id, recording, sample);

  mock_assert_problem (answer, 409, "conflict");
  g_assert_cmpstr (phone_answer_text (answer, "detail"), !=, "");
}

static void
assert_received (MockAnswer *answer,
                 guint       count,
                 const char *state)
{
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (answer->json, "received")), ==, count);
  g_assert_cmpstr (phone_answer_text (answer, "state"), ==, state);
}

static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *id = begin (self, "identity_card");
  g_autoptr(MockAnswer) blurred = NULL;
  g_autoptr(MockAnswer) front = NULL;
  g_autoptr(MockAnswer) back = NULL;
  g_autoptr(MockAnswer) selfie = NULL;

  assert_refused (self, id, "back", BACK);
  assert_refused (self, id, "selfie", SELFIE);
  blurred = registration_put (self->client, id, "front", "identity-card-blurred-front.mp4");
  assert_received (blurred, 1, "collecting");
  assert_refused (self, id, "selfie", SELFIE);
  /* Taken again: the later one counts. */
  front = registration_put (self->client, id, "front", FRONT);
  assert_received (front, 1, "collecting");
  back = registration_put (self->client, id, "back", BACK);
  assert_received (back, 2, "collecting");
  g_assert_true (json_object_get_null_member (back->json, "check_in"));
  selfie = registration_put (self->client, id, "selfie", SELFIE);
  assert_received (selfie, 3, "checking");
  g_assert_cmpint (hkk_json_get_int (selfie->json, "check_in", 0), >=, 1);
  assert_refused (self, id, "front", FRONT);
  assert_refused (self, id, "selfie", SELFIE);
  mock_advance (self->client, 10);
  assert_case (self, id, "passed", "passed");
  assert_refused (self, id, "selfie", SELFIE);
}

static void
test_languages (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) english = registration_case (self->client, self->process, "passport");
  g_autoptr(MockAnswer) german = NULL;
  JsonArray *words = hkk_json_get_array (english->json, "words");

  g_assert_cmpuint (english->status, ==, 201);
  g_assert_cmpstr (phone_answer_text (english, "text"), ==, "Film the page of your passport with your photo.");
  g_assert_cmpstr (phone_answer_text (english, "state"), ==, "collecting");
  g_assert_cmpuint (json_array_get_length (words), ==, 4);
  g_set_str (&self->client->language, "de");
  german = registration_look (self->client, phone_answer_text (english, "id"));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (json_array_get_string_element (words, i), !=,
                     json_array_get_string_element (hkk_json_get_array (german->json, "words"), i));
}

/* What is drawn names one word of each group, and the same ones again. */
static void
test_words (void)
{
  g_autoptr(JsonArray) first = hkk_mock_nect_words ("0000", "en");
  g_autoptr(JsonArray) last = hkk_mock_nect_words ("7777", "de");
  gboolean differs = FALSE;
  g_autofree char *before = hkk_mock_nect_draw_words ();

  g_assert_cmpstr (json_array_get_string_element (first, 0), ==, "river");
  g_assert_cmpstr (json_array_get_string_element (first, 3), ==, "bridge");
  g_assert_cmpstr (json_array_get_string_element (last, 1), ==, "neun");
  for (guint i = 0; i < 32; i++)
    {
      g_autofree char *drawn = hkk_mock_nect_draw_words ();

      g_assert_cmpuint (strlen (drawn), ==, 4);
      g_assert_cmpuint (strspn (drawn, "01234567"), ==, 4);
      differs = differs || strcmp (drawn, before) != 0;
    }
  g_assert_true (differs);
}

static void
test_review (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *id = registration_record (self->client, self->process, "identity_card", FRONT, BACK,
                                             "selfie-hard-to-see.mp4");
  g_autoptr(MockAnswer) waiting = NULL;

  mock_advance (self->client, 10);
  waiting = registration_look (self->client, id);
  g_assert_cmpstr (phone_answer_text (waiting, "state"), ==, "human_review");
  g_assert_cmpstr (phone_answer_text (waiting, "text"),
                   ==, "A person looks at your recordings, at most 10 minutes as a rule.");
  g_assert_cmpint (hkk_json_get_int (waiting->json, "check_in", 0), ==, 10);
  mock_advance (self->client, 60);
  assert_case (self, id, "human_review", NULL);
  mock_advance (self->client, 9 * 60);
  assert_case (self, id, "passed", "passed");
}

static void
assert_put (Fixture    *self,
            const char *id,
            const char *recording,
            const char *content,
            gssize      length,
            const char *media_type,
            guint       status,
            const char *code)
{
  g_autoptr(GBytes) bytes = g_bytes_new (content, length >= 0 ? (gsize) length : strlen (content));
  g_autoptr(MockAnswer) answer = registration_put_bytes (self->client, id, recording, bytes, media_type, NULL, NULL);

  if (code != NULL)
    mock_assert_problem (answer, status, code);
  else
    g_assert_cmpuint (answer->status, ==, status);
}

static void
test_files (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *id = begin (self, "identity_card");
  const char *other = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
  g_autoptr(GBytes) front = hkk_mock_nect_sample (FRONT);
  g_autoptr(MockAnswer) without = NULL;
  g_autoptr(MockAnswer) broken = NULL;

  assert_put (self, id, "front", "", 0, "video/mp4", 422, "file_empty");
  assert_put (self, id, "front", "MZ no film", -1, "video/mp4", 415, "file_type_refused");
  assert_put (self, id, "front", "ftyp", -1, "video/mp4", 415, "file_type_refused");
  assert_put (self, id, "front", "%PDF-1.4\n", -1, "application/pdf", 415, "file_type_refused");
  assert_put (self, id, "front", "\0\0\0\x18" "ftypheic\0\0\0\0", 16, "video/mp4", 415, "file_type_refused");
  assert_put (self, id, "front", "\x89PNG\r\n\x1a\n", -1, "image/jpeg", 415, "file_type_refused");
  without = registration_put_bytes (self->client, id, "front", front, "video/mp4", "", NULL);
  mock_assert_problem (without, 422, "upload_incomplete");
  broken = registration_put_bytes (self->client, id, "front", front, "video/mp4", other, NULL);
  mock_assert_problem (broken, 422, "upload_incomplete");
  assert_case (self, id, "collecting", NULL);
  assert_put (self, id, "front", "\x1a\x45\xdf\xa3 film", -1, "video/webm", 200, NULL);
  assert_put (self, id, "back", "\0\0\0\x18" "ftypisom\0\0\0\0", 16, "video/mp4", 415, "file_type_refused");
  assert_put (self, id, "back", "\xff\xd8\xff\xe0 photo", -1, "image/jpeg", 200, NULL);
  assert_put (self, id, "selfie", "\0\0\0\x18" "ftypisom\0\0\0\0", 16, "video/mp4", 200, NULL);
  mock_advance (self->client, 10);
  /* Nobody's face and no document. */
  assert_case (self, id, "failed", "unreadable");
}

static void
test_repeated (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *id = begin (self, "identity_card");
  const char *key = "00112233445566778899aabbccddeeff";
  g_autoptr(GBytes) front = hkk_mock_nect_sample (FRONT);
  g_autoptr(GBytes) back = hkk_mock_nect_sample (BACK);
  g_autoptr(MockAnswer) first = registration_put_bytes (self->client, id, "front", front, "video/mp4", NULL, key);
  g_autoptr(MockAnswer) again = registration_put_bytes (self->client, id, "front", front, "video/mp4", NULL, key);
  g_autoptr(MockAnswer) other = registration_put_bytes (self->client, id, "back", back, "image/png", NULL, key);

  assert_received (first, 1, "collecting");
  assert_received (again, 1, "collecting");
  g_assert_cmpstr (mock_answer_header (again, "Idempotency-Replayed"), ==, "true");
  mock_assert_problem (other, 422, "idempotency_key_reused");
  g_assert_cmpuint (mock_ledger_count (self->client, "put_nect_front"), ==, 1);
}

static void
test_unknown (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) process = registration_case (self->client, "00000000000000000000000000000000", "passport");
  g_autoptr(MockAnswer) document = registration_case (self->client, self->process, "driving_licence");
  g_autoptr(MockAnswer) look = registration_look (self->client, "00000000000000000000000000000000");
  g_autoptr(MockAnswer) put = registration_put (self->client, "00000000000000000000000000000000", "front", FRONT);

  mock_assert_problem (process, 404, "not_found");
  mock_assert_problem (document, 400, "invalid_request");
  mock_assert_problem (look, 404, "not_found");
  mock_assert_problem (put, 404, "not_found");
}

static void
test_expiry (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *slow = begin (self, "identity_card");
  g_autofree char *passed = registration_identify (self->client, self->process);
  g_autoptr(MockAnswer) front = registration_put (self->client, slow, "front", FRONT);
  g_autoptr(MockAnswer) gone = NULL;

  assert_received (front, 1, "collecting");
  mock_advance (self->client, 29 * 60);
  assert_case (self, slow, "collecting", NULL);
  assert_case (self, passed, "passed", "passed");
  mock_advance (self->client, 2 * 60);
  assert_case (self, slow, "failed", "aborted");
  assert_refused (self, slow, "back", BACK);
  gone = registration_look (self->client, passed);
  mock_assert_problem (gone, 404, "not_found");
}

/* Nobody is recorded who has not agreed. */
static void
test_consent (Fixture       *self,
              gconstpointer  data)
{
  HkkJsonValue given[] = { HKK_JSON_BOOL (FALSE), hkk_json_value_text (NULL), hkk_json_value_text ("true") };

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr(MockAnswer) refused = phone_call (self->client, "POST", "/nect/cases", NULL, NULL,
                                                  hkk_json_object ("process", self->process,
                                                                   "document", "identity_card", "consent", given[i]));

      mock_assert_problem (refused, 400, "invalid_request");
    }
  g_assert_cmpuint (mock_ledger_count (self->client, "create_nect_case"), ==, 0);
}

static void
test_throttled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) refused = NULL;
  g_autoptr(MockAnswer) later = NULL;

  for (guint i = 0; i < 10; i++)
    g_free (begin (self, "identity_card"));
  refused = registration_case (self->client, self->process, "identity_card");
  mock_assert_problem (refused, 429, "throttled");
  g_assert_cmpint (phone_retry_after (refused), >, 14 * 60);
  g_assert_cmpint (phone_retry_after (refused), <=, 15 * 60 + 1);
  mock_advance (self->client, phone_retry_after (refused));
  later = registration_case (self->client, self->process, "identity_card");
  g_assert_cmpuint (later->status, ==, 201);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/nect/samples", test_samples);
  g_test_add_func ("/mock/nect/words", test_words);
  ADD ("/mock/nect/outcomes", test_outcomes);
  ADD ("/mock/nect/order", test_order);
  ADD ("/mock/nect/languages", test_languages);
  ADD ("/mock/nect/review", test_review);
  ADD ("/mock/nect/files", test_files);
  ADD ("/mock/nect/repeated", test_repeated);
  ADD ("/mock/nect/unknown", test_unknown);
  ADD ("/mock/nect/expiry", test_expiry);
  ADD ("/mock/nect/consent", test_consent);
  ADD ("/mock/nect/throttled", test_throttled);
  return g_test_run ();
}
