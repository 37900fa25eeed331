/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-text.h"

#include <glib/gi18n.h>

/* How long an approval can still be given, in words. (transfer full) */
char *
hkk_phone_time_left (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_("Time ran out."));
  if (seconds < 60)
    /* TRANSLATORS: %u is the number of seconds in which the approval can still be given. */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u second left", "%u seconds left", seconds), seconds);
  /* TRANSLATORS: %u is the number of minutes in which the approval can still be given. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute left", "%u minutes left", (seconds + 30) / 60),
                          (seconds + 30) / 60);
}

/* Who asked, and when. (transfer full) */
char *
hkk_phone_asked (HkkDeviceApproval *approval)
{
  g_autoptr(GDateTime) at = hkk_device_approval_get_requested_at (approval);
  const char *who = hkk_device_approval_get_requested_by (approval);
  g_autoptr(GDateTime) local = at != NULL ? g_date_time_to_local (at) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;

  if (who != NULL && time != NULL)
    /* TRANSLATORS: first %s: name of the computer that asked; second %s: the time, such as 14:02. */
    return g_strdup_printf (_("Asked for by the computer “%s” at %s"), who, time);
  return g_strdup (_("Asked for by your computer"));
}
