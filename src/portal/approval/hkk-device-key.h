/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The crypto of a bound device (protocol: approvals, 4 and 5). All of it blocks for up to a second: for workers, but
 * for hkk_device_key_sign(). */
#define HKK_DEVICE_ROUNDS 210000
#define HKK_DEVICE_SALT_SIZE 16
#define HKK_DEVICE_SECRET_SIZE 64 /* first half: proof for the server, second half: for the key */

GBytes   *hkk_device_random        (gsize         size);
/* PBKDF2-HMAC-SHA512 of the PIN. */
GBytes   *hkk_device_stretch_pin   (const char   *pin,
                                    GBytes       *salt,
                                    guint         rounds);
char     *hkk_device_proof         (GBytes       *secret); /* base64url of the first half */
/* HMAC-SHA256 (share, second half): what the device key is sealed with. */
GBytes   *hkk_device_wrapping_key  (GBytes       *share,
                                    GBytes       *secret);
/* ECDSA P-256: PKCS#8 and SPKI, both DER. */
gboolean  hkk_device_key_generate  (GBytes      **private_key,
                                    GBytes      **public_key);
/* SHA-256, r ‖ s of 64 bytes. */
GBytes   *hkk_device_key_sign      (GBytes       *private_key,
                                    GBytes       *text);
