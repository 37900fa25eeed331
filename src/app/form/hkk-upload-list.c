/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-upload-list.h"

#include <glib/gi18n.h>

#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-row.h"

/* The files of a draft while it is handed in, each with how far it is. */
struct _HkkUploadList
{
  GtkBox     parent_instance;

  HkkDraft  *draft; /* Owned */
  GPtrArray *lines; /* Owned, of Line */
};

enum
{
  AGAIN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkUploadList, hkk_upload_list, GTK_TYPE_BOX)

/* What is shown of one file. */
typedef struct
{
  HkkAttachment  *file;   /* Owned */
  GtkProgressBar *bar;    /* Borrowed */
  GtkLabel       *reason; /* Borrowed */
  HkkErrorHelp   *help;
  GtkWidget      *again;  /* Borrowed */
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_object_unref (line->file);
  g_free (line);
}

static const char * const words[] = {
  [HKK_UPLOAD_NOT_YET] = N_("Waiting"),
  /* TRANSLATORS: State of a file: it is being sent */
  [HKK_UPLOAD_UNDER_WAY] = N_("Uploading"),
  /* TRANSLATORS: State of a file: it has arrived */
  [HKK_UPLOAD_DONE] = N_("Uploaded"),
  [HKK_UPLOAD_FAILED] = N_("Not uploaded yet"),
};

static void
refresh_line (HkkUploadList *self,
              Line          *line)
{
  HkkUploadState state = hkk_attachment_get_upload_state (line->file);
  gboolean failed = state == HKK_UPLOAD_FAILED;
  g_autofree char *reason = failed ? hkk_error_sentence (hkk_attachment_get_failure (line->file)) : NULL;

  /* What was sent in vain is sent again from the beginning. */
  gtk_progress_bar_set_fraction (line->bar, failed ? 0.0 : (double) hkk_attachment_get_sent_bytes (line->file) /
                                                           (double) MAX (hkk_attachment_get_size (line->file), 1));
  gtk_progress_bar_set_text (line->bar, _(words[state]));
  gtk_label_set_label (line->reason, failed ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (line->reason), failed);
  hkk_error_help_show (line->help, failed ? hkk_error_get_answer (hkk_attachment_get_failure (line->file)) : NULL);
  gtk_widget_set_visible (line->again, failed && hkk_draft_get_state (self->draft) == HKK_DRAFT_WAITING);
}

static void
refresh (HkkUploadList *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    refresh_line (self, g_ptr_array_index (self->lines, i));
}

static void
on_again (HkkUploadList *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static GtkWidget *
make_again (const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (_("Try again"));

  hkk_button_wrap (GTK_BUTTON (button));
  hkk_button_say_of (GTK_BUTTON (button), name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
add_file (HkkUploadList *self,
          HkkAttachment *file)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *name = gtk_label_new (hkk_attachment_get_name (file));
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *reason = gtk_label_new (NULL);

  line->file = g_object_ref (file);
  line->bar = GTK_PROGRESS_BAR (bar);
  line->reason = GTK_LABEL (reason);
  line->help = hkk_error_help_new ();
  hkk_error_help_say_of (line->help, hkk_attachment_get_name (file));
  line->again = make_again (hkk_attachment_get_name (file));
  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (line->reason, 0.0f);
  gtk_label_set_wrap (line->reason, TRUE);
  gtk_progress_bar_set_show_text (line->bar, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, reason, NULL, -1);
  gtk_box_append (GTK_BOX (self), name);
  gtk_box_append (GTK_BOX (self), bar);
  gtk_box_append (GTK_BOX (self), reason);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (line->help));
  gtk_box_append (GTK_BOX (self), line->again);
  g_ptr_array_add (self->lines, line);
  g_signal_connect_object (line->again, "clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify::upload-state", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify::sent-bytes", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

static void
hkk_upload_list_finalize (GObject *object)
{
  HkkUploadList *self = HKK_UPLOAD_LIST (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (hkk_upload_list_parent_class)->finalize (object);
}

static void
hkk_upload_list_class_init (HkkUploadListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_upload_list_finalize;

  /* again: what waits is to be sent now. */
  signals[AGAIN] = g_signal_new ("again", HKK_TYPE_UPLOAD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
hkk_upload_list_init (HkkUploadList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->lines = g_ptr_array_new_with_free_func (line_free);
}

/**
 * hkk_upload_list_new:
 * @draft: a draft that is handed in
 *
 * Returns: (transfer floating): the files that it names, each with its progress
 */
HkkUploadList *
hkk_upload_list_new (HkkDraft *draft)
{
  HkkUploadList *self = NULL;
  g_autoptr(GPtrArray) files = NULL;

  g_return_val_if_fail (HKK_IS_DRAFT (draft), NULL);

  self = g_object_new (HKK_TYPE_UPLOAD_LIST, NULL);
  self->draft = g_object_ref (draft);
  files = hkk_draft_get_used (draft);
  for (guint i = 0; i < files->len; i++)
    add_file (self, g_ptr_array_index (files, i));
  g_signal_connect_object (draft, "notify::state", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return self;
}
