/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-dialog.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-approval-end.h"
#include "hkk-approval-list.h"
#include "hkk-approval-words.h"
#include "hkk-clipboard.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-header-bar.h"
#include "hkk-row.h"
#include "hkk-structure.h"

/* Of a longer title it shows a part. */
#define TITLE_LENGTH_SHOWN 300

/* So high the list of what is approved may be, in pixels; what does not fit is scrolled to. */
#define LIST_HEIGHT 260
#define ABOVE_DIALOG 48 /* pixels of the window that a dialog leaves to what is behind it */

struct _HkkApprovalDialog
{
  AdwDialog     parent_instance;

  HkkPortal    *portal;       /* Owned (nullable): who can ask once more */
  HkkApproval  *approval;     /* Owned */
  GCancellable *cancellable;  /* Owned */
  guint         seconds_left; /* when it was last looked at */
  gboolean      cancel_asked;
  gboolean      finished;     /* the signal was emitted */

  AdwHeaderBar *header;
  GtkStack     *stack;
  GtkLabel     *operation;
  GtkWidget    *number_box;
  GtkLabel     *number;
  GtkScrolledWindow *details_scroller;
  GtkListBox   *details;
  GtkLabel     *status;
  GtkLabel     *time_left;
  GtkWidget    *link_box;
  GtkLabel     *link;
  GtkWidget    *advice_box;
  GtkLabel     *advice;
  GtkWidget    *help_box;
  GtkLabel     *help;
  GtkLabel     *trouble;
  HkkErrorHelp *error_help;
  GtkWidget    *requests_button;
  GtkWidget    *check_button;
  GtkWidget    *resend_button;
  GtkWidget    *extend_button;
  GtkWidget    *cancel_button;
  GtkImage     *end_icon;
  GtkLabel     *end_title;
  GtkLabel     *end_text;
  GtkWidget    *reference_list;
  AdwActionRow *reference;
  GtkWidget    *open_button;
  GtkWidget    *again_button;
  GtkWidget    *security_button;
  GtkButton    *done_button;
};

enum
{
  FINISHED,
  OPEN_REQUEST,
  ASKED_AGAIN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkApprovalDialog, hkk_approval_dialog, ADW_TYPE_DIALOG)

static gboolean
shows_end (HkkApprovalDialog *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "end");
}

static void
announce (HkkApprovalDialog *self,
          const char        *text)
{
  hkk_announce_now (GTK_WIDGET (self), text);
}

/* Sets a text, shows or hides its place, and says it aloud when it is new. */
static void
show_notice (HkkApprovalDialog *self,
             GtkWidget         *place,
             GtkLabel          *label,
             const char        *text,
             gboolean           aloud)
{
  gboolean was_visible = gtk_widget_get_visible (place);

  gtk_widget_set_visible (place, text != NULL);
  if (text == NULL || g_str_equal (gtk_label_get_label (label), text))
    return;

  gtk_label_set_label (label, text);
  if (aloud || !was_visible)
    announce (self, text);
}

static void
show_status (HkkApprovalDialog *self)
{
  g_autofree char *status = hkk_approval_words_status (self->approval);
  g_autofree char *advice = hkk_approval_words_advice (self->approval);

  show_notice (self, GTK_WIDGET (self->status), self->status, status, TRUE);
  show_notice (self, self->advice_box, self->advice, advice, TRUE);
}

