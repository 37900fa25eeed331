/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

gboolean  hkk_pasted_image_is_there (GdkClipboard         *clipboard);
void      hkk_pasted_image_async    (GdkClipboard         *clipboard,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              data);
GBytes   *hkk_pasted_image_finish   (GAsyncResult         *result,
                                     GError              **error);

GListModel *hkk_pasted_files_to_model (GdkFileList        *list);
