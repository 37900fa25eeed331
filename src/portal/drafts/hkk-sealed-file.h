/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define HKK_SEAL_KEY_SIZE 32

/*
 * Files that only this account can read: "HKK1" ‖ 12-byte nonce ‖ ciphertext ‖ 16-byte tag, AES-256-GCM, associated
 * data = "HKK1" ‖ account ‖ 0 ‖ name. All of it blocks: for workers.
 */
typedef enum
{
  HKK_SEAL_ERROR_DAMAGED, /* torn, changed, or sealed with another key */
} HkkSealError;
#define HKK_SEAL_ERROR (hkk_seal_error_quark ())
GQuark    hkk_seal_error_quark (void);

GBytes   *hkk_seal             (GBytes      *key,
                                const char  *account,
                                const char  *name,
                                GBytes      *plain,
                                GError     **error);
GBytes   *hkk_unseal           (GBytes      *key,
                                const char  *account,
                                const char  *name,
                                GBytes      *sealed,
                                GError     **error);
gboolean  hkk_sealed_write     (const char  *path,
                                GBytes      *key,
                                const char  *account,
                                const char  *name,
                                GBytes      *plain,
                                GError     **error);
GBytes   *hkk_sealed_read      (const char  *path,
                                GBytes      *key,
                                const char  *account,
                                const char  *name,
                                GError     **error);
GBytes   *hkk_secret_bytes_new (gconstpointer data,
                                gsize         length); /* wiped when it is freed */
gboolean  hkk_write_private    (const char   *path,
                                gconstpointer data,
                                gsize         length,
                                GError      **error); /* whole or not at all, 0600, synced */
gboolean  hkk_make_private_dir (const char   *dir,
                                GError      **error); /* with its parents, 0700 */
