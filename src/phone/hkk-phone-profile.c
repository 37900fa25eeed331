/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-profile.h"

#include <glib/gi18n.h>
#include <string.h>

#include "config.h"

#define MAX_LENGTH 30

/**
 * hkk_phone_profile_check:
 * @profile: what was typed as the name of a profile
 * @error: what a name has to be
 *
 * Returns: whether it can be one
 */
gboolean
hkk_phone_profile_check (const char  *profile,
                         GError     **error)
{
  gsize length;

  g_return_val_if_fail (profile != NULL, FALSE);

  length = strlen (profile);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (profile[i]) && profile[i] != '-' && profile[i] != '_')
      length = 0;
  if (length > 0 && length <= MAX_LENGTH)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* TRANSLATORS: on the command line; “--profile” stays; %u: a number of characters */
               _("The name after --profile can have up to %u characters: the letters A to Z, digits, “-” and “_”."),
               MAX_LENGTH);
  return FALSE;
}

/**
 * hkk_phone_profile_is_tablet:
 *
 * Returns: whether it plays a tablet, and not a smartphone
 */
gboolean
hkk_phone_profile_is_tablet (const char *profile)
{
  return g_strcmp0 (profile, HKK_PHONE_TABLET) == 0;
}

/**
 * hkk_phone_profile_dup_id:
 *
 * Returns: the application's id: one program for each profile. A sandbox lets a program have the names below its own.
 */
char *
hkk_phone_profile_dup_id (const char *profile)
{
  /* A part of a name on the bus must not begin with a digit. */
  return profile != NULL ? g_strconcat (HKK_PHONE_ID ".profile_", profile, NULL) : g_strdup (HKK_PHONE_ID);
}

/**
 * hkk_phone_profile_dup_folder:
 *
 * Returns: (type filename): the folder's name, in that of the demo
 */
char *
hkk_phone_profile_dup_folder (const char *profile)
{
  return profile != NULL ? g_strconcat ("phone-", profile, NULL) : g_strdup ("phone");
}

/**
 * hkk_phone_profile_dup_device_name:
 *
 * Returns: what the device is called in the lists of devices and of sessions, until its person calls it something else
 */
char *
hkk_phone_profile_dup_device_name (const char *profile)
{
  if (hkk_phone_profile_is_tablet (profile))
    /* TRANSLATORS: the name that a newly registered tablet gets in the lists of devices and of sessions. */
    return g_strdup (_("Simulated tablet"));
  if (profile == NULL)
    /* TRANSLATORS: the name that a newly registered phone gets in the lists of devices and of sessions. */
    return g_strdup (_("Simulated phone"));
  /* TRANSLATORS: the same, of one of several phones; %s: its name, as it was typed on the command line. */
  return g_strdup_printf (_("Simulated phone “%s”"), profile);
}

/**
 * hkk_phone_profile_dup_title:
 *
 * Returns: the title of the window
 */
char *
hkk_phone_profile_dup_title (const char *profile)
{
  if (hkk_phone_profile_is_tablet (profile))
    /* TRANSLATORS: Title of the window that plays a tablet. "Service-App" is a name. */
    return g_strdup (_("Service-App simulator: tablet"));
  if (profile == NULL)
    /* TRANSLATORS: Title of the window that plays the phone. "Service-App" is a name. */
    return g_strdup (_("Service-App simulator"));
  /* TRANSLATORS: Title of a window that plays one of several phones; %s: which. "Service-App" is a name. */
  return g_strdup_printf (_("Service-App simulator: %s"), profile);
}

/**
 * hkk_phone_profile_dup_strip:
 *
 * Returns: the sentence that stands above everything
 */
char *
hkk_phone_profile_dup_strip (const char *profile)
{
  if (hkk_phone_profile_is_tablet (profile))
    /* TRANSLATORS: A permanent strip that marks the program as a simulator. */
    return g_strdup (_("SIMULATOR – this is not a real tablet"));
  if (profile == NULL)
    /* TRANSLATORS: A permanent strip that marks the program as a simulator. */
    return g_strdup (_("SIMULATOR – this is not a real phone"));
  /* TRANSLATORS: The same on one of several phones; %s: which. */
  return g_strdup_printf (_("SIMULATOR “%s” – this is not a real phone"), profile);
}
