/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

typedef struct
{
  HkkProblem *problem; /* Owned (nullable) */
} HkkPortalErrorPrivate;

static void
hkk_portal_error_private_init (HkkPortalErrorPrivate *priv)
{
}

static void
hkk_portal_error_private_copy (const HkkPortalErrorPrivate *source,
                               HkkPortalErrorPrivate       *target)
{
  target->problem = source->problem != NULL ? hkk_problem_ref (source->problem) : NULL;
}

static void
hkk_portal_error_private_clear (HkkPortalErrorPrivate *priv)
{
  if (priv != NULL)
    g_clear_pointer (&priv->problem, hkk_problem_unref);
}

/* The quark of this library's errors. */
G_DEFINE_EXTENDED_ERROR (HkkPortalError, hkk_portal_error)

G_DEFINE_ENUM_TYPE (HkkPortalError, hkk_portal_error,
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_NAME_LOOKUP, "name-lookup"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_TIMEOUT, "timeout"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_SERVER, "server"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_MAINTENANCE, "maintenance"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_PROTOCOL, "protocol"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_UNAUTHORIZED, "unauthorized"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_INVALID_CREDENTIALS, "invalid-credentials"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_VALIDATION, "validation"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_CONFLICT, "conflict"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_STEP_UP, "step-up"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_NO_DEVICE, "no-device"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_THROTTLED, "throttled"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_UNKNOWN_RESULT, "unknown-result"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_STORAGE, "storage"))

static const struct
{
  const char     *code;
  HkkPortalError  error;
} codes[] = {
  { "unauthorized", HKK_PORTAL_ERROR_UNAUTHORIZED },
  { "token_expired", HKK_PORTAL_ERROR_UNAUTHORIZED },
  { "invalid_grant", HKK_PORTAL_ERROR_UNAUTHORIZED },
  { "step_up_required", HKK_PORTAL_ERROR_STEP_UP },
  { "invalid_credentials", HKK_PORTAL_ERROR_INVALID_CREDENTIALS },
  { "wrong_pin", HKK_PORTAL_ERROR_INVALID_CREDENTIALS },
  { "account_locked", HKK_PORTAL_ERROR_LOCKED },
  { "device_locked", HKK_PORTAL_ERROR_NO_DEVICE },
  { "no_device", HKK_PORTAL_ERROR_NO_DEVICE },
  { "restricted_account", HKK_PORTAL_ERROR_NO_DEVICE },
  { "validation_failed", HKK_PORTAL_ERROR_VALIDATION },
  { "wrong_number", HKK_PORTAL_ERROR_VALIDATION },
  { "file_type_refused", HKK_PORTAL_ERROR_VALIDATION },
  { "file_empty", HKK_PORTAL_ERROR_VALIDATION },
  { "file_too_large", HKK_PORTAL_ERROR_VALIDATION },
  { "not_found", HKK_PORTAL_ERROR_NOT_FOUND },
  { "cursor_too_old", HKK_PORTAL_ERROR_NOT_FOUND },
  { "precondition_failed", HKK_PORTAL_ERROR_CONFLICT },
  { "idempotency_in_progress", HKK_PORTAL_ERROR_CONFLICT },
  { "approval_open", HKK_PORTAL_ERROR_CONFLICT },
  { "approval_final", HKK_PORTAL_ERROR_CONFLICT },
  { "form_outdated", HKK_PORTAL_ERROR_CONFLICT },
  { "conflict", HKK_PORTAL_ERROR_CONFLICT },
  { "too_many_approvals", HKK_PORTAL_ERROR_THROTTLED },
  { "throttled", HKK_PORTAL_ERROR_THROTTLED },
  { "maintenance", HKK_PORTAL_ERROR_MAINTENANCE },
  { "internal", HKK_PORTAL_ERROR_SERVER },
};

