/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "store.h"
#include "text.h"

/* The vocabulary of the mock: every service is a table of routes and a few hooks (HkkMockService). The server is given
 * the list of them and knows none by name. What the server has checked before a service's function runs: Host, Origin,
 * method, token and scope, size and strictness of the JSON body, Idempotency-Key, restricted accounts, step-up. */

typedef struct _HkkMockServer  HkkMockServer;
typedef struct _HkkMockCall    HkkMockCall;
typedef struct _HkkMockIntent  HkkMockIntent;
typedef struct _HkkMockResult  HkkMockResult;
typedef struct _HkkMockProblem HkkMockProblem;
typedef struct _HkkMockRoute   HkkMockRoute;

/* A command of control.sock: one JSON object {"command": NAME, …} in, one JSON object out. Runs on the server's thread.
 * Either `run`, which returns the answer (transfer full) or NULL with error; or `begin`, which takes its time: it
 * starts a GTask that returns the answer as a JsonObject pointer. The answer gets "ok": true. */
typedef struct
{
  const char  *name;
  JsonObject *(*run)   (HkkMockServer       *server,
                        JsonObject          *arguments,
                        GError             **error);
  void        (*begin) (HkkMockServer       *server,
                        JsonObject          *arguments,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data);
} HkkMockCommand;

typedef enum
{
  HKK_MOCK_SCOPE_NONE,   /* no token */
  HKK_MOCK_SCOPE_PORTAL, /* access token of the desktop */
  HKK_MOCK_SCOPE_PHONE,  /* access token of the Service-App's sign-in */
  HKK_MOCK_SCOPE_SIGNED_IN, /* either of the two above */
  HKK_MOCK_SCOPE_DEVICE, /* device token from an enrolment */
  HKK_MOCK_SCOPE_ASKER,  /* any of the tokens: who asked for something follows its approval */
} HkkMockScope;

typedef enum
{
  HKK_MOCK_PROTECTION_BASIC,
  HKK_MOCK_PROTECTION_STEP_UP,  /* the session must be raised (401 step_up_required; restricted: 403) */
  HKK_MOCK_PROTECTION_APPROVAL, /* each call is approved on the phone; prepare () may clear intent->needs_approval,
                                   and prepare () of a BASIC route may set it */
} HkkMockProtection;

typedef enum
{
  HKK_MOCK_ROUTE_DEFAULT = 0,
  HKK_MOCK_ROUTE_NO_KEY  = 1 << 0, /* changes something, but without Idempotency-Key (tokens, activity, read marks,
                                      unlock, decision) */
  HKK_MOCK_ROUTE_UPLOAD  = 1 << 1, /* raw body ≤ 10 MiB, streamed to call->upload */
  HKK_MOCK_ROUTE_FULL    = 1 << 2, /* not for restricted accounts: 403 restricted_account */
  HKK_MOCK_ROUTE_NO_BODY = 1 << 3, /* POST/PUT/DELETE whose body may be absent; call->body is then {} */
  HKK_MOCK_ROUTE_MATCH   = 1 << 4, /* If-Match required: 428 precondition_required */
  HKK_MOCK_ROUTE_PARK    = 1 << 5, /* a long poll: no ETag */
} HkkMockRouteFlags;

typedef enum
{
  HKK_MOCK_PREPARED, /* the intent is complete */
  HKK_MOCK_REFUSED,  /* a problem was set with hkk_mock_call_problem* */
  HKK_MOCK_WAITING,  /* hkk_mock_call_prepared () follows later on the server's thread */
} HkkMockPrepared;

/* One row of the routing table. Either `handler` (reads, and changes without an Idempotency-Key, which run their own
 * hkk_mock_store_transact) or `prepare` + `execute`. */
struct _HkkMockRoute
{
  const char        *operation;  /* operationId of the contract, unique: "submit_request" */
  const char        *method;
  const char        *path;       /* "/v1/requests/{id}/documents"; a parameter is one whole segment */
  HkkMockScope       scope;
  HkkMockProtection  protection;
  HkkMockRouteFlags  flags;
  const char        *members;    /* that the JSON body may have, with spaces between; NULL: the route looks itself */

