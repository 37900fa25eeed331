/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-picture-page.h"

/* A page with its picture and what can be done with it. The actions "page.up", "page.down", "page.turn" and
 * "page.remove" have the page's position as their target. */
#define HKK_TYPE_PICTURE_ROW (hkk_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkPictureRow, hkk_picture_row, HKK, PICTURE_ROW, AdwActionRow)

HkkPictureRow *hkk_picture_row_new (HkkPicturePage *page,
                                    guint           position,
                                    guint           count);
