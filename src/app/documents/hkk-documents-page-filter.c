/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-documents-page-private.h"
#include "hkk-format.h"
#include "hkk-rules.h"

static const char * const kinds[] = { NULL, "certificate", "letter", "receipt" };

static char *
dup_words (HkkDocumentsPage *self)
{
  return hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), FALSE);
}

static const char *
get_kind (HkkDocumentsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind_drop_down);

  return selected < G_N_ELEMENTS (kinds) ? kinds[selected] : NULL;
}

/* (transfer full) (nullable): the first entry stands for all years. */
static char *
dup_year (HkkDocumentsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->year_drop_down);
  GtkStringObject *year = gtk_drop_down_get_selected_item (self->year_drop_down);

  if (year == NULL || selected == 0)
    return NULL;
  return g_strdup (gtk_string_object_get_string (year));
}

/* What is looked for now; WORDS and YEAR (transfer full) are what it points to. */
HkkDocumentFilter
hkk_documents_page_get_filter (HkkDocumentsPage *self,
                               char            **words,
                               char            **year)
{
  *words = dup_words (self);
  *year = dup_year (self);
  return (HkkDocumentFilter) { .words = **words != '\0' ? *words : NULL, .kind = get_kind (self), .year = *year };
}

static gboolean
is_filtered (HkkDocumentsPage *self)
{
  g_autofree char *words = NULL;
  g_autofree char *year = NULL;
  HkkDocumentFilter filter = hkk_documents_page_get_filter (self, &words, &year);

  return filter.words != NULL || filter.kind != NULL || filter.year != NULL;
}

/* One of them changed. What was chosen of another list is no longer in sight, and is not acted on. */
static void
apply (HkkDocumentsPage *self,
       const char       *name,
       const char       *value)
{
  if (self->documents == NULL || self->filling)
    return;
  gtk_widget_set_visible (self->cards, !is_filtered (self));
  g_object_set (self->choice, "active", FALSE, NULL);
  hkk_gradual_list_set_param (self->gradual, name, value);
}

static void
on_search_changed (HkkDocumentsPage *self)
{
  g_autofree char *words = dup_words (self);

  apply (self, "q", words);
}

static void
on_kind_changed (HkkDocumentsPage *self)
{
  apply (self, "kind", get_kind (self));
}

static void
on_year_changed (HkkDocumentsPage *self)
{
  g_autofree char *year = dup_year (self);

  apply (self, "year", year);
}

/* The year that is chosen stays chosen, if there still is one. */
static void
show_years (HkkDocumentsPage *self)
{
  JsonArray *years = hkk_paged_list_get_years (self->documents);
  g_autoptr(GtkStringList) words = gtk_string_list_new (NULL);
  g_autofree char *chosen = dup_year (self);
  guint selected = 0;

  /* TRANSLATORS: A choice above the list of documents */
  gtk_string_list_append (words, _("All years"));
  for (guint i = 0; years != NULL && i < json_array_get_length (years); i++)
    {
      g_autofree char *year = g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (years, i));

      gtk_string_list_append (words, year);
      if (g_strcmp0 (year, chosen) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->year_drop_down, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->year_drop_down, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->year_drop_down), years != NULL);
  if (chosen != NULL && selected == 0)
    on_year_changed (self);
}

void
hkk_documents_page_watch_years (HkkDocumentsPage *self)
{
  g_signal_connect_object (self->documents, "notify::years", G_CALLBACK (show_years), self, G_CONNECT_SWAPPED);
}

/* (transfer full): what was looked for, in words. */
static char *
dup_wanted (HkkDocumentsPage *self)
{
  g_autofree char *words = NULL;
  g_autofree char *year = NULL;
  HkkDocumentFilter filter = hkk_documents_page_get_filter (self, &words, &year);
  GtkStringObject *kind = gtk_drop_down_get_selected_item (self->kind_drop_down);
  g_autofree char *isolated = hkk_format_isolate (words);
  g_autofree char *quoted = NULL;
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  if (filter.words != NULL)
    {
      /* TRANSLATORS: %s: what the person looks for */
      quoted = g_strdup_printf (_("“%s”"), isolated);
      g_strv_builder_add (parts, quoted);
    }
  if (filter.kind != NULL)
    g_strv_builder_add (parts, gtk_string_object_get_string (kind));
  if (filter.year != NULL)
    g_strv_builder_add (parts, filter.year);
  list = g_strv_builder_end (parts);
  return g_strjoinv (", ", list);
}

/* (transfer full): that there is nothing, and where it was looked for. */
static char *
dup_nothing (HkkDocumentsPage *self,
             const char       *wanted)
{
  if (hkk_paged_list_get_stored (self->documents))
    /* TRANSLATORS: %s: what was looked for: “word”, Letters, 2019 */
    return g_strdup_printf (_("There is no document for: %s. Only titles that are kept on this computer were searched. "
                              "The portal looks into the contents too, as soon as it can be reached."), wanted);
  /* TRANSLATORS: %s: what was looked for: “word”, Letters, 2019 */
  return g_strdup_printf (_("There is no document for: %s. Titles and contents were searched, of protected documents "
                            "the titles only. What we wrote to you is also under Messages, what you handed in under "
                            "Requests."), wanted);
}

/* What was found is told; that it is nothing is shown. */
void
hkk_documents_page_say_result (HkkDocumentsPage *self)
{
  gboolean filtered = is_filtered (self);
  g_autofree char *wanted = dup_wanted (self);
  g_autofree char *text = dup_nothing (self, wanted);

  gtk_label_set_label (self->empty_label,
                       filtered ? text : _("No documents yet. Certificates and letters appear here."));
  gtk_widget_set_visible (self->empty_buttons, filtered);
  hkk_page_say_found (HKK_PAGE (self), wanted, g_list_model_get_n_items (G_LIST_MODEL (self->documents)));
}

static void
on_show_all (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->kind_drop_down, 0);
  gtk_drop_down_set_selected (self->year_drop_down, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->kind_drop_down));
}

void
hkk_documents_page_bind_filter (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_year_changed);
  gtk_widget_class_install_action (widget_class, "documents.show-all", NULL, on_show_all);
}
