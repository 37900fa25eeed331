/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-item-row.h"

#include <glib/gi18n.h>

#include "hkk-form-path.h"
#include "hkk-format.h"
#include "hkk-row.h"

/* So many answers of an item stand in its row, besides its name and its amount. */
#define SUMMARY_LENGTH 3

/* One entry of a list: called after the person or the thing, with its amount; it opens a page of its own. */
struct _HkkItemRow
{
  AdwActionRow  parent_instance;

  GtkLabel     *amount; /* Borrowed from the row */
  GtkWidget    *remove; /* Borrowed from the row */
};

G_DEFINE_FINAL_TYPE (HkkItemRow, hkk_item_row, ADW_TYPE_ACTION_ROW)

static void
hkk_item_row_class_init (HkkItemRowClass *klass)
{
}

static void
hkk_item_row_init (HkkItemRow *self)
{
  GtkWidget *amount = gtk_label_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  self->amount = GTK_LABEL (amount);
  gtk_widget_add_css_class (amount, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), amount);
  self->remove = hkk_row_add_button (GTK_WIDGET (self), "user-trash-symbolic", "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

/**
 * hkk_item_row_new:
 *
 * Returns: (transfer floating): a row that shows no entry yet
 */
HkkItemRow *
hkk_item_row_new (void)
{
  return g_object_new (HKK_TYPE_ITEM_ROW, NULL);
}

/**
 * hkk_item_row_get_remove:
 *
 * Returns: (transfer none): the button that takes the entry away
 */
GtkWidget *
hkk_item_row_get_remove (HkkItemRow *self)
{
  g_return_val_if_fail (HKK_IS_ITEM_ROW (self), NULL);

  return self->remove;
}

/* (transfer full): the first answers that neither the name nor AMOUNT (nullable) says. "Yes" says nothing without its
 * question. */
static char *
dup_summary (const HkkFormContext *context,
             HkkFormField         *group,
             const char           *item,
             const char           *amount)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  guint n = 0;

  for (guint i = 0; i < hkk_form_field_get_n_children (group) && n < SUMMARY_LENGTH; i++)
    {
      HkkFormField *child = hkk_form_field_get_child (group, i);
      g_autofree char *path = hkk_form_path_print (item, -1, hkk_form_field_get_id (child));
      g_autofree char *text = NULL;

      if (hkk_form_field_names_item (child) || hkk_form_field_get_kind (child) == HKK_FIELD_YESNO ||
          !hkk_form_values_has (context->values, path))
        continue;
      text = hkk_form_path_get_text (context, path);
      if (text == NULL || *text == '\0' || g_strcmp0 (text, amount) == 0)
        continue;
      g_strv_builder_add (parts, text);
      n++;
    }
  texts = g_strv_builder_end (parts);

  return g_strjoinv (" · ", texts);
}

/**
 * hkk_item_row_show:
 * @context: what is filled in
 * @group: the group or table
 * @path: the path of the entry
 *
 * Shows the entry, and that nothing is wrong with it.
 */
void
hkk_item_row_show (HkkItemRow           *self,
                   const HkkFormContext *context,
                   HkkFormField         *group,
                   const char           *path)
{
  g_autofree char *title = hkk_form_item_get_title (context, path);
  g_autofree char *amount = hkk_form_item_get_amount (context, path);
  g_autofree char *summary = dup_summary (context, group, path, amount);
  g_autofree char *isolated = hkk_format_isolate (title);
  /* TRANSLATORS: button beside a repeated item; %s is what it is called, for example “Child 2” */
  g_autofree char *remove = g_strdup_printf (_("Remove %s"), isolated);

  g_return_if_fail (HKK_IS_ITEM_ROW (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), summary);
  gtk_label_set_label (self->amount, amount != NULL ? amount : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount), amount != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

/**
 * hkk_item_row_show_wrong:
 * @message: what is wrong with the entry
 */
void
hkk_item_row_show_wrong (HkkItemRow *self,
                         const char *message)
{
  g_return_if_fail (HKK_IS_ITEM_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), message);
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}
