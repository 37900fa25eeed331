/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

void        hkk_thumbnail_async  (GBytes               *picture,
                                  int                   side,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);
void        hkk_thumbnail_turned_async (GBytes               *picture,
                                        guint                 turns,
                                        int                   side,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              data);
GdkTexture *hkk_thumbnail_finish (GAsyncResult         *result,
                                  GError              **error);
