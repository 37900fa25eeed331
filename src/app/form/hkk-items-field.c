/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-items-field.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-format.h"
#include "hkk-item-row.h"
#include "hkk-row.h"

/* Repeated persons or bills: one row each, which opens a page of its own, then those that are known and can be taken.
 * The action "form.open" shows the page. */
struct _HkkItemsField
{
  HkkFieldRow   parent_instance;

  GtkListBox   *list;    /* Borrowed from the row's content */
  AdwButtonRow *add;     /* Borrowed from the list */
  AdwButtonRow *all;     /* Borrowed from the list: takes all that are known */
  GtkBox       *total;   /* Borrowed from the row's content (nullable) */
  GtkLabel     *sum;     /* Borrowed from total (nullable) */
  GPtrArray    *rows;    /* Owned, of borrowed HkkItemRow */
  GPtrArray    *offers;  /* Owned, of borrowed HkkFormOffer: those that are shown */
  GPtrArray    *offered; /* Owned, of borrowed AdwActionRow: one for each of offers */
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

static void
open_item (HkkItemsField *self,
           guint          position)
{
  g_autofree char *item = hkk_form_path_print (get_path (self), (int) position, NULL);

  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "form.open", "s", item);
}

static void
on_activated (HkkItemsField *self,
              AdwActionRow  *row)
{
  guint position = 0;

  if (g_ptr_array_find (self->rows, row, &position))
    open_item (self, position);
}

/* The focus would go with the row that it is in. */
static void
focus_add (HkkItemsField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->add), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
}

static void
on_remove (HkkItemsField *self,
           GtkButton     *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint position = 0;

  if (!g_ptr_array_find (self->rows, row, &position))
    return;

  focus_add (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_model_remove_item (hkk_field_row_get_model (HKK_FIELD_ROW (self)), get_path (self), position);
}

static void
on_add (HkkItemsField *self)
{
  open_item (self, hkk_form_values_add_item (hkk_field_row_get_values (HKK_FIELD_ROW (self)), get_path (self)));
}

/* --- What can be taken --- */

static gboolean
is_complete (HkkItemsField *self,
             guint          position)
{
  g_autofree char *item = hkk_form_path_print (get_path (self), (int) position, NULL);
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (self));

  for (guint i = 0; i < hkk_form_field_get_n_children (field); i++)
    {
      HkkFormField *child = hkk_form_field_get_child (field, i);
      g_autofree char *path = hkk_form_path_print (item, -1, hkk_form_field_get_id (child));

      if (hkk_form_path_is_shown (get_context (self), path) && hkk_form_path_is_required (get_context (self), path) &&
          !hkk_form_values_has (hkk_field_row_get_values (HKK_FIELD_ROW (self)), path))
        return FALSE;
    }
  return TRUE;
}

/* Returns its position. */
static guint
take (HkkItemsField      *self,
      const HkkFormOffer *offer)
{
  HkkFormValues *values = hkk_field_row_get_values (HKK_FIELD_ROW (self));
  guint position = hkk_form_values_get_n_items (values, get_path (self));

  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_values_insert_item (values, get_path (self), position, offer->values);
  return position;
}

static void
say_taken (HkkItemsField *self,
           const char    *title)
{
  g_autofree char *isolated = hkk_format_isolate (title);
  /* TRANSLATORS: is read aloud; %s is the name of a person whose data were taken into a form */
  g_autofree char *text = g_strdup_printf (_("%s was added."), isolated);

  hkk_announce (GTK_WIDGET (self), text);
}

/* What is missing is asked at once. */
static void
on_take (HkkItemsField *self,
         GtkWidget     *widget)
{
  GtkWidget *row = ADW_IS_ACTION_ROW (widget) ? widget : gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
  const HkkFormOffer *offer = NULL;
  guint at = 0, position = 0;

  if (!g_ptr_array_find (self->offered, row, &at))
    return;
  offer = g_ptr_array_index (self->offers, at);
  focus_add (self);
  position = take (self, offer);
  say_taken (self, offer->title);
  if (self->offered->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->offered, MIN (at, self->offered->len - 1)));
  if (!is_complete (self, position))
    open_item (self, position);
}

static void
on_take_all (HkkItemsField *self)
{
  g_autoptr(GPtrArray) offers = g_ptr_array_copy (self->offers, NULL, NULL);

  focus_add (self);
  for (guint i = 0; i < offers->len; i++)
    take (self, g_ptr_array_index (offers, i));
}

static AdwActionRow *
make_offer (HkkItemsField      *self,
            const HkkFormOffer *offer)
{
  g_autofree char *isolated = hkk_format_isolate (offer->title);
  /* TRANSLATORS: name of the button “Take” for a screen reader; %s is a person, for example “Ada Amsel” */
  g_autofree char *name = g_strdup_printf (_("Take %s"), isolated);
  g_autofree char *subtitle = NULL;
  GtkWidget *button = gtk_button_new_with_label (C_("from known data", "Take"));
  GtkWidget *row = NULL;

  if (offer->text != NULL && offer->source != NULL)
    subtitle = g_strjoin (" · ", offer->text, offer->source, NULL);
  row = hkk_row_new (offer->title, subtitle != NULL ? subtitle : offer->text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  hkk_button_name (GTK_BUTTON (button), name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_take), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_take), self, G_CONNECT_SWAPPED);

  return ADW_ACTION_ROW (row);
}

static gboolean
is_same (GPtrArray *a,
         GPtrArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return a->len == b->len;
}

