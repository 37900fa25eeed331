/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pdf-layout.h"

/* The last KEY of the file, which has any bytes in it. */
static const char *
find_last (const char *text,
           gsize       length,
           const char *key)
{
  gsize size = strlen (key);

  for (gsize i = length < size ? 0 : length - size + 1; i > 0; i--)
    if (memcmp (text + i - 1, key, size) == 0)
      return text + i - 1;
  return NULL;
}

/* The number behind the last KEY, -1 without one. The file ends with a line of its own, so digits end before it
 * does. */
static gint64
number_after (const char *text,
              gsize       length,
              const char *key)
{
  const char *place = find_last (text, length, key);

  return place == NULL ? -1 : g_ascii_strtoll (place + strlen (key), NULL, 10);
}

/* The dictionary of object NUMBER, without its brackets. */
static char *
object_dictionary (const char *text,
                   gsize       length,
                   gint64      number)
{
  g_autofree char *head = g_strdup_printf ("\n%" G_GINT64_FORMAT " 0 obj\n<<", number);
  const char *start = find_last (text, length, head);
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen (head);
  end = g_strstr_len (start, (gssize) (length - (gsize) (start - text)), "endobj");
  end = end == NULL ? NULL : g_strrstr_len (start, end - start, ">>");
  return end == NULL ? NULL : g_strndup (start, (gsize) (end - start));
}

/* cairo gives numbers to artifacts in a tagged file but writes no objects for them, so their entries in the table point
 * anywhere. They are marked as free here. */
static void
free_unwritten (GString    *out,
                const char *text,
                gsize       length,
                gint64      table,
                gint64      size)
{
  const char *entry = text + table;

  for (guint i = 0; i < 2; i++)
    entry = (const char *) memchr (entry, '\n', length - (gsize) (entry - text)) + 1;
  for (gint64 number = 1; number < size; number++)
    {
      g_autofree char *head = g_strdup_printf ("%" G_GINT64_FORMAT " 0 obj\n", number);
      gint64 offset = g_ascii_strtoll (entry + number * 20, NULL, 10);

      if (offset + (gint64) strlen (head) > (gint64) length || memcmp (text + offset, head, strlen (head)) != 0)
        g_string_append_printf (out, "%" G_GINT64_FORMAT " 1\n0000000000 00001 f \n", number);
    }
}

/**
 * hkk_mock_pdf_set_language:
 * @pdf: a file with a classic cross-reference table (PDF 1.4), as cairo writes it
 * @language: a BCP 47 tag
 *
 * Names the language of the text and asks viewers to show the title instead of the file name. cairo can do neither, so
 * the catalog is written once more, as an incremental update (ISO 32000-1, 7.5.6).
 *
 * Returns: (transfer full): the new file
 */
GBytes *
hkk_mock_pdf_set_language (GBytes     *pdf,
                           const char *language)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (pdf, &length);
  gint64 before = number_after (text, length, "startxref\n");
  gint64 root = number_after (text, length, "/Root ");
  gint64 info = number_after (text, length, "/Info ");
  gint64 size = number_after (text, length, "/Size ");
  g_autofree char *dictionary = root > 0 ? object_dictionary (text, length, root) : NULL;
  GString *out;
  gsize object, table;

  g_return_val_if_fail (before > 0 && info > 0 && root == size - 1 && dictionary != NULL, g_bytes_ref (pdf));
  out = g_string_new_len (text, (gssize) length);
  object = out->len;
  g_string_append_printf (out, "%" G_GINT64_FORMAT " 0 obj\n<<%s   /Lang (%s)\n"
                          "   /ViewerPreferences << /DisplayDocTitle true >>\n%s>>\nendobj\n",
                          root, dictionary, language,
                          strstr (dictionary, "/MarkInfo") == NULL ? "   /MarkInfo << /Marked true >>\n" : "");
  table = out->len;
  g_string_append (out, "xref\n");
  free_unwritten (out, text, length, before, size);
  /* The catalog is the last object of the file, so its entry comes after the free ones. */
  g_string_append_printf (out, "%" G_GINT64_FORMAT " 1\n%010" G_GSIZE_FORMAT " 00000 n \ntrailer\n"
                          "<< /Size %" G_GINT64_FORMAT " /Root %" G_GINT64_FORMAT " 0 R /Info %" G_GINT64_FORMAT " 0 R"
                          " /Prev %" G_GINT64_FORMAT " >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          root, object, size, root, info, before, table);
  return g_string_free_to_bytes (out);
}
