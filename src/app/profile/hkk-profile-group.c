/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-profile-group.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-shown.h"

static void
show_value (AdwActionRow *row,
            HkkShownRow  *shown,
            gboolean      whole)
{
  const char *value = hkk_shown_row_get_value (shown);
  g_autofree char *shortened = NULL;
  g_autofree char *alone = NULL;

  if (!*value)
    value = _("not given");
  else if (!whole)
    value = shortened = hkk_format_shortened (value);
  alone = hkk_format_alone (value);
  adw_action_row_set_subtitle (row, alone);
}

static void
on_show_toggled (GtkToggleButton *button,
                 gpointer         data)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);

  show_value (ADW_ACTION_ROW (row), data, gtk_toggle_button_get_active (button));
}

static void
add_show_button (GtkWidget   *row,
                 HkkShownRow *shown,
                 const char  *section)
{
  /* TRANSLATORS: Button, a verb: makes a shortened number visible in full */
  GtkWidget *button = gtk_toggle_button_new_with_label (C_("button", "Show"));
  g_autofree char *label = hkk_format_isolate (hkk_shown_row_get_label (shown));
  g_autofree char *isolated = hkk_format_isolate (section);
  /* TRANSLATORS: of what a button is; %1$s: "Account number", %2$s: its section ("Bank details") */
  g_autofree char *of = g_strdup_printf (C_("something of a section", "%1$s, %2$s"), label, isolated);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  hkk_button_say_of (GTK_BUTTON (button), of);
  g_signal_connect_data (button, "toggled", G_CALLBACK (on_show_toggled), g_object_ref (shown),
                         (GClosureNotify) g_object_unref, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (HkkShownRow *shown,
          const char  *section)
{
  GtkWidget *row = hkk_row_new_shown (shown);
  gboolean sensitive = hkk_shown_row_get_sensitive (shown);

  gtk_widget_add_css_class (row, "hkk-number");
  show_value (ADW_ACTION_ROW (row), shown, !sensitive);
  if (sensitive && *hkk_shown_row_get_value (shown))
    add_show_button (row, shown, section);
  return row;
}

/* Tab goes from group to group, the arrows from row to row: a person has some fifty of them. */
static void
add_row (AdwPreferencesGroup *self,
         GtkWidget           *row)
{
  adw_preferences_group_add (self, row);
  gtk_list_box_set_tab_behavior (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_TAB_ITEM);
}

static GtkWidget *
make_change_button (HkkProfileSection *section)
{
  gboolean empty = g_list_model_get_n_items (hkk_profile_section_get_rows (section)) == 0;
  GtkWidget *button = gtk_button_new_with_label (empty ? C_("section", "Add") : C_("button", "Change"));
  g_autofree char *isolated = hkk_format_isolate (hkk_profile_section_get_title (section));
  g_autofree char *name = NULL;

  if (empty)
    /* TRANSLATORS: a button's name for screen readers; %s: a section that is empty ("Delivery address") */
    name = g_strdup_printf (_("Add: %s"), isolated);
  else
    /* TRANSLATORS: a button's name for screen readers; %s: a section ("Address") */
    name = g_strdup_printf (_("Change: %s"), isolated);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  hkk_button_name (GTK_BUTTON (button), name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hkk_profile_section_get_id (section));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "profile.change");
  return button;
}

/* Who looks here for their card may have lost it. */
static GtkWidget *
make_card_row (void)
{
  GtkWidget *row = hkk_row_new (_("New health card"), "");

  hkk_row_lead (row, "win.open-service", "health-card");
  return row;
}

/**
 * hkk_profile_group_new:
 * @section: what to show
 *
 * Returns: (transfer floating) (type AdwPreferencesGroup): its values, sensitive ones shortened, and "Change" if there
 *   is a form for it, or "Add" where there is nothing yet, which is the action "profile.change" with the section's id
 */
GtkWidget *
hkk_profile_group_new (HkkProfileSection *section)
{
  AdwPreferencesGroup *self = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GListModel *rows = hkk_profile_section_get_rows (section);
  g_autofree char *title = hkk_format_markup (hkk_profile_section_get_title (section));
  g_autofree char *text = hkk_format_markup (hkk_thing_get_string (HKK_THING (section), "text"));

  adw_preferences_group_set_title (self, title);
  adw_preferences_group_set_description (self, *text ? text : NULL);
  if (hkk_profile_section_get_form (section) != NULL)
    adw_preferences_group_set_header_suffix (self, make_change_button (section));
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) shown = g_list_model_get_item (rows, i);

      add_row (self, make_row (shown, hkk_profile_section_get_title (section)));
    }
  if (g_str_equal (hkk_profile_section_get_id (section), "health_card"))
    add_row (self, make_card_row ());
  return GTK_WIDGET (self);
}
