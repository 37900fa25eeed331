/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (hkk-rule-error-quark, hkk_rule_error)

static const struct
{
  const char *code;
  const char *message;
} rules[] = {
  [HKK_RULE_ERROR_KVNR_FORMAT] = { "kvnr_format", N_("The insurance number is one letter and nine digits. You find it "
                                                     "on your health card.") },
  [HKK_RULE_ERROR_KVNR_CHECKSUM] = { "kvnr_checksum", N_("This insurance number has a typing mistake. Compare it with "
                                                         "your health card.") },
  [HKK_RULE_ERROR_IBAN_FORMAT] = { "iban_format",
                                   N_("An IBAN starts with two letters and two digits, for example DE89.") },
  [HKK_RULE_ERROR_IBAN_COUNTRY] = { "iban_country",
                                    N_("The first two letters of this IBAN are no country that uses IBANs.") },
  [HKK_RULE_ERROR_IBAN_LENGTH] = { "iban_length", N_("This IBAN is too short or too long for its country. A German "
                                                     "IBAN has 22 characters.") },
  [HKK_RULE_ERROR_IBAN_CHECKSUM] = { "iban_checksum",
                                     N_("This IBAN has a typing mistake. Compare it with your bank card.") },
  [HKK_RULE_ERROR_POSTAL_CODE] = { "postal_code", N_("A German postal code has five digits.") },
  [HKK_RULE_ERROR_EMAIL] = { "email", N_("This is no e-mail address. It looks like name@example.org.") },
  [HKK_RULE_ERROR_PHONE] = { "phone", N_("This is no complete phone number. Type it with the area code, for example "
                                         "0421 123456.") },
  [HKK_RULE_ERROR_DATE] = { "date", N_("This date does not exist. Type day, month and year.") },
  [HKK_RULE_ERROR_BIRTH_DATE] = { "birth_date", N_("A birth date lies between 1900 and today.") },
  [HKK_RULE_ERROR_UNDER_AGE] = { "under_age", N_("An own account is possible from the 15th birthday on.") },
  [HKK_RULE_ERROR_TIME] = { "time", N_("This time does not exist. Type hours and minutes, for example 14:30.") },
  [HKK_RULE_ERROR_MONEY] = { "money", N_("This is no amount. Type it in figures, for example 12.50.") },
  [HKK_RULE_ERROR_MONEY_PLACES] = { "money_places", N_("This amount has too many decimal places for its currency.") },
  [HKK_RULE_ERROR_MONEY_UNCLEAR] = { "money_unclear",
                                     N_("This amount can be read in two ways. Type it without a mark between the "
                                        "thousands and with three decimal places, for example 12345.000.") },
  [HKK_RULE_ERROR_INTEGER] = { "integer", N_("Type a whole number.") },
  [HKK_RULE_ERROR_PIN_FORMAT] = { "pin_format", N_("The approval PIN has six digits.") },
  [HKK_RULE_ERROR_PIN_TRIVIAL] = { "pin_trivial", N_("This PIN is easy to guess. Choose one without a pattern.") },
  [HKK_RULE_ERROR_PIN_BIRTH_DATE] = { "pin_birth_date",
                                      N_("This PIN is made from your birth date. Choose another one.") },
  [HKK_RULE_ERROR_PASSWORD_SHORT] = { "password_short", N_("The password needs at least 12 characters. Several words "
                                                           "together are a good choice.") },
  [HKK_RULE_ERROR_PASSWORD_LONG] = { "password_long", N_("The password may have up to 128 characters.") },
  [HKK_RULE_ERROR_PASSWORD_COMMON] = { "password_common", N_("Many people use this password, so it is easy to guess. "
                                                             "Choose another one.") },
  [HKK_RULE_ERROR_PASSWORD_PERSONAL] = { "password_personal",
                                         N_("This password is made from your name, your birth date or your insurance "
                                            "number. Choose another one.") },
  [HKK_RULE_ERROR_CARD_DIGITS] = { "card_digits", N_("Type the last six digits of the card number.") },
  [HKK_RULE_ERROR_LETTER_CODE] = { "letter_code",
                                   N_("Type the code from the letter: four groups of four characters.") },
  [HKK_RULE_ERROR_LETTER_LOOKS_ALIKE] = { "letter_looks_alike",
                                          N_("A code never has the letters O and I and the digits 0 and 1, which look "
                                             "alike. Look at the letter once more.") },
};

gboolean
hkk_rule_fail (GError      **error,
               HkkRuleError  code)
{
  g_set_error_literal (error, HKK_RULE_ERROR, (int) code, _(rules[code].message));
  return FALSE;
}

/* As hkk_rule_fail(), and says where: @at is in what was typed, as it is read; %NULL or its end for nowhere. */
gboolean
hkk_rule_fail_at (GError       **error,
                  HkkRuleError   code,
                  const char    *at)
{
  g_autofree char *piece = NULL;

  if (at == NULL || *at == '\0')
    return hkk_rule_fail (error, code);
  piece = hkk_rule_piece (at);
  /* TRANSLATORS: first %s: a sentence that says what is expected; second %s: the part of the entry that does not fit */
  g_set_error (error, HKK_RULE_ERROR, (int) code, _("%1$s It is unclear at “%2$s”."), _(rules[code].message), piece);
  return FALSE;
}

gboolean
hkk_rule_is_digits (const char *text,
                    gsize       count)
{
  return strlen (text) == count && strspn (text, "0123456789") == count;
}

/**
 * hkk_rule_error_code:
 * @error: an error of %HKK_RULE_ERROR
 *
 * Returns: (transfer none): the stable code of the rule, as the wire names it
 */
const char *
hkk_rule_error_code (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == HKK_RULE_ERROR, NULL);
  g_return_val_if_fail (error->code >= 0 && (gsize) error->code < G_N_ELEMENTS (rules), NULL);

  return rules[error->code].code;
}

/**
 * hkk_rule_error_msgid:
 * @error: an error of %HKK_RULE_ERROR
 *
 * The message before translation. The error's own message is in the process's language; a server that answers in the
 * language of each request translates this one.
 *
 * Returns: (transfer none): an English sentence
 */
const char *
hkk_rule_error_msgid (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == HKK_RULE_ERROR, NULL);
  g_return_val_if_fail (error->code >= 0 && (gsize) error->code < G_N_ELEMENTS (rules), NULL);

  return rules[error->code].message;
}
