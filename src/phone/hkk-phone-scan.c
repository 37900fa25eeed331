/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-scan.h"

#include <gdk/gdk.h>
#include <glib/gi18n.h>
#include <string.h>
#include <zbar.h>

#include "hkk-file-read.h"
#include "hkk-file-type.h"
#include "hkk-phone-scan-pdf.h"

#define MAX_SIDE 8000 /* pixels: an A4 page at 600 dpi */
#define MAX_BYTES ((gsize) 64 * 1024 * 1024)
#define DEADLINE_MS (20 * 1000)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (zbar_image_scanner_t, zbar_image_scanner_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (zbar_image_t, zbar_image_destroy)

/* zbar reads brightness only. A code must have white around it: a picture of nothing but the code has none, so there is
 * a margin of PAD pixels on each side. (transfer full) */
static guchar *
brightness (GdkTexture *texture,
            gsize       width,
            gsize       height,
            gsize       pad)
{
  g_autofree guchar *pixels = g_malloc (width * height * 4);
  gsize stride = width + 2 * pad, size = stride * (height + 2 * pad);
  guchar *grey = memset (g_malloc (size), 255, size);

  gdk_texture_download (texture, pixels, width * 4);
  for (gsize i = 0; i < width * height; i++)
    {
      const guchar *pixel = pixels + 4 * i;
      /* Premultiplied: what is transparent lies on white paper. In memory BGRA or ARGB; the alpha is the last of the
       * native word. */
      guint alpha = (*(const guint32 *) (const void *) pixel) >> 24;
      guint sum = pixel[0] + pixel[1] + pixel[2] + pixel[3] - alpha;

      grey[(i / width + pad) * stride + i % width + pad] = (guchar) MIN (sum / 3 + 255 - alpha, 255);
    }
  return grey;
}

/* (transfer full) (nullable) */
static char *
read_code (GdkTexture *texture)
{
  unsigned width = (unsigned) gdk_texture_get_width (texture), height = (unsigned) gdk_texture_get_height (texture);
  unsigned pad = MIN (width, height) / 6;
  g_autofree guchar *grey = brightness (texture, width, height, pad);
  g_autoptr(zbar_image_scanner_t) scanner = zbar_image_scanner_create ();
  g_autoptr(zbar_image_t) image = zbar_image_create ();
  const zbar_symbol_t *symbol;

  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width + 2 * pad, height + 2 * pad);
  zbar_image_set_data (image, grey, (unsigned long) (width + 2 * pad) * (height + 2 * pad), NULL);
  if (zbar_scan_image (scanner, image) < 1)
    return NULL;
  symbol = zbar_image_first_symbol (image);
  return symbol != NULL ? g_utf8_make_valid (zbar_symbol_get_data (symbol),
                                             (gssize) zbar_symbol_get_data_length (symbol)) : NULL;
}

static gboolean
has_room (GdkTexture *texture)
{
  return gdk_texture_get_width (texture) <= MAX_SIDE && gdk_texture_get_height (texture) <= MAX_SIDE;
}

/* DATA is a char **: the first code. */
static gboolean
look_at (GdkTexture *texture,
         gpointer    data)
{
  char **code = data;

  if (has_room (texture))
    *code = read_code (texture);
  return *code == NULL;
}

static void
scan (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  char *code = NULL;

  if (hkk_phone_scan_is_pdf (data))
    hkk_phone_scan_pdf (data, MAX_SIDE, look_at, &code);
  else if ((texture = gdk_texture_new_from_bytes (data, &error)) != NULL)
    look_at (texture, &code);
  if (code != NULL)
    g_task_return_pointer (task, code, g_free);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _("There is no QR code in this picture that can be read. Take a sharp picture of the "
                               "whole letter."));
}

/* BYTES (transfer full) */
static void
begin (GTask  *task,
       GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  gsize size = 0;
  gconstpointer start = g_bytes_get_data (bytes, &size);

  g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
  /* By its header, before it is decoded: a small file can be a picture that no memory holds. */
  if (size == MAX_BYTES)
    hkk_file_fail (&error, HKK_FILE_ERROR_PICTURE_HUGE);
  else if (!hkk_phone_scan_is_pdf (bytes))
    hkk_picture_check (start, size, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_run_in_thread (task, scan);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  GBytes *bytes = hkk_file_read_finish (result, &error);

  if (bytes != NULL)
    begin (task, bytes);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
hkk_phone_scan_async (GFile               *picture,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_phone_scan_async);
  hkk_file_read_async (picture, MAX_BYTES, DEADLINE_MS, cancellable, on_read, task);
}

void
hkk_phone_scan_bytes_async (GBytes              *picture,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_phone_scan_bytes_async);
  begin (task, g_bytes_ref (picture));
}

char *
hkk_phone_scan_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
