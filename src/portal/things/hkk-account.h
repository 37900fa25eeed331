/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"

/* Changing the password may wait for an approval, see hkk_portal_await_async(). */
void     hkk_account_change_password_async  (HkkPortal            *portal,
                                             const char           *present,
                                             const char           *wanted,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              data);
gboolean hkk_account_change_password_finish (HkkPortal            *portal,
                                             GAsyncResult         *result,
                                             HkkApproval         **approval,
                                             GError              **error);
