/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"

/* Keeps the local copy of what each place shows, also of places that nobody has opened. */
typedef struct _HkkOffline HkkOffline;

HkkOffline *hkk_offline_new  (HkkPortal  *portal);
void        hkk_offline_free (HkkOffline *self);
