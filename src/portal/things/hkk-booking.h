/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-thing.h"

G_BEGIN_DECLS

/*
 * An appointment or a video consultation. Properties: id, state ("offered", "booked", "cancelled", "past"), specialty,
 * practice, address, phone, topic, with, join-url, note, request-id (strings), minutes (int64), starts-at (GDateTime).
 */
#define HKK_TYPE_BOOKING (hkk_booking_get_type ())
G_DECLARE_FINAL_TYPE (HkkBooking, hkk_booking, HKK, BOOKING, HkkThing)
HkkBooking *hkk_booking_new_from_json (JsonObject *json);

G_END_DECLS
