/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-note-field.h"

#include <glib/gi18n.h>

/* Something to read: a text, or a value that follows from the answers. */
struct _HkkNoteField
{
  HkkFieldRow  parent_instance;

  GtkLabel    *value; /* Borrowed from the row's content (nullable): calculated values only */
};

G_DEFINE_FINAL_TYPE (HkkNoteField, hkk_note_field, HKK_TYPE_FIELD_ROW)

static void
hkk_note_field_build (HkkFieldRow *row)
{
  HkkNoteField *self = HKK_NOTE_FIELD (row);

  if (hkk_form_field_get_kind (hkk_field_row_get_field (row)) != HKK_FIELD_CALCULATED)
    return;

  self->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->value, 0.0f);
  gtk_label_set_wrap (self->value, TRUE);
  gtk_label_set_wrap_mode (self->value, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");
  /* No control: it takes no focus, and what is read of it is the value. */
  hkk_field_row_set_control (row, GTK_WIDGET (self->value), NULL);
}

static void
hkk_note_field_refresh (HkkFieldRow *row)
{
  HkkNoteField *self = HKK_NOTE_FIELD (row);
  g_autofree char *text = NULL;

  if (self->value == NULL)
    return;

  text = hkk_form_path_get_text (hkk_form_model_get_context (hkk_field_row_get_model (row)),
                                 hkk_field_row_get_path (row));
  /* TRANSLATORS: stands for a calculated value as long as answers that it needs are missing */
  gtk_label_set_label (self->value, text != NULL && *text != '\0' ? text : C_("value", "not known yet"));
}

static void
hkk_note_field_class_init (HkkNoteFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  row_class->build = hkk_note_field_build;
  row_class->refresh = hkk_note_field_refresh;
}

static void
hkk_note_field_init (HkkNoteField *self)
{
}
