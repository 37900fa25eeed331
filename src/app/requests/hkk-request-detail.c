/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request-detail.h"

#include <glib/gi18n.h>

#include "hkk-clipboard.h"
#include "hkk-file-action.h"
#include "hkk-form-page.h"
#include "hkk-format.h"
#include "hkk-header-bar.h"
#include "hkk-request-approval.h"
#include "hkk-request-case-rows.h"
#include "hkk-request-print.h"
#include "hkk-row.h"
#include "hkk-shell.h"
#include "hkk-shown.h"

struct _HkkRequestDetail
{
  AdwNavigationPage    parent_instance;

  HkkPage             *page;        /* Weak (nullable): the page that this is a part of */
  GCancellable        *cancellable; /* Owned: of what is loaded now */
  char                *id;          /* Owned (nullable) */
  HkkRequest          *request;     /* Owned (nullable) */

  HkkStatusStack      *status;
  HkkHeaderBar        *header_bar;
  GtkWidget           *print_button;
  GtkLabel            *stored;
  GtkLabel            *state_name;
  GtkLabel            *state;
  GtkLabel            *next_step;
  GtkWidget           *papers_group;
  GtkListBox          *papers;
  GtkWidget           *follow_ups_group;
  GtkListBox          *follow_ups;
  GtkWidget           *ask_button;
  GtkWidget           *add_button;
  GtkWidget           *letter_button;
  GtkWidget           *withdraw_button;
  AdwActionRow        *reference;
  AdwActionRow        *deadline;
  AdwActionRow        *due;
  AdwActionRow        *calendar;
  GtkButton           *open_calendar;
  GtkWidget           *receipt;
  GtkButton           *open_receipt;
  GtkWidget           *amounts_group;
  GtkListBox          *amounts;
  GtkListBox          *timeline;
  GtkWidget           *related_group;
  GtkListBox          *letters;
  GtkListBox          *messages;
  GtkBox              *sections;
  GtkWidget           *approval_group;
  GtkListBox          *approval;
  GtkWidget           *files_group;
  GtkListBox          *files;
};

G_DEFINE_FINAL_TYPE (HkkRequestDetail, hkk_request_detail, ADW_TYPE_NAVIGATION_PAGE)

static HkkShell *
get_shell (HkkRequestDetail *self)
{
  return self->page != NULL ? hkk_page_get_shell (self->page) : NULL;
}

/* --- Showing --- */

static void
show_date (AdwActionRow *row,
           const char   *date)
{
  g_autofree char *day = date != NULL ? hkk_format_iso_day (date) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), day != NULL);
  adw_action_row_set_subtitle (row, day != NULL ? day : "");
}

/* (transfer full): the state in a sentence, with the day until which the person can act. */
static char *
headline_of (HkkRequest *request)
{
  const char *text = hkk_thing_get_string (HKK_THING (request), "text");
  const char *deadline = hkk_thing_get_string (HKK_THING (request), "deadline");
  g_autofree char *day = deadline != NULL ? hkk_format_iso_day (deadline) : NULL;
  g_autofree char *isolated = hkk_format_isolate (text);

  if (text == NULL)
    return g_strdup (hkk_request_get_state_text (request));
  /* TRANSLATORS: first %s: what is needed, a sentence of the portal; second %s: a day ("Mon, 14 December") */
  return day != NULL ? g_strdup_printf (_("%s Until %s."), isolated, day) : g_strdup (text);
}

static void
show_state (HkkRequestDetail *self)
{
  HkkThing *thing = HKK_THING (self->request);
  const char *next_step = hkk_thing_get_string (thing, "next-step");
  const char *subject = hkk_request_get_subject (self->request);
  g_autofree char *headline = headline_of (self->request);
  gboolean asked = g_list_model_get_n_items (hkk_thing_get_list (thing, "papers")) > 0;

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), hkk_request_get_title (self->request));
  hkk_header_bar_set_title (self->header_bar, hkk_request_get_title (self->request));
  hkk_header_bar_set_subtitle (self->header_bar, subject != NULL ? subject : "");
  gtk_label_set_label (self->state, headline);
  gtk_label_set_label (self->state_name, hkk_request_get_state_text (self->request));
  gtk_widget_set_visible (GTK_WIDGET (self->state_name),
                          g_strcmp0 (headline, hkk_request_get_state_text (self->request)) != 0);
  /* What is missing stands below, by its name. */
  gtk_label_set_label (self->next_step, next_step != NULL ? next_step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next_step), next_step != NULL && !asked);
}

