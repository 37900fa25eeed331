/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/*
 * Every failure of this library but a cancel (G_IO_ERROR_CANCELLED) has this domain. The message is a sentence for the
 * person, in the person's language; what else the server said is in hkk_portal_error_get_problem().
 */
#define HKK_PORTAL_ERROR (hkk_portal_error_quark ())

#define HKK_RETRY_AFTER_MAX 86400 /* seconds that are believed */
#define HKK_STATUS_LOGIN_PAGE 511 /* of a network that wants a sign-in of its own first (RFC 6585) */

typedef enum
{
  HKK_PORTAL_ERROR_OFFLINE,             /* this computer has no network */
  HKK_PORTAL_ERROR_NAME_LOOKUP,         /* the portal's name is not known */
  HKK_PORTAL_ERROR_LOGIN_PAGE,          /* the network wants a sign-in of its own first */
  HKK_PORTAL_ERROR_PROXY,               /* the network's proxy does not lead there */
  HKK_PORTAL_ERROR_TLS,                 /* no trustworthy connection */
  HKK_PORTAL_ERROR_UNREACHABLE,         /* nothing listens, something is in the way, or the connection broke */
  HKK_PORTAL_ERROR_TIMEOUT,
  HKK_PORTAL_ERROR_SERVER,              /* 5xx */
  HKK_PORTAL_ERROR_MAINTENANCE,         /* retry_after is set when the server said it */
  HKK_PORTAL_ERROR_PROTOCOL,            /* an answer that breaks the contract */
  HKK_PORTAL_ERROR_UNAUTHORIZED,        /* signed out, or the session ended */
  HKK_PORTAL_ERROR_INVALID_CREDENTIALS, /* wrong number or password; wrong PIN (extra.left) */
  HKK_PORTAL_ERROR_LOCKED,              /* account or device locked; retry_after */
  HKK_PORTAL_ERROR_REFUSED,             /* the server says no; the code says why */
  HKK_PORTAL_ERROR_VALIDATION,          /* the problem's errors name the fields */
  HKK_PORTAL_ERROR_NOT_FOUND,
  HKK_PORTAL_ERROR_CONFLICT,            /* changed meanwhile; approval_open (extra.approval_id); form_outdated */
  HKK_PORTAL_ERROR_STEP_UP,             /* it was asked for in the Service-App and not approved */
  HKK_PORTAL_ERROR_NO_DEVICE,           /* no_device, device_locked, device_waits, restricted_account */
  HKK_PORTAL_ERROR_THROTTLED,           /* retry_after */
  HKK_PORTAL_ERROR_UNKNOWN_RESULT,      /* sent, but no answer came: may or may not have been done */
  HKK_PORTAL_ERROR_STORAGE,             /* a local file could not be written or read */
  HKK_PORTAL_ERROR_ADDRESS,             /* no portal can be at this address */
} HkkPortalError;

#define HKK_TYPE_PORTAL_ERROR (hkk_portal_error_get_type ())
GType  hkk_portal_error_get_type (void);
GQuark hkk_portal_error_quark    (void);

/* One field that the server did not accept. */
typedef struct
{
  char *field;   /* path in the form's values: "items[2].amount" */
  char *code;
  char *message; /* for the person */
} HkkProblemField;

/* What the server said (RFC 9457). Refcounted, immutable. */
typedef struct _HkkProblem HkkProblem;
#define HKK_TYPE_PROBLEM (hkk_problem_get_type ())
GType                  hkk_problem_get_type        (void);
HkkProblem            *hkk_problem_new_from_json   (JsonObject       *json);
HkkProblem            *hkk_problem_new_from_answer (JsonObject       *json,
                                                    guint             status,
                                                    gint64            retry_after);
JsonNode              *hkk_problem_to_json         (HkkProblem       *self);
HkkProblem            *hkk_problem_ref             (HkkProblem       *self);
void                   hkk_problem_unref           (HkkProblem       *self);
const char            *hkk_problem_get_code        (HkkProblem       *self); /* never NULL: "internal" */
const char            *hkk_problem_get_title       (HkkProblem       *self); /* (nullable) */
const char            *hkk_problem_get_request_id  (HkkProblem       *self); /* (nullable): to tell the hotline */
guint                  hkk_problem_get_status      (HkkProblem       *self); /* HTTP; 0 if unknown */
gint64                 hkk_problem_get_retry_after (HkkProblem       *self); /* seconds; -1 if not said */
guint                  hkk_problem_get_n_fields    (HkkProblem       *self);
const HkkProblemField *hkk_problem_get_field       (HkkProblem       *self,
                                                    guint             position);
JsonObject            *hkk_problem_get_extra       (HkkProblem       *self); /* (transfer none) (nullable) */
char                  *hkk_problem_get_sentence    (HkkProblem       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkProblem, hkk_problem_unref)

const char            *hkk_portal_error_get_details  (const GError     *error); /* (nullable) */
void                   hkk_portal_error_set_details  (GError           *error,
                                                      const char       *details);
HkkProblem            *hkk_portal_error_get_problem  (const GError     *error); /* (transfer none) (nullable) */
gboolean               hkk_portal_error_is_transport (const GError     *error);
gboolean               hkk_portal_error_is_code      (const GError     *error,
                                                      const char       *code);
gint64                 hkk_portal_error_retry_after  (const GError     *error); /* seconds; -1 if not said */
/* Seconds until the program asks again by itself; -1 if the server has no wish. */
gint64                 hkk_portal_error_pause        (const GError     *error);

/* How they are made; only this library does. */
GError                *hkk_portal_error_new          (HkkPortalError    code,
                                                      const char       *message);
GError                *hkk_portal_error_new_misfit   (const char       *what,
                                                      const char       *where);
GError                *hkk_portal_error_new_problem  (HkkProblem       *problem);