  /* Answers with hkk_mock_call_answer* / hkk_mock_call_problem*, or pauses the call. */
  void             (*handler) (HkkMockCall *call);

  /* Validates call->body (and reads the store) and fills INTENT, which comes with account, session, operation, route,
   * params, language, key and body (a copy of call->body) filled in. Changes nothing. */
  HkkMockPrepared  (*prepare) (HkkMockCall   *call,
                               HkkMockIntent *intent);

  /* Does it, inside the running transaction, at once or when the phone approves (another process run perhaps: only
   * INTENT and the store may be used). TRUE: RESULT is filled. FALSE: RESULT->problem is set, everything is rolled
   * back; the code "conflict" means that the base record changed (the approval ends as failed_conflict). */
  gboolean         (*execute) (HkkMockStore        *store,
                               const HkkMockIntent *intent,
                               HkkMockResult       *result);

  /* Optional. The approvals service calls it inside the transaction of the transition: "pending" when INTENT was stored
   * and waits, and each end without an effect ("denied", "reported", "expired", "cancelled", "revoked", "failed",
   * "failed_conflict"). Not for "executed": that was execute (). */
  void             (*approval_changed) (HkkMockStore        *store,
                                        const HkkMockIntent *intent,
                                        const char          *status);
};

/* What was asked for, complete: stored, shown, signed and executed as it is. */
struct _HkkMockIntent
{
  gint64      account_id;      /* 0 on routes without a token */
  char       *session_id;      /* (nullable) */
  char       *device_id;       /* (nullable): of a device token */
  char       *operation;
  char       *route;           /* the path as called: "/v1/profile/bank" */
  GStrv       params;          /* values of {…} in order */
  char       *language;        /* for texts that execute () makes: hkk_mock_text_in (intent->language, …) */
  char       *key;             /* (nullable): the name of the Idempotency-Key, never itself: it opens the answer */
  JsonNode   *body;            /* canonical; prepare () may replace it (a new password by its verifier) */
  JsonArray  *attachments;     /* [{"upload","name","size","sha256","media_type"}], empty by default */
  char       *before_etag;     /* (nullable): ETag of the record that the change is based on; execute () compares */
  char       *title;           /* "Change address": what the person reads in dialog and phone */
  JsonArray  *details;         /* authorization_details [{label, old, new}], empty by default */
  gboolean    needs_approval;  /* from the route's protection; prepare () may change it */
  gint64      asked_at;        /* unix ms */
};

/* Who follows its approval: the session, or the device where there is none. (transfer none) (nullable) */
const char    *hkk_mock_intent_asker          (const HkkMockIntent *self);
void           hkk_mock_intent_add_detail     (HkkMockIntent       *self,
                                               const char          *label,
                                               const char          *old_text, /* (nullable) */
                                               const char          *new_text);
void           hkk_mock_intent_add_person     (HkkMockIntent       *self,
                                               HkkMockStore        *store);
void           hkk_mock_intent_add_attachment (HkkMockIntent       *self,
                                               const char          *upload,
                                               const char          *name,
                                               gint64               size,
                                               const char          *sha256,
                                               const char          *media_type);
/* The body as an object (borrowed); an empty one if there was no body. */
JsonObject    *hkk_mock_intent_body           (const HkkMockIntent *self);
/* base64url SHA-256 of JCS{title, authorization_details}, which the person has seen: protocol, Approvals 4. */
char          *hkk_mock_intent_shown          (const HkkMockIntent *self);
/* base64url SHA-256 of JCS{operation, route, body, attachments:[{name,size,sha256}], before:{etag}}: protocol,
 * Approvals 2. */