/* What is said in the letter is one click away from where it is said; the newest one is meant. */
static void
show_letter (HkkRequestDetail *self)
{
  GListModel *letters = hkk_thing_get_list (HKK_THING (self->request), "letters");
  guint count = g_list_model_get_n_items (letters);
  g_autoptr(HkkThing) letter = count > 0 ? g_list_model_get_item (letters, count - 1) : NULL;

  gtk_widget_set_visible (self->letter_button, letter != NULL);
  if (letter == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->letter_button), "s", hkk_thing_get_id (letter));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->letter_button), "win.open-document");
}

static void
show_actions (HkkRequestDetail *self)
{
  HkkThing *thing = HKK_THING (self->request);
  HkkPortal *portal = self->page != NULL ? hkk_page_get_portal (self->page) : NULL;
  gboolean asked = g_list_model_get_n_items (hkk_thing_get_list (thing, "papers")) > 0;

  gtk_widget_set_visible (self->add_button, hkk_thing_get_boolean (thing, "can-add-documents") && !asked);
  gtk_widget_set_visible (self->withdraw_button, hkk_thing_get_boolean (thing, "can-withdraw"));
  show_letter (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->ask_button), "s", self->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ask_button), "win.write-about");
  gtk_widget_set_visible (self->ask_button, hkk_request_get_reference (self->request) != NULL &&
                                            (portal == NULL || hkk_portal_offers (portal, "send_message")));
  if (hkk_request_get_needs_you (self->request))
    gtk_widget_add_css_class (self->add_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->add_button, "suggested-action");
}

/* The insurer's day stands only while the insurer must act. */
static void
show_due (HkkRequestDetail *self)
{
  if (hkk_request_get_state (self->request) != HKK_REQUEST_NEEDS_DOCUMENTS)
    {
      show_date (self->due, hkk_thing_get_string (HKK_THING (self->request), "due-on"));
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->due), TRUE);
  /* TRANSLATORS: when the insurer decides: after the person's answer to a question */
  adw_action_row_set_subtitle (self->due, _("After your answer"));
}

static void
show_facts (HkkRequestDetail *self)
{
  HkkThing *thing = HKK_THING (self->request);
  HkkPortal *portal = self->page != NULL ? hkk_page_get_portal (self->page) : NULL;
  gboolean calendar = hkk_thing_get_boolean (thing, "calendar-available") &&
                      (portal == NULL || hkk_portal_offers (portal, "get_request_calendar"));

  show_state (self);
  show_actions (self);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), hkk_request_get_reference (self->request) != NULL);
  adw_action_row_set_subtitle (self->reference, hkk_request_get_reference (self->request));
  show_date (self->deadline, hkk_thing_get_string (thing, "deadline"));
  show_due (self);
  gtk_widget_set_visible (GTK_WIDGET (self->calendar), calendar);
  gtk_widget_set_visible (self->receipt, hkk_thing_get_boolean (thing, "receipt-available"));
}

static void
show_timeline (HkkRequestDetail *self)
{
  GListModel *steps = hkk_request_get_timeline (self->request);
  GListModel *upcoming = hkk_thing_get_list (HKK_THING (self->request), "upcoming");
  guint n = g_list_model_get_n_items (steps);

  gtk_list_box_remove_all (self->timeline);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkThing) step = g_list_model_get_item (steps, i);

      gtk_list_box_append (self->timeline, hkk_request_row_of_step (step, GINT_TO_POINTER (i + 1 == n)));
    }
  for (guint i = 0; i < g_list_model_get_n_items (upcoming); i++)
    {
      g_autoptr(HkkThing) step = g_list_model_get_item (upcoming, i);

      gtk_list_box_append (self->timeline, hkk_request_row_of_next (step, NULL));
    }
}

/* --- What is missing --- */

