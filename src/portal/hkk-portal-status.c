/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the portal says about itself: the zone of its day, which operations it serves, where the Service-App is got. */
#include "hkk-portal-private.h"

#include <string.h>

#include "hkk-clock.h"
#include "hkk-json.h"

/* (transfer full) (nullable): NULL: all of them. */
static GStrv
read_operations (JsonArray *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < hkk_json_array_length (array); i++)
    if (hkk_json_array_string (array, i) != NULL)
      g_strv_builder_add (builder, hkk_json_array_string (array, i));
  return g_strv_builder_end (builder);
}

#define ADDRESS_MAX 200

/* An address for people to read and for a phone to open: nothing in it may look like something else. */
static gboolean
is_address (const char *text)
{
  g_autoptr(GUri) uri = NULL;

  if (text == NULL || strlen (text) > ADDRESS_MAX)
    return FALSE;
  uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static void
read_service_app (HkkPortal  *self,
                  JsonObject *object)
{
  const char *address = hkk_json_get_string (object, "service_app");

  if (g_set_str (&self->service_app, is_address (address) ? address : NULL))
    g_object_notify (G_OBJECT (self), "service-app");
}

static void
on_status (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPortal) self = data;
  /* Without an answer what was known stays; the next call says what is wrong. */
  g_autoptr(HkkAnswer) answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, NULL);
  JsonObject *object = answer != NULL ? hkk_answer_get_object (answer) : NULL;

  self->status_calls--;
  if (object == NULL)
    {
      hkk_portal_follow_feed (self);
      return;
    }
  hkk_clock_set_zone (hkk_json_get_string (object, "zone"));
  g_strfreev (self->operations);
  self->operations = read_operations (hkk_json_get_array (object, "operations"));
  read_service_app (self, object);
  hkk_portal_follow_feed (self);
  g_object_notify (G_OBJECT (self), "operations");
}

void
hkk_portal_status_fetch (HkkPortal *self)
{
  self->status_calls++;
  /* Anybody may ask: it also finds out whether the portal can be reached while nobody is signed in. */
  hkk_transport_call_async (self->transport, &(HkkCall) { .method = "GET", .path = "/v1/status" }, self->signed_in,
                            on_status, g_object_ref (self));
}

/* What is handed in is kept, and its key with it, before it is sent: so that it is done once, whatever happens. */
static const struct
{
  const char *operation;
  const char *other;
} needs[] = {
  { "submit_request", "get_data_key" },
  { "submit_request", "list_forms" },
  { "add_documents", "get_data_key" },
  { "patch_profile", "get_data_key" },
  { "send_message", "get_data_key" },
};

static gboolean
serves (HkkPortal  *self,
        const char *operation)
{
  return g_strv_contains ((const char * const *) self->operations, operation);
}

/**
 * hkk_portal_offers:
 * @operation: an operationId of the contract: `list_messages`
 *
 * Returns: whether the portal serves it, and what it needs besides; so it is taken to until the portal has said what it
 *   serves
 */
gboolean
hkk_portal_offers (HkkPortal  *self,
                   const char *operation)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  if (self->operations == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_str_equal (needs[i].operation, operation) && !serves (self, needs[i].other))
      return FALSE;
  return serves (self, operation);
}
