/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-page-private.h"

#include <glib/gi18n.h>

#include "hkk-item-page.h"
#include "hkk-json.h"
#include "hkk-shell.h"

/* Shows the page of the item that @path names, if any; with a path inside it, the field there has the focus. */
void
hkk_form_page_open_item (HkkFormPage *self,
                         const char  *path)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_auto(HkkFormPath) item = { .item = -1 };
  HkkFormField *group = NULL;
  HkkItemPage *page = NULL;
  HkkFieldRow *row = NULL;

  if (view == NULL || !hkk_form_path_parse (path, &item) || item.item < 0)
    return;
  group = hkk_form_find_field (hkk_form_model_get_form (self->model), item.field);
  if (group == NULL || hkk_form_field_get_n_children (group) == 0 ||
      (guint) item.item >= hkk_form_values_get_n_items (hkk_form_model_get_values (self->model), item.field))
    return;

  page = hkk_item_page_new (self->model, group, (guint) item.item);
  g_object_bind_property (self->header_bar, "subtitle", hkk_item_page_get_header_bar (page), "subtitle",
                          G_BINDING_SYNC_CREATE);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  if (item.member == NULL)
    return;

  hkk_field_list_check (hkk_item_page_get_fields (page), NULL);
  row = hkk_field_list_find_row (hkk_item_page_get_fields (page), path);
  if (row != NULL)
    hkk_field_row_focus_control (row, path);
}

typedef struct
{
  HkkFormModel *model;    /* Owned */
  char         *path;     /* Owned */
  JsonNode     *item;     /* Owned */
  guint         position;
} Removed;

static void
removed_free (gpointer  data,
              GClosure *closure)
{
  Removed *removed = data;

  g_clear_object (&removed->model);
  g_clear_pointer (&removed->path, g_free);
  g_clear_pointer (&removed->item, json_node_unref);
  g_free (removed);
}

static void
on_undo (AdwToast *toast,
         Removed  *removed)
{
  hkk_form_model_restore_item (removed->model, removed->path, removed->position, removed->item);
}

void
hkk_form_page_offer_undo (HkkFormPage  *self,
                          const char   *path,
                          guint         position,
                          JsonNode     *item,
                          HkkFormModel *model)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));
  AdwToast *toast = NULL;
  Removed *removed = NULL;

  if (shell == NULL)
    return;

  /* TRANSLATORS: Message after an entry of a list was taken away; it can be undone */
  toast = hkk_toast_new (_("Removed."));
  removed = g_new0 (Removed, 1);
  removed->model = g_object_ref (model);
  removed->path = g_strdup (path);
  removed->item = hkk_json_copy (item);
  removed->position = position;
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), removed, removed_free, 0);
  hkk_shell_add_toast (shell, toast);
}
