/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-action.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "hkk-error-text.h"
#include "hkk-file-chooser.h"
#include "hkk-file-name.h"
#include "hkk-format.h"
#include "hkk-portal-error.h"
#include "hkk-transfer.h"

/* A shorter transfer needs no word: the result is there before it could be read. */
#define PROGRESS_AFTER_MS 300
/* Long enough to read it and to reach its button by keyboard. */
#define SAVED_SECONDS 15

typedef struct
{
  HkkFileAction  action;
  HkkShell     *shell;      /* Owned */
  GCancellable  *cancellable; /* Owned: the transfer's own, also cancelled by the toast */
  GCancellable  *outer;       /* Owned (nullable): the page's */
  gulong         outer_handler;
  char          *path;
  char          *name;
  char          *kept;        /* Owned (nullable): what a document is kept as on this computer */
  GFile         *target;      /* Owned (nullable) until it is chosen */
  HkkTransfer   *transfer;    /* Owned (nullable) */
  AdwToast      *toast;       /* Owned (nullable) while it is shown */
  guint          toast_source;
} FileJob;

static void
file_job_hide_progress (FileJob *job)
{
  g_clear_handle_id (&job->toast_source, g_source_remove);
  if (job->toast != NULL)
    adw_toast_dismiss (job->toast);
  g_clear_object (&job->toast);
}

static void
file_job_free (FileJob *job)
{
  file_job_hide_progress (job);
  g_cancellable_disconnect (job->outer, job->outer_handler);
  g_clear_object (&job->outer);
  g_clear_object (&job->shell);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->target);
  g_clear_object (&job->transfer);
  g_free (job->path);
  g_free (job->name);
  g_free (job->kept);
  g_free (job);
}

static void
on_outer_cancelled (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static GtkWindow *
get_window (FileJob *job)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (job->shell)));
}

