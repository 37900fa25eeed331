/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-confirm-page.h"

#include <glib/gi18n.h>

#include "hkk-number-pad.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-text.h"

struct _HkkPhoneConfirmPage
{
  HkkPhonePage       page;

  GtkLabel          *question;
  GtkLabel          *error;
  GtkStack          *stack;
  HkkNumberPad      *number;
  HkkNumberPad      *pin;
  GtkWidget         *fingerprint;
  AdwStatusPage     *outcome;
  GtkWidget         *close;

  HkkDeviceApproval *approval;  /* Owned */
  HkkDecision        decision;
  char               digits[3]; /* the number as typed */
};

G_DEFINE_FINAL_TYPE (HkkPhoneConfirmPage, hkk_phone_confirm_page, HKK_TYPE_PHONE_PAGE)

static void
show_step (HkkPhoneConfirmPage *self,
           const char          *name,
           const char          *question)
{
  gtk_label_set_label (self->question, question);
  gtk_widget_set_visible (GTK_WIDGET (self->question), *question != '\0');
  gtk_stack_set_visible_child_name (self->stack, name);
  /* What is on its way cannot be taken back, and what is done is closed and not gone back to. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self),
                                   !g_str_equal (name, "busy") && !g_str_equal (name, "done"));
}

static void
ask_number (HkkPhoneConfirmPage *self)
{
  show_step (self, "number", _("Which number does your computer show?"));
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
  gtk_widget_grab_focus (self->fingerprint);
}

/* How a decision ends; the last one stands for all others. */
static const struct
{
  HkkApprovalStatus  status;
  const char        *icon_name;
  const char        *title;
  const char        *text;
} outcomes[] = {
  { HKK_APPROVAL_APPROVED, "object-select-symbolic", N_("Approved"), N_("Your computer goes on by itself.") },
  { HKK_APPROVAL_EXECUTED, "object-select-symbolic", N_("Approved"), N_("Your computer goes on by itself.") },
  { HKK_APPROVAL_DENIED, "action-unavailable-symbolic", N_("Declined"), N_("Nothing was changed.") },
  { HKK_APPROVAL_REPORTED, "security-high-symbolic", N_("Thank you for telling us"),
    N_("Nothing was changed. That session was ended. If somebody knows your password, change it now.") },
  { HKK_APPROVAL_EXPIRED, "action-unavailable-symbolic", N_("Time ran out"),
    N_("Nothing was changed. Start again on your computer.") },
  { HKK_APPROVAL_FAILED, "dialog-warning-symbolic", N_("Approved, but not carried out"),
    N_("Your computer shows why.") },
  { HKK_APPROVAL_FAILED_CONFLICT, "dialog-warning-symbolic", N_("Approved, but not carried out"),
    N_("Your computer shows why.") },
  { HKK_APPROVAL_CANCELLED, "action-unavailable-symbolic", N_("Withdrawn"),
    N_("Your computer has withdrawn this. Nothing was changed.") },
  { HKK_APPROVAL_REVOKED, "action-unavailable-symbolic", N_("Withdrawn"),
    N_("Your computer has withdrawn this. Nothing was changed.") },
  { HKK_APPROVAL_UNKNOWN, "dialog-question-symbolic", N_("Not decided yet"),
    N_("Your computer shows how it goes on.") },
};

static void
show_outcome (HkkPhoneConfirmPage *self,
              HkkApprovalStatus    status)
{
  gboolean wrong_number = status == HKK_APPROVAL_DENIED && self->decision == HKK_DECISION_APPROVE;
  const char *title, *text;
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (outcomes) && outcomes[i].status != status)
    i++;
  title = wrong_number ? _("Not approved") : _(outcomes[i].title);
  text = wrong_number ? _("The number was wrong twice. Nothing was changed. Start again on your computer.")
                      : _(outcomes[i].text);
  hkk_phone_fields_clear (self->error, NULL);
  show_step (self, "done", "");
  adw_status_page_set_icon_name (self->outcome, outcomes[i].icon_name);
  adw_status_page_set_title (self->outcome, title);
  adw_status_page_set_description (self->outcome, text);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (self->close);
}

