/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval-wire.h"
#include "hkk-device-client.h"
#include "hkk-feed.h"
#include "hkk-session.h"

struct _HkkDeviceClient
{
  GObject         parent_instance;

  HkkTransport   *transport;       /* Owned */
  HkkKeyring     *keyring;         /* Owned (nullable) */
  HkkSession     *phone;           /* Owned: the Service-App's sign-in */
  HkkSession     *device;          /* Owned: the device's token */
  HkkFeed        *feed;            /* Owned */
  char           *dir;
  char           *proposed_name;   /* (nullable): what it is called when it is bound; so is the next */
  char           *platform;
  HkkDeviceState  state;
  gboolean        started;
  gboolean        loading;         /* the keyring is being asked for the token */
  gboolean        not_kept;        /* the keyring does not take the token, which the server is told */
  gboolean        telling;         /* it is being told */
  gboolean        keeping;         /* the keyring is taking the token; not when it is slow */
  HkkKeyringState keyring_state;
  guint           slow;            /* source: when the keyring is slow */
  GPtrArray      *waiting;         /* of GTask: calls that wait for the keyring */

  char           *locked_by;       /* (nullable): why it is locked, as on the wire; and with which device */
  char           *locked_with;
  gboolean        waits;           /* bound, and another device has to confirm it */
  GDateTime      *usable_at;       /* Owned (nullable): when it need not be confirmed any more */
  char           *device_id;       /* (nullable), and so are the next */
  char           *key_id;
  char           *device_name;
  char           *person_name;
  GBytes         *salt;
  guint           rounds;          /* of the PIN's PBKDF2 */
  guint           rounds_to_bind;  /* those of a device that is bound from now on */
  GBytes         *sealed_pin;      /* the device key, sealed for the PIN */
  GBytes         *sealed_biometric;
  GBytes         *next_salt;       /* (nullable): of a PIN that the server was asked to take */
  guint           next_rounds;
  GBytes         *next_sealed;     /* (nullable): the device key, sealed for that */
  gboolean        changing_pin;    /* the server is being asked to take it */
  GBytes         *biometric;       /* Owned (nullable): the enrolled secret, when no keyring took it */
  GBytes         *key;             /* Owned (nullable): PKCS#8 while it is unlocked */

  GListStore     *approvals;       /* Owned: of HkkDeviceApproval */
  gboolean        outdated;        /* an answer about them did not come */
  GCancellable   *cancellable;     /* Owned: of what runs by itself */
};

void               hkk_device_client_set_state     (HkkDeviceClient      *self,
                                                    HkkDeviceState        state);
void               hkk_device_client_set_key       (HkkDeviceClient      *self,
                                                    GBytes               *key);
void               hkk_device_client_follow        (HkkDeviceClient      *self);
void               hkk_device_client_notify_device (HkkDeviceClient      *self);
void               hkk_device_client_set_keyring_state (HkkDeviceClient  *self,
                                                        HkkKeyringState   state);
void               hkk_device_client_take_token    (HkkDeviceClient      *self,
                                                    const char           *token);