static void
show_link (HkkApprovalDialog *self)
{
  g_autofree char *link = hkk_approval_words_link (self->approval);

  /* The seconds count down on the screen; aloud it is said once. */
  show_notice (self, self->link_box, self->link, link, FALSE);
  gtk_widget_set_visible (self->requests_button, hkk_approval_words_name_requests (self->approval));
  /* What a button could not do has the same cause. */
  if (link == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  hkk_error_help_show (self->error_help, NULL);
}

static void
show_help (HkkApprovalDialog *self)
{
  gboolean wanted = hkk_approval_wants_help (self->approval);

  gtk_widget_set_visible (self->resend_button, hkk_approval_can_resend (self->approval));
  gtk_widget_set_visible (self->extend_button, hkk_approval_get_extensions_left (self->approval) > 0);
  if (wanted == gtk_widget_get_visible (self->help_box))
    return;

  gtk_widget_set_visible (self->help_box, wanted);
  if (wanted)
    announce (self, gtk_label_get_label (self->help));
}

static char *
dup_title (HkkApprovalDialog *self)
{
  const char *title = hkk_approval_get_title (self->approval);

  return g_utf8_substring (title, 0, MIN (TITLE_LENGTH_SHOWN, g_utf8_strlen (title, -1)));
}

/* What is to be approved, and the number that is asked for. */
static char *
dup_spoken (HkkApprovalDialog *self)
{
  const char *number = hkk_approval_get_number (self->approval);
  g_autofree char *digits = hkk_approval_words_number (number != NULL ? number : "");
  g_autofree char *title = dup_title (self);
  g_autofree char *isolated = hkk_format_isolate (title);

  if (number == NULL)
    return g_steal_pointer (&title);
  /* TRANSLATORS: read aloud when the dialog opens; %1$s is what is to be approved, %2$s two digits */
  return g_strdup_printf (_("%1$s. Type this number in the Service-App: %2$s."), isolated, digits);
}

/* What is read when somebody opens it or comes back to it: with the minutes that are left, but without the seconds,
 * which would be untrue soon. How an end is described, show_end() knows. */
static void
describe (HkkApprovalDialog *self)
{
  gboolean calm = hkk_approval_get_seconds_left (self->approval) > HKK_APPROVAL_LAST_SECONDS;
  g_autofree char *spoken = dup_spoken (self);
  g_autofree char *all = g_strjoin ("\n", spoken, calm ? gtk_label_get_label (self->time_left) : NULL, NULL);

  if (!shows_end (self))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

static void
show_time (HkkApprovalDialog *self)
{
  guint seconds = hkk_approval_get_seconds_left (self->approval);
  g_autofree char *text = hkk_approval_words_time_left (seconds);
  g_autofree char *notice = hkk_approval_words_time_notice (self->seconds_left, seconds);

  gboolean changed = !g_str_equal (gtk_label_get_label (self->time_left), text);

  gtk_label_set_label (self->time_left, text);
  if (changed && MAX (seconds, self->seconds_left) > HKK_APPROVAL_LAST_SECONDS)
    describe (self);
  if (notice != NULL)
    announce (self, notice);
  self->seconds_left = seconds;
}

static void
show_reference (HkkApprovalDialog *self)
{
  const char *reference = hkk_approval_get_reference (self->approval);

  gtk_widget_set_visible (self->reference_list, reference != NULL);
  adw_action_row_set_subtitle (self->reference, reference);
  gtk_widget_set_visible (self->open_button, hkk_approval_get_request_id (self->approval) != NULL);
}

/* What is asked for again is the first thing to do. */
static void
show_again (HkkApprovalDialog *self)
{
  gboolean again = self->portal != NULL && hkk_portal_can_ask_again (self->portal, self->approval);

  gtk_widget_set_visible (self->again_button, again);
  gtk_widget_set_sensitive (self->again_button, TRUE);
  if (again)
    gtk_widget_remove_css_class (GTK_WIDGET (self->done_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->done_button), "suggested-action");
}

static void
show_end (HkkApprovalDialog *self)
{
  gboolean executed = hkk_approval_get_status (self->approval) == HKK_APPROVAL_EXECUTED;
  HkkApprovalEnd end = { 0 };
  g_autofree char *spoken = NULL;

  hkk_approval_end_init (&end, self->approval, self->cancel_asked);
  gtk_image_set_from_icon_name (self->end_icon, end.icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->end_icon), (const char *[]) { end.css_class, NULL });
  gtk_label_set_label (self->end_title, end.title);
  gtk_label_set_label (self->end_text, end.text);
  gtk_button_set_label (self->done_button, executed ? _("Done") : C_("button", "Close"));
  if (executed)
    show_reference (self);
  show_again (self);
  gtk_widget_set_visible (self->security_button, hkk_approval_end_get_offer (self->approval) != NULL);

  adw_dialog_set_title (ADW_DIALOG (self), end.title);
  adw_header_bar_set_show_title (self->header, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "end");
  gtk_widget_grab_focus (GTK_WIDGET (self));

  /* Whoever opens it now has the title read already. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, end.text, -1);
  spoken = g_strconcat (end.title, "\n", end.text, NULL);
  announce (self, spoken);
  g_free (end.text);
}

/* Before it is shown it has no width yet; it will have the window's where that is narrower than what it asks for. */
static int
content_width (HkkApprovalDialog *self)
{
  int width = gtk_widget_get_width (adw_dialog_get_child (ADW_DIALOG (self)));
  int wanted = adw_dialog_get_content_width (ADW_DIALOG (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int window = root != NULL ? gtk_widget_get_width (GTK_WIDGET (root)) : 0;

  if (width > 0)
    return width;
  return window > 0 ? MIN (window, wanted) : wanted;
}

static int
get_list_width (HkkApprovalDialog *self)
{
  return content_width (self) - 2 * gtk_widget_get_margin_start (gtk_stack_get_visible_child (self->stack));
}

/* As high as what it says now, and not less than before; an AdwDialog measures only when it opens. */
static void
fit_height (HkkApprovalDialog *self)
{
  int height = 0;

  gtk_widget_measure (adw_dialog_get_child (ADW_DIALOG (self)), GTK_ORIENTATION_VERTICAL, content_width (self), NULL,
                      &height, NULL, NULL);
  adw_dialog_set_content_height (ADW_DIALOG (self), MAX (height, adw_dialog_get_content_height (ADW_DIALOG (self))));
}

static void
show_later (HkkApprovalDialog *self,
            gboolean           shown)
{
  gtk_widget_set_visible (self->help_box, shown);
  gtk_widget_set_visible (self->resend_button, shown);
}

/* High enough for the help that is shown later: nothing moves while somebody reads. */
static void
reserve_height (HkkApprovalDialog *self)
{
  show_later (self, TRUE);
  fit_height (self);
  show_later (self, FALSE);
}

/* How high the list can be so that all of the dialog is seen at once, with what is shown later. */
static int
get_list_room (HkkApprovalDialog *self)
{
  GtkWidget *list = GTK_WIDGET (self->details_scroller);
  GtkRoot *root = gtk_widget_get_root (list);
  int all = 0, own = 0;

  if (root == NULL || !gtk_widget_get_mapped (GTK_WIDGET (root)))
    return LIST_HEIGHT;
  show_later (self, TRUE);
  gtk_widget_measure (adw_dialog_get_child (ADW_DIALOG (self)), GTK_ORIENTATION_VERTICAL, content_width (self), NULL,
                      &all, NULL, NULL);
  gtk_widget_measure (list, GTK_ORIENTATION_VERTICAL, get_list_width (self), NULL, &own, NULL, NULL);
  show_later (self, FALSE);
  return MIN (LIST_HEIGHT, gtk_widget_get_height (GTK_WIDGET (root)) - ABOVE_DIALOG - (all - own));
}

static void
fit_list (HkkApprovalDialog *self)
{
  hkk_approval_list_fit (self->details_scroller, get_list_width (self), get_list_room (self));
}

/* What the person wanted is done now: it is what they see next, and not a word about it. */
static gboolean
goes_on (HkkApprovalDialog *self)
{
  return hkk_approval_get_status (self->approval) == HKK_APPROVAL_EXECUTED && !self->cancel_asked &&
         self->portal != NULL && hkk_portal_opens_something (self->portal, self->approval);
}

static void
refresh (HkkApprovalDialog *self)
{
  if (shows_end (self))
    return;

  if (goes_on (self))
    {
      /* TRANSLATORS: Said by screen readers when the phone has approved; what follows is being carried out */
      announce (self, _("Approved."));
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (hkk_approval_is_final (self->approval))
    {
      show_end (self);
      fit_height (self);
      return;
    }
  show_status (self);
  show_link (self);
  show_help (self);
  show_time (self);
  fit_height (self);
}

static void
show_trouble (HkkApprovalDialog *self,
              const GError      *error)
{
  g_autofree char *text = error != NULL ? hkk_error_sentence (error) : NULL;

  show_notice (self, GTK_WIDGET (self->trouble), self->trouble, text, TRUE);
  hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
  fit_height (self);
}

/* Who asks how far it is hears all of it again. */
static void
on_check (HkkApprovalDialog *self)
{
  g_autofree char *spoken = dup_spoken (self);
  g_autofree char *all = g_strjoin ("\n", spoken, gtk_label_get_label (self->status),
                                    gtk_label_get_label (self->time_left), NULL);

  show_trouble (self, NULL);
  hkk_approval_check_now (self->approval);
  announce (self, all);
}

static void
on_resent (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkApprovalDialog) self = HKK_APPROVAL_DIALOG (data);
  g_autoptr(GError) error = NULL;

  if (hkk_approval_act_finish (HKK_APPROVAL (source), result, &error))
    announce (self, _("Sent again to the Service-App."));
  else if (!hkk_error_is_cancel (error))
    show_trouble (self, error);
  gtk_widget_set_sensitive (self->resend_button, TRUE);
  refresh (self);
}

static void
on_resend (HkkApprovalDialog *self)
{
  show_trouble (self, NULL);
  gtk_widget_set_sensitive (self->resend_button, FALSE);
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_RESEND, self->cancellable, on_resent,
                          g_object_ref (self));
}

static void
on_extended (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkApprovalDialog) self = HKK_APPROVAL_DIALOG (data);
  g_autoptr(GError) error = NULL;

  if (hkk_approval_act_finish (HKK_APPROVAL (source), result, &error))
    {
      gtk_widget_grab_focus (self->check_button);
      refresh (self);
      announce (self, gtk_label_get_label (self->time_left));
    }
  else if (!hkk_error_is_cancel (error))
    {
      show_trouble (self, error);
    }
  gtk_widget_set_sensitive (self->extend_button, TRUE);
}

static void
on_extend (HkkApprovalDialog *self)
{
  show_trouble (self, NULL);
  gtk_widget_set_sensitive (self->extend_button, FALSE);
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_EXTEND, self->cancellable, on_extended,
                          g_object_ref (self));
}

static void
on_cancelled (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkApprovalDialog) self = HKK_APPROVAL_DIALOG (data);
  g_autoptr(GError) error = NULL;

  /* Whatever the answer was: only the approval's own status says how it ended. */
  if (!hkk_approval_act_finish (HKK_APPROVAL (source), result, &error) && !hkk_error_is_cancel (error))
    {
      self->cancel_asked = FALSE;
      show_trouble (self, error);
    }
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  refresh (self);
}

