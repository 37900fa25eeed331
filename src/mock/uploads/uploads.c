/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uploads.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "hkk-file-name.h"
#include "hkk-file-type.h"
#include "hkk-form-path.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "server.h"

#define NAME_START "filename*=UTF-8''"
#define LIFE HKK_MOCK_DAY
#define MAX_WAITING 50 /* uploads of one person that belong to nothing yet */

static const char * const migrations[] = {
  "CREATE TABLE uploads (account_id INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,"
  " sha256 TEXT NOT NULL, media_type TEXT NOT NULL, file TEXT NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER,"
  " PRIMARY KEY (account_id, id)) WITHOUT ROWID;"
  "CREATE INDEX uploads_by_file ON uploads (file);",
  /* Pixels of a picture's shorter side; 0 of a PDF. */
  "ALTER TABLE uploads ADD COLUMN side INTEGER NOT NULL DEFAULT 0;",
  NULL
};

/* FILE (nullable) in the folder of uploads, or the folder itself. */
static char *
file_path (HkkMockStore *store,
           const char   *file)
{
  return g_build_filename (hkk_mock_store_folder (store), "uploads", file, NULL);
}

static gboolean
is_id (const char *id)
{
  return strlen (id) == 32 && strspn (id, "0123456789abcdef") == 32;
}

/* The last part of the file name of Content-Disposition (RFC 8187: filename*=UTF-8''...), clean; NULL if there is none.
 * libsoup would replace what it does not like from 3.8 on: a name that nobody gave. */
static char *
read_name (HkkMockCall *call)
{
  const char *header = hkk_mock_call_header (call, "Content-Disposition");
  const char *start = header == NULL ? NULL : strstr (header, NAME_START);
  g_autofree char *unescaped = start == NULL ? NULL : g_uri_unescape_string (start + strlen (NAME_START), NULL);
  const char *slash = unescaped == NULL ? NULL : strrchr (unescaped, '/');
  const char *given = slash == NULL ? unescaped : slash + 1;

  if (given == NULL || *given == '\0')
    return NULL;
  /* TRANSLATORS: what a file is called that came without a name; “.pdf” or the like is put behind it */
  return hkk_file_name_clean (given, NULL, hkk_mock_text (call, N_("File")));
}

/* The server has compared a digest that was given; here one must be given. */
static gboolean
has_digest (HkkMockCall *call)
{
  const char *header = hkk_mock_call_header (call, "Content-Digest");

  return header != NULL && strstr (header, "sha-256=:") != NULL;
}

static const char *
problem_of (const GError *error)
{
  switch (error->code)
    {
    case HKK_FILE_ERROR_EMPTY: return "file_empty";
    case HKK_FILE_ERROR_TOO_LARGE: return "file_too_large";
    case HKK_FILE_ERROR_PDF_CUT_OFF:
    case HKK_FILE_ERROR_PDF_NO_PAGE:
    case HKK_FILE_ERROR_PDF_PASSWORD:
    case HKK_FILE_ERROR_PDF_FORM:
    case HKK_FILE_ERROR_PICTURE_CUT_OFF:
    case HKK_FILE_ERROR_PICTURE_TINY:
    case HKK_FILE_ERROR_PICTURE_HUGE:
    case HKK_FILE_ERROR_PICTURE_ODD: return "file_unreadable";
    default: return "file_type_refused";
    }
}

/* What is uploaded under an id stays: the same bytes again are fine, others are not. FALSE: refused or nothing to
 * do. */
static gboolean
check_repeat (HkkMockCall *call,
              gboolean    *known)
{
  g_autofree char *sha256 = hkk_mock_get_text (call->store,
                                               "SELECT sha256 FROM uploads WHERE account_id = ? AND id = ?",
                                               call->account_id, call->params[0]);

  *known = sha256 != NULL;
  return sha256 == NULL || g_str_equal (sha256, call->upload_sha256);
}

/* Moves the bytes to their place before the row is written: a row always has its file. Files without a row are
 * swept. */
static char *
keep_file (HkkMockCall *call)
{
  g_autofree char *file = hkk_mock_random_hex (16);
  g_autofree char *target = file_path (call->store, file);
  g_autofree char *folder = file_path (call->store, NULL);
  g_autofree char *path = hkk_mock_call_steal_upload (call);

  if (g_mkdir_with_parents (folder, 0700) == 0 && g_rename (path, target) == 0)
    return g_steal_pointer (&file);
  g_unlink (path);
  return NULL;
}

