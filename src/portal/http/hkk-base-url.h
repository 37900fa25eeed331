/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char     *hkk_base_url_normalize  (const char  *text,
                                   GError     **error);
gboolean  hkk_base_url_same_place (const char  *a,
                                   const char  *b);
