/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-transfer-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hkk-file-name.h"

#define CHUNK ((gsize) 64 * 1024)
#define MAX_NUMBER 10000 /* of files of one name in one folder */
#define MAX_SIZE ((gint64) 512 * 1024 * 1024)

static void read_on (GTask *task);

/* A part file that is still there goes. */
void
hkk_download_clear (HkkTransfer *self)
{
  g_clear_object (&self->output);
  g_clear_pointer (&self->chunk, g_bytes_unref);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  if (self->part != NULL)
    g_unlink (self->part);
  g_clear_pointer (&self->part, g_free);
  g_clear_pointer (&self->checksum, g_checksum_free);
}

/* The reasons that a person can do something about, in their own words; (nullable) for another. */
static const char *
storage_sentence (GIOErrorEnum reason)
{
  switch ((int) reason)
    {
    case G_IO_ERROR_NO_SPACE:
      return _("The disk is full. Make room, then try again.");
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return _("You may not save in this folder. Choose another one.");
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
      return _("The folder is no longer there. Choose another one.");
    default:
      return NULL;
    }
}

static GError *
storage_error (int saved)
{
  const char *sentence = storage_sentence (saved == EDQUOT ? G_IO_ERROR_NO_SPACE : g_io_error_from_errno (saved));
  g_autofree char *message = NULL;

  if (sentence == NULL)
    /* TRANSLATORS: %s is the system's reason, like "Input/output error" */
    sentence = message = g_strdup_printf (_("The file could not be saved: %s."), g_strerror (saved));
  return hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE, sentence);
}

static gboolean
open_part (HkkTransfer  *self,
           GError      **error)
{
  g_autofree char *path = g_file_get_path (self->target);
  g_autofree char *dir = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;

  if (path == NULL)
    {
      *error = storage_error (ENOTSUP);
      return FALSE;
    }
  self->part = g_strdup_printf ("%s/.%.100s.XXXXXX", dir, base);
  self->fd = g_mkstemp_full (self->part, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      *error = storage_error (errno);
      g_clear_pointer (&self->part, g_free);
      return FALSE;
    }
  self->output = g_unix_output_stream_new (self->fd, FALSE);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return TRUE;
}

void
hkk_download_start (GTask *task)
{
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (self->part == NULL && !open_part (self, &error))
    {
      hkk_transfer_finish (task, g_steal_pointer (&error));
      return;
    }
  hkk_transfer_send (task, &(HkkCall) { .method = "GET", .path = self->path, .token = self->token },
                     self->etag != NULL ? self->done : 0);
}

static gboolean
start_anew (HkkTransfer *self)
{
  if (ftruncate (self->fd, 0) != 0 || lseek (self->fd, 0, SEEK_SET) != 0)
    return FALSE;
  g_checksum_reset (self->checksum);
  hkk_transfer_set_done (self, 0);
  return TRUE;
}

/* "sha-256=:BASE64:" of RFC 9530. */
static char *
read_digest (SoupMessageHeaders *headers)
{
  const char *header = soup_message_headers_get_list (headers, "Content-Digest");
  const char *start = header != NULL ? strstr (header, "sha-256=:") : NULL;
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen ("sha-256=:");
  end = strchr (start, ':');
  return end != NULL ? g_strndup (start, (gsize) (end - start)) : NULL;
}

static void
read_name (HkkTransfer        *self,
           SoupMessageHeaders *headers)
{
  g_autofree char *disposition = NULL;
  GHashTable *params = NULL;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &params))
    return;
  if (g_hash_table_lookup (params, "filename") != NULL)
    {
      g_autofree char *name = hkk_file_name_clean (g_hash_table_lookup (params, "filename"), NULL, _("File"));

      hkk_transfer_set_name (self, name);
    }
  g_hash_table_unref (params);
}

/* FALSE if the answer does not go on where the part file ends. */
static gboolean
take_headers (HkkTransfer *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);
  goffset start;
  goffset end;
  goffset total;

  if (soup_message_headers_get_list (headers, "Content-Encoding") != NULL)
    return FALSE;
  if (status == 206)
    return soup_message_headers_get_content_range (headers, &start, &end, &total) && start == self->done &&
           (self->total == 0 || total == self->total);
  if (status != 200 || !start_anew (self))
    return FALSE;
  total = soup_message_headers_get_content_length (headers);
  hkk_transfer_set_total (self, total);
  g_free (self->etag);
  self->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  g_free (self->digest);
  self->digest = read_digest (headers);
  read_name (self, headers);
  return total <= MAX_SIZE;
}

