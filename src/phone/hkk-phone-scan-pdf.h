/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

/* A picture of a PDF file. FALSE: enough was seen. */
typedef gboolean (* HkkPhonePdfLook) (GdkTexture *texture,
                                      gpointer    data);

gboolean hkk_phone_scan_is_pdf (GBytes          *bytes);
void     hkk_phone_scan_pdf    (GBytes          *bytes,
                                gint64           max_side,
                                HkkPhonePdfLook  look,
                                gpointer         data);
