/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-message.h"
#include "hkk-page.h"

G_BEGIN_DECLS

#define HKK_TYPE_COMPOSE_PAGE (hkk_compose_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkComposePage, hkk_compose_page, HKK, COMPOSE_PAGE, HkkPage)

HkkComposePage *hkk_compose_page_new        (const char *draft_id);
HkkComposePage *hkk_compose_page_new_answer (HkkMessage *message);

G_END_DECLS
