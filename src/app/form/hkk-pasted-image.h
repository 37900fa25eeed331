/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

GFile *hkk_pasted_image_new (GdkTexture  *texture,
                             GError     **error);
