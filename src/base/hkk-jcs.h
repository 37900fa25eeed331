/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#define HKK_SHA256_SIZE 32

char   *hkk_jcs_to_string     (JsonNode      *node);
GBytes *hkk_jcs_to_bytes      (JsonNode      *node);

void    hkk_sha256            (const void    *data,
                               gsize          length,
                               guint8         digest[HKK_SHA256_SIZE]);
char   *hkk_sha256_base64url  (GBytes        *bytes);
