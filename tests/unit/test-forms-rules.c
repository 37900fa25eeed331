/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "hkk-rules.h"

typedef gboolean (*Rule) (const char *, GError **);

static void
assert_rule (Rule        rule,
             const char *text,
             const char *code)
{
  g_autoptr(GError) error = NULL;
  gboolean good = rule (text, &error);
  g_autofree char *shown = g_strescape (text, NULL);

  g_test_message ("%s", shown);
  if (code == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (good);
      return;
    }
  g_assert_false (good);
  g_assert_cmpstr (hkk_rule_error_code (error), ==, code);
  g_assert_nonnull (hkk_rule_error_msgid (error));
}

static void
test_kvnr (void)
{
  static const char *const good[] = { "A000500015", "C000500021", "X110411675", "X110465770", "K220635158",
                                      "A123456780", "X110406067", " a000 500 015 " };
  g_autofree char *shown = hkk_kvnr_format ("a000500015");
  g_autofree char *other = hkk_kvnr_format ("A12");

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_rule (hkk_kvnr_check, good[i], NULL);
  assert_rule (hkk_kvnr_check, "A123456789", "kvnr_checksum");
  assert_rule (hkk_kvnr_check, "A000500051", "kvnr_checksum");
  assert_rule (hkk_kvnr_check, "", "kvnr_format");
  assert_rule (hkk_kvnr_check, "A00050001", "kvnr_format");
  assert_rule (hkk_kvnr_check, "A0005000155", "kvnr_format");
  assert_rule (hkk_kvnr_check, "AA00500015", "kvnr_format");
  assert_rule (hkk_kvnr_check, "\xff", "kvnr_format");
  g_assert_cmpstr (shown, ==, "A000\302\240500\302\240015");
  g_assert_cmpstr (other, ==, "A12");
  g_assert_null (hkk_kvnr_hint ("A000500015"));
  g_assert_null (hkk_kvnr_hint (""));
  g_assert_nonnull (strstr (hkk_kvnr_hint ("0"), "letter O"));
  g_assert_nonnull (strstr (hkk_kvnr_hint ("1"), "letter I"));
  g_assert_nonnull (strstr (hkk_kvnr_hint ("AO00"), "a zero"));
  g_assert_nonnull (strstr (hkk_kvnr_hint ("AI00"), "a one"));
}

/* In Turkish, "i" has another capital letter. */
static void
test_turkish (void)
{
  const char *old = setlocale (LC_ALL, NULL);
  g_autofree char *saved = g_strdup (old);
  g_autofree char *kvnr = NULL;
  g_autofree char *iban = NULL;

  if (setlocale (LC_ALL, "tr_TR.UTF-8") == NULL)
    {
      g_test_skip ("the locale tr_TR.UTF-8 is missing");
      return;
    }
  kvnr = hkk_kvnr_normalize ("i110411670");
  iban = hkk_iban_normalize ("ie29 aibk 9311 5212 3456 78");
  setlocale (LC_ALL, saved);
  g_assert_cmpstr (kvnr, ==, "I110411670");
  g_assert_cmpstr (iban, ==, "IE29AIBK93115212345678");
  assert_rule (hkk_iban_check, iban, NULL);
}

