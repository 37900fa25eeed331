/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo.h>

#include "pdf-layout.h"

/**
 * hkk_mock_pdf_draw_mark:
 * @cr: where to draw
 * @x: the left edge, in points
 * @y: the upper edge, in points
 * @height: the height, in points; the width is 5/6 of it
 *
 * Draws the mark of the program: a rounded shield with a speech mark.
 */
void
hkk_mock_pdf_draw_mark (cairo_t *cr,
                        double   x,
                        double   y,
                        double   height)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, height / 60, height / 60);

  cairo_move_to (cr, 8, 3);
  cairo_line_to (cr, 42, 3);
  cairo_curve_to (cr, 45, 3, 48, 6, 48, 9);
  cairo_line_to (cr, 48, 30);
  cairo_curve_to (cr, 48, 44, 38, 53, 25, 58);
  cairo_curve_to (cr, 12, 53, 2, 44, 2, 30);
  cairo_line_to (cr, 2, 9);
  cairo_curve_to (cr, 2, 6, 5, 3, 8, 3);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0x0b / 255.0, 0x72 / 255.0, 0x85 / 255.0);
  cairo_fill (cr);

  cairo_move_to (cr, 16, 16);
  cairo_line_to (cr, 34, 16);
  cairo_curve_to (cr, 37, 16, 39, 18, 39, 21);
  cairo_line_to (cr, 39, 30);
  cairo_curve_to (cr, 39, 33, 37, 35, 34, 35);
  cairo_line_to (cr, 26, 35);
  cairo_line_to (cr, 18, 43);
  cairo_line_to (cr, 18, 35);
  cairo_line_to (cr, 16, 35);
  cairo_curve_to (cr, 13, 35, 11, 33, 11, 30);
  cairo_line_to (cr, 11, 21);
  cairo_curve_to (cr, 11, 18, 13, 16, 16, 16);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0xff / 255.0, 0xd4 / 255.0, 0x3b / 255.0);
  cairo_fill (cr);
  cairo_restore (cr);
}
