/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-profile-page.h"

#include <glib/gi18n.h>

#include "hkk-account.h"
#include "hkk-clock.h"
#include "hkk-email-group.h"
#include "hkk-file-action.h"
#include "hkk-form-page.h"
#include "hkk-json.h"
#include "hkk-profile-group.h"
#include "hkk-row.h"
#include "hkk-shell.h"

/* The sections that are seen at first; the others come one for each turn of the main loop. */
#define FIRST_SECTIONS 3

struct _HkkProfilePage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  GtkLabel            *checked;
  GtkScrolledWindow   *scroller;
  GtkWidget           *contents;      /* what is scrolled */
  AdwWrapBox          *jump_box;
  GtkBox              *sections_box;
  GtkWidget           *password_group;
  GtkWidget           *export_group;

  GListModel          *sections;      /* Owned (nullable) until they are loaded */
  guint                next;          /* section to add */
  guint                filling;       /* 0: all are there */
  HkkEmailGroup       *email;         /* Owned (nullable): what was typed there stays, while it fills */
  GHashTable          *groups;        /* Owned, of char * to GtkWidget, borrowed: what the jump list leads to */
  char                *wanted;        /* Owned (nullable): section to change when it is there */
  char                *left_at;       /* Owned (nullable): section whose form lies above the page */
};

G_DEFINE_FINAL_TYPE (HkkProfilePage, hkk_profile_page, HKK_TYPE_PAGE)

/* --- Sections --- */

static void
change (HkkProfilePage    *self,
        HkkProfileSection *section)
{
  g_autoptr(JsonNode) values = hkk_profile_section_dup_values (section);

  g_set_str (&self->left_at, hkk_profile_section_get_id (section));
  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)),
                  ADW_NAVIGATION_PAGE (hkk_form_page_new_for_section (hkk_profile_section_get_form (section),
                                                                      hkk_profile_section_get_id (section),
                                                                      hkk_profile_section_get_etag (section),
                                                                      hkk_json_node_object (values))));
}

static void add_rest (HkkProfilePage *self);

/* Where the code is typed that the insurer's message tells of. */
static void
open_email (HkkProfilePage *self)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  add_rest (self);
  if (g_hash_table_contains (self->groups, HKK_EMAIL_GROUP_ID))
    gtk_widget_activate_action (GTK_WIDGET (self), "profile.jump", "s", HKK_EMAIL_GROUP_ID);
  else if (shell != NULL)
    hkk_shell_say (shell, _("There is no e-mail address to confirm."));
}

static void
change_wanted (HkkProfilePage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  if (g_strcmp0 (wanted, HKK_EMAIL_GROUP_ID) == 0)
    {
      open_email (self);
      return;
    }
  for (guint i = 0; wanted != NULL && i < g_list_model_get_n_items (self->sections); i++)
    {
      g_autoptr(HkkProfileSection) section = g_list_model_get_item (self->sections, i);

      if (g_strcmp0 (hkk_profile_section_get_id (section), wanted) == 0 &&
          hkk_profile_section_get_form (section) != NULL)
        {
          change (self, section);
          return;
        }
    }
}

/* The form of a section, as its "Change" does it. */
static void
hkk_profile_page_open (HkkPage    *page,
                       const char *id)
{
  HkkProfilePage *self = HKK_PROFILE_PAGE (page);

  g_set_str (&self->wanted, id);
  if (self->sections != NULL)
    change_wanted (self);
}

static void
on_change (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  hkk_page_open (HKK_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* --- The jump list --- */

/* What is led to stands at the top, and has the focus. */
static void
on_jump (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkProfilePage *self = HKK_PROFILE_PAGE (widget);
  GtkWidget *group = NULL;
  graphene_point_t at;

  add_rest (self);
  group = g_hash_table_lookup (self->groups, g_variant_get_string (parameter, NULL));
  if (group == NULL || !gtk_widget_compute_point (group, self->contents, &GRAPHENE_POINT_INIT (0, 0), &at))
    return;
  if (HKK_IS_EMAIL_GROUP (group))
    gtk_widget_grab_focus (group);
  else
    gtk_widget_child_focus (group, GTK_DIR_TAB_FORWARD);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), at.y);
}

static void
add_jump (HkkProfilePage *self,
          const char     *id,
          const char     *title)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_widget_add_css_class (button, "flat");
  hkk_button_wrap (GTK_BUTTON (button));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "profile.jump");
  adw_wrap_box_append (self->jump_box, button);
}