static void
on_cancel (HkkApprovalDialog *self)
{
  show_trouble (self, NULL);
  self->cancel_asked = TRUE;
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_CANCEL, self->cancellable, on_cancelled,
                          g_object_ref (self));
}

static void
on_asked (AdwAlertDialog    *question,
          const char        *response,
          HkkApprovalDialog *self)
{
  if (hkk_approval_is_final (self->approval))
    return;

  if (g_str_equal (response, "cancel"))
    on_cancel (self);
  else if (g_str_equal (response, "background"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_close_attempt (HkkApprovalDialog *self)
{
  /* TRANSLATORS: Title of a question: an approval is under way and the person closes its dialog */
  AdwDialog *question = adw_alert_dialog_new (_("Stop waiting?"), NULL);
  const char *body = _("The approval can go on in the background; you are told when it ends. Or cancel it: then "
                       "nothing is changed.");

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (question), body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question),
                                  /* TRANSLATORS: Button: goes back to the approval that is under way */
                                  "wait", _("Keep waiting"),
                                  "background", _("Go on in the background"),
                                  "cancel", _("Cancel the approval"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "cancel", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "wait");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "wait");
  g_signal_connect_object (question, "response", G_CALLBACK (on_asked), self, 0);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void follow (HkkApprovalDialog *self,
                    HkkApproval       *approval);

static void
unfollow (HkkApprovalDialog *self)
{
  if (self->approval == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->approval, refresh, self);
  g_signal_handlers_disconnect_by_func (self->approval, show_again, self);
}

/* The same dialog goes on with the new approval. */
static void
on_asked_again (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(HkkApprovalDialog) self = HKK_APPROVAL_DIALOG (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkApproval) approval = hkk_portal_ask_again_finish (HKK_PORTAL (source), result, &error);
  g_autofree char *sentence = approval == NULL ? hkk_error_sentence (error) : NULL;

  if (self->finished)
    return;
  gtk_widget_set_sensitive (self->again_button, TRUE);
  if (approval == NULL)
    {
      gtk_label_set_label (self->end_text, sentence);
      announce (self, sentence);
      return;
    }
  unfollow (self);
  follow (self, approval);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[ASKED_AGAIN], 0, approval);
}

static void
on_again (HkkApprovalDialog *self)
{
  gtk_widget_set_sensitive (self->again_button, FALSE);
  hkk_portal_ask_again_async (self->portal, self->approval, self->cancellable, on_asked_again, g_object_ref (self));
}

static void
on_security (HkkApprovalDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", "security");
  adw_dialog_close (ADW_DIALOG (self));
}

/* As going on in the background: the approval is asked for further, and what it was for says that it waits. */
static void
on_requests (HkkApprovalDialog *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "win.go-to", "s", "requests");
}

