/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nect-private.h"

#include "crypto.h"
#include "demo-data.h"
#include "hkk-json.h"

/**
 * hkk_mock_nect_samples:
 *
 * Returns: (transfer full): the recordings that the mock ships, with what each leads to
 */
JsonArray *
hkk_mock_nect_samples (void)
{
  g_autoptr(JsonObject) root = hkk_mock_demo_load ("nect.json");

  return json_array_ref (hkk_json_get_array (root, "samples"));
}

/**
 * hkk_mock_nect_sample:
 * @file: the file's name in nect.json
 *
 * Returns: (transfer full): its bytes; the file is a part of the program, so it is there
 */
GBytes *
hkk_mock_nect_sample (const char *file)
{
  g_autofree char *path = g_strconcat ("/de/hkk/MeineHkk/mock/nect/", file, NULL);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s: %s", file, error->message);
  return bytes;
}

static gboolean
is_sample (JsonObject *sample,
           const char *sha256)
{
  g_autoptr(GBytes) bytes = hkk_mock_nect_sample (hkk_json_get_string (sample, "file"));
  g_autofree char *known = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strcmp0 (known, sha256) == 0;
}

/**
 * hkk_mock_nect_finding:
 * @sha256: of a recording, lower-case hex
 * @recording: what it is to be: "front", "back" or "selfie"
 * @document: the document that the person chose
 *
 * What the machine of the real partner finds out by looking, the mock knows from its samples.
 *
 * Returns: (transfer none): an outcome of the contract or "human_review"
 */
const char *
hkk_mock_nect_finding (const char *sha256,
                       const char *recording,
                       const char *document)
{
  g_autoptr(JsonArray) samples = hkk_mock_nect_samples ();

  for (guint i = 0; i < json_array_get_length (samples); i++)
    {
      JsonObject *sample = json_array_get_object_element (samples, i);
      const char *wanted = hkk_json_get_string (sample, "document");

      if (!is_sample (sample, sha256))
        continue;
      if (g_strcmp0 (hkk_json_get_string (sample, "recording"), recording) != 0)
        return "unreadable";
      if (wanted != NULL && g_strcmp0 (wanted, document) != 0)
        return "unsupported_document";
      return g_intern_string (hkk_json_get_string (sample, "outcome"));
    }
  return "unreadable";
}

/**
 * hkk_mock_nect_draw_words:
 *
 * Returns: (transfer full): a digit for each group of words, drawn anew, so that an old video is of no use
 */
char *
hkk_mock_nect_draw_words (void)
{
  g_autoptr(JsonObject) root = hkk_mock_demo_load ("nect.json");
  JsonArray *groups = hkk_json_get_array (root, "words");
  guint n_groups = hkk_json_array_length (groups);
  g_autoptr(GBytes) random = hkk_mock_random_bytes (n_groups);
  const guint8 *bytes = g_bytes_get_data (random, NULL);
  g_autoptr(GString) drawn = g_string_new (NULL);

  for (guint i = 0; bytes != NULL && i < n_groups; i++)
    g_string_append_printf (drawn, "%u", bytes[i] % json_array_get_length (json_array_get_array_element (groups, i)));
  return g_string_free_and_steal (g_steal_pointer (&drawn));
}

/**
 * hkk_mock_nect_words:
 * @drawn: what hkk_mock_nect_draw_words() drew
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the words
 */
JsonArray *
hkk_mock_nect_words (const char *drawn,
                     const char *language)
{
  g_autoptr(JsonObject) root = hkk_mock_demo_load ("nect.json");
  JsonArray *groups = hkk_json_get_array (root, "words");
  JsonArray *words = json_array_new ();

  for (guint i = 0; drawn[i] != '\0' && i < hkk_json_array_length (groups); i++)
    {
      JsonArray *group = json_array_get_array_element (groups, i);
      JsonObject *word = hkk_json_array_object (group, (guint) g_ascii_digit_value (drawn[i]));

      json_array_add_string_element (words, hkk_mock_demo_text (word, language));
    }
  return words;
}
