/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-draft-sending.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hkk-file-type.h"
#include "hkk-json.h"
#include "hkk-plain-text.h"
#include "hkk-sealed-file.h"
#include "portal-server.h"

typedef struct
{
  char      *root;
  char      *dir;
  GBytes    *key;
  HkkDrafts *drafts;
} Fixture;

static HkkDrafts *
open_store (Fixture *self,
            GBytes  *key)
{
  return hkk_drafts_new (self->dir, "p1", key);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->root = test_make_folder ();
  self->dir = g_build_filename (self->root, "drafts", "p1", NULL);
  self->key = g_bytes_new ("0123456789abcdef0123456789abcdef", 32);
  self->drafts = open_store (self, self->key);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->drafts);
  g_bytes_unref (self->key);
  test_remove_folder (self->root);
  g_free (self->root);
  g_free (self->dir);
}

static gboolean
load (HkkDrafts  *drafts,
      GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_drafts_load_async (drafts, NULL, test_keep_result, &result);
  return hkk_drafts_load_finish (drafts, test_wait (&result), error);
}

static gboolean
save (HkkDrafts  *drafts,
      HkkDraft   *draft,
      GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &result);
  return hkk_drafts_save_finish (drafts, test_wait (&result), error);
}

static void
set_values (HkkDraft   *draft,
            const char *json)
{
  JsonNode *node = hkk_json_parse (json, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

  g_assert_nonnull (node);
  hkk_draft_take_values (draft, node);
}

static HkkDraft *
new_saved (Fixture    *self,
           const char *values)
{
  HkkDraft *draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 3, NULL, "Krankmeldung");
  g_autoptr(GError) error = NULL;

  set_values (draft, values);
  hkk_draft_set_step (draft, 2);
  g_assert_true (save (self->drafts, draft, &error));
  g_assert_no_error (error);
  return draft;
}

static HkkAttachment *
attach (Fixture     *self,
        HkkDraft    *draft,
        const char  *name,
        const char  *content,
        gsize        size,
        GError     **error)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  hkk_drafts_attach_async (self->drafts, draft, file, NULL, NULL, test_keep_result, &result);
  return hkk_drafts_attach_finish (self->drafts, test_wait (&result), error);
}

static guint
count_files (Fixture    *self,
             const char *suffix)
{
  g_autoptr(GDir) dir = g_dir_open (self->dir, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_suffix (name, suffix) ? 1 : 0;
  return count;
}

static char *
draft_path (Fixture    *self,
            const char *id)
{
  g_autofree char *name = g_strconcat (id, ".draft", NULL);

  return g_build_filename (self->dir, name, NULL);
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"employer\":\"Gärtnerei\",\"n\":5,\"list\":[{\"a\":true}]}");
  g_autoptr(HkkDrafts) again = open_store (self, self->key);
  g_autofree char *path = draft_path (self, hkk_draft_get_id (draft));
  g_autofree char *raw = NULL;
  g_autofree char *before = hkk_json_to_string (hkk_draft_get_values (draft));
  g_autofree char *after = NULL;
  gsize length;
  GStatBuf info;
  HkkDraft *loaded;

  g_assert_true (load (again, NULL));
  g_assert_true (hkk_drafts_get_loaded (again));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  loaded = hkk_drafts_find (again, hkk_draft_get_id (draft));
  after = hkk_json_to_string (hkk_draft_get_values (loaded));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (hkk_draft_get_key (loaded), ==, hkk_draft_get_key (draft));
  g_assert_cmpstr (hkk_draft_get_form_id (loaded), ==, "sick-note");
  g_assert_cmpint (hkk_draft_get_version (loaded), ==, 3);
  g_assert_cmpuint (hkk_draft_get_step (loaded), ==, 2);
  g_assert_cmpint (hkk_draft_get_state (loaded), ==, HKK_DRAFT_EDITING);
  g_assert_nonnull (hkk_draft_get_saved_at (loaded));
  g_assert_true (hkk_drafts_find_for_form (again, "sick-note", NULL) == loaded);
  g_assert_null (hkk_drafts_find_for_form (again, "other", NULL));
  /* Nobody else can read it, and it does not say what is in it. */
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &raw, &length, NULL));
  g_assert_cmpint (memcmp (raw, "HKK1", 4), ==, 0);
  g_assert_null (g_strstr_len (raw, (gssize) length, "employer"));
}

static gboolean
matches (HkkDraft   *draft,
         const char *words)
{
  g_autofree char *key = hkk_plain_text_key (words);

  return hkk_draft_matches (draft, key);
}

