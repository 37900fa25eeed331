/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-row.h"

#include <glib/gi18n.h>

#include "hkk-format.h"

/**
 * hkk_row_new:
 * @title: (nullable): its title
 * @subtitle: (nullable): what stands below the title
 *
 * Makes a row whose texts come from elsewhere: none of them is read as markup.
 *
 * Returns: (transfer floating) (type AdwActionRow): a row
 */
GtkWidget *
hkk_row_new (const char *title,
             const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *alone = hkk_format_alone (subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), alone);
  return row;
}

/**
 * hkk_row_new_shown:
 * @shown: what to show
 *
 * Returns: (transfer floating) (type AdwActionRow): a row with its label and its value, which Tab leads to and Ctrl+C
 *   copies; a change says what it was
 */
GtkWidget *
hkk_row_new_shown (HkkShownRow *shown)
{
  g_autofree char *old = NULL;
  g_autofree char *value = NULL;
  g_autofree char *change = NULL;
  GtkWidget *row = NULL;

  g_return_val_if_fail (HKK_IS_SHOWN_ROW (shown), NULL);

  if (hkk_shown_row_get_old (shown) != NULL && *hkk_shown_row_get_old (shown) != '\0')
    {
      old = hkk_format_isolate (hkk_shown_row_get_old (shown));
      value = hkk_format_isolate (hkk_shown_row_get_value (shown));
    }
  if (old != NULL)
    /* TRANSLATORS: a change of one value; %1$s is what it was, %2$s what it becomes. Keep the line break. */
    change = g_strdup_printf (_("Until now: %1$s\nNew: %2$s"), old, value);
  row = hkk_row_new (hkk_shown_row_get_label (shown), change != NULL ? change : hkk_shown_row_get_value (shown));
  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  return row;
}

/**
 * hkk_row_add_button:
 * @row: an AdwActionRow
 * @icon_name: what it shows
 * @name: what a screen reader says of it
 *
 * Returns: (transfer none): a flat button at the end of the row
 */
