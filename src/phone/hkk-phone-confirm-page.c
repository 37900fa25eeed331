/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-confirm-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-number-pad.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-outcome.h"
#include "hkk-phone-text.h"

#define SLOW_S        5
#define CHECK_AGAIN_S 3

struct _HkkPhoneConfirmPage
{
  HkkPhonePage       page;

  GtkLabel          *question;
  GtkLabel          *time_left;
  GtkLabel          *error;
  GtkStack          *stack;
  HkkNumberPad      *number;
  HkkNumberPad      *pin;
  GtkWidget         *fingerprint;
  GtkWidget         *cancel;
  AdwStatusPage     *outcome;
  GtkButton         *close;

  HkkDeviceApproval *approval;  /* Owned */
  HkkDecision        decision;
  char               digits[3]; /* the number as typed */
  guint              seconds;   /* left, as told last */
  guint              timer;     /* source: until it is slow, or of the next check */
  gboolean           biometric; /* how it is being unlocked */
  gboolean           sent;      /* an answer */
  GCancellable      *unlocking; /* Owned (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkPhoneConfirmPage, hkk_phone_confirm_page, HKK_TYPE_PHONE_PAGE)

static gboolean
is_at (HkkPhoneConfirmPage *self,
       const char          *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static gboolean
is_asking (HkkPhoneConfirmPage *self)
{
  return is_at (self, "number") || is_at (self, "method") || is_at (self, "pin");
}

static void
show_step (HkkPhoneConfirmPage *self,
           const char          *name,
           const char          *question)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_label_set_label (self->question, question);
  gtk_widget_set_visible (GTK_WIDGET (self->question), *question != '\0');
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), is_asking (self) || is_at (self, "unlocking"));
  /* What is on its way cannot be taken back, and what is done is closed and not gone back to. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), is_asking (self));
}

static gboolean
on_slow (gpointer data)
{
  HkkPhoneConfirmPage *self = data;
  const char *text = is_at (self, "unlocking")
                     ? _("The connection is slow. Nothing is decided yet, you can still cancel.")
                     : _("The connection is slow. Your answer is on its way.");

  self->timer = 0;
  gtk_label_set_label (self->question, text);
  hkk_announce (GTK_WIDGET (self), text);
  return G_SOURCE_REMOVE;
}

static void
clear_error (HkkPhoneConfirmPage *self)
{
  GtkEditable *fields[] = { hkk_number_pad_get_field (self->number), hkk_number_pad_get_field (self->pin), NULL };

  hkk_phone_fields_clear (self->error, fields);
}

static void
show_busy (HkkPhoneConfirmPage *self,
           const char          *name,
           const char          *text)
{
  clear_error (self);
  show_step (self, name, text);
  hkk_announce (GTK_WIDGET (self), text);
  if (!is_at (self, "checking"))
    self->timer = g_timeout_add_seconds (SLOW_S, on_slow, self);
}

/* --- What is asked --- */

/* Where the next key goes. */
static void
take_focus (HkkPhoneConfirmPage *self)
{
  if (is_at (self, "number"))
    hkk_phone_page_focus (GTK_WIDGET (self->number));
  else if (is_at (self, "pin"))
    hkk_phone_page_focus (GTK_WIDGET (self->pin));
  else if (is_at (self, "method"))
    hkk_phone_page_focus (self->fingerprint);
}

static void
ask_number (HkkPhoneConfirmPage *self)
{
  if (hkk_device_approval_is_by_device (self->approval))
    /* TRANSLATORS: Name of the entry for the two-digit number that another smartphone or tablet shows. */
    g_object_set (self->number, "label", _("Number from the other device"), NULL);
  show_step (self, "number", hkk_device_approval_is_by_device (self->approval)
             ? _("Which number does your other device show?") : _("Which number does your computer show?"));
  hkk_number_pad_clear (self->number);
}

static void
ask_pin (HkkPhoneConfirmPage *self)
{
  show_step (self, "pin", _("Type your approval PIN."));
  hkk_number_pad_clear (self->pin);
}

static void
ask_method (HkkPhoneConfirmPage *self)
{
  if (!hkk_device_client_get_has_biometrics (self->page.client))
    {
      ask_pin (self);
      return;
    }
  show_step (self, "method", self->decision == HKK_DECISION_APPROVE
             ? _("How do you want to approve?")
             : _("Show that this is you."));
  hkk_phone_page_focus (self->fingerprint);
}

/* Withdrawn, expired, or decided elsewhere: what is typed here goes no further. */
static gboolean
is_over (HkkPhoneConfirmPage *self)
{
  return hkk_approval_status_is_final (hkk_device_approval_get_status (self->approval));
}

static void
show_end (HkkPhoneConfirmPage *self,
          const char          *icon_name,
          const char          *title,
          const char          *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  clear_error (self);
  show_step (self, "done", "");
  adw_status_page_set_icon_name (self->outcome, icon_name);
  adw_status_page_set_title (self->outcome, title);
  adw_status_page_set_description (self->outcome, escaped);
  hkk_announce_now (GTK_WIDGET (self), title);
  hkk_announce (GTK_WIDGET (self), text);
  hkk_phone_page_focus (GTK_WIDGET (self->close));
}

static void
show_outcome (HkkPhoneConfirmPage *self)
{
  gboolean elsewhere = hkk_device_client_get_answered_elsewhere (self->page.client, self->approval) != NULL;
  gboolean wrong_number = self->sent && !elsewhere && self->decision == HKK_DECISION_APPROVE &&
                          hkk_device_approval_get_status (self->approval) == HKK_APPROVAL_DENIED;
  g_auto(HkkPhoneOutcome) outcome = { 0 };

  hkk_phone_outcome_read (&outcome, self->page.client, self->approval);
  if (wrong_number)
    {
      outcome.title = _("Not approved");
      g_set_str (&outcome.text, hkk_device_approval_is_by_device (self->approval)
        ? _("The number was wrong twice. Nothing was changed. Start again on your other device.")
        : _("The number was wrong twice. Nothing was changed. Start again on your computer."));
    }
  else if (elsewhere && self->sent)
    outcome.title = _("Your answer came too late");
  show_end (self, outcome.icon_name, outcome.title, outcome.text);
}

/* Another answer would be refused, too. */
static void
show_refused (HkkPhoneConfirmPage *self)
{
  const char *text = hkk_device_approval_is_by_device (self->approval)
    ? _("The portal does not take this answer: what this device has shown is not what was asked for. Nothing was "
        "changed. Start again on your other device.")
    : _("The portal does not take this answer: what this device has shown is not what was asked for. Nothing was "
        "changed. Start again on your computer.");

  show_end (self, "dialog-error-symbolic", _("Not approved"), text);
  /* It is still in the list: the next one would be the same. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close), "phone.home");
}

static void
on_status (HkkPhoneConfirmPage *self)
{
  if (!is_over (self) || is_at (self, "sending") || is_at (self, "done"))
    return;
  g_cancellable_cancel (self->unlocking);
  show_outcome (self);
}

/* Its own clock may be behind what the portal has decided: nothing is said of how it ended, but no digit is taken. */
static void
on_seconds_left (HkkPhoneConfirmPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean takes;

  if (is_over (self))
    return;
  hkk_phone_tell_time_left (self->time_left, self->approval, &self->seconds);
  takes = self->seconds > 0 || !is_asking (self);
  if (takes == gtk_widget_get_sensitive (GTK_WIDGET (self->stack)))
    return;
  /* An entry that is switched off with the focus in it goes on blinking. */
  if (!takes && root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), takes);
  if (takes && root != NULL && gtk_root_get_focus (root) == NULL)
    take_focus (self);
}

static const char *
problem_code (const GError *error)
{
  HkkProblem *problem = hkk_portal_error_get_problem (error);

  return problem != NULL ? hkk_problem_get_code (problem) : "";
}

/* --- The answer that was sent, and what became of it --- */

static gboolean on_check_again (gpointer data);

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneConfirmPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDeviceApproval) approval = hkk_device_client_open_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || is_at (self, "done"))
    return;
  if (approval == NULL)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      self->timer = g_timeout_add_seconds (CHECK_AGAIN_S, on_check_again, self);
      return;
    }
  g_set_object (&self->approval, approval);
  if (is_over (self))
    {
      show_outcome (self);
      return;
    }
  hkk_phone_fields_refuse (self->error, NULL,
                           _("Your answer did not arrive. Nothing is decided yet. Answer once more."));
  ask_method (self);
}

