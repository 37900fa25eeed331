/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-overview-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-draft-bin.h"
#include "hkk-form-catalogue.h"
#include "hkk-format.h"
#include "hkk-no-device.h"
#include "hkk-overview-rows.h"
#include "hkk-overview.h"
#include "hkk-row.h"
#include "hkk-shell.h"

/* Events come in bunches: one submission moves a request, a document and a message. */
#define SETTLE_MS 120
/* Where the forms that the catalogue features stand among the actions of the template. */
#define FEATURED_AT 2
/* Of more drafts the latest are shown, the others are folded. */
#define MAX_DRAFTS 3

struct _HkkOverviewPage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  GtkLabel            *greeting_label;
  GtkLabel            *checked_label;
  AdwPreferencesGroup *restricted_group;
  AdwPreferencesGroup *needs_group;
  GtkListBox          *needs_list;
  AdwPreferencesGroup *progress_group;
  GtkListBox          *progress_list;
  AdwPreferencesGroup *news_group;
  GtkListBox          *news_list;
  GtkFlowBox          *actions;
  GtkWidget           *bill_tile;
  GtkWidget           *certificate_tile;
  GtkWidget           *address_tile;
  GtkWidget           *message_tile;
  GtkWidget           *request_tile;
  GtkWidget           *actions_group;

  HkkOverview         *overview;      /* Owned (nullable) */
  HkkFormCatalogue    *catalogue;     /* Owned (nullable): whose forms have tiles */
  HkkDrafts           *drafts;        /* Owned (nullable) */
  HkkDraftBin         *bin;           /* Owned */
  guint                reload_source;
  guint                fill_source;
  guint                n_to_do;
  guint                n_featured;    /* tiles of forms */
  gboolean             said;          /* what there is to do */
  gboolean             loading;
  gboolean             catalogue_seen;
  gboolean             no_bills;
  gboolean             no_profile_forms;
};

G_DEFINE_FINAL_TYPE (HkkOverviewPage, hkk_overview_page, HKK_TYPE_PAGE)

static void
greet (HkkOverviewPage *self)
{
  g_autofree char *first_name = hkk_format_isolate (hkk_thing_get_string (HKK_THING (self->overview), "first-name"));
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GDateTime) here = g_date_time_to_local (now);
  int hour = g_date_time_get_hour (here);
  g_autofree char *text = NULL;

  if (hour < 11)
    /* TRANSLATORS: %s: the first name of the person */
    text = g_strdup_printf (_("Good morning, %s"), first_name);
  else if (hour < 18)
    /* TRANSLATORS: %s: the first name of the person */
    text = g_strdup_printf (_("Hello, %s"), first_name);
  else
    /* TRANSLATORS: %s: the first name of the person */
    text = g_strdup_printf (_("Good evening, %s"), first_name);
  gtk_label_set_label (self->greeting_label, text);
}

/* Whether what waits for its approval has a row already. */
static gboolean
has_approval (HkkOverviewPage *self,
              const char      *id)
{
  GListModel *items = self->overview != NULL ? hkk_thing_get_list (HKK_THING (self->overview), "needs-you") : NULL;

  for (guint i = 0; id != NULL && items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(HkkThing) item = g_list_model_get_item (items, i);

      if (g_strcmp0 (hkk_thing_get_string (item, "kind"), "approval") == 0 &&
          g_strcmp0 (hkk_thing_get_id (item), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_shown (HkkOverviewPage *self,
          HkkDraft        *draft)
{
  return hkk_draft_get_state (draft) != HKK_DRAFT_DONE && !has_approval (self, hkk_draft_get_approval_id (draft)) &&
         !hkk_draft_bin_has (self->bin, draft);
}

/* (transfer full): of HkkDraft, the latest first. */
static GPtrArray *
list_drafts (HkkOverviewPage *self)
{
  guint n = self->drafts != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->drafts)) : 0;
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->drafts), i);

      if (is_shown (self, draft))
        g_ptr_array_add (drafts, g_steal_pointer (&draft));
    }
  return drafts;
}

