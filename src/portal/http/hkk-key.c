/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-key.h"

#include <gnutls/crypto.h>
#include <string.h>

/**
 * hkk_new_key:
 *
 * Returns: (transfer full): 128 random bits as 32 hexadecimal digits
 */
char *
hkk_new_key (void)
{
  guint8 random[16];
  GString *text = g_string_sized_new (2 * sizeof random);

  /* Without random numbers no key is unique. */
  if (gnutls_rnd (GNUTLS_RND_RANDOM, random, sizeof random) < 0)
    g_error ("no random numbers");
  for (gsize i = 0; i < sizeof random; i++)
    g_string_append_printf (text, "%02x", random[i]);
  return g_string_free_and_steal (text);
}

/**
 * hkk_wipe:
 * @secret: (inout) (nullable): a string that nobody is to find in memory; freed and %NULL afterwards
 */
void
hkk_wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}
