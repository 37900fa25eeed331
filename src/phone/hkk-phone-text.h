/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-device-client.h"

G_BEGIN_DECLS

char *hkk_phone_time_left (guint              seconds);
char *hkk_phone_asked     (HkkDeviceApproval *approval);

G_END_DECLS
