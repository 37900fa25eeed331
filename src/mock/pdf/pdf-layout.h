/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* A letter on A4: letterhead, text, tables of two columns, footer with page numbers. Tagged, with fonts embedded, title
 * and language set. Text flows over as many pages as it needs. */
typedef struct _HkkMockPdf HkkMockPdf;

HkkMockPdf *hkk_mock_pdf_new       (const char          *title,
                                    const char          *language,
                                    gint64               created_at);
void        hkk_mock_pdf_free      (HkkMockPdf          *self);
void        hkk_mock_pdf_address   (HkkMockPdf          *self,
                                    const char  * const *lines,
                                    const char          *date);
void        hkk_mock_pdf_title     (HkkMockPdf          *self,
                                    const char          *text);
void        hkk_mock_pdf_section   (HkkMockPdf          *self,
                                    const char          *text);
void        hkk_mock_pdf_paragraph (HkkMockPdf          *self,
                                    const char          *text);
void        hkk_mock_pdf_small     (HkkMockPdf          *self,
                                    const char          *text);
void        hkk_mock_pdf_row       (HkkMockPdf          *self,
                                    const char          *label,
                                    const char          *value);
void        hkk_mock_pdf_rows      (HkkMockPdf          *self,
                                    JsonArray           *rows); /* (nullable): [{label, value}] */
/* A QR code with TEXT, and beside it TEXT to type. */
void        hkk_mock_pdf_code      (HkkMockPdf          *self,
                                    const char          *text);
GBytes     *hkk_mock_pdf_finish    (HkkMockPdf          *self);
/* After finish: how many pages it has. */
guint       hkk_mock_pdf_pages     (HkkMockPdf          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockPdf, hkk_mock_pdf_free)

/* pdf-language.c */
GBytes     *hkk_mock_pdf_set_language (GBytes      *pdf,
                                       const char  *language);
typedef struct _cairo cairo_t;
/* pdf-letterhead.c */
void        hkk_mock_pdf_draw_mark (cairo_t *cr,
                                    double   x,
                                    double   y,
                                    double   height);
