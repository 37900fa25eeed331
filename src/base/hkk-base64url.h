/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char   *hkk_base64url_encode  (const void    *data,
                               gsize          length);
GBytes *hkk_base64url_decode  (const char    *text);
