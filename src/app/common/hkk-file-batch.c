/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-batch.h"

#include <glib/gi18n.h>

#include "hkk-document.h"
#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-file-chooser.h"
#include "hkk-file-name.h"
#include "hkk-format.h"
#include "hkk-transfer.h"

/* Several documents, one after the other: a step-up is asked for once, and what is there is whole. */
typedef struct
{
  HkkShell       *shell;       /* Owned */
  GCancellable   *cancellable; /* Owned: its own, also cancelled by the toast */
  GCancellable   *outer;       /* Owned (nullable): the page's */
  gulong          outer_handler;
  GPtrArray      *documents;   /* Owned, of HkkDocument */
  guint           n_done;
  guint           n_renamed;   /* because a file of the name was there */
  GFile          *folder;      /* Owned (nullable): to save in */
  GFile          *last;        /* Owned (nullable): what was saved last */
  GtkPrintDialog *dialog;      /* Owned (nullable) */
  GtkPrintSetup  *setup;       /* Owned (nullable): to print with */
  GFile          *paper;       /* Owned (nullable): the file that the person prints to */
  HkkTransfer    *transfer;    /* Owned (nullable) */
  AdwToast       *toast;       /* Owned (nullable) while it is shown */
  GtkProgressBar *bar;         /* Borrowed from the toast */
} Batch;

static void
batch_hide_progress (Batch *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
}

static void
batch_free (Batch *self)
{
  batch_hide_progress (self);
  g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->shell);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->folder);
  g_clear_object (&self->last);
  g_clear_object (&self->dialog);
  g_clear_pointer (&self->setup, gtk_print_setup_unref);
  g_clear_object (&self->paper);
  g_clear_object (&self->transfer);
  g_ptr_array_unref (self->documents);
  g_free (self);
}

static GtkWindow *
get_window (Batch *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->shell)));
}

static void
on_outer_cancelled (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static Batch *
batch_new (HkkShell     *shell,
           GPtrArray    *documents,
           GCancellable *cancellable)
{
  Batch *self = g_new0 (Batch, 1);

  self->shell = g_object_ref (shell);
  self->cancellable = g_cancellable_new ();
  self->documents = g_ptr_array_ref (documents);
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                   g_object_ref (self->cancellable), g_object_unref);
    }
  return self;
}

/* --- What is said --- */

static void
show_progress (Batch *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (self->folder != NULL ? _("Saving the documents") : _("Loading the documents"));

  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_progress_bar_set_show_text (self->bar, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  self->toast = g_object_ref_sink (adw_toast_new (""));
  adw_toast_set_custom_title (self->toast, box);
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("Cancel"));
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), self->cancellable,
                           G_CONNECT_SWAPPED);
  hkk_shell_add_toast (self->shell, g_object_ref (self->toast));
}

static void
update_progress (Batch *self)
{
  /* TRANSLATORS: progress; %1$u: how many documents are done; %2$u: how many there are */
  g_autofree char *text = g_strdup_printf (_("%1$u of %2$u"), self->n_done, self->documents->len);

  gtk_progress_bar_set_text (self->bar, text);
  gtk_progress_bar_set_fraction (self->bar, (double) self->n_done / self->documents->len);
}

static char *
dup_shown_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (base);

  return hkk_format_isolate (shown);
}

/* (transfer full): how many files are where, and why not all of them. */
static char *
make_result (Batch        *self,
             const GError *error)
{
  g_autofree char *folder = dup_shown_name (self->folder);
  g_autofree char *reason = error != NULL && !hkk_error_is_cancel (error) ? hkk_error_sentence (error) : NULL;
  GString *text = g_string_new (NULL);

  if (error == NULL)
    /* TRANSLATORS: %1$u: how many; %2$s: the name of a folder */
    g_string_printf (text, ngettext ("%1$u document was saved in “%2$s”.", "%1$u documents were saved in “%2$s”.",
                                     self->n_done), self->n_done, folder);
  else
    /* TRANSLATORS: %1$u: how many were saved; %2$u: how many there are; %3$s: the name of a folder */
    g_string_printf (text, _("%1$u of %2$u documents were saved in “%3$s”."), self->n_done, self->documents->len,
                     folder);
  if (self->n_renamed > 0)
    /* TRANSLATORS: %u: how many of the documents that were just saved; follows another sentence, hence the space */
    g_string_append_printf (text, ngettext (" %u has a number in its name, because there was a file of that name.",
                                            " %u have a number in their name, because there were files of that name.",
                                            self->n_renamed), self->n_renamed);
  if (reason != NULL)
    g_string_append_printf (text, " %s", reason);
  return g_string_free (text, FALSE);
}

