/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-layout.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "hkk-json.h"
#include "hkk-qr-code.h"
#include "text.h"

/* A4 in points */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 62.0
#define TOP_FIRST 118.0
#define TOP 62.0
#define BOTTOM (PAGE_HEIGHT - 84.0)
#define WIDTH (PAGE_WIDTH - 2 * MARGIN)
#define LABEL_WIDTH 165.0
#define GAP 12.0
#define CODE_SIZE 116.0
#define CODE_PIXELS 400
#define FONT "Noto Sans, Adwaita Sans, Cantarell, sans-serif"

typedef enum
{
  PIECE_TITLE,
  PIECE_SECTION,
  PIECE_PARAGRAPH,
  PIECE_SMALL,
  PIECE_ROW,
  PIECE_ADDRESS,
  PIECE_CODE
} PieceKind;

/* The tag, and in points the space before it and the size of its text. */
static const struct { const char *tag; double space_before, size; gboolean bold; } kinds[] =
{
  [PIECE_TITLE] = { "H1", 18, 16, TRUE },
  [PIECE_SECTION] = { "H2", 16, 12, TRUE },
  [PIECE_PARAGRAPH] = { "P", 8, 10.5, FALSE },
  [PIECE_SMALL] = { "P", 8, 8.5, FALSE },
  [PIECE_ROW] = { "TR", 4, 10, FALSE },
  [PIECE_ADDRESS] = { "P", 0, 10, FALSE },
  [PIECE_CODE] = { "P", 16, 18, TRUE },
};

typedef struct
{
  PieceKind    kind;
  PangoLayout *left;  /* Owned */
  PangoLayout *right; /* Owned (nullable): the value of a row, the date beside an address */
} Piece;

struct _HkkMockPdf
{
  char         *title;
  char         *language;
  gint64        created_at;
  PangoContext *context;
  GArray       *pieces;
  guint         n_pages; /* once it is finished */
};

/* The pen: where the next line goes, and on which page. Without cr it only counts pages. */
typedef struct
{
  cairo_t    *cr;
  HkkMockPdf *pdf;
  double      y;
  guint       page;
  guint       n_pages;
  gboolean    in_table;
} Pen;

static void
piece_clear (gpointer data)
{
  Piece *piece = data;

  g_clear_object (&piece->left);
  g_clear_object (&piece->right);
}

static PangoLayout *
make_layout (HkkMockPdf *self,
             const char *text,
             double      size,
             gboolean    bold,
             double      width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string (FONT);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.15f);
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

static PangoLayout *
make_part (HkkMockPdf *self,
           PieceKind   kind,
           const char *text,
           double      width)
{
  return make_layout (self, text, kinds[kind].size, kinds[kind].bold, width);
}

static void
add_piece (HkkMockPdf  *self,
           PieceKind    kind,
           PangoLayout *left,
           PangoLayout *right)
{
  Piece piece = { kind, left, right };

  g_array_append_val (self->pieces, piece);
}

static void
begin_tag (Pen        *pen,
           const char *tag)
{
  if (pen->cr != NULL)
    cairo_tag_begin (pen->cr, tag, NULL);
}

static void
end_tag (Pen        *pen,
         const char *tag)
{
  if (pen->cr != NULL)
    cairo_tag_end (pen->cr, tag);
}

static void
set_grey (Pen    *pen,
          double  grey)
{
  cairo_set_source_rgb (pen->cr, grey, grey, grey + 0.02);
}

static double
line_height (PangoLayout *layout,
             int          index)
{
  PangoLayoutLine *line = layout == NULL ? NULL : pango_layout_get_line_readonly (layout, index);
  int height = 0;

  if (line != NULL)
    pango_layout_line_get_height (line, &height);
  return height * 1.15 / PANGO_SCALE;
}

/* Lines FROM … TO of one column, from Y down. */
static void
draw_lines (Pen         *pen,
            PangoLayout *layout,
            double       x,
            int          from,
            int          to,
            const double *heights)
{
  double y = pen->y;

  for (int i = from; i < to && i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoRectangle area;
      double shift = 0;

      pango_layout_line_get_extents (line, NULL, &area);
      if (pango_layout_get_alignment (layout) == PANGO_ALIGN_RIGHT)
        shift = (double) (pango_layout_get_width (layout) - area.width) / PANGO_SCALE;
      cairo_move_to (pen->cr, x + shift,
                     y + heights[i] - (double) (area.y + area.height) / PANGO_SCALE - heights[i] * 0.06);
      pango_cairo_show_layout_line (pen->cr, line);
      y += heights[i];
    }
}

