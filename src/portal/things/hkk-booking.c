/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-booking.h"

struct _HkkBooking
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkBooking, hkk_booking, HKK_TYPE_THING)

static const HkkThingField booking_fields[] = {
  { "state", HKK_THING_STRING, NULL },
  { "specialty", HKK_THING_STRING, NULL },
  { "practice", HKK_THING_STRING, NULL },
  { "address", HKK_THING_STRING, NULL },
  { "phone", HKK_THING_STRING, NULL },
  { "topic", HKK_THING_STRING, NULL },
  { "with", HKK_THING_STRING, NULL },
  { "join-url", HKK_THING_STRING, NULL },
  { "note", HKK_THING_STRING, NULL },
  { "request-id", HKK_THING_STRING, NULL },
  { "minutes", HKK_THING_INT, NULL },
  { "starts-at", HKK_THING_TIME, NULL },
  { NULL }
};

static void
hkk_booking_class_init (HkkBookingClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), booking_fields);
}

static void
hkk_booking_init (HkkBooking *self)
{
}

/**
 * hkk_booking_new_from_json:
 * @json: APPOINTMENT or a video consultation
 *
 * Returns: (transfer full):
 */
HkkBooking *
hkk_booking_new_from_json (JsonObject *json)
{
  return hkk_thing_new_from_json (HKK_TYPE_BOOKING, json);
}