GtkWidget *
hkk_row_add_button (GtkWidget  *row,
                    const char *icon_name,
                    const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

/**
 * hkk_row_add_action:
 * @row: an AdwActionRow
 * @icon_name: what it shows
 * @name: what a screen reader and the tooltip say of it
 * @action: (nullable): what it does
 * @target: (transfer floating): with what
 *
 * Returns: (transfer none): a flat button at the end of the row
 */
GtkWidget *
hkk_row_add_action (GtkWidget  *row,
                    const char *icon_name,
                    const char *name,
                    const char *action,
                    GVariant   *target)
{
  GtkWidget *button = hkk_row_add_button (row, icon_name, name);

  gtk_widget_set_tooltip_text (button, name);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/**
 * hkk_row_append_button:
 * @list: a list
 * @title: what it says
 * @icon_name: what it shows
 *
 * Returns: (transfer none): a row at the end of @list that is a button
 */
AdwButtonRow *
hkk_row_append_button (GtkListBox *list,
                       const char *title,
                       const char *icon_name)
{
  AdwButtonRow *row = ADW_BUTTON_ROW (adw_button_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (row, icon_name);
  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

/* (transfer full) */
static char *
dup_name_of (const char *label,
             const char *of)
{
  g_autofree char *isolated = hkk_format_isolate (of);

  /* TRANSLATORS: a button's name for screen readers; %1$s: what it says ("Open"), %2$s: of what ("Receipt") */
  return g_strdup_printf (C_("button of something", "%1$s: %2$s"), label, isolated);
}

/**
 * hkk_row_button_say_of:
 * @row: a row that is a button
 * @of: what it is for
 *
 * Its name for screen readers is made of its title and @of, among others with the same title.
 */
void
hkk_row_button_say_of (AdwButtonRow *row,
                       const char   *of)
{
  g_autofree char *name = NULL;

  g_return_if_fail (ADW_IS_BUTTON_ROW (row));
  g_return_if_fail (of != NULL);

  name = dup_name_of (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), of);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hkk_row_lead:
 * @row: an AdwActionRow
 * @action: an action, with a string as its target or without one
 * @target: (nullable): where it leads
 *
 * Makes the row lead somewhere, and show that it does.
 */
void
hkk_row_lead (GtkWidget  *row,
              const char *action,
              const char *target)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

/**
 * hkk_row_show_group:
 * @group: rows that stand together
 * @shown: whether there are any
 *
 * Shows or hides @group. Tab begins beside what had the focus last; where that is hidden it would lead nowhere.
 */
void
hkk_row_show_group (GtkWidget *group,
                    gboolean   shown)
{
  GtkWidget *parent = gtk_widget_get_parent (group);

  gtk_widget_set_visible (group, shown);
  if (!shown && parent != NULL && gtk_widget_get_focus_child (parent) == group)
    gtk_widget_set_focus_child (parent, NULL);
}

static gboolean
is_called (GtkListBoxRow *row,
           const char    *title)
{
  return ADW_IS_ACTION_ROW (row) && gtk_list_box_row_get_activatable (row) &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title);
}

static gboolean
is_alone (GtkListBox    *list,
          GtkListBoxRow *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  GtkListBoxRow *other = NULL;

  for (int i = 0; (other = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (other != row && is_called (other, title))
      return FALSE;
  return TRUE;
}

static void
name_in_full (AdwActionRow *row)
{
  g_autofree char *name = g_strjoin (", ", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                     adw_action_row_get_subtitle (row), NULL);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hkk_row_tell_apart:
 * @list: a list whose rows lead somewhere
 *
 * Rows of one title have for screen readers what is below it in their names, too.
 */
void
hkk_row_tell_apart (GtkListBox *list)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (ADW_IS_ACTION_ROW (row) && gtk_list_box_row_get_activatable (row) && !is_alone (list, row))
      name_in_full (ADW_ACTION_ROW (row));
}

/**
 * hkk_row_fill_list:
 * @list: a list
 * @group: what is only shown when there is something in @list
 * @items: what to show
 * @make_row: makes the row of an item; has no data
 *
 * Shows a row for each of @items.
 */
void
hkk_row_fill_list (GtkListBox                 *list,
                   GtkWidget                  *group,
                   GListModel                 *items,
                   GtkListBoxCreateWidgetFunc  make_row)
{
  gtk_list_box_bind_model (list, items, make_row, NULL, NULL);
  hkk_row_tell_apart (list);
  hkk_row_show_group (group, g_list_model_get_n_items (items) > 0);
}

/**
 * hkk_button_name:
 * @button: a button with a label
 * @name: what a screen reader says of it: its label, and what it is for
 *
 * Several buttons of one label are told apart by their names; the label alone would be read otherwise.
 */
void
hkk_button_name (GtkButton  *button,
                 const char *name)
{
  g_return_if_fail (GTK_IS_BUTTON (button));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hkk_button_say_of:
 * @button: a button with a label
 * @of: (nullable): what it is for
 *
 * As hkk_button_name(), with the name made of the button's label and @of.
 */
void
hkk_button_say_of (GtkButton  *button,
                   const char *of)
{
  GtkWidget *child = NULL;
  const char *label = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_BUTTON (button));

  child = gtk_button_get_child (button);
  g_return_if_fail (GTK_IS_LABEL (child));
  label = gtk_label_get_text (GTK_LABEL (child));
  if (of != NULL)
    name = dup_name_of (label, of);
  hkk_button_name (button, name != NULL ? name : label);
}

/**
 * hkk_button_wrap:
 * @button: a button with a label
 *
 * Lets the text of @button go on in another line where there is no room, so that nothing is cut with large text.
 */
void
hkk_button_wrap (GtkButton *button)
{
  GtkWidget *label = NULL;

  g_return_if_fail (GTK_IS_BUTTON (button));

  label = gtk_button_get_child (button);
  g_return_if_fail (GTK_IS_LABEL (label));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

/**
 * hkk_button_set_answer:
 * @id: (nullable): of an entry of the help
 *
 * Makes the button open the help. The target comes first: the toolkit warns of an action that is without its own.
 */
void
hkk_button_set_answer (GtkButton  *button,
                       const char *id)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);

  g_return_if_fail (GTK_IS_BUTTON (button));

  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, id != NULL ? g_variant_new_string (id) : NULL);
  gtk_actionable_set_action_name (actionable, id != NULL ? "app.answer" : "app.help");
}
