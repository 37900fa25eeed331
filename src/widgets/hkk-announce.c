/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-announce.h"

/* Its window says it: what comes from a widget that is not shown yet is lost, and Orca takes what two widgets of a
 * program say within a tenth of a second for noise, but not what a window says. */
static void
announce (GtkWidget                         *widget,
          const char                        *text,
          GtkAccessibleAnnouncementPriority  priority)
{
  GtkRoot *window = gtk_widget_get_root (widget);

  if (window != NULL && text != NULL && *text != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (window), text, priority);
}

/**
 * hkk_announce:
 * @widget: what it is about; what is in no window says nothing
 * @text: (nullable): a sentence
 *
 * Has a screen reader say @text when it has said the rest.
 */
void
hkk_announce (GtkWidget  *widget,
              const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  announce (widget, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * hkk_announce_now:
 * @widget: what it is about; what is in no window says nothing
 * @text: (nullable): a sentence that the person must not miss, such as an error or how something ended
 *
 * Has a screen reader say @text at once.
 */
void
hkk_announce_now (GtkWidget  *widget,
                  const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  announce (widget, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
