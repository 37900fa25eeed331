/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-documents-page-private.h"

#include "hkk-bookings-page.h"
#include "hkk-brochures-page.h"
#include "hkk-certificate-dialog.h"
#include "hkk-document-row.h"
#include "hkk-document.h"
#include "hkk-file-action.h"
#include "hkk-health-card-page.h"
#include "hkk-offer.h"
#include "hkk-row.h"
#include "hkk-shell.h"
#include "hkk-structure.h"

G_DEFINE_FINAL_TYPE (HkkDocumentsPage, hkk_documents_page, HKK_TYPE_PAGE)

/* --- Rows --- */

#define N_ABOVE 1 /* the services */

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         HkkDocumentsPage         *self)
{
  gpointer item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  gboolean is_document = HKK_IS_PAGED_ITEM (item);

  gtk_list_item_set_activatable (list_item, is_document);
  gtk_list_item_set_focusable (list_item, is_document);
  if (!is_document)
    {
      gboolean empty = g_str_equal (gtk_string_object_get_string (item), "empty");

      if (!empty)
        adw_bin_set_child (self->shelf, NULL);
      gtk_list_item_set_child (list_item, empty ? self->empty_box : self->services_box);
      hkk_structure_list_item (list_item, N_ABOVE);
      return;
    }
  if (row == NULL)
    {
      row = GTK_WIDGET (hkk_document_row_new (self->choice));
      hkk_document_row_set_portal (HKK_DOCUMENT_ROW (row), hkk_page_get_portal (HKK_PAGE (self)));
      gtk_list_item_set_child (list_item, row);
    }
  hkk_document_row_bind (HKK_DOCUMENT_ROW (row), list_item, item, G_LIST_MODEL (self->documents));
  hkk_structure_list_item (list_item, N_ABOVE);
}

/* The services stay in the window, for the reason that places do. */
static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           HkkDocumentsPage         *self)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (HKK_IS_DOCUMENT_ROW (row))
    {
      hkk_document_row_bind (HKK_DOCUMENT_ROW (row), NULL, NULL, NULL);
      return;
    }
  gtk_list_item_set_child (list_item, NULL);
  if (row == self->services_box)
    adw_bin_set_child (self->shelf, row);
}

static void
open_document (HkkDocumentsPage *self,
               HkkDocument      *document)
{
  hkk_file_action_run_document (hkk_page_get_shell (HKK_PAGE (self)), HKK_FILE_ACTION_OPEN, document,
                                hkk_page_get_cancellable (HKK_PAGE (self)));
}

static void
on_activate (HkkDocumentsPage *self,
             guint             position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list_view)), position);
  gpointer thing = HKK_IS_PAGED_ITEM (item) ? hkk_paged_item_get_thing (HKK_PAGED_ITEM (item)) : NULL;

  if (!HKK_IS_DOCUMENT (thing))
    return;
  if (hkk_document_choice_get_active (self->choice))
    hkk_document_choice_toggle (self->choice, thing);
  else
    open_document (self, thing);
}

/* --- List --- */

static void
set_empty (HkkDocumentsPage *self,
           gboolean          empty)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->tail)) > 0;
  g_autoptr(GtkStringObject) word = NULL;

  if (empty == is_empty)
    return;
  if (is_empty)
    {
      g_list_store_remove_all (self->tail);
      return;
    }
  word = gtk_string_object_new ("empty");
  g_list_store_append (self->tail, word);
}

static void
on_list_state (HkkDocumentsPage *self)
{
  gboolean empty;

  if (!hkk_page_take_list (HKK_PAGE (self), self->documents))
    return;
  empty = g_list_model_get_n_items (G_LIST_MODEL (self->documents)) == 0;
  hkk_documents_page_say_result (self);
  set_empty (self, empty);
  gtk_widget_set_sensitive (self->save_all_button, !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "documents.choose", !empty);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
}

/* A card whose operation the portal does not serve is not offered. */
static void
show_cards (HkkDocumentsPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  const struct { GtkWidget *card; const char *action; const char *target; } cards[] = {
    { self->card_0, "win.certificate", NULL }, { self->card_1, "win.open-service", "health-card" },
    { self->card_2, "win.open-service", "video" }, { self->card_3, "win.open-service", "appointments" },
    { self->card_4, "win.open-service", "brochures" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    gtk_widget_set_visible (cards[i].card, hkk_offer_leads (portal, cards[i].action, cards[i].target));
}

static void
ensure_list (HkkDocumentsPage *self)
{
  if (self->documents != NULL)
    return;
  g_signal_connect_object (hkk_page_get_portal (HKK_PAGE (self)), "notify::operations", G_CALLBACK (show_cards), self,
                           G_CONNECT_SWAPPED);
  show_cards (self);
  self->documents = hkk_documents_new (hkk_page_get_portal (HKK_PAGE (self)));
  g_signal_connect_object (self->documents, "notify::state", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "notify::n-items", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "notify::checked-at", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  hkk_documents_page_watch_years (self);
  self->gradual = hkk_gradual_list_new (self->documents, self->list_view);
  g_list_store_insert (self->parts, 1, hkk_gradual_list_get_model (self->gradual));
}

static void
hkk_documents_page_reload (HkkPage *page)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (page);

  ensure_list (self);
  hkk_paged_list_reload (self->documents);
}

static void
hkk_documents_page_event (HkkPage    *page,
                          const char *type,
                          const char *id,
                          const char *status)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (page);

  if (self->documents != NULL && (type == NULL || g_str_equal (type, "document")))
    hkk_paged_list_refresh (self->documents);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkDocumentsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDocument) document = hkk_document_find_finish (HKK_PORTAL (source), result, &error);

  if (hkk_page_take (HKK_PAGE (self), document, error))
    open_document (self, document);
}

