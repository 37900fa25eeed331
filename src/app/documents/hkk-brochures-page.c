/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-brochures-page.h"

#include "hkk-document-row.h"
#include "hkk-document.h"
#include "hkk-file-action.h"
#include "hkk-form-catalogue.h"
#include "hkk-form-page.h"
#include "hkk-marking.h"
#include "hkk-row.h"
#include "hkk-rules.h"
#include "hkk-structure.h"

struct _HkkBrochuresPage
{
  HkkPage         parent_instance;

  HkkStatusStack *status;
  GtkSearchBar   *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack       *found;
  GtkListView    *list_view;
  GtkButton      *write_button;

  HkkPagedList   *brochures; /* Owned (nullable) until there is a portal */
  char           *form;      /* Owned (nullable): that orders them on paper */
};

G_DEFINE_FINAL_TYPE (HkkBrochuresPage, hkk_brochures_page, HKK_TYPE_PAGE)

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (hkk_document_row_new (NULL)));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  hkk_document_row_bind (HKK_DOCUMENT_ROW (gtk_list_item_get_child (list_item)), list_item,
                         gtk_list_item_get_item (list_item), NULL);
  hkk_structure_list_item (list_item, 0);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  hkk_document_row_bind (HKK_DOCUMENT_ROW (gtk_list_item_get_child (list_item)), NULL, NULL, NULL);
}

static void
on_activate (HkkBrochuresPage *self,
             guint             position)
{
  g_autoptr(HkkPagedItem) item = g_list_model_get_item (G_LIST_MODEL (self->brochures), position);
  HkkDocument *brochure = item != NULL ? hkk_paged_item_get_thing (item) : NULL;

  if (brochure != NULL)
    hkk_file_action_run_document (hkk_page_get_shell (HKK_PAGE (self)), HKK_FILE_ACTION_OPEN, brochure,
                                  hkk_page_get_cancellable (HKK_PAGE (self)));
}

static char *
dup_search (HkkBrochuresPage *self)
{
  return hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), FALSE);
}

static void
on_list_state (HkkBrochuresPage *self)
{
  g_autofree char *search = dup_search (self);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->brochures)) == 0;

  if (!hkk_page_take_list (HKK_PAGE (self), self->brochures))
    return;
  if (*search == '\0')
    hkk_page_show_list (HKK_PAGE (self), G_LIST_MODEL (self->brochures));
  else
    hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  gtk_stack_set_visible_child_name (self->found, empty ? "nothing" : "some");
  hkk_page_say_found (HKK_PAGE (self), search, g_list_model_get_n_items (G_LIST_MODEL (self->brochures)));
}

static void
on_search_changed (HkkBrochuresPage *self)
{
  g_autofree char *search = dup_search (self);

  if (self->brochures != NULL)
    hkk_paged_list_set_param (self->brochures, "q", search);
}

static gboolean
hkk_brochures_page_start_search (HkkPage *page)
{
  HkkBrochuresPage *self = HKK_BROCHURES_PAGE (page);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  hkk_marking_take (GTK_EDITABLE (self->search_entry));
  return TRUE;
}

/* --- By post --- */

static void
on_post (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkBrochuresPage *self = HKK_BROCHURES_PAGE (widget);

  if (self->form != NULL)
    hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)),
                    ADW_NAVIGATION_PAGE (hkk_form_page_new_about (self->form, g_variant_get_string (parameter, NULL),
                                                                  NULL)));
}

static void
on_catalogue (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkBrochuresPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormCatalogue) catalogue = hkk_form_catalogue_load_finish (HKK_PORTAL (source), result, NULL, &error);
  g_autoptr(HkkFormSummary) form = catalogue != NULL ? hkk_form_catalogue_find_service (catalogue, "brochures") : NULL;

  if (error != NULL)
    g_debug ("Brochures are not offered by post: %s", error->message);
  if (hkk_page_get_shell (HKK_PAGE (self)) == NULL || form == NULL)
    return;
  g_set_str (&self->form, hkk_form_summary_get_id (form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "brochures.post", TRUE);
}

static void
look_for_form (HkkBrochuresPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  if (self->form == NULL && hkk_portal_offers (portal, "submit_request"))
    hkk_form_catalogue_load_async (portal, hkk_page_get_cancellable (HKK_PAGE (self)), on_catalogue,
                                   g_object_ref (self));
}

static void
hkk_brochures_page_reload (HkkPage *page)
{
  HkkBrochuresPage *self = HKK_BROCHURES_PAGE (page);

  if (self->brochures == NULL)
    {
      GtkSelectionModel *selection;

      self->brochures = hkk_brochures_new (hkk_page_get_portal (page));
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->brochures))));
      g_signal_connect_object (self->brochures, "notify::state", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
      /* It stays ready while another word is looked for. */
      g_signal_connect_object (self->brochures, "notify::checked-at", G_CALLBACK (on_list_state), self,
                               G_CONNECT_SWAPPED);
      gtk_list_view_set_model (self->list_view, selection);
      g_object_unref (selection);
    }
  look_for_form (self);
  hkk_paged_list_reload (self->brochures);
}

static void
hkk_brochures_page_dispose (GObject *object)
{
  HkkBrochuresPage *self = HKK_BROCHURES_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->brochures);
  G_OBJECT_CLASS (hkk_brochures_page_parent_class)->dispose (object);
}

static void
hkk_brochures_page_finalize (GObject *object)
{
  g_free (HKK_BROCHURES_PAGE (object)->form);
  G_OBJECT_CLASS (hkk_brochures_page_parent_class)->finalize (object);
}

static void
hkk_brochures_page_class_init (HkkBrochuresPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_brochures_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_brochures_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_brochures_page_reload;
  HKK_PAGE_CLASS (klass)->start_search = hkk_brochures_page_start_search;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-brochures-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, write_button);
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, found);
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, list_view);
  gtk_widget_class_install_action (widget_class, "brochures.post", "s", on_post);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
hkk_brochures_page_init (HkkBrochuresPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->write_button);
  hkk_page_set_status (HKK_PAGE (self), self->status);
  /* The list waits, if the portal is slow. */
  gtk_search_entry_set_search_delay (self->search_entry, 0);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "brochures.post", FALSE);
}

/**
 * hkk_brochures_page_new:
 *
 * Returns: (transfer floating): the brochures, to read, save, print or order on paper
 */
HkkBrochuresPage *
hkk_brochures_page_new (void)
{
  return g_object_new (HKK_TYPE_BROCHURES_PAGE, NULL);
}
