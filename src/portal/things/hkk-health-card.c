/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-health-card.h"

#include "hkk-load.h"

static const HkkThingField health_card_fields[] = {
  { "name", HKK_THING_STRING, "health_card.name" },
  { "insurance-number", HKK_THING_STRING, "health_card.insurance_number" },
  { "number", HKK_THING_STRING, "health_card.number" },
  { "valid-until", HKK_THING_STRING, "health_card.valid_until" },
  { "sent-to", HKK_THING_STRV, "health_card.sent_to" },
  { NULL }
};

HKK_DEFINE_THING (HkkHealthCard, hkk_health_card, health_card_fields,
                  "health_card:{name:s insurance_number:s number:s valid_until:d sent_to:w?}?")

static const HkkLoad load = { .get_type = hkk_health_card_get_type };

/**
 * hkk_health_card_load_async:
 *
 * Loads what stands on the person's health card.
 */
void
hkk_health_card_load_async (HkkPortal           *portal,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  hkk_load_async (portal, &load, "/v1/profile", NULL, hkk_health_card_load_async, cancellable, callback, data);
}

/**
 * hkk_health_card_load_finish:
 *
 * Returns: (transfer full) (nullable): the card; all of it is %NULL where the portal does not tell
 */
HkkHealthCard *
hkk_health_card_load_finish (HkkPortal     *portal,
                             GAsyncResult  *result,
                             GError       **error)
{
  return hkk_load_finish (portal, result, hkk_health_card_load_async, NULL, error);
}