static void
show_text (Pen           *pen,
           const char    *text,
           double         size,
           double         y,
           PangoAlignment alignment)
{
  g_autoptr(PangoLayout) layout = make_layout (pen->pdf, text, size, FALSE, WIDTH);

  pango_layout_set_alignment (layout, alignment);
  cairo_move_to (pen->cr, MARGIN, y);
  pango_cairo_show_layout (pen->cr, layout);
}

/* What repeats on each page and is no content: marked so that it is not read out. */
static void
draw_frame (Pen *pen)
{
  const char *language = pen->pdf->language;
  g_autofree char *pages = NULL;

  if (pen->cr == NULL)
    return;
  cairo_tag_begin (pen->cr, "Artifact", NULL);
  if (pen->page == 1)
    {
      g_autoptr(PangoLayout) name = make_layout (pen->pdf, "Meine hkk", 17, TRUE, WIDTH);

      hkk_mock_pdf_draw_mark (pen->cr, MARGIN, 44, 36);
      cairo_set_source_rgb (pen->cr, 0x0b / 255.0, 0x72 / 255.0, 0x85 / 255.0);
      cairo_move_to (pen->cr, MARGIN + 40, 47);
      pango_cairo_show_layout (pen->cr, name);
      cairo_rectangle (pen->cr, MARGIN, 92, WIDTH, 1.2);
      cairo_fill (pen->cr);
    }
  set_grey (pen, 0.35);
  if (pen->page == 1)
    show_text (pen, hkk_mock_text_in (language, N_("Demo – invented data")), 9, 56, PANGO_ALIGN_RIGHT);
  cairo_rectangle (pen->cr, MARGIN, PAGE_HEIGHT - 66, WIDTH, 0.5);
  cairo_fill (pen->cr);
  show_text (pen, hkk_mock_text_in (language, N_("Demo – invented data. This paper has no legal effect.")), 8,
             PAGE_HEIGHT - 58, PANGO_ALIGN_LEFT);
  /* TRANSLATORS: the number of this page and of all pages, in the footer of a letter */
  pages = g_strdup_printf (hkk_mock_text_in (language, N_("Page %1$u of %2$u")), pen->page, pen->n_pages);
  show_text (pen, pages, 8, PAGE_HEIGHT - 58, PANGO_ALIGN_RIGHT);
  cairo_tag_end (pen->cr, "Artifact");
}

static void
next_page (Pen *pen)
{
  if (pen->cr != NULL && pen->page > 0)
    cairo_show_page (pen->cr);
  pen->page++;
  pen->y = pen->page == 1 ? TOP_FIRST : TOP;
  draw_frame (pen);
}

static void
draw_chunk (Pen          *pen,
            const Piece  *piece,
            int           from,
            int           to,
            const double *heights)
{
  gboolean row = piece->kind == PIECE_ROW;

  if (pen->cr == NULL)
    return;
  cairo_tag_begin (pen->cr, kinds[piece->kind].tag, NULL);
  if (row)
    cairo_tag_begin (pen->cr, "TH", NULL);
  set_grey (pen, row || piece->kind == PIECE_SMALL ? 0.33 : 0.1);
  draw_lines (pen, piece->left, MARGIN, from, to, heights);
  if (row)
    cairo_tag_end (pen->cr, "TH");
  set_grey (pen, 0.1);
  if (row)
    cairo_tag_begin (pen->cr, "TD", NULL);
  if (piece->right != NULL)
    draw_lines (pen, piece->right, row ? MARGIN + LABEL_WIDTH + GAP : MARGIN, from, to, heights);
  if (row)
    cairo_tag_end (pen->cr, "TD");
  cairo_tag_end (pen->cr, kinds[piece->kind].tag);
}

/* As a picture, like that of a letter that was scanned: what reads codes looks for pictures in a file, too. */
static void
draw_square (cairo_t    *cr,
             const char *text,
             double      y)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, CODE_PIXELS, CODE_PIXELS);
  cairo_t *pen = cairo_create (picture);

  cairo_set_source_rgb (pen, 1, 1, 1);
  cairo_paint (pen);
  hkk_qr_code_draw (pen, text, 0, 0, CODE_PIXELS);
  cairo_destroy (pen);
  cairo_save (cr);
  cairo_translate (cr, MARGIN, y);
  cairo_scale (cr, CODE_SIZE / CODE_PIXELS, CODE_SIZE / CODE_PIXELS);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (picture);
}

