/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-requests-page.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-list-top.h"
#include "hkk-plain-text.h"
#include "hkk-request-detail.h"
#include "hkk-request-row.h"
#include "hkk-rules.h"
#include "hkk-structure.h"

#define N_GROUPS 4

/* What a filter lets through. */
typedef struct
{
  HkkRequestsPage *page;   /* Borrowed: it owns this */
  GtkFilter       *filter; /* Owned */
  HkkRequestGroup  id;
} Group;

struct _HkkRequestsPage
{
  HkkPage                 parent_instance;

  GListStore             *requests;    /* Owned: HkkRequest, all groups */
  GListStore             *groups;      /* Owned: one GListModel per group, in the order of HkkRequestGroup */
  Group                   parts[N_GROUPS]; /* in the order of HkkRequestGroup */
  HkkDrafts              *drafts;      /* Owned (nullable) */
  HkkRequestDetail       *detail;      /* Owned (nullable) */
  char                   *open_id;     /* Owned (nullable): the request that detail shows */
  char                   *looked_for;  /* Owned (nullable): the key of what was typed, made once for all items */
  GHashTable             *found;       /* Owned (nullable): the ids of those whose content has it */
  GCancellable           *search;      /* Owned (nullable): of what is being looked for at the portal */
  gboolean                loading;

  AdwNavigationSplitView *split;
  GtkSearchBar           *search_bar;
  GtkSearchEntry         *search_entry;
  AdwToggleGroup         *filter_group;
  HkkStatusStack         *status;
  GtkListView            *list;
  GtkLabel               *checked;
};

G_DEFINE_FINAL_TYPE (HkkRequestsPage, hkk_requests_page, HKK_TYPE_PAGE)

/* --- The list --- */

static gboolean
passes (gpointer item,
        gpointer data)
{
  const Group *part = data;
  HkkRequestsPage *self = part->page;
  HkkRequestGroup group = hkk_request_group_of (item);
  const char *which = adw_toggle_group_get_active_name (self->filter_group);

  if (group != part->id)
    return FALSE;
  if (g_strcmp0 (which, "open") == 0 && group == HKK_REQUEST_GROUP_CLOSED)
    return FALSE;
  if (g_strcmp0 (which, "closed") == 0 && group != HKK_REQUEST_GROUP_CLOSED)
    return FALSE;
  if (HKK_IS_DRAFT (item) && hkk_draft_get_kind (HKK_DRAFT (item)) != HKK_DRAFT_REQUEST)
    return FALSE;

  if (self->found != NULL && HKK_IS_REQUEST (item) &&
      g_hash_table_contains (self->found, hkk_request_get_id (HKK_REQUEST (item))))
    return TRUE;
  return self->looked_for == NULL || hkk_request_matches (item, self->looked_for);
}

static void
add_group (HkkRequestsPage *self,
           HkkRequestGroup  id)
{
  GListModel *source = id == HKK_REQUEST_GROUP_DRAFTS ? NULL : g_object_ref (G_LIST_MODEL (self->requests));
  Group *part = &self->parts[id];
  g_autoptr(GtkFilterListModel) model = NULL;

  part->page = self;
  part->id = id;
  part->filter = GTK_FILTER (gtk_custom_filter_new (passes, part, NULL));
  model = gtk_filter_list_model_new (source, g_object_ref (part->filter));
  g_list_store_append (self->groups, model);
}

/* Nothing found is something else than nothing there, and says what was looked for. */
static void
say_empty (HkkRequestsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *typed = hkk_format_isolate (text);
  g_autofree char *action = g_strconcat ("win.find-text::", text, NULL);
  /* TRANSLATORS: %s is what was typed into the search */
  g_autofree char *nothing = g_strdup_printf (_("None of your requests contains “%s”. Messages and documents are not "
                                                "searched here."), typed);
  /* TRANSLATORS: Button: opens the search through everything; %s is what was typed into the search of requests */
  g_autofree char *everywhere = g_strdup_printf (_("Look for “%s” everywhere"), typed);
  const char *which = adw_toggle_group_get_active_name (self->filter_group);
  gboolean filtered = self->looked_for == NULL && g_strcmp0 (which, "all") != 0 &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->requests)) > 0;

  g_object_set (self->status, "empty-button", self->looked_for != NULL ? everywhere : NULL, NULL);
  if (self->looked_for != NULL)
    g_object_set (self->status, "empty-title", _("Nothing found"), "empty-text", nothing, "empty-action", action, NULL);
  else if (filtered)
    g_object_set (self->status, "empty-title", _("No request like that"),
                  "empty-text", _("Choose “All” to see the others."), NULL);
  else
    /* TRANSLATORS: Title of an empty page: nothing was handed in yet */
    g_object_set (self->status, "empty-title", _("No requests"),
                  "empty-text", _("Here you see what you have handed in and how far it is."), NULL);
}