/* (transfer full): how many files were printed, next to which, and why not all of them. */
static char *
make_printed (Batch        *self,
              const GError *error)
{
  g_autoptr(GFile) folder = g_file_get_parent (self->paper);
  g_autofree char *name = dup_shown_name (folder != NULL ? folder : self->paper);
  g_autofree char *reason = error != NULL && !hkk_error_is_cancel (error) ? hkk_error_sentence (error) : NULL;
  /* TRANSLATORS: %1$u: how many were printed to a file each; %2$u: how many there are; %3$s: the name of a folder */
  g_autofree char *text = g_strdup_printf (_("%1$u of %2$u documents were printed, each to a file of its own in "
                                             "“%3$s”."), self->n_done, self->documents->len, name);

  return g_strjoin (" ", text, reason, NULL);
}

/* It stays until the person has read it: it is the only place that says where the files are. */
static void
say_result (Batch        *self,
            const GError *error)
{
  g_autofree char *text = self->folder != NULL ? make_result (self, error) : make_printed (self, error);
  AdwToast *toast = hkk_toast_new (text);

  adw_toast_set_timeout (toast, 0);
  if (self->last != NULL)
    hkk_file_action_offer_folder (toast, self->shell, self->last);
  hkk_shell_add_toast (self->shell, toast);
}

/* (transfer full): BATCH is over. */
static void
batch_end (Batch        *self,
           const GError *error)
{
  batch_hide_progress (self);
  if (self->outer == NULL || !g_cancellable_is_cancelled (self->outer))
    {
      if (self->folder != NULL || (self->last != NULL && self->documents->len > 1))
        say_result (self, error);
      else if (error != NULL && !hkk_error_is_cancel (error))
        hkk_shell_say_error (self->shell, error);
    }
  batch_free (self);
}

/* --- One after the other --- */

static void next (Batch *self);

static void
on_printed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Batch *self = data;
  g_autoptr(GError) error = NULL;

  if (!gtk_print_dialog_print_file_finish (GTK_PRINT_DIALOG (source), result, &error))
    {
      batch_end (self, error);
      return;
    }
  if (self->paper != NULL)
    g_set_object (&self->last, self->paper);
  self->n_done++;
  next (self);
}

/* Who prints to a file gets one for each document: the first as it was asked for, the others with numbers that no file
 * has. The toolkit would write each over the one before. */
static void
choose_paper (Batch *self)
{
  GtkPrintSettings *settings = gtk_print_setup_get_print_settings (self->setup);
  const char *uri = settings != NULL ? gtk_print_settings_get (settings, GTK_PRINT_SETTINGS_OUTPUT_URI) : NULL;
  g_autoptr(GFile) folder = NULL;
  g_autofree char *first = NULL;

  if (uri == NULL)
    return;
  if (self->paper == NULL)
    self->paper = g_file_new_for_uri (uri);
  if (self->n_done == 0)
    return;
  folder = g_file_get_parent (self->paper);
  first = g_file_get_basename (self->paper);
  for (guint number = 2;; number++)
    {
      g_autofree char *name = hkk_file_name_number (first, number);
      g_autoptr(GFile) file = g_file_get_child (folder, name);
      g_autofree char *next_uri = g_file_get_uri (file);

      if (g_file_query_exists (file, NULL))
        continue;
      gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, next_uri);
      return;
    }
}

static void
print_transferred (Batch *self)
{
  choose_paper (self);
  gtk_print_dialog_print_file (self->dialog, get_window (self), self->setup, hkk_transfer_get_target (self->transfer),
                               self->cancellable, on_printed, self);
}

