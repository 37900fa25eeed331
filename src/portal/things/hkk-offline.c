/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-offline.h"

#include "hkk-clock.h"
#include "hkk-json.h"
#include "hkk-load.h"
#include "hkk-request.h"

/* After a sign-in the person's own first page comes first; what happens later comes in bunches. In milliseconds. */
#define FIRST_MS 2500
#define LATER_MS 60000
/* Of open requests and of conversations, the newest are fetched before they are opened. */
#define MAX_AHEAD 10
#define N_PLACES 7
#define ALL_PLACES ((1u << N_PLACES) - 1)

typedef struct
{
  char     *path;
  char     *copy;
  gboolean  is_list;   /* what it lists is fetched, too */
} Wanted;

struct _HkkOffline
{
  HkkPortal    *portal;      /* Owned */
  char         *profile;     /* Owned (nullable): whose copy it is */
  GCancellable *cancellable; /* Owned (nullable): of the call under way */
  GQueue        wanted;      /* of Wanted: one after the other */
  GDateTime    *since;       /* Owned: what was kept later is fresh */
  guint         outdated;    /* places whose copy may be, a bit each */
  guint         due;         /* source */
};

typedef struct
{
  HkkOffline   *offline;     /* Borrowed: gone when it is cancelled */
  GCancellable *cancellable; /* Owned */
} Asked;

/* The first page of each list, as its place asks for it, and what is written with. */
static const struct
{
  const char *operation;
  const char *event;     /* (nullable): what tells that it changed */
  const char *path;
  const char *copy;
} places[N_PLACES] = {
  /* Its page may have asked for it before the key was here. */
  { "get_overview", NULL, "/v1/overview", HKK_COPY_OVERVIEW },
  { "list_requests", "request", "/v1/requests?state=all&limit=100", HKK_COPY_REQUESTS },
  { "list_messages", "message", "/v1/messages?limit=100&threads=1", HKK_COPY_MESSAGES },
  { "list_documents", "document", "/v1/documents?limit=100", HKK_COPY_DOCUMENTS },
  { "get_profile", "profile", "/v1/profile", HKK_COPY_PROFILE },
  { "list_forms", NULL, "/v1/forms", HKK_COPY_FORMS },
  /* For who writes the first message without a connection, and has not been to the messages before. */
  { "send_message", NULL, "/v1/forms/message", HKK_COPY_FORM "message" },
};

static void go_on (HkkOffline *self);

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->path);
  g_free (wanted->copy);
  g_free (wanted);
}

static void
want (HkkOffline *self,
      char       *path,
      char       *copy,
      gboolean    is_list)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->path = path;
  wanted->copy = copy;
  wanted->is_list = is_list;
  g_queue_push_tail (&self->wanted, wanted);
}

/* What can still change is asked for again when it did; a message stays as it was sent. */
static gboolean
is_kept (HkkOffline *self,
         const char *copy,
         JsonObject *item)
{
  g_autoptr(JsonNode) node = hkk_portal_get_cached (self->portal, copy, NULL);
  const char *changed = hkk_json_get_string (item, "updated_at");

  return node != NULL &&
         (changed == NULL ||
          g_strcmp0 (changed, hkk_json_get_string (hkk_json_node_object (node), "updated_at")) == 0);
}

static gboolean
is_wanted_ahead (const char *list,
                 JsonObject *item)
{
  g_autoptr(HkkRequest) request = NULL;

  if (hkk_json_get_string (item, "id") == NULL)
    return FALSE;
  if (g_str_equal (list, HKK_COPY_MESSAGES))
    return !hkk_json_get_bool (item, "protected", FALSE);
  request = hkk_thing_new_from_json (HKK_TYPE_REQUEST, item);
  return hkk_request_is_open (request);
}

/* The newest of what LIST (nullable) holds are to be read without a connection, too. */
static void
look_ahead (HkkOffline *self,
            const char *name,
            JsonNode   *list)
{
  JsonArray *items = hkk_json_get_array (hkk_json_node_object (list), "items");
  gboolean messages = g_str_equal (name, HKK_COPY_MESSAGES);
  guint n = 0;

  if (!messages && !g_str_equal (name, HKK_COPY_REQUESTS))
    return;
  for (guint i = 0; i < hkk_json_array_length (items) && n < MAX_AHEAD; i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);
      const char *id = hkk_json_get_string (item, "id");
      g_autofree char *copy = NULL;

      if (!is_wanted_ahead (name, item))
        continue;
      n++;
      copy = g_strconcat (messages ? HKK_COPY_MESSAGE : HKK_COPY_REQUEST, id, NULL);
      if (!is_kept (self, copy, item))
        want (self, hkk_load_path (messages ? "/v1/messages/" : "/v1/requests/", id, NULL), g_steal_pointer (&copy),
              FALSE);
    }
}

