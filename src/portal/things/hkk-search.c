/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-search.h"

#include "hkk-document.h"
#include "hkk-load.h"
#include "hkk-message.h"
#include "hkk-request.h"

/* As many as are read at a glance; who wants more of one kind searches on its page. */
#define LIMIT "5"
/* What the contract takes. */
#define MAX_LENGTH 200

static const struct
{
  const char *operation;
  const char *path;
  const char *copy;
  HkkLoad     load;
} kinds[HKK_N_SEARCH_KINDS] = {
  [HKK_SEARCH_REQUESTS] =
    { "list_requests", "/v1/requests", HKK_COPY_REQUESTS, { hkk_request_get_type, "items" } },
  [HKK_SEARCH_MESSAGES] =
    { "list_messages", "/v1/messages", HKK_COPY_MESSAGES, { hkk_message_get_type, "items" } },
  [HKK_SEARCH_DOCUMENTS] =
    { "list_documents", "/v1/documents", HKK_COPY_DOCUMENTS, { hkk_document_get_type, "items" } },
};

/**
 * hkk_search_is_offered:
 * @kind: where to look
 *
 * Returns: whether the portal has such a list
 */
gboolean
hkk_search_is_offered (HkkPortal     *portal,
                       HkkSearchKind  kind)
{
  g_return_val_if_fail (HKK_IS_PORTAL (portal), FALSE);
  g_return_val_if_fail (kind < HKK_N_SEARCH_KINDS, FALSE);

  return hkk_portal_offers (portal, kinds[kind].operation);
}

/**
 * hkk_search_async:
 * @kind: where to look
 * @text: words, each of which has to be somewhere; of a longer text the first 200 characters count
 *
 * Looks through one of the portal's lists for the five best.
 */
void
hkk_search_async (HkkPortal           *portal,
                  HkkSearchKind        kind,
                  const char          *text,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             data)
{
  g_autofree char *words = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (kind < HKK_N_SEARCH_KINDS);
  g_return_if_fail (text != NULL);

  words = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_LENGTH));
  path = hkk_portal_path (kinds[kind].path, "q", words, "limit", LIMIT, NULL);
  hkk_load_async (portal, &kinds[kind].load, path, NULL, hkk_search_async, cancellable, callback, data);
}

/**
 * hkk_search_finish:
 * @error: %HKK_PORTAL_ERROR
 *
 * Returns: (transfer full) (nullable): what was found, at most five; items are #HkkRequest, #HkkMessage or
 *   #HkkDocument
 */
GListModel *
hkk_search_finish (HkkPortal     *portal,
                   GAsyncResult  *result,
                   GError       **error)
{
  return hkk_load_finish (portal, result, hkk_search_async, NULL, error);
}

/**
 * hkk_search_kept_async:
 * @kind: of what
 *
 * Reads what this computer keeps of one of the portal's lists: the newest of it, to look through them here.
 */
void
hkk_search_kept_async (HkkPortal           *portal,
                       HkkSearchKind        kind,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (kind < HKK_N_SEARCH_KINDS);

  hkk_load_copy_async (portal, &kinds[kind].load, kinds[kind].copy, hkk_search_kept_async, cancellable, callback, data);
}

/**
 * hkk_search_kept_finish:
 * @error: only when it was cancelled
 *
 * Returns: (transfer full) (nullable): what is kept; items are #HkkRequest, #HkkMessage or #HkkDocument; %NULL if that
 *   is nothing
 */
GListModel *
hkk_search_kept_finish (HkkPortal     *portal,
                        GAsyncResult  *result,
                        GError       **error)
{
  return hkk_load_finish (portal, result, hkk_search_kept_async, NULL, error);
}