/* Whether it is what it says, and can be opened; SIDE gets the pixels of a picture's shorter side. */
static HkkMockPrepared
check_file (HkkMockCall *call,
            const char  *name,
            HkkFileType *type,
            guint       *side)
{
  const char *declared = soup_message_headers_get_content_type (
    soup_server_message_get_request_headers (call->message), NULL);
  g_autoptr(GMappedFile) file = g_mapped_file_new (call->upload, FALSE, NULL);
  g_autoptr(GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr(GError) error = NULL;

  if (bytes == NULL)
    return hkk_mock_call_refuse (call, "internal", NULL);
  if (!hkk_file_check (name, declared, g_bytes_get_data (bytes, NULL),
                       MIN (g_bytes_get_size (bytes), HKK_FILE_SNIFF_BYTES), call->upload_size, NULL, type, &error) ||
      !hkk_file_check_content (bytes, side, &error))
    return hkk_mock_call_refuse (call, problem_of (error), hkk_mock_text (call, hkk_file_error_msgid (error)));
  return HKK_MOCK_PREPARED;
}

static HkkMockPrepared
check_upload (HkkMockCall *call,
              const char  *name,
              HkkFileType *type,
              guint       *side,
              gboolean    *known)
{
  if (!is_id (call->params[0]))
    return hkk_mock_call_refuse (call, "invalid_request",
                                 hkk_mock_text (call, N_("The id of the upload is not valid.")));
  if (name == NULL)
    return hkk_mock_call_refuse (call, "invalid_request", hkk_mock_text (call, N_("The file has no name.")));
  if (check_file (call, name, type, side) != HKK_MOCK_PREPARED)
    return HKK_MOCK_REFUSED;
  if (!has_digest (call))
    return hkk_mock_call_refuse (call, "upload_incomplete",
                                 hkk_mock_text (call, N_("The file did not arrive complete. Send it again.")));
  if (!check_repeat (call, known))
    return hkk_mock_call_refuse (call, "conflict",
                                 hkk_mock_text (call, N_("There is another file with this id already.")));
  if (!*known &&
      hkk_mock_get_int (call->store, 0, "SELECT count(*) FROM uploads WHERE account_id = ? AND used_at IS NULL",
                        call->account_id) >= MAX_WAITING)
    return hkk_mock_call_refuse (call, "throttled", NULL);
  return HKK_MOCK_PREPARED;
}

static HkkMockPrepared
prepare_upload (HkkMockCall   *call,
                HkkMockIntent *intent)
{
  g_autofree char *name = read_name (call);
  g_autofree char *file = NULL;
  HkkFileType type = HKK_FILE_TYPE_UNKNOWN;
  gboolean known = FALSE;
  guint side = 0;

  if (check_upload (call, name, &type, &side, &known) != HKK_MOCK_PREPARED)
    return HKK_MOCK_REFUSED;
  if (!known && (file = keep_file (call)) == NULL)
    return hkk_mock_call_refuse (call, "internal", NULL);
  g_clear_pointer (&intent->body, json_node_unref);
  intent->body = hkk_json_node ("name", name, "size", call->upload_size, "sha256", call->upload_sha256,
                                "media_type", hkk_file_type_media_type (type), "side", (gint64) side, "file", file);
  return HKK_MOCK_PREPARED;
}

static gboolean
execute_upload (HkkMockStore        *store,
                const HkkMockIntent *intent,
                HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *id = intent->params[0];
  g_autoptr(HkkMockRows) rows = NULL;

  if (hkk_json_get_string (body, "file") != NULL)
    hkk_mock_run (store, "INSERT INTO uploads (account_id, id, name, size, sha256, media_type, file, created_at, side)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", intent->account_id, id, hkk_json_get_string (body, "name"),
                  hkk_json_get_int (body, "size", 0), hkk_json_get_string (body, "sha256"),
                  hkk_json_get_string (body, "media_type"), hkk_json_get_string (body, "file"), hkk_mock_now (),
                  hkk_json_get_int (body, "side", 0));
  rows = hkk_mock_query (store, "SELECT id, name, size, sha256, media_type, created_at + ? AS expires_at FROM uploads"
                         " WHERE account_id = ? AND id = ?", LIFE, intent->account_id, id);
  if (!hkk_mock_rows_next (rows))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  result->status = 201;
  result->body = hkk_mock_rows_object (rows);
  result->effect = g_strdup ("file uploaded");
  return TRUE;
}

static HkkMockProblem *
refuse_small (HkkMockCall    *call,
              HkkMockProblem *problem,
              const char     *field,
              guint           min_side)
{
  /* TRANSLATORS: %u is a number of pixels, always more than one */
  g_autofree char *message = g_strdup_printf (hkk_mock_text (call, N_("This picture is too small: it needs at least "
                                                                      "%u pixels on each side. "
                                                                      "Choose a larger one.")), min_side);

  return hkk_mock_problem_add_error (problem, field, "picture_too_small", message);
}

/**
 * hkk_mock_uploads_check:
 * @call: the call that hands files in
 * @intent: gets them as attachments
 * @files: (nullable): what the body names
 * @path: the place of @files in the body, for errors
 * @min_side: how many pixels the shorter side of a picture needs
 * @problem: (transfer full) (nullable): gets an error for each file that is not there as described
 *
 * Returns: (transfer full) (nullable): the problem
 */
HkkMockProblem *
hkk_mock_uploads_check (HkkMockCall    *call,
                        HkkMockIntent  *intent,
                        JsonArray      *files,
                        const char     *path,
                        guint           min_side,
                        HkkMockProblem *problem)
{
  for (guint i = 0; i < hkk_json_array_length (files); i++)
    {
      JsonObject *file = hkk_json_array_object (files, i);
      const char *id = hkk_json_get_string (file, "upload");
      g_autofree char *field = hkk_form_path_print (path, (int) i, NULL);
      g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
        "SELECT name, size, sha256, media_type, side FROM uploads WHERE account_id = ? AND id = ? AND used_at IS NULL"
        " AND name = ? AND size = ? AND sha256 = ?", call->account_id, id, hkk_json_get_string (file, "name"),
        hkk_json_get_int (file, "size", -1), hkk_json_get_string (file, "sha256"));

      gint64 side;

      if (!hkk_mock_rows_next (rows))
        problem = hkk_mock_problem_add_error (problem, field, "upload_unknown", hkk_mock_text (call,
                                              N_("This file is not with us any more. Add it again.")));
      else if ((side = hkk_mock_rows_int (rows, 4)) > 0 && side < min_side)
        problem = refuse_small (call, problem, field, min_side);
      else
        hkk_mock_intent_add_attachment (intent, id, hkk_mock_rows_text (rows, 0), hkk_mock_rows_int (rows, 1),
                                        hkk_mock_rows_text (rows, 2), hkk_mock_rows_text (rows, 3));
    }
  return problem;
}

