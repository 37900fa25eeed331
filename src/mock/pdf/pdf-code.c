/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo.h>
#include <glib.h>
#include <qrencode.h>

#include "pdf-layout.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/**
 * hkk_mock_pdf_draw_code:
 * @cr: where to draw
 * @text: what is in it
 * @x: the left edge, in points
 * @y: the upper edge, in points
 * @size: width and height, in points
 *
 * Draws a QR code (ISO/IEC 18004, error correction M) without its quiet zone: the paper around it is white.
 */
void
hkk_mock_pdf_draw_code (cairo_t    *cr,
                        const char *text,
                        double      x,
                        double      y,
                        double      size)
{
  g_autoptr(QRcode) code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  double module;

  g_return_if_fail (code != NULL);
  module = size / code->width;
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if (code->data[row * code->width + column] & 1)
        cairo_rectangle (cr, x + column * module, y + row * module, module, module);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
}
