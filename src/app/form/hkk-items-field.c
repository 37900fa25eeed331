/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-items-field.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"

/* So many answers of an item stand in its row. */
#define SUMMARY_LENGTH 3

/* Repeated persons or bills: one row each, which opens a page of its own. The action "form.open" shows it. */
struct _HkkItemsField
{
  HkkFieldRow   parent_instance;

  GtkListBox   *list;  /* Borrowed from the row's content */
  AdwButtonRow *add;   /* Borrowed from the list */
  GtkBox       *total; /* Borrowed from the row's content (nullable) */
  GtkLabel     *sum;   /* Borrowed from total (nullable) */
  GPtrArray    *rows;  /* Owned, of borrowed AdwActionRow */
};

G_DEFINE_FINAL_TYPE (HkkItemsField, hkk_items_field, HKK_TYPE_FIELD_ROW)

static const HkkFormContext *
get_context (HkkItemsField *self)
{
  return hkk_form_model_get_context (hkk_field_row_get_model (HKK_FIELD_ROW (self)));
}

static const char *
get_path (HkkItemsField *self)
{
  return hkk_field_row_get_path (HKK_FIELD_ROW (self));
}

static char *
dup_summary (HkkItemsField *self,
             guint          position)
{
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (self));
  g_autofree char *item = hkk_form_path_print (get_path (self), (int) position, NULL);
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  guint n = 0;

  for (guint i = 0; i < hkk_form_field_get_n_children (field) && n < SUMMARY_LENGTH; i++)
    {
      HkkFormField *child = hkk_form_field_get_child (field, i);
      g_autofree char *path = hkk_form_path_print (item, -1, hkk_form_field_get_id (child));
      g_autofree char *text = NULL;

      if (!hkk_form_values_has (hkk_field_row_get_values (HKK_FIELD_ROW (self)), path))
        continue;
      text = hkk_form_path_get_text (get_context (self), path);
      if (text == NULL || *text == '\0')
        continue;
      g_strv_builder_add (parts, text);
      n++;
    }
  texts = g_strv_builder_end (parts);

  return g_strjoinv (" · ", texts);
}

static void
on_activated (HkkItemsField *self,
              AdwActionRow  *row)
{
  guint position = 0;
  g_autofree char *item = NULL;

  if (!g_ptr_array_find (self->rows, row, &position))
    return;

  item = hkk_form_path_print (get_path (self), (int) position, NULL);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "form.open", "s", item);
}

static void
on_remove (HkkItemsField *self,
           GtkButton     *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint position = 0;

  if (!g_ptr_array_find (self->rows, row, &position))
    return;

  /* The focus would go with the row. */
  gtk_widget_set_visible (GTK_WIDGET (self->add), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_model_remove_item (hkk_field_row_get_model (HKK_FIELD_ROW (self)), get_path (self), position);
}

static void
on_add (HkkItemsField *self)
{
  guint position = hkk_form_values_add_item (hkk_field_row_get_values (HKK_FIELD_ROW (self)), get_path (self));
  g_autofree char *item = hkk_form_path_print (get_path (self), (int) position, NULL);

  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "form.open", "s", item);
}

static AdwActionRow *
make_row (HkkItemsField *self,
          guint          position)
{
  g_autofree char *title = hkk_items_field_dup_item_title (hkk_field_row_get_field (HKK_FIELD_ROW (self)), position);
  g_autofree char *isolated = hkk_format_isolate (title);
  /* TRANSLATORS: button beside a repeated item; %s is what it is called, for example “Child 2” */
  g_autofree char *remove = g_strdup_printf (_("Remove %s"), isolated);
  GtkWidget *row = hkk_row_new (title, NULL);
  GtkWidget *button = hkk_row_add_button (row, "user-trash-symbolic", remove);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);

  return ADW_ACTION_ROW (row);
}