static void
take_saved (Batch *self,
            GFile *wanted)
{
  GFile *target = hkk_transfer_get_target (self->transfer);

  if (!g_file_equal (target, wanted))
    self->n_renamed++;
  g_set_object (&self->last, target);
  self->n_done++;
  next (self);
}

static char *
dup_name (Batch *self)
{
  return hkk_document_dup_file_name (g_ptr_array_index (self->documents, self->n_done));
}

static void
on_transferred (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Batch *self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = dup_name (self);
  g_autoptr(GFile) wanted = self->folder != NULL ? g_file_get_child (self->folder, name) : NULL;

  if (!hkk_portal_transfer_finish (HKK_PORTAL (source), result, &error))
    batch_end (self, error);
  else if (wanted != NULL)
    take_saved (self, wanted);
  else
    print_transferred (self);
}

static void
transfer (Batch *self,
          GFile *target)
{
  HkkPortal *portal = hkk_shell_get_portal (self->shell);
  g_autofree char *path = hkk_document_dup_content_path (g_ptr_array_index (self->documents, self->n_done));

  g_clear_object (&self->transfer);
  self->transfer = hkk_portal_new_download (portal, path, target);
  if (self->folder != NULL)
    hkk_transfer_keep_existing (self->transfer);
  hkk_portal_transfer_async (portal, self->transfer, self->cancellable, on_transferred, self);
}

static void
next (Batch *self)
{
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) target = NULL;

  update_progress (self);
  if (self->n_done == self->documents->len)
    {
      batch_end (self, NULL);
      return;
    }
  name = dup_name (self);
  target = self->folder != NULL ? g_file_get_child (self->folder, name) : hkk_file_action_make_private (name, &error);
  if (target != NULL)
    transfer (self, target);
  else
    batch_end (self, error);
}

static void
begin (Batch *self)
{
  show_progress (self);
  next (self);
}

static void
on_folder_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  Batch *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) folder = hkk_file_chooser_folder_finish (result, &error);

  if (folder == NULL)
    {
      batch_end (self, error);
      return;
    }
  self->folder = g_steal_pointer (&folder);
  begin (self);
}

/**
 * hkk_file_batch_save:
 * @shell: the window that shows progress and errors
 * @documents: (element-type HkkDocument): what to save, at least one
 * @cancellable: (nullable): of the page; the person can cancel too
 *
 * Lets the person choose a folder and saves the documents there, each whole or not at all. A file that is there stays:
 * the new one gets a number. Says itself how it went, and where.
 */
void
hkk_file_batch_save (HkkShell     *shell,
                     GPtrArray    *documents,
                     GCancellable *cancellable)
{
  Batch *self;

  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (documents != NULL && documents->len > 0);

  self = batch_new (shell, documents, cancellable);
  hkk_file_chooser_folder_async (get_window (self), _("Where to save the documents"), self->cancellable,
                                 on_folder_chosen, self);
}

static void
on_set_up (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Batch *self = data;
  g_autoptr(GError) error = NULL;

  self->setup = gtk_print_dialog_setup_finish (GTK_PRINT_DIALOG (source), result, &error);
  if (self->setup != NULL)
    begin (self);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    batch_free (self);
  else
    batch_end (self, error);
}

/**
 * hkk_file_batch_print:
 * @shell: the window that shows progress and errors
 * @documents: (element-type HkkDocument): what to print, at least one
 * @cancellable: (nullable): of the page; the person can cancel too
 *
 * Lets the person choose a printer once and prints the documents one after the other; to a file of its own each where
 * the printer is a file. A file that is there stays, but for the one that the person has chosen.
 */
void
hkk_file_batch_print (HkkShell     *shell,
                      GPtrArray    *documents,
                      GCancellable *cancellable)
{
  Batch *self;

  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (documents != NULL && documents->len > 0);

  self = batch_new (shell, documents, cancellable);
  self->dialog = gtk_print_dialog_new ();
  /* TRANSLATORS: Title of the dialog that prints several documents */
  gtk_print_dialog_set_title (self->dialog, _("Print documents"));
  gtk_print_dialog_setup (self->dialog, get_window (self), self->cancellable, on_set_up, self);
}