static const char *
problem_code (const GError *error)
{
  HkkProblem *problem = hkk_portal_error_get_problem (error);

  return problem != NULL ? hkk_problem_get_code (problem) : "";
}

static void
on_decided (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneConfirmPage) self = data;
  g_autoptr(GError) error = NULL;
  HkkApprovalStatus status = hkk_device_client_decide_finish (HKK_DEVICE_CLIENT (source), result, &error);

  hkk_device_client_lock (self->page.client);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    {
      show_outcome (self, status);
      return;
    }
  if (g_str_equal (problem_code (error), "approval_expired"))
    {
      show_outcome (self, HKK_APPROVAL_EXPIRED);
      return;
    }
  hkk_phone_fields_refuse (self->error, NULL, error->message);
  if (g_str_equal (problem_code (error), "wrong_number"))
    ask_number (self);
  else
    ask_method (self);
}

static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkPhoneConfirmPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *wrong_pin = NULL;

  if (hkk_device_client_unlock_finish (HKK_DEVICE_CLIENT (source), result, &error))
    {
      hkk_device_client_decide_async (self->page.client, self->approval, self->decision, self->digits,
                                      self->page.cancellable, on_decided, g_object_ref (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_str_equal (problem_code (error), "wrong_pin"))
    wrong_pin = hkk_phone_wrong_pin (error);
  hkk_phone_fields_refuse (self->error, NULL, wrong_pin != NULL ? wrong_pin : error->message);
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED))
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.home", NULL);
  else
    ask_pin (self);
}

static void
show_busy (HkkPhoneConfirmPage *self)
{
  hkk_phone_fields_clear (self->error, NULL);
  show_step (self, "busy", _("One moment."));
}

static void
on_number_complete (HkkPhoneConfirmPage *self,
                    const char          *digits)
{
  g_strlcpy (self->digits, digits, sizeof self->digits);
  hkk_phone_fields_clear (self->error, NULL);
  ask_method (self);
}

static void
on_pin_complete (HkkPhoneConfirmPage *self,
                 const char          *pin)
{
  show_busy (self);
  hkk_device_client_unlock_pin_async (self->page.client, pin, self->page.cancellable, on_unlocked, g_object_ref (self));
}

static void
on_biometric_clicked (HkkPhoneConfirmPage *self)
{
  show_busy (self);
  hkk_device_client_unlock_biometric_async (self->page.client, self->page.cancellable, on_unlocked,
                                            g_object_ref (self));
}

static void
on_use_pin_clicked (HkkPhoneConfirmPage *self)
{
  hkk_phone_fields_clear (self->error, NULL);
  ask_pin (self);
}

static void
hkk_phone_confirm_page_shown (AdwNavigationPage *page)
{
  HkkPhoneConfirmPage *self = HKK_PHONE_CONFIRM_PAGE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "number") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->number));
}

static void
hkk_phone_confirm_page_dispose (GObject *object)
{
  HkkPhoneConfirmPage *self = HKK_PHONE_CONFIRM_PAGE (object);

  g_clear_object (&self->approval);
  G_OBJECT_CLASS (hkk_phone_confirm_page_parent_class)->dispose (object);
}

static void
hkk_phone_confirm_page_class_init (HkkPhoneConfirmPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_phone_confirm_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = hkk_phone_confirm_page_shown;

  g_type_ensure (HKK_TYPE_NUMBER_PAD);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-confirm-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, question);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, number);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneConfirmPage, close);
  gtk_widget_class_bind_template_callback (widget_class, on_number_complete);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_complete);
  gtk_widget_class_bind_template_callback (widget_class, on_biometric_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_use_pin_clicked);
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
  if (decision == HKK_DECISION_APPROVE)
    ask_number (self);
  else
    ask_method (self);
  return self;
}
