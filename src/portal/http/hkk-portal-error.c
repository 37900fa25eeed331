/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define LOOK_AGAIN_SECONDS 5 /* during a maintenance */
#define MAX_WAIT (12 * 3600) /* seconds for which a time of day is clear */

typedef struct
{
  HkkProblem *problem; /* Owned (nullable) */
  char       *details; /* Owned (nullable) */
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
  target->details = g_strdup (source->details);
}

static void
hkk_portal_error_private_clear (HkkPortalErrorPrivate *priv)
{
  if (priv == NULL)
    return;
  g_clear_pointer (&priv->problem, hkk_problem_unref);
  g_clear_pointer (&priv->details, g_free);
}

/* The quark of this library's errors. */
G_DEFINE_EXTENDED_ERROR (HkkPortalError, hkk_portal_error)

G_DEFINE_ENUM_TYPE (HkkPortalError, hkk_portal_error,
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_NAME_LOOKUP, "name-lookup"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_LOGIN_PAGE, "login-page"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_PROXY, "proxy"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_UNREACHABLE, "unreachable"),
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
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_STORAGE, "storage"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ERROR_ADDRESS, "address"))

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
  { "device_waits", HKK_PORTAL_ERROR_NO_DEVICE },
  { "no_device", HKK_PORTAL_ERROR_NO_DEVICE },
  { "restricted_account", HKK_PORTAL_ERROR_NO_DEVICE },
  { "validation_failed", HKK_PORTAL_ERROR_VALIDATION },
  { "wrong_number", HKK_PORTAL_ERROR_VALIDATION },
  { "file_type_refused", HKK_PORTAL_ERROR_VALIDATION },
  { "file_empty", HKK_PORTAL_ERROR_VALIDATION },
  { "file_unreadable", HKK_PORTAL_ERROR_VALIDATION },
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
    case HKK_STATUS_LOGIN_PAGE: return HKK_PORTAL_ERROR_LOGIN_PAGE;
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
    case HKK_PORTAL_ERROR_LOGIN_PAGE:
      return _("This network wants you to sign in on a page of its own first, as in a hotel or a train. Open any page "
               "in your browser and sign in there. Nothing was sent to the portal.");
    case HKK_PORTAL_ERROR_TLS:
      return _("There is no trustworthy connection to the portal, so nothing was sent.");
    case HKK_PORTAL_ERROR_TIMEOUT:
      return _("No answer came in time. The portal or this network is too slow at the moment. You can try again.");
    case HKK_PORTAL_ERROR_UNREACHABLE:
      return _("The connection to the portal broke off. Try again; if that does not help, try another network.");
    case HKK_PORTAL_ERROR_PROXY:
      return _("The proxy of this network could not reach the portal. Try again later, or in another network. Nothing "
               "was sent to the portal.");
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
    case HKK_PORTAL_ERROR_ADDRESS:
    default:
      return _("The portal did not accept this.");
    }
}

/* For a time that follows. */
static const char *
short_message (HkkPortalError code)
{
  switch ((guint) code)
    {
    case HKK_PORTAL_ERROR_MAINTENANCE: return _("The portal is being maintained.");
    case HKK_PORTAL_ERROR_THROTTLED: return _("There were too many tries.");
    case HKK_PORTAL_ERROR_LOCKED: return _("Access is locked for a while.");
    case HKK_PORTAL_ERROR_SERVER: return _("The portal does not work at the moment.");
    default: return default_message (code);
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

/* An answer that is not what the contract says. Who runs the portal finds in the log where: WHAT was read, and the
 * member WHERE (nullable) it does not fit. Nothing of its content is said. */
GError *
hkk_portal_error_new_misfit (const char *what,
                             const char *where)
{
  g_message ("The portal's answer cannot be read: %s, %s", what, where != NULL ? where : "no list or object");
  return hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
}

/* When it can be tried again: by the clock, so that it stays true while it stands there. */
static char *
words_of_wait (gint64 seconds)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) then = g_date_time_add_seconds (now, (double) MIN (seconds, MAX_WAIT));
  g_autofree char *time = g_date_time_format (then, "%H:%M");

  if (seconds >= MAX_WAIT)
    return g_strdup (_("Try again tomorrow."));
  if (seconds < 60)
    /* TRANSLATORS: %u is a number of seconds */
    return g_strdup_printf (ngettext ("You can try again in %u second.", "You can try again in %u seconds.",
                                      (guint) seconds), (guint) seconds);
  /* TRANSLATORS: %s is a time of day such as 14:05 */
  return g_strdup_printf (_("You can try again from %s on."), time);
}

GError *
hkk_portal_error_new_problem (HkkProblem *problem)
{
  HkkPortalError code = code_from_problem (problem);
  gint64 wait = hkk_problem_get_retry_after (problem);
  g_autofree char *said = hkk_problem_get_sentence (problem);
  g_autofree char *words = wait > 0 ? words_of_wait (wait) : NULL;
  g_autofree char *sentence = NULL;

  if (said == NULL && hkk_problem_get_status (problem) == 413)
    said = g_strdup (_("This is too large for the portal."));
  else if (said == NULL)
    said = g_strdup (words != NULL ? short_message (code) : default_message (code));
  sentence = g_strjoin (strchr (".!?", said[strlen (said) - 1]) != NULL ? " " : ". ", said, words, NULL);
  return new_error (code, sentence, problem);
}

/**
 * hkk_portal_error_get_details:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): what is behind it, for who looks after the computer; lives as long as @error
 */
const char *
hkk_portal_error_get_details (const GError *error)
{
  HkkPortalErrorPrivate *priv = NULL;

  if (error != NULL && error->domain == HKK_PORTAL_ERROR)
    priv = hkk_portal_error_get_private (error);
  return priv != NULL ? priv->details : NULL;
}

/* ERROR is one of ours. */
void
hkk_portal_error_set_details (GError     *error,
                              const char *details)
{
  HkkPortalErrorPrivate *priv = hkk_portal_error_get_private (error);

  g_return_if_fail (priv != NULL);

  g_set_str (&priv->details, details);
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

/* For how long a maintenance is expected to take; it may be over earlier, and who waits for that sees it at once. */
gint64
hkk_portal_error_pause (const GError *error)
{
  gint64 wait = hkk_portal_error_retry_after (error);

  return g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_MAINTENANCE) ? MIN (wait, LOOK_AGAIN_SECONDS)
                                                                                  : wait;
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