static gboolean
has_email_to_confirm (HkkProfilePage    *self,
                      HkkProfileSection *section)
{
  g_autoptr(JsonNode) node = hkk_profile_section_dup_values (section);
  JsonObject *values = hkk_json_node_object (node);
  const char *email = hkk_json_get_string (values, "email");

  return email != NULL && *email != '\0' &&
         hkk_portal_offers (hkk_page_get_portal (HKK_PAGE (self)), "confirm_email") &&
         !hkk_json_get_bool (values, "email_confirmed", TRUE);
}

static void
add_jumps (HkkProfilePage *self,
           GListModel     *sections)
{
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkProfileSection) section = g_list_model_get_item (sections, i);

      add_jump (self, hkk_profile_section_get_id (section), hkk_profile_section_get_title (section));
      if (has_email_to_confirm (self, section))
        add_jump (self, HKK_EMAIL_GROUP_ID, _("Confirm the e-mail address"));
    }
  add_jump (self, "#password", _("Password"));
  g_hash_table_insert (self->groups, g_strdup ("#password"), self->password_group);
  if (!gtk_widget_get_visible (self->export_group))
    return;
  add_jump (self, "#export", _("Your data as a file"));
  g_hash_table_insert (self->groups, g_strdup ("#export"), self->export_group);
}

static void
clear_jumps (HkkProfilePage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->jump_box))) != NULL)
    adw_wrap_box_remove (self->jump_box, child);
  g_hash_table_remove_all (self->groups);
}

/* An address that is new is confirmed with the code that went to it. */
static void
add_email (HkkProfilePage    *self,
           HkkProfileSection *section)
{
  g_autoptr(JsonNode) node = hkk_profile_section_dup_values (section);
  const char *email = hkk_json_get_string (hkk_json_node_object (node), "email");
  g_autoptr(GDateTime) until = hkk_thing_get_time (HKK_THING (section), "email-code-until");
  GtkWidget *group = self->email != NULL && hkk_email_group_go_on (self->email, email, until) ? GTK_WIDGET (self->email)
                       : hkk_email_group_new (hkk_page_get_shell (HKK_PAGE (self)), email, until);

  gtk_box_append (self->sections_box, group);
  g_hash_table_insert (self->groups, g_strdup (HKK_EMAIL_GROUP_ID), group);
}

static void
focus_button (HkkProfilePage *self,
              const char     *id)
{
  GtkWidget *group = NULL, *button = NULL;

  if (id == NULL)
    return;
  add_rest (self);
  group = g_hash_table_lookup (self->groups, id);
  if (ADW_IS_PREFERENCES_GROUP (group))
    button = adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group));
  if (HKK_IS_EMAIL_GROUP (group))
    gtk_widget_grab_focus (group);
  else if (button != NULL)
    gtk_widget_grab_focus (button);
}

/* (transfer full) (nullable): the section that the focus is in. */
static char *
dup_focused (HkkProfilePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GHashTableIter iter;
  gpointer id, group;

  g_hash_table_iter_init (&iter, self->groups);
  while (focus != NULL && g_hash_table_iter_next (&iter, &id, &group))
    if (focus == group || gtk_widget_is_ancestor (focus, group))
      return g_strdup (id);
  return NULL;
}

static void
add_next (HkkProfilePage *self)
{
  g_autoptr(HkkProfileSection) section = g_list_model_get_item (self->sections, self->next++);
  GtkWidget *group = hkk_profile_group_new (section);

  gtk_box_append (self->sections_box, group);
  g_hash_table_insert (self->groups, g_strdup (hkk_profile_section_get_id (section)), group);
  if (has_email_to_confirm (self, section))
    add_email (self, section);
}

static gboolean
is_full (HkkProfilePage *self)
{
  return self->sections == NULL || self->next >= g_list_model_get_n_items (self->sections);
}

static gboolean
on_turn (gpointer data)
{
  HkkProfilePage *self = data;

  if (!is_full (self))
    add_next (self);
  if (!is_full (self))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  g_clear_object (&self->email);
  return G_SOURCE_REMOVE;
}

/* For who wants to go there now. */
static void
add_rest (HkkProfilePage *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  while (on_turn (self) == G_SOURCE_CONTINUE)
    continue;
}

static void
fill (HkkProfilePage *self,
      GListModel     *sections)
{
  g_autofree char *focused = dup_focused (self);
  HkkEmailGroup *shown = g_hash_table_lookup (self->groups, HKK_EMAIL_GROUP_ID);
  GtkWidget *child;
  gboolean again;

  if (shown != NULL)
    g_set_object (&self->email, shown);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections_box))) != NULL)
    gtk_box_remove (self->sections_box, child);
  clear_jumps (self);
  add_jumps (self, sections);
  again = self->sections != NULL;
  g_set_object (&self->sections, sections);
  self->next = 0;
  while (self->next < FIRST_SECTIONS && !is_full (self))
    add_next (self);
  /* Who has scrolled stays there. */
  if (again)
    add_rest (self);
  else
    self->filling = g_idle_add (on_turn, self);
  focus_button (self, focused);
}

