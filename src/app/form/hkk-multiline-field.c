/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-multiline-field.h"

#include <glib/gi18n.h>

/* The counter appears when this share of the allowed length is left. */
#define COUNTER_SHARE 10

struct _HkkMultilineField
{
  HkkFieldRow    parent_instance;

  GtkTextView   *view;       /* Borrowed from the row's content */
  GtkLabel      *counter;    /* Borrowed from the row's content */
  GtkTextTag    *no_hyphens; /* Borrowed from the view's buffer */
};

G_DEFINE_FINAL_TYPE (HkkMultilineField, hkk_multiline_field, HKK_TYPE_FIELD_ROW)

static char *
dup_text (HkkMultilineField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Owned: what stands in the field, as it is meant. */
static char *
dup_meant (HkkMultilineField *self)
{
  g_autofree char *text = dup_text (self);

  return hkk_text_clean (text, TRUE);
}

static void
count (HkkMultilineField *self,
       const char        *meant)
{
  guint max = hkk_form_field_get_max_length (hkk_field_row_get_field (HKK_FIELD_ROW (self)));
  guint used = (guint) g_utf8_strlen (meant, -1);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->counter), max > 0 && used + max / COUNTER_SHARE > max);
  /* TRANSLATORS: how long the text is, for example “3,950 of 4,000 characters” */
  text = g_strdup_printf (_("%'u of %'u characters"), used, max);
  gtk_label_set_label (self->counter, text);
}

/* A word that is wider than the field goes on in the next line without a hyphen that nobody has typed. */
static void
take_hyphens_out (HkkMultilineField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->no_hyphens, &start, &end);
}

static void
on_buffer_changed (HkkMultilineField *self)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  g_autofree char *text = dup_meant (self);

  count (self, text);
  take_hyphens_out (self);
  if (hkk_field_row_is_busy (row))
    return;

  hkk_field_row_set_answered (row);
  hkk_field_row_set_busy (row, TRUE);
  hkk_form_values_set_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row), text);
  hkk_field_row_set_busy (row, FALSE);
}

static void
on_leave (HkkMultilineField *self)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);

  /* The text as it was understood, now that nobody is typing. */
  hkk_field_row_set_busy (row, TRUE);
  HKK_FIELD_ROW_GET_CLASS (row)->refresh (row);
  hkk_field_row_set_busy (row, FALSE);
}

static char *
hkk_multiline_field_dup_misread (HkkFieldRow *row)
{
  g_autofree char *text = dup_meant (HKK_MULTILINE_FIELD (row));

  return hkk_field_row_dup_too_long (row, text);
}

static void
hkk_multiline_field_build (HkkFieldRow *row)
{
  HkkMultilineField *self = HKK_MULTILINE_FIELD (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  self->no_hyphens = gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->view), NULL,
                                                 "insert-hyphens", FALSE, NULL);
  /* Tab leaves the field as it leaves every other. */
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 96);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 288);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_add_css_class (scroller, "hkk-text-box");
  gtk_box_append (GTK_BOX (box), scroller);

  self->counter = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->counter, 1.0f);
  gtk_widget_add_css_class (GTK_WIDGET (self->counter), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->counter), "dimmed");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->counter));

  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
  count (self, "");
  hkk_field_row_set_control (row, box, GTK_WIDGET (self->view));
}

static void
hkk_multiline_field_refresh (HkkFieldRow *row)
{
  HkkMultilineField *self = HKK_MULTILINE_FIELD (row);
  const char *value = hkk_form_values_get_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row));
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (text, value != NULL ? value : "") != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), value != NULL ? value : "", -1);
}

static void
hkk_multiline_field_class_init (HkkMultilineFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  row_class->build = hkk_multiline_field_build;
  row_class->refresh = hkk_multiline_field_refresh;
  row_class->dup_misread = hkk_multiline_field_dup_misread;
}

static void
hkk_multiline_field_init (HkkMultilineField *self)
{
}
