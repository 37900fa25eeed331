/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-row.h"

GtkWidget *
hkk_phone_row_new (const char *title,
                   const char *subtitle,
                   const char *action,
                   GVariant   *target)
{
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                       "activatable", TRUE, "action-name", action, "action-target", target, NULL);
}
