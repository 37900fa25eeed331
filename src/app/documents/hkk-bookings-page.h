/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-booking.h"
#include "hkk-page.h"

#define HKK_TYPE_BOOKINGS_PAGE (hkk_bookings_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkBookingsPage, hkk_bookings_page, HKK, BOOKINGS_PAGE, HkkPage)

HkkBookingsPage *hkk_bookings_page_new (HkkBookingsKind kind);
