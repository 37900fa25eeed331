/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval.h"
#include "hkk-connectivity.h"
#include "hkk-keyring.h"
#include "hkk-portal-config.h"
#include "hkk-portal-error.h"
#include "hkk-transport.h"

/*
 * The Service-App's half, for the simulator. Properties (readable, with notify): state (HkkDeviceState), online
 * (boolean), connectivity (HkkConnectivity), device-id, device-name, person-name (strings, nullable), unlocked
 * (boolean), has-biometrics (boolean), language (string, read-write), approvals (GListModel of HkkDeviceApproval, open
 * ones), keyring-state (HkkKeyringState), usable-at (GDateTime, nullable: of a device that waits).
 *
 * Signals: event (const char *type, const char *id, const char *status) from the device's feed;
 *   removed (const char *message): the server does not know the device, or its sign-in, any more.
 */
#define HKK_TYPE_DEVICE_CLIENT (hkk_device_client_get_type ())
G_DECLARE_FINAL_TYPE (HkkDeviceClient, hkk_device_client, HKK, DEVICE_CLIENT, GObject)

typedef enum
{
  HKK_DEVICE_NEW,        /* nothing stored: sign in, register or recover */
  HKK_DEVICE_SIGNED_IN,  /* signed in as phone, not bound yet */
  HKK_DEVICE_WAITING,    /* bound, and cannot approve before another device has confirmed it, or its time has come */
  HKK_DEVICE_BOUND,      /* the key is here; unlocked says whether it can sign */
  HKK_DEVICE_LOCKED,     /* five wrong PINs: another device or a letter must unlock it */
} HkkDeviceState;
#define HKK_TYPE_DEVICE_STATE (hkk_device_state_get_type ())
GType hkk_device_state_get_type (void);

typedef enum
{
  HKK_DECISION_APPROVE,
  HKK_DECISION_DENY,
  HKK_DECISION_REPORT,   /* "That wasn't me" */
} HkkDecision;
#define HKK_TYPE_DECISION (hkk_decision_get_type ())
GType hkk_decision_get_type (void);

/*
 * DEVICE_APPROVAL of the wire. Properties: id, operation, title, requested-by (who asked: the desktop's name),
 * status-name (strings), status (HkkApprovalStatus), requested-at (GDateTime), details (GListModel of HkkShownRow),
 * seconds-left (uint, CLOCK_BOOTTIME; notifies each second while it is in the client's list), tries-left (uint).
 */
#define HKK_TYPE_DEVICE_APPROVAL (hkk_device_approval_get_type ())
G_DECLARE_FINAL_TYPE (HkkDeviceApproval, hkk_device_approval, HKK, DEVICE_APPROVAL, GObject)
const char        *hkk_device_approval_get_id           (HkkDeviceApproval *self);
const char        *hkk_device_approval_get_title        (HkkDeviceApproval *self);
const char        *hkk_device_approval_get_requested_by (HkkDeviceApproval *self);
gboolean           hkk_device_approval_is_by_device     (HkkDeviceApproval *self);
GDateTime         *hkk_device_approval_get_requested_at (HkkDeviceApproval *self);
GListModel        *hkk_device_approval_get_details      (HkkDeviceApproval *self);
HkkApprovalStatus  hkk_device_approval_get_status       (HkkDeviceApproval *self);
guint              hkk_device_approval_get_seconds_left (HkkDeviceApproval *self);

/* CONFIG.data_dir is the device's store. CONFIG.use_keyring: whether fingerprint and Face-ID can be enrolled. */
HkkDeviceClient   *hkk_device_client_new              (const HkkPortalConfig  *config,
                                                       GError                **error);
gboolean           hkk_device_client_set_endpoint     (HkkDeviceClient        *self,
                                                       const char             *base_url,
                                                       const char             *trust_pem,
                                                       GError                **error);
HkkDeviceState     hkk_device_client_get_state        (HkkDeviceClient        *self);
HkkKeyringState    hkk_device_client_get_keyring_state (HkkDeviceClient       *self);
gboolean           hkk_device_client_is_loading       (HkkDeviceClient        *self);
void               hkk_device_client_ask_keyring      (HkkDeviceClient        *self);
gboolean           hkk_device_client_get_unlocked     (HkkDeviceClient        *self);
/* Whether the server knows it: it can approve, or waits, or is locked. */
gboolean           hkk_device_client_is_bound         (HkkDeviceClient        *self);
GDateTime         *hkk_device_client_get_usable_at    (HkkDeviceClient        *self);
gboolean           hkk_device_client_get_has_biometrics (HkkDeviceClient      *self);
const char        *hkk_device_client_get_username     (HkkDeviceClient        *self);
const char        *hkk_device_client_get_person_name  (HkkDeviceClient        *self);
const char        *hkk_device_client_get_device_name  (HkkDeviceClient        *self);
GListModel        *hkk_device_client_get_approvals    (HkkDeviceClient        *self);

const char        *hkk_device_client_get_answered_elsewhere (HkkDeviceClient  *self,
                                                       HkkDeviceApproval      *approval);

