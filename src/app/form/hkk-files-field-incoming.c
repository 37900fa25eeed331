/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes in: it is checked, then it is in the draft, or a notice says why not. */
#include "hkk-files-field-private.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-error-text.h"
#include "hkk-file-notice.h"
#include "hkk-file-type.h"
#include "hkk-files-limits.h"
#include "hkk-format.h"
#include "hkk-row.h"

const char *
hkk_files_field_get_path (HkkFilesField *self)
{
  return hkk_field_row_get_path (HKK_FIELD_ROW (self));
}

const char * const *
hkk_files_field_get_media_types (HkkFilesField *self)
{
  return hkk_form_field_get_media_types (hkk_field_row_get_field (HKK_FIELD_ROW (self)));
}

guint
hkk_files_field_get_max (HkkFilesField *self)
{
  gint64 max = 0;

  return hkk_form_field_get_max (hkk_field_row_get_field (HKK_FIELD_ROW (self)), &max) ? (guint) max
                                                                                       : HKK_FILE_MAX_COUNT;
}

guint
hkk_files_field_get_count (HkkFilesField *self)
{
  return hkk_form_values_get_n_items (hkk_field_row_get_values (HKK_FIELD_ROW (self)), hkk_files_field_get_path (self));
}

/* Those that come in counted. */
gboolean
hkk_files_field_has_room (HkkFilesField *self)
{
  return hkk_files_field_get_count (self) + hkk_file_queue_get_n_coming (self->queue) < hkk_files_field_get_max (self);
}

void
hkk_files_field_focus_add (HkkFilesField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->add), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
}

/* --- Notices --- */

static void
remove_notice (HkkFilesField *self,
               AdwActionRow  *row)
{
  if (g_ptr_array_remove (self->notices, row))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
on_dismiss (HkkFilesField *self,
            HkkFileNotice *notice)
{
  hkk_files_field_focus_add (self);
  remove_notice (self, ADW_ACTION_ROW (notice));
}

static void
add_notice (HkkFilesField *self,
            AdwActionRow  *row)
{
  gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) (self->rows->len + self->notices->len));
  g_ptr_array_add (self->notices, row);
}

/* One sentence for all that was chosen together. */
static void
tell (HkkFilesField *self)
{
  g_autoptr(GString) spoken = g_string_new (NULL);
  g_autofree char *name = hkk_format_isolate (self->added);

  if (self->n_added == 1)
    /* TRANSLATORS: %s is the name of a file */
    g_string_printf (spoken, _("%s was added."), name);
  else if (self->n_added > 1)
    /* TRANSLATORS: %u: how many files */
    g_string_printf (spoken, ngettext ("%u file was added.", "%u files were added.", self->n_added), self->n_added);
  if (spoken->len > 0 && self->n_refused > 0)
    g_string_append_c (spoken, ' ');
  if (self->n_refused == 1)
    g_string_append (spoken, self->refusal);
  else if (self->n_refused > 1)
    /* TRANSLATORS: %u: how many files */
    g_string_append_printf (spoken, ngettext ("%u file was not added.", "%u files were not added.", self->n_refused),
                            self->n_refused);
  if (spoken->len > 0)
    hkk_announce (GTK_WIDGET (self), spoken->str);
  self->n_added = 0;
  self->n_refused = 0;
}

static void
on_again (HkkFilesField *self,
          HkkFileNotice *notice)
{
  g_autoptr(GFile) file = g_object_ref (hkk_file_notice_get_file (notice));

  on_dismiss (self, notice);
  hkk_file_queue_add_file (self->queue, file);
}