static GtkWidget *
make_paper_row (gpointer item,
                gpointer data)
{
  HkkThing *paper = item;
  const char *title = hkk_thing_get_string (paper, "title");
  GtkWidget *row = hkk_row_new (title, hkk_thing_get_string (paper, "text"));
  GtkWidget *button = gtk_button_new_with_label (_("Hand in"));
  g_autofree char *isolated = hkk_format_isolate (title);
  /* TRANSLATORS: a button, read aloud; %s is a paper that is asked for: "Proof of payment" */
  g_autofree char *name = g_strdup_printf (_("Hand in: %s"), isolated);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "request.hand-in");
  hkk_button_name (GTK_BUTTON (button), name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* --- What can be begun about it --- */

static GtkWidget *
make_follow_up_row (gpointer item,
                    gpointer data)
{
  HkkThing *follow_up = item;
  const char *until = hkk_thing_get_string (follow_up, "until");
  const char *label = hkk_thing_get_string (follow_up, "label");
  g_autofree char *day = until != NULL ? hkk_format_iso_day (until) : NULL;
  GtkWidget *row = hkk_row_new (label != NULL ? label : hkk_thing_get_string (follow_up, "title"), day);
  GtkWidget *button = gtk_button_new_with_label (hkk_thing_get_string (follow_up, "title"));

  gtk_widget_add_css_class (row, "property");
  hkk_button_wrap (GTK_BUTTON (button));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hkk_thing_get_string (follow_up, "form"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "request.begin");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_case (HkkRequestDetail *self)
{
  HkkThing *thing = HKK_THING (self->request);
  GListModel *letters = hkk_thing_get_list (thing, "letters");
  GListModel *messages = hkk_thing_get_list (thing, "messages");

  hkk_row_fill_list (self->papers, self->papers_group, hkk_thing_get_list (thing, "papers"), make_paper_row);
  hkk_row_fill_list (self->follow_ups, self->follow_ups_group, hkk_thing_get_list (thing, "follow-ups"),
                     make_follow_up_row);
  hkk_row_fill_list (self->amounts, self->amounts_group, hkk_thing_get_list (thing, "amounts"),
                     hkk_request_row_of_amount);
  hkk_row_fill_list (self->letters, GTK_WIDGET (self->letters), letters, hkk_request_row_of_letter);
  hkk_row_fill_list (self->messages, GTK_WIDGET (self->messages), messages, hkk_request_row_of_message);
  gtk_widget_set_visible (self->related_group,
                          g_list_model_get_n_items (letters) > 0 || g_list_model_get_n_items (messages) > 0);
}

static void
add_section (HkkRequestDetail *self,
             HkkShownSection  *section)
{
  GListModel *rows = hkk_shown_section_get_rows (section);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (hkk_shown_section_get_title (section), -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) shown = g_list_model_get_item (rows, i);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), hkk_row_new_shown (shown));
    }
  gtk_box_append (self->sections, group);
}

static void
show_sections (HkkRequestDetail *self)
{
  GListModel *sections = hkk_request_get_sections (self->request);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);

      add_section (self, section);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sections), g_list_model_get_n_items (sections) > 0);
}

/* --- Loading --- */

/* SEEN_AT (nullable): of the copy on this computer, if that is shown. */
static void
say_stored (HkkRequestDetail *self,
            GDateTime        *seen_at)
{
  g_autofree char *text = seen_at != NULL ? hkk_format_stored (seen_at) : NULL;

  gtk_label_set_label (self->stored, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stored), text != NULL);
}

static void
show_error (HkkRequestDetail *self,
            const GError     *error)
{
  if (self->page == NULL)
    return;
  if (self->request != NULL)
    hkk_page_show_error (self->page, error);
  else
    hkk_page_show_part_error (self->page, self->status, error, _("This request is not on this computer"),
                              _("The newest of your open requests, and those that you opened, are kept here."));
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkRequestDetail) self = HKK_REQUEST_DETAIL (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(HkkRequest) request = hkk_request_load_finish (HKK_PORTAL (source), result, &seen_at, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (request == NULL)
    {
      show_error (self, error);
      return;
    }

  say_stored (self, seen_at);
  hkk_request_detail_show (self, request);
}

static void
on_retry (HkkRequestDetail *self)
{
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_LOADING);
  hkk_request_detail_reload (self);
}

/* --- What can be done --- */

static void
on_copy_reference (HkkRequestDetail *self,
                   GtkButton        *button)
{
  hkk_clipboard_copy (GTK_WIDGET (button), hkk_request_get_reference (self->request));
  if (get_shell (self) != NULL)
    hkk_shell_say (get_shell (self), _("Copied."));
}

static void
run_on_receipt (HkkRequestDetail *self,
                HkkFileAction     action)
{
  g_autofree char *path = hkk_request_dup_receipt_path (self->request);
  const char *reference = hkk_request_get_reference (self->request);
  /* TRANSLATORS: name of a file; %s is a reference number. Keep “.pdf”. */
  g_autofree char *name = g_strdup_printf (_("Receipt %s.pdf"), reference != NULL ? reference : "");

  if (get_shell (self) != NULL)
    hkk_file_action_run (get_shell (self), action, path, name, self->cancellable);
}

