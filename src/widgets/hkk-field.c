/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-field.h"

/* What has the focus in a row or an entry. */
static GtkAccessible *
inner_text (GtkEditable *field)
{
  GtkEditable *delegate = gtk_editable_get_delegate (field);

  return GTK_ACCESSIBLE (delegate != NULL ? delegate : field);
}

/**
 * hkk_field_require:
 * @field: an entry, or a row with one
 *
 * Says that it has to be filled in.
 */
void
hkk_field_require (GtkEditable *field)
{
  g_return_if_fail (GTK_IS_EDITABLE (field));

  gtk_accessible_update_property (inner_text (field), GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

/**
 * hkk_field_mark:
 * @field: an entry, or a row with one
 * @message: (nullable): the sentence on the page that says what is wrong with it; %NULL: nothing is
 *
 * Shows that it is wrong and ties the sentence to it. It is said by who shows it.
 */
void
hkk_field_mark (GtkEditable *field,
                GtkLabel    *message)
{
  GtkAccessible *text;

  g_return_if_fail (GTK_IS_EDITABLE (field));

  text = inner_text (field);
  if (message == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (field), "error");
      gtk_accessible_reset_state (text, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (text, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (field), "error");
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_relation (text, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, message, NULL, -1);
}
