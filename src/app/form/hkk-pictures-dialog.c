/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-pictures-dialog.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-file-chooser.h"
#include "hkk-file-notice.h"
#include "hkk-file-queue.h"
#include "hkk-file-read.h"
#include "hkk-file-type.h"
#include "hkk-header-bar.h"
#include "hkk-picture-pdf.h"
#include "hkk-picture-row.h"
#include "hkk-row.h"
#include "hkk-structure.h"

#define READ_DEADLINE_MS (25 * 1000)

/* Several pictures that become one PDF: their order, which way up they are, which of them. */
struct _HkkPicturesDialog
{
  AdwDialog     parent_instance;

  GCancellable *cancellable; /* Owned */
  GListStore   *pages;       /* Owned: of HkkPicturePage */
  HkkFileQueue *queue;       /* Owned: pictures on their way into the pages */

  GtkListBox   *list;
  AdwButtonRow *add;
  GtkLabel     *limits;
  GtkLabel     *problem;
  HkkErrorHelp *error_help;
  GtkWidget    *make_button;
  GtkWidget    *spinner;
};

enum
{
  MADE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkPicturesDialog, hkk_pictures_dialog, ADW_TYPE_DIALOG)

static guint
get_count (HkkPicturesDialog *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->pages));
}

static void
say (HkkPicturesDialog *self,
     const char        *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  hkk_error_help_show (self->error_help, NULL);
  if (text != NULL)
    hkk_announce (GTK_WIDGET (self), text);
}

static void
set_busy (HkkPicturesDialog *self,
          gboolean           busy)
{
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !busy);
  gtk_widget_set_sensitive (self->make_button, !busy && get_count (self) > 0);
}

/* --- Order by hand --- */

static void
move_page (HkkPicturesDialog *self,
           guint              from,
           guint              to)
{
  g_autoptr(HkkPicturePage) page = NULL;

  if (from == to || from >= get_count (self) || to >= get_count (self))
    return;
  page = g_list_model_get_item (G_LIST_MODEL (self->pages), from);
  g_list_store_remove (self->pages, from);
  g_list_store_insert (self->pages, to, page);
}

static GdkContentProvider *
on_drag (GtkDragSource *source,
         double         x,
         double         y,
         gpointer       data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (G_TYPE_INT, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static void refresh    (HkkPicturesDialog *self);
static void focus_page (HkkPicturesDialog *self,
                        guint              position);

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       data)
{
  HkkPicturesDialog *self = HKK_PICTURES_DIALOG (data);
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  guint to = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  move_page (self, (guint) g_value_get_int (value), to);
  refresh (self);
  focus_page (self, to);
  return TRUE;
}

static GtkWidget *
make_row (HkkPicturesDialog *self,
          guint              position)
{
  g_autoptr(HkkPicturePage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), position);
  GtkWidget *row = GTK_WIDGET (hkk_picture_row_new (page, position, get_count (self)));
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag), NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  return row;
}

/* --- What is shown --- */

static void
refresh (HkkPicturesDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != GTK_LIST_BOX_ROW (self->add))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < get_count (self); i++)
    gtk_list_box_insert (self->list, make_row (self, i), (int) i);
  gtk_widget_set_visible (GTK_WIDGET (self->add), get_count (self) < HKK_PICTURE_PDF_MAX_PAGES);
  set_busy (self, hkk_file_queue_get_n_coming (self->queue) > 0);
}

/* The focus stays with the page that it was on. */
static void
focus_page (HkkPicturesDialog *self,
            guint              position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  hkk_structure_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->add));
}

static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkPicturesDialog *self = HKK_PICTURES_DIALOG (widget);
  guint position = g_variant_get_uint32 (parameter), to = position;
  g_autoptr(HkkPicturePage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), position);

  if (page == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  if (g_str_equal (name, "page.up"))
    to = position - 1;
  else if (g_str_equal (name, "page.down"))
    to = position + 1;
  else if (g_str_equal (name, "page.turn"))
    hkk_picture_page_turn (page);
  else
    g_list_store_remove (self->pages, position);
  move_page (self, position, to);
  refresh (self);
  focus_page (self, MIN (to, get_count (self)));
}