static void
on_copy (HkkApprovalDialog *self,
         GtkButton         *button)
{
  hkk_clipboard_copy (GTK_WIDGET (self), hkk_approval_get_reference (self->approval));
  /* TRANSLATORS: Message: the number or text is in the clipboard now */
  gtk_button_set_label (button, _("Copied."));
  announce (self, _("Copied."));
}

static gboolean
on_copy_number (GtkWidget *box,
                GVariant  *arguments,
                gpointer   data)
{
  HkkApprovalDialog *self = HKK_APPROVAL_DIALOG (data);

  hkk_clipboard_copy (box, hkk_approval_get_number (self->approval));
  announce (self, _("Copied."));
  return TRUE;
}

static void
on_open (HkkApprovalDialog *self)
{
  g_autoptr(HkkApprovalDialog) alive = g_object_ref (self);

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[OPEN_REQUEST], 0, hkk_approval_get_request_id (self->approval));
}

static void
on_closed (HkkApprovalDialog *self)
{
  if (self->finished)
    return;

  self->finished = TRUE;
  unfollow (self);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
show_number (HkkApprovalDialog *self)
{
  const char *number = hkk_approval_get_number (self->approval);
  g_autofree char *digits = hkk_approval_words_number (number != NULL ? number : "");
  /* TRANSLATORS: %s are digits */
  g_autofree char *name = g_strdup_printf (_("Number: %s"), digits);
  g_autofree char *title = dup_title (self);

  gtk_label_set_label (self->operation, title);
  gtk_label_set_label (self->number, number != NULL ? number : "");
  gtk_widget_set_visible (self->number_box, number != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
hkk_approval_dialog_map (GtkWidget *widget)
{
  HkkApprovalDialog *self = HKK_APPROVAL_DIALOG (widget);

  /* Only a widget that is shown knows how high it is. */
  fit_list (self);
  reserve_height (self);
  refresh (self);
  GTK_WIDGET_CLASS (hkk_approval_dialog_parent_class)->map (widget);
}

static void
follow (HkkApprovalDialog *self,
        HkkApproval       *approval)
{
  g_set_object (&self->approval, approval);
  self->seconds_left = G_MAXUINT;
  self->cancel_asked = FALSE;
  adw_dialog_set_title (ADW_DIALOG (self), _("Approve in the Service-App"));
  adw_header_bar_set_show_title (self->header, TRUE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  show_number (self);
  hkk_approval_list_fill (self->details, approval);
  fit_list (self);
  refresh (self);
  describe (self);
  g_signal_connect_object (approval, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (approval, "finished", G_CALLBACK (show_again), self, G_CONNECT_SWAPPED);
}

/* What has the focus is read aloud: the number first. */
static gboolean
hkk_approval_dialog_grab_focus (GtkWidget *widget)
{
  HkkApprovalDialog *self = HKK_APPROVAL_DIALOG (widget);
  GtkWidget *at_end = gtk_widget_get_visible (self->again_button) ? self->again_button : GTK_WIDGET (self->done_button);
  GtkWidget *waiting = gtk_widget_get_visible (self->number_box) ? self->number_box : self->check_button;

  return gtk_widget_grab_focus (shows_end (self) ? at_end : waiting);
}

static void
hkk_approval_dialog_dispose (GObject *object)
{
  HkkApprovalDialog *self = HKK_APPROVAL_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  unfollow (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_APPROVAL_DIALOG);

  G_OBJECT_CLASS (hkk_approval_dialog_parent_class)->dispose (object);
}

static void
hkk_approval_dialog_finalize (GObject *object)
{
  HkkApprovalDialog *self = HKK_APPROVAL_DIALOG (object);

  g_clear_object (&self->portal);
  g_clear_object (&self->approval);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hkk_approval_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, header);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, operation);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, number_box);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, number);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, details_scroller);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, details);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, status);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, time_left);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, link_box);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, link);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, advice_box);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, advice);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, help_box);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, help);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, requests_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, check_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, resend_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, extend_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, end_icon);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, end_title);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, end_text);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, reference_list);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, reference);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, open_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, security_button);
  gtk_widget_class_bind_template_child (widget_class, HkkApprovalDialog, done_button);
  gtk_widget_class_bind_template_callback (widget_class, on_requests);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_resend);
  gtk_widget_class_bind_template_callback (widget_class, on_extend);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_security);
}

