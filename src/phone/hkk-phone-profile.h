/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Which of several simulated phones a program is: each has a folder, a binding and a window of its own. A profile is
 * its name, NULL for the phone that is there without one; the one called "tablet" is a tablet. */
#define HKK_PHONE_TABLET "tablet"

gboolean hkk_phone_profile_check           (const char  *profile,
                                            GError     **error);
gboolean hkk_phone_profile_is_tablet       (const char  *profile); /* (nullable) */
/* PROFILE is (nullable); (transfer full). */
char    *hkk_phone_profile_dup_id          (const char  *profile);
char    *hkk_phone_profile_dup_folder      (const char  *profile);
char    *hkk_phone_profile_dup_device_name (const char  *profile);
char    *hkk_phone_profile_dup_title       (const char  *profile);
char    *hkk_phone_profile_dup_strip       (const char  *profile);
