/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-document-row.h"

#include <glib/gi18n.h>

#include "hkk-clipboard.h"
#include "hkk-document.h"
#include "hkk-file-action.h"
#include "hkk-format.h"
#include "hkk-room.h"
#include "hkk-row.h"

struct _HkkDocumentRow
{
  AdwBin             parent_instance;

  GtkLabel          *month_label;
  GtkWidget         *grid;
  GtkCheckButton    *check_button;
  GtkLabel          *title_label;
  GtkLabel          *subtitle_label;
  GtkWidget         *buttons;
  GtkButton         *open_button;
  GtkMenuButton     *menu_button;

  GtkRequisition     place;     /* what the buttons need, as they were measured last */
  GtkListItem       *list_item; /* Borrowed (nullable): what is read of the row as a whole */
  HkkPagedItem      *item;      /* Owned (nullable) */
  GListModel        *months;    /* Owned (nullable): the list, where rows say their month */
  HkkPagedItem      *previous;  /* Owned (nullable) */
  HkkDocumentChoice *choice;    /* Owned (nullable): where documents can be chosen */
  HkkPortal         *portal;    /* Owned (nullable): that keeps documents on this computer */
};

G_DEFINE_FINAL_TYPE (HkkDocumentRow, hkk_document_row, ADW_TYPE_BIN)

static HkkDocument *
get_document (HkkDocumentRow *self)
{
  gpointer thing = self->item != NULL ? hkk_paged_item_get_thing (self->item) : NULL;

  return HKK_IS_DOCUMENT (thing) ? thing : NULL;
}

static char *
month_of (HkkPagedItem *item)
{
  gpointer thing = item != NULL ? hkk_paged_item_get_thing (item) : NULL;
  g_autoptr(GDateTime) created = thing != NULL ? hkk_thing_get_time (thing, "created-at") : NULL;

  return hkk_format_month (created);
}

static void
update_month (HkkDocumentRow *self)
{
  g_autofree char *month = month_of (self->item);
  g_autofree char *before = month_of (self->previous);

  gtk_label_set_label (self->month_label, month);
  gtk_widget_set_visible (GTK_WIDGET (self->month_label),
                          self->months != NULL && *month && !g_str_equal (month, before));
}

static char *
make_subtitle (HkkDocument *document)
{
  g_autoptr(GDateTime) created = hkk_thing_get_time (HKK_THING (document), "created-at");
  const char *kind = hkk_thing_get_string (HKK_THING (document), "kind-text");
  const char *date = hkk_thing_get_string (HKK_THING (document), "date");
  g_autofree char *day = created != NULL ? hkk_format_day (created) : hkk_format_iso_day (date);
  g_autofree char *size = g_format_size ((guint64) MAX (0, hkk_thing_get_int (HKK_THING (document), "size")));
  gint64 pages = hkk_thing_get_int (HKK_THING (document), "pages");
  g_autofree char *page_text = NULL;
  g_autofree char *isolated = NULL;

  if (pages > 0 && hkk_thing_get_boolean (HKK_THING (document), "by-post"))
    /* TRANSLATORS: %d: number of pages of a brochure, which can be had on paper too */
    page_text = g_strdup_printf (ngettext ("%d page, also by post", "%d pages, also by post", (gulong) pages),
                                 (int) pages);
  else if (pages > 0)
    /* TRANSLATORS: %d: number of pages of a brochure */
    page_text = g_strdup_printf (ngettext ("%d page", "%d pages", (gulong) pages), (int) pages);
  isolated = hkk_format_isolate (kind != NULL ? kind : page_text);
  if (kind == NULL && page_text == NULL)
    /* TRANSLATORS: first %s: a day ("yesterday"); second %s: a size ("312 kB") */
    return g_strdup_printf (_("%s · %s"), day, size);
  /* TRANSLATORS: first %s: kind of document ("Letter") or "24 pages"; second %s: a day ("yesterday"); third %s: a size
     ("312 kB") */
  return g_strdup_printf (_("%s · %s · %s"), isolated, day, size);
}

static void
name_buttons (HkkDocumentRow *self,
              const char     *title)
{
  g_autofree char *isolated = hkk_format_isolate (title);
  /* TRANSLATORS: %s: title of a document; a button's name for screen readers */
  g_autofree char *open = g_strdup_printf (_("Open “%s”"), isolated);
  /* TRANSLATORS: %s: title of a document; a menu button's name for screen readers */
  g_autofree char *more = g_strdup_printf (_("More for “%s”"), isolated);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check_button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  hkk_button_name (self->open_button, open);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, more, -1);
}

