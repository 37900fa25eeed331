/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define HKK_KEYRING_MS 5000          /* how long anybody waits for a keyring */
#define HKK_KEYRING_PROMPT_MS 120000 /* … that may be asking the person for its password */

typedef enum
{
  HKK_KEYRING_UNUSED,   /* not asked yet, or switched off */
  HKK_KEYRING_STORED,
  HKK_KEYRING_ABSENT,   /* no keyring service: this session only */
  HKK_KEYRING_LOCKED,   /* offer hkk_portal_retry_keyring_async() */
  HKK_KEYRING_TIMEOUT,  /* no answer within 5 s; a late answer still changes the state */
  HKK_KEYRING_FAILED,
} HkkKeyringState;

#define HKK_TYPE_KEYRING_STATE (hkk_keyring_state_get_type ())
GType hkk_keyring_state_get_type (void);

/*
 * Secrets in the person's keyring. Every call ends within its deadline; a store that is answered later is reported by
 * the signal late (HkkKeyringState state).
 */
#define HKK_TYPE_KEYRING (hkk_keyring_get_type ())
G_DECLARE_FINAL_TYPE (HkkKeyring, hkk_keyring, HKK, KEYRING, GObject)

HkkKeyring      *hkk_keyring_new            (const char           *schema);
void             hkk_keyring_set_deadline   (HkkKeyring           *self,
                                             guint                 ms);
void             hkk_keyring_store_async    (HkkKeyring           *self,
                                             const char           *profile,
                                             const char           *use,
                                             const char           *secret,
                                             gboolean              with_prompt,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              data);
void             hkk_keyring_lookup_async   (HkkKeyring           *self,
                                             const char           *profile,
                                             const char           *use,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              data);
char            *hkk_keyring_lookup_finish  (HkkKeyring           *self,
                                             GAsyncResult         *result,
                                             HkkKeyringState      *state);
void             hkk_keyring_clear_async    (HkkKeyring           *self,
                                             const char           *profile,
                                             const char           *use,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              data);
/* Of a store or a clear. */
HkkKeyringState  hkk_keyring_finish         (HkkKeyring           *self,
                                             GAsyncResult         *result);
