/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "hkk-rules.h"

/* What is read of TEXT as a KIND of tests/fixtures/pasted.tsv, in German; NULL if it is refused. */
typedef char *(*Reader) (const char *text);

static char *
checked (char       *value,
         gboolean  (*check) (const char *, GError **))
{
  if (!check (value, NULL))
    g_clear_pointer (&value, g_free);
  return value;
}

static char *
read_iban (const char *text)
{
  return checked (hkk_iban_normalize (text), hkk_iban_check);
}

static char *
read_kvnr (const char *text)
{
  return checked (hkk_kvnr_normalize (text), hkk_kvnr_check);
}

static char *
read_phone (const char *text)
{
  return hkk_phone_normalize (text, NULL);
}

static char *
read_email (const char *text)
{
  return checked (hkk_email_normalize (text), hkk_email_check);
}

static char *
read_postal_code (const char *text)
{
  return checked (hkk_postal_code_normalize (text), hkk_postal_code_check);
}

static char *
read_card (const char *text)
{
  return checked (hkk_card_digits_normalize (text), hkk_card_digits_check);
}

static char *
read_letter (const char *text)
{
  return checked (hkk_letter_code_normalize (text), hkk_letter_code_check);
}

static char *
read_date (const char *text)
{
  GDate date;

  return hkk_date_parse (text, "de", &date, NULL) ? hkk_date_to_iso (&date) : NULL;
}

static char *
read_time (const char *text)
{
  char *iso = NULL;

  return hkk_time_parse (text, &iso, NULL) ? iso : NULL;
}

static char *
read_integer (const char *text)
{
  gint64 value;

  return hkk_integer_parse (text, &value, NULL) ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;
}

static char *
read_line (const char *text)
{
  return hkk_text_clean (text, FALSE);
}

static char *
read_lines (const char *text)
{
  return hkk_text_clean (text, TRUE);
}

static char *
read_as (const char *kind,
         const char *text)
{
  static const struct { const char *kind; Reader reader; } readers[] = {
    { "iban", read_iban }, { "kvnr", read_kvnr }, { "phone", read_phone }, { "email", read_email },
    { "postal_code", read_postal_code }, { "card", read_card }, { "letter", read_letter }, { "date", read_date },
    { "time", read_time }, { "integer", read_integer }, { "digits", hkk_digits_normalize }, { "line", read_line },
    { "lines", read_lines },
  };
  gint64 minor;

  if (g_str_has_prefix (kind, "money "))
    return hkk_money_parse (text, kind + strlen ("money "), "de", &minor, NULL)
             ? g_strdup_printf ("%" G_GINT64_FORMAT, minor) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].kind, kind))
      return readers[i].reader (text);
  g_assert_not_reached ();
}

static void
test_strings (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "pasted.tsv", NULL);
  g_autofree char *content = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  guint wrong = 0;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (content, "\n", -1);
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      g_auto(GStrv) columns = g_strsplit (*line, "\t", -1);
      g_autofree char *text = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *read = NULL;

      g_assert_cmpuint (g_strv_length (columns), ==, 4);
      text = g_strcompress (columns[2]);
      expected = g_str_equal (columns[3], "!") ? NULL : g_strcompress (columns[3]);
      read = read_as (columns[0], text);
      if (g_strcmp0 (read, expected) == 0)
        continue;
      g_test_message ("%s, %s: %s is read as %s", columns[0], columns[1], columns[2], read != NULL ? read : "nothing");
      wrong++;
    }
  g_assert_cmpuint (wrong, ==, 0);
}

