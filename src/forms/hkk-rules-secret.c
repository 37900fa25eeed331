/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
repeats (const char *text,
         gsize       length,
         gsize       period)
{
  for (gsize i = period; i < length; i++)
    if (text[i] != text[i - period])
      return FALSE;
  return TRUE;
}

static gboolean
counts (const char *pin,
        int         step)
{
  for (guint i = 1; i < 6; i++)
    if ((pin[i] - '0' + 10) % 10 != (pin[i - 1] - '0' + step + 10) % 10)
      return FALSE;
  return TRUE;
}

static gboolean
is_trivial_pin (const char *pin)
{
  /* Patterns of the keypad and of pairs that people choose most. */
  static const char *const common[] = {
    "112233", "223344", "332211", "123321", "321123", "147258", "258369", "159753", "753159", "159357", "357159",
    "147852", "789456", "456789", "456123", "123654", "789123", "369258", "741852", "963852", "135790", "246810",
    "102030", "142536", "696969", NULL
  };
  guint seen = 0, distinct = 0;

  for (guint i = 0; i < 6; i++)
    {
      distinct += (seen & (1u << (pin[i] - '0'))) == 0;
      seen |= 1u << (pin[i] - '0');
    }
  return distinct <= 2 || repeats (pin, 6, 2) || repeats (pin, 6, 3) || counts (pin, 1) || counts (pin, -1) ||
         g_strv_contains (common, pin);
}

