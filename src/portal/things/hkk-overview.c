/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-overview.h"

struct _HkkOverviewItem
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkOverviewItem, hkk_overview_item, HKK_TYPE_THING)

static const HkkThingField overview_item_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "due-on", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

static void
hkk_overview_item_class_init (HkkOverviewItemClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), overview_item_fields);
}

static void
hkk_overview_item_init (HkkOverviewItem *self)
{
}

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

static void
hkk_overview_class_init (HkkOverviewClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), overview_fields);
}

static void
hkk_overview_init (HkkOverview *self)
{
}

/**
 * hkk_overview_new_from_json:
 * @json: the answer of `GET /v1/overview`
 *
 * Returns: (transfer full):
 */
HkkOverview *
hkk_overview_new_from_json (JsonObject *json)
{
  return hkk_thing_new_from_json (HKK_TYPE_OVERVIEW, json);
}
