/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Moments of the portal, in the insurer's zone. */
char *hkk_format_day         (GDateTime  *time);
char *hkk_format_day_heading (GDateTime *time);
char *hkk_format_clock       (GDateTime  *time);
char *hkk_format_moment      (GDateTime  *time);
char *hkk_format_month       (GDateTime  *time);
char *hkk_format_zone_note   (const char *text,
                              GDateTime  *written);
/* Moments of this program, in the computer's zone. */
char *hkk_format_own_moment  (GDateTime  *time);
char *hkk_format_checked     (GDateTime  *at);
char *hkk_format_stored      (GDateTime  *at);
char *hkk_format_own_clock   (GDateTime  *time);

char *hkk_format_iso_day     (const char *iso_date);
char *hkk_format_isolate     (const char *text);
char *hkk_format_alone       (const char *text);
char *hkk_format_shortened   (const char *value);
char *hkk_format_markup      (const char *text);