char          *hkk_mock_intent_digest         (const HkkMockIntent *self);
/* For storing it, whole. */
char          *hkk_mock_intent_print          (const HkkMockIntent *self);
HkkMockIntent *hkk_mock_intent_parse          (const char         *text);
void           hkk_mock_intent_free           (HkkMockIntent       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockIntent, hkk_mock_intent_free)

/* What came of it. */
struct _HkkMockResult
{
  guint           status;    /* of the direct answer: 200 by default, 201, 202 */
  JsonObject     *body;      /* Owned (nullable = {}): the direct answer */
  char           *location;  /* Owned (nullable) */
  char           *effect;    /* Owned: the ledger's summary without personal data ("request HKK-2026-004711 created") */
  JsonObject     *outcome;   /* Owned (nullable): APPROVAL.result {reference, request_id, document_id, message} */
  HkkMockProblem *problem;   /* Owned (nullable): set with FALSE */
  char           *approval;  /* Owned (nullable): id of the approval that was asked for (by request_approval only) */
};
HkkMockResult *hkk_mock_result_new  (void);
void           hkk_mock_result_free (HkkMockResult *self);
/* Sets the problem and returns FALSE: `return hkk_mock_result_fail (result, hkk_mock_problem_new (…));` */
gboolean       hkk_mock_result_fail (HkkMockResult  *self,
                                     HkkMockProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockResult, hkk_mock_result_free)

/* RFC 9457. Code, status and title come from one table in problem.c (all codes of the contract). */
struct _HkkMockProblem
{
  const char *code;
  const char *title;       /* a msgid */
  guint       status;      /* the code's own by default */
  char       *detail;      /* Owned (nullable) */
  JsonArray  *errors;      /* Owned (nullable) */
  gint64      retry_after; /* seconds, 0: none */
  JsonObject *extra;       /* Owned (nullable): the member "extra" */
};
HkkMockProblem *hkk_mock_problem_new       (const char     *code,
                                            const char     *detail); /* (nullable), translated by the caller */
/* SELF (transfer full) (nullable: a new validation_failed) with one more error. (transfer full) */
HkkMockProblem *hkk_mock_problem_add_error (HkkMockProblem *self,
                                            const char     *field,   /* "items[2].amount" */
                                            const char     *code,
                                            const char     *message);
/* ROWS (transfer full) has one row: how many there were within WINDOW (ms), and when the first of them. (transfer full)
 * (nullable): NULL if there is room for one more, otherwise "throttled" until then. */
HkkMockProblem *hkk_mock_problem_throttle  (HkkMockRows    *rows,
                                            gint64          max,
                                            gint64          window,
                                            const char     *detail); /* (nullable) */
const char     *hkk_mock_problem_code      (HkkMockProblem *self);
JsonObject     *hkk_mock_problem_to_json   (HkkMockProblem *self,
                                            const char     *language,
                                            const char     *request_id); /* (nullable) */
void            hkk_mock_problem_free      (HkkMockProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockProblem, hkk_mock_problem_free)

/* A row of the table accounts. */
typedef struct
{
  gint64   id;
  char    *profile_id;  /* opaque, on the wire: account.id */
  char    *kvnr;
  char    *first_name;
  char    *last_name;
  char    *name;        /* both */
  char    *birth_date;  /* YYYY-MM-DD */
  char    *card_number; /* 20 digits (nullable) */
  char    *card_valid_until; /* YYYY-MM-DD (nullable) */
  char    *state;       /* "unregistered", "active", "closed" */
  gboolean restricted;  /* no device bound */
} HkkMockAccount;
HkkMockAccount *hkk_mock_account_load        (HkkMockStore *store, gint64 id);          /* (nullable) */
HkkMockAccount *hkk_mock_account_find        (HkkMockStore *store, const char *kvnr);  /* (nullable) */
void            hkk_mock_account_set_restricted (HkkMockStore *store, gint64 id, gboolean restricted);
void            hkk_mock_account_set_state   (HkkMockStore *store, gint64 id, const char *state);
void            hkk_mock_account_set_name    (HkkMockStore *store, gint64 id, const char  *first_name,
                                              const char  *last_name);
