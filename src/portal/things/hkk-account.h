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
/* The code for a new e-mail address; and a new code. */
void hkk_account_confirm_email_async   (HkkPortal           *portal,
                                        const char          *code,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
void hkk_account_send_email_code_async (HkkPortal           *portal,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
gboolean hkk_account_send_email_code_finish (HkkPortal     *portal,
                                             GAsyncResult  *result,
                                             GDateTime    **until,
                                             GError       **error);
/* Everything, as one archive: the route of its bytes. */
const char *hkk_account_get_export_path (void);
/* The letter that binds a device; and the end of the account. */
void hkk_account_order_letter_async    (HkkPortal           *portal,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
gboolean hkk_account_order_letter_finish (HkkPortal     *portal,
                                          GAsyncResult  *result,
                                          HkkApproval  **approval,
                                          char         **valid_until,
                                          GError       **error);
void hkk_account_close_async           (HkkPortal           *portal,
                                        const char          *password,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
