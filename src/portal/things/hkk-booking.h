/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/*
 * An appointment or a video consultation. Properties: id, state ("offered", "booked", "cancelled", "past"), specialty,
 * practice, address, phone, topic, with, join-url, note, request-id (strings), minutes (int64), starts-at (GDateTime).
 */
#define HKK_TYPE_BOOKING (hkk_booking_get_type ())
G_DECLARE_FINAL_TYPE (HkkBooking, hkk_booking, HKK, BOOKING, HkkThing)

typedef enum
{
  HKK_BOOKINGS_APPOINTMENTS,
  HKK_BOOKINGS_VIDEO,
} HkkBookingsKind;

void        hkk_bookings_load_async      (HkkPortal            *portal,
                                          HkkBookingsKind       kind,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
GListModel *hkk_bookings_load_finish     (HkkPortal            *portal,
                                          GAsyncResult         *result,
                                          GError              **error);
void        hkk_booking_set_booked_async (HkkPortal            *portal,
                                          HkkBookingsKind       kind,
                                          const char           *id,
                                          gboolean              booked,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
char       *hkk_booking_dup_calendar_path (HkkPortal           *portal,
                                           HkkBookingsKind      kind,
                                           const char          *id);
