/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"
#include "faults.h"
#include "server.h"

/* What the files of the server share; services never include this. */

#define HKK_MOCK_UPLOAD_MAX ((gsize) 10 * 1024 * 1024)

typedef struct _HkkMockCallState
{
  gboolean       answered;
  gboolean       paused;
  gboolean       finished;     /* the answer is on its way */
  gboolean       read;         /* the body is there */
  char          *etag;         /* Owned (nullable): set by the handler */
  GByteArray    *buffer;       /* Owned: the JSON body so far */
  gsize          limit;        /* of the body */
  guint64        received;
  int            upload_fd;    /* -1 */
  GChecksum     *checksum;     /* Owned (nullable): of the upload */
  gboolean       write_failed;
  HkkMockIntent *intent;       /* Owned (nullable): while a change is prepared */
  GBytes        *fingerprint;  /* Owned (nullable): of the change */
  char          *busy;         /* Owned (nullable): "account:key" in server->busy */
  gint64         started;      /* monotonic, microseconds */
  HkkMockFault  *fault;        /* Owned (nullable): fired for this call */
} HkkMockCallState;

HkkMockCall *hkk_mock_call_new        (HkkMockServer     *server,
                                       SoupServerMessage *message);
void         hkk_mock_call_unref      (HkkMockCall       *self);
/* Nothing is left to do but to send what was set. */
void         hkk_mock_call_finish     (HkkMockCall       *self);

/* Not secret, only different: this start of the server and a count. (transfer full) */
char        *hkk_mock_server_request_id (HkkMockServer   *self);
/* One line of JSON for a request, and nothing in it that tells of a person: no path, no header, no body. */
void         hkk_mock_server_log      (HkkMockServer     *self,
                                       const char        *request_id,
                                       const char        *method,    /* (nullable) */
                                       const char        *operation, /* (nullable) */
                                       guint              status,
                                       gint64             microseconds);

/* body.c */
void         hkk_mock_body_expect     (HkkMockCall       *call);
void         hkk_mock_body_start      (HkkMockCall       *call);
gboolean     hkk_mock_body_end        (HkkMockCall       *call);

/* router.c */
GPtrArray          *hkk_mock_router_new   (const HkkMockService * const *services);
/* NULL with @allow set (transfer full) when only the method is wrong. */
const HkkMockRoute *hkk_mock_router_match (GPtrArray    *router,
                                           const char   *method,
                                           const char   *path,
                                           GStrv        *params,
                                           char        **allow);

/* wire.c: below HTTP. */
/* Takes the connection of CALL away from libsoup as soon as that is possible, writes BYTES (nullable) and closes it;
 * RESET makes it a TCP reset. */
void         hkk_mock_wire_cut        (HkkMockCall       *call,
                                       GBytes            *bytes,
                                       gboolean           reset);
/* Writes one byte per interval and closes. */
void         hkk_mock_wire_trickle    (HkkMockCall       *call,
                                       GBytes            *bytes,
                                       guint              milliseconds);
/* Writes BYTES and keeps the connection open and silent until the peer goes. */
void         hkk_mock_wire_hold       (HkkMockCall       *call,
                                       GBytes            *bytes);
/* An answer as it goes over the wire. */
GByteArray  *hkk_mock_wire_answer     (guint               status,
                                       SoupMessageHeaders *headers,
                                       GBytes             *body,
                                       gsize              *status_line, /* (out) (optional) */
                                       gsize              *head);       /* (out) (optional) */
/* The one that is set on MESSAGE. */
GByteArray  *hkk_mock_wire_response   (SoupServerMessage *message,
                                       gsize             *status_line,
                                       gsize             *head);
/* FUNC once when the peer has gone; destroy the source to stop watching. */
GSource     *hkk_mock_wire_watch      (HkkMockCall       *call,
                                       GSourceFunc        func,
                                       gpointer           data);

/* feed.c */
void         hkk_mock_feed_wake       (HkkMockServer *server);