/* It is looked for in all that a person entered, wherever the words stand, and in nothing that a machine did. */
static void
test_matches (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"employer\":\"Gärtnerei\",\"n\":5,\"list\":[{\"town\":\"Bremen\"}],"
                                               "\"files\":[{\"upload\":\"abcdef\",\"name\":\"Scan 7.pdf\","
                                               "\"sha256\":\"00ff\",\"media_type\":\"application/pdf\"}]}");

  g_assert_true (matches (draft, "krankmeldung gaertnerei BREMEN scan"));
  g_assert_false (matches (draft, "Bremen Hamburg"));
  g_assert_false (matches (draft, "abcdef"));
  g_assert_false (matches (draft, "00ff"));
  g_assert_false (matches (draft, "application"));
}

static void
test_many_saves (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{}");
  GAsyncResult *results[20] = { NULL };
  g_autoptr(HkkDrafts) again = open_store (self, self->key);
  JsonObject *values;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"n\":%u}", i);

      set_values (draft, json);
      hkk_drafts_save_async (self->drafts, draft, NULL, test_keep_result, &results[i]);
    }
  for (guint i = 0; i < 20; i++)
    {
      g_assert_true (hkk_drafts_save_finish (self->drafts, test_wait (&results[i]), NULL));
      g_object_unref (results[i]);
    }
  g_assert_true (load (again, NULL));
  values = json_node_get_object (hkk_draft_get_values (hkk_drafts_find (again, hkk_draft_get_id (draft))));
  g_assert_cmpint (hkk_json_get_int (values, "n", -1), ==, 19);
  g_assert_cmpuint (count_files (self, ""), ==, 1);
}

/* A file cut at each length, and with each byte changed: never half a draft, never lost. */
static void
test_torn (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autofree char *path = draft_path (self, hkk_draft_get_id (draft));
  g_autofree char *damaged = g_strconcat (path, ".damaged", NULL);
  g_autofree char *raw = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &raw, &length, NULL));
  for (gsize i = 0; i < 2 * length; i += i < 40 ? 1 : 13)
    {
      g_autofree char *bad = g_memdup2 (raw, length);
      g_autoptr(HkkDrafts) again = open_store (self, self->key);
      gboolean cut = i < length;
      const char * const *names;

      bad[cut ? 0 : i - length] ^= cut ? 0 : 1;
      g_assert_true (g_file_set_contents (path, bad, (gssize) (cut ? i : length), NULL));
      g_assert_true (load (again, NULL));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 0);
      names = hkk_drafts_get_damaged (again);
      g_assert_nonnull (names[0]);
      g_assert_true (g_str_has_suffix (damaged, names[0]));
      g_assert_null (names[1]);
      g_assert_true (g_file_test (damaged, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_cmpint (g_unlink (damaged), ==, 0);
    }
}

static void
test_wrong_key (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autoptr(GBytes) wrong = g_bytes_new ("fedcba9876543210fedcba9876543210", 32);
  g_autoptr(HkkDrafts) other = open_store (self, wrong);
  g_autoptr(HkkDrafts) stranger = hkk_drafts_new (self->dir, "p2", self->key);
  g_autoptr(HkkDrafts) right = open_store (self, self->key);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAttachment) attachment = attach (self, draft, "a.pdf", TEST_PDF, strlen (TEST_PDF), &error);

  g_assert_no_error (error);
  g_assert_true (save (self->drafts, draft, NULL));
  g_assert_true (load (other, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 0);
  g_assert_nonnull (hkk_drafts_get_damaged (other)[0]);
  g_assert_true (load (stranger, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stranger)), ==, 0);
  /* The right key is back, and so is everything. */
  g_assert_true (load (right, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (right)), ==, 1);
  g_assert_null (hkk_drafts_get_damaged (right)[0]);
  g_assert_cmpuint (count_files (self, ".file"), ==, 1);
}

