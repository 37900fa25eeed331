/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-security-page-private.h"

#include <glib/gi18n.h>

#include "hkk-access-entry.h"
#include "hkk-access-log-page.h"
#include "hkk-access-row.h"
#include "hkk-account.h"
#include "hkk-approval-end.h"
#include "hkk-confirm-dialog.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-password-dialog.h"
#include "hkk-row.h"
#include "hkk-session-info.h"
#include "hkk-structure.h"

#define NEWEST_ENTRIES 3

G_DEFINE_FINAL_TYPE (HkkSecurityPage, hkk_security_page, HKK_TYPE_PAGE)

/* --- Rows that stay --- */

/* The row that has the focus, or -1. */
static int
find_focused (GtkListBox *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (list)))
    return -1;
  row = GTK_IS_LIST_BOX_ROW (focus) ? focus : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);
  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static void
replace_what_differs (GListStore *shown,
                      GListModel *items)
{
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkThing) item = g_list_model_get_item (items, i);
      g_autoptr(HkkThing) before = g_list_model_get_item (G_LIST_MODEL (shown), i);

      if (before == NULL || !hkk_thing_equal (before, item))
        g_list_store_splice (shown, i, before != NULL ? 1 : 0, (gpointer *) &item, 1);
    }
  g_list_store_splice (shown, n, g_list_model_get_n_items (G_LIST_MODEL (shown)) - n, NULL, 0);
}

void
hkk_security_page_refill (GtkListBox *list,
                          GListStore *shown,
                          GListModel *items)
{
  int focused = find_focused (list);
  GtkListBoxRow *row;

  replace_what_differs (shown, items);
  if (focused < 0 || find_focused (list) >= 0)
    return;
  row = gtk_list_box_get_row_at_index (list, MIN (focused, (int) g_list_model_get_n_items (items) - 1));
  if (row != NULL && !gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD))
    hkk_structure_focus (GTK_WIDGET (row));
}

/* --- Changes --- */

typedef struct
{
  HkkSecurityPage *page;     /* Owned */
  const char      *sentence; /* static */
} Change;

gpointer
hkk_security_page_change_new (HkkSecurityPage *self,
                              const char      *sentence)
{
  Change *change = g_new0 (Change, 1);

  change->page = g_object_ref (self);
  change->sentence = sentence;
  return change;
}

static void
change_free (Change *change)
{
  g_object_unref (change->page);
  g_free (change);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
finish_change (Change   *change,
               gboolean  done)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (change->page));

  if (shell == NULL)
    return;
  if (done)
    hkk_shell_say (shell, change->sentence);
  hkk_page_reload (HKK_PAGE (change->page));
}

static void
on_approval_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(Change) change = data;
  HkkApprovalOutcome outcome;

  if (hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, NULL))
    finish_change (change, outcome == HKK_APPROVAL_OUTCOME_EXECUTED);
}

void
hkk_security_page_on_changed (GObject      *source,
                              GAsyncResult *result,
                              gpointer      data)
{
  g_autoptr(Change) change = data;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(GError) error = NULL;
  gboolean taken = hkk_portal_change_finish (HKK_PORTAL (source), result, &approval, &error);

  if (approval != NULL)
    {
      hkk_portal_await_async (HKK_PORTAL (source), approval, NULL, on_approval_over, g_steal_pointer (&change));
      return;
    }
  if (!taken)
    hkk_page_show_error (HKK_PAGE (change->page), error);
  finish_change (change, taken);
}

/* --- Password --- */

static void
on_password (HkkSecurityPage *self)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  if (shell != NULL)
    adw_dialog_present (ADW_DIALOG (hkk_password_dialog_new (shell)), GTK_WIDGET (self));
}

/* --- Sessions --- */

static char *
dup_session_place (HkkThing *session)
{
  const char *name = hkk_thing_get_string (session, "device-name");
  gboolean phone = g_strcmp0 (hkk_thing_get_string (session, "client"), "phone") == 0;

  if (name != NULL && *name != '\0')
    return g_strdup (name);
  /* TRANSLATORS: Where somebody is signed in, if the portal knows no name for it */
  return g_strdup (!phone ? _("Computer") : _("Service-App"));
}