static void
show_item (HkkItemsField *self,
           guint          position)
{
  AdwActionRow *row = g_ptr_array_index (self->rows, position);
  g_autofree char *summary = dup_summary (self, position);

  adw_action_row_set_subtitle (row, summary);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
show_total (HkkItemsField *self)
{
  g_autofree char *text = NULL;

  if (self->total == NULL)
    return;

  text = hkk_form_path_get_total_text (get_context (self), get_path (self));
  gtk_label_set_label (self->sum, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->total), text != NULL && self->rows->len > 0);
}

static void
hkk_items_field_refresh (HkkFieldRow *row)
{
  HkkItemsField *self = HKK_ITEMS_FIELD (row);
  guint n = hkk_form_values_get_n_items (hkk_field_row_get_values (row), get_path (self));
  gint64 max = 0;

  while (self->rows->len > n)
    {
      gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n)
    {
      AdwActionRow *item = make_row (self, self->rows->len);

      gtk_list_box_insert (self->list, GTK_WIDGET (item), (int) self->rows->len);
      g_ptr_array_add (self->rows, item);
    }
  for (guint i = 0; i < n; i++)
    show_item (self, i);

  gtk_widget_set_visible (GTK_WIDGET (self->add),
                          !hkk_form_field_get_max (hkk_field_row_get_field (row), &max) || n < max);
  show_total (self);
}

static void
build_total (HkkItemsField *self,
             GtkWidget     *box)
{
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (self));
  GtkWidget *label = NULL;

  if (hkk_form_field_get_total_label (field) == NULL)
    return;

  self->total = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  label = gtk_label_new (hkk_form_field_get_total_label (field));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  self->sum = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->sum), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->sum), "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->sum), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (self->total, label);
  gtk_box_append (self->total, GTK_WIDGET (self->sum));
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "hkk-total");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->total));
}

static void
hkk_items_field_build (HkkFieldRow *row)
{
  HkkItemsField *self = HKK_ITEMS_FIELD (row);
  HkkFormField *field = hkk_field_row_get_field (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const char *add_label = hkk_form_field_get_add_label (field);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");

  self->add = ADW_BUTTON_ROW (adw_button_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->add), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add), add_label != NULL ? add_label : _("Add an entry"));
  adw_button_row_set_start_icon_name (self->add, "list-add-symbolic");
  g_signal_connect_object (self->add, "activated", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (self->add));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  build_total (self, box);

  hkk_field_row_set_control (row, box, GTK_WIDGET (self->list));
}

static gboolean
hkk_items_field_show_inner (HkkFieldRow *row,
                            const char  *path,
                            const char  *message)
{
  HkkItemsField *self = HKK_ITEMS_FIELD (row);
  AdwActionRow *item = NULL;
  int position = -1;

  for (guint i = 0; i < self->rows->len; i++)
    show_item (self, i);
  if (path == NULL)
    return FALSE;

  position = hkk_form_path_get_item (path, get_path (self));
  if (position < 0 || (guint) position >= self->rows->len)
    return FALSE;

  item = g_ptr_array_index (self->rows, position);
  adw_action_row_set_subtitle (item, message);
  gtk_widget_add_css_class (GTK_WIDGET (item), "error");

  return TRUE;
}

static void
hkk_items_field_finalize (GObject *object)
{
  g_clear_pointer (&HKK_ITEMS_FIELD (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hkk_items_field_parent_class)->finalize (object);
}

static void
hkk_items_field_class_init (HkkItemsFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_items_field_finalize;
  row_class->build = hkk_items_field_build;
  row_class->refresh = hkk_items_field_refresh;
  row_class->show_inner = hkk_items_field_show_inner;
}

static void
hkk_items_field_init (HkkItemsField *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * hkk_items_field_dup_item_title:
 * @field: a group or table
 * @position: which item
 *
 * Returns: (transfer full): what the item is called: “Child 2”
 */
char *
hkk_items_field_dup_item_title (HkkFormField *field,
                                guint         position)
{
  const char *label = hkk_form_field_get_item_label (field);

  g_return_val_if_fail (field != NULL, NULL);

  /* TRANSLATORS: one of several items; %1$s is what they are, for example “Child” or “Bill”, %2$u the number */
  return g_strdup_printf (_("%1$s %2$u"), label != NULL ? label : _("Entry"), position + 1);
}