static void
test_iban (void)
{
  static const char *const good[] = {
    "DE89370400440532013000", "DE02120300000000202051", "DE75512108001245126199", "de89 3704 0044 0532 0130 00",
    "GB82WEST12345698765432", "AT611904300234573201", "MT84MALT011000012345MTLCAST001S", "NO9386011117947",
  };
  g_autofree char *shown = hkk_iban_format ("de89370400440532013000");
  g_autofree char *part = hkk_iban_format ("DE893");

  g_autofree char *bank = hkk_iban_bank_code ("DE89370400440532013000");
  g_autofree char *dutch = hkk_iban_bank_code ("NL91ABNA0417164300");
  g_autofree char *wrong = hkk_iban_bank_code ("DE98370400440532013000");
  g_autofree char *elsewhere = hkk_iban_bank_code ("NO9386011117947");

  g_assert_cmpstr (bank, ==, "DE37040044");
  g_assert_cmpstr (dutch, ==, "NLABNA");
  g_assert_null (wrong);
  g_assert_null (elsewhere);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_rule (hkk_iban_check, good[i], NULL);
  assert_rule (hkk_iban_check, "DE89370400440532013001", "iban_checksum");
  assert_rule (hkk_iban_check, "DE98370400440532013000", "iban_checksum");
  assert_rule (hkk_iban_check, "DE8937040044053201300", "iban_length");
  assert_rule (hkk_iban_check, "US89370400440532013000", "iban_country");
  assert_rule (hkk_iban_check, "8937", "iban_format");
  assert_rule (hkk_iban_check, "", "iban_format");
  assert_rule (hkk_iban_check, "DE89370400440532o1300ä", "iban_format");
  g_assert_cmpstr (shown, ==, "DE89\302\2403704\302\2400044\302\2400532\302\2400130\302\24000");
  g_assert_cmpstr (part, ==, "DE89\302\2403");
}

static void
test_card (void)
{
  assert_rule (hkk_card_digits_check, "481502", NULL);
  assert_rule (hkk_card_digits_check, "48150", "card_digits");
  assert_rule (hkk_card_digits_check, "48150a", "card_digits");
}

