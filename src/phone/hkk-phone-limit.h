/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-device-client.h"
#include "hkk-phone-process.h"

#define HKK_TYPE_PHONE_LIMIT (hkk_phone_limit_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneLimit, hkk_phone_limit, HKK, PHONE_LIMIT, GtkBox)

/* Until when a registration goes on: said from the beginning, 5 minutes and 1 minute before the end, and at the end,
 * with what is kept; and more time. Nothing of it ticks.
 *
 * Signal: over (): it ended by the clock; who knows better sets another end. */
void hkk_phone_limit_begin    (HkkPhoneLimit   *self,
                               HkkDeviceClient *client,
                               HkkPhoneProcess *process);
/* END (nullable): NULL while nothing runs out, which hides it. */
void hkk_phone_limit_set_end  (HkkPhoneLimit   *self,
                               GDateTime       *end);
/* To the latest end that is known: nothing but the process itself runs out. */
void hkk_phone_limit_resume   (HkkPhoneLimit   *self);
/* It is over, and the portal says why. */
void hkk_phone_limit_set_over (HkkPhoneLimit   *self,
                               const char      *reason);
