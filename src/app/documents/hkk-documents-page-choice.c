/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-documents-page-private.h"
#include "hkk-file-batch.h"

static const char * const with_some[] = { "documents.save-chosen", "documents.print-chosen" };

static void
on_choice (HkkDocumentsPage *self)
{
  guint count = hkk_document_choice_get_count (self->choice);
  /* TRANSLATORS: %u: how many documents are chosen */
  g_autofree char *text = g_strdup_printf (ngettext ("%u document chosen", "%u documents chosen", count), count);

  for (gsize i = 0; i < G_N_ELEMENTS (with_some); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), with_some[i], count > 0);
  gtk_label_set_label (self->choice_label, text);
  gtk_widget_set_visible (self->choice_bar, hkk_document_choice_get_active (self->choice));
  if (hkk_document_choice_get_active (self->choice))
    hkk_announce (GTK_WIDGET (self->choice_label), text);
}

static void
end (HkkDocumentsPage *self)
{
  g_object_set (self->choice, "active", FALSE, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* The services above them are no documents, and take no focus. */
static void
focus_first (HkkDocumentsPage *self)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (HKK_IS_PAGED_ITEM (item))
        {
          gtk_list_view_scroll_to (self->list_view, i, GTK_LIST_SCROLL_FOCUS, NULL);
          gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
          return;
        }
    }
}

static void
on_choose (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (widget);

  g_object_set (self->choice, "active", TRUE, NULL);
  focus_first (self);
}

static void
on_end (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  end (HKK_DOCUMENTS_PAGE (widget));
}

/* What is chosen is in sight no longer than the way back is open: it is done at once, then rows are rows again. */
static void
on_save_chosen (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (widget);
  g_autoptr(GPtrArray) documents = hkk_document_choice_dup (self->choice);

  hkk_file_batch_save (hkk_page_get_shell (HKK_PAGE (self)), documents, hkk_page_get_cancellable (HKK_PAGE (self)));
  end (self);
}

static void
on_print_chosen (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (widget);
  g_autoptr(GPtrArray) documents = hkk_document_choice_dup (self->choice);

  hkk_file_batch_print (hkk_page_get_shell (HKK_PAGE (self)), documents, hkk_page_get_cancellable (HKK_PAGE (self)));
  end (self);
}

/* --- All that is looked for, also what was not scrolled to --- */

static void
load_all (HkkDocumentsPage    *self,
          GAsyncReadyCallback  callback)
{
  g_autofree char *words = NULL;
  g_autofree char *year = NULL;
  HkkDocumentFilter filter = hkk_documents_page_get_filter (self, &words, &year);

  if (self->documents != NULL)
    hkk_documents_all_async (hkk_page_get_portal (HKK_PAGE (self)), &filter, hkk_page_get_cancellable (HKK_PAGE (self)),
                             callback, g_object_ref (self));
}

static void
on_all_chosen (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(HkkDocumentsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) documents = hkk_documents_all_finish (HKK_PORTAL (source), result, &error);

  if (hkk_page_take (HKK_PAGE (self), documents, error) && hkk_document_choice_get_active (self->choice))
    hkk_document_choice_set_all (self->choice, documents);
}

static void
on_choose_all (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  load_all (HKK_DOCUMENTS_PAGE (widget), on_all_chosen);
}

static void
on_all_to_save (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(HkkDocumentsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) documents = hkk_documents_all_finish (HKK_PORTAL (source), result, &error);

  if (hkk_page_take (HKK_PAGE (self), documents, error) && documents->len > 0)
    hkk_file_batch_save (hkk_page_get_shell (HKK_PAGE (self)), documents, hkk_page_get_cancellable (HKK_PAGE (self)));
}

static void
on_save_all (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  load_all (HKK_DOCUMENTS_PAGE (widget), on_all_to_save);
}

static gboolean
on_key_all (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   data)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (widget);

  if (self->documents == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->documents)) == 0)
    return FALSE;
  g_object_set (self->choice, "active", TRUE, NULL);
  load_all (self, on_all_chosen);
  return TRUE;
}

static gboolean
on_key_end (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   data)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (widget);

  if (!hkk_document_choice_get_active (self->choice))
    return FALSE;
  end (self);
  return TRUE;
}

void
hkk_documents_page_watch_choice (HkkDocumentsPage *self)
{
  g_signal_connect_object (self->choice, "notify::active", G_CALLBACK (on_choice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "notify::count", G_CALLBACK (on_choice), self, G_CONNECT_SWAPPED);
  on_choice (self);
}

void
hkk_documents_page_bind_choice (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "documents.choose", NULL, on_choose);
  gtk_widget_class_install_action (widget_class, "documents.choose-all", NULL, on_choose_all);
  gtk_widget_class_install_action (widget_class, "documents.end-choosing", NULL, on_end);
  gtk_widget_class_install_action (widget_class, "documents.save-all", NULL, on_save_all);
  gtk_widget_class_install_action (widget_class, "documents.save-chosen", NULL, on_save_chosen);
  gtk_widget_class_install_action (widget_class, "documents.print-chosen", NULL, on_print_chosen);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, on_key_all, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_key_end, NULL);
}