static void
show_state (HkkRequestsPage *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->list);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));

  hkk_page_say_found (HKK_PAGE (self), self->looked_for != NULL ? self->looked_for : "", n);
  if (n == 0)
    say_empty (self);
  if (hkk_page_get_state (HKK_PAGE (self)) == HKK_PAGE_STATE_CONTENT ||
      hkk_page_get_state (HKK_PAGE (self)) == HKK_PAGE_STATE_EMPTY)
    hkk_page_set_state (HKK_PAGE (self), n > 0 ? HKK_PAGE_STATE_CONTENT : HKK_PAGE_STATE_EMPTY);
}

static void
filter_again (HkkRequestsPage *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    gtk_filter_changed (self->parts[i].filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_state (self);
}

/* Without an answer it stays at what is known here. */
static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkRequestsPage) self = HKK_REQUESTS_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) found = hkk_requests_find_finish (HKK_PORTAL (source), result, &error);

  if (found == NULL || self->parts[0].filter == NULL)
    return;
  g_clear_pointer (&self->found, g_hash_table_unref);
  self->found = g_steal_pointer (&found);
  filter_again (self);
}

/* What was filled in is known to the portal only. */
static void
look_inside (HkkRequestsPage *self,
             const char      *text)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_pointer (&self->found, g_hash_table_unref);
  if (*text == '\0' || portal == NULL)
    return;
  self->search = g_cancellable_new ();
  hkk_requests_find_async (portal, text, self->search, on_found, g_object_ref (self));
}

static void
take_search (HkkRequestsPage *self)
{
  g_autofree char *meant = hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), FALSE);
  g_autofree char *key = *meant ? hkk_plain_text_key (meant) : NULL;

  if (g_strcmp0 (key, self->looked_for) == 0)
    return;
  g_free (self->looked_for);
  self->looked_for = g_steal_pointer (&key);
  look_inside (self, meant);
}

static void
on_filter (HkkRequestsPage *self)
{
  /* The template sets the first filter before there is a list. */
  if (self->parts[0].filter == NULL)
    return;

  take_search (self);
  filter_again (self);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, hkk_request_row_new ());
}

/* The mark says what is shown beside the list. Keys would move it, and the first one only set it where the focus is. */
static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  HkkRequestRow *row = HKK_REQUEST_ROW (gtk_list_item_get_child (item));
  g_autofree char *name = NULL;

  hkk_request_row_set_item (row, gtk_list_item_get_item (item));
  name = hkk_request_row_dup_name (row);
  gtk_list_item_set_accessible_label (item, name);
  gtk_list_item_set_selectable (item, FALSE);
  hkk_structure_list_item (item, 0);
}

static void
on_setup_header (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_list_header_set_child (header, label);
}

static void
on_bind_header (GtkSignalListItemFactory *factory,
                GtkListHeader            *header)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       hkk_request_group_get_title (hkk_request_group_of (gtk_list_header_get_item (header))));
}

static void
build_list (HkkRequestsPage *self)
{
  GtkFlattenListModel *all = NULL;
  g_autoptr(GtkSingleSelection) selection = NULL;

  for (guint i = 0; i < N_GROUPS; i++)
    add_group (self, (HkkRequestGroup) i);

  all = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->groups)));
  selection = gtk_single_selection_new (G_LIST_MODEL (all));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  /* Told when all who look at the items know of the change. */
  g_signal_connect_object (selection, "notify::n-items", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  hkk_list_stay_at_top (self->list);
}

static void
on_activate (HkkRequestsPage *self,
             guint            position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (HKK_IS_REQUEST (item))
    hkk_page_open (HKK_PAGE (self), hkk_request_get_id (HKK_REQUEST (item)));
  else if (HKK_IS_DRAFT (item))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-draft", "s", hkk_draft_get_id (HKK_DRAFT (item)));
}

/* The list marks what is shown beside it, also when somebody else opened it. */
static void
select_open (HkkRequestsPage *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (selection));
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->open_id != NULL && i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (HKK_IS_REQUEST (item) && g_strcmp0 (hkk_request_get_id (HKK_REQUEST (item)), self->open_id) == 0)
        position = i;
    }
  gtk_single_selection_set_selected (selection, position);
}

/* --- Loading --- */

static void
follow_drafts (HkkRequestsPage *self)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (hkk_page_get_portal (HKK_PAGE (self)));
  g_autoptr(GtkFilterListModel) model = g_list_model_get_item (G_LIST_MODEL (self->groups), HKK_REQUEST_GROUP_DRAFTS);

  if (g_set_object (&self->drafts, drafts))
    gtk_filter_list_model_set_model (model, drafts != NULL ? G_LIST_MODEL (drafts) : NULL);
}

static void
show_copy (HkkRequestsPage *self)
{
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(GListModel) requests = hkk_requests_dup_copy (hkk_page_get_portal (HKK_PAGE (self)), &seen_at);

  if (requests == NULL)
    return;
  hkk_requests_page_show (self, requests);
  hkk_page_say_checked (HKK_PAGE (self), seen_at, TRUE);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkRequestsPage) self = HKK_REQUESTS_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) requests = hkk_requests_load_finish (HKK_PORTAL (source), result, &error);

  self->loading = FALSE;
  if (!hkk_page_take (HKK_PAGE (self), requests, error))
    return;
  hkk_requests_page_show (self, requests);
  hkk_page_say_checked (HKK_PAGE (self), NULL, FALSE);
}

