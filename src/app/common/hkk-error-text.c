/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "hkk-file-type.h"
#include "hkk-portal-error.h"
#include "hkk-rules.h"
#include "hkk-sealed-file.h"

static const struct
{
  HkkPortalError  code;
  const char     *icon_name;
  const char     *title;
  const char     *answer; /* (nullable): of the help */
} shown[] = {
  { HKK_PORTAL_ERROR_OFFLINE, "network-offline-symbolic", N_("You are offline"), "offline" },
  { HKK_PORTAL_ERROR_NAME_LOOKUP, "network-offline-symbolic", N_("The portal’s address was not found"),
    "trouble" },
  { HKK_PORTAL_ERROR_TLS, "channel-insecure-symbolic", N_("The connection is not trustworthy"), "distrusted" },
  { HKK_PORTAL_ERROR_LOGIN_PAGE, "network-error-symbolic", N_("This network wants a sign-in first"), "trouble" },
  { HKK_PORTAL_ERROR_PROXY, "network-error-symbolic", N_("The proxy is in the way"), "trouble" },
  { HKK_PORTAL_ERROR_UNREACHABLE, "network-error-symbolic", N_("There is no connection to the portal"), "trouble" },
  { HKK_PORTAL_ERROR_TIMEOUT, "network-error-symbolic", N_("The portal takes too long to answer"), "trouble" },
  { HKK_PORTAL_ERROR_SERVER, "network-error-symbolic", N_("The portal has a problem"), "trouble" },
  { HKK_PORTAL_ERROR_MAINTENANCE, "preferences-system-symbolic", N_("The portal is being maintained"), "trouble" },
  { HKK_PORTAL_ERROR_UNAUTHORIZED, "dialog-password-symbolic", N_("You are signed out"), NULL },
  { HKK_PORTAL_ERROR_STEP_UP, "dialog-password-symbolic", N_("This needs your approval"), "approve" },
  { HKK_PORTAL_ERROR_NO_DEVICE, "phone-symbolic", N_("This needs your Service-App"), "device" },
  { HKK_PORTAL_ERROR_LOCKED, "dialog-password-symbolic", N_("Locked for a while"), "forgotten" },
  { HKK_PORTAL_ERROR_NOT_FOUND, "edit-find-symbolic", N_("This is no longer there"), NULL },
  { HKK_PORTAL_ERROR_ADDRESS, "dialog-warning-symbolic", N_("There is no portal at this address"), NULL },
  { HKK_PORTAL_ERROR_THROTTLED, "dialog-warning-symbolic", N_("Too many attempts"), NULL },
};

/**
 * hkk_error_text_init:
 * @text: (out caller-allocates): filled; its text is to be freed
 * @error: what went wrong
 *
 * Says @error as a page does: an icon, a title by kind, and the sentence of the error with the server's request id.
 */
void
hkk_error_text_init (HkkErrorText *text,
                     const GError *error)
{
  g_autofree char *sentence = hkk_error_sentence (error);
  HkkProblem *problem = hkk_portal_error_get_problem (error);
  const char *request_id = problem != NULL ? hkk_problem_get_request_id (problem) : NULL;

  text->icon_name = "dialog-warning-symbolic";
  text->title = _("This could not be loaded");
  for (gsize i = 0; error->domain == HKK_PORTAL_ERROR && i < G_N_ELEMENTS (shown); i++)
    if ((HkkPortalError) error->code == shown[i].code)
      {
        text->icon_name = shown[i].icon_name;
        text->title = _(shown[i].title);
      }
  if (request_id != NULL)
    /* TRANSLATORS: first %s: a sentence that says what went wrong; second %s: a code that the hotline asks for */
    text->text = g_markup_printf_escaped (_("%s\nCode for questions: %s"), sentence, request_id);
  else
    text->text = g_markup_escape_text (sentence, -1);
}

/**
 * hkk_error_get_answer:
 * @error: (nullable): an error
 *
 * Returns: (transfer none) (nullable): the id of the entry of the help that explains it
 */
const char *
hkk_error_get_answer (const GError *error)
{
  if (error != NULL && error->domain == HKK_FILE_ERROR)
    return "files";
  if (error == NULL || error->domain != HKK_PORTAL_ERROR)
    return NULL;
  if (error->code == HKK_PORTAL_ERROR_INVALID_CREDENTIALS)
    return "forgotten";
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if ((HkkPortalError) error->code == shown[i].code)
      return shown[i].answer;
  return NULL;
}

/**
 * hkk_error_is_offline:
 * @error: (nullable): an error
 *
 * Returns: whether this computer has no network; the page loads by itself when it is back
 */
gboolean
hkk_error_is_offline (const GError *error)
{
  return error != NULL && error->domain == HKK_PORTAL_ERROR && error->code == HKK_PORTAL_ERROR_OFFLINE;
}

/**
 * hkk_error_is_cancel:
 * @error: (nullable): an error
 *
 * Returns: whether nothing went wrong: the program or the person gave up
 */
gboolean
hkk_error_is_cancel (const GError *error)
{
  return error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * hkk_error_is_answer:
 * @error: (nullable): an error
 *
 * Returns: whether it is what the person answered in the Service-App; when the dialog closes, the window says so
 */
gboolean
hkk_error_is_answer (const GError *error)
{
  return error != NULL && g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP);
}

/* What GLib and GTK say is for programmers, and mostly not in the person's language. */
static const char *
system_sentence (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return _("The disk is full. Make room, then try again.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return _("The file is no longer there. Choose it again.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return _("You may not use this file or folder. Choose another one.");
  return _("Something went wrong. Try again in a moment.");
}

/**
 * hkk_error_sentence:
 * @error: an error
 *
 * Returns: (transfer full): a sentence for the person, plain text
 */
char *
hkk_error_sentence (const GError *error)
{
  gboolean is_ours = error->domain == HKK_PORTAL_ERROR || error->domain == HKK_FILE_ERROR ||
                     error->domain == HKK_RULE_ERROR || error->domain == HKK_SEAL_ERROR;

  return g_strdup (is_ours && error->message != NULL && *error->message ? error->message : system_sentence (error));
}
