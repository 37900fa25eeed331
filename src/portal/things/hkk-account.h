/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"

/* Finished with hkk_portal_change_finish(): it may wait for an approval. */
void hkk_account_change_password_async (HkkPortal           *portal,
                                        const char          *present,
                                        const char          *wanted,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