static void
show_offers (HkkItemsField *self,
             gboolean       room)
{
  g_autoptr(GPtrArray) offers = room ? hkk_form_model_list_offers (hkk_field_row_get_model (HKK_FIELD_ROW (self)),
                                                                   hkk_field_row_get_field (HKK_FIELD_ROW (self)))
                                     : g_ptr_array_new ();
  int place = (int) self->rows->len;

  gtk_widget_set_visible (GTK_WIDGET (self->all), offers->len > 1);
  if (is_same (offers, self->offers))
    return;
  for (guint i = 0; i < self->offered->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->offered, i));
  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; i < offers->len; i++)
    {
      AdwActionRow *row = make_offer (self, g_ptr_array_index (offers, i));

      gtk_list_box_insert (self->list, GTK_WIDGET (row), place + (int) i);
      g_ptr_array_add (self->offered, row);
    }
  g_ptr_array_unref (self->offers);
  self->offers = g_steal_pointer (&offers);
}

/* --- What was entered --- */

static HkkItemRow *
make_row (HkkItemsField *self)
{
  HkkItemRow *row = hkk_item_row_new ();

  g_signal_connect_object (hkk_item_row_get_remove (row), "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);

  return row;
}

static void
show_item (HkkItemsField *self,
           guint          position)
{
  g_autofree char *item = hkk_form_path_print (get_path (self), (int) position, NULL);

  hkk_item_row_show (g_ptr_array_index (self->rows, position), get_context (self),
                     hkk_field_row_get_field (HKK_FIELD_ROW (self)), item);
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
  gboolean room = !hkk_form_field_get_max (hkk_field_row_get_field (row), &max) || n < max;

  while (self->rows->len > n)
    {
      gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n)
    {
      HkkItemRow *item = make_row (self);

      gtk_list_box_insert (self->list, GTK_WIDGET (item), (int) self->rows->len);
      g_ptr_array_add (self->rows, item);
    }
  for (guint i = 0; i < n; i++)
    show_item (self, i);

  gtk_widget_set_visible (GTK_WIDGET (self->add), room);
  show_offers (self, room);
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
  /* What is read of it is the amount, and then of what. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->sum), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  gtk_box_append (self->total, label);
  gtk_box_append (self->total, GTK_WIDGET (self->sum));
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "hkk-total");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->total));
}

static void
hkk_items_field_build (HkkFieldRow *row)
{
  HkkItemsField *self = HKK_ITEMS_FIELD (row);
  const char *add_label = hkk_form_field_get_add_label (hkk_field_row_get_field (row));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  /* TRANSLATORS: takes all relatives that the insurer knows into a form */
  self->all = hkk_row_append_button (self->list, _("Take all"), "object-select-symbolic");
  self->add = hkk_row_append_button (self->list, add_label != NULL ? add_label : _("Add an entry"),
                                     "list-add-symbolic");
  g_signal_connect_object (self->all, "activated", G_CALLBACK (on_take_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "activated", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  build_total (self, box);

  hkk_field_row_set_control (row, box, GTK_WIDGET (self->list));
}

/* (transfer full): which of the questions of an item MESSAGE is about. */
static char *
with_label (HkkItemsField *self,
            const char    *path,
            const char    *message)
{
  HkkFormField *field = hkk_form_find_field (hkk_form_model_get_form (hkk_field_row_get_model (HKK_FIELD_ROW (self))),
                                             path);

  if (field == NULL || field == hkk_field_row_get_field (HKK_FIELD_ROW (self)))
    return g_strdup (message);
  if (g_str_has_suffix (hkk_form_field_get_label (field), "?"))
    return g_strdup_printf ("%s %s", hkk_form_field_get_label (field), message);
  /* TRANSLATORS: %1$s is a question of a form, %2$s what is wrong with the answer */
  return g_strdup_printf (_("%1$s: %2$s"), hkk_form_field_get_label (field), message);
}

/* Returns: whether PATH is in an entry that is shown; that says what is wrong with it then. */
static gboolean
show_wrong (HkkItemsField *self,
            const char    *path,
            const char    *message)
{
  g_autofree char *text = with_label (self, path, message);
  int position = hkk_form_path_get_item (path, get_path (self));

  if (position < 0 || (guint) position >= self->rows->len)
    return FALSE;
  hkk_item_row_show_wrong (g_ptr_array_index (self->rows, position), text);
  return TRUE;
}

/* Who goes from one entry to the next knows before which of them are left; the first that is wrong in each counts. */
static void
show_all_wrong (HkkItemsField *self)
{
  g_autoptr(GPtrArray) issues = hkk_form_validate_path (get_context (self), get_path (self));

  for (guint i = issues->len; i > 0; i--)
    {
      HkkFormIssue *issue = g_ptr_array_index (issues, i - 1);

      if (issue->level == HKK_FORM_ISSUE_ERROR)
        show_wrong (self, issue->path, issue->message);
    }
}

static gboolean
hkk_items_field_show_inner (HkkFieldRow *row,
                            const char  *path,
                            const char  *message)
{
  HkkItemsField *self = HKK_ITEMS_FIELD (row);

  for (guint i = 0; i < self->rows->len; i++)
    show_item (self, i);
  if (path == NULL)
    return FALSE;
  show_all_wrong (self);
  return show_wrong (self, path, message);
}

static void
hkk_items_field_finalize (GObject *object)
{
  HkkItemsField *self = HKK_ITEMS_FIELD (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_ptr_array_unref);

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
  self->offers = g_ptr_array_new ();
  self->offered = g_ptr_array_new ();
}
