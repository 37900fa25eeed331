/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *hkk_new_key (void); /* 32 hex: idempotency keys, upload ids */
void  hkk_wipe    (char **secret);
