/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-profile-page.h"

#include <glib/gi18n.h>

#include "hkk-email-group.h"
#include "hkk-form-page.h"
#include "hkk-json.h"
#include "hkk-profile-group.h"
#include "hkk-settings.h"
#include "hkk-shell.h"
#include "languages.h"

struct _HkkProfilePage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  GtkBox              *sections_box;
  AdwComboRow         *language_row;

  GSettings           *settings;      /* Owned (nullable) without an installed schema */
  GListModel          *sections;      /* Owned (nullable) until they are loaded */
  char                *wanted;        /* Owned (nullable): section to change when it is there */
};

G_DEFINE_FINAL_TYPE (HkkProfilePage, hkk_profile_page, HKK_TYPE_PAGE)

/* The languages that the program speaks, each in its own words: English and what po/LINGUAS lists. */
static const char *languages[][2] = {
  { "", N_("Language of the desktop") },
  { "en", "English" },
  HKK_LANGUAGES
};

/* --- Sections --- */

static void
change (HkkProfilePage    *self,
        HkkProfileSection *section)
{
  g_autoptr(JsonNode) values = hkk_profile_section_dup_values (section);

  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)),
                  ADW_NAVIGATION_PAGE (hkk_form_page_new_for_section (hkk_profile_section_get_form (section),
                                                                      hkk_profile_section_get_id (section),
                                                                      hkk_profile_section_get_etag (section),
                                                                      hkk_json_node_object (values))));
}

static void
change_wanted (HkkProfilePage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

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

/* An address that is new is confirmed with the code that went to it. */
static void
add_email (HkkProfilePage    *self,
           HkkProfileSection *section)
{
  g_autoptr(JsonNode) node = hkk_profile_section_dup_values (section);
  JsonObject *values = hkk_json_node_object (node);
  const char *email = hkk_json_get_string (values, "email");

  if (email != NULL && *email != '\0' &&
      hkk_portal_offers (hkk_page_get_portal (HKK_PAGE (self)), "confirm_email") &&
      !hkk_json_get_bool (values, "email_confirmed", TRUE))
    gtk_box_append (self->sections_box, hkk_email_group_new (hkk_page_get_shell (HKK_PAGE (self)), email));
}

static void
fill (HkkProfilePage *self,
      GListModel     *sections)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections_box))) != NULL)
    gtk_box_remove (self->sections_box, child);
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkProfileSection) section = g_list_model_get_item (sections, i);

      gtk_box_append (self->sections_box, hkk_profile_group_new (section));
      add_email (self, section);
    }
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
  /* The same answer again leaves the rows alone: nothing jumps and the focus stays. */
  if (!hkk_thing_lists_equal (sections, self->sections))
    fill (self, sections);
  g_set_object (&self->sections, sections);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  change_wanted (self);
}

/* --- This program --- */

static void
on_language_changed (HkkProfilePage *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);
  g_autofree char *before = self->settings != NULL ? g_settings_get_string (self->settings, "language") : NULL;

  if (self->settings == NULL || selected >= G_N_ELEMENTS (languages) || g_str_equal (before, languages[selected][0]))
    return;
  g_settings_set_string (self->settings, "language", languages[selected][0]);
  if (hkk_page_get_shell (HKK_PAGE (self)) != NULL)
    hkk_shell_say (hkk_page_get_shell (HKK_PAGE (self)), _("The language changes at the next start."));
}

static void
init_settings (HkkProfilePage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_append (names, i == 0 ? _(languages[i][1]) : languages[i][1]);
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->settings = hkk_settings_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->language_row), self->settings != NULL);
  if (self->settings == NULL)
    return;
  chosen = g_settings_get_string (self->settings, "language");
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (chosen, languages[i][0]))
      adw_combo_row_set_selected (self->language_row, i);
}

/* --- Page --- */

static void
hkk_profile_page_reload (HkkPage *page)
{
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
  g_clear_object (&HKK_PROFILE_PAGE (object)->settings);
  G_OBJECT_CLASS (hkk_profile_page_parent_class)->dispose (object);
}

static void
hkk_profile_page_finalize (GObject *object)
{
  HkkProfilePage *self = HKK_PROFILE_PAGE (object);

  g_clear_object (&self->sections);
  g_free (self->wanted);
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

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-profile-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, sections_box);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, language_row);
  gtk_widget_class_bind_template_callback (widget_class, on_language_changed);
  gtk_widget_class_install_action (widget_class, "profile.change", "s", on_change);
}

static void
hkk_profile_page_init (HkkProfilePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  init_settings (self);
}