/* In the person's viewer. */
static void
hkk_documents_page_open (HkkPage    *page,
                         const char *id)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (page);
  guint position;

  ensure_list (self);
  if (hkk_paged_list_get_state (self->documents) == HKK_PAGED_LIST_IDLE)
    hkk_page_reload (page);
  if (hkk_paged_list_find (self->documents, id, &position))
    {
      g_autoptr(HkkPagedItem) item = g_list_model_get_item (G_LIST_MODEL (self->documents), position);

      open_document (self, hkk_paged_item_get_thing (item));
      return;
    }
  hkk_document_find_async (hkk_page_get_portal (page), id, hkk_page_get_cancellable (page), on_found,
                           g_object_ref (self));
}

static gboolean
hkk_documents_page_start_search (HkkPage *page)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (page);

  hkk_page_open_search (page, self->search_bar, self->search_entry);
  return TRUE;
}

/* --- Services --- */

static void
on_health_card (HkkDocumentsPage *self)
{
  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)), ADW_NAVIGATION_PAGE (hkk_health_card_page_new ()));
}

static void
on_video (HkkDocumentsPage *self)
{
  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)),
                  ADW_NAVIGATION_PAGE (hkk_bookings_page_new (HKK_BOOKINGS_VIDEO)));
}

static void
on_appointments (HkkDocumentsPage *self)
{
  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)),
                  ADW_NAVIGATION_PAGE (hkk_bookings_page_new (HKK_BOOKINGS_APPOINTMENTS)));
}

static void
on_brochures (HkkDocumentsPage *self)
{
  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)), ADW_NAVIGATION_PAGE (hkk_brochures_page_new ()));
}

static void
hkk_documents_page_dispose (GObject *object)
{
  HkkDocumentsPage *self = HKK_DOCUMENTS_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->gradual);
  g_clear_object (&self->documents);
  g_clear_object (&self->choice);
  g_clear_object (&self->parts);
  g_clear_object (&self->tail);
  G_OBJECT_CLASS (hkk_documents_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-documents-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, checked);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, services_box);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, shelf);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, year_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, save_all_button);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, cards);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, empty_box);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, empty_label);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, empty_buttons);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, all_button);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, messages_button);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, requests_button);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, choice_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, choice_label);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, card_0);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, card_1);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, card_2);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, card_3);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentsPage, card_4);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, hkk_documents_page_get_certificate);
  gtk_widget_class_bind_template_callback (widget_class, on_health_card);
  gtk_widget_class_bind_template_callback (widget_class, on_video);
  gtk_widget_class_bind_template_callback (widget_class, on_appointments);
  gtk_widget_class_bind_template_callback (widget_class, on_brochures);
}

static void
hkk_documents_page_class_init (HkkDocumentsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_documents_page_dispose;
  HKK_PAGE_CLASS (klass)->reload = hkk_documents_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_documents_page_event;
  HKK_PAGE_CLASS (klass)->start_search = hkk_documents_page_start_search;
  HKK_PAGE_CLASS (klass)->open = hkk_documents_page_open;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  bind_template (GTK_WIDGET_CLASS (klass));
  hkk_documents_page_bind_filter (GTK_WIDGET_CLASS (klass));
  hkk_documents_page_bind_choice (GTK_WIDGET_CLASS (klass));
}

static void
hkk_documents_page_init (HkkDocumentsPage *self)
{
  g_autoptr(GListStore) head = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_autoptr(GtkStringObject) services = gtk_string_object_new ("services");
  g_autoptr(GtkNoSelection) all = NULL;

  self->choice = hkk_document_choice_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->all_button);
  hkk_button_wrap (self->messages_button);
  hkk_button_wrap (self->requests_button);
  hkk_page_set_status (HKK_PAGE (self), self->status);
  hkk_page_set_checked (HKK_PAGE (self), self->checked);
  hkk_documents_page_watch_choice (self);
  /* The list waits, if the portal is slow. */
  gtk_search_entry_set_search_delay (self->search_entry, 0);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));

  g_list_store_append (head, services);
  self->tail = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (self->parts, head);
  g_list_store_append (self->parts, self->tail);
  all = gtk_no_selection_new (G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->parts)))));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (all));
}

/**
 * hkk_documents_page_get_certificate:
 *
 * Lets the person choose a certificate, which is issued at once.
 */
void
hkk_documents_page_get_certificate (HkkDocumentsPage *self)
{
  HkkShell *shell;

  g_return_if_fail (HKK_IS_DOCUMENTS_PAGE (self));

  shell = hkk_page_get_shell (HKK_PAGE (self));
  if (shell != NULL)
    adw_dialog_present (ADW_DIALOG (hkk_certificate_dialog_new (shell)), GTK_WIDGET (self));
}

static const struct
{
  const char *service;
  void      (*open) (HkkDocumentsPage *self);
} services[] = {
  { "video", on_video },
  { "appointments", on_appointments },
  { "health-card", on_health_card },
  { "brochures", on_brochures },
};

/**
 * hkk_documents_page_open_service:
 * @service: "video", "appointments", "health-card" or "brochures"
 *
 * Shows the page of a service, as its card does it.
 */
void
hkk_documents_page_open_service (HkkDocumentsPage *self,
                                 const char       *service)
{
  g_return_if_fail (HKK_IS_DOCUMENTS_PAGE (self));

  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_strcmp0 (services[i].service, service) == 0)
      services[i].open (self);
}
