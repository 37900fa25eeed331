/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-number-pad.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hkk-field.h"
#include "hkk-phone-page.h"
#include "hkk-rules.h"

struct _HkkNumberPad
{
  GtkWidget  parent_instance;

  GtkEntry  *entry;
  GtkGrid   *grid;

  guint      length;
};

G_DEFINE_FINAL_TYPE (HkkNumberPad, hkk_number_pad, GTK_TYPE_WIDGET)

enum { PROP_LENGTH = 1, PROP_SECRET, PROP_LABEL, N_PROPS };
static GParamSpec *properties[N_PROPS];
enum { COMPLETE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_digit_clicked (HkkNumberPad *self,
                  GtkButton    *button)
{
  int position = gtk_entry_get_text_length (self->entry);

  if (position < (int) self->length)
    gtk_editable_insert_text (GTK_EDITABLE (self->entry), gtk_button_get_label (button), -1, &position);
}

static void
on_delete_clicked (HkkNumberPad *self)
{
  int length = gtk_entry_get_text_length (self->entry);

  if (length > 0)
    gtk_editable_delete_text (GTK_EDITABLE (self->entry), length - 1, length);
}

/* Digits of any script count, gaps do not; what else was typed goes, with a bell. */
static void
take_digits (HkkNumberPad *self,
             const char   *text)
{
  g_autofree char *read = hkk_digits_normalize (text);
  size_t digits = strspn (read, "0123456789");

  if (read[digits] != '\0')
    gtk_widget_error_bell (GTK_WIDGET (self));
  explicit_bzero (read + digits, strlen (read + digits));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), read);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  explicit_bzero (read, digits);
}

static void
on_changed (HkkNumberPad *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  size_t digits = strspn (text, "0123456789");

  if (text[digits] != '\0')
    {
      take_digits (self, text);
      return;
    }
  if (digits == self->length)
    {
      g_autofree char *complete = g_strdup (text);

      g_signal_emit (self, signals[COMPLETE], 0, complete);
      explicit_bzero (complete, digits);
    }
}

static void
add_button (HkkNumberPad *self,
            const char   *label,
            int           column,
            int           row)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_digit_clicked), self);
  gtk_grid_attach (self->grid, button, column, row, 1, 1);
}

static void
add_buttons (HkkNumberPad *self)
{
  GtkWidget *delete = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  for (int digit = 1; digit <= 9; digit++)
    {
      char label[2] = { (char) ('0' + digit), '\0' };

      add_button (self, label, (digit - 1) % 3, (digit - 1) / 3);
    }
  add_button (self, "0", 1, 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (delete), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Delete the last digit"), -1);
  g_signal_connect_swapped (delete, "clicked", G_CALLBACK (on_delete_clicked), self);
  gtk_grid_attach (self->grid, delete, 2, 3, 1, 1);
}

static void
set_secret (HkkNumberPad *self,
            gboolean      secret)
{
  gtk_entry_set_visibility (self->entry, !secret);
  gtk_entry_set_input_purpose (self->entry, secret ? GTK_INPUT_PURPOSE_PIN : GTK_INPUT_PURPOSE_DIGITS);
  if (secret)
    {
      g_autoptr(GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

      gtk_entry_set_buffer (self->entry, buffer);
    }
}

static void
hkk_number_pad_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  HkkNumberPad *self = HKK_NUMBER_PAD (object);

  switch (id)
    {
    case PROP_LENGTH:
      self->length = g_value_get_uint (value);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), (int) self->length + 2);
      break;
    case PROP_SECRET:
      set_secret (self, g_value_get_boolean (value));
      break;
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
hkk_number_pad_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HKK_NUMBER_PAD (widget)->entry));
}

static void
hkk_number_pad_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_NUMBER_PAD);
  G_OBJECT_CLASS (hkk_number_pad_parent_class)->dispose (object);
}

static void
hkk_number_pad_class_init (HkkNumberPadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = hkk_number_pad_dispose;
  object_class->set_property = hkk_number_pad_set_property;
  widget_class->grab_focus = hkk_number_pad_grab_focus;

  properties[PROP_LENGTH] = g_param_spec_uint ("length", NULL, NULL, 1, 12, 2, flags);
  properties[PROP_SECRET] = g_param_spec_boolean ("secret", NULL, NULL, FALSE, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[COMPLETE] = g_signal_new ("complete", HKK_TYPE_NUMBER_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-number-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkNumberPad, entry);
  gtk_widget_class_bind_template_child (widget_class, HkkNumberPad, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
hkk_number_pad_init (HkkNumberPad *self)
{
  self->length = 2;
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (GTK_EDITABLE (self->entry));
  add_buttons (self);
}

/**
 * hkk_number_pad_get_field:
 *
 * Returns: (transfer none): what shows the digits
 */
GtkEditable *
hkk_number_pad_get_field (HkkNumberPad *self)
{
  g_return_val_if_fail (HKK_IS_NUMBER_PAD (self), NULL);

  return GTK_EDITABLE (self->entry);
}

/**
 * hkk_number_pad_clear:
 *
 * Empties the display and puts the focus there.
 */
void
hkk_number_pad_clear (HkkNumberPad *self)
{
  g_return_if_fail (HKK_IS_NUMBER_PAD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  hkk_phone_page_focus (GTK_WIDGET (self->entry));
}
