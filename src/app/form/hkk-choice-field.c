/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-choice-field.h"

#include <glib/gi18n.h>

#include "hkk-check-field.h"

/* So many options are all shown at once; more stand in a list that opens; many can be searched. */
#define SHOWN_AT_ONCE 6
#define SEARCHED_FROM 12

struct _HkkChoiceField
{
  HkkFieldRow  parent_instance;

  GPtrArray   *buttons; /* Owned, of borrowed GtkCheckButton; empty if there is a list */
  GtkDropDown *list;    /* Borrowed from the row's content (nullable); position 0 is "no answer yet" */
};

G_DEFINE_FINAL_TYPE (HkkChoiceField, hkk_choice_field, HKK_TYPE_FIELD_ROW)

static void
store (HkkChoiceField *self,
       guint           option)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  HkkFormField *field = hkk_field_row_get_field (row);
  const char *value = option < hkk_form_field_get_n_options (field) ? hkk_form_field_get_option (field, option)->value
                                                                    : NULL;

  hkk_field_row_set_answered (row);
  hkk_field_row_set_busy (row, TRUE);
  hkk_form_values_set_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row), value);
  hkk_field_row_set_busy (row, FALSE);
}

static void
on_toggled (HkkChoiceField *self,
            GtkCheckButton *button)
{
  guint position = 0;

  if (hkk_field_row_is_busy (HKK_FIELD_ROW (self)) || !gtk_check_button_get_active (button))
    return;

  if (g_ptr_array_find (self->buttons, button, &position))
    store (self, position);
}

static void
on_selected (HkkChoiceField *self)
{
  guint selected = gtk_drop_down_get_selected (self->list);

  if (!hkk_field_row_is_busy (HKK_FIELD_ROW (self)))
    store (self, selected == 0 || selected == GTK_INVALID_LIST_POSITION ? G_MAXUINT : selected - 1);
}

static void
on_setup_wrapped (GtkSignalListItemFactory *factory,
                  GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_list_item_set_child (item, label);
}

static void
on_setup_short (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
make_factory (GCallback setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);

  return factory;
}

static void
build_list (HkkChoiceField *self)
{
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (self));
  g_autoptr(GtkListItemFactory) factory = make_factory (G_CALLBACK (on_setup_short));
  g_autoptr(GtkListItemFactory) list_factory = make_factory (G_CALLBACK (on_setup_wrapped));
  GtkStringList *labels = gtk_string_list_new (NULL);

  /* TRANSLATORS: first entry of a list of answers, as long as none is chosen */
  gtk_string_list_append (labels, _("Choose"));
  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    gtk_string_list_append (labels, hkk_form_field_get_option (field, i)->label);

  self->list = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels),
                                                 gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_drop_down_set_factory (self->list, factory);
  gtk_drop_down_set_list_factory (self->list, list_factory);
  gtk_drop_down_set_enable_search (self->list, hkk_form_field_get_n_options (field) >= SEARCHED_FROM);
  gtk_drop_down_set_search_match_mode (self->list, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  hkk_field_row_set_control (HKK_FIELD_ROW (self), GTK_WIDGET (self->list), GTK_WIDGET (self->list));
}

static void
build_buttons (HkkChoiceField *self)
{
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (self));
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);

  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    {
      GtkWidget *button = hkk_check_new (hkk_form_field_get_option (field, i)->label,
                                         i > 0 ? g_ptr_array_index (self->buttons, 0) : NULL);

      g_ptr_array_add (self->buttons, button);
      gtk_box_append (GTK_BOX (box), button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
    }
  hkk_field_row_set_control (HKK_FIELD_ROW (self), box, box);
}

static void
hkk_choice_field_build (HkkFieldRow *row)
{
  HkkChoiceField *self = HKK_CHOICE_FIELD (row);

  if (hkk_form_field_get_n_options (hkk_field_row_get_field (row)) > SHOWN_AT_ONCE)
    build_list (self);
  else
    build_buttons (self);
}

static void
hkk_choice_field_refresh (HkkFieldRow *row)
{
  HkkChoiceField *self = HKK_CHOICE_FIELD (row);
  HkkFormField *field = hkk_field_row_get_field (row);
  const char *value = hkk_form_values_get_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row));
  guint chosen = G_MAXUINT;

  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    if (g_strcmp0 (hkk_form_field_get_option (field, i)->value, value) == 0)
      chosen = i;

  if (self->list != NULL)
    gtk_drop_down_set_selected (self->list, chosen == G_MAXUINT ? 0 : chosen + 1);
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->buttons, i), i == chosen);
}

static void
hkk_choice_field_finalize (GObject *object)
{
  g_clear_pointer (&HKK_CHOICE_FIELD (object)->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (hkk_choice_field_parent_class)->finalize (object);
}

static void
hkk_choice_field_class_init (HkkChoiceFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_choice_field_finalize;
  row_class->build = hkk_choice_field_build;
  row_class->refresh = hkk_choice_field_refresh;
}

static void
hkk_choice_field_init (HkkChoiceField *self)
{
  self->buttons = g_ptr_array_new ();
}
