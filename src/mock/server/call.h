/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* One HTTP request on its way through the server. Fields are for reading; all on the server's thread. */
struct _HkkMockCall
{
  gatomicrefcount     refs;
  HkkMockServer      *server;      /* Borrowed */
  HkkMockStore       *store;       /* Borrowed */
  SoupServerMessage  *message;     /* Borrowed: it owns the call; a pause keeps it alive */
  const HkkMockRoute *route;       /* Borrowed; NULL until found */
  char               *request_id;
  const char         *language;    /* interned: "de", "en", … */
  GStrv               params;      /* values of {…}, percent-decoded */
  GHashTable         *query;       /* char* → char* (nullable) */
  JsonNode           *body;        /* Owned: strict JSON, root is an object; NULL on GET and raw uploads */
  gint64              account_id;  /* 0 without a token */
  char               *session_id;  /* opaque; NULL without a session */
  char               *device_id;   /* scope device only */
  gint64              stepped_up_until; /* unix ms; 0 */
  gboolean            restricted;  /* the account has no device */
  char               *key;         /* Idempotency-Key */
  /* Raw uploads: a temporary file in the state directory, removed with the call unless stolen by
   * hkk_mock_call_steal_upload (). */
  char               *upload;
  gint64              upload_size;
  char               *upload_sha256; /* lower-case hex */

  struct _HkkMockCallState *state;  /* the server's own */
};

/* Reading */
JsonObject  *hkk_mock_call_body   (HkkMockCall *self); /* borrowed, never NULL */
const char  *hkk_mock_call_query  (HkkMockCall *self, const char  *name); /* (nullable) */
const char  *hkk_mock_call_header (HkkMockCall *self, const char *name); /* (nullable) */
/* In the language of the request; the msgid is marked with N_(). */
const char  *hkk_mock_text        (HkkMockCall *self, const char  *msgid) G_GNUC_FORMAT (2);

/* For routes where the handler or prepare () decides: FALSE if a problem (401 step_up_required, 403
 * restricted_account) was set. */
gboolean     hkk_mock_call_require_step_up (HkkMockCall *self);

/* Answering: exactly one of these, once. GET answers with 200 get an ETag (of the bytes, unless one was set) and
 * If-None-Match → 304. */
void         hkk_mock_call_answer       (HkkMockCall *self,
                                         guint        status,
                                         JsonObject  *body); /* (transfer full) (nullable): NULL is {} */
/* A file: Content-Digest, ETag, Content-Disposition, Range and If-Range. */
void         hkk_mock_call_answer_file  (HkkMockCall *self,
                                         GBytes      *bytes,
                                         const char  *media_type,
                                         const char  *file_name); /* (nullable) */
/* A page for a browser: plain texts, a title and paragraphs. */
void         hkk_mock_call_answer_page  (HkkMockCall        *self,
                                         const char         *title,
                                         const char * const *paragraphs);
void         hkk_mock_call_set_header   (HkkMockCall *self,
                                         const char  *name,
                                         const char  *value);
/* hkk_mock_call_problem (call, "not_found", NULL); the status is the code's own. FALSE, for who checks something. */
gboolean     hkk_mock_call_problem      (HkkMockCall *self,
                                         const char  *code,
                                         const char  *detail); /* (nullable), translated */
gboolean     hkk_mock_call_problem_take (HkkMockCall    *self,
                                         HkkMockProblem *problem); /* (transfer full) */
/* The same for prepare (): `return hkk_mock_call_refuse (call, "not_found", NULL);` */
HkkMockPrepared hkk_mock_call_refuse      (HkkMockCall *self,
                                           const char  *code,
                                           const char  *detail);
HkkMockPrepared hkk_mock_call_refuse_take (HkkMockCall    *self,
                                           HkkMockProblem *problem);
/* With "validation_failed" for one field. */
HkkMockPrepared hkk_mock_call_refuse_field (HkkMockCall *self,
                                            const char  *field,
                                            const char  *code,
                                            const char  *message); /* translated */
/* For handlers: hkk_mock_store_transact (); FALSE if the problem "internal" was set. */
gboolean     hkk_mock_call_transact     (HkkMockCall *self,
                                         HkkMockWork  func,
                                         gpointer     data);

/* Waiting: pause keeps a reference until resume; a handler that paused answers later and then resumes. */
void         hkk_mock_call_pause        (HkkMockCall *self);
void         hkk_mock_call_resume       (HkkMockCall *self);
/* The work of a paused call goes on here: what is committed until its resume is its own (fault injection). */
void         hkk_mock_call_go_on        (HkkMockCall *self);
/* After HKK_MOCK_WAITING: HKK_MOCK_PREPARED or HKK_MOCK_REFUSED (a problem is set). Once. */
void         hkk_mock_call_prepared     (HkkMockCall     *self,
                                         HkkMockPrepared  outcome);
/* What prepare () is filling; for its later steps after HKK_MOCK_WAITING. (nullable) */
HkkMockIntent *hkk_mock_call_intent     (HkkMockCall *self);
/* The first bytes of a raw upload: at most SIZE into START. FALSE if it cannot be read. */
gboolean     hkk_mock_call_read_upload  (HkkMockCall *self,
                                         guint8      *start,
                                         gsize        size,
                                         gsize       *length);
char        *hkk_mock_call_steal_upload (HkkMockCall *self); /* path, now the caller's */