/* Every beginning of a number is shown as valid text, and nothing of it is lost. */
static void
test_every_beginning (void)
{
  static const char *const typed[] = { "DE8ä9370", "DE89370ß44", "ÄÖÜ€漢字𝔘", "DE89370400440532013000" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (const char *end = typed[i]; ; end = g_utf8_next_char (end))
      {
        g_autofree char *part = g_strndup (typed[i], (gsize) (end - typed[i]));
        g_autofree char *grouped = hkk_iban_format (part);
        g_autofree char *plain = hkk_iban_normalize (grouped);
        g_autofree char *once = hkk_iban_normalize (part);

        g_assert_true (g_utf8_validate (grouped, -1, NULL));
        g_assert_cmpstr (plain, ==, once);
        g_assert_cmpint (g_utf8_strlen (once, -1), ==, g_utf8_strlen (part, -1));
        if (*end == '\0')
          break;
      }
}

/* What cannot become an IBAN stays readable: nobody would look for the mistake in "SPAR KASS EDE8 9370". */
static void
test_no_groups (void)
{
  static const char *const pasted[] = {
    "Sparkasse DE89 3704 0044 0532 0130 01", "DE89 3704 0044 0532 0130 01 bei der Sparkasse", "alt oder neu?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_autofree char *shown = hkk_iban_format (pasted[i]);

      g_assert_cmpstr (shown, ==, pasted[i]);
    }
}

/* @error is set, names @where and is cleared. */
static void
assert_says (gboolean    good,
             GError    **error,
             const char *where)
{
  g_assert_false (good);
  g_test_message ("%s", (*error)->message);
  g_assert_nonnull (strstr ((*error)->message, where));
  g_clear_error (error);
}

static void
test_says_where (void)
{
  g_autoptr(GError) error = NULL;
  gint64 number;
  GDate date;

  assert_says (hkk_iban_check ("DE89370ß", &error), &error, "“ß”");
  assert_says (hkk_kvnr_check ("A0005ä", &error), &error, "“ä”");
  assert_says (hkk_phone_normalize ("0421 36550 abends", &error) != NULL, &error, "“abends”");
  assert_says (hkk_date_parse ("3. Brumaire 2026", "de", &date, &error), &error, "“Brumaire”");
  assert_says (hkk_money_parse ("45 Taler", "EUR", "de", &number, &error), &error, "“taler”");
  assert_says (hkk_money_parse ("12\u2075\u2070 €", "EUR", "de", &number, &error), &error, "“50”");
  assert_says (hkk_integer_parse ("2 Wochen", &number, &error), &error, "“Wochen”");
  assert_says (hkk_email_check ("andrea amsel@example.org", &error), &error, "“ ”");
  assert_says (hkk_time_parse ("18 Glasen", NULL, &error), &error, "“Glasen”");
}

/* What stands beside an amount says which currency is meant, where nothing else can be. */
static void
test_currencies (void)
{
  static const char *const all[] = { "EUR", "CHF", "GBP", "USD", "CAD", "DKK", "SEK", "PLN", NULL };
  static const char *const few[] = { "EUR", "CAD", "AUD", NULL };
  static const struct { const char *typed; const char *const *offered; const char *named; } amounts[] = {
    { "£45", all, "GBP" }, { "45,- USD", all, "USD" }, { "45 $", all, "USD" }, { "45 €", all, "EUR" },
    { "Fr. 45.50", all, "CHF" }, { "45 zł", all, "PLN" }, { "GBP: 45.00", all, "GBP" }, { "45 C$", all, "CAD" },
    { "Betrag in Franken: 45", all, "CHF" }, { "45 kr", all, NULL }, { "45 $", few, NULL }, { "45", all, NULL },
    { "45 ¥", all, NULL }, { "", all, NULL }, { "€", all, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      const char *named = hkk_money_find_currency (amounts[i].typed, amounts[i].offered);

      g_test_message ("%s", amounts[i].typed);
      g_assert_cmpstr (named, ==, amounts[i].named);
    }
}

/* Somebody who was born in '38 is not born in the future. */
static void
test_short_years (void)
{
  /* The day of a bill is not a hundred years ago: that is a mistake, and has to look like one. */
  static const struct { const char *typed, *earliest, *iso; } dates[] = {
    { "03.05.38", "1900-01-01", "1938-05-03" }, { "03.05.88", "1900-01-01", "1988-05-03" },
    { "03.05.2038", "1900-01-01", "2038-05-03" }, { "3. Mai 38", "1900-01-01", "1938-05-03" },
    { "03.05.26", "1900-01-01", "2026-05-03" }, { "04.11.26", "1900-01-01", "1926-11-04" },
    { "04.11.26", "2023-11-03", "2026-11-04" }, { "04.11.26", NULL, "2026-11-04" },
    { "1.1.27", "1950-01-01", "2027-01-01" },
  };
  GDate date, earliest, latest;

  g_assert_true (hkk_date_from_iso ("2026-11-03", &latest));
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *iso = NULL;

      g_date_clear (&earliest, 1);
      g_assert_cmpint (hkk_date_from_iso (dates[i].earliest, &earliest), ==, dates[i].earliest != NULL);
      g_assert_true (hkk_date_parse_past (dates[i].typed, "de", &earliest, &latest, &date, NULL));
      iso = hkk_date_to_iso (&date);
      g_assert_cmpstr (iso, ==, dates[i].iso);
    }
}

static void
test_american (void)
{
  static const struct { const char *typed, *iso; } dates[] = {
    { "11032026", "2026-11-03" }, { "November 3, 2026", "2026-11-03" }, { "3 November 2026", "2026-11-03" },
    { "11/3/2026", "2026-11-03" }, { "Tuesday, November 3rd, 2026", "2026-11-03" },
  };
  GDate date;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *iso = NULL;

      g_assert_true (hkk_date_parse (dates[i].typed, "en-US", &date, NULL));
      iso = hkk_date_to_iso (&date);
      g_assert_cmpstr (iso, ==, dates[i].iso);
    }
}

static void
test_passwords (void)
{
  static const struct { const char *typed, *meant, *hint; } passwords[] = {
    { "Amsel-singt-1988", "Amsel-singt-1988", NULL }, { "Amsel singt", "Amsel singt", NULL }, { "", "", NULL },
    { "Ämsel\n", "Ämsel", "line end" }, { "Amsel\r\n", "Amsel", "line end" }, { "\nAmsel", "Amsel", "line end" },
    { "Amsel\342\200\250", "Amsel", "line end" }, { "\n", "", "line end" }, { "Amsel \n", "Amsel ", "line end" },
    { "Amsel ", "Amsel ", "ends with a space" }, { "Amsel\302\240", "Amsel\302\240", "ends with a space" },
    { "Amsel\342\200\213", "Amsel\342\200\213", "ends with a space" }, { " Amsel", " Amsel", "begins with a space" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      int start, end;
      const char *hint = hkk_password_hint (passwords[i].typed, &start, &end);
      g_autofree char *meant = g_utf8_substring (passwords[i].typed, start, end);

      g_assert_cmpstr (meant, ==, passwords[i].meant);
      g_assert_cmpint (hint != NULL, ==, passwords[i].hint != NULL);
      if (hint != NULL)
        g_assert_nonnull (strstr (hint, passwords[i].hint));
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/pasted/strings", test_strings);
  g_test_add_func ("/forms/pasted/every-beginning", test_every_beginning);
  g_test_add_func ("/forms/pasted/no-groups", test_no_groups);
  g_test_add_func ("/forms/pasted/says-where", test_says_where);
  g_test_add_func ("/forms/pasted/currencies", test_currencies);
  g_test_add_func ("/forms/pasted/short-years", test_short_years);
  g_test_add_func ("/forms/pasted/american", test_american);
  g_test_add_func ("/forms/pasted/passwords", test_passwords);
  return g_test_run ();
}
