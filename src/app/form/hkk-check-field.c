/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-check-field.h"

#include <glib/gi18n.h>

/* Yes or no, a declaration to confirm, one of few or several of some: everything that is answered by ticking. */
struct _HkkCheckField
{
  HkkFieldRow  parent_instance;

  GPtrArray   *buttons; /* Owned, of borrowed GtkCheckButton */
};

G_DEFINE_FINAL_TYPE (HkkCheckField, hkk_check_field, HKK_TYPE_FIELD_ROW)

static HkkFieldKind
get_kind (HkkCheckField *self)
{
  return hkk_form_field_get_kind (hkk_field_row_get_field (HKK_FIELD_ROW (self)));
}

static void
store (HkkCheckField *self,
       guint          position,
       gboolean       active)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  HkkFormValues *values = hkk_field_row_get_values (row);
  const char *path = hkk_field_row_get_path (row);
  HkkFieldKind kind = get_kind (self);

  if (kind == HKK_FIELD_MULTICHOICE)
    hkk_form_values_set_chosen (values, path,
                                hkk_form_field_get_option (hkk_field_row_get_field (row), position)->value, active);
  else if (kind == HKK_FIELD_DECLARATION && !active)
    hkk_form_values_clear (values, path);
  else if (active && (kind == HKK_FIELD_YESNO || kind == HKK_FIELD_DECLARATION))
    hkk_form_values_set_bool (values, path, position == 0);
  else if (active)
    hkk_form_values_set_string (values, path,
                                hkk_form_field_get_option (hkk_field_row_get_field (row), position)->value);
}

static void
on_toggled (HkkCheckField  *self,
            GtkCheckButton *button)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  guint position = 0;

  if (hkk_field_row_is_busy (row) || !g_ptr_array_find (self->buttons, button, &position))
    return;

  hkk_field_row_set_answered (row);
  hkk_field_row_set_busy (row, TRUE);
  store (self, position, gtk_check_button_get_active (button));
  hkk_field_row_set_busy (row, FALSE);
}

/* A long label wraps and does not widen the window. One below the other, they break where the row ends, not before. */
static GtkWidget *
make_button (const char *label,
             gboolean    below)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  /* Where a finger needs a high button, "Yes" would have its letters below each other to fill it. */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (text), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_widget_set_hexpand (text, below);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), text);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, text, NULL, -1);

  return button;
}

static void
add_button (HkkCheckField *self,
            GtkWidget     *box,
            const char    *label,
            gboolean       one_of)
{
  GtkWidget *button = make_button (label, gtk_orientable_get_orientation (GTK_ORIENTABLE (box)) ==
                                          GTK_ORIENTATION_VERTICAL);

  if (one_of && self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  g_ptr_array_add (self->buttons, button);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
}

static void
build_yes_no (HkkCheckField *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, "spacing", 24, NULL);

  add_button (self, box, C_("answer", "Yes"), TRUE);
  add_button (self, box, C_("answer", "No"), TRUE);
  hkk_field_row_set_control (HKK_FIELD_ROW (self), box, box);
}

static void
build_choices (HkkCheckField *self)
{
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (self));
  gboolean one_of = get_kind (self) != HKK_FIELD_MULTICHOICE;
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role",
                                 one_of ? GTK_ACCESSIBLE_ROLE_RADIO_GROUP : GTK_ACCESSIBLE_ROLE_GROUP,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);

  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    add_button (self, box, hkk_form_field_get_option (field, i)->label, one_of);
  hkk_field_row_set_control (HKK_FIELD_ROW (self), box, box);
}

static void
hkk_check_field_build (HkkFieldRow *row)
{
  HkkCheckField *self = HKK_CHECK_FIELD (row);
  HkkFormField *field = hkk_field_row_get_field (row);

  if (get_kind (self) == HKK_FIELD_YESNO)
    {
      build_yes_no (self);
    }
  else if (get_kind (self) == HKK_FIELD_DECLARATION)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      add_button (self, box, hkk_form_field_get_label (field), FALSE);
      hkk_field_row_set_control (row, box, g_ptr_array_index (self->buttons, 0));
      hkk_field_row_hide_title (row);
    }
  else
    {
      build_choices (self);
    }
}

static gboolean
is_active (HkkCheckField *self,
           guint          position)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  HkkFormValues *values = hkk_field_row_get_values (row);
  const char *path = hkk_field_row_get_path (row);
  HkkFieldKind kind = get_kind (self);
  const char *option = NULL;
  gboolean value = FALSE;

  if (kind == HKK_FIELD_YESNO || kind == HKK_FIELD_DECLARATION)
    return hkk_form_values_get_bool (values, path, &value) && value == (position == 0);

  option = hkk_form_field_get_option (hkk_field_row_get_field (row), position)->value;
  if (kind == HKK_FIELD_MULTICHOICE)
    return hkk_form_values_get_chosen (values, path, option);

  return g_strcmp0 (hkk_form_values_get_string (values, path), option) == 0;
}

static void
hkk_check_field_refresh (HkkFieldRow *row)
{
  HkkCheckField *self = HKK_CHECK_FIELD (row);

  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->buttons, i), is_active (self, i));
}

static void
hkk_check_field_finalize (GObject *object)
{
  g_clear_pointer (&HKK_CHECK_FIELD (object)->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (hkk_check_field_parent_class)->finalize (object);
}

static void
hkk_check_field_class_init (HkkCheckFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_check_field_finalize;
  row_class->build = hkk_check_field_build;
  row_class->refresh = hkk_check_field_refresh;
}

static void
hkk_check_field_init (HkkCheckField *self)
{
  self->buttons = g_ptr_array_new ();
}
