/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-descendant.h"

/**
 * hkk_descendant_find:
 * @widget: where to look
 * @type: a type of widgets
 *
 * Returns: (transfer none) (nullable): the first one of @type, from above; @widget is one, too
 */
GtkWidget *
hkk_descendant_find (GtkWidget *widget,
                     GType      type)
{
  GtkWidget *found = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = hkk_descendant_find (child, type);
  return found;
}
