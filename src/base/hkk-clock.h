/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The zone of German law, for the mock and where a portal names none. (transfer none) */
#define HKK_CLOCK_GERMANY "Europe/Berlin"
GTimeZone *hkk_clock_german_zone (void);

/* The client's one clock: this computer's, put right by what the portal says. Main thread only. */
void       hkk_clock_set_skew    (gint64      seconds);
void       hkk_clock_set_zone    (const char *identifier);
GDateTime *hkk_clock_now         (void);
char      *hkk_clock_today       (void);
GDateTime *hkk_clock_at_insurer  (GDateTime  *time);
gboolean   hkk_clock_is_german   (void);
gboolean   hkk_clock_is_foreign  (GDateTime  *time);

GDate      hkk_clock_date_of     (GDateTime  *time);