/**
 * hkk_mock_uploads_take:
 * @store: a store in a transaction
 * @account_id: whose
 * @upload: the id of the upload
 *
 * Returns: (transfer full) (nullable): the file's name for hkk_mock_uploads_read(); %NULL if it was used or is gone
 */
char *
hkk_mock_uploads_take (HkkMockStore *store,
                       gint64        account_id,
                       const char   *upload)
{
  if (hkk_mock_run (store, "UPDATE uploads SET used_at = ? WHERE account_id = ? AND id = ? AND used_at IS NULL",
                    hkk_mock_now (), account_id, upload) != 1)
    return NULL;
  return hkk_mock_get_text (store, "SELECT file FROM uploads WHERE account_id = ? AND id = ?", account_id, upload);
}

/* hkk_mock_uploads_read: (transfer full) (nullable): the bytes of a file that hkk_mock_uploads_take() named. */
GBytes *
hkk_mock_uploads_read (HkkMockStore *store,
                       const char   *file)
{
  g_autofree char *path = file_path (store, file);
  char *data = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

/* Files whose row was never written, is over or went with a reset. */
static void
start (HkkMockServer *server)
{
  HkkMockStore *store = server->store;
  g_autofree char *path = file_path (store, NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = file_path (store, name);

      if (hkk_mock_get_int (store, 0, "SELECT count(*) FROM uploads WHERE file = ?", name) == 0)
        g_unlink (file);
    }
}

static void
tick (HkkMockStore *store,
      gint64        now)
{
  hkk_mock_run (store, "DELETE FROM uploads WHERE used_at IS NULL AND created_at < ?", now - LIFE);
}

static const HkkMockRoute routes[] = {
  { .operation = "put_upload", .method = "PUT", .path = "/v1/uploads/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_UPLOAD | HKK_MOCK_ROUTE_FULL, .prepare = prepare_upload, .execute = execute_upload },
};

const HkkMockService hkk_mock_uploads_service = {
  .name = "uploads",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .start = start,
  .tick = tick,
};
