/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-base64url.h"

#include <string.h>

/**
 * hkk_base64url_encode:
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Returns: (transfer full): base64url without padding (RFC 4648, 5)
 */
char *
hkk_base64url_encode (const void *data,
                      gsize       length)
{
  char *text;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  text = g_base64_encode (data != NULL ? data : (const guchar *) "", length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/**
 * hkk_base64url_decode:
 * @text: base64url without padding
 *
 * Decodes strictly: another alphabet, padding, white space, an impossible length or left-over bits that are not zero
 * (two texts for the same bytes) are refused.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL
 */
GBytes *
hkk_base64url_decode (const char *text)
{
  static const char *padding[] = { "", NULL, "==", "=" };
  g_autofree guchar *data = NULL;
  g_autofree char *standard = NULL;
  g_autofree char *again = NULL;
  gsize length, size = 0;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (length % 4 == 1 || strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != length)
    return NULL;
  standard = g_strconcat (text, padding[length % 4], NULL);
  g_strdelimit (standard, "-", '+');
  g_strdelimit (standard, "_", '/');
  data = g_base64_decode (standard, &size);
  again = hkk_base64url_encode (data, size);
  if (strcmp (again, text) != 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}
