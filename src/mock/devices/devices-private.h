/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "devices.h"

#define HKK_MOCK_PIN_TRIES 5

gboolean        hkk_mock_device_key_valid   (GBytes *public_key);
/* SHA-256 of the bytes of a member, which is as good as they are at rest. (transfer full) (nullable) */
GBytes         *hkk_mock_device_proof_hash  (JsonObject *object, const char *member);
/* Whether a member holds that many bytes. */
#define HKK_MOCK_PROOF_SIZE 32
#define HKK_MOCK_SALT_SIZE  16
gboolean        hkk_mock_device_has_bytes   (JsonObject *object, const char *member, gsize size);
/* DEVICE of the contract, as columns of the table. */
#define HKK_MOCK_DEVICE_COLUMNS "id, name, platform, bound_at, last_seen_at, removes_at, locked AS 'locked?'," \
                                " provisional AS 'provisional?', waits AS 'waits?', usable_at"
/* DEVICE of the contract. (transfer full) (nullable) */
JsonObject     *hkk_mock_device_render      (HkkMockStore *store, const char *id);
/* Inside a transaction. INTENT (nullable) says where it was asked for; NULL: nobody asked, the PIN was wrong too often
 * or a time has come. */
void            hkk_mock_device_remove      (HkkMockStore *store, const char *id, const HkkMockIntent *intent);
void            hkk_mock_device_lost        (HkkMockStore *store, const HkkMockDevice *device);
/* The letter that bound the device binds nothing any more, also if the device has never called. */
void            hkk_mock_device_letter_used (HkkMockStore *store, const char *device_id);
void            hkk_mock_device_set_locked  (HkkMockStore        *store,
                                             const HkkMockDevice *device,
                                             gboolean             locked,
                                             const HkkMockIntent *intent);

/* Inside a transaction: messages. BEFORE (nullable): the device whose place it takes. USABLE_AT: when one that waits
 * can approve; 0: once it is confirmed. */
void            hkk_mock_device_tell_bound   (HkkMockStore *store, gint64 account_id, const char *name,
                                              const char *before);
void            hkk_mock_device_tell_waits   (HkkMockStore *store, gint64 account_id, const char *name,
                                              gint64 usable_at);
typedef enum
{
  HKK_MOCK_DEVICE_LOST,    /* it will be removed */
  HKK_MOCK_DEVICE_KEPT,    /* it was not lost */
  HKK_MOCK_DEVICE_REMOVED,
  HKK_MOCK_DEVICE_REFUSED, /* another device reported it */
  HKK_MOCK_DEVICE_REPLACED, /* it was locked, and is registered anew */
} HkkMockDeviceNews;
void            hkk_mock_device_tell         (HkkMockStore *store, const HkkMockDevice *device,
                                              HkkMockDeviceNews news);

/* The parts of the service, one file each. */
HkkMockPrepared hkk_mock_device_enrol_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_enrol_execute (HkkMockStore *store, const HkkMockIntent *intent, HkkMockResult *result);
HkkMockProblem *hkk_mock_device_replace_check (HkkMockStore *store,
                                               gint64        account_id,
                                               JsonObject   *body,
                                               gboolean      letter,
                                               const char   *language);
gboolean        hkk_mock_device_replace_begin (HkkMockStore *store, const char *id);
void            hkk_mock_device_unlock        (HkkMockCall *call);
HkkMockProblem *hkk_mock_device_prove         (HkkMockStore         *store,
                                               const HkkMockDevice  *device,
                                               gboolean              biometric,
                                               GBytes               *proof,
                                               const char           *language,
                                               GBytes              **share);
void            hkk_mock_device_remove_keep    (HkkMockStore *store, const HkkMockDevice *device);
void            hkk_mock_device_remove_lost    (HkkMockStore *store, gint64 now);
HkkMockProblem *hkk_mock_device_locked_problem (const char *language);
/* A device that others have to confirm. */
gboolean        hkk_mock_device_wait_begin     (HkkMockStore *store,
                                                gint64        account_id,
                                                const char   *id,
                                                const char   *name,
                                                gint64        wait,
                                                JsonObject   *enrolment);
HkkMockProblem *hkk_mock_device_refuse_waiting (HkkMockStore *store, const char *device_id, const char *language);
HkkMockPrepared hkk_mock_device_confirm_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_confirm_execute (HkkMockStore        *store,
                                                 const HkkMockIntent *intent,
                                                 HkkMockResult       *result);
void            hkk_mock_device_confirm_changed (HkkMockStore        *store,
                                                 const HkkMockIntent *intent,
                                                 const char          *status);
void            hkk_mock_device_wait_end       (HkkMockStore *store, gint64 now);
void            hkk_mock_device_wait_in_vain   (HkkMockStore *store, gint64 account_id);
/* What the device itself asks for, after its PIN where that is needed. */
void            hkk_mock_device_self_get       (HkkMockCall *call);
HkkMockPrepared hkk_mock_device_self_prepare   (HkkMockCall *call, HkkMockIntent *intent);
HkkMockPrepared hkk_mock_device_ask_pin        (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_self_rename    (HkkMockStore        *store,
                                                const HkkMockIntent *intent,
                                                HkkMockResult       *result);
gboolean        hkk_mock_device_self_remove    (HkkMockStore        *store,
                                                const HkkMockIntent *intent,
                                                HkkMockResult       *result);
HkkMockPrepared hkk_mock_device_pin_prepare    (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_pin_execute    (HkkMockStore        *store,
                                                const HkkMockIntent *intent,
                                                HkkMockResult       *result);
HkkMockPrepared hkk_mock_device_biometrics_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_biometrics_execute (HkkMockStore        *store,
                                                    const HkkMockIntent *intent,
                                                    HkkMockResult       *result);
HkkMockPrepared hkk_mock_device_password_prepare   (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_password_execute   (HkkMockStore        *store,
                                                    const HkkMockIntent *intent,
                                                    HkkMockResult       *result);
/* What it does with the other devices of its person. */
void            hkk_mock_device_others_list    (HkkMockCall *call);
HkkMockPrepared hkk_mock_device_others_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_others_execute (HkkMockStore        *store,
                                                const HkkMockIntent *intent,
                                                HkkMockResult       *result);
HkkMockPrepared hkk_mock_device_remove_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_device_remove_execute (HkkMockStore        *store,
                                                const HkkMockIntent *intent,
                                                HkkMockResult       *result);
