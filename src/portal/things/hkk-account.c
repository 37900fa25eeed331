/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-account.h"

#include "hkk-json-build.h"

/**
 * hkk_account_change_password_async:
 * @present: the password as it is
 * @wanted: the new one
 *
 * Changes the password of the portal. Finish with hkk_portal_change_finish(); %HKK_PORTAL_ERROR_INVALID_CREDENTIALS
 * when the present password is another.
 */
void
hkk_account_change_password_async (HkkPortal           *portal,
                                   const char          *present,
                                   const char          *wanted,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (present != NULL && wanted != NULL);

  body = hkk_json_node ("old", present, "new", wanted);
  hkk_portal_send_async (portal, "PUT", "/iam/password", body, NULL, cancellable, callback, data);
}
