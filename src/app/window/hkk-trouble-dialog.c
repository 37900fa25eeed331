/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-trouble-dialog.h"

#include <glib/gi18n.h>

#include "config.h"
#include "hkk-announce.h"
#include "hkk-error-text.h"
#include "hkk-shell.h"

/* What who is asked for help needs to know, and nothing about the person. */
static char *
make_report (HkkPortal *portal)
{
  const GError *trouble = hkk_portal_get_trouble (portal);
  const char *details = hkk_portal_error_get_details (trouble);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autoptr(GEnumClass) codes = g_type_class_ref (HKK_TYPE_CONNECTIVITY);
  const char *code = g_enum_get_value (codes, (int) hkk_portal_get_connectivity (portal))->value_nick;
  g_autoptr(GString) report = g_string_new (NULL);

  /* TRANSLATORS: %s is a short name of what went wrong, in English, for who is asked for help */
  g_string_append_printf (report, _("Code: %s"), code);
  g_string_append_c (report, '\n');
  /* TRANSLATORS: %s is a time as computers write it */
  g_string_append_printf (report, _("Time: %s"), time);
  g_string_append_c (report, '\n');
  /* TRANSLATORS: %1$s is the program's name, %2$s its version */
  g_string_append_printf (report, _("Program: %1$s %2$s"), HKK_APP_NAME, HKK_VERSION);
  if (details != NULL)
    g_string_append_printf (report, "\n%s", details);
  return g_string_free_and_steal (g_steal_pointer (&report));
}

static void
on_copy (GtkButton  *button,
         const char *report)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), report);
  gtk_button_set_label (button, _("Copied."));
  hkk_announce (GTK_WIDGET (button), _("Copied."));
}

static void
free_report (gpointer  report,
             GClosure *closure)
{
  g_free (report);
}

static GtkWidget *
make_extra (char *report)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (report);
  /* TRANSLATORS: Button: puts the details of a problem into the clipboard */
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Co_py"));

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_copy), report, free_report, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
on_help (GtkWidget *parent)
{
  HkkPortal *portal = hkk_shell_get_portal (HKK_SHELL (parent));
  const char *answer = portal != NULL ? hkk_error_get_answer (hkk_portal_get_trouble (portal)) : NULL;

  gtk_widget_activate_action (parent, "app.answer", "s", answer != NULL ? answer : "trouble");
}

/**
 * hkk_trouble_dialog_present:
 * @portal: a portal that cannot be used
 * @sentence: why, for the person
 * @parent: where it is asked
 *
 * Shows what is behind it, to copy. The person can have it tried again, and read the help.
 */
void
hkk_trouble_dialog_present (HkkPortal  *portal,
                            const char *sentence,
                            GtkWidget  *parent)
{
  AdwAlertDialog *dialog = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (sentence != NULL);

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Connection to the portal"), sentence));
  adw_alert_dialog_set_extra_child (dialog, make_extra (make_report (portal)));
  adw_alert_dialog_add_responses (dialog, "close", C_("button", "Close"), "help", _("_Help"), "try",
                                  /* TRANSLATORS: Button: asks the portal again at once */
                                  _("_Try now"),
                                  NULL);
  adw_alert_dialog_set_close_response (dialog, "close");
  adw_alert_dialog_set_default_response (dialog, "try");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  g_signal_connect_object (dialog, "response::try", G_CALLBACK (hkk_portal_check_now), portal, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::help", G_CALLBACK (on_help), parent, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}
