/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-wait-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-phone-text.h"

struct _HkkPhoneWaitPage
{
  HkkPhonePage   page;

  GtkStack      *stack;
  GtkLabel      *number;
  GtkLabel      *device;
  GtkLabel      *sentence;
  GtkLabel      *time;
  GtkLabel      *trouble;
  GtkLabel      *refused;
  GtkWidget     *cancel;
  AdwStatusPage *outcome;
  GtkWidget     *close;

  HkkApproval   *approval;     /* Owned (nullable) */
  const char    *declined;     /* Static (nullable): what it means that it was declined */
  guint          seconds_left; /* as last shown */
};

G_DEFINE_FINAL_TYPE (HkkPhoneWaitPage, hkk_phone_wait_page, HKK_TYPE_PHONE_PAGE)

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
say_aloud (HkkPhoneWaitPage *self,
           const char       *text)
{
  hkk_announce (GTK_WIDGET (self), text);
}

static void
show_text (HkkPhoneWaitPage *self,
           GtkLabel         *label,
           const char       *text)
{
  gboolean changed = text != NULL && !g_str_equal (gtk_label_get_label (label), text);

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (changed && label != self->time)
    say_aloud (self, text);
}

/* "4 2", not "forty-two". */
static void
show_number (HkkPhoneWaitPage *self,
             const char       *number)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->number), number != NULL);
  if (number == NULL || g_str_equal (gtk_label_get_label (self->number), number))
    return;
  gtk_label_set_label (self->number, number);
  for (const char *c = number; *c != '\0'; c++)
    g_string_append_printf (digits, "%s%c", digits->len > 0 ? " " : "", *c);
  /* TRANSLATORS: read aloud; %s: digits, one by one */
  spoken = g_strdup_printf (_("Number: %s"), digits->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_time (HkkPhoneWaitPage *self,
           guint             seconds_left)
{
  static const guint marks[] = { 10, 30, 60 };
  g_autofree char *text = hkk_phone_time_left (seconds_left);

  show_text (self, self->time, text);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (self->seconds_left > marks[i] && seconds_left <= marks[i] && seconds_left > 0)
      {
        say_aloud (self, text);
        break;
      }
  self->seconds_left = seconds_left;
}

/* --- An approval --- */

static const struct
{
  HkkApprovalStatus  status;
  const char        *icon_name;
  const char        *title;
  const char        *text;
} ends[] = {
  { HKK_APPROVAL_EXECUTED, "object-select-symbolic", N_("Done"), N_("It was approved and carried out.") },
  { HKK_APPROVAL_DENIED, "process-stop-symbolic", N_("Declined on the other device"),
    N_("Nothing was changed. You can ask again.") },
  { HKK_APPROVAL_REPORTED, "security-high-symbolic", N_("“That wasn’t me” was chosen on the other device"),
    N_("Nothing was changed, and the sign-in on this device was ended. If it was not you, choose a new password.") },
  { HKK_APPROVAL_EXPIRED, "alarm-symbolic", N_("Time ran out"),
    N_("Nothing was changed. Ask again when you have the other device at hand.") },
  /* TRANSLATORS: Title: the person stopped waiting for the other device */
  { HKK_APPROVAL_CANCELLED, "process-stop-symbolic", N_("Cancelled"), N_("Nothing was changed. You can ask again.") },
  { HKK_APPROVAL_REVOKED, "process-stop-symbolic", N_("The approval is no longer valid"),
    N_("Nothing was changed. The other device was locked or unbound, or the sign-in on this device has ended.") },
  { HKK_APPROVAL_FAILED, "dialog-error-symbolic", N_("Approved, but not carried out"),
    N_("Nothing was changed. Try again later.") },
  { HKK_APPROVAL_FAILED_CONFLICT, "dialog-warning-symbolic", N_("Approved, but not carried out"),
    N_("Nothing was changed, since the data have been changed meanwhile. Ask again.") },
};

static gboolean
was_wrong_number (HkkApproval *approval)
{
  HkkProblem *problem = hkk_approval_get_problem (approval);

  return hkk_approval_get_status (approval) == HKK_APPROVAL_DENIED && problem != NULL &&
         g_str_equal (hkk_problem_get_code (problem), "wrong_number");
}

static void
end_approval (HkkPhoneWaitPage *self)
{
  HkkApprovalStatus status = hkk_approval_get_status (self->approval);
  HkkProblem *problem = status == HKK_APPROVAL_FAILED ? hkk_approval_get_problem (self->approval) : NULL;
  g_autofree char *why = problem != NULL ? hkk_problem_get_sentence (problem) : NULL;
  const char *text = hkk_approval_get_message (self->approval);
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (ends) && ends[i].status != status)
    i++;
  if (was_wrong_number (self->approval))
    {
      hkk_phone_wait_page_end (self, "dialog-warning-symbolic", _("The number was wrong twice"),
                               self->declined != NULL ? self->declined :
                               _("Nothing was changed. You get a new number when you ask again."));
      return;
    }
  if (status != HKK_APPROVAL_EXECUTED)
    text = status == HKK_APPROVAL_DENIED ? self->declined : why;
  hkk_phone_wait_page_end (self, ends[i].icon_name, _(ends[i].title), text != NULL ? text : _(ends[i].text));
}

