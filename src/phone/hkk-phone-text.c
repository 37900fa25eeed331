/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-text.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-json.h"
#include "hkk-portal-error.h"

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

#define EXTENDED_S 5 /* who has so many seconds more than before was given more */

void
hkk_phone_tell_time_left (GtkLabel          *label,
                          HkkDeviceApproval *approval,
                          guint             *seconds)
{
  guint left = hkk_device_approval_get_seconds_left (approval);
  gboolean extended = *seconds > 0 && left > *seconds + EXTENDED_S;
  g_autofree char *text = hkk_phone_time_left (left);

  if (left != *seconds && (extended || left == 60 || left == 30 || left == 10 || left == 0))
    hkk_announce (GTK_WIDGET (label), text);
  gtk_label_set_label (label, text);
  *seconds = left;
}

/* Who asked, and when. (transfer full) */
char *
hkk_phone_asked (HkkDeviceApproval *approval)
{
  g_autoptr(GDateTime) at = hkk_device_approval_get_requested_at (approval);
  const char *who = hkk_device_approval_get_requested_by (approval);
  g_autoptr(GDateTime) local = at != NULL ? g_date_time_to_local (at) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;

  if (who != NULL && time != NULL && hkk_device_approval_is_by_device (approval))
    /* TRANSLATORS: first %s: name of the smartphone or tablet that asked; second %s: the time, such as 14:02. */
    return g_strdup_printf (_("Asked for by the device “%s” at %s"), who, time);
  if (who != NULL && time != NULL)
    /* TRANSLATORS: first %s: name of the computer that asked; second %s: the time, such as 14:02. */
    return g_strdup_printf (_("Asked for by the computer “%s” at %s"), who, time);
  return g_strdup (hkk_device_approval_is_by_device (approval) ? _("Asked for by another device of yours")
                                                               : _("Asked for by your computer"));
}

static char *
day_text (GDateTime *here)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GDateTime) local_now = g_date_time_to_local (now);
  GDate date = hkk_clock_date_of (here);
  GDate today = hkk_clock_date_of (local_now);
  int ago = g_date_days_between (&date, &today);

  if (ago == 0)
    return g_strdup (_("today"));
  return ago == 1 ? g_strdup (_("yesterday")) : hkk_date_words (&date, HKK_DATE_WORDS_NEAR, NULL, NULL);
}

/* Its day, where the phone is. (transfer full) */
char *
hkk_phone_day (GDateTime *time)
{
  g_autoptr(GDateTime) here = time != NULL ? g_date_time_to_local (time) : NULL;

  return here != NULL ? day_text (here) : g_strdup ("");
}

/* Its day and time of day, where the phone is. (transfer full) */
char *
hkk_phone_moment (GDateTime *time)
{
  g_autoptr(GDateTime) here = time != NULL ? g_date_time_to_local (time) : NULL;
  g_autofree char *day = here != NULL ? day_text (here) : NULL;
  /* TRANSLATORS: a time of day, hours and minutes; strftime format of g_date_time_format() */
  g_autofree char *clock = here != NULL ? g_date_time_format (here, _("%H:%M")) : NULL;

  if (clock == NULL)
    return g_strdup ("");
  /* TRANSLATORS: first %s: a day ("today", "Mon, 14 December"); second %s: a time of day ("14:02") */
  return g_strdup_printf (_("%s, %s"), day, clock);
}

#define SOON_S (5 * 60)
#define LAST_S 60

HkkPhoneStage
hkk_phone_stage_at (GDateTime *end,
                    GDateTime *now)
{
  GTimeSpan left = end != NULL ? g_date_time_difference (end, now) : 0;

  if (end == NULL)
    return HKK_PHONE_STAGE_NONE;
  if (left <= 0)
    return HKK_PHONE_STAGE_OVER;
  if (left <= LAST_S * G_TIME_SPAN_SECOND)
    return HKK_PHONE_STAGE_LAST;
  return left <= SOON_S * G_TIME_SPAN_SECOND ? HKK_PHONE_STAGE_SOON : HKK_PHONE_STAGE_TIME;
}

static char *
with_what_helps (const char *left,
                 gboolean    more)
{
  return g_strjoin ("\n", left, more
    ? _("Choose “More time” if you need it. Otherwise you start again; your insurance number and date of birth are "
        "kept.")
    : _("Then you start again; your insurance number and date of birth are kept."), NULL);
}

char *
hkk_phone_over_words (const char *reason)
{
  return g_strjoin ("\n", reason, _("Your insurance number and date of birth are kept."), NULL);
}

char *
hkk_phone_limit_words (HkkPhoneStage  stage,
                       GDateTime     *end,
                       gboolean       more)
{
  g_autofree char *moment = hkk_phone_moment (end);
  g_autofree char *left = NULL;

  switch (stage)
    {
    case HKK_PHONE_STAGE_TIME:
      return g_strdup_printf (more
        /* TRANSLATORS: %s: a day and a time of day ("today, 15:10"): until then the registration must be done */
        ? _("You have time until %s. Before that you can get more.")
        /* TRANSLATORS: %s: a day and a time of day ("today, 15:10"): until then the registration must be done */
        : _("You have time until %s."), moment);
    case HKK_PHONE_STAGE_SOON:
      /* TRANSLATORS: %s: a day and a time of day ("today, 15:10"): until then the registration must be done */
      left = g_strdup_printf (_("There are less than 5 minutes left: you have time until %s."), moment);
      return with_what_helps (left, more);
    case HKK_PHONE_STAGE_LAST:
      /* TRANSLATORS: %s: a day and a time of day ("today, 15:10"): until then the registration must be done */
      left = g_strdup_printf (_("There is less than one minute left: you have time until %s."), moment);
      return with_what_helps (left, more);
    case HKK_PHONE_STAGE_OVER:
      return hkk_phone_over_words (_("Time ran out. Nothing was changed."));
    case HKK_PHONE_STAGE_NONE:
    default:
      return g_strdup ("");
    }
}

GDateTime *
hkk_phone_time (JsonObject *answer,
                const char *member)
{
  const char *text = hkk_json_get_string (answer, member);

  return text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

/* ERROR has the code "wrong_pin". (transfer full) */
char *
hkk_phone_wrong_pin (const GError *error)
{
  gint64 said = hkk_json_get_int (hkk_problem_get_extra (hkk_portal_error_get_problem (error)), "left", 0);
  guint left = (guint) CLAMP (said, 0, 99);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
    /* TRANSLATORS: %u: how often the PIN can still be typed before the device is locked. */
    "The approval PIN is wrong. You can try %u more time, then the device is locked.",
    "The approval PIN is wrong. You can try %u more times, then the device is locked.", (gulong) left), left);
}