static void
test_no_place (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autofree char *path = draft_path (self, hkk_draft_get_id (draft));
  g_autofree char *moved = g_strconcat (self->dir, ".away", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDrafts) again = open_store (self, self->key);

  /* Nothing can be written where a file stands in place of the folder, whoever one is. */
  g_assert_cmpint (g_rename (self->dir, moved), ==, 0);
  g_assert_true (g_file_set_contents (self->dir, "", 0, NULL));
  set_values (draft, "{\"a\":2}");
  g_assert_false (save (self->drafts, draft, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  g_assert_true (g_str_has_prefix (error->message, "Nothing can be written on this computer: "));
  g_assert_cmpint (g_unlink (self->dir), ==, 0);
  g_assert_cmpint (g_rename (moved, self->dir), ==, 0);
  g_assert_true (load (again, NULL));
  g_assert_cmpint (
    hkk_json_get_int (json_node_get_object (hkk_draft_get_values (hkk_drafts_find (again, hkk_draft_get_id (draft)))),
                      "a", 0), ==, 1);
}

/* A file stands in place of the folder: nothing can be written, whoever one is. */
static void
block (Fixture  *self,
       gboolean  blocked)
{
  g_autofree char *moved = g_strconcat (self->dir, ".away", NULL);

  if (blocked)
    {
      g_rename (self->dir, moved);
      g_assert_true (g_file_set_contents (self->dir, "", 0, NULL));
    }
  else
    {
      g_assert_cmpint (g_unlink (self->dir), ==, 0);
      g_rename (moved, self->dir);
    }
}

static gint64
saved_number (Fixture  *self,
              HkkDraft *draft)
{
  g_autoptr(HkkDrafts) again = open_store (self, self->key);
  HkkDraft *read = NULL;

  g_assert_true (load (again, NULL));
  read = hkk_drafts_find (again, hkk_draft_get_id (draft));
  return read != NULL ? hkk_json_get_int (json_node_get_object (hkk_draft_get_values (read)), "a", -1) : -1;
}

/* What could not be saved says so, keeps the time of what is on the disk, and is saved by itself when that works
 * again. */
static void
test_unsaved (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autoptr(HkkDraft) other = new_saved (self, "{\"a\":5}");
  g_autoptr(GDateTime) saved_at = g_date_time_ref (hkk_draft_get_saved_at (draft));
  g_autoptr(GError) error = NULL;

  g_assert_null (hkk_draft_get_unsaved (draft));
  block (self, TRUE);
  set_values (draft, "{\"a\":2}");
  set_values (other, "{\"a\":6}");
  g_assert_false (save (self->drafts, draft, &error));
  g_assert_false (save (self->drafts, other, NULL));
  g_assert_error (hkk_draft_get_unsaved (draft), HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  g_assert_nonnull (hkk_draft_get_unsaved_since (draft));
  g_assert_true (g_date_time_equal (hkk_draft_get_saved_at (draft), saved_at));
  g_assert_cmpuint (hkk_drafts_get_n_unsaved (self->drafts), ==, 2);
  g_assert_true (hkk_drafts_find_for_form (self->drafts, "sick-note", NULL) == other);
  block (self, FALSE);
  g_assert_cmpint (saved_number (self, draft), ==, 1);
  test_wait_until (hkk_drafts_get_n_unsaved (self->drafts) == 0);
  g_assert_null (hkk_draft_get_unsaved_since (draft));
  g_assert_cmpint (saved_number (self, draft), ==, 2);
  g_assert_cmpint (saved_number (self, other), ==, 6);
}

static void
assert_numbers_are_kept (HkkDrafts *before,
                         HkkDrafts *after)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (before));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (after)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (before), i);
      HkkDraft *same = hkk_drafts_find (after, hkk_draft_get_id (draft));

      g_assert_nonnull (same);
      g_assert_cmpuint (hkk_draft_get_number (same), ==, hkk_draft_get_number (draft));
    }
}

/* Those that are called alike are told apart, and keep what they are called when another one goes, and when all are
 * read again. What is done takes no number. */
static void
test_called_alike (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(HkkDraft) first = new_saved (self, "{\"a\":1}");
  g_autoptr(HkkDraft) second = new_saved (self, "{\"a\":2}");
  g_autoptr(HkkDraft) third = NULL;
  g_autoptr(HkkDraft) last = NULL;
  g_autoptr(HkkDrafts) again = NULL;

  g_assert_cmpuint (hkk_draft_get_number (first), ==, 1);
  g_assert_cmpuint (hkk_draft_get_number (second), ==, 2);
  hkk_draft_set_title (second, "Other");
  g_assert_cmpuint (hkk_draft_get_number (second), ==, 1);
  hkk_draft_set_title (second, "Krankmeldung");
  hkk_draft_set_title (first, "Other");
  g_assert_cmpuint (hkk_draft_get_number (second), ==, 2);
  third = new_saved (self, "{\"a\":3}");
  g_assert_cmpuint (hkk_draft_get_number (third), ==, 1);
  hkk_draft_set_title (first, "Krankmeldung");
  g_assert_cmpuint (hkk_draft_get_number (first), ==, 3);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(HkkDraft) more = new_saved (self, "{\"a\":4}");

      g_assert_cmpuint (hkk_draft_get_number (more), ==, i + 4);
    }
  g_assert_true (save (self->drafts, first, NULL) && save (self->drafts, second, NULL));
  again = open_store (self, self->key);
  g_assert_true (load (again, NULL));
  assert_numbers_are_kept (self->drafts, again);
  hkk_draft_set_state (third, HKK_DRAFT_DONE);
  last = new_saved (self, "{\"a\":5}");
  g_assert_cmpuint (hkk_draft_get_number (last), ==, 1);
}

