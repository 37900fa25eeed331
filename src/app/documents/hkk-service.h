/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

void hkk_service_offer (HkkPage       *page,
                        GtkActionable *start,
                        const char    *service);