/* Many drafts do not push away what comes after them. Returns how many there are, with those that are not readable. */
static guint
append_drafts (HkkOverviewPage *self)
{
  const char * const *damaged = self->drafts != NULL ? hkk_drafts_get_damaged (self->drafts) : NULL;
  g_autoptr(GPtrArray) drafts = list_drafts (self);
  guint n_open = drafts->len > MAX_DRAFTS + 1 ? MAX_DRAFTS : drafts->len;
  GtkWidget *folded = n_open < drafts->len ? hkk_overview_row_new_folded (drafts->len - n_open) : NULL;

  for (guint i = 0; i < drafts->len; i++)
    {
      GtkWidget *row = hkk_overview_row_new_for_draft (g_ptr_array_index (drafts, i));

      if (i < n_open)
        gtk_list_box_append (self->needs_list, row);
      else
        adw_expander_row_add_row (ADW_EXPANDER_ROW (folded), row);
    }
  if (folded != NULL)
    gtk_list_box_append (self->needs_list, folded);
  for (guint i = 0; damaged != NULL && damaged[i] != NULL; i++)
    gtk_list_box_append (self->needs_list, hkk_overview_row_new_damaged (damaged[i]));
  return drafts->len + (damaged != NULL ? g_strv_length ((char **) damaged) : 0);
}

static gboolean
is_restricted (HkkOverviewPage *self)
{
  return self->overview != NULL && hkk_thing_get_boolean (HKK_THING (self->overview), "restricted");
}

/* Without a key of the portal's none are kept. */
static gboolean
knows_drafts (HkkOverviewPage *self)
{
  if (self->drafts == NULL)
    return FALSE;
  return hkk_drafts_get_loaded (self->drafts) || hkk_drafts_get_failure (self->drafts) != NULL ||
         !hkk_portal_offers (hkk_page_get_portal (HKK_PAGE (self)), "get_data_key");
}

/* A device that is to be registered stands above the rest. */
static guint
count_to_do (HkkOverviewPage *self)
{
  return self->n_to_do + (is_restricted (self) ? 1 : 0);
}

/* Who does not see that the page is here hears once what is the most important of it, when all of it is known: what the
 * portal says, not the copy of it, and what is kept on this computer. */
static void
say_overview (HkkOverviewPage *self)
{
  const char *greeting = gtk_label_get_label (self->greeting_label);
  guint n_to_do = count_to_do (self);
  g_autofree char *text = NULL;

  if (self->said || self->loading || self->fill_source || self->overview == NULL || !knows_drafts (self) ||
      hkk_page_is_stored (HKK_PAGE (self)))
    return;
  self->said = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (n_to_do > 0)
    /* TRANSLATORS: read aloud after signing in; %s: a greeting such as “Hello, Andrea”, %u: a number of things */
    text = g_strdup_printf (ngettext ("%s. %u thing to do.", "%s. %u things to do.", n_to_do), greeting, n_to_do);
  else
    /* TRANSLATORS: read aloud after signing in; %s: a greeting such as “Hello, Andrea” */
    text = g_strdup_printf (_("%s. Nothing to do."), greeting);
  hkk_announce (GTK_WIDGET (self), text);
}

static void
fill_needs (HkkOverviewPage *self)
{
  GListModel *items = self->overview != NULL ? hkk_thing_get_list (HKK_THING (self->overview), "needs-you") : NULL;
  gboolean focused = hkk_page_keep_focus (HKK_PAGE (self)), empty;

  g_clear_handle_id (&self->fill_source, g_source_remove);
  gtk_list_box_remove_all (self->needs_list);
  self->n_to_do = items != NULL ? g_list_model_get_n_items (items) : 0;
  for (guint i = 0; items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(HkkOverviewItem) item = g_list_model_get_item (items, i);

      gtk_list_box_append (self->needs_list, hkk_overview_row_new_for_item (item));
    }
  hkk_row_tell_apart (self->needs_list);
  self->n_to_do += append_drafts (self);
  empty = gtk_list_box_get_row_at_index (self->needs_list, 0) == NULL;
  /* Who has no device is told above what there is to do. */
  gtk_widget_set_visible (GTK_WIDGET (self->needs_group), !empty || !is_restricted (self));
  if (empty)
    gtk_list_box_append (self->needs_list, hkk_overview_row_new_calm ());
  if (focused)
    hkk_page_take_focus (HKK_PAGE (self));
}

