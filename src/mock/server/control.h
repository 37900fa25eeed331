/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* A command of control.sock: one JSON object {"command": NAME, …} in, one JSON object out. Runs on the server's thread.
 * Returns the answer (transfer full) or NULL with error; the answer gets "ok": true. */
typedef JsonObject *(*HkkMockCommand) (HkkMockServer  *server,
                                       JsonObject     *arguments,
                                       GError        **error);
/* In a service's start (). NAME is static. */
void hkk_mock_control_add_command (HkkMockServer  *server,
                                   const char     *name,
                                   HkkMockCommand  command);
/* One that takes its time: starts a GTask that returns the answer as a JsonObject pointer. */
typedef void (*HkkMockSlowCommand) (HkkMockServer       *server,
                                    JsonObject          *arguments,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
void hkk_mock_control_add_slow_command (HkkMockServer      *server,
                                        const char         *name,
                                        HkkMockSlowCommand  command);
extern const HkkMockService hkk_mock_control_service;

/* The socket itself; the server's owner opens it when the endpoint is known. */
gboolean   hkk_mock_control_listen (HkkMockServer  *server,
                                    const char     *path,
                                    GError        **error);
