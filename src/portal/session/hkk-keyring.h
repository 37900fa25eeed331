/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define HKK_KEYRING_MS 5000 /* after this a keyring is slow */

typedef enum
{
  HKK_KEYRING_UNUSED,    /* not asked, or not asked yet */
  HKK_KEYRING_STORED,    /* it answered and did what it was asked for */
  HKK_KEYRING_ABSENT,    /* no program offers a keyring */
  HKK_KEYRING_NO_BUS,    /* the desktop session has no message bus to find one on */
  HKK_KEYRING_LOCKED,    /* and the person did not open it */
  HKK_KEYRING_SLOW,      /* no answer yet; it is waited for in the background */
  HKK_KEYRING_PROMPTING, /* as slow, because it is locked and asks the person for its password */
  HKK_KEYRING_MUTE,      /* no answer came */
  HKK_KEYRING_FAILED,    /* it answered and refused */
  HKK_KEYRING_GONE,      /* it has stored something before; now there is none */
} HkkKeyringState;

#define HKK_TYPE_KEYRING_STATE (hkk_keyring_state_get_type ())
GType hkk_keyring_state_get_type (void);

/* Secrets in the person's keyring. A call ends within the time that it is given, if it is given one. What is asked
 * about one entry happens in the order in which it is asked for. */
#define HKK_TYPE_KEYRING (hkk_keyring_get_type ())
G_DECLARE_FINAL_TYPE (HkkKeyring, hkk_keyring, HKK, KEYRING, GObject)

HkkKeyring      *hkk_keyring_new            (const char           *schema);
void             hkk_keyring_store_async    (HkkKeyring           *self,
                                             const char           *profile,
                                             const char           *use,
                                             const char           *secret,
                                             guint                 ms,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              data);
void             hkk_keyring_lookup_async   (HkkKeyring           *self,
                                             const char           *profile,
                                             const char           *use,
                                             guint                 ms,
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
/* Whether it waits for the person to unlock it; FALSE where that cannot be seen. */
void             hkk_keyring_is_locked_async  (HkkKeyring          *self,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
gboolean         hkk_keyring_is_locked_finish (HkkKeyring          *self,
                                               GAsyncResult        *result);
