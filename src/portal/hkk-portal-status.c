/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the portal says about itself: the zone of its day. */
#include "hkk-portal-private.h"

#include "hkk-clock.h"
#include "hkk-json.h"

static void
on_status (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPortal) self = data;
  /* Without an answer what was known stays; the next call says what is wrong. */
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, NULL);

  if (answer != NULL)
    hkk_clock_set_zone (hkk_json_get_string (hkk_answer_get_object (answer), "zone"));
}

void
hkk_portal_status_fetch (HkkPortal *self)
{
  hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = "/v1/status" }, self->signed_in,
                          on_status, g_object_ref (self));
}
