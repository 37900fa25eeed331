/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-account.h"

#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

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

/**
 * hkk_account_confirm_email_async:
 * @code: six digits
 *
 * Confirms the e-mail address of the profile. Finish with hkk_portal_change_finish(); %HKK_PORTAL_ERROR_VALIDATION when
 * it is not the code.
 */
void
hkk_account_confirm_email_async (HkkPortal           *portal,
                                 const char          *code,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (code != NULL);

  body = hkk_json_node ("code", code);
  hkk_portal_send_async (portal, "POST", "/v1/profile/email-confirmation", body, NULL, cancellable, callback, data);
}

/**
 * hkk_account_send_email_code_async:
 *
 * Has a new code sent to the address that is not confirmed; the one before ends.
 */
void
hkk_account_send_email_code_async (HkkPortal           *portal,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  g_return_if_fail (HKK_IS_PORTAL (portal));

  hkk_portal_send_async (portal, "POST", "/v1/profile/email-code", NULL, NULL, cancellable, callback, data);
}

/**
 * hkk_account_send_email_code_finish:
 * @until: (out) (nullable) (transfer full): until when the new code can be used; %NULL if that is not told
 *
 * Returns: whether one was sent
 */
gboolean
hkk_account_send_email_code_finish (HkkPortal     *portal,
                                    GAsyncResult  *result,
                                    GDateTime    **until,
                                    GError       **error)
{
  g_autoptr(HkkAnswer) answer = NULL;
  g_autoptr(GDateTime) now = hkk_clock_now ();
  gint64 seconds;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), FALSE);
  g_return_val_if_fail (until != NULL, FALSE);

  *until = NULL;
  answer = hkk_portal_send_finish (portal, result, error);
  if (answer == NULL)
    return FALSE;
  seconds = hkk_json_get_int (hkk_answer_get_object (answer), "valid_for", 0);
  if (seconds > 0)
    *until = g_date_time_add_seconds (now, (double) seconds);
  return TRUE;
}

/**
 * hkk_account_get_export_path:
 *
 * Returns: the route of everything that the portal knows of the person, as one archive, for hkk_portal_new_download()
 */
const char *
hkk_account_get_export_path (void)
{
  return "/v1/export";
}

/**
 * hkk_account_order_letter_async:
 *
 * Has the letter sent that binds a device, to the address that the insurer knows.
 */
void
hkk_account_order_letter_async (HkkPortal           *portal,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));

  body = hkk_json_node ("kind", "device");
  hkk_portal_send_async (portal, "POST", "/v1/letters", body, NULL, cancellable, callback, data);
}

/**
 * hkk_account_order_letter_finish:
 * @approval: (out) (nullable) (transfer full): what it waits for, since who has a device approves it there; it says
 *   itself what comes then; %NULL: it is ordered
 * @valid_until: (out) (nullable) (transfer full): the last day of its code, "YYYY-MM-DD"
 *
 * Returns: whether the portal took the order
 */
gboolean
hkk_account_order_letter_finish (HkkPortal     *portal,
                                 GAsyncResult  *result,
                                 HkkApproval  **approval,
                                 char         **valid_until,
                                 GError       **error)
{
  g_autoptr(HkkAnswer) answer = NULL;
  JsonObject *letter;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), FALSE);
  g_return_val_if_fail (approval != NULL && valid_until != NULL, FALSE);

  *approval = NULL;
  *valid_until = NULL;
  answer = hkk_portal_send_finish (portal, result, error);
  if (answer == NULL)
    return FALSE;
  letter = hkk_json_get_object (hkk_answer_get_object (answer), "letter");
  g_set_object (approval, hkk_answer_get_approval (answer));
  *valid_until = g_strdup (hkk_json_get_string (letter, "valid_until"));
  return TRUE;
}

/**
 * hkk_account_close_async:
 * @password: of the account
 *
 * Closes the online account, once that is approved; the insurance goes on. Finish with hkk_portal_change_finish();
 * %HKK_PORTAL_ERROR_INVALID_CREDENTIALS when it is another password.
 */
void
hkk_account_close_async (HkkPortal           *portal,
                         const char          *password,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (password != NULL);

  body = hkk_json_node ("password", password);
  hkk_portal_send_async (portal, "POST", "/v1/account/closure", body, NULL, cancellable, callback, data);
}
