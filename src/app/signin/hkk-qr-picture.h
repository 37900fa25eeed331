/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A QR code on white, in light and in dark. */
#define HKK_TYPE_QR_PICTURE (hkk_qr_picture_get_type ())
G_DECLARE_FINAL_TYPE (HkkQrPicture, hkk_qr_picture, HKK, QR_PICTURE, GtkWidget)

void hkk_qr_picture_set_text (HkkQrPicture *self,
                              const char   *text);