static void
file_job_end (FileJob      *job,
              const GError *error)
{
  if (error != NULL && !hkk_error_is_cancel (error) && !hkk_error_is_answer (error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    {
      if (job->kept != NULL && hkk_portal_error_is_transport (error))
        hkk_shell_say (job->shell, _("This document is not on this computer. When the portal can be reached, choose "
                                     "“Keep on this computer” in its menu."));
      else
        hkk_shell_say_error (job->shell, error);
    }
  file_job_free (job);
}

/* The runtime directory is in memory where there is one. In the sandbox it is one of its own, of which other programs
 * see this program's folder only. */
static char *
private_directory (void)
{
  const char *sandbox = g_getenv ("FLATPAK_ID");

  if (sandbox != NULL)
    return g_build_filename (g_get_user_runtime_dir (), "app", sandbox, "meine-hkk-files", NULL);
  return g_build_filename (g_get_user_runtime_dir (), "meine-hkk-files", NULL);
}

/**
 * hkk_file_action_make_private:
 * @name: a clean name
 *
 * The person's viewer, and a printer, need a plain file. It goes when the person signs out or the program ends.
 *
 * Returns: (transfer full) (nullable): where it may be written
 */
GFile *
hkk_file_action_make_private (const char  *name,
                              GError     **error)
{
  g_autofree char *top = private_directory ();
  g_autofree char *pattern = g_build_filename (top, "XXXXXX", NULL);
  g_autofree char *file = NULL;

  if (g_mkdir_with_parents (top, 0700) != 0 || g_mkdtemp_full (pattern, 0700) == NULL)
    {
      g_set_error_literal (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE,
                           _("The file could not be kept for opening. Is the disk full?"));
      return NULL;
    }
  file = g_build_filename (pattern, name, NULL);
  return g_file_new_for_path (file);
}

static GtkWidget *
make_progress_title (FileJob *job)
{
  g_autofree char *name = hkk_format_isolate (job->name);
  /* TRANSLATORS: %s: the name of a file that is being downloaded */
  g_autofree char *text = g_strdup_printf (_("Loading “%s”"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_object_bind_property (job->transfer, "fraction", bar, "fraction", G_BINDING_SYNC_CREATE);
  return box;
}

static gboolean
on_show_progress (gpointer data)
{
  FileJob *job = data;

  job->toast_source = 0;
  job->toast = g_object_ref_sink (adw_toast_new (""));
  adw_toast_set_custom_title (job->toast, make_progress_title (job));
  adw_toast_set_timeout (job->toast, 0);
  adw_toast_set_button_label (job->toast, _("Cancel"));
  g_signal_connect_object (job->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), job->cancellable,
                           G_CONNECT_SWAPPED);
  hkk_shell_add_toast (job->shell, g_object_ref (job->toast));
  return G_SOURCE_REMOVE;
}

/* While the portal waits for an approval nothing moves, and the dialog says so. */
static void
on_state (HkkTransfer *transfer,
          GParamSpec  *pspec,
          gpointer     data)
{
  FileJob *job = data;

  file_job_hide_progress (job);
  if (hkk_transfer_get_state (transfer) == HKK_TRANSFER_RUNNING)
    job->toast_source = g_timeout_add (PROGRESS_AFTER_MS, on_show_progress, job);
}

/* What was to be opened, for who saves it instead. */
typedef struct
{
  HkkShell *shell; /* Weak (nullable) */
  char     *path;
  char     *name;
} Saving;

static void
saving_free (gpointer  data,
             GClosure *closure)
{
  Saving *self = data;

  g_clear_weak_pointer (&self->shell);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static void
on_save_instead (AdwToast *toast,
                 gpointer  data)
{
  Saving *self = data;

  if (self->shell != NULL)
    hkk_file_action_run (self->shell, HKK_FILE_ACTION_SAVE, self->path, self->name, NULL);
}

static void
offer_to_save (FileJob    *job,
               const char *sentence)
{
  AdwToast *toast = hkk_toast_new (sentence);
  Saving *saving = g_new0 (Saving, 1);

  g_set_weak_pointer (&saving->shell, job->shell);
  saving->path = g_strdup (job->path);
  saving->name = g_strdup (job->name);
  /* TRANSLATORS: Button: saves the file */
  adw_toast_set_button_label (toast, _("_Save"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_save_instead), saving, saving_free, 0);
  hkk_shell_add_toast (job->shell, toast);
}

static void
on_launched (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  FileJob *job = data;
  g_autoptr(GError) error = NULL;

  if (gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      file_job_free (job);
      return;
    }
  if (!hkk_error_is_cancel (error))
    offer_to_save (job, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)
                          ? _("No program opens this kind of file. You can save it instead.")
                          : _("The desktop did not open the file. You can save it and open it from there."));
  file_job_free (job);
}

static void
on_printed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FileJob *job = data;
  g_autoptr(GError) error = NULL;

  gtk_print_dialog_print_file_finish (GTK_PRINT_DIALOG (source), result, &error);
  file_job_end (job, error);
}

/* What a toast leads to. */
typedef struct
{
  HkkShell *shell; /* Weak (nullable) */
  GFile    *file;  /* Owned */
} Saved;

static void
saved_free (gpointer  data,
            GClosure *closure)
{
  Saved *self = data;

  g_clear_weak_pointer (&self->shell);
  g_object_unref (self->file);
  g_free (self);
}

static void
on_folder_opened (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkShell) shell = data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error) &&
      !hkk_error_is_cancel (error) && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    hkk_shell_say (shell, _("The desktop did not open the folder."));
}

static void
on_open_folder (AdwToast *toast,
                gpointer  data)
{
  Saved *self = data;
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);

  if (self->shell != NULL)
    gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->shell))),
                                              NULL, on_folder_opened, g_object_ref (self->shell));
}

