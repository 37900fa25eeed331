/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* What stands on the person's card. Properties, all NULL where the portal does not tell: name, insurance-number,
 * number, valid-until (strings), sent-to (strv). */
#define HKK_TYPE_HEALTH_CARD (hkk_health_card_get_type ())
G_DECLARE_FINAL_TYPE (HkkHealthCard, hkk_health_card, HKK, HEALTH_CARD, HkkThing)

void           hkk_health_card_load_async  (HkkPortal            *portal,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
HkkHealthCard *hkk_health_card_load_finish (HkkPortal            *portal,
                                            GAsyncResult         *result,
                                            GError              **error);
