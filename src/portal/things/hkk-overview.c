/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-overview.h"

#include "hkk-load.h"


static const HkkThingField overview_item_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "subject", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "due-on", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkOverviewItem, hkk_overview_item, overview_item_fields,
                  "kind:s id:k title:k")

struct _HkkOverview
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkOverview, hkk_overview, HKK_TYPE_THING)

static const HkkThingField overview_fields[] = {
  { "name", HKK_THING_STRING, "person.name" },
  { "first-name", HKK_THING_STRING, "person.first_name" },
  { "restricted", HKK_THING_BOOLEAN, NULL },
  { "open-requests", HKK_THING_INT, "counts.open_requests" },
  { "unread-messages", HKK_THING_INT, "counts.unread_messages" },
  { "n-needs-you", HKK_THING_INT, "counts.needs_you" },
  { "open-approvals", HKK_THING_INT, "counts.open_approvals" },
  { "needs-you", HKK_THING_LIST, "needs_you", hkk_overview_item_get_type },
  { "news", HKK_THING_LIST, NULL, hkk_overview_item_get_type },
  { "in-progress", HKK_THING_LIST, "in_progress", hkk_request_get_type },
  { NULL }
};

/* After the properties of the fields. */
#define PROP_REQUESTS_NEED_YOU (2 + G_N_ELEMENTS (overview_fields))

static gint64
count_requests (HkkOverview *self)
{
  GListModel *items = hkk_thing_get_list (HKK_THING (self), "needs-you");
  gint64 count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(HkkThing) item = g_list_model_get_item (items, i);
      const char *kind = hkk_thing_get_string (item, "kind");

      /* A deadline is a request's. */
      if (g_strcmp0 (kind, "request") == 0 || g_strcmp0 (kind, "deadline") == 0)
        count++;
    }
  return count;
}

static void
hkk_overview_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_REQUESTS_NEED_YOU)
    g_value_set_int64 (value, count_requests (HKK_OVERVIEW (object)));
  else
    G_OBJECT_CLASS (hkk_overview_parent_class)->get_property (object, id, value, pspec);
}

static void
hkk_overview_class_init (HkkOverviewClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), overview_fields,
                              "person:{name:s first_name:s} restricted:b "
                              "counts:{open_requests:i unread_messages:i needs_you:i open_approvals:i} "
                              "needs_you:[subject:s? text:s due_on:d?] news:[at:t] in_progress:[]");
  G_OBJECT_CLASS (klass)->get_property = hkk_overview_get_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_REQUESTS_NEED_YOU,
                                   g_param_spec_int64 ("requests-need-you", NULL, NULL, 0, G_MAXINT64, 0,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
hkk_overview_init (HkkOverview *self)
{
}

static const HkkLoad load = { .get_type = hkk_overview_get_type };

/**
 * hkk_overview_load_async:
 *
 * Loads what the person sees first, and keeps a copy for hkk_overview_dup_copy().
 */
void
hkk_overview_load_async (HkkPortal           *portal,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  hkk_load_async (portal, &load, "/v1/overview", HKK_COPY_OVERVIEW, hkk_overview_load_async, cancellable, callback,
                  data);
}

/**
 * hkk_overview_load_finish:
 *
 * Returns: (transfer full) (nullable): the overview
 */
HkkOverview *
hkk_overview_load_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return hkk_load_finish (portal, result, hkk_overview_load_async, NULL, error);
}

/**
 * hkk_overview_dup_copy:
 * @seen_at: (out) (optional) (nullable) (transfer full): when it was loaded
 *
 * Returns: (transfer full) (nullable): the overview that was loaded last, from this computer
 */
HkkOverview *
hkk_overview_dup_copy (HkkPortal  *portal,
                       GDateTime **seen_at)
{
  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  return hkk_load_dup_copy (portal, &load, HKK_COPY_OVERVIEW, seen_at);
}