/* Brochures are for everybody and never new. */
static gboolean
is_new (HkkDocument *document)
{
  return hkk_thing_get_string (HKK_THING (document), "kind-text") != NULL &&
         !hkk_thing_get_boolean (HKK_THING (document), "read");
}

static char *
mark_new (char *subtitle)
{
  g_autofree char *plain = subtitle;

  /* TRANSLATORS: of a document that was not opened yet; %s: its kind, day and size */
  return g_strdup_printf (_("New · %s"), plain);
}

/* A list keeps some 200 rows, and GTK looks at the style of everything in them whenever one of them moves, which is
 * much for buttons. So only a row that can be seen has them; the others keep their place, and so their own size. While
 * documents are chosen, that is what a row is for. */
static void
show_buttons (HkkDocumentRow *self,
              gboolean        seen)
{
  gboolean choosing = self->choice != NULL && hkk_document_choice_get_active (self->choice);

  if (gtk_widget_get_visible (GTK_WIDGET (self->open_button)))
    gtk_widget_get_preferred_size (self->buttons, NULL, &self->place);
  if (choosing)
    gtk_widget_set_size_request (self->buttons, -1, -1);
  else if (!seen && self->place.width > 0)
    gtk_widget_set_size_request (self->buttons, self->place.width, self->place.height);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), seen && !choosing);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), seen && !choosing);
}

static void
update_choice (HkkDocumentRow *self)
{
  HkkDocument *document = get_document (self);
  gboolean active = self->choice != NULL && hkk_document_choice_get_active (self->choice);

  gtk_widget_set_visible (GTK_WIDGET (self->check_button), active);
  show_buttons (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
  if (!active)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->check_button), document != NULL);
  gtk_check_button_set_active (self->check_button,
                               document != NULL && hkk_document_choice_has (self->choice, document));
}

static void
on_checked (HkkDocumentRow *self)
{
  HkkDocument *document = get_document (self);

  if (self->choice != NULL && document != NULL && hkk_document_choice_get_active (self->choice) &&
      gtk_check_button_get_active (self->check_button) != hkk_document_choice_has (self->choice, document))
    hkk_document_choice_toggle (self->choice, document);
}

static gboolean
is_kept (HkkDocumentRow *self)
{
  HkkDocument *document = get_document (self);
  g_autofree char *name = document != NULL ? hkk_document_dup_kept_name (document) : NULL;

  return self->portal != NULL && hkk_portal_has_file (self->portal, name);
}

static char *
mark_kept (char *subtitle)
{
  g_autofree char *plain = subtitle;

  /* TRANSLATORS: of a document that can be opened without a connection; %s: its kind, day and size */
  return g_strdup_printf (_("%s · On this computer"), plain);
}

static void
name_row (HkkDocumentRow *self,
          const char     *title,
          const char     *subtitle)
{
  g_autofree char *isolated = hkk_format_isolate (title);
  /* TRANSLATORS: a row of documents for screen readers; %1$s: title; %2$s: its kind, day and size */
  g_autofree char *name = g_strdup_printf (_("%1$s, %2$s"), isolated, subtitle);

  gtk_list_item_set_accessible_label (self->list_item, name);
}

static void
update (HkkDocumentRow *self)
{
  HkkDocument *document = get_document (self);
  gboolean is_unread = document != NULL && is_new (document);
  g_autofree char *subtitle = document != NULL ? make_subtitle (document) : NULL;

  if (is_unread)
    subtitle = mark_new (g_steal_pointer (&subtitle));
  if (is_kept (self))
    subtitle = mark_kept (g_steal_pointer (&subtitle));

  /* A place whose document is still on its way keeps its height. */
  gtk_label_set_label (self->title_label, document != NULL ? hkk_document_get_title (document) : "…");
  gtk_label_set_label (self->subtitle_label, subtitle != NULL ? subtitle : " ");
  if (is_unread)
    gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title_label), "heading");
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), document != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button), document != NULL);
  if (document != NULL)
    {
      name_buttons (self, hkk_document_get_title (document));
      name_row (self, hkk_document_get_title (document), subtitle);
    }
  update_choice (self);
  update_month (self);
}

static const char * const file_actions[] = {
  [HKK_FILE_ACTION_OPEN] = "document.open",
  [HKK_FILE_ACTION_SAVE] = "document.save",
  [HKK_FILE_ACTION_PRINT] = "document.print",
  [HKK_FILE_ACTION_KEEP] = "document.keep",
};

