/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-chooser.h"

#include <glib/gi18n.h>

/* GTK's own chooser, which is used outside of the sandbox, notes what was chosen a moment later, and writes its list a
 * quarter of a second after that. */
#define FORGET_EVERY_MS 40
#define FORGET_TRIES 500

typedef struct
{
  char  *uri;
  guint  tries;
} Forgetting;

static void
forgetting_free (gpointer data)
{
  Forgetting *self = data;

  g_free (self->uri);
  g_free (self);
}

/* What another program has put into the list stays there. */
static gboolean
is_ours_alone (GtkRecentInfo *info)
{
  gsize n = 0;
  g_auto(GStrv) programs = gtk_recent_info_get_applications (info, &n);

  return n == 1 && g_strcmp0 (programs[0], g_get_application_name ()) == 0;
}

static gboolean
on_forget (gpointer data)
{
  Forgetting *self = data;
  GtkRecentManager *recent = gtk_recent_manager_get_default ();
  GtkRecentInfo *info = gtk_recent_manager_lookup_item (recent, self->uri, NULL);

  if (info != NULL)
    {
      gboolean ours = is_ours_alone (info);
      g_autoptr(GError) error = NULL;

      gtk_recent_info_unref (info);
      if (ours && !gtk_recent_manager_remove_item (recent, self->uri, &error))
        g_warning ("A file stays in the list of recently used ones: %s", error->message);
      return G_SOURCE_REMOVE;
    }
  return ++self->tries < FORGET_TRIES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The names of a person's papers are nothing that other programs, or the next person, should find. */
static void
forget (GFile *file)
{
  Forgetting *self = g_new0 (Forgetting, 1);

  self->uri = g_file_get_uri (file);
  g_timeout_add_full (G_PRIORITY_HIGH, FORGET_EVERY_MS, on_forget, self, forgetting_free);
  // cppcheck-suppress memleak ; the source owns it
}

/* That somebody changed their mind is no failure: one code for it. */
static void
return_error (GTask  *task,
              GError *error)
{
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, error->message);
      g_error_free (error);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  GListModel *files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);

  if (files == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      forget (file);
    }
  g_task_return_pointer (task, files, g_object_unref);
}

static void
add_filter (GListStore         *filters,
            const char         *name,
            const char * const *media_types)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; media_types != NULL && media_types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, media_types[i]);
  if (media_types == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  g_list_store_append (filters, filter);
}

/**
 * hkk_file_chooser_open_async:
 * @window: where it is asked
 * @title: what the files are for
 * @media_types: what can be handed in; everything else can be looked at too
 *
 * Lets the person choose files. Those do not come into the desktop's list of recently used files.
 */
void
hkk_file_chooser_open_async (GtkWindow           *window,
                             const char          *title,
                             const char * const  *media_types,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, hkk_file_chooser_open_async);
  add_filter (filters, _("Files that can be handed in"), media_types);
  /* TRANSLATORS: A choice in the file dialog: files of every kind */
  add_filter (filters, _("All files"), NULL);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_open_multiple (dialog, window, cancellable, on_opened, task);
}

/**
 * hkk_file_chooser_open_finish:
 *
 * Returns: (transfer full) (nullable): the files, of #GFile; %G_IO_ERROR_CANCELLED if nothing was chosen
 */
GListModel *
hkk_file_chooser_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Takes all three; FILE is NULL if there is an ERROR. */
static void
return_file (GTask  *task,
             GFile  *file,
             GError *error)
{
  if (file == NULL)
    {
      return_error (task, error);
    }
  else
    {
      forget (file);
      g_task_return_pointer (task, file, g_object_unref);
    }
  g_object_unref (task);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  return_file (data, file, g_steal_pointer (&error));
}

/**
 * hkk_file_chooser_save_async:
 * @window: where it is asked
 * @name: a clean name to begin with
 *
 * Lets the person choose where to save a file, which does not come into the list of recently used ones.
 */
void
hkk_file_chooser_save_async (GtkWindow           *window,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, hkk_file_chooser_save_async);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window, cancellable, on_saved, task);
}

/**
 * hkk_file_chooser_save_finish:
 *
 * Returns: (transfer full) (nullable): the file; %G_IO_ERROR_CANCELLED if none was chosen
 */
GFile *
hkk_file_chooser_save_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_folder (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;
  GFile *folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  return_file (data, folder, g_steal_pointer (&error));
}

/**
 * hkk_file_chooser_folder_async:
 * @window: where it is asked
 * @title: what it is for
 *
 * Lets the person choose a folder to save several files in.
 */
void
hkk_file_chooser_folder_async (GtkWindow           *window,
                               const char          *title,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, hkk_file_chooser_folder_async);
  gtk_file_dialog_set_title (dialog, title);
  /* TRANSLATORS: Button of the file dialog: saves into the folder that is shown */
  gtk_file_dialog_set_accept_label (dialog, _("_Save here"));
  gtk_file_dialog_select_folder (dialog, window, cancellable, on_folder, task);
}

/**
 * hkk_file_chooser_folder_finish:
 *
 * Returns: (transfer full) (nullable): the folder; %G_IO_ERROR_CANCELLED if none was chosen
 */
GFile *
hkk_file_chooser_folder_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
