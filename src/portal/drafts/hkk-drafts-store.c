/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in the directory: ID.draft, ID.UPLOAD.file, and NAME.damaged for what could not be read. */
#include "hkk-drafts-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "hkk-json.h"
#include "hkk-portal-error.h"
#include "hkk-sealed-file.h"

#define FILE_SUFFIX ".file"
#define DAMAGED ".damaged"
#define ID_SIZE 32

static gboolean
is_id (const char *text,
       gsize       length)
{
  if (length != ID_SIZE)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
  return TRUE;
}

static char *
path_of (HkkDraftsPlace *self,
         const char     *name)
{
  return g_build_filename (self->dir, name, NULL);
}

static char *
file_name (const char *id,
           const char *upload)
{
  return g_strconcat (id, ".", upload, FILE_SUFFIX, NULL);
}

void
hkk_drafts_found_free (HkkDraftsFound *found)
{
  g_ptr_array_unref (found->drafts);
  g_ptr_array_unref (found->damaged);
  g_free (found);
}

static JsonObject *
read_draft (HkkDraftsPlace *self,
            const char     *name)
{
  g_autofree char *path = path_of (self, name);
  g_autofree char *id = g_strndup (name, ID_SIZE);
  g_autoptr(GBytes) plain = hkk_sealed_read (path, self->key, self->account, id, NULL);
  g_autoptr(JsonNode) node = plain != NULL ? hkk_json_parse_bytes (plain, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL)
                                           : NULL;
  g_autoptr(HkkDraft) draft = node != NULL ? hkk_draft_from_json (json_node_get_object (node)) : NULL;

  if (draft == NULL || !g_str_equal (hkk_draft_get_id (draft), id))
    return NULL;
  return json_object_ref (json_node_get_object (node));
}

static void
rename_to (HkkDraftsPlace *self,
           const char     *from,
           const char     *to)
{
  g_autofree char *old = path_of (self, from);
  g_autofree char *new = path_of (self, to);

  if (g_rename (old, new) != 0)
    g_debug ("%s: %s", old, g_strerror (errno));
}

static void
take_draft (HkkDraftsPlace *self,
            HkkDraftsFound *found,
            GHashTable     *kept,
            const char     *name)
{
  gboolean was_damaged = g_str_has_suffix (name, DAMAGED);
  g_autofree char *good = was_damaged ? g_strndup (name, strlen (name) - strlen (DAMAGED)) : g_strdup (name);
  g_autofree char *bad = g_strconcat (good, DAMAGED, NULL);
  g_autofree char *id = g_strndup (name, ID_SIZE);
  JsonObject *json = read_draft (self, name);

  if (json == NULL)
    {
      if (!was_damaged)
        rename_to (self, name, bad);
      g_ptr_array_add (found->damaged, g_steal_pointer (&bad));
      /* Its files may still be wanted. */
      g_hash_table_insert (kept, g_steal_pointer (&id), NULL);
      return;
    }
  if (was_damaged)
    rename_to (self, name, good);
  g_ptr_array_add (found->drafts, json);
  g_hash_table_insert (kept, g_steal_pointer (&id), json);
}

