/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request-print.h"

#include <glib/gi18n.h>

#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-file-info.h"
#include "hkk-file-name.h"
#include "hkk-shown.h"

#define FONT "Sans 10"
#define MARGIN 15 /* mm */

/* --- The words --- */

/* (transfer full): a day as paper has it, which is read at another time: never "today". */
static char *
dup_day (HkkThing   *thing,
         const char *property)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (thing, property);
  g_autoptr(GDateTime) there = at != NULL ? hkk_clock_at_insurer (at) : NULL;
  GDate date;

  if (there == NULL)
    return g_strdup ("");
  date = hkk_clock_date_of (there);
  return hkk_date_words (&date, HKK_DATE_WORDS_FULL, NULL, NULL);
}

/* (transfer full) (nullable) */
static char *
dup_deadline (HkkThing *thing)
{
  const char *deadline = hkk_thing_get_string (thing, "deadline");
  GDate date;

  if (deadline == NULL || !hkk_date_from_iso (deadline, &date))
    return NULL;
  return hkk_date_words (&date, HKK_DATE_WORDS_FULL, NULL, NULL);
}

static void
add (GString    *text,
     const char *label,
     const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", label, value);
}

static void
add_heading (GString    *text,
             const char *heading)
{
  g_string_append_printf (text, "\n%s\n", heading);
}

static void
add_steps (GString    *text,
           GListModel *steps)
{
  add_heading (text, _("Course"));
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr(HkkThing) step = g_list_model_get_item (steps, i);
      g_autofree char *day = dup_day (step, "at");
      const char *words = hkk_thing_get_string (step, "text");

      add (text, day, hkk_thing_get_string (step, "title"));
      if (words != NULL && *words != '\0')
        g_string_append_printf (text, "%s\n", words);
    }
}

static void
add_sections (GString    *text,
              GListModel *sections)
{
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);
      GListModel *rows = hkk_shown_section_get_rows (section);

      add_heading (text, hkk_shown_section_get_title (section));
      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, j);

          add (text, hkk_shown_row_get_label (row), hkk_shown_row_get_value (row));
        }
    }
}

static void
add_files (GString    *text,
           GListModel *files)
{
  if (g_list_model_get_n_items (files) > 0)
    add_heading (text, _("Files"));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(HkkThing) file = g_list_model_get_item (files, i);
      g_autofree char *name = hkk_file_info_dup_name (HKK_FILE_INFO (file));
      g_autofree char *day = dup_day (file, "at");

      add (text, day, name);
    }
}

static void
add_amounts (GString    *text,
             GListModel *amounts)
{
  for (guint i = 0; i < g_list_model_get_n_items (amounts); i++)
    {
      g_autoptr(HkkThing) amount = g_list_model_get_item (amounts, i);

      add (text, hkk_thing_get_string (amount, "label"), hkk_thing_get_string (amount, "value"));
    }
}

/* (transfer full): its state, what it is about, its course, what was handed in, the files. */
static char *
write_text (HkkRequest *request)
{
  HkkThing *thing = HKK_THING (request);
  GString *text = g_string_new (NULL);
  g_autofree char *day = dup_deadline (thing);

  g_string_append_printf (text, "%s\n", hkk_request_get_title (request));
  if (hkk_request_get_subject (request) != NULL)
    g_string_append_printf (text, "%s\n", hkk_request_get_subject (request));
  g_string_append_c (text, '\n');
  add (text, _("Reference number"), hkk_request_get_reference (request));
  /* TRANSLATORS: how far a request is, on paper: "Processing status: We have a question" */
  add (text, _("Processing status"), hkk_request_get_state_text (request));
  if (hkk_thing_get_string (thing, "text") != NULL)
    g_string_append_printf (text, "%s\n", hkk_thing_get_string (thing, "text"));
  add (text, _("Your answer is needed until"), day);
  add_amounts (text, hkk_thing_get_list (thing, "amounts"));
  add_steps (text, hkk_request_get_timeline (request));
  add_sections (text, hkk_request_get_sections (request));
  add_files (text, hkk_request_get_files (request));
  return g_string_free_and_steal (text);
}

/* --- The pages --- */

typedef struct
{
  char        *text;   /* Owned */
  PangoLayout *layout; /* Owned (nullable): for the paper that was chosen */
  GArray      *pages;  /* Owned, of int: the first line of each */
} Job;

static void
job_free (gpointer  data,
          GClosure *closure)
{
  Job *self = data;

  g_free (self->text);
  g_clear_object (&self->layout);
  g_array_unref (self->pages);
  g_free (self);
}

static void
on_begin_print (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                Job               *self)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string (FONT);
  double room = gtk_print_context_get_height (context) * PANGO_SCALE;
  int top = 0;

  g_clear_object (&self->layout);
  g_array_set_size (self->pages, 0);
  self->layout = gtk_print_context_create_pango_layout (context);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_width (self->layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (self->layout, self->text, -1);
  for (int line = 0; line < pango_layout_get_line_count (self->layout); line++)
    {
      PangoRectangle extents;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (self->layout, line), NULL, &extents);
      if (line == 0 || top + extents.height > room)
        {
          g_array_append_val (self->pages, line);
          top = 0;
        }
      top += extents.height;
    }
  gtk_print_operation_set_n_pages (operation, (int) self->pages->len);
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  int first = g_array_index (self->pages, int, page);
  int end = (guint) page + 1 < self->pages->len ? g_array_index (self->pages, int, page + 1)
                                               : pango_layout_get_line_count (self->layout);
  double top = 0;

  for (int line = first; line < end; line++)
    {
      PangoLayoutLine *words = pango_layout_get_line_readonly (self->layout, line);
      PangoRectangle extents;

      pango_layout_line_get_extents (words, NULL, &extents);
      cairo_move_to (cr, (double) extents.x / PANGO_SCALE, top - (double) extents.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, words);
      top += (double) extents.height / PANGO_SCALE;
    }
}

static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  return setup;
}

/**
 * hkk_request_print_new:
 * @request: a request with its details
 *
 * Returns: (transfer full): prints what the page of @request shows; a file to print to is named after it
 */
GtkPrintOperation *
hkk_request_print_new (HkkRequest *request)
{
  GtkPrintOperation *operation = NULL;
  g_autoptr(GtkPageSetup) setup = make_page_setup ();
  g_autoptr(GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *file_name = NULL;
  const char *name = NULL;
  Job *job = NULL;

  g_return_val_if_fail (HKK_IS_REQUEST (request), NULL);

  operation = gtk_print_operation_new ();
  job = g_new0 (Job, 1);
  job->text = write_text (request);
  job->pages = g_array_new (FALSE, FALSE, sizeof (int));
  name = hkk_request_get_reference (request) != NULL ? hkk_request_get_reference (request)
                                                     : hkk_request_get_title (request);
  gtk_print_operation_set_job_name (operation, name);
  file_name = hkk_file_name_clean (name, NULL, "");
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, file_name);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (on_begin_print), job, job_free, 0);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), job);
  return operation;
}
