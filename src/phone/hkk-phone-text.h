/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-device-client.h"

char *hkk_phone_time_left      (guint              seconds);
/* In LABEL, and aloud when it becomes little, or more again; SECONDS is what was told last, 0 at first. */
void  hkk_phone_tell_time_left (GtkLabel          *label,
                                HkkDeviceApproval *approval,
                                guint             *seconds);
char *hkk_phone_asked          (HkkDeviceApproval *approval);
char *hkk_phone_day            (GDateTime         *time); /* (nullable) */
char *hkk_phone_moment         (GDateTime         *time); /* (nullable) */
char *hkk_phone_wrong_pin      (const GError      *error);
