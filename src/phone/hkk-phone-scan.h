/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What the simulated camera reads from a picture of a letter: PNG, JPEG, or a PDF file with pictures in it. */
void  hkk_phone_scan_async  (GFile                *picture,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              data);
void  hkk_phone_scan_bytes_async (GBytes              *picture,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data);
/* (transfer full) (nullable): the text of the QR code; G_IO_ERROR_NOT_FOUND when the picture has none. */
char *hkk_phone_scan_finish (GAsyncResult         *result,
                             GError              **error);