/* SEEN_AT (nullable): of a copy. The same answer again leaves the rows alone: nothing jumps and the focus stays. */
static void
show_overview (HkkOverviewPage *self,
               HkkOverview     *overview,
               GDateTime       *seen_at)
{
  gboolean focused;

  hkk_page_say_checked (HKK_PAGE (self), seen_at, seen_at != NULL);
  if (self->overview != NULL && hkk_thing_equal (HKK_THING (self->overview), HKK_THING (overview)))
    return;
  focused = hkk_page_keep_focus (HKK_PAGE (self));
  g_set_object (&self->overview, overview);
  greet (self);
  gtk_widget_set_visible (GTK_WIDGET (self->restricted_group), is_restricted (self));
  fill_needs (self);
  hkk_row_fill_list (self->progress_list, GTK_WIDGET (self->progress_group),
                     hkk_thing_get_list (HKK_THING (overview), "in-progress"),
                     (GtkListBoxCreateWidgetFunc) hkk_overview_row_new_for_request);
  hkk_row_fill_list (self->news_list, GTK_WIDGET (self->news_group), hkk_thing_get_list (HKK_THING (overview), "news"),
                     (GtkListBoxCreateWidgetFunc) hkk_overview_row_new_for_item);
  hkk_shell_take_overview (hkk_page_get_shell (HKK_PAGE (self)), overview);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  if (focused)
    hkk_page_take_focus (HKK_PAGE (self));
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkOverviewPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkOverview) overview = hkk_overview_load_finish (HKK_PORTAL (source), result, &error);

  self->loading = FALSE;
  if (hkk_page_take (HKK_PAGE (self), overview, error))
    show_overview (self, overview, NULL);
  say_overview (self);
}

static const char *
find_icon (HkkOverviewPage *self,
           const char      *own)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  return gtk_icon_theme_has_icon (theme, own) ? own : "hkk-requests-symbolic";
}

static void
feature (HkkOverviewPage *self,
         HkkFormSummary  *form,
         int              position)
{
  const char *id = hkk_form_summary_get_id (form);
  g_autofree char *icon_name = g_strdup_printf ("hkk-%s-symbolic", id);
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *child = g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "accessible-role", GTK_ACCESSIBLE_ROLE_GENERIC, NULL);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), find_icon (self, icon_name));
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), hkk_thing_get_string (HKK_THING (form), "featured"));
  adw_button_content_set_can_shrink (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "hkk-quick");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-form");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_insert (self->actions, child, position);
}

static gboolean
has_form (GListModel *forms,
          const char *property,
          const char *value)
{
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++)
    {
      g_autoptr(HkkFormSummary) form = g_list_model_get_item (forms, i);

      if (g_strcmp0 (hkk_thing_get_string (HKK_THING (form), property), value) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_actions (HkkOverviewPage *self)
{
  gboolean any = FALSE;

  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->actions)); tile != NULL && !any;
       tile = gtk_widget_get_next_sibling (tile))
    any = gtk_widget_get_visible (tile);
  gtk_widget_set_visible (self->actions_group, any);
}

/* A tile that the portal serves no operation for, or that the catalogue has no form for, is not offered. The way to the
 * catalogue is with the requests; where their place is not served, it is here. */
static void
show_tiles (HkkOverviewPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  gboolean forms = FALSE;

  if (portal == NULL)
    return;
  forms = hkk_portal_offers (portal, "submit_request");
  gtk_widget_set_visible (self->bill_tile, !self->no_bills && forms);
  gtk_widget_set_visible (self->request_tile, forms && !hkk_portal_offers (portal, "list_requests"));
  gtk_widget_set_visible (self->certificate_tile, hkk_portal_offers (portal, "list_certificates"));
  gtk_widget_set_visible (self->address_tile, !self->no_profile_forms && hkk_portal_offers (portal, "patch_profile"));
  gtk_widget_set_visible (self->message_tile, hkk_portal_offers (portal, "send_message"));
  show_actions (self);
}

/* The same catalogue again leaves the tiles alone: the focus stays. */
static void
show_catalogue (HkkOverviewPage  *self,
                HkkFormCatalogue *catalogue)
{
  GListModel *forms = hkk_form_catalogue_get_forms (catalogue);

  if (self->catalogue != NULL && hkk_thing_equal (HKK_THING (self->catalogue), HKK_THING (catalogue)))
    return;
  g_set_object (&self->catalogue, catalogue);
  self->no_bills = !has_form (forms, "category", "benefits");
  self->no_profile_forms = !has_form (forms, "kind", "profile");
  show_tiles (self);
  for (; self->n_featured > 0; self->n_featured--)
    gtk_flow_box_remove (self->actions, GTK_WIDGET (gtk_flow_box_get_child_at_index (self->actions, FEATURED_AT)));
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++)
    {
      g_autoptr(HkkFormSummary) form = g_list_model_get_item (forms, i);

      if (hkk_thing_get_string (HKK_THING (form), "featured") != NULL)
        feature (self, form, FEATURED_AT + (int) self->n_featured++);
    }
  show_actions (self);
}

