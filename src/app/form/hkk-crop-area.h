/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A picture with a frame over it that the person moves, by arrow keys, + and −, a drag or a wheel. Signal "changed":
 * the frame is another one. */
#define HKK_TYPE_CROP_AREA (hkk_crop_area_get_type ())
G_DECLARE_FINAL_TYPE (HkkCropArea, hkk_crop_area, HKK, CROP_AREA, GtkWidget)

void        hkk_crop_area_show        (HkkCropArea     *self,
                                       GdkTexture      *picture,
                                       double           aspect,
                                       double           least);
void        hkk_crop_area_turn        (HkkCropArea     *self,
                                       gboolean         clockwise);
void        hkk_crop_area_scale       (HkkCropArea     *self,
                                       gboolean         larger);
GdkTexture *hkk_crop_area_get_picture (HkkCropArea     *self);
guint       hkk_crop_area_get_quarters (HkkCropArea    *self);
void        hkk_crop_area_get_frame   (HkkCropArea     *self,
                                       graphene_rect_t *frame);
