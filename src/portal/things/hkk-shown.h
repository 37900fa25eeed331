/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-thing.h"

G_BEGIN_DECLS

/* One line to show. Properties: label, value (strings), sensitive (boolean). */
#define HKK_TYPE_SHOWN_ROW (hkk_shown_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkShownRow, hkk_shown_row, HKK, SHOWN_ROW, HkkThing)

/* Properties: title (string), rows (GListModel of HkkShownRow). */
#define HKK_TYPE_SHOWN_SECTION (hkk_shown_section_get_type ())
G_DECLARE_FINAL_TYPE (HkkShownSection, hkk_shown_section, HKK, SHOWN_SECTION, HkkThing)

/* A file of a request or a message. Properties: id, name, sha256 (hex), media-type, slot (strings), size (int64), at (GDateTime). */
#define HKK_TYPE_FILE_INFO (hkk_file_info_get_type ())
G_DECLARE_FINAL_TYPE (HkkFileInfo, hkk_file_info, HKK, FILE_INFO, HkkThing)

G_END_DECLS