/* Without a key everything is in memory; with it, it is kept, and what was kept before is there too. */
static void
test_no_key (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkDraft) before = new_saved (self, "{\"a\":1}");
  g_autoptr(HkkDrafts) drafts = hkk_drafts_new (self->dir, "p1", NULL);
  g_autoptr(HkkDraft) draft = hkk_draft_new (HKK_DRAFT_REQUEST, "other", 1, NULL, "Other");
  g_autoptr(GError) no_key = hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE, "No key");

  hkk_drafts_set_failure (drafts, no_key);
  set_values (draft, "{\"a\":7}");
  g_assert_false (save (drafts, draft, NULL));
  g_assert_error (hkk_draft_get_unsaved (draft), HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  g_assert_true (hkk_drafts_find_for_form (drafts, "other", NULL) == draft);
  hkk_drafts_set_key (drafts, self->key);
  g_assert_true (load (drafts, NULL));
  g_assert_null (hkk_drafts_get_failure (drafts));
  test_wait_until (hkk_drafts_get_n_unsaved (drafts) == 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (drafts)), ==, 2);
  g_assert_cmpint (saved_number (self, draft), ==, 7);
}

/* A folder that cannot be read is told, and read when it can be. */
static void
test_not_readable (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autoptr(HkkDrafts) again = open_store (self, self->key);

  block (self, TRUE);
  g_assert_false (load (again, NULL));
  g_assert_nonnull (hkk_drafts_get_failure (again));
  g_assert_false (hkk_drafts_get_loaded (again));
  block (self, FALSE);
  test_wait_until (hkk_drafts_get_loaded (again));
  g_assert_null (hkk_drafts_get_failure (again));
  g_assert_nonnull (hkk_drafts_find (again, hkk_draft_get_id (draft)));
}

/* What was posted is kept as it was until its outcome is known. */
static void
test_posted (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");

  hkk_draft_set_state (draft, HKK_DRAFT_UNKNOWN);
  set_values (draft, "{\"a\":2}");
  g_assert_cmpint (hkk_json_get_int (json_node_get_object (hkk_draft_get_values (draft)), "a", 0), ==, 1);
  g_assert_true (hkk_drafts_find_for_form (self->drafts, "sick-note", NULL) == draft);
  hkk_draft_set_state (draft, HKK_DRAFT_EDITING);
  set_values (draft, "{\"a\":2}");
  g_assert_cmpint (hkk_json_get_int (json_node_get_object (hkk_draft_get_values (draft)), "a", 0), ==, 2);
}

