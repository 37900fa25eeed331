/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-verifier.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"

#define ROUNDS 600000 /* for SHA-256: OWASP's Password Storage Cheat Sheet */
#define MIN_ROUNDS 210000
#define MAX_ROUNDS 10000000 /* what cannot be waited for is damaged */
#define SALT_SIZE 16
#define HASH_SIZE 32

struct _HkkVerifier
{
  gatomicrefcount refs;
  guint           rounds;
  guint8          salt[SALT_SIZE];
  guint8          hash[HASH_SIZE];
};

static gboolean
derive (HkkVerifier *self,
        const char  *password,
        guint8       hash[HASH_SIZE])
{
  /* As the portal has it (NFC): the same letters are the same password, however they were typed. */
  char *normal = g_utf8_normalize (password, -1, G_NORMALIZE_NFC);
  const char *text = normal != NULL ? normal : password;
  const gnutls_datum_t key = { (unsigned char *) text, (unsigned int) strlen (text) };
  const gnutls_datum_t salt = { self->salt, SALT_SIZE };
  int result = gnutls_pbkdf2 (GNUTLS_MAC_SHA256, &key, &salt, self->rounds, hash, HASH_SIZE);

  hkk_wipe (&normal);
  return result >= 0;
}

/**
 * hkk_verifier_new:
 * @password: a password that is known to be right
 *
 * Returns: (transfer full) (nullable): %NULL when it cannot be made
 */
HkkVerifier *
hkk_verifier_new (const char *password)
{
  g_autoptr(HkkVerifier) self = g_new0 (HkkVerifier, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rounds = ROUNDS;
  if (gnutls_rnd (GNUTLS_RND_RANDOM, self->salt, SALT_SIZE) < 0 || !derive (self, password, self->hash))
    return NULL;
  return g_steal_pointer (&self);
}

HkkVerifier *
hkk_verifier_ref (HkkVerifier *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
hkk_verifier_unref (HkkVerifier *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

/**
 * hkk_verifier_check:
 * @password: what was typed
 *
 * Returns: whether it is the password, found out in constant time
 */
gboolean
hkk_verifier_check (HkkVerifier *self,
                    const char  *password)
{
  guint8 hash[HASH_SIZE];
  gboolean right = derive (self, password, hash) && gnutls_memcmp (hash, self->hash, HASH_SIZE) == 0;

  explicit_bzero (hash, sizeof hash);
  return right;
}

/**
 * hkk_verifier_to_json:
 * @object: gets the members salt, rounds and verifier
 */
void
hkk_verifier_to_json (HkkVerifier *self,
                      JsonObject  *object)
{
  g_autoptr(GBytes) salt = g_bytes_new (self->salt, SALT_SIZE);
  g_autoptr(GBytes) hash = g_bytes_new (self->hash, HASH_SIZE);

  hkk_json_object_add (object, "salt", salt, "rounds", (gint64) self->rounds, "verifier", hash);
}

/**
 * hkk_verifier_from_json:
 *
 * Returns: (transfer full) (nullable): %NULL when @object has none that is whole and strong enough
 */
HkkVerifier *
hkk_verifier_from_json (JsonObject *object)
{
  g_autoptr(GBytes) salt = hkk_json_get_bytes (object, "salt");
  g_autoptr(GBytes) hash = hkk_json_get_bytes (object, "verifier");
  gint64 rounds = hkk_json_get_int (object, "rounds", 0);
  HkkVerifier *self;

  if (salt == NULL || g_bytes_get_size (salt) != SALT_SIZE || hash == NULL || g_bytes_get_size (hash) != HASH_SIZE ||
      rounds < MIN_ROUNDS || rounds > MAX_ROUNDS)
    return NULL;
  self = g_new0 (HkkVerifier, 1);
  g_atomic_ref_count_init (&self->refs);
  self->rounds = (guint) rounds;
  memcpy (self->salt, g_bytes_get_data (salt, NULL), SALT_SIZE);
  memcpy (self->hash, g_bytes_get_data (hash, NULL), HASH_SIZE);
  return self;
}