static void
on_open_receipt (HkkRequestDetail *self)
{
  run_on_receipt (self, HKK_FILE_ACTION_OPEN);
}

static void
on_save_receipt (HkkRequestDetail *self)
{
  run_on_receipt (self, HKK_FILE_ACTION_SAVE);
}

static void
on_print_receipt (HkkRequestDetail *self)
{
  run_on_receipt (self, HKK_FILE_ACTION_PRINT);
}

static void
on_printed (GtkPrintOperation       *operation,
            GtkPrintOperationResult  result,
            HkkRequestDetail        *self)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->page == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  hkk_page_show_error (self->page, error);
}

static void
on_print (HkkRequestDetail *self)
{
  g_autoptr(GtkPrintOperation) operation = hkk_request_print_new (self->request);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (root), NULL);
}

static void
run_on_calendar (HkkRequestDetail *self,
                 HkkFileAction     action)
{
  g_autofree char *path = hkk_request_dup_calendar_path (self->request);
  const char *reference = hkk_request_get_reference (self->request);
  /* TRANSLATORS: name of a calendar file; %s is a reference number. Keep “.ics”. */
  g_autofree char *name = g_strdup_printf (_("Deadline %s.ics"), reference != NULL ? reference : "");

  if (get_shell (self) != NULL)
    hkk_file_action_run (get_shell (self), action, path, name, self->cancellable);
}

static void
on_open_calendar (HkkRequestDetail *self)
{
  run_on_calendar (self, HKK_FILE_ACTION_OPEN);
}

static void
on_save_calendar (HkkRequestDetail *self)
{
  run_on_calendar (self, HKK_FILE_ACTION_SAVE);
}

static void
begin_form (HkkRequestDetail *self,
            const char       *form_id)
{
  HkkShell *shell = get_shell (self);

  if (shell != NULL)
    hkk_shell_push (shell, ADW_NAVIGATION_PAGE (hkk_form_page_new_about (form_id, self->id, NULL)));
}

static void
on_hand_in (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  begin_form (HKK_REQUEST_DETAIL (widget), "documents");
}

static void
on_begin (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  begin_form (HKK_REQUEST_DETAIL (widget), g_variant_get_string (parameter, NULL));
}

static void
on_approval_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkRequestDetail) self = HKK_REQUEST_DETAIL (data);
  HkkApprovalOutcome outcome = HKK_APPROVAL_OUTCOME_ENDED;

  if (hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, NULL))
    hkk_request_detail_reload (self);
}

static void
on_withdrawn (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkRequestDetail) self = HKK_REQUEST_DETAIL (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  gboolean taken = hkk_portal_change_finish (HKK_PORTAL (source), result, &approval, &error);

  gtk_widget_set_sensitive (self->withdraw_button, TRUE);
  if (!taken && self->page != NULL)
    hkk_page_show_error (self->page, error);
  else if (approval != NULL)
    hkk_portal_await_async (HKK_PORTAL (source), approval, self->cancellable, on_approval_over, g_object_ref (self));
  else if (taken)
    hkk_request_detail_reload (self);
}

static void
on_withdraw_answered (AdwAlertDialog   *question,
                      const char       *response,
                      HkkRequestDetail *self)
{
  HkkPortal *portal = self->page != NULL ? hkk_page_get_portal (self->page) : NULL;

  if (!g_str_equal (response, "withdraw") || portal == NULL)
    return;

  gtk_widget_set_sensitive (self->withdraw_button, FALSE);
  hkk_request_withdraw_async (portal, self->id, self->cancellable, on_withdrawn, g_object_ref (self));
}

static void
on_withdraw (HkkRequestDetail *self)
{
  AdwDialog *question = adw_alert_dialog_new (_("Withdraw this request?"), NULL);
  const char *body = _("It is not looked at any further. You can hand in a new one at any time. You approve this in "
                       "the Service-App.");

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (question), body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", _("Keep it"), "withdraw", _("Withdraw"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "withdraw", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  g_signal_connect_object (question, "response", G_CALLBACK (on_withdraw_answered), self, 0);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
hkk_request_detail_dispose (GObject *object)
{
  HkkRequestDetail *self = HKK_REQUEST_DETAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->page);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_REQUEST_DETAIL);

  G_OBJECT_CLASS (hkk_request_detail_parent_class)->dispose (object);
}

