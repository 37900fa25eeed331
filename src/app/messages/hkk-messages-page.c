/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-messages-page.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-gradual-list.h"
#include "hkk-list-top.h"
#include "hkk-message-form.h"
#include "hkk-message-row.h"
#include "hkk-message-view.h"
#include "hkk-message.h"
#include "hkk-rules.h"
#include "hkk-structure.h"
#include "hkk-unsent.h"

struct _HkkMessagesPage
{
  HkkPage                 parent_instance;

  AdwNavigationSplitView *split;
  HkkStatusStack         *status;
  GtkLabel               *checked;
  GtkSearchBar           *search_bar;
  GtkSearchEntry         *search_entry;
  AdwToggleGroup         *filter_group;
  GtkWidget              *contact_button;
  GtkListView            *list_view;
  AdwNavigationPage      *detail_page;
  HkkMessageView         *view;

  HkkPagedList           *messages;  /* Owned (nullable) until there is a portal, as the next two */
  HkkUnsent              *unsent;    /* Owned (nullable) */
  HkkGradualList         *gradual;   /* Owned (nullable): the conversations that have rows */
  GListModel             *rows;      /* Owned (nullable): what is not sent, then the conversations */
  GHashTable             *bound;     /* of HkkMessageRow, borrowed: those that show something */
};

G_DEFINE_FINAL_TYPE (HkkMessagesPage, hkk_messages_page, HKK_TYPE_PAGE)

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (hkk_message_row_new ()));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  data)
{
  HkkMessagesPage *self = data;
  HkkMessageRow *row = HKK_MESSAGE_ROW (gtk_list_item_get_child (list_item));

  hkk_message_row_set_open (row, hkk_message_view_get_thread_id (self->view));
  hkk_message_row_bind (row, gtk_list_item_get_item (list_item), list_item);
  g_hash_table_add (self->bound, row);
  hkk_structure_list_item (list_item, 0);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           gpointer                  data)
{
  HkkMessagesPage *self = data;
  HkkMessageRow *row = HKK_MESSAGE_ROW (gtk_list_item_get_child (list_item));

  g_hash_table_remove (self->bound, row);
  hkk_message_row_bind (row, NULL, NULL);
}

static void
show_message (HkkMessagesPage *self,
              const char      *id,
              HkkMessage      *message)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  hkk_message_view_show (self->view, id, message);
}

static void
on_activate (HkkMessagesPage *self,
             guint            position)
{
  g_autoptr(GObject) item = g_list_model_get_item (self->rows, position);
  HkkMessage *message = HKK_IS_PAGED_ITEM (item) ? hkk_paged_item_get_thing (HKK_PAGED_ITEM (item)) : NULL;

  if (HKK_IS_DRAFT (item))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-draft", "s", hkk_draft_get_id (HKK_DRAFT (item)));
  else if (message != NULL)
    show_message (self, hkk_message_get_id (message), message);
}

/* What is read beside the list is marked in it. */
static void
on_view_changed (HkkMessagesPage *self)
{
  GHashTableIter iter;
  gpointer row = NULL;

  adw_navigation_page_set_title (self->detail_page, hkk_message_view_get_title (self->view));
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    hkk_message_row_set_open (row, hkk_message_view_get_thread_id (self->view));
}

static void
on_contact (HkkMessagesPage *self)
{
  hkk_message_view_show_contact (self->view);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
delete_draft_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (widget);

  if (self->unsent != NULL && hkk_page_get_shell (HKK_PAGE (self)) != NULL)
    hkk_unsent_delete (self->unsent, hkk_page_get_shell (HKK_PAGE (self)), g_variant_get_string (parameter, NULL));
}

static char *
dup_search (HkkMessagesPage *self)
{
  return hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), FALSE);
}

static gboolean
is_unread_only (HkkMessagesPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->filter_group), "unread") == 0;
}

/* Nothing was found: what was looked for, and where. */
static void
say_empty (HkkMessagesPage *self)
{
  g_autofree char *text = dup_search (self);
  g_autofree char *isolated = hkk_format_isolate (text);
  g_autofree char *sentence = NULL;
  const char *title = _("Nothing found");

  if (*text != '\0')
    /* TRANSLATORS: %s: what the person looked for */
    sentence = g_strdup_printf (_("No subject and no text has “%s”. Protected messages are not searched."), isolated);
  else if (is_unread_only (self))
    /* TRANSLATORS: Title of an empty page: every message has been read */
    title = _("Nothing unread");
  else
    title = _("No messages");
  if (sentence == NULL)
    sentence = g_strdup (is_unread_only (self) ? _("You have read all messages.")
                                               : _("Messages from your health insurance appear here."));
  g_object_set (self->status, "empty-title", title, "empty-text", sentence, NULL);
}

