/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GFile *hkk_pasted_image_new (GdkTexture  *texture,
                             GError     **error);

G_END_DECLS