/* --- Pictures come in --- */

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  HkkIncoming *incoming = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = hkk_file_read_finish (result, &error);
  HkkPicturePage *page = NULL;

  if (bytes != NULL && hkk_picture_check (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    page = hkk_picture_page_new (incoming->name, bytes);
  hkk_incoming_end (incoming, page,
                    error != NULL && !hkk_error_is_cancel (error) ? hkk_error_sentence (error) : NULL);
}

static guint
get_room (gpointer owner)
{
  return HKK_PICTURE_PDF_MAX_PAGES - MIN (get_count (owner), HKK_PICTURE_PDF_MAX_PAGES);
}

static void
start (gpointer     owner,
       HkkIncoming *incoming)
{
  hkk_file_read_async (incoming->file, (gsize) HKK_FILE_MAX_BYTES, READ_DEADLINE_MS, incoming->cancellable, on_read,
                       incoming);
}

static void
settle (gpointer     owner,
        HkkIncoming *incoming)
{
  HkkPicturesDialog *self = owner;
  g_autofree char *text = NULL;

  if (incoming->got != NULL)
    g_list_store_append (self->pages, incoming->got);
  if (incoming->refusal == NULL)
    return;
  text = hkk_file_notice_dup_sentence (incoming->name, incoming->refusal);
  say (self, text);
  hkk_error_help_show (self->error_help, "files");
}

static void
refuse (gpointer    owner,
        guint       n,
        const char *name)
{
  /* TRANSLATORS: %1$u is a number of pictures, %2$u how many pages there is room for */
  g_autofree char *text = g_strdup_printf (ngettext ("%1$u picture was not added: here is room for %2$u pages.",
                                                     "%1$u pictures were not added: here is room for %2$u pages.", n),
                                           n, HKK_PICTURE_PDF_MAX_PAGES);

  say (owner, text);
}

static void
update (gpointer owner,
        gboolean over)
{
  refresh (owner);
}

static const HkkFileQueueFuncs funcs = {
  .unnamed = N_("Picture"),
  .get_room = get_room,
  .start = start,
  .settle = settle,
  .refuse = refuse,
  .update = update,
};

static void
on_chosen (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPicturesDialog) self = HKK_PICTURES_DIALOG (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) files = hkk_file_chooser_open_finish (result, &error);

  if (files != NULL)
    hkk_pictures_dialog_add_files (self, files);
  else if (!hkk_error_is_cancel (error))
    say (self, _("The file chooser could not be opened."));
}

static void
on_add (HkkPicturesDialog *self)
{
  static const char * const media_types[] = { "image/jpeg", "image/png", NULL };

  /* TRANSLATORS: Title of the file dialog */
  hkk_file_chooser_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Choose pictures"), media_types,
                               self->cancellable, on_chosen, g_object_ref (self));
}

/* --- The PDF --- */

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkPicturesDialog) self = HKK_PICTURES_DIALOG (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = hkk_picture_pdf_finish (result, &error);
  g_autofree char *sentence = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (pdf != NULL)
    {
      g_signal_emit (self, signals[MADE], 0, pdf);
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  sentence = hkk_error_sentence (error);
  say (self, error->domain == HKK_FILE_ERROR ? sentence
                                             : _("The PDF could not be made. Remove a picture and try again."));
  hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
}

static void
on_make (HkkPicturesDialog *self)
{
  say (self, NULL);
  set_busy (self, TRUE);
  hkk_picture_pdf_async (G_LIST_MODEL (self->pages), self->cancellable, on_made, g_object_ref (self));
}

static void
hkk_pictures_dialog_dispose (GObject *object)
{
  HkkPicturesDialog *self = HKK_PICTURES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  hkk_file_queue_stop (self->queue);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PICTURES_DIALOG);

  G_OBJECT_CLASS (hkk_pictures_dialog_parent_class)->dispose (object);
}

static void
hkk_pictures_dialog_finalize (GObject *object)
{
  HkkPicturesDialog *self = HKK_PICTURES_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->pages);
  g_clear_pointer (&self->queue, hkk_file_queue_free);

  G_OBJECT_CLASS (hkk_pictures_dialog_parent_class)->finalize (object);
}

static void
hkk_pictures_dialog_class_init (HkkPicturesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_pictures_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_pictures_dialog_finalize;

  /* made (GBytes): the PDF. */
  signals[MADE] = g_signal_new ("made", HKK_TYPE_PICTURES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BYTES);
  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-pictures-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, add);
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, limits);
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, HkkPicturesDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
  gtk_widget_class_install_action (widget_class, "page.up", "u", page_action);
  gtk_widget_class_install_action (widget_class, "page.down", "u", page_action);
  gtk_widget_class_install_action (widget_class, "page.turn", "u", page_action);
  gtk_widget_class_install_action (widget_class, "page.remove", "u", page_action);
}

static void
hkk_pictures_dialog_init (HkkPicturesDialog *self)
{
  g_autofree char *text = NULL;

  self->cancellable = g_cancellable_new ();
  self->pages = g_list_store_new (HKK_TYPE_PICTURE_PAGE);
  self->queue = hkk_file_queue_new (&funcs, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (GTK_BUTTON (self->make_button));
  /* TRANSLATORS: the first %u is a number of pages, the second one of megabytes */
  text = g_strdup_printf (_("JPEG or PNG, up to %u pages, each at most %u MB. "
                            "The PDF is made small enough to be handed in."),
                          HKK_PICTURE_PDF_MAX_PAGES, (guint) (HKK_FILE_MAX_BYTES / (1024 * 1024)));
  gtk_label_set_label (self->limits, text);
  refresh (self);
}

/**
 * hkk_pictures_dialog_new:
 *
 * Returns: (transfer floating): the dialog, without a picture
 */
HkkPicturesDialog *
hkk_pictures_dialog_new (void)
{
  return g_object_new (HKK_TYPE_PICTURES_DIALOG, NULL);
}

/**
 * hkk_pictures_dialog_add_files:
 * @files: a list of #GFile
 *
 * Takes pictures behind those that are there, and says of the others why not.
 */
void
hkk_pictures_dialog_add_files (HkkPicturesDialog *self,
                               GListModel        *files)
{
  g_return_if_fail (HKK_IS_PICTURES_DIALOG (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  say (self, NULL);
  hkk_file_queue_add (self->queue, files);
}