static void
add_end_button (GtkWidget  *row,
                HkkThing   *session,
                const char *place)
{
  /* TRANSLATORS: Button, a verb: ends a sign-in on another computer or phone */
  GtkWidget *button = gtk_button_new_with_label (C_("button", "End"));
  g_autofree char *isolated = hkk_format_isolate (place);
  /* TRANSLATORS: a button's name for screen readers; %s: name of a computer or phone */
  g_autofree char *name = g_strdup_printf (_("End the session on %s"), isolated);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  hkk_button_name (GTK_BUTTON (button), name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hkk_thing_get_id (session));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "security.end-session");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_session_row (gpointer item,
                  gpointer data)
{
  HkkThing *session = item;
  gboolean current = hkk_thing_get_boolean (session, "current");
  gboolean phone = g_strcmp0 (hkk_thing_get_string (session, "client"), "phone") == 0;
  g_autoptr(GDateTime) begun = hkk_thing_get_time (session, "created-at");
  g_autoptr(GDateTime) used = hkk_thing_get_time (session, "last-used-at");
  g_autofree char *place = dup_session_place (session);
  g_autofree char *since = hkk_format_moment (begun);
  g_autofree char *last = hkk_format_moment (used);
  /* TRANSLATORS: %s: a moment ("today, 14:02") */
  g_autofree char *subtitle = current ? g_strdup_printf (_("This session, since %s"), since)
                                      /* TRANSLATORS: %1$s and %2$s: moments ("today, 14:02") */
                                      : g_strdup_printf (_("Since %1$s · last used %2$s"), since, last);
  GtkWidget *row = hkk_row_new (place, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (phone ? "phone-symbolic" : "computer-symbolic"));
  if (!current)
    add_end_button (row, session, place);
  return row;
}

static void
allow_ending (HkkSecurityPage *self,
              gboolean         allowed)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "security.end-session", allowed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "security.end-others", allowed);
}

static void
on_sessions (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkSecurityPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sessions = hkk_sessions_load_finish (HKK_PORTAL (source), result, &error);
  guint n;

  if (hkk_page_get_shell (HKK_PAGE (self)) != NULL)
    allow_ending (self, TRUE);
  if (!hkk_page_take (HKK_PAGE (self), sessions, error))
    return;
  n = g_list_model_get_n_items (sessions);
  hkk_security_page_refill (self->sessions_list, self->sessions, sessions);
  gtk_widget_set_visible (GTK_WIDGET (self->sessions_group), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->end_others_button), n > 1);
}

/* One at a time: the rows come anew when it is over. */
static void
on_end_session (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkPage *page = HKK_PAGE (widget);

  allow_ending (HKK_SECURITY_PAGE (page), FALSE);
  hkk_sessions_end_async (hkk_page_get_portal (page), g_variant_get_string (parameter, NULL),
                          hkk_page_get_cancellable (page), hkk_security_page_on_changed,
                          hkk_security_page_change_new (HKK_SECURITY_PAGE (page), _("The session has ended.")));
}

static void
on_others_ended (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(Change) change = data;
  g_autoptr(GError) error = NULL;
  gboolean done = hkk_sessions_end_others_finish (HKK_PORTAL (source), result, &error);

  hkk_page_show_error (HKK_PAGE (change->page), error);
  finish_change (change, done);
}

static void
on_end_others (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HkkPage *page = HKK_PAGE (widget);

  allow_ending (HKK_SECURITY_PAGE (page), FALSE);
  hkk_sessions_end_others_async (hkk_page_get_portal (page), hkk_page_get_cancellable (page), on_others_ended,
                                 hkk_security_page_change_new (HKK_SECURITY_PAGE (page),
                                                               _("All other sessions have ended.")));
}

/* --- Access log --- */

static GtkWidget *
make_entry_row (gpointer item,
                gpointer data)
{
  g_autofree char *words = hkk_access_row_words (item);

  return hkk_row_new (hkk_thing_get_string (item, "text"), words);
}

static void
on_entries (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkSecurityPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) entries = hkk_access_log_load_newest_finish (HKK_PORTAL (source), result, &error);

  if (!hkk_page_take (HKK_PAGE (self), entries, error))
    return;
  hkk_row_fill_list (self->log_list, GTK_WIDGET (self->log_group), entries, make_entry_row);
}

static void
on_show_log (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (widget)), ADW_NAVIGATION_PAGE (hkk_access_log_page_new ()));
}

/* --- The end of the account --- */

/* Of an account that is closed the session ends as well: the window says so. */
static void
on_closure_over (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkConfirmDialog) dialog = data;
  HkkApprovalOutcome outcome;

  if (!hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, NULL))
    return;
  if (outcome == HKK_APPROVAL_OUTCOME_ENDED || outcome == HKK_APPROVAL_OUTCOME_REPORTED)
    {
      HkkApproval *approval = hkk_portal_await_get_approval (HKK_PORTAL (source), result);
      g_autofree char *end = hkk_approval_end_sentence (approval, FALSE);

      hkk_confirm_dialog_show_error (dialog, end);
    }
  else
    {
      adw_dialog_force_close (ADW_DIALOG (dialog));
    }
}