static void
hkk_approval_dialog_class_init (HkkApprovalDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_approval_dialog_dispose;
  object_class->finalize = hkk_approval_dialog_finalize;
  widget_class->grab_focus = hkk_approval_dialog_grab_focus;
  widget_class->map = hkk_approval_dialog_map;

  signals[FINISHED] = g_signal_new ("finished", HKK_TYPE_APPROVAL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[OPEN_REQUEST] = g_signal_new ("open-request", HKK_TYPE_APPROVAL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ASKED_AGAIN] = g_signal_new ("asked-again", HKK_TYPE_APPROVAL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, HKK_TYPE_APPROVAL);

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-approval-dialog.ui");
  bind_children (widget_class);
}

static void
wrap_buttons (HkkApprovalDialog *self)
{
  GtkWidget *buttons[] = { self->requests_button, self->check_button, self->resend_button, self->extend_button,
                           self->cancel_button, self->open_button, self->again_button, self->security_button };

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    hkk_button_wrap (GTK_BUTTON (buttons[i]));
}

/* With the mouse it can be marked; with the keyboard it is copied where it is read. */
static void
let_copy_number (HkkApprovalDialog *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *copy = gtk_shortcut_trigger_parse_string ("<Control>c");

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (copy, gtk_callback_action_new (on_copy_number, self, NULL)));
  gtk_widget_add_controller (self->number_box, keys);
  hkk_structure_mark_by_mouse (self->number);
}

static void
hkk_approval_dialog_init (HkkApprovalDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  let_copy_number (self);
  wrap_buttons (self);
  self->cancellable = g_cancellable_new ();
  self->seconds_left = G_MAXUINT;
  g_signal_connect (self, "close-attempt", G_CALLBACK (on_close_attempt), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

/**
 * hkk_approval_dialog_new:
 * @portal: (nullable): where it is asked for once more when it was declined
 * @approval: the approval to wait for
 *
 * Returns: (transfer floating): the dialog, not presented yet
 */
AdwDialog *
hkk_approval_dialog_new (HkkPortal   *portal,
                         HkkApproval *approval)
{
  HkkApprovalDialog *self = NULL;

  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  self = g_object_new (HKK_TYPE_APPROVAL_DIALOG, NULL);
  g_set_object (&self->portal, portal);
  follow (self, approval);

  return ADW_DIALOG (self);
}