static void
on_catalogue (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkOverviewPage) self = data;
  g_autoptr(HkkFormCatalogue) catalogue = hkk_form_catalogue_load_finish (HKK_PORTAL (source), result, NULL, NULL);

  if (catalogue == NULL || self->catalogue_seen || hkk_page_get_shell (HKK_PAGE (self)) == NULL)
    return;
  self->catalogue_seen = TRUE;
  show_catalogue (self, catalogue);
}

/* What was seen last is there with the first picture: nothing comes in between later. */
static void
show_copies (HkkOverviewPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(HkkOverview) overview = self->overview == NULL ? hkk_overview_dup_copy (portal, &seen_at) : NULL;
  g_autoptr(HkkFormCatalogue) catalogue = NULL;

  if (overview == NULL)
    return;
  show_overview (self, overview, seen_at);
  if (self->catalogue == NULL && hkk_portal_offers (portal, "list_forms"))
    catalogue = hkk_form_catalogue_dup_copy (portal);
  if (catalogue != NULL)
    show_catalogue (self, catalogue);
}

static gboolean
on_fill (gpointer data)
{
  HkkOverviewPage *self = data;

  self->fill_source = 0;
  fill_needs (self);
  say_overview (self);
  return G_SOURCE_REMOVE;
}

/* Later than what is painted next: the person waits for the decision that has changed a draft, or goes on to type. */
static void
on_drafts_changed (HkkOverviewPage *self)
{
  if (self->overview != NULL && !self->fill_source)
    self->fill_source = g_idle_add (on_fill, self);
}

