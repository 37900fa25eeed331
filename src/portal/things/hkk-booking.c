/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-booking.h"

#include "hkk-load.h"

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
  { "cancellable-until", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkBooking, hkk_booking, booking_fields,
                  "id:k state:s starts_at:t minutes:n note:s? phone:s? request_id:k? join_url:s? "
                  "cancellable_until:t?")

static const HkkLoad loads[] = {
  [HKK_BOOKINGS_APPOINTMENTS] = { .get_type = hkk_booking_get_type, .list = "items",
                                  .needs = "specialty:s practice:s address:s" },
  [HKK_BOOKINGS_VIDEO] = { .get_type = hkk_booking_get_type, .list = "items", .needs = "topic:s with:s" },
};

static const char * const routes[] = {
  [HKK_BOOKINGS_APPOINTMENTS] = "/v1/appointments",
  [HKK_BOOKINGS_VIDEO] = "/v1/video-consultations",
};

/**
 * hkk_bookings_load_async:
 * @kind: doctor appointments or video consultations
 *
 * Loads what is offered, booked and past.
 */
void
hkk_bookings_load_async (HkkPortal           *portal,
                         HkkBookingsKind      kind,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (kind < G_N_ELEMENTS (routes));

  path = hkk_portal_path (routes[kind], "limit", "100", NULL);
  hkk_load_async (portal, &loads[kind], path, NULL, hkk_bookings_load_async, cancellable, callback, data);
}

/**
 * hkk_bookings_load_finish:
 *
 * Returns: (transfer full) (nullable): the appointments; items are #HkkBooking
 */
GListModel *
hkk_bookings_load_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return hkk_load_finish (portal, result, hkk_bookings_load_async, NULL, error);
}

/**
 * hkk_booking_set_booked_async:
 * @kind: what it is
 * @id: an appointment
 * @booked: %TRUE books what is offered, %FALSE gives up what is booked
 *
 * Books or cancels. Finish with hkk_portal_change_finish().
 */
void
hkk_booking_set_booked_async (HkkPortal           *portal,
                              HkkBookingsKind      kind,
                              const char          *id,
                              gboolean             booked,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autofree char *place = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (kind < G_N_ELEMENTS (routes));
  g_return_if_fail (id != NULL);

  place = hkk_load_path ("/", id, "/booking");
  path = g_strconcat (routes[kind], place, NULL);
  hkk_portal_send_async (portal, booked ? "POST" : "DELETE", path, NULL, NULL, cancellable, callback, data);
}

/**
 * hkk_booking_dup_calendar_path:
 * @kind: what it is
 * @id: an appointment that is booked
 *
 * Returns: (transfer full) (nullable): the route of its calendar file, for hkk_portal_new_download(); %NULL if the
 *   portal writes none
 */
char *
hkk_booking_dup_calendar_path (HkkPortal       *portal,
                               HkkBookingsKind  kind,
                               const char      *id)
{
  static const char * const operations[] = {
    [HKK_BOOKINGS_APPOINTMENTS] = "get_appointment_calendar",
    [HKK_BOOKINGS_VIDEO] = "get_video_calendar",
  };
  g_autofree char *place = NULL;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (kind < G_N_ELEMENTS (routes), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (!hkk_portal_offers (portal, operations[kind]))
    return NULL;
  place = hkk_load_path ("/", id, "/calendar");
  return g_strconcat (routes[kind], place, NULL);
}