void            hkk_mock_account_free        (HkkMockAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockAccount, hkk_mock_account_free)

/* A form on its way to a person: each service puts in what it knows of the account. */
typedef struct
{
  JsonObject *definition; /* the form in one language; its options are for the services to add to */
  const char *language;
  const char *about;      /* (nullable): the message that is answered, the request that documents are for; as it was
                             asked */
  JsonObject *parameters; /* integers that rules look at; money in minor units */
  JsonObject *values;     /* (nullable): first values by field; the form takes those that it has a field for. NULL:
                              nobody asks for them */
  JsonObject *sources;    /* (nullable): with values: where they come from, in words */
  JsonObject *offers;     /* (nullable): with values: by group, what its items can begin with */
} HkkMockFormFill;

/* All that a service brings. NULL where it has nothing. */
struct _HkkMockService
{
  const char          *name;
  const HkkMockRoute  *routes;
  gsize                n_routes;
  const char * const  *migrations; /* NULL-terminated SQL scripts; only ever appended to */
  const HkkMockCommand *commands;  /* up to one without a name */
  /* Once per start, after the migrations: start workers. */
  void                (*start) (HkkMockServer *server);
  void                (*stop)  (HkkMockServer *server);
  /* For each person of persons.json at the first start and at a reset, inside one transaction. PERSON is their JSON
   * object; NOW the first start (unix ms): every date of the demo is relative to it. */
  void                (*seed)  (HkkMockStore         *store,
                                const HkkMockAccount *account,
                                JsonObject           *person,
                                gint64                now);
  /* The schedule: every few seconds and after `advance`, inside a transaction. */
  void                (*tick)  (HkkMockStore *store,
                                gint64        now);

  /* A form is shown to ACCOUNT_ID, or what was filled in there is looked at. */
  void                (*fill_form) (HkkMockStore          *store,
                                    gint64                 account_id,
                                    const HkkMockFormFill *fill);
  /* IAM only. Fills in account, session and device of CALL, whose route has a scope, from its token. FALSE if a problem
   * (401) was set. */
  gboolean            (*authenticate) (HkkMockCall *call);
  /* A session has ended; inside the transaction that ends it. */
  void                (*session_ended) (HkkMockStore *store,
                                        const char   *session_id);

  /* A device can approve no longer: it is locked or unbound. Inside the transaction that makes it so. */
  void                (*device_lost) (HkkMockStore *store,
                                      gint64        account_id,
                                      const char   *device_id);

  /* Approvals only. Inside the transaction: stores INTENT, appends the feed event, fills RESULT (202, body APPROVAL,
   * location, approval). FALSE with result->problem: no_device, device_locked, approval_open, too_many_approvals. */
  gboolean            (*request_approval) (HkkMockStore        *store,
                                           const HkkMockIntent *intent,
                                           HkkMockResult       *result);
  /* Approvals only. The APPROVAL as it is now, for a repeated key. (transfer full) (nullable) */
  JsonObject         *(*render_approval)  (HkkMockStore *store,
                                           const char   *approval_id,
                                           const char   *language);
  /* Approvals only. The APPROVAL as it is now, if CALL may see it; ends nothing. (transfer full) (nullable) */
  JsonObject         *(*show_approval)    (HkkMockCall  *call,
                                           const char   *id);
  /* Approvals only. Whether the device of CALL may hear that something happened to ID, an "approval" or a "device". */
  gboolean            (*device_hears)     (HkkMockCall  *call,
                                           const char   *type,
                                           const char   *id);
  /* Approvals only. The device polled with after=SEQ: events up to SEQ have arrived (pending → delivered). Outside of
   * a transaction; called when SEQ grew. */
  void                (*device_passed)    (HkkMockServer *server,
                                           gint64         account_id,
                                           const char    *device_id,
                                           gint64         seq);
};
