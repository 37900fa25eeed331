/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <string.h>

/**
 * hkk_postal_code_check:
 * @text: a German postal code
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it has five digits
 */
gboolean
hkk_postal_code_check (const char  *text,
                       GError     **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return hkk_rule_is_digits (text, 5) || hkk_rule_fail (error, HKK_RULE_ERROR_POSTAL_CODE);
}

static gboolean
is_domain (const char *domain)
{
  g_auto(GStrv) labels = g_strsplit (domain, ".", -1);

  if (g_strv_length (labels) < 2)
    return FALSE;
  for (char **label = labels; *label != NULL; label++)
    {
      gsize length = strlen (*label);

      if (length == 0 || length > 63 || (*label)[0] == '-' || (*label)[length - 1] == '-')
        return FALSE;
      for (const char *c = *label; *c != '\0'; c++)
        if ((guchar) *c < 0x80 && !g_ascii_isalnum (*c) && *c != '-')
          return FALSE;
    }
  return TRUE;
}

/**
 * hkk_email_check:
 * @text: an e-mail address
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Checks the form only: one @, at most 254 bytes (RFC 5321), a domain with a dot, no spaces. Whether it is somebody's,
 * only a code sent there can tell.
 *
 * Returns: whether it looks like one
 */
gboolean
hkk_email_check (const char  *text,
                 GError     **error)
{
  const char *at;
  gsize local;

  g_return_val_if_fail (text != NULL, FALSE);

  at = strchr (text, '@');
  local = at != NULL ? (gsize) (at - text) : 0;
  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > 254 || local == 0 || local > 64 ||
      strchr (at + 1, '@') != NULL || text[0] == '.' || at[-1] == '.' || strstr (text, "..") != NULL ||
      strpbrk (text, " \t\r\n\"(),:;<>[\\]") != NULL || !is_domain (at + 1))
    return hkk_rule_fail (error, HKK_RULE_ERROR_EMAIL);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isspace (g_utf8_get_char (c)) || g_unichar_iscntrl (g_utf8_get_char (c)))
      return hkk_rule_fail (error, HKK_RULE_ERROR_EMAIL);
  return TRUE;
}

/**
 * hkk_phone_normalize:
 * @text: what a person typed; without a country code it is taken for German
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Brings a phone number into the form of ITU-T E.164: "+" and 7 to 15 digits.
 *
 * Returns: (transfer full) (nullable): the number
 */
char *
hkk_phone_normalize (const char  *text,
                     GError     **error)
{
  g_autofree char *squeezed = NULL;
  g_autofree char *number = NULL;
  g_auto(GStrv) trunk = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  squeezed = hkk_rule_squeeze (text, "-./");
  if (squeezed[0] == '+' || g_str_has_prefix (squeezed, "00"))
    {
      /* "+49 (0)421": the zero is only dialled within the country. */
      trunk = g_strsplit (squeezed, "(0)", 2);
      g_free (g_steal_pointer (&squeezed));
      squeezed = g_strjoinv ("", trunk);
    }
  number = hkk_rule_squeeze (squeezed, "()");
  if (g_str_has_prefix (number, "00"))
    {
      char *rest = g_strconcat ("+", number + 2, NULL);

      g_free (number);
      number = rest;
    }
  else if (number[0] == '0')
    {
      char *rest = g_strconcat ("+49", number + 1, NULL);

      g_free (number);
      number = rest;
    }
  if (!hkk_phone_check (number, error))
    return NULL;
  return g_steal_pointer (&number);
}

/**
 * hkk_phone_check:
 * @text: a phone number in the form of E.164
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it is one
 */
gboolean
hkk_phone_check (const char  *text,
                 GError     **error)
{
  gsize digits;

  g_return_val_if_fail (text != NULL, FALSE);

  digits = text[0] == '+' ? strlen (text + 1) : 0;
  if (digits < 7 || digits > 15 || text[1] == '0' || !hkk_rule_is_digits (text + 1, digits))
    return hkk_rule_fail (error, HKK_RULE_ERROR_PHONE);
  return TRUE;
}
