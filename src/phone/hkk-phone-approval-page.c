/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-approval-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-phone-outcome.h"
#include "hkk-phone-text.h"
#include "hkk-shown.h"

struct _HkkPhoneApprovalPage
{
  HkkPhonePage       page;

  GtkScrolledWindow *scroller;
  GtkLabel          *heading;
  GtkLabel          *asked;
  GtkListBox        *details;
  GtkLabel          *time_left;
  GtkStack          *bottom;
  GtkWidget         *buttons;
  GtkWidget         *close;
  GtkWidget         *report;

  HkkDeviceApproval *approval; /* Owned */
  guint              seconds;  /* left, as told last */
  gboolean           told;     /* how it ended */
};

G_DEFINE_FINAL_TYPE (HkkPhoneApprovalPage, hkk_phone_approval_page, HKK_TYPE_PHONE_PAGE)

enum { DECIDE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* (transfer full): with a direction of its own */
static char *
isolate (const char *text)
{
  return g_strconcat ("\342\201\250", text, "\342\201\251", NULL);
}

/* As the rows of facts are on the computer: Tab leads to it. */
static GtkWidget *
create_detail (gpointer item,
               gpointer data)
{
  HkkShownRow *shown = item;
  const char *old_text = hkk_shown_row_get_old (shown);
  const char *value = hkk_shown_row_get_value (shown);
  g_autofree char *old_alone = old_text != NULL && *old_text ? isolate (old_text) : NULL;
  g_autofree char *value_alone = isolate (value);
  g_autofree char *change = NULL;
  GtkWidget *row = NULL;

  if (old_alone != NULL)
    /* TRANSLATORS: a change of one value; %1$s is what it was, %2$s what it becomes. Keep the line break. */
    change = g_strdup_printf (_("Until now: %1$s\nNew: %2$s"), old_alone, value_alone);
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", hkk_shown_row_get_label (shown), "subtitle",
                      change != NULL ? change : value, "subtitle-selectable", TRUE, NULL);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static void
on_seconds_left (HkkPhoneApprovalPage *self)
{
  if (hkk_phone_approval_page_is_over (self))
    return;
  hkk_phone_tell_time_left (self->time_left, self->approval, &self->seconds);
  gtk_widget_set_sensitive (self->buttons, self->seconds > 0);
  gtk_widget_set_sensitive (self->report, self->seconds > 0);
}

/* A page over it may have said it, after which this one is not seen again; the help has not. */
static void
tell_end (HkkPhoneApprovalPage *self)
{
  if (self->told || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->told = TRUE;
  hkk_announce_now (GTK_WIDGET (self->time_left), gtk_label_get_label (self->time_left));
  gtk_widget_grab_focus (self->close);
}

/* Withdrawn, expired, or decided on another device while it is open here: it can still be read, and left. */
static void
on_status (HkkPhoneApprovalPage *self)
{
  g_auto(HkkPhoneOutcome) outcome = { 0 };
  g_autofree char *text = NULL;

  if (!hkk_phone_approval_page_is_over (self))
    return;
  hkk_phone_outcome_read (&outcome, self->page.client, self->approval);
  /* TRANSLATORS: first %s: how an approval ended ("Withdrawn"); second %s: a sentence that says more. */
  text = g_strdup_printf (_("%s. %s"), outcome.title, outcome.text);
  /* It stands above the lines, which are what one looked at. */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_label_set_label (self->time_left, text);
  gtk_widget_set_visible (self->report, FALSE);
  gtk_stack_set_visible_child_name (self->bottom, "over");
  tell_end (self);
}

static void
hkk_phone_approval_page_shown (AdwNavigationPage *page)
{
  HkkPhoneApprovalPage *self = HKK_PHONE_APPROVAL_PAGE (page);

  ADW_NAVIGATION_PAGE_CLASS (hkk_phone_approval_page_parent_class)->shown (page);
  if (hkk_phone_approval_page_is_over (self))
    tell_end (self);
}

static void
decide (HkkPhoneApprovalPage *self,
        HkkDecision           decision)
{
  g_signal_emit (self, signals[DECIDE], 0, self->approval, decision);
}

static void
on_approve_clicked (HkkPhoneApprovalPage *self)
{
  decide (self, HKK_DECISION_APPROVE);
}

static void
on_decline_clicked (HkkPhoneApprovalPage *self)
{
  decide (self, HKK_DECISION_DENY);
}

static void
on_report_clicked (HkkPhoneApprovalPage *self)
{
  decide (self, HKK_DECISION_REPORT);
}

static void
hkk_phone_approval_page_dispose (GObject *object)
{
  HkkPhoneApprovalPage *self = HKK_PHONE_APPROVAL_PAGE (object);

  if (self->details != NULL)
    gtk_list_box_bind_model (self->details, NULL, NULL, NULL, NULL);
  g_clear_object (&self->approval);
  G_OBJECT_CLASS (hkk_phone_approval_page_parent_class)->dispose (object);
}

static void
hkk_phone_approval_page_class_init (HkkPhoneApprovalPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_approval_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = hkk_phone_approval_page_shown;
  signals[DECIDE] = g_signal_new ("decide", HKK_TYPE_PHONE_APPROVAL_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, HKK_TYPE_DEVICE_APPROVAL, HKK_TYPE_DECISION);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-approval-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, heading);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, asked);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, details);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, time_left);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, close);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneApprovalPage, report);
  gtk_widget_class_bind_template_callback (widget_class, on_approve_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_decline_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_report_clicked);
}

static void
hkk_phone_approval_page_init (HkkPhoneApprovalPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneApprovalPage *
hkk_phone_approval_page_new (HkkDeviceClient   *client,
                             HkkDeviceApproval *approval)
{
  HkkPhoneApprovalPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_APPROVAL_PAGE, client, NULL);
  g_autofree char *asked = hkk_phone_asked (approval);

  self->approval = g_object_ref (approval);
  gtk_label_set_label (self->heading, hkk_device_approval_get_title (approval));
  gtk_label_set_label (self->asked, asked);
  gtk_list_box_bind_model (self->details, hkk_device_approval_get_details (approval), create_detail, NULL, NULL);
  g_signal_connect_object (approval, "notify::seconds-left", G_CALLBACK (on_seconds_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (approval, "notify::status", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
  on_seconds_left (self);
  on_status (self);
  return self;
}

gboolean
hkk_phone_approval_page_is_over (HkkPhoneApprovalPage *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_APPROVAL_PAGE (self), FALSE);
  return hkk_approval_status_is_final (hkk_device_approval_get_status (self->approval));
}