void
hkk_download_take_stream (GTask *task)
{
  HkkTransfer *self = g_task_get_source_object (task);

  if (take_headers (self))
    read_on (task);
  else
    hkk_transfer_finish (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

/* The name PATH is ours if nobody has it. A file system that cannot rename without replacing is asked by an empty
 * file. */
static gboolean
rename_to_free (const char *part,
                const char *path)
{
  int fd = -1;

  if (renameat2 (AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return FALSE;
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;
  close (fd);
  return g_rename (part, path) == 0;
}

/* (transfer full) (nullable): PATH, or the first number of it that is free, which the part file is called now. */
static char *
rename_beside (const char *part,
               const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);

  for (guint number = 1; number <= MAX_NUMBER; number++)
    {
      g_autofree char *name = number == 1 ? g_strdup (base) : hkk_file_name_number (base, number);
      g_autofree char *free_path = g_build_filename (dir, name, NULL);

      if (rename_to_free (part, free_path))
        return g_steal_pointer (&free_path);
      if (errno != EEXIST)
        return NULL;
    }
  return NULL;
}

static gboolean
rename_part (HkkTransfer *self)
{
  g_autofree char *path = g_file_get_path (self->target);
  g_autofree char *beside = NULL;

  if (!self->beside)
    return g_rename (self->part, path) == 0;
  beside = rename_beside (self->part, path);
  if (beside == NULL)
    return FALSE;
  g_object_unref (self->target);
  self->target = g_file_new_for_path (beside);
  return TRUE;
}

static void
complete_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  HkkTransfer *self = source;

  if (fsync (self->fd) != 0 || !rename_part (self))
    g_task_return_error (task, storage_error (errno));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_complete (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GTask *task = data;
  HkkTransfer *self = HKK_TRANSFER (source);
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_clear_pointer (&self->part, g_free);
  hkk_transfer_finish (task, g_steal_pointer (&error));
}

static gboolean
has_the_digest (HkkTransfer *self)
{
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *base64 = NULL;

  if (self->digest == NULL)
    return TRUE;
  g_checksum_get_digest (self->checksum, digest, &size);
  base64 = g_base64_encode (digest, size);
  return g_str_equal (base64, self->digest);
}

static void
take_end (GTask *task)
{
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GTask) complete = NULL;

  if (self->total > 0 && self->done < self->total)
    {
      hkk_transfer_broke (task, NULL);
      return;
    }
  if ((self->total > 0 && self->done != self->total) || !has_the_digest (self))
    {
      hkk_transfer_finish (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL,
                                                       _("The file did not arrive as the portal sent it. You can try "
                                                         "again.")));
      return;
    }
  hkk_transfer_set_total (self, self->done);
  hkk_transfer_end_attempt (self);
  complete = g_task_new (self, NULL, on_complete, task);
  g_task_set_source_tag (complete, take_end);
  g_task_run_in_thread (complete, complete_worker);
}

/* What GIO says is for programmers. */
static int
errno_of (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return ENOSPC;
  return EIO;
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  gsize written;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, &written, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        hkk_transfer_broke (task, error);
      else
        hkk_transfer_finish (task, storage_error (errno_of (error)));
      return;
    }
  hkk_transfer_set_done (self, self->done + (gint64) written);
  read_on (task);
}

static void
on_chunk (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gconstpointer bytes;
  gsize size;

  if (chunk == NULL)
    {
      hkk_transfer_broke (task, error);
      return;
    }
  bytes = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      take_end (task);
      return;
    }
  if (self->done + (gint64) size > MAX_SIZE)
    {
      hkk_transfer_finish (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return;
    }
  hkk_transfer_moved (self);
  /* What arrives counts as a new beginning for the number of tries. */
  self->attempts = 1;
  g_checksum_update (self->checksum, bytes, (gssize) size);
  g_clear_pointer (&self->chunk, g_bytes_unref);
  self->chunk = g_steal_pointer (&chunk);
  g_output_stream_write_all_async (self->output, bytes, size, G_PRIORITY_LOW, NULL, on_written, task);
}

static void
read_on (GTask *task)
{
  HkkTransfer *self = g_task_get_source_object (task);

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_LOW, self->attempt, on_chunk, task);
}
