/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

void    hkk_file_read_async  (GFile                *file,
                              gsize                 max,
                              guint                 deadline_ms,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              data);
GBytes *hkk_file_read_finish (GAsyncResult         *result,
                              GError              **error);
