/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

GdkTexture *hkk_picture_turn       (GdkTexture             *picture,
                                    gboolean                clockwise);
void        hkk_picture_cut_async  (GBytes                 *picture,
                                    guint                   quarters,
                                    const graphene_rect_t  *part,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                data);
GBytes     *hkk_picture_cut_finish (GAsyncResult           *result,
                                    GError                **error);
