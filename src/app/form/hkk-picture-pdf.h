/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define HKK_PICTURE_PDF_MAX_PAGES 30

void    hkk_picture_pdf_async  (GListModel           *pages,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              data);
GBytes *hkk_picture_pdf_finish (GAsyncResult         *result,
                                GError              **error);
