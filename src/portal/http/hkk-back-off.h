/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

guint hkk_back_off_ms (guint  failures,
                       gint64 retry_after);