/* The square to scan, and in the middle beside it what to type. */
static void
draw_code (Pen         *pen,
           const Piece *piece)
{
  if (pen->y + CODE_SIZE > BOTTOM)
    next_page (pen);
  if (pen->cr != NULL)
    {
      int height = 0;

      pango_layout_get_pixel_size (piece->left, NULL, &height);
      cairo_tag_begin (pen->cr, "Artifact", NULL);
      draw_square (pen->cr, pango_layout_get_text (piece->left), pen->y);
      cairo_tag_end (pen->cr, "Artifact");
      cairo_tag_begin (pen->cr, "P", NULL);
      set_grey (pen, 0.1);
      cairo_move_to (pen->cr, MARGIN + CODE_SIZE + 2 * GAP, pen->y + (CODE_SIZE - height) / 2);
      pango_cairo_show_layout (pen->cr, piece->left);
      cairo_tag_end (pen->cr, "P");
    }
  pen->y += CODE_SIZE;
}

/* One piece, in as many chunks as there are pages for it. */
static void
draw_piece (Pen         *pen,
            const Piece *piece)
{
  int n_left = pango_layout_get_line_count (piece->left);
  int n_right = piece->right == NULL ? 0 : pango_layout_get_line_count (piece->right);
  int n = MAX (n_left, n_right), from = 0;
  g_autofree double *heights = g_new0 (double, (gsize) n);

  for (int i = 0; i < n; i++)
    heights[i] = MAX (i < n_left ? line_height (piece->left, i) : 0, i < n_right ? line_height (piece->right, i) : 0);
  pen->y += kinds[piece->kind].space_before;
  if (piece->kind == PIECE_CODE)
    {
      draw_code (pen, piece);
      return;
    }
  /* A heading stays with what follows it. */
  if (piece->kind == PIECE_SECTION && pen->y + 60 > BOTTOM)
    next_page (pen);
  while (from < n)
    {
      int to = from;
      double height = 0;

      while (to < n && pen->y + height + heights[to] <= BOTTOM)
        height += heights[to++];
      if (to > from)
        draw_chunk (pen, piece, from, to, heights);
      pen->y += height;
      from = to;
      if (from < n)
        next_page (pen);
    }
}

static void
draw_all (HkkMockPdf *self,
          cairo_t    *cr,
          guint      *n_pages)
{
  Pen pen = { cr, self, 0, 0, *n_pages, FALSE };

  begin_tag (&pen, "Document");
  next_page (&pen);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      gboolean row = piece->kind == PIECE_ROW;

      if (row && !pen.in_table)
        begin_tag (&pen, "Table");
      if (!row && pen.in_table)
        end_tag (&pen, "Table");
      pen.in_table = row;
      draw_piece (&pen, piece);
    }
  if (pen.in_table)
    end_tag (&pen, "Table");
  end_tag (&pen, "Document");
  *n_pages = pen.page;
}

static cairo_status_t
write_bytes (void                *closure,
             const unsigned char *data,
             unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (HkkMockPdf      *self,
              cairo_surface_t *surface)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc (self->created_at / 1000);
  g_autofree char *created = g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, "Meine hkk (Demo)");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT,
                                  hkk_mock_text_in (self->language, N_("Demo – invented data")));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

/**
 * hkk_mock_pdf_new:
 * @title: the title, shown by viewers
 * @language: the language of its text: "de" or "en"
 * @created_at: unix milliseconds
 *
 * Returns: (transfer full): an empty letter
 */
HkkMockPdf *
hkk_mock_pdf_new (const char *title,
                  const char *language,
                  gint64      created_at)
{
  HkkMockPdf *self = g_new0 (HkkMockPdf, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->title = g_strdup (title);
  self->language = g_strdup (language);
  self->created_at = created_at;
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_language (self->context, pango_language_from_string (language));
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, piece_clear);
  return self;
}

/**
 * hkk_mock_pdf_address:
 * @lines: name and address of the person, top down
 * @date: the date of the letter, as it is shown
 *
 * Adds the address, with the date at the right of its last line.
 */
