/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-picture-pdf.h"

#include <cairo-pdf.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "hkk-file-type.h"
#include "hkk-picture-page.h"

/* A4, ISO 216, and a margin, in points. */
#define SHORT_SIDE 595.276
#define LONG_SIDE 841.890
#define MARGIN 18.0
/* What is left for the pictures of a file, besides what holds them together. */
#define ROOM ((gsize) HKK_FILE_MAX_BYTES - 256 * 1024)
/* A picture of more is made smaller first: it would need four bytes of memory for each pixel. */
#define MAX_PIXELS ((guint64) 25 * 1000 * 1000)
#define SMALL_SIDE 32 /* enough to be told which way up it is */

/* One page: a JPEG and how it is turned to stand upright. */
typedef struct
{
  GBytes *source;      /* Owned: the file */
  GBytes *jpeg;        /* Owned */
  int     width;       /* of the JPEG, in pixels, as it lies */
  int     height;
  int     orientation; /* as Exif has it, 1 to 8 */
  guint   turns;       /* clockwise by 90°, of what stands upright */
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_bytes_unref (page->source);
  g_clear_pointer (&page->jpeg, g_bytes_unref);
  g_free (page);
}

/* --- Pictures --- */

static int
read_orientation (GBytes *picture)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (picture);
  g_autoptr(GdkPixbuf) small = gdk_pixbuf_new_from_stream_at_scale (stream, SMALL_SIDE, SMALL_SIDE, TRUE, NULL, NULL);
  const char *text = small != NULL ? gdk_pixbuf_get_option (small, "orientation") : NULL;
  int orientation = text != NULL ? (int) g_ascii_strtoll (text, NULL, 10) : 1;

  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/* PICTURE on white paper as a JPEG. (transfer full) (nullable) */
static GBytes *
to_jpeg (GdkPixbuf   *picture,
         const char  *quality,
         GError     **error)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  g_autoptr(GdkPixbuf) paper = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data = NULL;
  gsize size = 0;

  if (paper == NULL)
    {
      g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, "");
      return NULL;
    }
  gdk_pixbuf_fill (paper, 0xffffffff);
  gdk_pixbuf_composite (picture, paper, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_BILINEAR, 255);
  return gdk_pixbuf_save_to_buffer (paper, &data, &size, "jpeg", error, "quality", quality, NULL)
           ? g_bytes_new_take (data, size)
           : NULL;
}

/* Makes the picture anew, so that neither side has more than SIDE pixels. */
static gboolean
make_smaller (Page          *page,
              int            side,
              const char    *quality,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (page->source);
  g_autoptr(GdkPixbuf) picture = NULL;

  if (MAX (page->width, page->height) > side)
    picture = gdk_pixbuf_new_from_stream_at_scale (stream, side, side, TRUE, cancellable, error);
  else
    picture = gdk_pixbuf_new_from_stream (stream, cancellable, error);
  if (picture == NULL)
    return FALSE;
  g_clear_pointer (&page->jpeg, g_bytes_unref);
  page->jpeg = to_jpeg (picture, quality, error);
  page->width = gdk_pixbuf_get_width (picture);
  page->height = gdk_pixbuf_get_height (picture);
  return page->jpeg != NULL;
}

/* A JPEG stays as it is; anything else becomes one. */
static gboolean
prepare (Page          *page,
         GCancellable  *cancellable,
         GError       **error)
{
  gsize size;
  gconstpointer start = g_bytes_get_data (page->source, &size);
  guint64 width, height;

  if (!hkk_picture_check (start, size, error) || !hkk_picture_read_size (start, size, &width, &height, error))
    return FALSE;
  page->orientation = read_orientation (page->source);
  page->width = (int) width;
  page->height = (int) height;
  if (width * height > MAX_PIXELS)
    return make_smaller (page, 4000, "85", cancellable, error);
  if (hkk_file_type_sniff (start, MIN (size, HKK_FILE_SNIFF_BYTES)) != HKK_FILE_TYPE_JPEG)
    return make_smaller (page, HKK_PICTURE_MAX_SIDE, "90", cancellable, error);
  page->jpeg = g_bytes_ref (page->source);
  return TRUE;
}

static gsize
total_size (GPtrArray *pages)
{
  gsize total = 0;

  for (guint i = 0; i < pages->len; i++)
    total += g_bytes_get_size (((Page *) g_ptr_array_index (pages, i))->jpeg);
  return total;
}

/* All of them together are a file that may be handed in: smaller and smaller, until there is room. */
static gboolean
make_room (GPtrArray     *pages,
           GCancellable  *cancellable,
           GError       **error)
{
  static const struct { int side; const char *quality; } steps[] = {
    { 3000, "85" }, { 2200, "80" }, { 1600, "75" }, { 1200, "70" }, { 900, "60" },
  };

  for (gsize step = 0; total_size (pages) > ROOM && step < G_N_ELEMENTS (steps); step++)
    for (guint i = 0; i < pages->len; i++)
      {
        if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
            !make_smaller (g_ptr_array_index (pages, i), steps[step].side, steps[step].quality, cancellable, error))
          return FALSE;
      }
  return total_size (pages) <= ROOM || hkk_file_fail (error, HKK_FILE_ERROR_TOO_LARGE);
}