/* Starts and stops the device's feed; a bound client's approvals follow by themselves. */
void               hkk_device_client_start            (HkkDeviceClient        *self);
void               hkk_device_client_stop             (HkkDeviceClient        *self);
/* "2FA approval → Fetch". */
void               hkk_device_client_fetch_async      (HkkDeviceClient        *self,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
gboolean           hkk_device_client_fetch_finish     (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);

void               hkk_device_client_sign_in_async    (HkkDeviceClient        *self,
                                                       const char             *username,
                                                       const char             *password,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
gboolean           hkk_device_client_sign_in_finish   (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);

gboolean           hkk_device_client_check_sign_in    (HkkDeviceClient        *self);

typedef struct
{
  const char *name;              /* (nullable): of the device: "Pixel 8"; NULL: CONFIG.device_name */
  const char *platform;          /* (nullable): "android", "ios", "tablet"; NULL: CONFIG.device_platform */
  const char *pin;               /* 6 digits */
  gboolean    biometrics;        /* also enrol a secret for fingerprint and Face-ID */
  /* one of: */
  const char *letter_code;       /* "K7QF-3M9T-XW2D-8HRP" */
  const char *card_digits;       /* last 6 of the health card's number, with */
  const char *card_valid_until;  /* "2030-06-30" */
  const char *process;           /* of /registration/start or /recovery/start, with */
  const char *nect_case;         /* a passed case and */
  const char *password;          /* the new password */
  gboolean    recovery;          /* /recovery/complete instead of /registration/complete */
} HkkEnrolment;

/* Binds this device: makes the key, derives the proofs, enrols, stores. Unlocked afterwards. */
void               hkk_device_client_enrol_async      (HkkDeviceClient        *self,
                                                       const HkkEnrolment     *enrolment,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
gboolean           hkk_device_client_enrol_finish     (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);

/* Wrong PIN: INVALID_CREDENTIALS with extra.left; five: LOCKED. */
void               hkk_device_client_unlock_pin_async  (HkkDeviceClient       *self,
                                                        const char            *pin,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               data);
void               hkk_device_client_unlock_biometric_async (HkkDeviceClient  *self,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               data);
gboolean           hkk_device_client_unlock_finish     (HkkDeviceClient       *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);
void               hkk_device_client_lock              (HkkDeviceClient       *self);

/* Sets "opened" at the server and loads what it asks for. */
void               hkk_device_client_open_async       (HkkDeviceClient        *self,
                                                       const char             *approval_id,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
HkkDeviceApproval *hkk_device_client_open_finish      (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);
/* NUMBER: two digits as typed, only for HKK_DECISION_APPROVE. Must be unlocked and opened. A wrong number is VALIDATION
 * with code "wrong_number" and extra.left. The status is the server's afterwards. */
void               hkk_device_client_decide_async     (HkkDeviceClient        *self,
                                                       HkkDeviceApproval      *approval,
                                                       HkkDecision             decision,
                                                       const char             *number,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
HkkApprovalStatus  hkk_device_client_decide_finish    (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);

/* Asks for something that another device may have to approve: "/v1/letters", "/device/confirmation". */
void               hkk_device_client_ask_async        (HkkDeviceClient        *self,
                                                       const char             *path,
                                                       JsonNode               *body, /* (nullable) */
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
void               hkk_device_client_order_letter_async (HkkDeviceClient      *self,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
JsonNode          *hkk_device_client_ask_finish       (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       HkkApproval           **approval,
                                                       GError                **error);

/* What the person changes on the device itself, with its approval PIN; each finishes with
 * hkk_device_client_change_finish(). */
void               hkk_device_client_change_password_async (HkkDeviceClient   *self,
                                                       const char             *pin,
                                                       const char             *old_password,
                                                       const char             *new_password,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
void               hkk_device_client_change_pin_async (HkkDeviceClient        *self,
                                                       const char             *pin,
                                                       const char             *new_pin,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
void               hkk_device_client_set_biometrics_async (HkkDeviceClient    *self,
                                                       const char             *pin,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
void               hkk_device_client_rename_async     (HkkDeviceClient        *self,
                                                       const char             *name,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
void               hkk_device_client_unbind_async     (HkkDeviceClient        *self,
                                                       const char             *pin,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
/* How it stands at the server: name, PIN, biometrics. Finishes like the changes. */
void               hkk_device_client_refresh_async    (HkkDeviceClient        *self,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
gboolean           hkk_device_client_change_finish    (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);

/* Forgets the key, the token and the sign-in on this device. */
void               hkk_device_client_remove_async     (HkkDeviceClient        *self,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
gboolean           hkk_device_client_remove_finish    (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);

/* Any other route (registration, recovery, NECT, password): the token that fits the path goes with it. */
void               hkk_device_client_call_async       (HkkDeviceClient        *self,
                                                       const char             *method,
                                                       const char             *path,
                                                       JsonNode               *body, /* (nullable) */
                                                       const char             *key,  /* (nullable): a fresh one */
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
JsonNode          *hkk_device_client_call_finish      (HkkDeviceClient        *self,
                                                       GAsyncResult           *result,
                                                       GError                **error);
/* PUT of raw bytes (NECT's sample files), with Content-Digest. SENT is called with DATA until CALLBACK is. */
void               hkk_device_client_put_async        (HkkDeviceClient        *self,
                                                       const char             *path,
                                                       GBytes                 *bytes,
                                                       const char             *media_type,
                                                       HkkCallSent             sent,
                                                       GCancellable           *cancellable,
                                                       GAsyncReadyCallback     callback,
                                                       gpointer                data);
