/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hkk_new_key (void); /* 32 hex: idempotency keys, upload ids */

G_END_DECLS