static void
check (HkkPhoneConfirmPage *self)
{
  hkk_device_client_open_async (self->page.client, hkk_device_approval_get_id (self->approval), self->page.cancellable,
                                on_checked, g_object_ref (self));
}

static gboolean
on_check_again (gpointer data)
{
  HkkPhoneConfirmPage *self = data;

  self->timer = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

/* Whether the portal has understood the answer and said no, so that another one can be given. */
static gboolean
was_refused (const GError *error)
{
  static const char * const unsettled[] = { "", "approval_final", "approval_expired", "internal", NULL };

  return !g_strv_contains (unsettled, problem_code (error));
}

static void
on_decided (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneConfirmPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean wrong_number;

  hkk_device_client_decide_finish (HKK_DEVICE_CLIENT (source), result, &error);
  hkk_device_client_lock (self->page.client);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL || is_over (self))
    {
      show_outcome (self);
      return;
    }
  if (!was_refused (error))
    {
      show_busy (self, "checking", _("The connection was interrupted. Whether your answer arrived is being checked."));
      check (self);
      return;
    }
  if (g_str_equal (problem_code (error), "bad_signature"))
    {
      show_refused (self);
      return;
    }
  wrong_number = g_str_equal (problem_code (error), "wrong_number");
  hkk_phone_fields_refuse (self->error, wrong_number ? hkk_number_pad_get_field (self->number) : NULL, error->message);
  if (wrong_number)
    ask_number (self);
  else
    ask_method (self);
}

