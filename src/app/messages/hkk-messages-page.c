/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-messages-page.h"

#include <glib/gi18n.h>

#include "hkk-message-row.h"
#include "hkk-message-view.h"
#include "hkk-message.h"
#include "hkk-rules.h"

/* A list makes some 200 rows at once; those that nobody can see yet are put together when there is time. */
#define ROWS_AT_ONCE 24  /* more than a window shows */
#define ROWS_PER_TURN 4

struct _HkkMessagesPage
{
  HkkPage                 parent_instance;

  AdwNavigationSplitView *split;
  HkkStatusStack         *status;
  GtkSearchBar           *search_bar;
  GtkSearchEntry         *search_entry;
  GtkToggleButton        *unread_button;
  GtkListView            *list_view;
  AdwNavigationPage      *detail_page;
  HkkMessageView         *view;

  HkkPagedList            *messages; /* Owned (nullable) until there is a portal */
  GQueue                  unbuilt;   /* of HkkMessageRow */
  guint                   building;  /* source */
  int                     row_height;
};

G_DEFINE_FINAL_TYPE (HkkMessagesPage, hkk_messages_page, HKK_TYPE_PAGE)

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (hkk_message_row_new ()));
}

static gboolean
on_build (gpointer data)
{
  HkkMessagesPage *self = data;

  for (guint i = 0; i < ROWS_PER_TURN && !g_queue_is_empty (&self->unbuilt); i++)
    {
      g_autoptr(HkkMessageRow) row = g_queue_pop_head (&self->unbuilt);

      if (gtk_widget_get_parent (GTK_WIDGET (row)) != NULL)
        hkk_message_row_build (row);
    }
  if (!g_queue_is_empty (&self->unbuilt))
    return G_SOURCE_CONTINUE;
  self->building = 0;
  return G_SOURCE_REMOVE;
}

static void
build_now (HkkMessagesPage *self,
           HkkMessageRow   *row)
{
  hkk_message_row_build (row);
  if (self->row_height == 0)
    gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, -1, NULL, &self->row_height, NULL, NULL);
}

static void
build_later (HkkMessagesPage *self,
             HkkMessageRow   *row)
{
  gtk_widget_set_size_request (GTK_WIDGET (row), -1, self->row_height);
  g_queue_push_tail (&self->unbuilt, g_object_ref (row));
  if (!self->building)
    self->building = g_idle_add (on_build, self);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  data)
{
  HkkMessagesPage *self = data;
  HkkMessageRow *row = HKK_MESSAGE_ROW (gtk_list_item_get_child (list_item));

  hkk_message_row_bind (row, gtk_list_item_get_item (list_item), list_item);
  if (hkk_message_row_is_built (row))
    return;
  if (self->row_height == 0 || gtk_list_item_get_position (list_item) < ROWS_AT_ONCE)
    build_now (self, row);
  else
    build_later (self, row);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  hkk_message_row_bind (HKK_MESSAGE_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
show_message (HkkMessagesPage *self,
              const char      *id,
              HkkMessage      *message)
{
  const char *subject = message != NULL ? hkk_message_get_subject (message) : NULL;

  hkk_message_view_show (self->view, id, message);
  adw_navigation_page_set_title (self->detail_page, subject != NULL && *subject ? subject : _("Message"));
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
on_activate (HkkMessagesPage *self,
             guint            position)
{
  g_autoptr(HkkPagedItem) item = g_list_model_get_item (G_LIST_MODEL (self->messages), position);
  HkkMessage *message = item != NULL ? hkk_paged_item_get_thing (item) : NULL;

  if (message != NULL)
    show_message (self, hkk_message_get_id (message), message);
}

static void
on_title_changed (HkkMessagesPage *self,
                  const char      *subject)
{
  adw_navigation_page_set_title (self->detail_page, subject != NULL && *subject ? subject : _("Message"));
}

static void
on_list_state (HkkMessagesPage *self)
{
  gboolean filtered = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) ||
                      gtk_toggle_button_get_active (self->unread_button);

  if (!hkk_page_take_list (HKK_PAGE (self), self->messages))
    return;
  g_object_set (self->status,
                "empty-title", filtered ? _("Nothing found") : _("No messages"),
                "empty-text", filtered ? _("No message fits. Try another word.")
                                       : _("Messages from your health insurance appear here."), NULL);
  hkk_page_show_list (HKK_PAGE (self), G_LIST_MODEL (self->messages));
}

static void
ensure_list (HkkMessagesPage *self)
{
  GtkNoSelection *selection;

  if (self->messages != NULL)
    return;
  self->messages = hkk_messages_new (hkk_page_get_portal (HKK_PAGE (self)));
  g_signal_connect_object (self->messages, "notify::state", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "notify::n-items", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->messages)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

static void
hkk_messages_page_reload (HkkPage *page)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (page);

  ensure_list (self);
  hkk_message_view_set_shell (self->view, hkk_page_get_shell (page));
  hkk_paged_list_reload (self->messages);
}

static void
hkk_messages_page_event (HkkPage    *page,
                         const char *type,
                         const char *id,
                         const char *status)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (page);

  if (self->messages != NULL && (type == NULL || g_str_equal (type, "message")))
    hkk_paged_list_refresh (self->messages);
}

static void
hkk_messages_page_open (HkkPage    *page,
                        const char *id)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (page);

  hkk_message_view_set_shell (self->view, hkk_page_get_shell (page));
  show_message (self, id, NULL);
}

static gboolean
hkk_messages_page_start_search (HkkPage *page)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (page);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  return TRUE;
}

/* What is found is shown from its top. */
static void
filter (HkkMessagesPage *self,
        const char      *name,
        const char      *value)
{
  if (self->messages == NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->messages)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  hkk_paged_list_set_param (self->messages, name, value);
}

static void
on_search_changed (HkkMessagesPage *self)
{
  g_autofree char *text = hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), FALSE);

  filter (self, "q", text);
}

static void
on_unread_toggled (HkkMessagesPage *self)
{
  filter (self, "unread", gtk_toggle_button_get_active (self->unread_button) ? "1" : NULL);
}

static void
hkk_messages_page_dispose (GObject *object)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (object);

  g_clear_handle_id (&self->building, g_source_remove);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_queue_clear_full (&self->unbuilt, g_object_unref);
  g_clear_object (&self->messages);
  G_OBJECT_CLASS (hkk_messages_page_parent_class)->dispose (object);
}

static void
hkk_messages_page_class_init (HkkMessagesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_messages_page_dispose;
  HKK_PAGE_CLASS (klass)->reload = hkk_messages_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_messages_page_event;
  HKK_PAGE_CLASS (klass)->start_search = hkk_messages_page_start_search;
  HKK_PAGE_CLASS (klass)->open = hkk_messages_page_open;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  g_type_ensure (HKK_TYPE_MESSAGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-messages-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, split);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, unread_button);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, detail_page);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unread_toggled);
}

static void
hkk_messages_page_init (HkkMessagesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  /* The list waits, if the portal is slow. */
  gtk_search_entry_set_search_delay (self->search_entry, 0);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}