static void
test_read_only (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autofree char *path = draft_path (self, hkk_draft_get_id (draft));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_cmpint (g_chmod (self->dir, 0500), ==, 0);
  if (g_access (self->dir, W_OK) == 0)
    {
      g_chmod (self->dir, 0700);
      g_test_skip ("the superuser can write everywhere");
      return;
    }
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  set_values (draft, "{\"a\":2}");
  g_assert_false (save (self->drafts, draft, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpmem (before, length, after, length);
  g_chmod (self->dir, 0700);
}

static void
test_attachments (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{}");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) refused = NULL;
  g_autoptr(GError) empty = NULL;
  g_autoptr(HkkAttachment) first = attach (self, draft, "Rechnung ä.pdf", TEST_PDF, strlen (TEST_PDF), &error);
  g_autoptr(HkkAttachment) second = attach (self, draft, "b.pdf", TEST_PDF, strlen (TEST_PDF), &error);
  g_autoptr(HkkAttachment) none = attach (self, draft, "c.pdf", "<html>", 6, &refused);
  g_autoptr(HkkAttachment) nothing = attach (self, draft, "d.pdf", "", 0, &empty);
  g_autoptr(HkkDrafts) again = open_store (self, self->key);
  g_autoptr(GPtrArray) used = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *values = NULL;
  HkkDraft *loaded;

  g_assert_no_error (error);
  g_assert_error (refused, HKK_FILE_ERROR, HKK_FILE_ERROR_WEB_PAGE);
  g_assert_error (empty, HKK_FILE_ERROR, HKK_FILE_ERROR_EMPTY);
  g_assert_cmpstr (hkk_attachment_get_name (first), ==, "Rechnung ä.pdf");
  g_assert_cmpstr (hkk_attachment_get_media_type (first), ==, "application/pdf");
  g_assert_cmpint (hkk_attachment_get_size (first), ==, strlen (TEST_PDF));
  g_assert_cmpuint (strlen (hkk_attachment_get_sha256 (first)), ==, 64);
  values = g_strdup_printf ("{\"g\":[{\"files\":[{\"upload\":\"%s\"}]}],\"x\":[{\"upload\":\"nobody\"}]}",
                            hkk_attachment_get_upload (first));
  set_values (draft, values);
  g_assert_true (save (self->drafts, draft, NULL));
  used = hkk_draft_get_used (draft);
  g_assert_cmpuint (used->len, ==, 1);
  g_assert_true (used->pdata[0] == first);

  g_assert_true (load (again, NULL));
  g_assert_cmpuint (count_files (self, ".file"), ==, 2);
  loaded = hkk_drafts_find (again, hkk_draft_get_id (draft));
  g_assert_cmpuint (g_list_model_get_n_items (hkk_draft_get_attachments (loaded)), ==, 2);
  hkk_drafts_read_async (again, loaded, hkk_attachment_get_upload (first), NULL, test_keep_result, &result);
  bytes = hkk_drafts_read_finish (again, test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), TEST_PDF, strlen (TEST_PDF));

  /* Its copy is there as long as a saved draft names it. */
  hkk_drafts_detach (self->drafts, draft, hkk_attachment_get_upload (second));
  g_assert_cmpuint (count_files (self, ".file"), ==, 2);
  g_assert_true (save (self->drafts, draft, NULL));
  g_assert_cmpuint (count_files (self, ".file"), ==, 1);
}

static void
test_delete (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{}");
  g_autoptr(HkkDraft) other = new_saved (self, "{}");
  g_autoptr(HkkAttachment) attachment = attach (self, draft, "a.pdf", TEST_PDF, strlen (TEST_PDF), NULL);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 2);
  hkk_drafts_delete_async (self->drafts, draft, NULL, test_keep_result, &result);
  g_assert_true (hkk_drafts_delete_finish (self->drafts, test_wait (&result), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 1);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_DONE);
  g_assert_cmpuint (count_files (self, ""), ==, 1);
  /* A late autosave does not bring it back. */
  g_assert_true (save (self->drafts, draft, NULL));
  g_assert_cmpuint (count_files (self, ""), ==, 1);
}

static gboolean
remove_damaged (HkkDrafts   *drafts,
                const char  *name,
                GError     **error)
{
  g_autofree char *copy = g_strdup (name);
  g_autoptr(GAsyncResult) result = NULL;

  hkk_drafts_remove_damaged_async (drafts, copy, NULL, test_keep_result, &result);
  return hkk_drafts_remove_damaged_finish (drafts, test_wait (&result), error);
}