static void
hkk_requests_page_reload (HkkPage *page)
{
  HkkRequestsPage *self = HKK_REQUESTS_PAGE (page);

  follow_drafts (self);
  if (hkk_page_shows_nothing (page))
    show_copy (self);
  if (self->loading)
    return;
  self->loading = TRUE;
  hkk_requests_load_async (hkk_page_get_portal (page), hkk_page_get_cancellable (page), on_loaded, g_object_ref (self));
  if (self->detail != NULL)
    hkk_request_detail_reload (self->detail);
}

/* A message or letter, but for one that was read, may be about the request that is shown. */
static gboolean
may_belong (const char *type,
            const char *status)
{
  return (g_str_equal (type, "message") || g_str_equal (type, "document")) && g_strcmp0 (status, "read") != 0;
}

static void
hkk_requests_page_event (HkkPage    *page,
                         const char *type,
                         const char *id,
                         const char *status)
{
  HkkRequestsPage *self = HKK_REQUESTS_PAGE (page);

  if (type == NULL || g_str_equal (type, "request") || g_str_equal (type, "approval"))
    hkk_requests_page_reload (page);
  else if (self->detail != NULL && may_belong (type, status))
    hkk_request_detail_reload (self->detail);
}

/* Beside the list, or over it where there is no room. */
static void
hkk_requests_page_open (HkkPage    *page,
                        const char *id)
{
  HkkRequestsPage *self = HKK_REQUESTS_PAGE (page);

  if (self->detail == NULL)
    {
      self->detail = g_object_ref_sink (hkk_request_detail_new (page));
      adw_navigation_split_view_set_content (self->split, ADW_NAVIGATION_PAGE (self->detail));
    }
  g_set_str (&self->open_id, id);
  select_open (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  hkk_request_detail_open (self->detail, id);
}

static gboolean
hkk_requests_page_start_search (HkkPage *page)
{
  HkkRequestsPage *self = HKK_REQUESTS_PAGE (page);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  hkk_page_open_search (page, self->search_bar, self->search_entry);
  return TRUE;
}

static void
hkk_requests_page_dispose (GObject *object)
{
  HkkRequestsPage *self = HKK_REQUESTS_PAGE (object);

  g_cancellable_cancel (self->search);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->detail);

  G_OBJECT_CLASS (hkk_requests_page_parent_class)->dispose (object);
}

static void
hkk_requests_page_finalize (GObject *object)
{
  HkkRequestsPage *self = HKK_REQUESTS_PAGE (object);

  for (guint i = 0; i < N_GROUPS; i++)
    g_clear_object (&self->parts[i].filter);
  g_clear_object (&self->groups);
  g_clear_object (&self->requests);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->open_id, g_free);
  g_clear_pointer (&self->looked_for, g_free);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (hkk_requests_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, split);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, filter_group);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, list);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestsPage, checked);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_header);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_header);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
hkk_requests_page_class_init (HkkRequestsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  HkkPageClass *page_class = HKK_PAGE_CLASS (klass);

  object_class->dispose = hkk_requests_page_dispose;
  object_class->finalize = hkk_requests_page_finalize;
  page_class->reload = hkk_requests_page_reload;
  page_class->event = hkk_requests_page_event;
  page_class->start_search = hkk_requests_page_start_search;
  page_class->open = hkk_requests_page_open;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/de/hkk/MeineHkk/hkk-requests-page.ui");
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
hkk_requests_page_init (HkkRequestsPage *self)
{
  self->requests = g_list_store_new (HKK_TYPE_REQUEST);
  self->groups = g_list_store_new (G_TYPE_LIST_MODEL);
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  hkk_page_set_checked (HKK_PAGE (self), self->checked);
  build_list (self);
}

/* Replaces only what differs, so that the list stays where the person has scrolled it. */
static void
replace_changed (GListStore *store,
                 GListModel *requests)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_new = g_list_model_get_n_items (requests);
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_new; i++)
    {
      g_autoptr(HkkThing) new = g_list_model_get_item (requests, i);
      g_autoptr(HkkThing) old = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (old == NULL)
        g_ptr_array_add (rest, g_steal_pointer (&new));
      else if (!hkk_thing_equal (old, new))
        g_list_store_splice (store, i, 1, (gpointer *) &new, 1);
    }
  g_list_store_splice (store, MIN (n, n_new), n - MIN (n, n_new), rest->pdata, rest->len);
}

/**
 * hkk_requests_page_show:
 * @requests: all requests; items are #HkkRequest
 *
 * Shows these in their groups.
 */
void
hkk_requests_page_show (HkkRequestsPage *self,
                        GListModel      *requests)
{
  g_return_if_fail (HKK_IS_REQUESTS_PAGE (self));

  replace_changed (self->requests, requests);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  show_state (self);
  select_open (self);
}
