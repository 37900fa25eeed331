/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-preferences-dialog.h"

#include "hkk-header-bar.h"
#include "hkk-language.h"
#include "hkk-settings.h"

struct _HkkPreferencesDialog
{
  AdwDialog     parent_instance;

  AdwComboRow  *language_row;
  AdwComboRow  *appearance_row;
  AdwSwitchRow *hide_row;
  AdwSwitchRow *clipboard_row;
  AdwSwitchRow *copy_row;
  AdwComboRow  *notifications_row;
};

G_DEFINE_FINAL_TYPE (HkkPreferencesDialog, hkk_preferences_dialog, ADW_TYPE_DIALOG)

/* In the order of the rows in the template; the words of the schema. */
static const char * const appearances[] = { "system", "light", "dark", NULL };
static const char * const notifications[] = { "off", "without-names", "with-names", NULL };

/* A value that is in no row leaves the row as it is. */
static gboolean
to_position (GValue   *position,
             GVariant *word,
             gpointer  data)
{
  const char * const *choices = data;

  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], g_variant_get_string (word, NULL)))
      {
        g_value_set_uint (position, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
to_word (const GValue       *position,
         const GVariantType *type,
         gpointer            data)
{
  const char * const *choices = data;

  for (guint i = 0; choices[i] != NULL; i++)
    if (i == g_value_get_uint (position))
      return g_variant_new_string (choices[i]);
  return NULL;
}

static void
bind_choice (GSettings          *settings,
             const char         *key,
             AdwComboRow        *row,
             const char * const *choices)
{
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, to_position, to_word,
                                (gpointer) choices, NULL);
}

static void
list_languages (HkkPreferencesDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (const char * const *code = hkk_language_get_codes (); *code != NULL; code++)
    gtk_string_list_append (names, hkk_language_get_name (*code));
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
}

static void
hkk_preferences_dialog_class_init (HkkPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPreferencesDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPreferencesDialog, appearance_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPreferencesDialog, hide_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPreferencesDialog, clipboard_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPreferencesDialog, copy_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPreferencesDialog, notifications_row);
}

static void
hkk_preferences_dialog_init (HkkPreferencesDialog *self)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  list_languages (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), settings != NULL);
  if (settings == NULL)
    return;
  bind_choice (settings, "language", self->language_row, hkk_language_get_codes ());
  bind_choice (settings, "appearance", self->appearance_row, appearances);
  bind_choice (settings, "notifications", self->notifications_row, notifications);
  g_settings_bind (settings, "hide-content", self->hide_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "clear-clipboard", self->clipboard_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "local-copy", self->copy_row, "active", G_SETTINGS_BIND_DEFAULT);
}

/**
 * hkk_preferences_dialog_new:
 *
 * Returns: (transfer floating): the dialog; nothing in it can be changed where the schema is not installed
 */
HkkPreferencesDialog *
hkk_preferences_dialog_new (void)
{
  return g_object_new (HKK_TYPE_PREFERENCES_DIALOG, NULL);
}

static gboolean
to_scheme (GValue   *scheme,
           GVariant *word,
           gpointer  data)
{
  const char *appearance = g_variant_get_string (word, NULL);

  if (g_str_equal (appearance, "dark"))
    g_value_set_enum (scheme, ADW_COLOR_SCHEME_FORCE_DARK);
  else if (g_str_equal (appearance, "light"))
    g_value_set_enum (scheme, ADW_COLOR_SCHEME_FORCE_LIGHT);
  else
    g_value_set_enum (scheme, ADW_COLOR_SCHEME_DEFAULT);
  return TRUE;
}

/**
 * hkk_preferences_bind_appearance:
 * @settings: the person's settings
 * @manager: what gives the program its colours; follows @settings from now on
 */
void
hkk_preferences_bind_appearance (GSettings       *settings,
                                 AdwStyleManager *manager)
{
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (ADW_IS_STYLE_MANAGER (manager));

  g_settings_bind_with_mapping (settings, "appearance", manager, "color-scheme", G_SETTINGS_BIND_GET, to_scheme, NULL,
                                NULL, NULL);
}