static void
hkk_request_detail_finalize (GObject *object)
{
  HkkRequestDetail *self = HKK_REQUEST_DETAIL (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->request);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (hkk_request_detail_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, status);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, open_calendar);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, open_receipt);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, stored);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, state);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, next_step);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, add_button);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, letter_button);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, withdraw_button);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, reference);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, deadline);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, due);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, receipt);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, timeline);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, sections);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, approval_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, approval);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, files_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, files);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, state_name);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, ask_button);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, header_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, print_button);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, calendar);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, papers_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, papers);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, follow_ups_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, follow_ups);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, amounts_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, amounts);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, related_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, letters);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestDetail, messages);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_withdraw);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_reference);
  gtk_widget_class_bind_template_callback (widget_class, on_open_receipt);
  gtk_widget_class_bind_template_callback (widget_class, on_save_receipt);
  gtk_widget_class_bind_template_callback (widget_class, on_print_receipt);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_open_calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_save_calendar);
}

static void
hkk_request_detail_class_init (HkkRequestDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_request_detail_dispose;
  object_class->finalize = hkk_request_detail_finalize;

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-request-detail.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "request.hand-in", NULL, on_hand_in);
  gtk_widget_class_install_action (widget_class, "request.begin", "s", on_begin);
}

static void
hkk_request_detail_init (HkkRequestDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (GTK_BUTTON (self->add_button));
  hkk_button_wrap (GTK_BUTTON (self->ask_button));
  hkk_button_say_of (self->open_calendar, _("Calendar"));
  hkk_button_say_of (self->open_receipt, _("Receipt"));
  self->cancellable = g_cancellable_new ();
}

/**
 * hkk_request_detail_new:
 * @page: (nullable): the page that this is a part of
 *
 * Returns: (transfer floating): a view of one request
 */
HkkRequestDetail *
hkk_request_detail_new (HkkPage *page)
{
  HkkRequestDetail *self = g_object_new (HKK_TYPE_REQUEST_DETAIL, NULL);

  g_set_weak_pointer (&self->page, page);

  return self;
}

/**
 * hkk_request_detail_open:
 * @request_id: which request
 *
 * Loads and shows a request.
 */
void
hkk_request_detail_open (HkkRequestDetail *self,
                         const char       *request_id)
{
  g_return_if_fail (HKK_IS_REQUEST_DETAIL (self));
  g_return_if_fail (request_id != NULL);

  hkk_status_stack_follow_keys (self->status);
  if (g_strcmp0 (self->id, request_id) != 0)
    {
      g_cancellable_cancel (self->cancellable);
      g_set_object (&self->cancellable, NULL);
      self->cancellable = g_cancellable_new ();
      g_set_str (&self->id, request_id);
      g_clear_object (&self->request);
      gtk_widget_set_visible (self->print_button, FALSE);
      hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_LOADING);
    }
  hkk_request_detail_reload (self);
}

/**
 * hkk_request_detail_reload:
 *
 * Loads what is shown anew; it stays until the answer.
 */
void
hkk_request_detail_reload (HkkRequestDetail *self)
{
  HkkPortal *portal = NULL;

  g_return_if_fail (HKK_IS_REQUEST_DETAIL (self));

  portal = self->page != NULL ? hkk_page_get_portal (self->page) : NULL;
  if (self->id == NULL || portal == NULL)
    return;

  hkk_request_load_async (portal, self->id, self->cancellable, on_loaded, g_object_ref (self));
}

/**
 * hkk_request_detail_show:
 * @request: a request with its details
 *
 * Shows it: the state in words first. What is shown already stays as it is, and so does the focus.
 */
void
hkk_request_detail_show (HkkRequestDetail *self,
                         HkkRequest       *request)
{
  gboolean other, same;

  g_return_if_fail (HKK_IS_REQUEST_DETAIL (self));
  g_return_if_fail (HKK_IS_REQUEST (request));

  other = self->request == NULL || !g_str_equal (hkk_request_get_id (self->request), hkk_request_get_id (request));
  same = self->request != NULL && hkk_thing_equal (HKK_THING (self->request), HKK_THING (request));
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_CONTENT);
  if (same)
    return;
  g_set_object (&self->request, request);
  g_set_str (&self->id, hkk_request_get_id (request));
  gtk_widget_set_visible (self->print_button, TRUE);
  show_facts (self);
  show_case (self);
  show_timeline (self);
  show_sections (self);
  hkk_request_approval_show (self->approval, self->approval_group, self->request);
  hkk_row_fill_list (self->files, self->files_group, hkk_request_get_files (self->request),
                     hkk_request_row_of_file);
  if (other)
    hkk_status_stack_begin (self->status);
}
