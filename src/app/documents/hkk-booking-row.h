/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-booking.h"

char      *hkk_booking_row_dup_topic   (HkkThing   *booking);
GtkWidget *hkk_booking_row_new_offered (HkkThing   *booking);
void       hkk_booking_row_add_booked  (GtkListBox *list,
                                        HkkThing   *booking,
                                        gboolean    calendar);
GtkWidget *hkk_booking_row_new_past    (HkkThing   *booking);