static const char *
how_far (HkkApproval *approval)
{
  switch ((guint) hkk_approval_get_status (approval))
    {
    case HKK_APPROVAL_OPENED:
      return _("It is being viewed there.");
    case HKK_APPROVAL_APPROVED:
      return _("Approved. It is being carried out.");
    case HKK_APPROVAL_DELIVERED:
      return _("It has arrived there.");
    default:
      return _("It is on its way there. If it does not appear: in its side menu choose “2FA approval”, then “Fetch”.");
    }
}

static void
show_link (HkkPhoneWaitPage *self)
{
  switch (hkk_approval_get_link (self->approval))
    {
    case HKK_APPROVAL_LINK_SIGNED_OUT:
      hkk_phone_wait_page_end (self, "dialog-warning-symbolic", _("You are signed out"),
                               _("The sign-in on this device has ended, perhaps from your other device. Sign in again "
                                 "to go on."));
      break;
    case HKK_APPROVAL_LINK_GONE:
      hkk_phone_wait_page_end (self, "dialog-warning-symbolic", _("The approval is no longer valid"),
                               _("The portal no longer knows it. Ask again."));
      break;
    case HKK_APPROVAL_LINK_OK:
      show_text (self, self->trouble, NULL);
      break;
    case HKK_APPROVAL_LINK_INTERRUPTED:
    case HKK_APPROVAL_LINK_BUSY:
    case HKK_APPROVAL_LINK_UNREADABLE:
    default:
      show_text (self, self->trouble, _("The connection is interrupted. Your approval goes on."));
    }
}

static void
update (HkkPhoneWaitPage *self)
{
  if (hkk_approval_is_final (self->approval))
    {
      end_approval (self);
      return;
    }
  show_number (self, hkk_approval_get_number (self->approval));
  show_text (self, self->device, hkk_approval_get_device_name (self->approval));
  show_text (self, self->sentence, how_far (self->approval));
  show_time (self, hkk_approval_get_seconds_left (self->approval));
  show_link (self);
}

/* What became of it is what the approval says; without an answer it is asked again. */
static void
on_cancelled (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkPhoneWaitPage) self = data;
  g_autoptr(GError) error = NULL;

  if (hkk_approval_act_finish (HKK_APPROVAL (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || hkk_approval_is_final (self->approval))
    return;
  gtk_widget_set_sensitive (self->cancel, TRUE);
  show_text (self, self->refused, error->message);
}

static void
on_cancel_clicked (HkkPhoneWaitPage *self)
{
  gtk_widget_set_sensitive (self->cancel, FALSE);
  show_text (self, self->refused, NULL);
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_CANCEL, self->page.cancellable, on_cancelled,
                          g_object_ref (self));
}

static void
on_close_clicked (HkkPhoneWaitPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
hkk_phone_wait_page_dispose (GObject *object)
{
  HkkPhoneWaitPage *self = HKK_PHONE_WAIT_PAGE (object);

  g_clear_object (&self->approval);
  G_OBJECT_CLASS (hkk_phone_wait_page_parent_class)->dispose (object);
}

static void
hkk_phone_wait_page_class_init (HkkPhoneWaitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_wait_page_dispose;
  signals[CLOSED] = g_signal_new ("closed", HKK_TYPE_PHONE_WAIT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-wait-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, number);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, device);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, time);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, refused);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWaitPage, close);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
}

static void
hkk_phone_wait_page_init (HkkPhoneWaitPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_phone_wait_page_push:
 * @below: a widget on a page that is in a navigation view: what asked
 * @title: of the new page
 * @declined: (nullable): a static text: what it means that the other device declines; %NULL: nothing was changed
 *
 * Returns: (transfer none): a page over that of @below, for hkk_phone_wait_page_follow() or hkk_phone_wait_page_end()
 */
HkkPhoneWaitPage *
hkk_phone_wait_page_push (GtkWidget  *below,
                          const char *title,
                          const char *declined)
{
  GtkWidget *view = gtk_widget_get_ancestor (below, ADW_TYPE_NAVIGATION_VIEW);
  HkkPhoneWaitPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_WAIT_PAGE, NULL, NULL);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  self->declined = declined;
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self));
  return self;
}

/**
 * hkk_phone_wait_page_end:
 * @icon_name: an icon
 * @title: how it ended
 * @text: what it means, and what to do
 *
 * Nothing is waited for any more.
 */
void
hkk_phone_wait_page_end (HkkPhoneWaitPage *self,
                         const char       *icon_name,
                         const char       *title,
                         const char       *text)
{
  g_autofree char *escaped_title = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (HKK_IS_PHONE_WAIT_PAGE (self));

  if (self->approval != NULL)
    g_signal_handlers_disconnect_by_data (self->approval, self);
  escaped_title = g_markup_escape_text (title, -1);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_icon_name (self->outcome, icon_name);
  adw_status_page_set_title (self->outcome, escaped_title);
  adw_status_page_set_description (self->outcome, escaped);
  gtk_stack_set_visible_child_name (self->stack, "end");
  hkk_phone_page_focus (self->close);
  say_aloud (self, title);
  say_aloud (self, text);
}

/**
 * hkk_phone_wait_page_follow:
 * @approval: what this phone has asked for and another device is to approve
 *
 * Shows the number to type there, the device, the time left, and how it ended. The button withdraws it at the server.
 */
void
hkk_phone_wait_page_follow (HkkPhoneWaitPage *self,
                            HkkApproval      *approval)
{
  g_return_if_fail (HKK_IS_PHONE_WAIT_PAGE (self));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  g_set_object (&self->approval, approval);
  g_signal_connect_object (approval, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
