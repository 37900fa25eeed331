/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint hkk_back_off_ms (guint  failures,
                       gint64 retry_after);

G_END_DECLS
