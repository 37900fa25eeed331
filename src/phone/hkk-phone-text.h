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
/* How much of a limit is left. */
typedef enum
{
  HKK_PHONE_STAGE_NONE, /* nothing runs out */
  HKK_PHONE_STAGE_TIME,
  HKK_PHONE_STAGE_SOON, /* 5 minutes */
  HKK_PHONE_STAGE_LAST, /* 1 minute */
  HKK_PHONE_STAGE_OVER,
} HkkPhoneStage;

HkkPhoneStage hkk_phone_stage_at (GDateTime *end, GDateTime *now); /* END is nullable */
/* What is said of the end of a registration: MORE: it can be put off. (transfer full) */
char *hkk_phone_limit_words    (HkkPhoneStage      stage,
                                GDateTime         *end, /* (nullable) */
                                gboolean           more);
/* REASON, why a registration is over, and what is kept of it. (transfer full) */
char *hkk_phone_over_words     (const char        *reason);
/* A moment in an answer. (transfer full) (nullable) */
GDateTime *hkk_phone_time      (JsonObject        *answer,
                                const char        *member);
char *hkk_phone_wrong_pin      (const GError      *error);