static gboolean
draft_names_file (JsonObject *json,
                  const char *upload,
                  gsize       length)
{
  JsonArray *attachments = hkk_json_get_array (json, "attachments");

  for (guint i = 0; i < hkk_json_array_length (attachments); i++)
    {
      const char *id = hkk_json_get_string (hkk_json_array_object (attachments, i), "upload");

      if (id != NULL && strlen (id) == length && memcmp (id, upload, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A temporary file of a write that did not end, or a copy that no draft names. */
static gboolean
is_leftover (const char *name,
             GHashTable *kept)
{
  g_autofree char *id = NULL;
  const char *rest = name + MIN (strlen (name), ID_SIZE);
  gpointer json;

  if (!is_id (name, MIN (strlen (name), ID_SIZE)) || *rest != '.')
    return FALSE;
  if (g_str_has_suffix (name, HKK_DRAFT_SUFFIX) || g_str_has_suffix (name, DAMAGED))
    return FALSE;
  if (!g_str_has_suffix (name, FILE_SUFFIX))
    return TRUE;
  id = g_strndup (name, ID_SIZE);
  if (!g_hash_table_lookup_extended (kept, id, NULL, &json))
    return TRUE;
  return json != NULL && !draft_names_file (json, rest + 1, strlen (rest + 1) - strlen (FILE_SUFFIX));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* In the same order each time. */
static GPtrArray *
list_names (HkkDraftsPlace  *self,
            GError         **error)
{
  g_autoptr(GDir) dir = g_dir_open (self->dir, 0, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
is_draft_name (const char *name)
{
  if (strlen (name) < ID_SIZE || !is_id (name, ID_SIZE))
    return FALSE;
  return g_str_equal (name + ID_SIZE, HKK_DRAFT_SUFFIX) || g_str_equal (name + ID_SIZE, HKK_DRAFT_SUFFIX DAMAGED);
}

HkkDraftsFound *
hkk_drafts_place_read (HkkDraftsPlace  *self,
                       gboolean         sweep,
                       GError         **error)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HkkDraftsFound *found;

  if (!g_file_test (self->dir, G_FILE_TEST_IS_DIR) && !hkk_make_private_dir (self->dir, error))
    return NULL;
  names = list_names (self, error);
  if (names == NULL)
    return NULL;
  found = g_new0 (HkkDraftsFound, 1);
  found->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  found->damaged = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < names->len; i++)
    if (is_draft_name (g_ptr_array_index (names, i)))
      take_draft (self, found, kept, g_ptr_array_index (names, i));
  for (guint i = 0; sweep && i < names->len; i++)
    if (is_leftover (g_ptr_array_index (names, i), kept))
      {
        g_autofree char *path = path_of (self, g_ptr_array_index (names, i));

        g_unlink (path);
      }
  return found;
}

static void
remove_file (HkkDraftsPlace *self,
             const char     *id,
             const char     *upload)
{
  g_autofree char *name = file_name (id, upload);
  g_autofree char *path = path_of (self, name);

  g_unlink (path);
}

gboolean
hkk_drafts_place_write (HkkDraftsPlace      *self,
                        const char          *id,
                        GBytes              *plain,
                        const char * const  *remove,
                        GError             **error)
{
  g_autofree char *name = g_strconcat (id, HKK_DRAFT_SUFFIX, NULL);
  g_autofree char *path = path_of (self, name);

  if (!hkk_make_private_dir (self->dir, error) || !hkk_sealed_write (path, self->key, self->account, id, plain, error))
    return FALSE;
  for (guint i = 0; remove != NULL && remove[i] != NULL; i++)
    remove_file (self, id, remove[i]);
  return TRUE;
}

static gboolean
unlink_at (const char  *path,
           GError     **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE,
               /* TRANSLATORS: %s is the system's reason, like "Read-only file system" */
               _("It could not be deleted from this computer: %s. It is still there."), g_strerror (errno));
  return FALSE;
}

/* NAME: of the draft's file, damaged or not. */
gboolean
hkk_drafts_place_delete (HkkDraftsPlace  *self,
                         const char      *name,
                         GError         **error)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *path = path_of (self, name);
  g_autofree char *id = g_strndup (name, ID_SIZE);

  /* The draft first: files without one are swept at the next start, a draft without its files would be broken. */
  if (!unlink_at (path, error))
    return FALSE;
  names = list_names (self, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (names, i), id) &&
        g_str_has_suffix (g_ptr_array_index (names, i), FILE_SUFFIX))
      {
        g_autofree char *file = path_of (self, g_ptr_array_index (names, i));

        g_unlink (file);
      }
  return TRUE;
}

gboolean
hkk_drafts_place_write_file (HkkDraftsPlace  *self,
                             const char      *id,
                             const char      *upload,
                             GBytes          *plain,
                             GError         **error)
{
  g_autofree char *name = file_name (id, upload);
  g_autofree char *path = path_of (self, name);
  g_autofree char *seal = g_strconcat (id, "/", upload, NULL);

  return hkk_make_private_dir (self->dir, error) &&
         hkk_sealed_write (path, self->key, self->account, seal, plain, error);
}

GBytes *
hkk_drafts_place_read_file (HkkDraftsPlace  *self,
                            const char      *id,
                            const char      *upload,
                            GError         **error)
{
  g_autofree char *name = file_name (id, upload);
  g_autofree char *path = path_of (self, name);
  g_autofree char *seal = g_strconcat (id, "/", upload, NULL);

  return hkk_sealed_read (path, self->key, self->account, seal, error);
}