/* --- Pages --- */

/* What puts a picture of W × H upright: Exif 2.3, tag 274. */
static cairo_matrix_t
upright (int    orientation,
         double w,
         double h)
{
  const struct { double xx, yx, xy, yy, x0, y0; } of[] = {
    { 1, 0, 0, 1, 0, 0 }, { -1, 0, 0, 1, w, 0 }, { -1, 0, 0, -1, w, h }, { 1, 0, 0, -1, 0, h },
    { 0, 1, 1, 0, 0, 0 }, { 0, 1, -1, 0, h, 0 }, { 0, -1, -1, 0, h, w }, { 0, -1, 1, 0, 0, w },
  };
  cairo_matrix_t matrix;
  guint i = (guint) orientation - 1;

  cairo_matrix_init (&matrix, of[i].xx, of[i].yx, of[i].xy, of[i].yy, of[i].x0, of[i].y0);
  return matrix;
}

/* From the picture as it lies to how it stands, WIDTH × HEIGHT. */
static cairo_matrix_t
standing (const Page *page,
          double     *width,
          double     *height)
{
  cairo_matrix_t matrix = upright (page->orientation, page->width, page->height);

  *width = page->orientation > 4 ? page->height : page->width;
  *height = page->orientation > 4 ? page->width : page->height;
  for (guint i = 0; i < page->turns; i++)
    {
      cairo_matrix_t turn = upright (6, *width, *height);
      double side = *width;

      cairo_matrix_multiply (&matrix, &matrix, &turn);
      *width = *height;
      *height = side;
    }
  return matrix;
}

static void
draw_page (cairo_t         *cr,
           cairo_surface_t *pdf,
           const Page      *page)
{
  g_autoptr(GBytes) jpeg = g_bytes_ref (page->jpeg);
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, page->width, page->height);
  double width, height, page_width, page_height, scale;
  cairo_matrix_t matrix = standing (page, &width, &height);
  gsize size;
  const guchar *data = g_bytes_get_data (jpeg, &size);

  page_width = width > height ? LONG_SIDE : SHORT_SIDE;
  page_height = width > height ? SHORT_SIDE : LONG_SIDE;
  scale = MIN ((page_width - 2 * MARGIN) / width, (page_height - 2 * MARGIN) / height);
  cairo_pdf_surface_set_size (pdf, page_width, page_height);
  if (cairo_surface_set_mime_data (picture, CAIRO_MIME_TYPE_JPEG, data, size, (cairo_destroy_func_t) g_bytes_unref,
                                   jpeg) == CAIRO_STATUS_SUCCESS)
    g_steal_pointer (&jpeg);
  cairo_save (cr);
  cairo_translate (cr, (page_width - width * scale) / 2, (page_height - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_transform (cr, &matrix);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_show_page (cr);
  cairo_surface_destroy (picture);
}

static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw (GPtrArray  *pages,
      GError    **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream (append, bytes, SHORT_SIDE, LONG_SIDE);
  cairo_t *cr = cairo_create (pdf);
  cairo_status_t status;

  cairo_pdf_surface_restrict_to_version (pdf, CAIRO_PDF_VERSION_1_4); /* every reader opens it */
  for (guint i = 0; i < pages->len; i++)
    draw_page (cr, pdf, g_ptr_array_index (pages, i));
  cairo_surface_finish (pdf);
  status = cairo_status (cr) != CAIRO_STATUS_SUCCESS ? cairo_status (cr) : cairo_surface_status (pdf);
  cairo_destroy (cr);
  cairo_surface_destroy (pdf);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
  return NULL;
}

static void
make_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GPtrArray *pages = data;
  g_autoptr(GError) error = NULL;
  GBytes *pdf = NULL;

  for (guint i = 0; error == NULL && i < pages->len; i++)
    prepare (g_ptr_array_index (pages, i), cancellable, &error);
  if (error == NULL && make_room (pages, cancellable, &error) &&
      !g_cancellable_set_error_if_cancelled (cancellable, &error))
    pdf = draw (pages, &error);
  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_picture_pdf_async:
 * @pages: a list of #HkkPicturePage, not empty
 *
 * Makes one PDF of pictures in a worker: a page of A4 for each, in their order, upright as the camera noted and turned
 * as the person wants it. A JPEG is put in as it is, unless all of them together are more than a file may be: then they
 * are made smaller.
 *
 * Finishes with %HKK_FILE_ERROR, whose message is for the person, %GDK_PIXBUF_ERROR or %G_IO_ERROR.
 */
void
hkk_picture_pdf_async (GListModel          *pages,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  GPtrArray *jobs = g_ptr_array_new_with_free_func (page_free);

  g_task_set_source_tag (task, hkk_picture_pdf_async);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr(HkkPicturePage) page = g_list_model_get_item (pages, i);
      Page *job = g_new0 (Page, 1);

      job->source = g_bytes_ref (hkk_picture_page_get_bytes (page));
      job->turns = hkk_picture_page_get_turns (page);
      g_ptr_array_add (jobs, job);
    }
  g_task_set_task_data (task, jobs, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, make_worker);
}

/**
 * hkk_picture_pdf_finish:
 *
 * Returns: (transfer full) (nullable): a PDF
 */
GBytes *
hkk_picture_pdf_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
