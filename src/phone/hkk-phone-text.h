/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-device-client.h"

char *hkk_phone_time_left (guint              seconds);
char *hkk_phone_asked     (HkkDeviceApproval *approval);
char *hkk_phone_moment    (GDateTime         *time); /* (nullable) */
char *hkk_phone_wrong_pin (const GError      *error);