static guint
count_found (HkkMessagesPage *self)
{
  return g_list_model_get_n_items (hkk_unsent_get_model (self->unsent)) +
         g_list_model_get_n_items (G_LIST_MODEL (self->messages));
}

/* What is not sent is shown also while the portal cannot be asked for the rest. */
static void
on_list_state (HkkMessagesPage *self)
{
  gboolean ready = hkk_page_take_list (HKK_PAGE (self), self->messages);
  g_autofree char *search = dup_search (self);

  if (ready)
    hkk_page_say_found (HKK_PAGE (self), search, count_found (self));
  if (!ready && g_list_model_get_n_items (hkk_unsent_get_model (self->unsent)) == 0)
    return;
  say_empty (self);
  hkk_page_show_list (HKK_PAGE (self), self->rows);
}

static void
on_unsent_changed (HkkMessagesPage *self)
{
  if (hkk_paged_list_get_state (self->messages) != HKK_PAGED_LIST_LOADING ||
      g_list_model_get_n_items (hkk_unsent_get_model (self->unsent)) > 0)
    on_list_state (self);
}

static void
ensure_list (HkkMessagesPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  g_autoptr(GListStore) parts = NULL;
  GtkNoSelection *selection;

  if (self->messages != NULL)
    return;
  self->messages = hkk_messages_new (portal);
  self->gradual = hkk_gradual_list_new (self->messages, self->list_view);
  self->unsent = hkk_unsent_new (portal, GTK_WIDGET (self));
  parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (parts, hkk_unsent_get_model (self->unsent));
  g_list_store_append (parts, hkk_gradual_list_get_model (self->gradual));
  self->rows = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts))));
  g_signal_connect_object (self->messages, "notify::state", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "notify::n-items", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "notify::checked-at", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hkk_unsent_get_model (self->unsent), "items-changed", G_CALLBACK (on_unsent_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  selection = gtk_no_selection_new (g_object_ref (self->rows));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  hkk_list_stay_at_top (self->list_view);
  g_object_unref (selection);
  gtk_widget_set_visible (self->contact_button, hkk_portal_offers (portal, "get_contact"));
  if (hkk_portal_offers (portal, "send_message"))
    hkk_message_form_keep (portal, hkk_page_get_cancellable (HKK_PAGE (self)));
}

static void
hkk_messages_page_reload (HkkPage *page)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (page);

  ensure_list (self);
  hkk_message_view_set_shell (self->view, hkk_page_get_shell (page));
  hkk_paged_list_reload (self->messages);
  hkk_message_view_refresh (self->view);
}

static void
hkk_messages_page_event (HkkPage    *page,
                         const char *type,
                         const char *id,
                         const char *status)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (page);

  if (self->messages == NULL || (type != NULL && !g_str_equal (type, "message")))
    return;
  hkk_paged_list_refresh (self->messages);
  if (g_strcmp0 (status, "read") != 0)
    hkk_message_view_refresh (self->view);
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
  hkk_page_open_search (page, self->search_bar, self->search_entry);
  return TRUE;
}

static void
on_filter (HkkMessagesPage *self)
{
  g_autofree char *text = dup_search (self);
  gboolean unread = is_unread_only (self);

  if (self->messages == NULL)
    return;
  hkk_unsent_set_filter (self->unsent, text, unread);
  hkk_gradual_list_set_param (self->gradual, "unread", unread ? "1" : NULL);
  hkk_gradual_list_set_param (self->gradual, "q", text);
}

static void
hkk_messages_page_dispose (GObject *object)
{
  HkkMessagesPage *self = HKK_MESSAGES_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->gradual);
  g_clear_object (&self->unsent);
  g_clear_object (&self->messages);
  G_OBJECT_CLASS (hkk_messages_page_parent_class)->dispose (object);
}

static void
hkk_messages_page_finalize (GObject *object)
{
  g_hash_table_unref (HKK_MESSAGES_PAGE (object)->bound);
  G_OBJECT_CLASS (hkk_messages_page_parent_class)->finalize (object);
}

static void
hkk_messages_page_class_init (HkkMessagesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_messages_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_messages_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_messages_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_messages_page_event;
  HKK_PAGE_CLASS (klass)->start_search = hkk_messages_page_start_search;
  HKK_PAGE_CLASS (klass)->open = hkk_messages_page_open;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  g_type_ensure (HKK_TYPE_MESSAGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-messages-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, split);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, checked);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, filter_group);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, contact_button);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, detail_page);
  gtk_widget_class_bind_template_child (widget_class, HkkMessagesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_contact);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_install_action (widget_class, "messages.delete-draft", "s", delete_draft_action);
}

static void
hkk_messages_page_init (HkkMessagesPage *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  hkk_page_set_checked (HKK_PAGE (self), self->checked);
  /* The list waits, if the portal is slow. */
  gtk_search_entry_set_search_delay (self->search_entry, 0);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}
