/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "service.h"

/* The server: TLS, routing table, limits, authentication, idempotency, problem documents. Lives on one thread. Its
 * services read what they need of it; only its own files and its owner write. */
struct _HkkMockServer
{
  SoupServer   *soup;
  GTlsCertificate *certificate;
  HkkMockDoor  *door;          /* (nullable): once it listens */
  HkkMockStore *store;
  const HkkMockService * const *services; /* Borrowed, NULL-terminated */
  GPtrArray    *routes;        /* of HkkMockRoute, borrowed */
  GHashTable   *busy;          /* set of "account:key" whose change is being prepared */
  GHashTable   *data;          /* key → Datum */
  GHashTable   *messages;      /* SoupServerMessage, as long as it lives → its HkkMockCall */
  HkkMockCall  *current;       /* Borrowed (nullable): whose function runs now */
  GSource      *tick;
  GStrv         hosts;         /* (nullable): what the header Host may say, once it listens */
  guint16       port;
  gboolean      maintenance;   /* every route but the status answers 503 maintenance */
  gint64        maintained_until; /* unix milliseconds; 0: nobody knows */
  gboolean      log;           /* each request as a line of JSON on standard error */
  guint         key_rounds;    /* of PBKDF2, for what is derived from now on: verifiers, the test device's PIN */
  guint32       start_id;      /* of this start, for request ids */
  guint32       calls;
};

HkkMockServer *hkk_mock_server_new       (HkkMockStore                 *store, /* (transfer full) */
                                          GTlsCertificate              *certificate,
                                          const HkkMockService * const *services,
                                          GError                      **error);
gboolean       hkk_mock_server_listen    (HkkMockServer    *self,
                                          const char       *address,     /* "127.0.0.1" */
                                          guint16           port,        /* 0: a free one */
                                          GError          **error);
void           hkk_mock_server_free      (HkkMockServer    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockServer, hkk_mock_server_free)

/* For a service's own state (workers, waiting calls); freed with the server. KEY is a static string. */
void           hkk_mock_server_set_data  (HkkMockServer    *self,
                                          const char       *key,
                                          gpointer          data,
                                          GDestroyNotify    destroy);
gpointer       hkk_mock_server_data      (HkkMockServer    *self,
                                          const char       *key);

/* Runs the intent's route->execute and writes the ledger row; inside a running transaction. The one place where an
 * intent takes effect: the server calls it for unprotected operations, the approvals service when a phone approves. */
gboolean       hkk_mock_execute          (HkkMockStore        *store,
                                          const HkkMockIntent *intent,
                                          HkkMockResult       *result);
/* By operation id. (nullable) */
const HkkMockRoute *hkk_mock_route_find  (const HkkMockService * const *services,
                                          const char                   *operation);
GStrv          hkk_mock_route_params     (const HkkMockRoute *self,
                                          const char         *path);
/* All services' tick () in one transaction. */
void           hkk_mock_server_tick      (HkkMockServer    *self);
