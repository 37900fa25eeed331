/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-document.h"

#include <string.h>

#include "hkk-clock.h"
#include "hkk-file-name.h"
#include "hkk-load.h"
#include "hkk-paged-list-private.h"
#include "hkk-plain-text.h"

static const HkkThingField document_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "kind-text", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "media-type", HKK_THING_STRING, NULL },
  { "sha256", HKK_THING_STRING, NULL },
  { "language", HKK_THING_STRING, NULL },
  { "request-id", HKK_THING_STRING, NULL },
  { "summary", HKK_THING_STRING, NULL },
  { "date", HKK_THING_STRING, NULL },
  { "size", HKK_THING_INT, NULL },
  { "pages", HKK_THING_INT, NULL },
  { "read", HKK_THING_BOOLEAN, NULL },
  { "by-post", HKK_THING_BOOLEAN, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { NULL }
};

/* What the list of brochures says besides of what it holds. */
#define BROCHURE_NEEDS "summary:s date:d pages:n by_post:b"

HKK_DEFINE_THING (HkkDocument, hkk_document, document_fields,
                  "id:k title:k media_type:s size:i sha256:s language:s kind:s? kind_text:s? created_at:t? read:b? "
                  "request_id:k? summary:s? date:d? pages:n? by_post:b?")

/**
 * hkk_document_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
hkk_document_get_id (HkkDocument *self)
{
  return hkk_thing_get_id (HKK_THING (self));
}

/**
 * hkk_document_get_title:
 *
 * Returns: (transfer none) (nullable): its title
 */
const char *
hkk_document_get_title (HkkDocument *self)
{
  return hkk_thing_get_string (HKK_THING (self), "title");
}

/**
 * hkk_document_dup_content_path:
 *
 * Returns: (transfer full) (nullable): the route of its bytes, for hkk_portal_new_download()
 */
char *
hkk_document_dup_content_path (HkkDocument *self)
{
  const char *id = hkk_document_get_id (self);
  gboolean brochure = hkk_thing_get_string (HKK_THING (self), "kind") == NULL;
  g_autofree char *escaped = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;

  if (escaped == NULL)
    return NULL;
  return g_strdup_printf ("/v1/%s/%s/content", brochure ? "brochures" : "documents", escaped);
}

/**
 * hkk_document_dup_file_name:
 *
 * Returns: (transfer full): its title as a clean name, to be saved under
 */
char *
hkk_document_dup_file_name (HkkDocument *self)
{
  const char *title = hkk_document_get_title (self);

  return hkk_file_name_clean (title != NULL ? title : "", hkk_thing_get_string (HKK_THING (self), "media-type"), "hkk");
}

/**
 * hkk_document_dup_kept_name:
 *
 * Returns: (transfer full) (nullable): what hkk_portal_keep_file_async() is to keep it as; %NULL for a brochure
 */
char *
hkk_document_dup_kept_name (HkkDocument *self)
{
  g_return_val_if_fail (HKK_IS_DOCUMENT (self), NULL);

  if (hkk_thing_get_string (HKK_THING (self), "kind") == NULL || hkk_document_get_id (self) == NULL)
    return NULL;
  return g_strconcat ("document-", hkk_document_get_id (self), NULL);
}

/* Where the portal has its day the year may begin an hour or two earlier; so does the copy. */
static gboolean
is_of_year (HkkThing   *thing,
            const char *year)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (thing, "created-at");
  g_autoptr(GDateTime) there = at != NULL ? hkk_clock_at_insurer (at) : NULL;

  return there != NULL && g_date_time_get_year (there) == (int) g_ascii_strtoll (year, NULL, 10);
}

/**
 * hkk_document_matches:
 * @key: what is looked for, see hkk_plain_text_key()
 *
 * Returns: whether its title has that, or it is of the year that is looked for
 */
gboolean
hkk_document_matches (HkkDocument *self,
                      const char  *key)
{
  g_autofree char *title_key = NULL;

  g_return_val_if_fail (HKK_IS_DOCUMENT (self), FALSE);

  title_key = hkk_plain_text_key (hkk_document_get_title (self));
  return hkk_plain_text_key_has (title_key, key) ||
         (key[strspn (key, "0123456789")] == '\0' && is_of_year (HKK_THING (self), key));
}

static gboolean
matches_param (HkkThing   *thing,
               const char *name,
               const char *value)
{
  g_autofree char *key = NULL;

  if (g_str_equal (name, "kind"))
    return g_strcmp0 (hkk_thing_get_string (thing, "kind"), value) == 0;
  if (g_str_equal (name, "year"))
    return is_of_year (thing, value);
  key = hkk_plain_text_key (value);
  return !g_str_equal (name, "q") || hkk_document_matches (HKK_DOCUMENT (thing), key);
}

/**
 * hkk_documents_new:
 *
 * Returns: (transfer full): the person's documents, newest first; nothing is loaded yet
 */
HkkPagedList *
hkk_documents_new (HkkPortal *portal)
{
  HkkPagedList *list = hkk_paged_list_new (portal, "/v1/documents", HKK_TYPE_DOCUMENT, HKK_DOCUMENT_NEEDS);

  hkk_paged_list_set_copy (list, HKK_COPY_DOCUMENTS, matches_param);
  return list;
}

/**
 * hkk_brochures_new:
 *
 * Returns: (transfer full): the brochures; nothing is loaded yet
 */
HkkPagedList *
hkk_brochures_new (HkkPortal *portal)
{
  return hkk_paged_list_new (portal, "/v1/brochures", HKK_TYPE_DOCUMENT, BROCHURE_NEEDS);
}

static const HkkLoad newest = { .get_type = hkk_document_get_type, .list = "items", .needs = HKK_DOCUMENT_NEEDS };

/**
 * hkk_document_find_async:
 * @id: a document
 *
 * Looks for a document among the newest, which is where one is that the person was just told of.
 */
void
hkk_document_find_async (HkkPortal           *portal,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (id != NULL);

  hkk_load_find_async (portal, &newest, "/v1/documents", id, hkk_document_find_async, cancellable, callback, data);
}

/**
 * hkk_document_find_finish:
 *
 * Returns: (transfer full) (nullable): the document; %NULL without @error if it is not among the newest
 */
HkkDocument *
hkk_document_find_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return hkk_load_find_finish (portal, result, hkk_document_find_async, error);
}