static HkkPortalError
code_from_status (guint status)
{
  switch (status)
    {
    case 401: return HKK_PORTAL_ERROR_UNAUTHORIZED;
    case 404: return HKK_PORTAL_ERROR_NOT_FOUND;
    case 409: case 412: return HKK_PORTAL_ERROR_CONFLICT;
    case 422: return HKK_PORTAL_ERROR_VALIDATION;
    case 423: return HKK_PORTAL_ERROR_LOCKED;
    case 429: return HKK_PORTAL_ERROR_THROTTLED;
    case 503: return HKK_PORTAL_ERROR_MAINTENANCE;
    default: return status >= 500 ? HKK_PORTAL_ERROR_SERVER : HKK_PORTAL_ERROR_REFUSED;
    }
}

static HkkPortalError
code_from_problem (HkkProblem *problem)
{
  const char *code = hkk_problem_get_code (problem);
  guint status = hkk_problem_get_status (problem);

  /* On the phone a locked device is what a locked account is on the desktop. */
  if (status == 423)
    return HKK_PORTAL_ERROR_LOCKED;
  if (g_str_equal (code, "internal") && status != 0)
    return code_from_status (status);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].code, code))
      return codes[i].error;
  return code_from_status (status);
}

static const char *
default_message (HkkPortalError code)
{
  switch (code)
    {
    case HKK_PORTAL_ERROR_OFFLINE:
      return _("This computer is not connected to the internet. What you entered is kept.");
    case HKK_PORTAL_ERROR_NAME_LOOKUP:
      return _("The portal’s address could not be looked up. The internet connection may be limited.");
    case HKK_PORTAL_ERROR_TLS:
      return _("There is no trustworthy connection to the portal, so nothing was sent.");
    case HKK_PORTAL_ERROR_TIMEOUT:
      return _("The portal did not answer in time. You can try again.");
    case HKK_PORTAL_ERROR_SERVER:
      return _("The portal does not work at the moment. Your internet connection is not the cause. You can try again "
               "later.");
    case HKK_PORTAL_ERROR_MAINTENANCE:
      return _("The portal is being maintained. You can try again later.");
    case HKK_PORTAL_ERROR_PROTOCOL:
      return _("The portal gave an answer that this program does not understand. You can try again later.");
    case HKK_PORTAL_ERROR_UNAUTHORIZED:
      return _("Your sign-in has ended. Sign in again to go on.");
    case HKK_PORTAL_ERROR_INVALID_CREDENTIALS:
      return _("The insurance number or the password is not right.");
    case HKK_PORTAL_ERROR_LOCKED:
      return _("Access is locked for a while. You can try again later.");
    case HKK_PORTAL_ERROR_VALIDATION:
      return _("Some entries need a correction.");
    case HKK_PORTAL_ERROR_NOT_FOUND:
      return _("The portal does not have this any more.");
    case HKK_PORTAL_ERROR_CONFLICT:
      return _("This was changed meanwhile. Look at it again before you go on.");
    case HKK_PORTAL_ERROR_STEP_UP:
      return _("These data are protected. Approve the access in the Service-App.");
    case HKK_PORTAL_ERROR_NO_DEVICE:
      return _("This needs the Service-App on a registered smartphone or tablet.");
    case HKK_PORTAL_ERROR_THROTTLED:
      return _("There were too many tries. Wait a moment, then try again.");
    case HKK_PORTAL_ERROR_UNKNOWN_RESULT:
      return _("The connection broke before the answer came. It is not known yet whether the portal carried this out.");
    case HKK_PORTAL_ERROR_STORAGE:
      return _("A file on this computer could not be read or written.");
    case HKK_PORTAL_ERROR_REFUSED:
    default:
      return _("The portal did not accept this.");
    }
}

static GError *
new_error (HkkPortalError  code,
           const char     *message,
           HkkProblem     *problem)
{
  GError *error = g_error_new_literal (HKK_PORTAL_ERROR, code, message != NULL ? message : default_message (code));

  HkkPortalErrorPrivate *priv = hkk_portal_error_get_private (error);

  if (problem != NULL && priv != NULL)
    priv->problem = hkk_problem_ref (problem);
  return error;
}

