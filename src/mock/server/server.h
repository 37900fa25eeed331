/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The server: TLS, routing table, limits, authentication, idempotency, problem documents. Lives on one thread. */
HkkMockServer *hkk_mock_server_new       (HkkMockStore                 *store, /* (transfer full) */
                                          GTlsCertificate              *certificate,
                                          const HkkMockService * const *services,
                                          GError                      **error);
gboolean       hkk_mock_server_listen    (HkkMockServer    *self,
                                          const char       *address,     /* "127.0.0.1" */
                                          guint16           port,        /* 0: a free one */
                                          GError          **error);
guint16        hkk_mock_server_port      (HkkMockServer    *self);
/* Borrowed: what clients are to pin. */
GTlsCertificate *hkk_mock_server_certificate (HkkMockServer *self);
void           hkk_mock_server_free      (HkkMockServer    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockServer, hkk_mock_server_free)

/* Each request as a line of JSON on standard error. */
void           hkk_mock_server_set_log   (HkkMockServer    *self,
                                          gboolean          on);
/* Rounds of PBKDF2 for what is derived from now on: verifiers of passwords, the test device's PIN. */
void           hkk_mock_server_set_key_rounds (HkkMockServer *self,
                                               guint          rounds);
guint          hkk_mock_server_key_rounds     (HkkMockServer *self);
HkkMockStore  *hkk_mock_server_store     (HkkMockServer    *self);
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
/* All services' tick () in one transaction. */
void           hkk_mock_server_tick      (HkkMockServer    *self);
/* While it is on, every route but the status answers 503 maintenance. */
void           hkk_mock_server_set_maintenance (HkkMockServer *self,
                                                gboolean       on);
gboolean       hkk_mock_server_in_maintenance  (HkkMockServer *self);
