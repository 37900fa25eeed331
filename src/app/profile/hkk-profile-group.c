/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-profile-group.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-shown.h"

struct _HkkProfileGroup
{
  AdwPreferencesGroup  parent_instance;

  HkkProfileSection   *section; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkProfileGroup, hkk_profile_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_change_clicked (HkkProfileGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGE], 0);
}

static void
show_value (AdwActionRow *row,
            HkkShownRow  *shown,
            gboolean      whole)
{
  const char *value = hkk_shown_row_get_value (shown);
  g_autofree char *shortened = NULL;

  if (!*value)
    value = _("not given");
  else if (!whole)
    value = shortened = hkk_format_shortened (value);
  adw_action_row_set_subtitle (row, value);
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
                 HkkShownRow *shown)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_("Show"));
  /* TRANSLATORS: a button's name for screen readers; %s: what is shown in full ("IBAN") */
  g_autofree char *name = g_strdup_printf (_("Show %s"), hkk_shown_row_get_label (shown));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_show_toggled), shown, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (HkkShownRow *shown)
{
  GtkWidget *row = hkk_row_new_shown (shown);
  gboolean sensitive = hkk_shown_row_get_sensitive (shown);

  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "hkk-number");
  show_value (ADW_ACTION_ROW (row), shown, !sensitive);
  if (sensitive && *hkk_shown_row_get_value (shown))
    add_show_button (row, shown);
  return row;
}

static void
add_change_button (HkkProfileGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Change"));
  /* TRANSLATORS: a button's name for screen readers; %s: a section ("Address") */
  g_autofree char *name = g_strdup_printf (_("Change: %s"), hkk_profile_section_get_title (self->section));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_change_clicked), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

static void
hkk_profile_group_dispose (GObject *object)
{
  g_clear_object (&HKK_PROFILE_GROUP (object)->section);
  G_OBJECT_CLASS (hkk_profile_group_parent_class)->dispose (object);
}

static void
hkk_profile_group_class_init (HkkProfileGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_profile_group_dispose;

  signals[SIGNAL_CHANGE] = g_signal_new ("change", HKK_TYPE_PROFILE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hkk_profile_group_init (HkkProfileGroup *self)
{
}

/**
 * hkk_profile_group_new:
 * @section: what to show
 *
 * Returns: (transfer floating): a group with its values, sensitive ones shortened, and "Change" if there is a form for it
 */
HkkProfileGroup *
hkk_profile_group_new (HkkProfileSection *section)
{
  HkkProfileGroup *self = g_object_new (HKK_TYPE_PROFILE_GROUP, NULL);
  GListModel *rows = hkk_profile_section_get_rows (section);
  g_autofree char *title = hkk_format_markup (hkk_profile_section_get_title (section));
  g_autofree char *text = hkk_format_markup (hkk_thing_get_string (HKK_THING (section), "text"));

  self->section = g_object_ref (section);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), *text ? text : NULL);
  if (hkk_profile_section_get_form (section))
    add_change_button (self);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) shown = g_list_model_get_item (rows, i);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), make_row (shown));
    }
  return self;
}

/**
 * hkk_profile_group_get_section:
 * @self: a group
 *
 * Returns: (transfer none): what it shows
 */
HkkProfileSection *
hkk_profile_group_get_section (HkkProfileGroup *self)
{
  g_return_val_if_fail (HKK_IS_PROFILE_GROUP (self), NULL);

  return self->section;
}
