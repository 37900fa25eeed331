/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-certificate.h"

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-load.h"

static const HkkThingField certificate_kind_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "summary", HKK_THING_STRING, NULL },
  { "needs-year", HKK_THING_BOOLEAN, NULL },
  { "first-year", HKK_THING_INT, "years.first" },
  { "last-year", HKK_THING_INT, "years.last" },
  { "languages", HKK_THING_STRV, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkCertificateKind, hkk_certificate_kind, certificate_kind_fields,
                  "kind:k title:k summary:s needs_year:b years:{first:n last:n}? languages:w")

static const HkkLoad kinds = { .get_type = hkk_certificate_kind_get_type, .list = "items" };

/**
 * hkk_certificate_kinds_load_async:
 *
 * Loads what can be certified at once.
 */
void
hkk_certificate_kinds_load_async (HkkPortal           *portal,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  hkk_load_async (portal, &kinds, "/v1/certificates", NULL, hkk_certificate_kinds_load_async, cancellable, callback,
                  data);
}

/**
 * hkk_certificate_kinds_load_finish:
 *
 * Returns: (transfer full) (nullable): the kinds; items are #HkkCertificateKind
 */
GListModel *
hkk_certificate_kinds_load_finish (HkkPortal     *portal,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return hkk_load_finish (portal, result, hkk_certificate_kinds_load_async, NULL, error);
}

/**
 * hkk_certificate_order_async:
 * @kind: the kind's name
 * @language: one of the kind's languages
 * @year: the calendar year for a kind that needs one, else 0
 * @key: the wish's idempotency key, see hkk_new_key()
 *
 * Has a certificate issued. With %HKK_PORTAL_ERROR_UNKNOWN_RESULT it may be repeated with the same @key, and nothing is
 * issued twice.
 */
void
hkk_certificate_order_async (HkkPortal           *portal,
                             const char          *kind,
                             const char          *language,
                             int                  year,
                             const char          *key,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;
  JsonObject *order;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (kind != NULL && language != NULL && key != NULL);

  order = hkk_json_object ("kind", kind, "language", language);
  if (year != 0)
    hkk_json_object_add (order, "year", year);
  body = hkk_json_take_object (order);
  hkk_portal_send_async (portal, "POST", "/v1/certificates", body, &(HkkSendOptions) { .key = key }, cancellable,
                         callback, data);
}

/**
 * hkk_certificate_order_finish:
 *
 * Returns: (transfer full) (nullable): the certificate
 */
HkkDocument *
hkk_certificate_order_finish (HkkPortal     *portal,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_autoptr(HkkAnswer) answer = hkk_portal_send_finish (portal, result, error);
  JsonObject *document = answer != NULL ? hkk_json_get_object (hkk_answer_get_object (answer), "document") : NULL;
  g_autofree char *where = NULL;

  if (answer == NULL)
    return NULL;
  if (hkk_thing_fits (HKK_TYPE_DOCUMENT, document, NULL, &where))
    return hkk_thing_new_from_json (HKK_TYPE_DOCUMENT, document);
  g_propagate_error (error, hkk_portal_error_new_misfit ("HkkDocument", where));
  return NULL;
}
