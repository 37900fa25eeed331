/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

/* Asks whether to order a letter, orders it with the sign-in of the Service-App, and shows over PAGE what becomes of
 * it. BUTTON, on PAGE, asked for it. */
void hkk_phone_letter_ask (HkkPhonePage *page,
                           GtkWidget    *button);