/* MESSAGE (nullable): NULL gives the code's own sentence. */
GError *
hkk_portal_error_new (HkkPortalError  code,
                      const char     *message)
{
  return new_error (code, message, NULL);
}

/* An answer that is not what the contract says. Who runs the portal finds in the log where: WHAT was read, and the member
 * WHERE (nullable) it does not fit. Nothing of its content is said. */
GError *
hkk_portal_error_new_misfit (const char *what,
                             const char *where)
{
  g_message ("The portal's answer cannot be read: %s, %s", what, where != NULL ? where : "no list or object");
  return hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
}

GError *
hkk_portal_error_new_problem (HkkProblem *problem)
{
  g_autofree char *sentence = hkk_problem_get_sentence (problem);

  return new_error (code_from_problem (problem), sentence, problem);
}

static HkkPortalError
code_from_network (const GError *network)
{
  if (network->domain == G_RESOLVER_ERROR)
    return HKK_PORTAL_ERROR_NAME_LOOKUP;
  /* An end of file in the middle is a broken connection, not a question of trust. */
  if (network->domain == G_TLS_ERROR && network->code != G_TLS_ERROR_EOF)
    return HKK_PORTAL_ERROR_TLS;
  if (g_error_matches (network, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return HKK_PORTAL_ERROR_TIMEOUT;
  if (g_error_matches (network, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    return HKK_PORTAL_ERROR_NAME_LOOKUP;
  if (g_error_matches (network, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (network, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return HKK_PORTAL_ERROR_OFFLINE;
  return HKK_PORTAL_ERROR_SERVER;
}

/* What GIO or libsoup said, as one of ours. A cancel stays G_IO_ERROR_CANCELLED. */
GError *
hkk_portal_error_from_network (const GError *network)
{
  HkkPortalError code;

  if (network->domain == HKK_PORTAL_ERROR || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (network);
  code = code_from_network (network);
  if (code == HKK_PORTAL_ERROR_NAME_LOOKUP &&
      !g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    code = HKK_PORTAL_ERROR_OFFLINE;
  g_debug ("network: %s", network->message);
  return hkk_portal_error_new (code, NULL);
}

/**
 * hkk_portal_error_get_problem:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): what the server said, when it said something; lives as long as @error
 */
HkkProblem *
hkk_portal_error_get_problem (const GError *error)
{
  HkkPortalErrorPrivate *priv;

  if (error == NULL || error->domain != HKK_PORTAL_ERROR)
    return NULL;
  priv = hkk_portal_error_get_private (error);
  return priv != NULL ? priv->problem : NULL;
}

gboolean
hkk_portal_error_is_code (const GError *error,
                          const char   *code)
{
  HkkProblem *problem = hkk_portal_error_get_problem (error);

  return problem != NULL && g_str_equal (hkk_problem_get_code (problem), code);
}

gint64
hkk_portal_error_retry_after (const GError *error)
{
  HkkProblem *problem = hkk_portal_error_get_problem (error);

  return problem != NULL ? hkk_problem_get_retry_after (problem) : -1;
}

/**
 * hkk_portal_error_is_transport:
 * @error: any error
 *
 * Whether the way to the portal failed, not the portal's judgement: the same call may work later as it is.
 *
 * Returns: %TRUE for no network, name lookup, TLS, time-out, server failure, maintenance, an answer that breaks the
 *   contract and an unknown result
 */
gboolean
hkk_portal_error_is_transport (const GError *error)
{
  if (error == NULL || error->domain != HKK_PORTAL_ERROR)
    return FALSE;
  return error->code <= HKK_PORTAL_ERROR_PROTOCOL || error->code == HKK_PORTAL_ERROR_UNKNOWN_RESULT;
}
