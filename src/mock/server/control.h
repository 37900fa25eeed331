/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

extern const HkkMockService hkk_mock_control_service;

/* The socket itself; the server's owner opens it when the endpoint is known. */
gboolean   hkk_mock_control_listen (HkkMockServer  *server,
                                    const char     *path,
                                    GError        **error);
