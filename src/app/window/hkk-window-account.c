/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can have done about the account from anywhere, after a question. */
#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-account.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-session-info.h"

/* The answer that is no, is the one of Escape. */
static void
ask (HkkWindow             *self,
     const char            *heading,
     const char            *body,
     const char            *yes,
     AdwResponseAppearance  appearance,
     GCallback              on_yes)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "yes", yes, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "yes", appearance);
  if (appearance == ADW_RESPONSE_SUGGESTED)
    adw_alert_dialog_set_default_response (dialog, "yes");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  g_signal_connect_object (dialog, "response::yes", on_yes, self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), hkk_window_get_asking (self));
}

static void
say_error (HkkWindow    *self,
           const GError *error)
{
  if (!hkk_error_is_cancel (error))
    hkk_shell_say_error (HKK_SHELL (self), error);
}

/* --- Out --- */

/* (transfer full) (nullable): what goes from this computer with the person, if they wanted it to be there. */
static char *
dup_loss (HkkWindow *self)
{
  guint n = hkk_portal_get_n_files (self->portal);

  if (n == 0)
    return NULL;
  /* TRANSLATORS: %u: how many documents the person chose to keep on this computer */
  return g_strdup_printf (ngettext ("%u document is kept on this computer. It is removed when you sign out, together "
                                    "with the copy for times without a connection. At the portal it stays.",
                                    "%u documents are kept on this computer. They are removed when you sign out, "
                                    "together with the copy for times without a connection. At the portal they stay.",
                                    n), n);
}

static void
on_sign_out (HkkWindow *self)
{
  hkk_window_leave (self, HKK_LEAVE_SIGN_OUT);
}

/* Asks where something goes that the person wanted to have here. */
void
hkk_window_ask_sign_out (HkkWindow *self)
{
  g_autofree char *loss = dup_loss (self);

  if (loss != NULL)
    /* TRANSLATORS: Title of a question */
    ask (self, _("Sign out?"), loss, _("_Sign out"), ADW_RESPONSE_DESTRUCTIVE, G_CALLBACK (on_sign_out));
  else
    on_sign_out (self);
}

/* --- Out everywhere --- */

static void
on_others_ended (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  g_autoptr(GError) error = NULL;

  if (hkk_sessions_end_others_finish (HKK_PORTAL (source), result, &error))
    hkk_window_sign_out (self);
  else
    say_error (self, error);
}

/* This session is the last to end: it is needed to end the others. */
void
hkk_window_sign_out_everywhere (HkkWindow *self)
{
  hkk_sessions_end_others_async (self->portal, self->cancellable, on_others_ended, g_object_ref (self));
}

static void
on_everywhere (HkkWindow *self)
{
  if (hkk_window_is_in (self))
    hkk_window_leave (self, HKK_LEAVE_EVERYWHERE);
}

void
hkk_window_ask_everywhere (HkkWindow *self)
{
  g_autofree char *loss = NULL;
  g_autofree char *body = NULL;

  if (!hkk_window_is_in (self))
    return;
  loss = dup_loss (self);
  body = g_strjoin (" ", _("All computers and the Service-App are signed out, this computer too. Registered devices "
                           "stay registered."), loss, NULL);
  ask (self, _("Sign out everywhere?"), body, _("_Sign out everywhere"), ADW_RESPONSE_DESTRUCTIVE,
       G_CALLBACK (on_everywhere));
}

/* --- A letter that registers a device --- */

/* VALID_UNTIL (nullable): the approval has said it. */
static void
say_ordered (HkkWindow  *self,
             const char *valid_until)
{
  g_autofree char *day = hkk_format_iso_day (valid_until);
  g_autofree char *text = NULL;

  /* TRANSLATORS: %s: a day ("29 January 2027") */
  text = g_strdup_printf (_("The letter is on its way. It comes in three to five days. Its code is valid until %s."),
                          day);
  hkk_shell_say (HKK_SHELL (self), valid_until != NULL
    ? text : _("The letter is on its way. It comes in three to five days."));
}

static void
on_approval_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  HkkApprovalOutcome outcome;

  if (hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, NULL) &&
      outcome == HKK_APPROVAL_OUTCOME_EXECUTED)
    say_ordered (self, NULL);
}

static void
on_ordered (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  g_autoptr(HkkApproval) approval = NULL;
  g_autofree char *valid_until = NULL;
  g_autoptr(GError) error = NULL;

  if (!hkk_account_order_letter_finish (HKK_PORTAL (source), result, &approval, &valid_until, &error))
    say_error (self, error);
  else if (approval == NULL)
    say_ordered (self, valid_until);
  else
    hkk_portal_await_async (HKK_PORTAL (source), approval, NULL, on_approval_over, g_steal_pointer (&self));
}

static void
on_letter (HkkWindow *self)
{
  if (hkk_window_is_in (self))
    hkk_account_order_letter_async (self->portal, self->cancellable, on_ordered, g_object_ref (self));
}

void
hkk_window_ask_letter (HkkWindow *self)
{
  if (hkk_window_is_in (self))
    ask (self, _("Order a letter with a QR code?"),
         _("It goes to the address that we know and comes in three to five days. Its code registers one device. The "
           "codes of earlier letters are no longer valid then."),
         C_("letter", "_Order"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (on_letter));
}
