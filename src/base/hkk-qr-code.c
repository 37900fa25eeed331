/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-qr-code.h"

#include <qrencode.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/**
 * hkk_qr_code_draw:
 * @cr: where to draw
 * @text: what is in it
 * @x: the left edge, in units of @cr
 * @y: the upper edge
 * @size: width and height
 *
 * Draws a QR code in black (ISO/IEC 18004, error correction M) without its quiet zone: around it four modules must stay
 * white.
 *
 * Returns: %FALSE when @text is longer than a code can be; nothing was drawn then
 */
gboolean
hkk_qr_code_draw (cairo_t    *cr,
                  const char *text,
                  double      x,
                  double      y,
                  double      size)
{
  g_autoptr(QRcode) code = NULL;
  double module;

  g_return_val_if_fail (cr != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return FALSE;
  module = size / code->width;
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if (code->data[row * code->width + column] & 1)
        cairo_rectangle (cr, x + column * module, y + row * module, module, module);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  return TRUE;
}