/* hkk-device-calls.c: a call with the token its route wants; the device's is there once the keyring has answered. */
void               hkk_device_call_send            (GTask                *task);
void               hkk_device_call_async           (HkkDeviceClient      *self,
                                                    const HkkCall        *call,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
HkkAnswer         *hkk_device_call_finish          (HkkDeviceClient      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* hkk-device-settle.c: whether it is still the device of which the server was asked: it may have been forgotten, and
 * another one bound. */
gboolean           hkk_device_is_still             (HkkDeviceClient      *self,
                                                    const char           *device_id,
                                                    GError              **error);
/* A PIN is in force: the key is SEALED for it. */
void               hkk_device_settle_install       (HkkDeviceClient      *self,
                                                    GBytes               *salt,
                                                    guint                 rounds,
                                                    GBytes               *sealed);
/* DEVICE is what the server says of it. FALSE if it does not fit, or the disk does not take it. */
gboolean           hkk_device_settle_take          (HkkDeviceClient      *self,
                                                    const char           *device_id,
                                                    JsonObject           *device,
                                                    GError              **error);
/* PIN, wiped and with a NUL, as the key is sealed for it: with a salt that is given, and with the one that is in force.
 * A change of the PIN whose end is not known is settled first: the server says which one it took. */
void               hkk_device_stretch_async        (HkkDeviceClient      *self,
                                                    GBytes               *pin,
                                                    GBytes               *salt,
                                                    guint                 rounds,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
void               hkk_device_stretch_current_async (HkkDeviceClient     *self,
                                                    GBytes               *pin,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
/* Of both. (transfer full) (nullable) */
GBytes            *hkk_device_stretch_finish       (HkkDeviceClient      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* hkk-device-unlock.c: the 32 bytes of a share. (transfer full) (nullable) */
GBytes            *hkk_device_read_share           (JsonObject           *json,
                                                    const char           *name);

/* Proves SECRET, of the "pin" or the "biometric" KIND, to the server, which counts and then gives its share; with
 * hkk_device_call_finish (). */
void               hkk_device_prove_async          (HkkDeviceClient      *self,
                                                    GBytes               *secret,
                                                    const char           *kind,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);

/* hkk-device-wait.c: tells the server whether anything here keeps the binding for longer than until the program
 * ends; it takes it that something does. */
void               hkk_device_client_tell_kept     (HkkDeviceClient      *self,
                                                    gboolean              kept);
/* What JSON, an ENROLMENT or an OWN_DEVICE, says of it. */
void               hkk_device_wait_take            (HkkDeviceClient      *self,
                                                    JsonObject           *json);
/* That of a bound device: BOUND, or WAITING where another one has to confirm it. */
HkkDeviceState     hkk_device_wait_state           (HkkDeviceClient      *self);

/* hkk-device-store.c */
gboolean           hkk_device_store_read           (HkkDeviceClient      *self);
gboolean           hkk_device_store_write          (HkkDeviceClient      *self,
                                                    GError              **error);
/* What it knows of the device; remove takes it from the disk and the keyring besides. */
void               hkk_device_store_clear          (HkkDeviceClient      *self);
void               hkk_device_store_remove         (HkkDeviceClient      *self);
void               hkk_device_store_load           (HkkDeviceClient      *self);
void               hkk_device_store_keep           (HkkDeviceClient      *self,
                                                    const char           *token,
                                                    GBytes               *biometric);
void               hkk_device_store_keep_biometric (HkkDeviceClient      *self,
                                                    GBytes               *biometric);
/* From memory and keyring; the disk is the caller's. */
void               hkk_device_store_drop_biometric (HkkDeviceClient      *self);

/* hkk-device-list.c: one approval as the server has it, into the list, or out of it when it is over; (transfer full)
 * (nullable): NULL if it does not fit. */
HkkDeviceApproval *hkk_device_take                 (HkkDeviceClient      *self,
                                                    JsonObject           *json);
/* The ids of those in the list. (transfer full) */
GPtrArray         *hkk_device_list_ids             (HkkDeviceClient      *self);
/* FALSE if one of them does not fit: what nobody sees cannot be declined either; the others are taken. How those of
 * KNOWN ended that are not there any more is asked for; until that is known they stay. KNOWN are the ids of when ITEMS
 * were asked for: of what has come since, they say nothing, and asking for it opens it. */
gboolean           hkk_device_take_list            (HkkDeviceClient      *self,
                                                    JsonArray            *items,
                                                    GPtrArray            *known);
/* Out of the list, if it is over. */
void               hkk_device_let_go               (HkkDeviceClient      *self,
                                                    HkkDeviceApproval    *approval);

HkkDeviceApproval *hkk_device_approval_new         (JsonObject           *json);
/* FALSE, and nothing is taken, if something else would be signed than what is shown. */
gboolean           hkk_device_approval_update      (HkkDeviceApproval    *self,
                                                    JsonObject           *json);
void               hkk_device_approval_set_status  (HkkDeviceApproval    *self,
                                                    HkkApprovalStatus     status);
void               hkk_device_approval_set_tries   (HkkDeviceApproval    *self,
                                                    guint                 tries);
JsonObject        *hkk_device_approval_get_json    (HkkDeviceApproval    *self);
