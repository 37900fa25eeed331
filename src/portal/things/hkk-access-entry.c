/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-access-entry.h"

#include "hkk-load.h"

static const HkkThingField access_entry_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "client", HKK_THING_STRING, NULL },
  { "device-name", HKK_THING_STRING, NULL },
  { "who", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkAccessEntry, hkk_access_entry, access_entry_fields,
                  "id:k at:t kind:s text:s client:s? device_name:s? who:s?")

/**
 * hkk_access_log_new:
 *
 * Returns: (transfer full): what was done with the account, the newest first; nothing is loaded yet
 */
HkkPagedList *
hkk_access_log_new (HkkPortal *portal)
{
  return hkk_paged_list_new (portal, "/v1/access-log", HKK_TYPE_ACCESS_ENTRY, NULL);
}

static const HkkLoad newest = { .get_type = hkk_access_entry_get_type, .list = "items" };

/**
 * hkk_access_log_load_newest_async:
 * @limit: how many
 *
 * Loads the newest lines of the log.
 */
void
hkk_access_log_load_newest_async (HkkPortal           *portal,
                                  guint                limit,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_autofree char *number = g_strdup_printf ("%u", limit);
  g_autofree char *path = hkk_portal_path ("/v1/access-log", "limit", number, NULL);

  hkk_load_async (portal, &newest, path, NULL, hkk_access_log_load_newest_async, cancellable, callback, data);
}

/**
 * hkk_access_log_load_newest_finish:
 *
 * Returns: (transfer full) (nullable): the lines; items are #HkkAccessEntry
 */
GListModel *
hkk_access_log_load_newest_finish (HkkPortal     *portal,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return hkk_load_finish (portal, result, hkk_access_log_load_newest_async, NULL, error);
}