static void
on_closure_sent (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkConfirmDialog) dialog = data;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(GError) error = NULL;

  if (!hkk_portal_change_finish (HKK_PORTAL (source), result, &approval, &error))
    hkk_confirm_dialog_take_error (dialog, error);
  else if (approval != NULL)
    hkk_portal_await_async (HKK_PORTAL (source), approval, NULL, on_closure_over, g_steal_pointer (&dialog));
  else
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
on_closure_confirmed (HkkConfirmDialog *dialog,
                      const char       *password,
                      HkkSecurityPage  *self)
{
  hkk_account_close_async (hkk_page_get_portal (HKK_PAGE (self)), password,
                           hkk_confirm_dialog_get_cancellable (dialog), on_closure_sent, g_object_ref (dialog));
}

static void
on_close_account (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *text = _("Your insurance goes on. Only the online account ends:\n\n"
                       "• You are signed out at once, here and in the Service-App. No device approves any more.\n"
                       "• Requests that you have handed in are worked on. Answers and letters come on paper.\n"
                       "• What you see here you can no longer look at. Save before what you want to keep: under "
                       "“Personal data” there is “Export everything”.\n"
                       "• You can register anew later, with the Service-App.");
  HkkConfirmDialog *dialog = hkk_confirm_dialog_new (_("Close the account"), text, _("_Close the account"));

  hkk_confirm_dialog_set_lead (dialog, hkk_lead_find ("profile"));
  g_signal_connect_object (dialog, "confirmed", G_CALLBACK (on_closure_confirmed), widget, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* --- Page --- */

/* What the portal serves is what is shown. */
static void
hkk_security_page_reload (HkkPage *page)
{
  HkkSecurityPage *self = HKK_SECURITY_PAGE (page);
  HkkPortal *portal = hkk_page_get_portal (page);
  GCancellable *cancellable = hkk_page_get_cancellable (page);

  gtk_widget_set_visible (GTK_WIDGET (self->password_group), hkk_portal_offers (portal, "change_password"));
  gtk_widget_set_visible (GTK_WIDGET (self->closure_group), hkk_portal_offers (portal, "close_account"));
  if (hkk_portal_offers (portal, "list_devices"))
    hkk_security_page_load_devices (self);
  else
    hkk_page_set_state (page, HKK_PAGE_STATE_CONTENT);
  if (hkk_portal_offers (portal, "list_sessions"))
    hkk_sessions_load_async (portal, cancellable, on_sessions, g_object_ref (page));
  if (hkk_portal_offers (portal, "list_access_log"))
    hkk_access_log_load_newest_async (portal, NEWEST_ENTRIES, cancellable, on_entries, g_object_ref (page));
}

static void
hkk_security_page_event (HkkPage    *page,
                         const char *type,
                         const char *id,
                         const char *status)
{
  if (type == NULL || g_str_equal (type, "device") || g_str_equal (type, "session"))
    hkk_page_reload (page);
}

static void
hkk_security_page_finalize (GObject *object)
{
  HkkSecurityPage *self = HKK_SECURITY_PAGE (object);

  g_object_unref (self->devices);
  g_object_unref (self->sessions);
  G_OBJECT_CLASS (hkk_security_page_parent_class)->finalize (object);
}

static void
hkk_security_page_class_init (HkkSecurityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_security_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_security_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_security_page_event;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-security-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, password_group);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, devices_group);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, devices_list);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, bind_row);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, letter_row);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, sessions_group);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, sessions_list);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, end_others_button);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, log_group);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, log_list);
  gtk_widget_class_bind_template_child (widget_class, HkkSecurityPage, closure_group);
  gtk_widget_class_bind_template_callback (widget_class, on_password);
  gtk_widget_class_install_action (widget_class, "security.end-session", "s", on_end_session);
  gtk_widget_class_install_action (widget_class, "security.end-others", NULL, on_end_others);
  gtk_widget_class_install_action (widget_class, "security.show-log", NULL, on_show_log);
  gtk_widget_class_install_action (widget_class, "security.close-account", NULL, on_close_account);
  hkk_security_page_install_devices (widget_class);
}

static void
hkk_security_page_init (HkkSecurityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  self->sessions = g_list_store_new (HKK_TYPE_SESSION_INFO);
  gtk_list_box_bind_model (self->sessions_list, G_LIST_MODEL (self->sessions), make_session_row, NULL, NULL);
  hkk_security_page_init_devices (self);
}
