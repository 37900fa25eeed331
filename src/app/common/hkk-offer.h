/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"

gboolean hkk_offer_leads (HkkPortal  *portal,
                          const char *action,
                          const char *target);
