/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-thing.h"

/* A file of a request or a message. Properties: id, sha256 (hex), media-type, slot, title (what it was handed in as)
 * (strings), size (int64), at (GDateTime). */
#define HKK_TYPE_FILE_INFO (hkk_file_info_get_type ())
G_DECLARE_FINAL_TYPE (HkkFileInfo, hkk_file_info, HKK, FILE_INFO, HkkThing)

char *hkk_file_info_dup_name (HkkFileInfo *self);