static void
on_file (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkDocument *document = get_document (HKK_DOCUMENT_ROW (widget));
  GtkWidget *shell = gtk_widget_get_ancestor (widget, HKK_TYPE_SHELL);

  for (guint i = 0; document != NULL && shell != NULL && i < G_N_ELEMENTS (file_actions); i++)
    if (g_str_equal (name, file_actions[i]))
      hkk_file_action_run_document (HKK_SHELL (shell), (HkkFileAction) i, document, NULL);
}

static void
on_copy (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkDocument *document = get_document (HKK_DOCUMENT_ROW (widget));
  GtkWidget *shell = gtk_widget_get_ancestor (widget, HKK_TYPE_SHELL);

  if (document == NULL)
    return;
  hkk_clipboard_copy (widget, hkk_document_get_id (document));
  if (shell != NULL)
    hkk_shell_say (HKK_SHELL (shell), _("The number was copied."));
}

static void
on_remove (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkDocumentRow *self = HKK_DOCUMENT_ROW (widget);
  HkkDocument *document = get_document (self);
  g_autofree char *kept = document != NULL ? hkk_document_dup_kept_name (document) : NULL;

  if (kept != NULL && self->portal != NULL)
    hkk_portal_drop_file (self->portal, kept);
}

static void
on_files_changed (HkkDocumentRow *self)
{
  if (self->item != NULL)
    update (self);
}

/* --- Menu: there is a list of rows, and one menu is opened at a time --- */

static const struct
{
  const char *label;
  const char *action;
} entries[] = {
  { N_("_Open"), "document.open" },
  { N_("_Save as …"), "document.save" },
  { N_("_Print …"), "document.print" },
  /* TRANSLATORS: Menu entry: puts the reference number of a document into the clipboard */
  { N_("_Copy number"), "document.copy" },
};

/* What the page that shows the row can do with it too; where it cannot, the entry is not there. */
static void
add_post (GMenu       *menu,
          HkkDocument *document)
{
  g_autoptr(GMenuItem) entry = g_menu_item_new (_("By _post …"), NULL);

  g_menu_item_set_action_and_target (entry, "brochures.post", "s", hkk_document_get_id (document));
  g_menu_item_set_attribute (entry, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, entry);
}

/* A letter of the decision, a receipt: the case that it belongs to. */
static void
add_request (GMenu       *menu,
             HkkDocument *document)
{
  const char *request_id = hkk_thing_get_string (HKK_THING (document), "request-id");
  g_autoptr(GMenuItem) entry = NULL;

  if (request_id == NULL)
    return;
  /* TRANSLATORS: an entry of a letter's menu: opens the request that the letter is about */
  entry = g_menu_item_new (_("Open _request"), NULL);
  g_menu_item_set_action_and_target (entry, "win.open-request", "s", request_id);
  g_menu_append_item (menu, entry);
}

static void
add_keep (GMenu          *menu,
          HkkDocumentRow *self)
{
  if (is_kept (self))
    g_menu_append (menu, _("_Remove from this computer"), "document.remove");
  else if (self->portal != NULL && hkk_portal_can_keep (self->portal))
    g_menu_append (menu, _("_Keep on this computer"), "document.keep");
}

static void
on_menu_wanted (GtkMenuButton *button,
                gpointer       data)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  HkkDocument *document = get_document (data);

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_menu_append (menu, _(entries[i].label), entries[i].action);
  if (document != NULL)
    add_request (menu, document);
  add_keep (menu, data);
  if (document != NULL && hkk_thing_get_boolean (HKK_THING (document), "by-post"))
    add_post (menu, document);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* A text that is set makes GTK ask the display where the pointer is, once for each row. */
static gboolean
on_query_tooltip (GtkWidget  *button,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  /* TRANSLATORS: Opens a menu */
  gtk_tooltip_set_text (tooltip, _("More"));
  return TRUE;
}

/* --- Row --- */

static void
drop_previous (HkkDocumentRow *self)
{
  if (self->previous != NULL)
    g_signal_handlers_disconnect_by_func (self->previous, update_month, self);
  g_clear_object (&self->previous);
}

/* A new document above makes another one the first of its month. */
static void
find_previous (HkkDocumentRow *self)
{
  guint position = hkk_paged_item_get_position (self->item);

  drop_previous (self);
  if (position > 0)
    self->previous = g_list_model_get_item (self->months, position - 1);
  if (self->previous != NULL)
    g_signal_connect_object (self->previous, "notify::thing", G_CALLBACK (update_month), self, G_CONNECT_SWAPPED);
  update_month (self);
}