static void
test_contact (void)
{
  static const char *const good[] = { "a@b.de", "andrea.amsel+hkk@post.example.org", "ä@bücher.example" };
  static const char *const bad[] = { "", "a", "a@", "@b.de", "a@b", "a@@b.de", "a@b@c.de", "a b@c.de", "a@b..de",
                                     ".a@b.de", "a.@b.de", "a@-b.de", "a@b.de\n", "a..b@c.de", "<a@b.de>" };
  static const struct { const char *typed, *expected; } phones[] = {
    { "0421 3655-0", "+4942136550" }, { "+49 (0)421 / 36550", "+4942136550" }, { "0049 421 36550", "+4942136550" },
    { "(0421) 36550", "+4942136550" }, { "+44 20 7946 0958", "+442079460958" }, { "12345", NULL }, { "0421", NULL },
    { "abc", NULL }, { "+0421123456", NULL }, { "+1234567890123456", NULL },
  };
  g_autofree char *long_one = g_strnfill (250, 'a');
  g_autofree char *too_long = g_strconcat ("a@", long_one, ".de", NULL);
  static const struct { const char *number, *shown; } grouped[] = {
    { "+4942155501234", "+49 421 5550 1234" }, { "+4942136550", "+49 421 36 550" },
    { "+4917212345678", "+49 172 1234 5678" },
    { "+43155501234", "+43 155 501 234" }, { "+12025550123", "+1 202 555 0123" }, { "+3531234567", "+353 123 4567" },
    { "+4912345", "+49 123 45" }, { "+491234567", "+49 123 4567" }, { "0421 36550", "0421 36550" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_rule (hkk_email_check, good[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_rule (hkk_email_check, bad[i], "email");
  assert_rule (hkk_email_check, too_long, "email");
  for (guint i = 0; i < G_N_ELEMENTS (phones); i++)
    {
      g_autofree char *number = hkk_phone_normalize (phones[i].typed, NULL);

      g_assert_cmpstr (number, ==, phones[i].expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (grouped); i++)
    {
      g_autofree char *shown = hkk_phone_format (grouped[i].number);

      g_assert_cmpstr (shown, ==, grouped[i].shown);
    }
  assert_rule (hkk_postal_code_check, "01067", NULL);
  assert_rule (hkk_postal_code_check, "1067", "postal_code");
  assert_rule (hkk_postal_code_check, "2819a", "postal_code");
}

static void
test_dates (void)
{
  static const struct { const char *typed, *language, *iso; } dates[] = {
    { "31.12.2026", "de", "2026-12-31" }, { "31.12.26", "de", "2026-12-31" }, { "2026-12-31", "de", "2026-12-31" },
    { "1.2.2026", "de", "2026-02-01" }, { " 31. 12. 2026 ", "de", "2026-12-31" }, { "31/12/2026", "en", "2026-12-31" },
    { "12/31/2026", "en-US", "2026-12-31" }, { "12/31/2026", "en_US.UTF-8", "2026-12-31" },
    { "31.12.2026", "en-US", "2026-12-31" }, { "31/12/2026", "ar", "2026-12-31" }, { "29.02.2024", "de", "2024-02-29" },
    { "5.6.88", "de", "1988-06-05" }, { "2026-12-31", "C", "2026-12-31" }, { "31.12.2026", "C", "2026-12-31" },
    { "29.02.2026", "de", NULL }, { "31.04.2026", "de", NULL }, { "12/31/2026", "en", NULL }, { "", "de", NULL },
    { "٣١/١٢/٢٠٢٦", "ar", "2026-12-31" }, { "۳۱/۱۲/۲۰۲۶", "de", "2026-12-31" },
    { "\342\200\217٣١\342\200\217/١٢\342\200\217/٢٠٢٦", "ar", "2026-12-31" }, { "٢٠٢٦/١٢/٣١", "ar", "2026-12-31" },
    { "٣١، ١٢، ٢٠٢٦", "ar", "2026-12-31" }, { "３１／１２／２０２６", "en", "2026-12-31" },
    { "31/12/2026", "fr", "2026-12-31" },
    { "31.12", "de", NULL }, { "31.12.202", "de", NULL }, { "31.12.20265", "de", NULL }, { "0.1.2026", "de", NULL },
    { "31.12.2026.1", "de", NULL }, { "a.b.c", "de", NULL }, { "1.13.2026", "de", NULL }, { "300.1.2026", "de", NULL },
  };
  static const char *const languages[] = { "de", "en", "en-US", "tr", "pl", "uk", "ar", "C", "de@simple", "fr",
                                           "it", "es", "de-CH", "de-AT" };
  static const char *const bad_iso[] = { "2026-02-30", "2026-2-03", "26-02-03", "2026/02/03", "2026-02-03T", "",
                                         "0000-01-01", "2026-13-01" };
  GDate date;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean good = hkk_date_parse (dates[i].typed, dates[i].language, &date, &error);
      g_autofree char *iso = good ? hkk_date_to_iso (&date) : NULL;

      g_test_message ("%s %s", dates[i].typed, dates[i].language);
      g_assert_cmpstr (iso, ==, dates[i].iso);
      g_assert_cmpint (error != NULL, ==, dates[i].iso == NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *text = NULL;
      GDate again;

      g_assert_true (hkk_date_from_iso ("2026-11-23", &date));
      text = hkk_date_format (&date, languages[i]);
      g_assert_true (hkk_date_parse (text, languages[i], &again, NULL));
      g_assert_cmpint (g_date_compare (&date, &again), ==, 0);
      g_assert_nonnull (hkk_date_hint (languages[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_iso); i++)
    g_assert_false (hkk_date_from_iso (bad_iso[i], &date));
  g_assert_false (hkk_date_from_iso (NULL, &date));
}

static void
test_age (void)
{
  g_autoptr(GError) error = NULL;
  GDate birth, at;

  g_assert_true (hkk_date_from_iso ("2011-11-24", &birth) && hkk_date_from_iso ("2026-11-23", &at));
  g_assert_cmpint (hkk_date_age (&birth, &at), ==, 14);
  g_assert_false (hkk_account_age_check (&birth, &at, &error));
  g_assert_cmpstr (hkk_rule_error_code (error), ==, "under_age");
  g_date_add_days (&at, 1);
  g_assert_cmpint (hkk_date_age (&birth, &at), ==, 15);
  g_assert_true (hkk_account_age_check (&birth, &at, NULL));
  g_assert_true (hkk_birth_date_check (&at, &at, NULL));
  g_assert_false (hkk_birth_date_check (&at, &birth, NULL));
  g_assert_true (hkk_date_from_iso ("1899-12-31", &birth));
  g_assert_false (hkk_birth_date_check (&birth, &at, NULL));
}

/* § 188 Abs. 3 BGB: who was born on 29 February is a year older when 28 February is over. */
static void
test_age_on_the_birthday (void)
{
  static const struct { const char *birth, *at; int age; } cases[] = {
    { "2008-02-29", "2026-02-28", 17 }, { "2008-02-29", "2026-03-01", 18 }, { "2008-02-29", "2028-02-28", 19 },
    { "2008-02-29", "2028-02-29", 20 }, { "2012-02-29", "2027-02-28", 14 }, { "2012-02-29", "2027-03-01", 15 },
    { "2011-12-31", "2026-12-30", 14 }, { "2011-12-31", "2026-12-31", 15 }, { "2026-03-01", "2026-02-28", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate birth, at;

      g_assert_true (hkk_date_from_iso (cases[i].birth, &birth) && hkk_date_from_iso (cases[i].at, &at));
      g_assert_cmpint (hkk_date_age (&birth, &at), ==, cases[i].age);
    }
}

static void
test_time (void)
{
  static const struct { const char *typed, *iso; } times[] = {
    { "14:30", "14:30" }, { "9:05", "09:05" }, { "9.15", "09:15" }, { "0915", "09:15" }, { "24:00", NULL },
    { "12:60", NULL }, { "1:2:3", NULL }, { "", NULL }, { "1430:", NULL }, { "12", NULL }, { "ab:cd", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *iso = NULL;

      hkk_time_parse (times[i].typed, &iso, NULL);
      g_assert_cmpstr (iso, ==, times[i].iso);
    }
}

static void
test_money (void)
{
  static const struct { const char *typed, *currency, *language; gint64 minor; const char *code; } amounts[] = {
    { "12,50", "EUR", "de", 1250, NULL }, { "1.234,50 €", "EUR", "de", 123450, NULL },
    { "1234,5", "EUR", "de", 123450, NULL }, { "12.50", "EUR", "de", 1250, NULL },
    { "1.234", "EUR", "de", 123400, NULL }, { "1.234.567", "EUR", "de", 123456700, NULL },
    { "0,05", "EUR", "de", 5, NULL }, { "EUR 7", "EUR", "de", 700, NULL },
    { "12.50", "EUR", "en", 1250, NULL }, { "€1,234.50", "EUR", "en", 123450, NULL },
    { "1,234", "EUR", "en", 123400, NULL }, { "12,50", "EUR", "en", 1250, NULL },
    { "1 234,50", "PLN", "pl", 123450, NULL }, { "500", "JPY", "de", 500, NULL },
    { "1,234", "KWD", "de", 1234, NULL }, { "0", "EUR", "de", 0, NULL },
    { "1,234", "EUR", "de", 0, "money_places" }, { "500,5", "JPY", "de", 0, "money_places" },
    { "12.345.67", "EUR", "de", 0, "money" }, { "-5", "EUR", "de", 0, "money" }, { "", "EUR", "de", 0, "money" },
    { ",", "EUR", "de", 0, "money" }, { "12,", "EUR", "de", 0, "money" }, { "zwölf", "EUR", "de", 0, "money" },
    { "1,2,3", "EUR", "de", 0, "money" }, { "9999999999999", "EUR", "de", 0, "money" },
    { "1’234.50", "EUR", "de-CH", 123450, NULL }, { "1’234,50", "EUR", "de", 123450, NULL },
    { "1.234,50", "EUR", "de-CH", 123450, NULL }, { "1’234’567.–", "CHF", "de-CH", 123456700, NULL },
    { "45,-", "EUR", "de-CH", 4500, NULL }, { "1 234,50", "EUR", "fr", 123450, NULL },
    { "١٬٢٣٤٫٥٠", "EUR", "ar", 123450, NULL }, { "۱٬۲۳۴٫۵۰", "EUR", "de", 123450, NULL },
    { "１２３４．５０", "EUR", "en", 123450, NULL },
    { "12,5a", "EUR", "de", 0, "money" }, { "€", "EUR", "de", 0, "money" },
  };
  static const struct { gint64 minor; const char *currency, *language, *text; } shown[] = {
    { 123450, "EUR", "de", "1.234,50\302\240€" }, { 123450, "EUR", "en", "€1,234.50" },
    { 5, "EUR", "de", "0,05\302\240€" }, { 123456789, "USD", "de", "1.234.567,89\302\240USD" },
    { 500, "JPY", "en", "JPY\302\240500" }, { 1234, "KWD", "de", "1,234\302\240KWD" },
    { 0, "EUR", "de", "0,00\302\240€" }, { 123450, "EUR", "de-CH", "€\302\2401’234.50" },
    { 123450, "CHF", "de_CH.UTF-8", "CHF\302\2401’234.50" }, { 123450, "EUR", "fr", "1\342\200\257234,50\302\240€" },
    { 123450, "EUR", "it", "1.234,50\302\240€" }, { 123450, "EUR", "de_AT", "€\302\2401\302\240234,50" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 minor = 0;
      gboolean good = hkk_money_parse (amounts[i].typed, amounts[i].currency, amounts[i].language, &minor, &error);

      g_test_message ("%s %s", amounts[i].typed, amounts[i].language);
      g_assert_cmpint (good, ==, amounts[i].code == NULL);
      if (good)
        g_assert_cmpint (minor, ==, amounts[i].minor);
      else
        g_assert_cmpstr (hkk_rule_error_code (error), ==, amounts[i].code);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *text = hkk_money_format (shown[i].minor, shown[i].currency, shown[i].language);
      g_autofree char *plain = hkk_money_format_plain (shown[i].minor, shown[i].currency, shown[i].language);
      gint64 again = -1;

      g_assert_cmpstr (text, ==, shown[i].text);
      g_assert_true (hkk_money_parse (text, shown[i].currency, shown[i].language, &again, NULL));
      g_assert_cmpint (again, ==, shown[i].minor);
      g_assert_true (hkk_money_parse (plain, shown[i].currency, shown[i].language, &again, NULL));
      g_assert_cmpint (again, ==, shown[i].minor);
    }
}

static void
test_integer (void)
{
  gint64 value;

  g_assert_true (hkk_integer_parse (" 12 ", &value, NULL) && value == 12);
  g_assert_false (hkk_integer_parse ("", &value, NULL));
  g_assert_false (hkk_integer_parse ("1.5", &value, NULL));
  g_assert_false (hkk_integer_parse ("-1", &value, NULL));
  g_assert_false (hkk_integer_parse ("1234567890123456", &value, NULL));
}

static void
test_pin (void)
{
  static const struct { const char *pin, *code; } pins[] = {
    { "258046", NULL }, { "731905", NULL }, { "12345", "pin_format" }, { "1234567", "pin_format" },
    { "12345a", "pin_format" }, { "", "pin_format" }, { "111111", "pin_trivial" }, { "123456", "pin_trivial" },
    { "654321", "pin_trivial" }, { "890123", "pin_trivial" }, { "121212", "pin_trivial" },
    { "123123", "pin_trivial" }, { "112233", "pin_trivial" }, { "147258", "pin_trivial" }, { "110000", "pin_trivial" },
    { "170488", "pin_birth_date" }, { "880417", "pin_birth_date" }, { "041788", "pin_birth_date" },
    { "198804", "pin_birth_date" },
  };
  GDate birth;

  g_assert_true (hkk_date_from_iso ("1988-04-17", &birth));
  for (guint i = 0; i < G_N_ELEMENTS (pins); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", pins[i].pin);
      g_assert_cmpint (hkk_pin_check (pins[i].pin, &birth, &error), ==, pins[i].code == NULL);
      if (error != NULL)
        g_assert_cmpstr (hkk_rule_error_code (error), ==, pins[i].code);
    }
  g_assert_true (hkk_pin_check ("170488", NULL, NULL));
}

/* What is said while a password is typed, in characters and not in bytes. */
static void
test_password_typed (void)
{
  static const struct { const char *typed, *said; gboolean good; } steps[] = {
    { "", NULL, FALSE }, { "Z", "1 of at least 12 characters", FALSE },
    { "zwo\314\210lf Zeich", "11 of at least 12 characters", FALSE },
    { "zwölf Zeiche", "Long enough, and not one that many people use.", TRUE },
    { "Passwort2026", "Many people use this password", FALSE },
    { "AndreaAmsel1988", "This password is made from your name", FALSE },
  };
  GDate birth;

  g_assert_true (hkk_date_from_iso ("1988-04-17", &birth));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gboolean good = !steps[i].good;
      g_autofree char *said = hkk_password_judge (steps[i].typed, "A000500015", "Andrea Amsel", &birth, &good);

      g_assert_cmpint (good, ==, steps[i].good);
      if (steps[i].said == NULL)
        g_assert_null (said);
      else
        g_assert_true (g_str_has_prefix (said, steps[i].said));
    }
}

static void
test_password (void)
{
  static const struct { const char *password, *code; } passwords[] = {
    { "Amsel-singt-1988", NULL }, { "zwölf Zeichen", NULL }, { "korrektes Pferd Batterie", NULL },
    { "🐦🐦🐱🐶🐭🐹🐰🦊🐻🐼🐨🐯a", NULL }, { "kurz", "password_short" }, { "elf Zeichen", "password_short" },
    { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "password_short" },
    { "Passwort2026", "password_common" }, { "passwort1234", "password_common" }, { "aaaaaaaaaaaa", "password_common" },
    { "abcabcabcabcabc", "password_common" }, { "qwertzuiop123", "password_common" },
    { "123456789012", "password_common" }, { "Hallo Hallo Hallo", "password_common" },
    { "AndreaAmsel1988", "password_personal" }, { "andrea-amsel-17.04.1988", "password_personal" },
    { "A000500015-xy", "password_personal" },
  };
  g_autoptr(GString) text = g_string_new (NULL);
  GDate birth;

  g_assert_true (hkk_date_from_iso ("1988-04-17", &birth));
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr(GError) error = NULL;

      g_autofree char *shown = g_strescape (passwords[i].password, NULL);

      g_test_message ("%s", shown);
      g_assert_cmpint (hkk_password_check (passwords[i].password, "A000500015", "Andrea Amsel", &birth, &error),
                       ==, passwords[i].code == NULL);
      if (error != NULL)
        g_assert_cmpstr (hkk_rule_error_code (error), ==, passwords[i].code);
    }
  for (guint i = 0; i < 32; i++)
    g_string_append_printf (text, "%02uä!", i);
  g_assert_true (hkk_password_check (text->str, NULL, NULL, NULL, NULL));
  g_string_append_c (text, '.');
  g_assert_false (hkk_password_check (text->str, NULL, NULL, NULL, NULL));
}

/* Who reads an O for a Q is told that there is none, and where. */
static void
test_letter (void)
{
  static const struct { const char *text, *code, *at; } codes[] = {
    { "K7QF-3M9T-XW2D-8HRP", NULL, NULL }, { "k7of 3m9t xw2d 8hrp", "letter_looks_alike", "“OF”" },
    { "K7QF-3M9T-XW2D-8HR1", "letter_looks_alike", "“1”" }, { "K7QF-3M9T-XW2D-8HR", "letter_code", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", codes[i].text);
      g_assert_cmpint (hkk_letter_code_check (codes[i].text, &error), ==, codes[i].code == NULL);
      if (error != NULL)
        g_assert_cmpstr (hkk_rule_error_code (error), ==, codes[i].code);
      if (codes[i].at != NULL)
        g_assert_nonnull (strstr (error->message, codes[i].at));
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/rules/kvnr", test_kvnr);
  g_test_add_func ("/forms/rules/turkish", test_turkish);
  g_test_add_func ("/forms/rules/iban", test_iban);
  g_test_add_func ("/forms/rules/card", test_card);
  g_test_add_func ("/forms/rules/contact", test_contact);
  g_test_add_func ("/forms/rules/dates", test_dates);
  g_test_add_func ("/forms/rules/age", test_age);
  g_test_add_func ("/forms/rules/age-on-the-birthday", test_age_on_the_birthday);
  g_test_add_func ("/forms/rules/time", test_time);
  g_test_add_func ("/forms/rules/money", test_money);
  g_test_add_func ("/forms/rules/integer", test_integer);
  g_test_add_func ("/forms/rules/pin", test_pin);
  g_test_add_func ("/forms/rules/letter", test_letter);
  g_test_add_func ("/forms/rules/password", test_password);
  g_test_add_func ("/forms/rules/password-typed", test_password_typed);
  return g_test_run ();
}
