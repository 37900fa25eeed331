/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-notice.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"

struct _HkkFileNotice
{
  AdwActionRow  parent_instance;

  GFile        *file; /* Owned (nullable): what can be tried again */
};

enum
{
  DISMISSED,
  AGAIN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkFileNotice, hkk_file_notice, ADW_TYPE_ACTION_ROW)

static void
on_dismiss (HkkFileNotice *self)
{
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
on_again (HkkFileNotice *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static void
hkk_file_notice_finalize (GObject *object)
{
  g_clear_object (&HKK_FILE_NOTICE (object)->file);

  G_OBJECT_CLASS (hkk_file_notice_parent_class)->finalize (object);
}

static void
hkk_file_notice_class_init (HkkFileNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_file_notice_finalize;

  signals[DISMISSED] = g_signal_new ("dismissed", HKK_TYPE_FILE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[AGAIN] = g_signal_new ("again", HKK_TYPE_FILE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
hkk_file_notice_init (HkkFileNotice *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("dialog-error-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

/**
 * hkk_file_notice_new:
 * @name: what the file is called, or where it came from
 * @message: why it was not added
 * @file: (nullable): what can be tried again
 *
 * Returns: (transfer floating): a row
 */
HkkFileNotice *
hkk_file_notice_new (const char *name,
                     const char *message,
                     GFile      *file)
{
  HkkFileNotice *self = g_object_new (HKK_TYPE_FILE_NOTICE, NULL);
  g_autofree char *isolated = hkk_format_isolate (name);
  /* TRANSLATORS: button beside a file that could not be added; %s is its name */
  g_autofree char *again = g_strdup_printf (_("Try %s again"), isolated);
  /* TRANSLATORS: button beside a file that could not be added or uploaded, leads to the help; %s is its name */
  g_autofree char *help = g_strdup_printf (_("Help with %s"), isolated);
  GtkWidget *button;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), message);
  if (file != NULL)
    {
      self->file = g_object_ref (file);
      button = hkk_row_add_button (GTK_WIDGET (self), "view-refresh-symbolic", again);
      gtk_widget_set_tooltip_text (button, again);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
    }
  hkk_row_add_action (GTK_WIDGET (self), "help-about-symbolic", help, "app.answer", g_variant_new_string ("files"));
  button = hkk_row_add_button (GTK_WIDGET (self), "window-close-symbolic", _("Hide this message"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_dismiss), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hkk_file_notice_dup_sentence:
 * @name: what the file is called, or where it came from
 * @message: why it was not added
 *
 * Returns: (transfer full): what a notice says, as it is spoken
 */
char *
hkk_file_notice_dup_sentence (const char *name,
                              const char *message)
{
  g_autofree char *isolated = hkk_format_isolate (name);

  /* TRANSLATORS: %1$s is the name of a file, or where it came from ("Clipboard"), %2$s a sentence that says why */
  return g_strdup_printf (_("Not added: %1$s. %2$s"), isolated, message);
}

/**
 * hkk_file_notice_get_file:
 *
 * Returns: (transfer none) (nullable): what can be tried again
 */
GFile *
hkk_file_notice_get_file (HkkFileNotice *self)
{
  g_return_val_if_fail (HKK_IS_FILE_NOTICE (self), NULL);

  return self->file;
}