/**
 * hkk_file_action_offer_folder:
 * @toast: says what was saved
 * @shell: the window that @toast is shown in
 * @file: what was saved
 *
 * Gives @toast a button that opens the folder of @file.
 */
void
hkk_file_action_offer_folder (AdwToast *toast,
                              HkkShell *shell,
                              GFile    *file)
{
  Saved *saved = NULL;

  g_return_if_fail (ADW_IS_TOAST (toast));
  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (G_IS_FILE (file));

  saved = g_new0 (Saved, 1);
  g_set_weak_pointer (&saved->shell, shell);
  saved->file = g_object_ref (file);
  /* TRANSLATORS: Button in a message: shows the folder into which a file was saved */
  adw_toast_set_button_label (toast, _("Open folder"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_open_folder), saved, saved_free, 0);
}

/* Owned: the name of a file or folder, to stand in a sentence. */
static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (base);

  return hkk_format_isolate (shown);
}

/* What was saved and where; the sandbox knows the file, but not the name of its folder. */
static void
say_saved (FileJob *job)
{
  g_autoptr(GFile) folder = g_file_get_parent (job->target);
  g_autofree char *name = dup_name (job->target);
  g_autofree char *place = folder != NULL && g_getenv ("FLATPAK_ID") == NULL ? dup_name (folder) : NULL;
  /* TRANSLATORS: %s: the name of a file */
  g_autofree char *text = place == NULL ? g_strdup_printf (_("“%s” was saved"), name)
                          /* TRANSLATORS: %1$s: the name of a file; %2$s: of its folder */
                          : g_strdup_printf (_("“%1$s” was saved in “%2$s”"), name, place);
  AdwToast *toast = hkk_toast_new (text);

  adw_toast_set_timeout (toast, SAVED_SECONDS);
  hkk_file_action_offer_folder (toast, job->shell, job->target);
  hkk_shell_add_toast (job->shell, toast);
}

static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  FileJob *job = data;
  g_autoptr(GError) error = NULL;
  gboolean kept = hkk_portal_file_finish (HKK_PORTAL (source), result, &error);
  g_autofree char *name = hkk_format_isolate (job->name);
  /* TRANSLATORS: %s: the name of a file */
  g_autofree char *text = g_strdup_printf (_("“%s” is kept on this computer, encrypted, until you sign out."), name);

  g_file_delete (job->target, NULL, NULL);
  if (kept)
    hkk_shell_say (job->shell, text);
  file_job_end (job, error);
}

static void
use_file (FileJob *job)
{
  if (job->action == HKK_FILE_ACTION_KEEP)
    {
      hkk_portal_keep_file_async (hkk_shell_get_portal (job->shell), job->kept, job->target, job->cancellable, on_kept,
                                  job);
      return;
    }
  if (job->action == HKK_FILE_ACTION_OPEN)
    {
      g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (job->target);

      gtk_file_launcher_launch (launcher, get_window (job), job->cancellable, on_launched, job);
    }
  else if (job->action == HKK_FILE_ACTION_PRINT)
    {
      g_autoptr(GtkPrintDialog) dialog = gtk_print_dialog_new ();

      gtk_print_dialog_set_title (dialog, job->name);
      gtk_print_dialog_print_file (dialog, get_window (job), NULL, job->target, job->cancellable, on_printed, job);
    }
  else
    {
      say_saved (job);
      file_job_free (job);
    }
}

static void
on_transferred (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  FileJob *job = data;
  g_autoptr(GError) error = NULL;

  g_signal_handlers_disconnect_by_func (job->transfer, on_state, job);
  file_job_hide_progress (job);
  if (hkk_portal_transfer_finish (HKK_PORTAL (source), result, &error))
    use_file (job);
  else
    file_job_end (job, error);
}

static void
on_taken (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  FileJob *job = data;
  g_autoptr(GError) error = NULL;

  if (hkk_portal_file_finish (HKK_PORTAL (source), result, &error))
    use_file (job);
  else
    file_job_end (job, error);
}