static void
drop_item (HkkDocumentRow *self)
{
  drop_previous (self);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  if (self->months != NULL)
    g_signal_handlers_disconnect_by_func (self->months, find_previous, self);
  self->list_item = NULL;
  g_clear_object (&self->item);
  g_clear_object (&self->months);
}

static void
hkk_document_row_dispose (GObject *object)
{
  drop_item (HKK_DOCUMENT_ROW (object));
  g_clear_object (&HKK_DOCUMENT_ROW (object)->choice);
  g_clear_object (&HKK_DOCUMENT_ROW (object)->portal);
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_DOCUMENT_ROW);
  G_OBJECT_CLASS (hkk_document_row_parent_class)->dispose (object);
}

static void
hkk_document_row_map (GtkWidget *widget)
{
  show_buttons (HKK_DOCUMENT_ROW (widget), TRUE);
  GTK_WIDGET_CLASS (hkk_document_row_parent_class)->map (widget);
}

static void
hkk_document_row_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hkk_document_row_parent_class)->unmap (widget);
  show_buttons (HKK_DOCUMENT_ROW (widget), FALSE);
}

static void
hkk_document_row_class_init (HkkDocumentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_document_row_dispose;
  widget_class->map = hkk_document_row_map;
  widget_class->unmap = hkk_document_row_unmap;

  for (gsize i = 0; i < G_N_ELEMENTS (file_actions); i++)
    gtk_widget_class_install_action (widget_class, file_actions[i], NULL, on_file);
  gtk_widget_class_install_action (widget_class, "document.remove", NULL, on_remove);
  gtk_widget_class_install_action (widget_class, "document.copy", NULL, on_copy);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-document-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, month_label);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, grid);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, check_button);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HkkDocumentRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, on_query_tooltip);
  gtk_widget_class_bind_template_callback (widget_class, on_checked);
}

/* Beside the title, or below it where the text is large. */
static void
place_buttons (HkkDocumentRow *self)
{
  GtkLayoutManager *manager = gtk_widget_get_layout_manager (self->grid);
  GtkLayoutChild *place = gtk_layout_manager_get_layout_child (manager, self->buttons);

  if (hkk_room_is_large (GTK_WIDGET (self)))
    g_object_set (place, "column", 2, "row", 2, "row-span", 1, NULL);
  else
    g_object_set (place, "column", 3, "row", 0, "row-span", 2, NULL);
  gtk_widget_set_size_request (self->buttons, -1, -1);
  self->place = (GtkRequisition) { 0 };
}

static void
hkk_document_row_init (HkkDocumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (place_buttons), self, G_CONNECT_SWAPPED);
  place_buttons (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, on_menu_wanted, self, NULL);
}

/**
 * hkk_document_row_new:
 * @choice: (nullable): where documents can be chosen
 *
 * Returns: (transfer floating): an empty row
 */
HkkDocumentRow *
hkk_document_row_new (HkkDocumentChoice *choice)
{
  HkkDocumentRow *self = g_object_new (HKK_TYPE_DOCUMENT_ROW, NULL);

  if (choice == NULL)
    return self;
  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "notify::active", G_CALLBACK (update_choice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (choice, "notify::count", G_CALLBACK (update_choice), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hkk_document_row_set_portal:
 * @portal: who keeps documents on this computer
 *
 * Lets the person keep the row's document on this computer.
 */
void
hkk_document_row_set_portal (HkkDocumentRow *self,
                             HkkPortal      *portal)
{
  g_return_if_fail (HKK_IS_DOCUMENT_ROW (self));
  g_return_if_fail (HKK_IS_PORTAL (portal));

  if (g_set_object (&self->portal, portal))
    g_signal_connect_object (portal, "files-changed", G_CALLBACK (on_files_changed), self, G_CONNECT_SWAPPED);
}

/**
 * hkk_document_row_bind:
 * @list_item: (nullable): where it stands in its list; %NULL only with @item
 * @item: (nullable): the place that it shows; %NULL lets go
 * @months: (nullable): the list of @item, if its rows say where a month begins
 */
void
hkk_document_row_bind (HkkDocumentRow *self,
                       GtkListItem    *list_item,
                       HkkPagedItem   *item,
                       GListModel     *months)
{
  g_return_if_fail (HKK_IS_DOCUMENT_ROW (self));

  drop_item (self);
  if (item == NULL)
    return;
  self->list_item = list_item;
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::thing", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (months != NULL)
    {
      self->months = g_object_ref (months);
      g_signal_connect_object (months, "items-changed", G_CALLBACK (find_previous), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      find_previous (self);
    }
  update (self);
}
