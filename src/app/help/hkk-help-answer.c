/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help-answer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hkk-row.h"

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_paragraph (const char *text)
{
  GtkWidget *label = make_text (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

/* @number: 0 where the steps have no order */
static GtkWidget *
make_step (const char *text,
           int         number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *mark = number > 0 ? g_strdup_printf ("%d.", number) : g_strdup ("•");
  g_autofree char *name = number > 0 ? g_strjoin (" ", mark, text, NULL) : g_strdup (text);
  GtkWidget *mark_label = gtk_label_new (mark);

  gtk_widget_set_valign (mark_label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), mark_label);
  gtk_box_append (GTK_BOX (box), make_text (text));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static GtkWidget *
make_steps (const HkkHelpEntry *entry)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "hkk-help-steps");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _(entry->question), -1);
  for (int i = 0; i < HKK_HELP_MAX_STEPS && entry->steps[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_step (_(entry->steps[i]), entry->is_list ? 0 : i + 1));
  return list;
}

static GtkWidget *
make_links (const HkkHelpEntry *entry,
            HkkHelpLeads        leads,
            gpointer            data)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  adw_wrap_box_set_child_spacing (box, 6);
  adw_wrap_box_set_line_spacing (box, 6);
  for (gsize i = 0; i < HKK_HELP_MAX_LINKS && entry->links[i].action != NULL; i++)
    if (leads (&entry->links[i], data))
      {
        const HkkHelpLink *link = &entry->links[i];
        GtkWidget *button = gtk_button_new_with_label (_(link->label));

        hkk_button_wrap (GTK_BUTTON (button));
        gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", link->action,
                                          link->target != NULL ? link->target : "");
        gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "help.follow");
        adw_wrap_box_append (box, button);
      }
  return GTK_WIDGET (box);
}

/**
 * hkk_help_answer_new:
 * @leads: whether a link leads somewhere just now
 * @data: for @leads
 *
 * Returns: (transfer floating): a row with the answer: text, its steps as a list, and a button for each page that it
 *   speaks of, which does help.follow with the action and its target
 */
GtkWidget *
hkk_help_answer_new (const HkkHelpEntry *entry,
                     HkkHelpLeads        leads,
                     gpointer            data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *answer = hkk_help_dup_answer (entry);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), make_paragraph (answer));
  if (entry->steps[0] != NULL)
    gtk_box_append (GTK_BOX (box), make_steps (entry));
  if (entry->after != NULL)
    gtk_box_append (GTK_BOX (box), make_paragraph (_(entry->after)));
  gtk_box_append (GTK_BOX (box), make_links (entry, leads, data));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(entry->question), -1);
  return row;
}