static void
start_transfer (FileJob *job)
{
  HkkPortal *portal = hkk_shell_get_portal (job->shell);

  if (hkk_portal_has_file (portal, job->kept))
    {
      hkk_portal_take_file_async (portal, job->kept, job->target, job->cancellable, on_taken, job);
      return;
    }
  job->transfer = hkk_portal_new_download (portal, job->path, job->target);
  g_signal_connect (job->transfer, "notify::state", G_CALLBACK (on_state), job);
  hkk_portal_transfer_async (portal, job->transfer, job->cancellable, on_transferred, job);
}

static void
on_save_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  FileJob *job = data;
  g_autoptr(GError) error = NULL;

  job->target = hkk_file_chooser_save_finish (result, &error);
  if (job->target != NULL)
    start_transfer (job);
  else
    file_job_end (job, error);
}

/* KEPT (nullable): as hkk_document_dup_kept_name() */
static void
run (HkkShell      *shell,
     HkkFileAction  action,
     const char    *path,
     const char    *name,
     const char    *kept,
     GCancellable  *cancellable)
{
  FileJob *job = g_new0 (FileJob, 1);
  g_autoptr(GError) error = NULL;

  job->action = action;
  job->shell = g_object_ref (shell);
  job->cancellable = g_cancellable_new ();
  job->path = g_strdup (path);
  job->name = hkk_file_name_clean (name, NULL, _("File"));
  job->kept = g_strdup (kept);
  if (cancellable != NULL)
    {
      job->outer = g_object_ref (cancellable);
      job->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                  g_object_ref (job->cancellable), g_object_unref);
    }
  if (action == HKK_FILE_ACTION_SAVE)
    {
      hkk_file_chooser_save_async (get_window (job), job->name, job->cancellable, on_save_chosen, job);
      return;
    }
  job->target = hkk_file_action_make_private (job->name, &error);
  if (job->target != NULL)
    start_transfer (job);
  else
    file_job_end (job, error);
}

/**
 * hkk_file_action_run:
 * @shell: the window that shows progress and errors
 * @action: what to do with the file
 * @path: the portal's route of the bytes
 * @name: what the file is called; it is cleaned, so it can come from anywhere
 * @cancellable: (nullable): of the page; the person can cancel too
 *
 * Downloads a file, with a step-up if the portal wants one, and opens, saves or prints it. Says itself how it went.
 */
void
hkk_file_action_run (HkkShell     *shell,
                     HkkFileAction  action,
                     const char    *path,
                     const char    *name,
                     GCancellable  *cancellable)
{
  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (path != NULL && name != NULL);
  g_return_if_fail (action != HKK_FILE_ACTION_KEEP);

  run (shell, action, path, name, NULL, cancellable);
}

/**
 * hkk_file_action_run_document:
 * @shell: the window that shows progress and errors
 * @action: what to do with the document
 * @document: a document
 * @cancellable: (nullable): of the page; the person can cancel too
 *
 * As hkk_file_action_run(), for a document; one that is kept on this computer comes from there.
 */
void
hkk_file_action_run_document (HkkShell      *shell,
                              HkkFileAction  action,
                              HkkDocument   *document,
                              GCancellable  *cancellable)
{
  g_autofree char *path = hkk_document_dup_content_path (document);
  g_autofree char *name = hkk_document_dup_file_name (document);
  g_autofree char *kept = hkk_document_dup_kept_name (document);

  g_return_if_fail (action != HKK_FILE_ACTION_KEEP || kept != NULL);

  run (shell, action, path, name, kept, cancellable);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * hkk_file_action_sweep:
 *
 * Removes the plain files that were made for opening and printing: when the person has signed out, at the start and at
 * the end of the program.
 */
void
hkk_file_action_sweep (void)
{
  g_autofree char *top = private_directory ();

  remove_tree (top);
}