/* COUNT files, of which FILE (nullable) can be tried again; is spoken with the next tell(). */
static void
refuse (HkkFilesField *self,
        const char    *name,
        const char    *message,
        GFile         *file,
        guint          count)
{
  HkkFileNotice *notice = hkk_file_notice_new (name, message, file);

  g_signal_connect_object (notice, "dismissed", G_CALLBACK (on_dismiss), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notice, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  add_notice (self, ADW_ACTION_ROW (notice));
  g_free (self->refusal);
  self->refusal = hkk_file_notice_dup_sentence (name, message);
  self->n_refused += count;
}

void
hkk_files_field_refuse_alone (HkkFilesField *self,
                              const char    *name,
                              const char    *message)
{
  refuse (self, name, message, NULL, 1);
  tell (self);
}

void
hkk_files_field_clear_refusals (HkkFilesField *self)
{
  for (guint i = self->notices->len; i > 0; i--)
    {
      AdwActionRow *row = g_ptr_array_index (self->notices, i - 1);

      if (HKK_IS_FILE_NOTICE (row))
        remove_notice (self, row);
    }
}

/* --- On its way --- */

static void
take_file (HkkFilesField *self,
           HkkAttachment *file)
{
  g_autofree char *over = hkk_files_limits_dup_refusal (hkk_field_row_get_field (HKK_FIELD_ROW (self)),
                                                        hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                                                        hkk_files_field_get_path (self), file);

  if (over != NULL)
    {
      refuse (self, hkk_attachment_get_name (file), over, NULL, 1);
      return;
    }
  hkk_form_values_add_attachment (hkk_field_row_get_values (HKK_FIELD_ROW (self)), hkk_files_field_get_path (self),
                                  hkk_attachment_get_upload (file), hkk_attachment_get_name (file),
                                  hkk_attachment_get_size (file), hkk_attachment_get_sha256 (file),
                                  hkk_attachment_get_media_type (file));
  g_set_str (&self->added, hkk_attachment_get_name (file));
  self->n_added++;
}

static void
on_attached (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  HkkIncoming *incoming = data;
  g_autoptr(GError) error = NULL;
  HkkAttachment *file = hkk_drafts_attach_finish (HKK_DRAFTS (source), result, &error);

  hkk_incoming_end (incoming, file,
                    error != NULL && !hkk_error_is_cancel (error) ? hkk_error_sentence (error) : NULL);
}

static void
show_incoming (HkkFilesField *self,
               HkkIncoming   *incoming)
{
  AdwActionRow *row = ADW_ACTION_ROW (hkk_row_new (incoming->name, _("Is being checked")));
  g_autofree char *isolated = hkk_format_isolate (incoming->name);
  /* TRANSLATORS: button beside a file that is still being read; %s is its name */
  g_autofree char *label = g_strdup_printf (_("Do not add %s"), isolated);
  GtkWidget *stop = NULL;

  adw_action_row_set_title_lines (row, 2);
  adw_action_row_add_prefix (row, gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  adw_action_row_add_suffix (row, adw_spinner_new ());
  stop = hkk_row_add_button (GTK_WIDGET (row), "window-close-symbolic", label);
  g_signal_connect_object (stop, "clicked", G_CALLBACK (g_cancellable_cancel), incoming->cancellable,
                           G_CONNECT_SWAPPED);
  add_notice (self, row);
  incoming->row = G_OBJECT (row);
}

/* NAME: of something that is no file yet. */
HkkIncoming *
hkk_files_field_begin (HkkFilesField *self,
                       const char    *name)
{
  HkkIncoming *incoming = hkk_file_queue_begin (self->queue, name, NULL);

  show_incoming (self, incoming);
  return incoming;
}

void
hkk_files_field_attach_bytes (HkkFilesField *self,
                              HkkIncoming   *incoming,
                              GBytes        *bytes)
{
  HkkFormModel *model = hkk_field_row_get_model (HKK_FIELD_ROW (self));

  hkk_drafts_attach_bytes_async (hkk_form_model_get_drafts (model), hkk_form_model_get_draft (model), incoming->name,
                                 bytes, hkk_files_field_get_media_types (self), incoming->cancellable, on_attached,
                                 incoming);
}

/* As many are looked at as may be added; none where so many could not be that the person loses patience. */
static guint
get_room (gpointer owner)
{
  HkkFilesField *self = owner;
  guint count = hkk_files_field_get_count (self), max = hkk_files_field_get_max (self);

  return count < max && self->n_refused < HKK_FILE_MAX_COUNT ? max - count : 0;
}

static void
start (gpointer     owner,
       HkkIncoming *incoming)
{
  HkkFilesField *self = owner;
  HkkFormModel *model = hkk_field_row_get_model (HKK_FIELD_ROW (self));

  show_incoming (self, incoming);
  hkk_drafts_attach_async (hkk_form_model_get_drafts (model), hkk_form_model_get_draft (model), incoming->file,
                           hkk_files_field_get_media_types (self), incoming->cancellable, on_attached, incoming);
}

static void
settle (gpointer     owner,
        HkkIncoming *incoming)
{
  HkkFilesField *self = owner;

  remove_notice (self, ADW_ACTION_ROW (incoming->row));
  if (incoming->got != NULL)
    take_file (self, HKK_ATTACHMENT (incoming->got));
  else if (incoming->refusal != NULL)
    refuse (self, incoming->name, incoming->refusal, incoming->file, 1);
  else
    hkk_files_field_focus_add (self);
}

/* What there is no room for, or no patience. */
static void
refuse_rest (gpointer    owner,
             guint       n,
             const char *first)
{
  HkkFilesField *self = owner;
  /* TRANSLATORS: stands for the names of files that were not added */
  g_autofree char *name = n == 1 ? g_strdup (first) : g_strdup_printf (ngettext ("%u file", "%u files", n), n);
  g_autofree char *message = NULL;

  if (hkk_files_field_get_count (self) >= hkk_files_field_get_max (self))
    message = hkk_files_limits_dup_no_room (hkk_files_field_get_max (self));
  else
    message = g_strdup (_("These were not looked at, because too many others cannot be added. "
                          "Choose fewer at a time."));
  refuse (self, name, message, NULL, n);
}

static void
update (gpointer owner,
        gboolean over)
{
  HkkFilesField *self = owner;

  if (over)
    tell (self);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

const HkkFileQueueFuncs hkk_files_field_funcs = {
  .unnamed = N_("File"),
  .get_room = get_room,
  .start = start,
  .settle = settle,
  .refuse = refuse_rest,
  .update = update,
};