static gboolean
is_date_pin (const char  *pin,
             const GDate *date)
{
  guint day = g_date_get_day (date);
  guint month = (guint) g_date_get_month (date);
  guint year = g_date_get_year (date);
  const guint forms[][3] = {
    { day, month, year % 100 }, { month, day, year % 100 }, { year % 100, month, day }, { year % 100, day, month },
    { year / 100, year % 100, month }, { month, year / 100, year % 100 },
    { year / 100, year % 100, day }, { day, year / 100, year % 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      char text[16];

      g_snprintf (text, sizeof text, "%02u%02u%02u", forms[i][0] % 100, forms[i][1] % 100, forms[i][2] % 100);
      if (strcmp (text, pin) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * hkk_pin_check:
 * @pin: an approval PIN to be chosen
 * @birth_date: (nullable): the person's birth date, if known
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it has six digits and is neither trivial nor made from the birth date
 */
gboolean
hkk_pin_check (const char   *pin,
               const GDate  *birth_date,
               GError      **error)
{
  g_return_val_if_fail (pin != NULL, FALSE);

  if (!hkk_rule_is_digits (pin, 6))
    return hkk_rule_fail (error, HKK_RULE_ERROR_PIN_FORMAT);
  if (is_trivial_pin (pin))
    return hkk_rule_fail (error, HKK_RULE_ERROR_PIN_TRIVIAL);
  if (birth_date != NULL && g_date_valid (birth_date) && is_date_pin (pin, birth_date))
    return hkk_rule_fail (error, HKK_RULE_ERROR_PIN_BIRTH_DATE);
  return TRUE;
}

/* Owned: letters and digits only, case folded, so that "An-drea 1988" and "andrea1988" are the same. */
static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *result = g_string_new (NULL);

  for (const char *c = normal; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (result, g_utf8_get_char (c));
  return g_string_free (result, FALSE);
}

static gboolean
is_common_password (const char *folded)
{
  /* Frequent choices and their building blocks; a password that is made of them only is refused. */
  static const char *const blocks[] = {
    "qwertzuiop", "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm", "1q2w3e4r5t6z", "1q2w3e4r5t6y", "1q2w3e4r", "qwertz",
    "qwerty", "asdfgh", "asdf", "passwort", "password", "passw0rd", "kennwort", "geheim", "secret",
    "hallo", "hello", "willkommen", "welcome", "iloveyou", "ichliebedich",
    "letmein", "admin", "administrator", "master", "monkey", "dragon", "sunshine", "princess", "football",
    "fussball", "baseball", "schatz", "schalke04", "ficken", "sommer", "winter", "summer", "deutschland", "bremen",
    "krankenkasse", "handelskrankenkasse", "meinehkk", "hkk", "versicherung",
    "abcdefghijklmnopqrstuvwxyz", "abcdefgh", "abcdef", "abc", "changeme", "default", "test", "user", "login",
    "1234567890", "123456789", "12345678", "1234567", "123456", "12345", "1234", "123", "0987654321", "987654321",
    "87654321", "654321", "correcthorsebatterystaple", "trustno1", "superman", "batman", "starwars", NULL
  };
  gsize length = strlen (folded);
  const char *at = folded;

  for (gsize period = 1; period <= 4; period++)
    if (length >= 2 * period && repeats (folded, length, period))
      return TRUE;
  while (*at != '\0')
    {
      gsize step = 0;

      for (guint i = 0; blocks[i] != NULL; i++)
        if (g_str_has_prefix (at, blocks[i]))
          step = MAX (step, strlen (blocks[i]));
      if (step == 0)
        break;
      at += step;
    }
  /* A year or a number behind does not help: "Passwort2026". */
  return strspn (at, "0123456789") == strlen (at);
}

static void
add_date_words (GPtrArray   *words,
                const GDate *date)
{
  static const char *const patterns[] = { "%Y%m%d", "%d%m%Y", "%m%d%Y", "%d%m%y", "%y%m%d", "%Y" };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      char text[32];

      g_date_strftime (text, sizeof text, patterns[i], date);
      g_ptr_array_add (words, g_strdup (text));
    }
}

static gboolean
is_personal_password (const char  *folded,
                      const char  *kvnr,
                      const char  *name,
                      const GDate *birth_date)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *rest = g_strdup (folded);

  if (kvnr != NULL)
    g_ptr_array_add (words, fold (kvnr));
  if (birth_date != NULL && g_date_valid (birth_date))
    add_date_words (words, birth_date);
  if (name != NULL)
    {
      g_auto(GStrv) parts = g_strsplit_set (name, " -", -1);

      for (char **part = parts; *part != NULL; part++)
        g_ptr_array_add (words, fold (*part));
    }
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      g_auto(GStrv) around = NULL;

      if (strlen (word) < 2)
        continue;
      around = g_strsplit (rest, word, -1);
      g_free (rest);
      rest = g_strjoinv ("", around);
    }
  /* Own words beside the name are what makes a password; one or two characters are not. */
  return strlen (rest) < strlen (folded) && g_utf8_strlen (rest, -1) < 4;
}

static gboolean
is_unseen (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/**
 * hkk_password_hint:
 * @password: what is in an entry for a password
 * @start: (out): how many characters at the beginning are line ends
 * @end: (out): behind which character only line ends are left
 *
 * Notices what a copied password brings along and nobody sees. A space may belong to a password, so only the person can
 * tell; a line end cannot.
 *
 * Returns: (transfer none) (nullable): a sentence in the process's language; %NULL if nothing is noticed
 */
const char *
hkk_password_hint (const char *password,
                   int        *start,
                   int        *end)
{
  const char *first = password;
  const char *last;

  g_return_val_if_fail (password != NULL && start != NULL && end != NULL, NULL);

  *start = *end = 0;
  if (*password == '\0' || !g_utf8_validate (password, -1, NULL))
    return NULL;
  while (*first != '\0' && hkk_rule_is_line_end (g_utf8_get_char (first)))
    first = g_utf8_next_char (first);
  last = password + strlen (password);
  while (last > first && hkk_rule_is_line_end (g_utf8_get_char (g_utf8_prev_char (last))))
    last = g_utf8_prev_char (last);
  *start = (int) g_utf8_pointer_to_offset (password, first);
  *end = (int) g_utf8_pointer_to_offset (password, last);
  if (first != password || *last != '\0')
    return _("A line end was copied together with the password. It has been taken away: try again.");
  if (is_unseen (g_utf8_get_char (g_utf8_prev_char (last))))
    return _("The password ends with a space. If the space does not belong to it, delete it; otherwise go on.");
  if (is_unseen (g_utf8_get_char (password)))
    return _("The password begins with a space. If the space does not belong to it, delete it; otherwise go on.");
  return NULL;
}

/**
 * hkk_password_check:
 * @password: a password to be chosen
 * @kvnr: (nullable): the person's insurance number
 * @name: (nullable): the person's name
 * @birth_date: (nullable): the person's birth date
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Checks length (in characters, NFC), a block list and that it is not just the person's own data. No rules of
 * composition: they make passwords worse (NIST SP 800-63B, 5.1.1.2).
 *
 * Returns: whether it may be used
 */
gboolean
hkk_password_check (const char   *password,
                    const char   *kvnr,
                    const char   *name,
                    const GDate  *birth_date,
                    GError      **error)
{
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;
  long length;

  g_return_val_if_fail (password != NULL, FALSE);

  composed = g_utf8_normalize (password, -1, G_NORMALIZE_NFC);
  length = composed != NULL ? g_utf8_strlen (composed, -1) : 0;
  if (length < HKK_PASSWORD_MIN)
    return hkk_rule_fail (error, HKK_RULE_ERROR_PASSWORD_SHORT);
  if (length > HKK_PASSWORD_MAX)
    return hkk_rule_fail (error, HKK_RULE_ERROR_PASSWORD_LONG);
  folded = fold (composed);
  if (folded[0] != '\0' && is_common_password (folded))
    return hkk_rule_fail (error, HKK_RULE_ERROR_PASSWORD_COMMON);
  if (is_personal_password (folded, kvnr, name, birth_date))
    return hkk_rule_fail (error, HKK_RULE_ERROR_PASSWORD_PERSONAL);
  return TRUE;
}

/**
 * hkk_password_judge:
 * @password: what is typed so far
 * @kvnr: (nullable): the person's insurance number
 * @name: (nullable): the person's name
 * @birth_date: (nullable): the person's birth date
 * @good: (out): whether it may be used
 *
 * Says while somebody types what hkk_password_check() would say at the end.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL while nothing is typed
 */
char *
hkk_password_judge (const char  *password,
                    const char  *kvnr,
                    const char  *name,
                    const GDate *birth_date,
                    gboolean    *good)
{
  g_autofree char *composed = NULL;
  guint length;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (password != NULL, NULL);
  g_return_val_if_fail (good != NULL, NULL);

  composed = g_utf8_normalize (password, -1, G_NORMALIZE_NFC);
  length = composed != NULL ? (guint) g_utf8_strlen (composed, -1) : 0;
  *good = hkk_password_check (password, kvnr, name, birth_date, &error);
  if (*password == '\0')
    return NULL;
  if (*good)
    return g_strdup (_("Long enough, and not one that many people use."));
  if (!g_error_matches (error, HKK_RULE_ERROR, HKK_RULE_ERROR_PASSWORD_SHORT))
    return g_strdup (error->message);
  /* TRANSLATORS: while a password is typed; %1$u: how many characters it has, %2$u: how many it needs */
  return g_strdup_printf (_("%1$u of at least %2$u characters"), length, (guint) HKK_PASSWORD_MIN);
}
