/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-note-field.h"

#include <glib/gi18n.h>

#include "hkk-lead.h"
#include "hkk-offer.h"
#include "hkk-page.h"
#include "hkk-row.h"

/* Something to read: a text, with the way to what it names, or a value that follows from the answers. */
struct _HkkNoteField
{
  HkkFieldRow    parent_instance;

  GtkLabel      *value; /* Borrowed from the row's content (nullable): calculated values only */
  const HkkLead *lead;  /* (nullable) */
  GtkWidget     *way;   /* Borrowed from the row's content (nullable): leads there */
};

G_DEFINE_FINAL_TYPE (HkkNoteField, hkk_note_field, HKK_TYPE_FIELD_ROW)

static void
build_value (HkkNoteField *self)
{
  self->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->value, 0.0f);
  gtk_label_set_wrap (self->value, TRUE);
  gtk_label_set_wrap_mode (self->value, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");
  /* No control: it takes no focus, and what is read of it is the value. */
  hkk_field_row_set_control (HKK_FIELD_ROW (self), GTK_WIDGET (self->value), NULL);
}

/* The button has its own name; the note is read before it. */
static void
build_way (HkkNoteField *self)
{
  self->way = gtk_button_new_with_label (_(self->lead->label));
  hkk_button_wrap (GTK_BUTTON (self->way));
  gtk_widget_set_halign (self->way, GTK_ALIGN_START);
  hkk_lead_set (self->lead, GTK_ACTIONABLE (self->way));
  hkk_field_row_set_control (HKK_FIELD_ROW (self), self->way, NULL);
}

static void
hkk_note_field_build (HkkFieldRow *row)
{
  HkkNoteField *self = HKK_NOTE_FIELD (row);
  HkkFormField *field = hkk_field_row_get_field (row);

  self->lead = hkk_lead_find (hkk_form_field_get_leads_to (field));
  if (hkk_form_field_get_kind (field) == HKK_FIELD_CALCULATED)
    build_value (self);
  else if (self->lead != NULL)
    build_way (self);
}

/* The portal need not serve what the note names. */
static void
hkk_note_field_root (GtkWidget *widget)
{
  HkkNoteField *self = HKK_NOTE_FIELD (widget);
  GtkWidget *page = gtk_widget_get_ancestor (widget, HKK_TYPE_PAGE);

  GTK_WIDGET_CLASS (hkk_note_field_parent_class)->root (widget);
  if (self->way != NULL && page != NULL)
    gtk_widget_set_visible (self->way, hkk_offer_leads (hkk_page_get_portal (HKK_PAGE (page)), self->lead->action,
                                                        self->lead->target));
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

  GTK_WIDGET_CLASS (klass)->root = hkk_note_field_root;
  row_class->build = hkk_note_field_build;
  row_class->refresh = hkk_note_field_refresh;
}

static void
hkk_note_field_init (HkkNoteField *self)
{
}
