/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

struct _HkkMockZip
{
  struct archive *archive;
  GByteArray     *data;
  gboolean        failed;
};

static la_ssize_t
write_bytes (struct archive *archive,
             void           *data,
             const void     *buffer,
             size_t          length)
{
  g_byte_array_append (data, buffer, (guint) length);
  return (la_ssize_t) length;
}

/* hkk_mock_zip_new: (transfer full): an empty file. */
HkkMockZip *
hkk_mock_zip_new (void)
{
  HkkMockZip *self = g_new0 (HkkMockZip, 1);

  self->data = g_byte_array_new ();
  self->archive = archive_write_new ();
  self->failed = archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
                 archive_write_set_bytes_per_block (self->archive, 0) != ARCHIVE_OK ||
                 archive_write_open2 (self->archive, self->data, NULL, write_bytes, NULL, NULL) != ARCHIVE_OK;
  return self;
}

/**
 * hkk_mock_zip_add:
 * @self: a file that is not finished
 * @path: where the entry is in it, ASCII
 * @bytes: its content
 * @at: when it was made, unix milliseconds
 */
void
hkk_mock_zip_add (HkkMockZip *self,
                  const char *path,
                  GBytes     *bytes,
                  gint64      at)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  archive_entry_set_pathname (entry, path);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, at / 1000, 0);
  if (archive_write_header (self->archive, entry) != ARCHIVE_OK ||
      (size > 0 && archive_write_data (self->archive, data, size) != (la_ssize_t) size))
    self->failed = TRUE;
  archive_entry_free (entry);
}

/* hkk_mock_zip_add_text: hkk_mock_zip_add() with a text. */
void
hkk_mock_zip_add_text (HkkMockZip *self,
                       const char *path,
                       const char *text,
                       gint64      at)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  hkk_mock_zip_add (self, path, bytes, at);
}

/* hkk_mock_zip_finish: (transfer full) (nullable): the file; %NULL if something went wrong on the way. */
GBytes *
hkk_mock_zip_finish (HkkMockZip *self)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    self->failed = TRUE;
  return self->failed ? NULL : g_bytes_new (self->data->data, self->data->len);
}

/* hkk_mock_zip_free: frees the file, finished or not. */
void
hkk_mock_zip_free (HkkMockZip *self)
{
  archive_write_free (self->archive);
  g_byte_array_unref (self->data);
  g_free (self);
}
