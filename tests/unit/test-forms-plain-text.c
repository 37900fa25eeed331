/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "hkk-plain-text.h"

static void
test_found (void)
{
  static const struct { const char *text; const char *query; } cases[] =
  {
    { "Übersicht", "übersicht" }, { "Übersicht", "ÜBERSICHT" }, { "Übersicht", "uebersicht" },
    { "Übersicht", "Ubersicht" }, { "Übersicht", "u\xcc\x88" "bersicht" }, { "U\xcc\x88" "bersicht", "Übersicht" },
    { "Öffnungszeiten", "oeffnungs" }, { "Öffnungszeiten", "offnungs" }, { "Öffnungszeiten", "öffnungs" },
    { "Öffnungszeiten", "o\xcc\x88" "ffnungs" }, { "O\xcc\x88" "ffnungszeiten", "oeffnungs" },
    { "Oeffnungszeiten", "Öffnung" }, { "Türkei", "turkei" }, { "Türkei", "tuerkei" }, { "Türkei", "TÜRKEI" },
    { "Straße", "strasse" }, { "STRASSE", "straße" }, { "Straße", "STRAẞE" }, { "İstanbul", "istanbul" },
    { "Istanbul", "istanbul" }, { "ısı", "isi" }, { "İzmir", "İZMİR" }, { "Ægypten", "aegypten" }, { "Łódź", "lodz" },
    { "Café", "cafe" }, { "Ağrı", "agri" }, { "ﬁnden", "finden" }, { "Neue Nachricht", "neue" }, { "Israel", "el" },
    { "Soft\xc2\xadtrennung", "softtrennung" }, { "Zwei\xc2\xa0Worte", "zwei worte" }, { "100 %", "%" },
    { "a_b", "_" }, { "Über die Öffnung", "ueber offnung" }, { "Öffnung über", "über öffnung" }, { "egal", "" },
    { "Wort", "  wort " }, { "O’Neill", "o'neill" }, { "O'Neill", "o‘neill" }, { "Zahn‑OP", "zahn-op" },
    { "3–4 Wochen", "3-4" }, { "Der „Brief“", "\"brief\"" }, { "HKK-2026", "٢٠٢٦" }, { "２０２６", "2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s in %s", cases[i].query, cases[i].text);
      g_assert_true (hkk_plain_text_finds (cases[i].text, cases[i].query));
    }
  g_assert_true (hkk_plain_text_finds (NULL, NULL));
}

static void
test_not_found (void)
{
  static const struct { const char *text; const char *query; } cases[] =
  {
    { "Übersicht", "ubersichten" }, { "100", "%" }, { "ab", "_" }, { "ab", "a_" }, { "Neumann", "neue" },
    { "Haus", "oe" }, { "eins zwei", "eins drei" }, { "a", "\\" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s not in %s", cases[i].query, cases[i].text);
      g_assert_false (hkk_plain_text_finds (cases[i].text, cases[i].query));
    }
}

static void
test_visible (void)
{
  static const struct { const char *text; const char *seen; } cases[] =
  {
    { "\xe2\x80\xae" "gnp.exe", "gnp.exe" }, { "\xe2\x80\x8b", "" }, { " Mein\n Telefon\t", "Mein Telefon" },
    { "a\xe2\x80\x8f" "b\xe2\x81\xa6" "c\xef\xbb\xbf", "abc" }, { "J\xc3\xbcrgens Händi", "Jürgens Händi" },
    { "\u3164\u2800", "" }, { "\x07\x1b[31m", "[31m" },
    { "Ein\xe2\x80\xa8" "Absatz", "Ein Absatz" }, { "\xff", "\xef\xbf\xbd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *seen = hkk_plain_text_visible (cases[i].text);

      g_assert_cmpstr (seen, ==, cases[i].seen);
    }
}

static void
test_question (void)
{
  g_assert_true (hkk_plain_text_is_question ("War es ein Unfall?"));
  g_assert_true (hkk_plain_text_is_question ("هل كان حادثًا؟"));
  g_assert_false (hkk_plain_text_is_question ("Land"));
  g_assert_false (hkk_plain_text_is_question (""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-text/found", test_found);
  g_test_add_func ("/plain-text/not-found", test_not_found);
  g_test_add_func ("/plain-text/visible", test_visible);
  g_test_add_func ("/plain-text/question", test_question);
  return g_test_run ();
}
