/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-file-name.h"

#define PDF "application/pdf"

static void
assert_clean (const char *name,
              const char *media_type,
              const char *expected)
{
  g_autofree char *clean = hkk_file_name_clean (name, media_type, "Datei");

  g_assert_cmpstr (clean, ==, expected);
  g_assert_true (hkk_file_name_is_clean (clean, media_type));
}

static void
test_kept (void)
{
  static const char *const names[] = {
    "Rechnung.pdf", "RECHNUNG.PDF", "Größe 7.pdf", "a&b 'e' %20 #1.pdf", "Dr. Amsel vom 3.11.2026.pdf",
    "Rechnung (2).pdf",
    "~$Rechnung.pdf", "Beleg 🧾👨‍⚕️.pdf", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 1️⃣.pdf", "می‌خواهم.pdf", "क्‍ष.pdf", "Console.pdf", "COM10.pdf",
    "NULL.pdf",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_clean (names[i], PDF, names[i]);
      assert_clean (names[i], NULL, names[i]);
    }
}

static void
test_characters (void)
{
  assert_clean ("Rechnung\n2026.pdf", PDF, "Rechnung 2026.pdf");
  assert_clean ("Rechnung\r\n2026.pdf", PDF, "Rechnung 2026.pdf");
  assert_clean ("a\tb\vc\xe2\x80\xa8" "d\xc2\x85" "e.pdf", PDF, "a b c d e.pdf");
  assert_clean ("a\x01\x1b[31m\x7f\xc2\x9b" "b.pdf", PDF, "a[31mb.pdf");
  assert_clean ("scan\\2026.pdf", PDF, "scan-2026.pdf");
  assert_clean ("a/b.pdf", PDF, "a-b.pdf");
  assert_clean ("a&b <c> \"d\" 'e' %20 #1.pdf", PDF, "a&b -c- -d- 'e' %20 #1.pdf");
  assert_clean ("12:30 ja|nein?*.pdf", PDF, "12-30 ja-nein--.pdf");
  assert_clean ("Befund \u202e" "fdp.pdf", PDF, "Befund fdp.pdf");
  assert_clean ("\u202aRechnung\u202c.pdf", PDF, "Rechnung.pdf");
  assert_clean ("a\u2066\u2067\u2068\u2069\u200e\u200f\u061c" "b.pdf", PDF, "ab.pdf");
  assert_clean ("R\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\u034f\ufe0f" "e.pdf", PDF, "Re.pdf");
  assert_clean ("a\u00a0\u202f\u3000  b.pdf", PDF, "a b.pdf");
  assert_clean ("Arztbrief fu\u0308r Mu\u0308ller.pdf", PDF, "Arztbrief für Müller.pdf");
  assert_clean ("a\u200d\u0308.pdf", PDF, "ä.pdf");
  assert_clean ("Gr\xf6\xdf" "e.pdf", PDF, "Gr--e.pdf");
  assert_clean ("a\ufffe\U0001ffff" "b.pdf", PDF, "ab.pdf");
}

static void
test_ends (void)
{
  assert_clean (" vorn und hinten .pdf", PDF, "vorn und hinten.pdf");
  assert_clean ("Rechnung.pdf.", PDF, "Rechnung.pdf");
  assert_clean ("Rechnung.pdf . .\u200d", PDF, "Rechnung.pdf");
  assert_clean ("Rechnung...pdf", PDF, "Rechnung.pdf");
  assert_clean (".pdf", PDF, "Datei.pdf");
  assert_clean (".pdf", NULL, "Datei.pdf");
  assert_clean (" . .pdf", PDF, "Datei.pdf");
  assert_clean ("", PDF, "Datei.pdf");
  assert_clean ("", NULL, "Datei");
  assert_clean ("...", "image/png", "Datei.png");
  assert_clean ("\u202e\u200b", "image/jpeg", "Datei.jpg");
  assert_clean ("\u0308.pdf", PDF, "Datei.pdf");
  assert_clean ("-\u200b\u0308\u0301" "a.pdf", PDF, "a.pdf");
  assert_clean (".bashrc", PDF, "bashrc.pdf");
  assert_clean (".bashrc", NULL, "bashrc");
  assert_clean ("../x", NULL, "x");
  assert_clean ("../../etc/passwd", PDF, "etc-passwd.pdf");
  assert_clean ("..\\..\\x.pdf", PDF, "x.pdf");
  assert_clean ("--help.pdf", PDF, "help.pdf");
  assert_clean ("/", PDF, "Datei.pdf");
  assert_clean ("..", NULL, "Datei");
}

static void
test_reserved (void)
{
  assert_clean ("CON.pdf", PDF, "_CON.pdf");
  assert_clean ("con", PDF, "_con.pdf");
  assert_clean ("Nul.2026.pdf", PDF, "_Nul.2026.pdf");
  assert_clean ("COM1.pdf", PDF, "_COM1.pdf");
  assert_clean ("lpt9 .x.pdf", PDF, "_lpt9 .x.pdf");
  assert_clean ("COM\u00b2.pdf", PDF, "_COM\u00b2.pdf");
  assert_clean ("CONIN$.pdf", PDF, "_CONIN$.pdf");
  assert_clean ("AUX", NULL, "_AUX");
}

