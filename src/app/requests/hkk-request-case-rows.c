/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request-case-rows.h"

#include <glib/gi18n.h>

#include "hkk-file-info.h"
#include "hkk-format.h"
#include "hkk-request.h"
#include "hkk-row.h"
#include "hkk-shell.h"

/* --- The course --- */

static void
add_mark (GtkWidget  *row,
          const char *icon_name,
          const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

/* hkk_request_row_of_step: what has happened: when, and what it means. */
GtkWidget *
hkk_request_row_of_step (gpointer item,
                         gpointer data)
{
  HkkThing *step = item;
  g_autoptr(GDateTime) at = hkk_thing_get_time (step, "at");
  g_autofree char *moment = at != NULL ? hkk_format_moment (at) : g_strdup ("");
  const char *text = hkk_thing_get_string (step, "text");
  g_autofree char *subtitle = text != NULL ? g_strjoin ("\n", moment, text, NULL) : g_strdup (moment);
  gboolean now = GPOINTER_TO_INT (data);
  GtkWidget *row = hkk_row_new (hkk_thing_get_string (step, "title"), subtitle);

  add_mark (row, now ? "media-record-symbolic" : "object-select-symbolic",
            now ? C_("step", "Now") : C_("step", "Done"));
  return row;
}

/* hkk_request_row_of_next: what is still to come, and by when. */
GtkWidget *
hkk_request_row_of_next (gpointer item,
                         gpointer data)
{
  HkkThing *step = item;
  const char *on = hkk_thing_get_string (step, "on");
  const char *text = hkk_thing_get_string (step, "text");
  g_autofree char *day = on != NULL ? hkk_format_iso_day (on) : NULL;
  /* TRANSLATORS: %s: a day ("Mon, 14 December") */
  g_autofree char *until = day != NULL ? g_strdup_printf (_("Until %s"), day) : NULL;
  GtkWidget *row = hkk_row_new (hkk_thing_get_string (step, "title"), until != NULL ? until : text);

  add_mark (row, "content-loading-symbolic", C_("step", "Next"));
  gtk_widget_add_css_class (row, "dimmed");
  return row;
}

/* --- What belongs to it --- */

/* hkk_request_row_of_amount: which amount, and how much. */
GtkWidget *
hkk_request_row_of_amount (gpointer item,
                           gpointer data)
{
  HkkThing *amount = item;
  GtkWidget *row = hkk_row_new (hkk_thing_get_string (amount, "label"), hkk_thing_get_string (amount, "value"));

  gtk_widget_add_css_class (row, "property");
  gtk_widget_add_css_class (row, "numeric");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  return row;
}

static GtkWidget *
make_related (HkkThing   *thing,
              const char *kind,
              const char *icon_name,
              const char *action)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (thing, "at");
  g_autofree char *day = at != NULL ? hkk_format_day (at) : g_strdup ("");
  g_autofree char *subtitle = g_strjoin (" · ", kind, day, NULL);
  GtkWidget *row = hkk_row_new (hkk_thing_get_string (thing, "title"), subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  hkk_row_lead (row, action, hkk_thing_get_id (thing));
  return row;
}

/* hkk_request_row_of_letter: leads to the document. */
GtkWidget *
hkk_request_row_of_letter (gpointer item,
                           gpointer data)
{
  return make_related (item, C_("kind", "Letter"), "folder-documents-symbolic", "win.open-document");
}

/* hkk_request_row_of_message: leads to the message. */
GtkWidget *
hkk_request_row_of_message (gpointer item,
                            gpointer data)
{
  gboolean own = g_strcmp0 (hkk_thing_get_string (item, "from"), "person") == 0;

  return make_related (item, own ? C_("kind", "Message from you") : C_("kind", "Message to you"),
                       own ? "mail-send-symbolic" : "mail-unread-symbolic", "win.open-message");
}

/* --- Files --- */

static void
on_copy (GtkButton  *button,
         const char *text)
{
  GtkWidget *shell = gtk_widget_get_ancestor (GTK_WIDGET (button), HKK_TYPE_SHELL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
  if (shell != NULL)
    hkk_shell_say (HKK_SHELL (shell), _("Copied."));
}

static GtkWidget *
make_check_sum (const char *sha256,
                const char *name)
{
  GtkWidget *row = hkk_row_new (_("Check sum (SHA-256)"), sha256);
  g_autofree char *isolated = hkk_format_isolate (name);
  /* TRANSLATORS: %s is the name of a file */
  g_autofree char *label = g_strdup_printf (_("Copy the SHA-256 of %s"), isolated);
  GtkWidget *copy = hkk_row_add_button (row, "edit-copy-symbolic", label);

  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  g_signal_connect_data (copy, "clicked", G_CALLBACK (on_copy), g_strdup (sha256), (GClosureNotify) g_free, 0);
  return row;
}

static char *
describe_file (HkkThing *file)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (file, "at");
  g_autofree char *size = g_format_size ((guint64) MAX (hkk_thing_get_int (file, "size"), 0));
  g_autofree char *moment = at != NULL ? hkk_format_moment (at) : g_strdup ("");
  /* TRANSLATORS: a file that was handed in; %1$s is its size, %2$s a day and time */
  g_autofree char *text = g_strdup_printf (_("%1$s, arrived: %2$s"), size, moment);
  const char *title = hkk_thing_get_string (file, "title");

  return title != NULL && *title != '\0' ? g_strjoin ("\n", title, text, NULL) : g_steal_pointer (&text);
}

/* hkk_request_row_of_file: what it is, as what and when it was handed in; who opens the row sees its check sum. */
GtkWidget *
hkk_request_row_of_file (gpointer item,
                         gpointer data)
{
  g_autofree char *name = hkk_file_info_dup_name (item);
  g_autofree char *text = describe_file (item);
  const char *sha256 = hkk_thing_get_string (item, "sha256");
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), text);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 0);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  if (sha256 != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_check_sum (sha256, name));
  else
    adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), FALSE);
  return row;
}
