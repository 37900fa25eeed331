/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-error-help.h"

#include <glib/gi18n.h>

#include "hkk-row.h"

struct _HkkErrorHelp
{
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkErrorHelp, hkk_error_help, GTK_TYPE_BUTTON)

static void
hkk_error_help_class_init (HkkErrorHelpClass *klass)
{
}

static void
hkk_error_help_init (HkkErrorHelp *self)
{
  gtk_button_set_use_underline (GTK_BUTTON (self), TRUE);
  gtk_button_set_label (GTK_BUTTON (self), _("_Help"));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hkk_error_help_new:
 *
 * Returns: (transfer floating): a button that is not shown yet
 */
HkkErrorHelp *
hkk_error_help_new (void)
{
  return g_object_new (HKK_TYPE_ERROR_HELP, NULL);
}

/**
 * hkk_error_help_show:
 * @answer: (nullable): the id of an entry of the help; hkk_error_get_answer() knows that of an error
 *
 * Leads there, or is not shown.
 */
void
hkk_error_help_show (HkkErrorHelp *self,
                     const char   *answer)
{
  g_return_if_fail (HKK_IS_ERROR_HELP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), answer != NULL);
  if (answer != NULL)
    hkk_button_set_answer (GTK_BUTTON (self), answer);
}

/**
 * hkk_error_help_say_of:
 * @of: what the error is about
 *
 * Its name for screen readers says it, among others.
 */
void
hkk_error_help_say_of (HkkErrorHelp *self,
                       const char   *of)
{
  g_return_if_fail (HKK_IS_ERROR_HELP (self));

  hkk_button_say_of (GTK_BUTTON (self), of);
}
