/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-names.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-sealed-file.h"

/* Of each form, what its search needs and its row shows; the rest may say something of the person. */
static const char * const kept[] = { "id", "version", "title", "summary", "category", "kind", "protection", "minutes",
                                     "keywords" };

static char *
dup_dir (void)
{
  return g_build_filename (g_get_user_cache_dir (), "meine-hkk", NULL);
}

static char *
dup_path (void)
{
  g_autofree char *dir = dup_dir ();

  return g_build_filename (dir, "form-names.json", NULL);
}

/* (transfer full) */
static JsonObject *
name_form (JsonObject *form)
{
  JsonObject *named = hkk_json_object ("prepare", json_array_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (form, kept[i]))
      json_object_set_member (named, kept[i], json_object_dup_member (form, kept[i]));
  return named;
}

static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* The next one may be kept; until then forms are found after the sign-in only. */
  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_debug ("names of forms: %s", error->message);
}

/**
 * hkk_form_names_keep:
 * @portal_url: whose forms they are
 * @catalogue: as the portal gives it
 *
 * Keeps the names in the background.
 */
void
hkk_form_names_keep (const char *portal_url,
                     JsonNode   *catalogue)
{
  JsonArray *forms = hkk_json_get_array (hkk_json_node_object (catalogue), "items");
  JsonArray *names = json_array_new ();
  g_autofree char *dir = dup_dir ();
  g_autofree char *path = dup_path ();
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text = NULL;

  for (guint i = 0; i < hkk_json_array_length (forms); i++)
    json_array_add_object_element (names, name_form (hkk_json_array_object (forms, i)));
  node = hkk_json_node ("portal", portal_url, "language", g_get_language_names ()[0],
                        "categories", json_array_new (), "items", names);
  text = hkk_json_to_string (node);
  bytes = g_bytes_new_take (text, strlen (text));
  if (hkk_make_private_dir (dir, NULL))
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_kept, NULL);
}

/**
 * hkk_form_names_forget:
 *
 * Removes what is kept, if anything is.
 */
void
hkk_form_names_forget (void)
{
  g_autofree char *path = dup_path ();

  g_unlink (path);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  const char *portal_url = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *where = NULL;
  JsonObject *names = NULL;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  node = hkk_json_parse_bytes (bytes, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);
  names = hkk_json_node_object (node);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_strcmp0 (hkk_json_get_string (names, "portal"), portal_url) == 0 &&
           g_strcmp0 (hkk_json_get_string (names, "language"), g_get_language_names ()[0]) == 0 &&
           hkk_thing_fits (HKK_TYPE_FORM_CATALOGUE, names, NULL, &where))
    g_task_return_pointer (task, hkk_thing_new_from_json (HKK_TYPE_FORM_CATALOGUE, names), g_object_unref);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Those are others");
}

/**
 * hkk_form_names_read_async:
 * @portal_url: whose forms are wanted
 */
void
hkk_form_names_read_async (const char          *portal_url,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  g_autofree char *path = dup_path ();
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_task_set_source_tag (task, hkk_form_names_read_async);
  g_task_set_task_data (task, g_strdup (portal_url), g_free);
  g_file_load_contents_async (file, cancellable, on_read, task);
}

/**
 * hkk_form_names_read_finish:
 * @error: %G_IO_ERROR_NOT_FOUND when none are kept of that portal in the language of this process
 *
 * Returns: (transfer full) (nullable): a catalogue without categories
 */
HkkFormCatalogue *
hkk_form_names_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