/* For when it is possible again. */
static void
put_off (HkkOffline *self)
{
  if (!g_queue_is_empty (&self->wanted))
    self->outdated = ALL_PLACES;
  g_queue_clear_full (&self->wanted, wanted_free);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Asked *asked = data;
  HkkOffline *self = asked->offline;
  g_autoptr(GCancellable) cancellable = asked->cancellable;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (HKK_PORTAL (source), result, NULL);
  Wanted *wanted;

  if (g_cancellable_is_cancelled (cancellable))
    return;
  g_clear_object (&self->cancellable);
  wanted = g_queue_pop_head (&self->wanted);
  if (node == NULL)
    put_off (self);
  else if (!hkk_json_get_bool (hkk_json_node_object (node), "protected", FALSE))
    hkk_portal_put_cached (self->portal, wanted->copy, node);
  if (wanted->is_list)
    look_ahead (self, wanted->copy, node);
  wanted_free (wanted);
  go_on (self);
}

/* The place itself may have loaded it meanwhile. */
static gboolean
is_fresh (HkkOffline *self,
          const char *copy)
{
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_cached (self->portal, copy, &seen_at);

  if (node == NULL || seen_at == NULL || g_date_time_compare (seen_at, self->since) < 0)
    return FALSE;
  look_ahead (self, copy, node);
  return TRUE;
}

static gboolean
may_ask (HkkOffline *self)
{
  return hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN && hkk_portal_get_online (self->portal) &&
         hkk_portal_can_keep (self->portal);
}

static void
stop (HkkOffline *self)
{
  g_clear_handle_id (&self->due, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  put_off (self);
}

static void
go_on (HkkOffline *self)
{
  Wanted *wanted = NULL;
  Asked *asked = NULL;

  if (self->cancellable != NULL)
    return;
  if (!may_ask (self))
    put_off (self);
  while ((wanted = g_queue_peek_head (&self->wanted)) != NULL && wanted->is_list && is_fresh (self, wanted->copy))
    wanted_free (g_queue_pop_head (&self->wanted));
  if (wanted == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->offline = self;
  asked->cancellable = g_object_ref (self->cancellable);
  hkk_portal_get_async (self->portal, wanted->path, self->cancellable, on_answer, asked);
}

/* --- When --- */

static gboolean
on_due (gpointer data)
{
  HkkOffline *self = data;

  self->due = 0;
  if (!may_ask (self))
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < N_PLACES; i++)
    if ((self->outdated & (1u << i)) != 0 && hkk_portal_offers (self->portal, places[i].operation))
      want (self, g_strdup (places[i].path), g_strdup (places[i].copy), TRUE);
  self->outdated = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (HkkOffline *self,
          guint       places_mask,
          guint       after)
{
  if (self->outdated == 0)
    {
      g_clear_pointer (&self->since, g_date_time_unref);
      self->since = hkk_clock_now ();
    }
  self->outdated |= places_mask;
  if (self->outdated != 0 && !self->due)
    self->due = g_timeout_add_full (G_PRIORITY_LOW, after, on_due, self, NULL);
}

static void
on_event (HkkOffline *self,
          const char *type)
{
  for (guint i = 0; i < N_PLACES; i++)
    if (g_strcmp0 (places[i].event, type) == 0)
      schedule (self, 1u << i, LATER_MS);
}

/* Somebody signs in, or what was missed cannot be told. */
static void
on_everything (HkkOffline *self)
{
  schedule (self, ALL_PLACES, FIRST_MS);
}

/* Unlocked, back online, or the key has come: what is outdated still is. */
static void
on_changed (HkkOffline *self)
{
  if (!may_ask (self))
    stop (self);
  else if (self->cancellable == NULL)
    schedule (self, 0, FIRST_MS);
}

static void
on_person (HkkOffline *self)
{
  if (!g_set_str (&self->profile, hkk_portal_get_profile_id (self->portal)))
    return;
  stop (self);
  self->outdated = 0;
  if (self->profile != NULL)
    on_everything (self);
}

/**
 * hkk_offline_new:
 * @portal: whose local copy it keeps
 *
 * Begins when somebody is signed in, after the page that they look at: one call after the other, for what no page has
 * asked for since. It goes on when the portal tells of a change, at most once a minute. Protected messages are not
 * fetched.
 *
 * Returns: (transfer full): what does it; free it with hkk_offline_free()
 */
HkkOffline *
hkk_offline_new (HkkPortal *portal)
{
  HkkOffline *self;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  self = g_new0 (HkkOffline, 1);
  self->portal = g_object_ref (portal);
  g_queue_init (&self->wanted);
  g_signal_connect_swapped (portal, "event", G_CALLBACK (on_event), self);
  g_signal_connect_swapped (portal, "reload", G_CALLBACK (on_everything), self);
  g_signal_connect_swapped (portal, "notify::profile-id", G_CALLBACK (on_person), self);
  g_signal_connect_swapped (portal, "notify::state", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (portal, "notify::online", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (portal, "notify::drafts", G_CALLBACK (on_changed), self);
  on_person (self);
  return self;
}

/**
 * hkk_offline_free:
 *
 * Stops it.
 */
void
hkk_offline_free (HkkOffline *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->portal, self);
  stop (self);
  g_clear_pointer (&self->since, g_date_time_unref);
  g_object_unref (self->portal);
  g_free (self->profile);
  g_free (self);
}
