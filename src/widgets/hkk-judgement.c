/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-judgement.h"

#include "hkk-announce.h"

/**
 * hkk_judgement_show:
 * @label: below what is typed
 * @text: (nullable): what is to be said of it; %NULL: nothing
 * @good: whether it can be used
 *
 * Says it; aloud only once it can be used, not with each letter.
 */
void
hkk_judgement_show (GtkLabel   *label,
                    const char *text,
                    gboolean    good)
{
  gboolean was_good = FALSE;

  g_return_if_fail (GTK_IS_LABEL (label));

  was_good = gtk_widget_has_css_class (GTK_WIDGET (label), "success");
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (good)
    gtk_widget_add_css_class (GTK_WIDGET (label), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "success");
  if (good && !was_good)
    hkk_announce (GTK_WIDGET (label), text);
}
