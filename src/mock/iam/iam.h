/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "service.h"

/* What other services need of the IAM. */

/* Passwords: PBKDF2-HMAC-SHA512 on a bounded pool. Each verifier keeps its own number of rounds, so that the number for
 * new ones can grow. */
typedef struct
{
  GBytes *salt;
  GBytes *bytes;  /* what came out */
  guint   rounds;
} HkkMockVerifier;

void     hkk_mock_verifier_clear   (HkkMockVerifier *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HkkMockVerifier, hkk_mock_verifier_clear)
/* As members of OBJECT, an intent's body, in which a password must not stand. */
void     hkk_mock_verifier_add     (const HkkMockVerifier *self, JsonObject *object);
/* FALSE if OBJECT holds none. */
gboolean hkk_mock_verifier_read    (HkkMockVerifier *self, JsonObject *object);
typedef void (*HkkMockPasswordChecked) (gboolean ok, gpointer data);
typedef void (*HkkMockPasswordDerived) (const HkkMockVerifier *verifier, gpointer data);
/* NULL if there is room for one more password to be checked or derived; otherwise "throttled". */
HkkMockProblem *hkk_mock_password_full (HkkMockServer *server);
/* Counts wrong ones (5 → locked for 300 s). An ACCOUNT_ID ≤ 0 takes the same time, is counted, and is wrong. */
void     hkk_mock_password_check   (HkkMockServer *server, gint64 account_id, const char  *password,
                                    HkkMockPasswordChecked done, gpointer data);
void     hkk_mock_password_derive  (HkkMockServer *server, const char  *password,
                                    HkkMockPasswordDerived done, gpointer data);
/* Inside a transaction. */
void     hkk_mock_password_store   (HkkMockStore *store, gint64 account_id, const HkkMockVerifier *verifier);
/* CALL is prepared when the PASSWORD of its account is right, else refused. */
HkkMockPrepared hkk_mock_password_ask (HkkMockCall *call, const char *password);
/* NULL if PASSWORD keeps the policy; otherwise adds an error for FIELD to a new validation_failed problem. */
HkkMockProblem *hkk_mock_password_refuse (const HkkMockAccount *account, const char  *password,
                                          const char  *field, const char  *language);
/* Of a route whose body has "old" and "new", and no password in its intent afterwards. */
HkkMockPrepared hkk_mock_password_change_prepare (HkkMockCall *call, HkkMockIntent *intent);
/* For a password that was wrong: invalid_credentials, or account_locked with its time. */
HkkMockProblem *hkk_mock_password_problem (HkkMockStore *store, gint64 account_id);
/* Seconds until sign-in is possible again; 0: it is. */
gint64   hkk_mock_password_locked  (HkkMockStore *store, gint64 account_id);

/* Sessions; inside a transaction. Each ended one puts a "session" event with "ended:REASON" into the feed. */
void     hkk_mock_session_raise    (HkkMockStore *store, const char *session_id, gint64 seconds);
void     hkk_mock_session_end      (HkkMockStore *store, const char *session_id, const char *reason);
/* All of the account but EXCEPT (nullable). */
void     hkk_mock_session_end_all  (HkkMockStore *store, gint64 account_id, const char *except, const char *reason);
/* {id, client, device_name} (transfer full) (nullable) */
JsonObject *hkk_mock_session_describe (HkkMockStore *store, const char *session_id);

/* Device tokens; inside a transaction. The token is returned once and stored as its hash. */
char    *hkk_mock_device_token_issue  (HkkMockStore *store, gint64 account_id, const char  *device_id);
/* (transfer full) (nullable): whose it is */
char    *hkk_mock_device_token_find   (HkkMockStore *store, const char *token);
void     hkk_mock_device_token_revoke (HkkMockStore *store, const char *device_id);

/* The access log that the person can read; inside a transaction. A kind is one of the contract: "sign_in",
 * "sign_in_failed", "sign_out", "session_ended", "password_changed", "pin_changed", "biometrics_changed",
 * "device_bound", "device_removed", "device_locked", "device_unlocked", "approval", "data_read", "data_changed",
 * "export". */
typedef struct
{
  gint64      account_id;
  const char *session_id;  /* (nullable): names client and device */
  const char *kind;
  const char *client;      /* (nullable): "desktop" or "phone" */
  const char *device_name; /* (nullable) */
  const char *who;         /* (nullable): "unknown", "benefits", "service", "system"; NULL: the person */
  const char *how;         /* (nullable): of an approval: "denied", "reported"; of biometrics: "on" */
  const char *about;       /* (nullable): with what it was done */
  const char *about_en;    /* (nullable): the same in English, where it is not as the person called it */
  gint64      at;          /* 0: now */
} HkkMockAccess;
/* Inside a transaction: the last step of a change of the password; ACCESS is where. */
gboolean hkk_mock_password_change     (HkkMockStore        *store,
                                       const HkkMockIntent *intent,
                                       HkkMockAccess        access,
                                       HkkMockResult       *result);
void     hkk_mock_access_log_note     (HkkMockStore *store, const HkkMockAccess *access);
void     hkk_mock_access_log_append   (HkkMockStore *store,
                                       gint64        account_id,
                                       const char   *session_id,
                                       const char   *kind);

/* A new session with its tokens, as POST /iam/token answers; inside a transaction. (transfer full) */
JsonObject *hkk_mock_session_start    (HkkMockStore *store, const HkkMockAccount *account, const char  *client,
                                       const char  *device_name, gboolean stay);
/* Why a session ends whose time is over: 12 hours, or the 30 days of one that was to stay. */
#define HKK_MOCK_END_EXPIRED "expired"
#define HKK_MOCK_END_EXPIRED_STAY "expired_stay"

extern const HkkMockService hkk_mock_tokens_service;
extern const HkkMockService hkk_mock_sessions_service;
extern const HkkMockService hkk_mock_passwords_service;
extern const HkkMockService hkk_mock_access_log_service;
extern const HkkMockService hkk_mock_account_service;