/* --- The PIN, or the finger --- */

static void
ask_again (HkkPhoneConfirmPage *self)
{
  if (self->biometric)
    ask_method (self);
  else
    ask_pin (self);
}

static void
refuse_unlock (HkkPhoneConfirmPage *self,
               const GError        *error)
{
  g_autofree char *wrong_pin = g_str_equal (problem_code (error), "wrong_pin") ? hkk_phone_wrong_pin (error) : NULL;

  hkk_phone_fields_refuse (self->error, wrong_pin != NULL ? hkk_number_pad_get_field (self->pin) : NULL,
                           wrong_pin != NULL ? wrong_pin : error->message);
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED))
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.home", NULL);
  else
    ask_again (self);
}

static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkPhoneConfirmPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean unlocked = hkk_device_client_unlock_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->unlocking || g_cancellable_is_cancelled (self->unlocking) ||
      g_cancellable_is_cancelled (self->page.cancellable))
    {
      /* Given up meanwhile; nobody needs the key. */
      if (unlocked)
        hkk_device_client_lock (self->page.client);
      return;
    }
  if (!unlocked)
    {
      refuse_unlock (self, error);
      return;
    }
  show_busy (self, "sending", _("Your answer is on its way."));
  self->sent = TRUE;
  hkk_device_client_decide_async (self->page.client, self->approval, self->decision, self->digits,
                                  self->page.cancellable, on_decided, g_object_ref (self));
}

/* Until the answer is sent it can be given up. */
static GCancellable *
begin_unlocking (HkkPhoneConfirmPage *self,
                 gboolean             biometric,
                 const char          *text)
{
  g_cancellable_cancel (self->unlocking);
  g_clear_object (&self->unlocking);
  self->unlocking = g_cancellable_new ();
  self->biometric = biometric;
  show_busy (self, "unlocking", text);
  hkk_phone_page_focus (self->cancel);
  return self->unlocking;
}

static void
on_cancel_clicked (HkkPhoneConfirmPage *self)
{
  g_cancellable_cancel (self->unlocking);
  ask_again (self);
}

static void
on_number_complete (HkkPhoneConfirmPage *self,
                    const char          *digits)
{
  if (self->seconds == 0)
    return;
  g_strlcpy (self->digits, digits, sizeof self->digits);
  clear_error (self);
  ask_method (self);
}

static void
on_pin_complete (HkkPhoneConfirmPage *self,
                 const char          *pin)
{
  GCancellable *cancellable;

  if (self->seconds == 0)
    return;
  cancellable = begin_unlocking (self, FALSE, _("Your approval PIN is being checked."));
  hkk_device_client_unlock_pin_async (self->page.client, pin, cancellable, on_unlocked, g_object_ref (self));
}

static void
on_biometric_clicked (HkkPhoneConfirmPage *self)
{
  GCancellable *cancellable = begin_unlocking (self, TRUE, _("The device is being unlocked."));

  hkk_device_client_unlock_biometric_async (self->page.client, cancellable, on_unlocked, g_object_ref (self));
}

static void
on_use_pin_clicked (HkkPhoneConfirmPage *self)
{
  clear_error (self);
  ask_pin (self);
}

static void
hkk_phone_confirm_page_dispose (GObject *object)
{
  HkkPhoneConfirmPage *self = HKK_PHONE_CONFIRM_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->unlocking);
  g_clear_object (&self->unlocking);
  g_clear_object (&self->approval);
  G_OBJECT_CLASS (hkk_phone_confirm_page_parent_class)->dispose (object);
}

static void
hkk_phone_confirm_page_class_init (HkkPhoneConfirmPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_phone_confirm_page_dispose;

  g_type_ensure (HKK_TYPE_NUMBER_PAD);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-confirm-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, question);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, time_left);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, number);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, close);
  gtk_widget_class_bind_template_callback (widget_class, on_number_complete);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_complete);
  gtk_widget_class_bind_template_callback (widget_class, on_biometric_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_use_pin_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
hkk_phone_confirm_page_init (HkkPhoneConfirmPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneConfirmPage *
hkk_phone_confirm_page_new (HkkDeviceClient   *client,
                            HkkDeviceApproval *approval,
                            HkkDecision        decision)
{
  HkkPhoneConfirmPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_CONFIRM_PAGE, client, NULL);

  self->approval = g_object_ref (approval);
  self->decision = decision;
  g_signal_connect_object (approval, "notify::seconds-left", G_CALLBACK (on_seconds_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (approval, "notify::status", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
  on_seconds_left (self);
  if (decision == HKK_DECISION_APPROVE)
    ask_number (self);
  else
    ask_method (self);
  return self;
}
