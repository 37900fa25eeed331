/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "mo-file.h"
#include "mock-client.h"
#include "text.h"

typedef struct
{
  const char *id;
  gsize       id_size;   /* without the NUL at the end */
  const char *text;
  gsize       text_size;
} Entry;

#define ENTRY(id, text) { id, sizeof (id) - 1, text, sizeof (text) - 1 }

static void
put_word (GByteArray *out,
          guint32     word,
          gboolean    swapped)
{
  word = swapped ? GUINT32_SWAP_LE_BE (word) : word;
  g_byte_array_append (out, (const guint8 *) &word, 4);
}

/* A catalogue as msgfmt would write it. */
static GBytes *
make_catalogue (const Entry *entries,
                guint32      count,
                gboolean     swapped)
{
  GByteArray *out = g_byte_array_new ();
  guint32 offset = 28 + 16 * count;

  put_word (out, 0x950412de, swapped);
  put_word (out, 0, swapped);
  put_word (out, count, swapped);
  put_word (out, 28, swapped);
  put_word (out, 28 + 8 * count, swapped);
  put_word (out, 0, swapped);
  put_word (out, 0, swapped);
  for (guint32 i = 0; i < count; i++)
    {
      put_word (out, (guint32) entries[i].id_size, swapped);
      put_word (out, offset, swapped);
      offset += (guint32) entries[i].id_size + 1;
    }
  for (guint32 i = 0; i < count; i++)
    {
      put_word (out, (guint32) entries[i].text_size, swapped);
      put_word (out, offset, swapped);
      offset += (guint32) entries[i].text_size + 1;
    }
  for (guint32 i = 0; i < count; i++)
    g_byte_array_append (out, (const guint8 *) entries[i].id, (guint) entries[i].id_size + 1);
  for (guint32 i = 0; i < count; i++)
    g_byte_array_append (out, (const guint8 *) entries[i].text, (guint) entries[i].text_size + 1);
  return g_byte_array_free_to_bytes (out);
}

static const Entry polish[] =
{
  ENTRY ("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 "
             "&& (n%100<10 || n%100>=20) ? 1 : 2);\n"),
  ENTRY ("%d file\0%d files", "%d plik\0%d pliki\0%d plików"),
  ENTRY ("Hello", "Cześć"),
  ENTRY ("menu\004Open", "Otwórz"),
  ENTRY ("Empty", ""),
};

static void
test_lookup (gconstpointer data)
{
  g_autoptr(GBytes) bytes = make_catalogue (polish, G_N_ELEMENTS (polish), GPOINTER_TO_INT (data));
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMockMoFile) catalogue = hkk_mock_mo_file_new (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hkk_mock_mo_file_lookup (catalogue, "Hello"), ==, "Cześć");
  g_assert_cmpstr (hkk_mock_mo_file_lookup (catalogue, "menu\004Open"), ==, "Otwórz");
  g_assert_null (hkk_mock_mo_file_lookup (catalogue, "Open"));
  g_assert_null (hkk_mock_mo_file_lookup (catalogue, "Empty"));
  g_assert_null (hkk_mock_mo_file_lookup (catalogue, ""));
  g_assert_cmpstr (hkk_mock_mo_file_lookup (catalogue, "%d file"), ==, "%d plik");
}

/* Any bytes: refused or read, never out of bounds (the sanitizer watches). */
static void
test_broken (void)
{
  g_autoptr(GBytes) bytes = make_catalogue (polish, G_N_ELEMENTS (polish), FALSE);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint refused = 0;

  for (gsize cut = 0; cut < size; cut++)
    {
      g_autoptr(GBytes) part = g_bytes_new (data, cut);
      g_autoptr(HkkMockMoFile) catalogue = hkk_mock_mo_file_new (part, NULL);

      refused += catalogue == NULL;
    }
  g_assert_cmpuint (refused, ==, size);
  for (gsize at = 0; at < size; at++)
    for (guint value = 0; value < 256; value += 51)
      {
        guint8 *copy = g_memdup2 (data, size);
        g_autoptr(GBytes) changed = NULL;
        g_autoptr(HkkMockMoFile) catalogue = NULL;

        copy[at] = (guint8) value;
        changed = g_bytes_new_take (copy, size);
        catalogue = hkk_mock_mo_file_new (changed, NULL);
        if (catalogue != NULL)
          hkk_mock_mo_file_lookup (catalogue, "%d file");
      }
}

static void
test_negotiate (void)
{
  static const struct { const char *header, *language; } cases[] =
  {
    { NULL, "en" }, { "", "en" }, { "de", "de" }, { "de-AT", "de" }, { "DE-de", "de" }, { "en-GB", "en" },
    { "xx", "en" }, { "xx, de;q=0.5", "de" }, { "en;q=0.2, de;q=0.9", "de" }, { "de;q=0, en", "en" },
    { "de;q=0", "en" }, { "*", "en" }, { ";;,=", "en" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (hkk_mock_text_negotiate (cases[i].header), ==, cases[i].language);
}

static void
test_fallback (void)
{
  g_assert_cmpstr (hkk_mock_text_in ("xx", "No such text"), ==, "No such text");
  g_assert_cmpstr (hkk_mock_text_in (NULL, "No such text"), ==, "No such text");
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  g_test_add_data_func ("/mock/text/lookup", GINT_TO_POINTER (FALSE), test_lookup);
  g_test_add_data_func ("/mock/text/lookup-swapped", GINT_TO_POINTER (TRUE), test_lookup);
  g_test_add_func ("/mock/text/broken", test_broken);
  g_test_add_func ("/mock/text/negotiate", test_negotiate);
  g_test_add_func ("/mock/text/fallback", test_fallback);
  return g_test_run ();
}
