/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-row.h"

#include <glib/gi18n.h>

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

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

/**
 * hkk_row_new_shown:
 * @shown: what to show
 *
 * Returns: (transfer floating) (type AdwActionRow): a row with its label and its value; a change says what it was
 */
GtkWidget *
hkk_row_new_shown (HkkShownRow *shown)
{
  const char *old = NULL;
  g_autofree char *change = NULL;
  GtkWidget *row = NULL;

  g_return_val_if_fail (HKK_IS_SHOWN_ROW (shown), NULL);

  old = hkk_shown_row_get_old (shown);
  if (old != NULL && *old != '\0')
    /* TRANSLATORS: a change of one value; %1$s is what it was, %2$s what it becomes. Keep the line break. */
    change = g_strdup_printf (_("Until now: %1$s\nNew: %2$s"), old, hkk_shown_row_get_value (shown));
  row = hkk_row_new (hkk_shown_row_get_label (shown), change != NULL ? change : hkk_shown_row_get_value (shown));
  gtk_widget_add_css_class (row, "property");
  return row;
}