static void
follow_drafts (HkkOverviewPage *self)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (hkk_page_get_portal (HKK_PAGE (self)));

  if (self->drafts != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->drafts, on_drafts_changed, self);
      g_signal_handlers_disconnect_by_func (self->drafts, say_overview, self);
    }
  g_set_object (&self->drafts, drafts);
  if (drafts != NULL)
    {
      g_signal_connect_object (drafts, "items-changed", G_CALLBACK (on_drafts_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (drafts, "notify::loaded", G_CALLBACK (on_drafts_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (drafts, "notify::failure", G_CALLBACK (say_overview), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (drafts, "notify::damaged", G_CALLBACK (on_drafts_changed), self, G_CONNECT_SWAPPED);
    }
  on_drafts_changed (self);
}

static void
hkk_overview_page_reload (HkkPage *page)
{
  HkkOverviewPage *self = HKK_OVERVIEW_PAGE (page);
  HkkPortal *portal = hkk_page_get_portal (page);

  if (self->drafts == NULL)
    {
      g_signal_connect_object (portal, "notify::drafts", G_CALLBACK (follow_drafts), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (portal, "notify::operations", G_CALLBACK (show_tiles), self, G_CONNECT_SWAPPED);
      show_tiles (self);
      follow_drafts (self);
    }
  show_copies (self);
  if (!self->catalogue_seen && hkk_portal_offers (portal, "list_forms"))
    hkk_form_catalogue_load_async (portal, hkk_page_get_cancellable (page), on_catalogue, g_object_ref (self));
  if (self->loading)
    return;
  self->loading = TRUE;
  hkk_overview_load_async (portal, hkk_page_get_cancellable (page), on_loaded, g_object_ref (self));
}

static gboolean
on_settled (gpointer data)
{
  HkkOverviewPage *self = data;

  self->reload_source = 0;
  hkk_page_reload (HKK_PAGE (self));
  return G_SOURCE_REMOVE;
}

static void
hkk_overview_page_event (HkkPage    *page,
                         const char *type,
                         const char *id,
                         const char *status)
{
  HkkOverviewPage *self = HKK_OVERVIEW_PAGE (page);

  if (!self->reload_source)
    self->reload_source = g_timeout_add (SETTLE_MS, on_settled, self);
}

/* --- An approval that waits --- */

static void
on_approvals_listed (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(HkkOverviewPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) open = hkk_portal_list_open_approvals_finish (HKK_PORTAL (source), result, &error);

  if (open == NULL)
    hkk_page_show_error (HKK_PAGE (self), error);
  else if (open->len > 0)
    hkk_portal_await_async (HKK_PORTAL (source), g_ptr_array_index (open, 0),
                            hkk_page_get_cancellable (HKK_PAGE (self)), NULL, NULL);
  else
    hkk_page_reload (HKK_PAGE (self));
}

static void
on_decide (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkPage *page = HKK_PAGE (widget);

  hkk_portal_list_open_approvals_async (hkk_page_get_portal (page), hkk_page_get_cancellable (page),
                                        on_approvals_listed, g_object_ref (page));
}

/* --- A draft that is not wanted any more --- */

static void
on_delete_draft (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  HkkOverviewPage *self = HKK_OVERVIEW_PAGE (widget);
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));
  const char *id = g_variant_get_string (parameter, NULL);
  HkkDraft *draft = self->drafts != NULL ? hkk_drafts_find (self->drafts, id) : NULL;

  if (draft != NULL && shell != NULL)
    /* TRANSLATORS: Message that can be undone */
    hkk_draft_bin_put (self->bin, shell, self->drafts, draft, _("Draft deleted"));
}

/* --- A draft that could not be read --- */

typedef struct
{
  HkkOverviewPage *page;   /* Borrowed: the closure ends with the dialog, which is on the page */
  HkkDrafts       *drafts; /* Owned */
  char            *name;   /* Owned: of its file */
} Damaged;

static void
damaged_free (gpointer  data,
              GClosure *closure)
{
  Damaged *damaged = data;

  g_object_unref (damaged->drafts);
  g_free (damaged->name);
  g_free (damaged);
}

static void
on_damaged_removed (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(HkkPage) page = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_drafts_remove_damaged_finish (HKK_DRAFTS (source), result, &error))
    hkk_page_show_error (page, error);
}

static void
on_remove_damaged (AdwAlertDialog *dialog,
                   const char     *response,
                   Damaged        *damaged)
{
  if (g_strv_contains (hkk_drafts_get_damaged (damaged->drafts), damaged->name))
    hkk_drafts_remove_damaged_async (damaged->drafts, damaged->name, NULL, on_damaged_removed,
                                     g_object_ref (damaged->page));
}

static void
ask_to_remove_damaged (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  HkkOverviewPage *self = HKK_OVERVIEW_PAGE (widget);
  const char *body = _("What was entered in it, and the files in it, are deleted from this computer for good. What "
                       "you have handed in stays as it is.");
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Remove this draft?"), body));
  Damaged *damaged = g_new0 (Damaged, 1);

  damaged->page = self;
  damaged->drafts = g_object_ref (self->drafts);
  damaged->name = g_variant_dup_string (parameter, NULL);
  /* TRANSLATORS: Button: does not remove the draft, or does not withdraw the request */
  adw_alert_dialog_add_responses (dialog, "keep", _("Keep it"), "remove",
                                  /* TRANSLATORS: Button, a verb: deletes a draft that cannot be read */
                                  _("Remove"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "keep");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  g_signal_connect_data (dialog, "response::remove", G_CALLBACK (on_remove_damaged), damaged, damaged_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
hkk_overview_page_dispose (GObject *object)
{
  HkkOverviewPage *self = HKK_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_object (&self->drafts);
  g_clear_object (&self->overview);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (hkk_overview_page_parent_class)->dispose (object);
}

static void
hkk_overview_page_finalize (GObject *object)
{
  g_object_unref (HKK_OVERVIEW_PAGE (object)->bin);
  G_OBJECT_CLASS (hkk_overview_page_parent_class)->finalize (object);
}

static void
hkk_overview_page_class_init (HkkOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_overview_page_dispose;
  object_class->finalize = hkk_overview_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_overview_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_overview_page_event;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, greeting_label);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, checked_label);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, restricted_group);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, needs_group);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, needs_list);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, progress_group);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, progress_list);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, news_group);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, news_list);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, actions);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, bill_tile);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, certificate_tile);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, address_tile);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, message_tile);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, request_tile);
  gtk_widget_class_bind_template_child (widget_class, HkkOverviewPage, actions_group);
  gtk_widget_class_install_action (widget_class, "overview.decide", "s", on_decide);
  gtk_widget_class_install_action (widget_class, "overview.remove-damaged", "s", ask_to_remove_damaged);
  gtk_widget_class_install_action (widget_class, "overview.delete-draft", "s", on_delete_draft);
}

static void
hkk_overview_page_init (HkkOverviewPage *self)
{
  self->bin = hkk_draft_bin_new (GTK_WIDGET (self));
  g_signal_connect_object (self->bin, "changed", G_CALLBACK (fill_needs), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_group_add (self->restricted_group, hkk_no_device_buttons_new ());
  hkk_page_set_status (HKK_PAGE (self), self->status);
  hkk_page_set_checked (HKK_PAGE (self), self->checked_label);
}