/* What cannot be read is put away when the person says so, with its files, and nothing else is. */
static void
test_remove_damaged (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autoptr(HkkDraft) good = new_saved (self, "{\"a\":2}");
  g_autoptr(HkkAttachment) attachment = attach (self, draft, "a.pdf", TEST_PDF, strlen (TEST_PDF), NULL);
  g_autofree char *path = draft_path (self, hkk_draft_get_id (draft));
  g_autoptr(HkkDrafts) again = open_store (self, self->key);
  g_autoptr(HkkDrafts) later = open_store (self, self->key);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_true (load (again, NULL));
  g_assert_cmpuint (g_strv_length ((char **) hkk_drafts_get_damaged (again)), ==, 1);
  block (self, TRUE);
  g_assert_false (remove_damaged (again, hkk_drafts_get_damaged (again)[0], &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  g_assert_nonnull (hkk_drafts_get_damaged (again)[0]);
  block (self, FALSE);
  g_assert_true (remove_damaged (again, hkk_drafts_get_damaged (again)[0], NULL));
  g_assert_null (hkk_drafts_get_damaged (again)[0]);
  g_assert_cmpuint (count_files (self, ""), ==, 1);
  g_assert_true (load (later, NULL));
  g_assert_null (hkk_drafts_get_damaged (later)[0]);
  g_assert_nonnull (hkk_drafts_find (later, hkk_draft_get_id (good)));
}

/* What the disk keeps is not said to be gone, and can be gone on with. */
static void
test_delete_refused (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{\"a\":1}");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  block (self, TRUE);
  hkk_drafts_delete_async (self->drafts, draft, NULL, test_keep_result, &result);
  g_assert_false (hkk_drafts_delete_finish (self->drafts, test_wait (&result), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  block (self, FALSE);
  g_assert_true (hkk_drafts_find (self->drafts, hkk_draft_get_id (draft)) == draft);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_EDITING);
  set_values (draft, "{\"a\":2}");
  g_assert_true (save (self->drafts, draft, NULL));
  g_assert_cmpint (saved_number (self, draft), ==, 2);
}

/* What was read before it was deleted does not come back with the answer, and nothing is there twice. */
static void
test_delete_while_loading (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{}");
  g_autoptr(GAsyncResult) before = NULL;
  g_autoptr(GAsyncResult) deleted = NULL;
  g_autoptr(GAsyncResult) during = NULL;
  g_autoptr(GAsyncResult) refused = NULL;
  g_autoptr(HkkDraft) other = new_saved (self, "{}");

  hkk_drafts_load_async (self->drafts, NULL, test_keep_result, &before);
  test_wait (&before);
  hkk_drafts_delete_async (self->drafts, draft, NULL, test_keep_result, &deleted);
  g_assert_true (hkk_drafts_delete_finish (self->drafts, test_wait (&deleted), NULL));
  g_assert_true (hkk_drafts_load_finish (self->drafts, before, NULL));
  g_assert_null (hkk_drafts_find (self->drafts, hkk_draft_get_id (draft)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 1);

  hkk_drafts_load_async (self->drafts, NULL, test_keep_result, &during);
  test_wait (&during);
  block (self, TRUE);
  hkk_drafts_delete_async (self->drafts, other, NULL, test_keep_result, &refused);
  g_assert_true (hkk_drafts_load_finish (self->drafts, during, NULL));
  g_assert_false (hkk_drafts_delete_finish (self->drafts, test_wait (&refused), NULL));
  block (self, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 1);
  g_assert_true (hkk_drafts_find (self->drafts, hkk_draft_get_id (other)) == other);
  g_assert_true (load (self->drafts, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 1);
}

static void
put_file (Fixture    *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static void
test_leftovers (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{}");
  g_autoptr(HkkAttachment) unsaved = attach (self, draft, "a.pdf", TEST_PDF, strlen (TEST_PDF), NULL);
  g_autofree char *half = g_strconcat (hkk_draft_get_id (draft), ".draft.A1B2C3", NULL);
  g_autoptr(HkkDrafts) again = open_store (self, self->key);

  put_file (self, half);
  put_file (self, "0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210.file");
  put_file (self, "somebody else's");
  g_assert_true (load (again, NULL));
  g_assert_cmpuint (count_files (self, ".draft"), ==, 1);
  g_assert_cmpuint (count_files (self, ".file"), ==, 0);
  g_assert_cmpuint (count_files (self, ""), ==, 2);
}

static void
test_sending (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = new_saved (self, "{}");
  g_autoptr(HkkDrafts) again = open_store (self, self->key);

  hkk_draft_set_state (draft, HKK_DRAFT_SENDING);
  g_assert_true (save (self->drafts, draft, NULL));
  g_assert_true (load (again, NULL));
  g_assert_cmpint (hkk_draft_get_state (hkk_drafts_find (again, hkk_draft_get_id (draft))), ==, HKK_DRAFT_UNKNOWN);
}

#define add(name, func) g_test_add ("/portal/drafts/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("round-trip", test_round_trip);
  add ("many-saves", test_many_saves);
  add ("torn", test_torn);
  add ("wrong-key", test_wrong_key);
  add ("no-place", test_no_place);
  add ("unsaved", test_unsaved);
  add ("no-key", test_no_key);
  add ("not-readable", test_not_readable);
  add ("posted", test_posted);
  add ("read-only", test_read_only);
  add ("attachments", test_attachments);
  add ("delete", test_delete);
  add ("delete-refused", test_delete_refused);
  add ("delete-while-loading", test_delete_while_loading);
  add ("matches", test_matches);
  add ("called-alike", test_called_alike);
  add ("remove-damaged", test_remove_damaged);
  add ("leftovers", test_leftovers);
  add ("sending", test_sending);
  return g_test_run ();
}