void
hkk_mock_pdf_address (HkkMockPdf         *self,
                      const char * const *lines,
                      const char         *date)
{
  g_autofree char *text = g_strjoinv ("\n", (char **) lines);
  g_autoptr(GString) beside = g_string_new (NULL);
  PangoLayout *right;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    g_string_append_c (beside, '\n');
  g_string_append (beside, date);
  right = make_part (self, PIECE_ADDRESS, beside->str, WIDTH);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  add_piece (self, PIECE_ADDRESS, make_part (self, PIECE_ADDRESS, text, WIDTH), right);
}

/* hkk_mock_pdf_title: the one heading of the first level. */
void
hkk_mock_pdf_title (HkkMockPdf *self,
                    const char *text)
{
  add_piece (self, PIECE_TITLE, make_part (self, PIECE_TITLE, text, WIDTH), NULL);
}

/* hkk_mock_pdf_section: a heading of the second level. */
void
hkk_mock_pdf_section (HkkMockPdf *self,
                      const char *text)
{
  add_piece (self, PIECE_SECTION, make_part (self, PIECE_SECTION, text, WIDTH), NULL);
}

/* hkk_mock_pdf_paragraph: running text; line ends are kept. */
void
hkk_mock_pdf_paragraph (HkkMockPdf *self,
                        const char *text)
{
  add_piece (self, PIECE_PARAGRAPH, make_part (self, PIECE_PARAGRAPH, text, WIDTH), NULL);
}

/* hkk_mock_pdf_small: a note in small print. */
void
hkk_mock_pdf_small (HkkMockPdf *self,
                    const char *text)
{
  add_piece (self, PIECE_SMALL, make_part (self, PIECE_SMALL, text, WIDTH), NULL);
}

/**
 * hkk_mock_pdf_row:
 * @label: what the value is
 * @value: the value; may have several lines
 *
 * Adds a row to the table that the row before belongs to, or starts one.
 */
void
hkk_mock_pdf_row (HkkMockPdf *self,
                  const char *label,
                  const char *value)
{
  add_piece (self, PIECE_ROW, make_part (self, PIECE_ROW, label, LABEL_WIDTH),
             make_part (self, PIECE_ROW, value, WIDTH - LABEL_WIDTH - GAP));
}

/**
 * hkk_mock_pdf_rows:
 * @rows: (nullable): [{label, value}]
 *
 * Adds them as hkk_mock_pdf_row() does.
 */
void
hkk_mock_pdf_rows (HkkMockPdf *self,
                   JsonArray  *rows)
{
  for (guint i = 0; i < hkk_json_array_length (rows); i++)
    {
      JsonObject *row = hkk_json_array_object (rows, i);

      hkk_mock_pdf_row (self, hkk_json_get_string (row, "label"), hkk_json_get_string (row, "value"));
    }
}

/**
 * hkk_mock_pdf_code:
 * @text: what is to be scanned, or typed
 *
 * Adds a QR code and beside it the text that is in it.
 */
void
hkk_mock_pdf_code (HkkMockPdf *self,
                   const char *text)
{
  add_piece (self, PIECE_CODE, make_part (self, PIECE_CODE, text, WIDTH - CODE_SIZE - 2 * GAP), NULL);
}

/* hkk_mock_pdf_pages: how many pages the finished letter has. */
guint
hkk_mock_pdf_pages (HkkMockPdf *self)
{
  return self->n_pages;
}

/**
 * hkk_mock_pdf_finish:
 *
 * Returns: (transfer full): the PDF file
 */
GBytes *
hkk_mock_pdf_finish (HkkMockPdf *self)
{
  GByteArray *data = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_bytes, data, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cr = NULL;
  g_autoptr(GBytes) plain = NULL;
  guint n_pages = 0;

  draw_all (self, NULL, &n_pages);
  self->n_pages = n_pages;
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  set_metadata (self, surface);
  cr = cairo_create (surface);
  draw_all (self, cr, &n_pages);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  plain = g_byte_array_free_to_bytes (data);
  return hkk_mock_pdf_set_language (plain, g_str_equal (self->language, "de") ? "de-DE" : "en-GB");
}

/* hkk_mock_pdf_free: frees the letter, finished or not. */
void
hkk_mock_pdf_free (HkkMockPdf *self)
{
  g_free (self->title);
  g_free (self->language);
  g_object_unref (self->context);
  g_array_unref (self->pieces);
  g_free (self);
}
