/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A picture that becomes a page: a JPEG or PNG file, and how often it is turned clockwise by 90°. */
#define HKK_TYPE_PICTURE_PAGE (hkk_picture_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPicturePage, hkk_picture_page, HKK, PICTURE_PAGE, GObject)

HkkPicturePage *hkk_picture_page_new       (const char     *name,
                                            GBytes         *picture);
const char     *hkk_picture_page_get_name  (HkkPicturePage *self);
GBytes         *hkk_picture_page_get_bytes (HkkPicturePage *self);
guint           hkk_picture_page_get_turns (HkkPicturePage *self);
void            hkk_picture_page_turn      (HkkPicturePage *self);