static void
on_back (gpointer data)
{
  g_autoptr(HkkProfilePage) self = data;
  g_autofree char *left_at = g_steal_pointer (&self->left_at);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_button (self, left_at);
}

/* Who comes back from a form is where it was begun. The rows may be others by now, so that the view, which has its turn
 * first, cannot know. */
static void
hkk_profile_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hkk_profile_page_parent_class)->map (widget);
  if (HKK_PROFILE_PAGE (widget)->left_at != NULL)
    g_idle_add_once (on_back, g_object_ref (widget));
}

/* The same answer again leaves the rows alone: nothing jumps and the focus stays. SEEN_AT (nullable): of a copy. */
static void
show_sections (HkkProfilePage *self,
               GListModel     *sections,
               GDateTime      *seen_at)
{
  hkk_page_say_checked (HKK_PAGE (self), seen_at, seen_at != NULL);
  if (!hkk_thing_lists_equal (sections, self->sections))
    fill (self, sections);
  else
    g_set_object (&self->sections, sections);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
}

static void
on_profile (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkProfilePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sections = hkk_profile_load_finish (HKK_PORTAL (source), result, &error);

  if (!hkk_page_take (HKK_PAGE (self), sections, error))
    return;
  show_sections (self, sections, NULL);
  change_wanted (self);
}

/* --- Everything as a file --- */

static void
on_export (HkkProfilePage *self)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  /* TRANSLATORS: the name of a file; %s: a date ("2026-11-29") */
  g_autofree char *name = g_strdup_printf (_("My data at the hkk %s.zip"), day);

  hkk_file_action_run (hkk_page_get_shell (HKK_PAGE (self)), HKK_FILE_ACTION_SAVE, hkk_account_get_export_path (), name,
                       NULL);
}

/* --- Page --- */

static void
show_copy (HkkProfilePage *self)
{
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(GListModel) sections = hkk_profile_dup_copy (hkk_page_get_portal (HKK_PAGE (self)), &seen_at);

  if (sections != NULL && seen_at != NULL)
    show_sections (self, sections, seen_at);
}

static void
hkk_profile_page_reload (HkkPage *page)
{
  gtk_widget_set_visible (HKK_PROFILE_PAGE (page)->export_group,
                          hkk_portal_offers (hkk_page_get_portal (page), "export_data"));
  if (hkk_page_shows_nothing (page))
    show_copy (HKK_PROFILE_PAGE (page));
  hkk_profile_load_async (hkk_page_get_portal (page), hkk_page_get_cancellable (page), on_profile, g_object_ref (page));
}

static void
hkk_profile_page_event (HkkPage    *page,
                        const char *type,
                        const char *id,
                        const char *status)
{
  if (type == NULL || g_str_equal (type, "profile"))
    hkk_page_reload (page);
}

static void
hkk_profile_page_dispose (GObject *object)
{
  g_clear_handle_id (&HKK_PROFILE_PAGE (object)->filling, g_source_remove);
  g_clear_object (&HKK_PROFILE_PAGE (object)->email);
  G_OBJECT_CLASS (hkk_profile_page_parent_class)->dispose (object);
}

static void
hkk_profile_page_finalize (GObject *object)
{
  HkkProfilePage *self = HKK_PROFILE_PAGE (object);

  g_hash_table_unref (self->groups);
  g_clear_object (&self->sections);
  g_free (self->wanted);
  g_free (self->left_at);
  G_OBJECT_CLASS (hkk_profile_page_parent_class)->finalize (object);
}

static void
hkk_profile_page_class_init (HkkProfilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_profile_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_profile_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_profile_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_profile_page_event;
  HKK_PAGE_CLASS (klass)->open = hkk_profile_page_open;
  widget_class->map = hkk_profile_page_map;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-profile-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, checked);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, contents);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, jump_box);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, sections_box);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, password_group);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, export_group);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_install_action (widget_class, "profile.change", "s", on_change);
  gtk_widget_class_install_action (widget_class, "profile.jump", "s", on_jump);
}

static void
hkk_profile_page_init (HkkProfilePage *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  hkk_page_set_checked (HKK_PAGE (self), self->checked);
}
