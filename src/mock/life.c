/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "life.h"

/**
 * hkk_mock_life_tick:
 * @store: a store in a transaction
 * @now: unix milliseconds
 *
 * The mock acts by itself: each service looks at what is due, in the order of the registry.
 */
void
hkk_mock_life_tick (HkkMockStore *store,
                    gint64        now)
{
  for (gsize i = 0; hkk_mock_services[i] != NULL; i++)
    if (hkk_mock_services[i]->tick != NULL)
      hkk_mock_services[i]->tick (store, now);
}