/* It says what is in the file. */
static void
test_extension (void)
{
  assert_clean ("photo.jfif", "image/jpeg", "photo.jpg");
  assert_clean ("photo.jpe", "image/jpeg", "photo.jpg");
  assert_clean ("PHOTO.JPEG", "image/jpeg", "PHOTO.JPEG");
  assert_clean ("photo", "image/jpeg", "photo.jpg");
  assert_clean ("photo.png", "image/jpeg", "photo.jpg");
  assert_clean ("scan.tiff", PDF, "scan.pdf");
  assert_clean ("Dr. Amsel", PDF, "Dr. Amsel.pdf");
  assert_clean ("Bescheid vom 3.12.2026", PDF, "Bescheid vom 3.12.2026.pdf");
  assert_clean ("virus.pdf.exe", PDF, "virus.pdf.exe.pdf");
  assert_clean ("a.desktop", PDF, "a.desktop.pdf");
  assert_clean ("pdf", PDF, "pdf.pdf");
  assert_clean ("Termin", "text/calendar", "Termin.ics");
  assert_clean ("Notiz.docx", "application/octet-stream", "Notiz.docx");
}

static void
test_length (void)
{
  g_autofree char *xs = g_strnfill (300, 'x');
  g_autoptr(GString) umlauts = g_string_new ("x");
  g_autofree char *long_pdf = g_strconcat (xs, ".pdf", NULL);
  g_autofree char *plain = hkk_file_name_clean (xs, NULL, "Datei");
  g_autofree char *with_type = hkk_file_name_clean (xs, PDF, "Datei");
  g_autofree char *kept = hkk_file_name_clean (long_pdf, PDF, "Datei");
  g_autofree char *whole = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (umlauts, "ü");
  g_string_append (umlauts, ".PDF");
  whole = hkk_file_name_clean (umlauts->str, PDF, "Datei");
  second = hkk_file_name_number (whole, 2);
  g_assert_cmpuint (strlen (plain), ==, 255);
  g_assert_cmpuint (strlen (with_type), ==, 255);
  g_assert_true (g_str_has_suffix (with_type, "x.pdf"));
  g_assert_cmpstr (with_type, ==, kept);
  g_assert_cmpuint (strlen (whole), ==, 255);
  g_assert_true (g_utf8_validate (whole, -1, NULL));
  g_assert_true (g_str_has_suffix (whole, "ü.PDF"));
  g_assert_true (hkk_file_name_is_clean (whole, PDF));
  g_assert_cmpuint (strlen (second), <=, 255);
  g_assert_true (g_utf8_validate (second, -1, NULL));
  g_assert_true (g_str_has_suffix (second, "ü (2).PDF"));
}

static void
test_number (void)
{
  static const struct { const char *name; guint number; const char *expected; } cases[] = {
    { "Rechnung.pdf", 2, "Rechnung (2).pdf" },
    { "Dr. Amsel.PDF", 12, "Dr. Amsel (12).PDF" },
    { "Rechnung", 3, "Rechnung (3)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = hkk_file_name_number (cases[i].name, cases[i].number);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

/* Whatever comes, what comes out is a name, and stays one. */
static void
test_anything (void)
{
  static const char *const parts[] = {
    "a", "Ä", "A\u0308", " ", ".", "..", "/", "\\", "\n", "\u202e", "\u200d", "\u200c", "\u2069", "👨", "\ufe0f",
    "\U000e0067", "\U0001f3f4",
    "CON", "nul", "COM1", ".pdf", ".PDF", ".jfif", "-", "\xff", "\xc3", "\u3164", "م", "\u0308", "*", "<\u0338",
    "\u2126", "\u1160", "(2)",
  };
  static const char *const types[] = { NULL, PDF, "image/jpeg", "x/y" };

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(GString) name = g_string_new (NULL);
      guint n = g_test_rand_int_range (0, i % 50 == 0 ? 200 : 9);

      for (guint j = 0; j < n; j++)
        g_string_append (name, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
        {
          g_autofree char *clean = hkk_file_name_clean (name->str, types[t], "Datei");
          g_autofree char *again = hkk_file_name_clean (clean, types[t], "Datei");

          g_assert_cmpstr (clean, ==, again);
          g_assert_true (g_utf8_validate (clean, -1, NULL));
          g_assert_cmpuint (strlen (clean), <=, HKK_FILE_NAME_MAX_BYTES);
          g_assert_null (strpbrk (clean, "/\\\n<>:\"|?*"));
          g_assert_true (*clean != '\0' && *clean != '.');
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/file-name/kept", test_kept);
  g_test_add_func ("/forms/file-name/characters", test_characters);
  g_test_add_func ("/forms/file-name/ends", test_ends);
  g_test_add_func ("/forms/file-name/reserved", test_reserved);
  g_test_add_func ("/forms/file-name/extension", test_extension);
  g_test_add_func ("/forms/file-name/length", test_length);
  g_test_add_func ("/forms/file-name/number", test_number);
  g_test_add_func ("/forms/file-name/anything", test_anything);
  return g_test_run ();
}
