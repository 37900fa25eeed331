/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Phones and tablets that are bound to an account: the possession factor. */

#define HKK_MOCK_DEVICES_MAX 5

/* A row of the table devices that was not removed. */
typedef struct
{
  char    *id;
  gint64   account_id;
  char    *name;
  char    *platform;    /* "android", "ios", "tablet" */
  char    *key_id;      /* (nullable): NULL while provisional */
  GBytes  *public_key;  /* SPKI (nullable) */
  gint64   tries;       /* wrong proofs in a row */
  gboolean locked;
  gboolean provisional; /* seeded, not opened yet: counts as bound */
  gboolean waits;       /* bound, and cannot approve before another one has confirmed it, or its time has come */
  gboolean unseen;      /* bound, and has not called since */
  gboolean proven;      /* its PIN, fingerprint or face was shown since it was bound */
} HkkMockDevice;

HkkMockDevice  *hkk_mock_device_load   (HkkMockStore *store, const char *id); /* (nullable) */
void            hkk_mock_device_free   (HkkMockDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockDevice, hkk_mock_device_free)

gboolean        hkk_mock_device_can_approve (const HkkMockDevice *self);
/* Inside a transaction: SELF, which waits, can approve from now on. */
void            hkk_mock_device_confirm     (HkkMockStore *store, const HkkMockDevice *self);

/* How many are bound; and of these, how many can approve. EXCEPT (nullable) is left out. */
gint64          hkk_mock_devices_count        (HkkMockStore *store, gint64 account_id, const char *except);
gint64          hkk_mock_devices_count_usable (HkkMockStore *store, gint64 account_id, const char *except);
/* The one that a person most likely has at hand. (transfer full) (nullable) */
HkkMockDevice  *hkk_mock_devices_preferred    (HkkMockStore *store, gint64 account_id, const char *except);
/* The device that may not approve INTENT because it is its object, where another one can. (nullable) */
const char     *hkk_mock_devices_excluded     (HkkMockStore *store, const HkkMockIntent *intent);
/* A name as it is kept. (transfer full) (nullable): NULL if nothing can be seen of it, or it is too long. */
char           *hkk_mock_device_name_read     (const char *name);
gboolean        hkk_mock_device_unseen        (HkkMockStore *store, const char *id);
void            hkk_mock_device_seen          (HkkMockStore *store, const char *id);

/* DEVICE is {name, platform, public_key, pin_proof, biometric_proof, salt}. (transfer full) (nullable): NULL if it is
 * in order; PREFIX is put before the names of the fields ("device."). Reads nothing but DEVICE. */
HkkMockProblem *hkk_mock_devices_refuse (JsonObject  *device,
                                         const char  *prefix,
                                         const char  *language);
/* Inside a transaction: binds DEVICE, which was not refused, and lifts the account's restriction. Where there is
 * another device, the new one waits; without being confirmed for WAIT milliseconds, 0 is for ever. REPLACED (nullable):
 * the locked device that it is itself, which waits where another one can confirm it. The ENROLMENT {device_id, key_id,
 * device_token, share, biometric_share, waits, usable_at} (transfer full) (nullable): NULL if there are too many, or
 * REPLACED is not locked any more. */
JsonObject     *hkk_mock_devices_bind       (HkkMockStore *store, gint64 account_id, JsonObject *device, gint64 wait,
                                             const char *replaced);
/* Whether one that is bound now has others that it must be confirmed by, of which none can. PRESENT: the ids of those
 * that listen to their feed just now. */
gboolean        hkk_mock_devices_all_locked (HkkMockStore *store, gint64 account_id, const char *present);
/* Inside a transaction. */
void            hkk_mock_devices_unbind_all (HkkMockStore *store, gint64 account_id);

/* Inside a transaction: a new letter's one-time code, "K7QF-3M9T-XW2D-8HRP". CODE (nullable) is the demo's own.
 * (transfer full): the code as printed; the store keeps its hash only. *ID (optional) (transfer full). */
char           *hkk_mock_device_letter_new  (HkkMockStore *store, gint64 account_id, const char  *code, gint64 now,
                                             char  **id);

/* ECDSA P-256 with SHA-256: SIGNATURE is r‖s (64 bytes), PUBLIC_KEY an SPKI. */
gboolean        hkk_mock_device_key_verify  (GBytes *public_key, GBytes *text, GBytes *signature);

extern const HkkMockService hkk_mock_devices_service;
