/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-card.h"

#include <glib/gi18n.h>

#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-file-info.h"
#include "hkk-format.h"
#include "hkk-row.h"

struct _HkkMessageCard
{
  AdwBin               parent_instance;

  GtkButton           *header;
  GtkLabel            *from_label;
  GtkLabel            *time_label;
  GtkLabel            *preview_label;
  GtkImage            *fold_icon;
  GtkWidget           *content;
  GtkLabel            *note_label;
  HkkErrorHelp        *error_help;
  GtkLabel            *body_label;
  GtkLabel            *zone_label;
  AdwPreferencesGroup *files_group;
  GtkListBox          *files_list;

  HkkShell            *shell;       /* Weak (nullable) */
  GCancellable        *cancellable; /* Owned */
  HkkMessage          *summary;     /* Owned */
  HkkMessage          *message;     /* Owned (nullable): with its body */
  gboolean             unfolded;
};

G_DEFINE_FINAL_TYPE (HkkMessageCard, hkk_message_card, ADW_TYPE_BIN)

/* --- Attachments --- */

static void
on_file (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HkkMessageCard *self = HKK_MESSAGE_CARD (widget);
  HkkFileAction action = HKK_FILE_ACTION_OPEN;
  const char *id = NULL;
  const char *name = NULL;
  g_autofree char *path = NULL;

  if (self->shell == NULL)
    return;
  g_variant_get (parameter, "(i&s&s)", &action, &id, &name);
  path = hkk_message_dup_attachment_path (self->message, id);
  hkk_file_action_run (self->shell, action, path, name, self->cancellable);
}

static void
add_file_button (GtkWidget     *row,
                 HkkThing      *file,
                 const char    *name,
                 HkkFileAction  action,
                 const char    *icon_name,
                 const char    *label)
{
  hkk_row_add_action (row, icon_name, label, "message.file",
                      g_variant_new ("(iss)", action, hkk_thing_get_id (file), name));
}

static GtkWidget *
make_file_row (gpointer item,
               gpointer data)
{
  HkkThing *file = item;
  g_autofree char *name = hkk_file_info_dup_name (item);
  g_autofree char *isolated = hkk_format_isolate (name);
  g_autofree char *size = g_format_size ((guint64) MAX (0, hkk_thing_get_int (file, "size")));
  GtkWidget *row = hkk_row_new (name, size);
  /* TRANSLATORS: %s: name of an attachment */
  g_autofree char *open = g_strdup_printf (_("Open “%s”"), isolated);
  /* TRANSLATORS: %s: name of an attachment */
  g_autofree char *save = g_strdup_printf (_("Save “%s”"), isolated);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  add_file_button (row, file, name, HKK_FILE_ACTION_OPEN, "document-open-symbolic", open);
  add_file_button (row, file, name, HKK_FILE_ACTION_SAVE, "document-save-symbolic", save);
  return row;
}

/* --- What is shown --- */

static const char *
sender_of (HkkMessage *message)
{
  const char *from = hkk_thing_get_string (HKK_THING (message), "from-name");

  if (!hkk_message_is_from_insurer (message))
    /* TRANSLATORS: Who wrote the message, or who did something: the person at the screen */
    return _("You");
  return from != NULL ? from : "";
}

static void
show_header (HkkMessageCard *self)
{
  g_autoptr(GDateTime) created = hkk_thing_get_time (HKK_THING (self->summary), "created-at");
  g_autofree char *moment = hkk_format_moment (created);
  const char *preview = hkk_thing_get_string (HKK_THING (self->summary), "preview");

  if (hkk_thing_get_boolean (HKK_THING (self->summary), "protected") && (preview == NULL || !*preview))
    preview = _("Protected: opens after an approval");
  gtk_label_set_label (self->from_label, sender_of (self->summary));
  gtk_label_set_label (self->time_label, moment);
  gtk_label_set_label (self->preview_label, preview != NULL ? preview : "");
}

static void
show_folding (HkkMessageCard *self)
{
  gtk_widget_set_visible (self->content, self->unfolded);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_label),
                          !self->unfolded && *gtk_label_get_label (self->preview_label) != '\0');
  gtk_image_set_from_icon_name (self->fold_icon, self->unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED, self->unfolded, -1);
}

/* NOTE (nullable): why there is no text yet. */
static void
show_note (HkkMessageCard *self,
           const char     *note)
{
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
  hkk_error_help_show (self->error_help, NULL);
}

static void
show_body (HkkMessageCard *self)
{
  g_autoptr(GDateTime) created = hkk_thing_get_time (HKK_THING (self->message), "created-at");
  const char *body = hkk_message_get_body (self->message);
  g_autofree char *zone = hkk_message_is_from_insurer (self->message) ? hkk_format_zone_note (body, created) : NULL;

  show_note (self, NULL);
  gtk_label_set_label (self->body_label, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), TRUE);
  gtk_label_set_label (self->zone_label, zone != NULL ? zone : "");
  gtk_widget_set_visible (GTK_WIDGET (self->zone_label), zone != NULL);
  hkk_row_fill_list (self->files_list, GTK_WIDGET (self->files_group), hkk_message_get_attachments (self->message),
                     make_file_row);
}

/* --- Loading --- */

static void
on_marked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* It stays unread then and is marked when it is opened next time. */
  if (!hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error) && !hkk_error_is_cancel (error))
    g_debug ("A message was not marked as read: %s", error->message);
}

static void
mark_read (HkkMessageCard *self)
{
  if (self->shell != NULL && !hkk_message_get_read (self->message) && hkk_message_is_from_insurer (self->message))
    hkk_message_mark_read_async (hkk_shell_get_portal (self->shell), hkk_message_get_id (self->message), NULL,
                                 on_marked, NULL);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkMessageCard) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMessage) message = hkk_message_load_finish (HKK_PORTAL (source), result, &error);
  g_autofree char *sentence = NULL;

  if (hkk_error_is_cancel (error))
    return;
  if (message != NULL)
    {
      hkk_message_card_take (self, message);
      return;
    }
  if (hkk_portal_error_is_transport (error) && !hkk_portal_get_online (HKK_PORTAL (source)))
    sentence = g_strdup (_("This message is not on this computer."));
  else
    sentence = hkk_error_sentence (error);
  show_note (self, sentence);
  hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
}

static void
load (HkkMessageCard *self)
{
  if (self->message != NULL || self->shell == NULL)
    return;
  /* TRANSLATORS: Stands in place of a message's text until it is there */
  show_note (self, _("Loading …"));
  hkk_message_load_async (hkk_shell_get_portal (self->shell), hkk_message_card_get_id (self), self->cancellable,
                          on_loaded, g_object_ref (self));
}

static void
on_header (HkkMessageCard *self)
{
  if (self->unfolded)
    {
      self->unfolded = FALSE;
      show_folding (self);
      return;
    }
  hkk_message_card_unfold (self);
}

static void
hkk_message_card_dispose (GObject *object)
{
  HkkMessageCard *self = HKK_MESSAGE_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->shell);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_MESSAGE_CARD);
  G_OBJECT_CLASS (hkk_message_card_parent_class)->dispose (object);
}

static void
hkk_message_card_finalize (GObject *object)
{
  HkkMessageCard *self = HKK_MESSAGE_CARD (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->summary);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (hkk_message_card_parent_class)->finalize (object);
}

static void
hkk_message_card_class_init (HkkMessageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_message_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_message_card_finalize;

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-message-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, header);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, from_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, time_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, preview_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, fold_icon);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, content);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, body_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, zone_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, files_group);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageCard, files_list);
  gtk_widget_class_bind_template_callback (widget_class, on_header);
  gtk_widget_class_install_action (widget_class, "message.file", "(iss)", on_file);
}

static void
hkk_message_card_init (HkkMessageCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_message_card_new:
 * @shell: whose portal it reads from
 * @summary: the message in short
 *
 * Returns: (transfer floating): the message, folded
 */
HkkMessageCard *
hkk_message_card_new (HkkShell   *shell,
                      HkkMessage *summary)
{
  HkkMessageCard *self;

  g_return_val_if_fail (HKK_IS_SHELL (shell), NULL);
  g_return_val_if_fail (HKK_IS_MESSAGE (summary), NULL);

  self = g_object_new (HKK_TYPE_MESSAGE_CARD, NULL);
  g_set_weak_pointer (&self->shell, shell);
  self->summary = g_object_ref (summary);
  show_header (self);
  show_folding (self);
  return self;
}

/**
 * hkk_message_card_get_id:
 *
 * Returns: (transfer none): the message's id
 */
const char *
hkk_message_card_get_id (HkkMessageCard *self)
{
  g_return_val_if_fail (HKK_IS_MESSAGE_CARD (self), NULL);

  return hkk_message_get_id (self->summary);
}

/**
 * hkk_message_card_get_message:
 *
 * Returns: (transfer none) (nullable): the message with its text, once it was unfolded and is here
 */
HkkMessage *
hkk_message_card_get_message (HkkMessageCard *self)
{
  g_return_val_if_fail (HKK_IS_MESSAGE_CARD (self), NULL);

  return self->message;
}

/**
 * hkk_message_card_take:
 * @message: the message with its text
 *
 * Shows the text, and that it was seen is told to the portal.
 */
void
hkk_message_card_take (HkkMessageCard *self,
                       HkkMessage     *message)
{
  g_return_if_fail (HKK_IS_MESSAGE_CARD (self));
  g_return_if_fail (HKK_IS_MESSAGE (message));

  g_set_object (&self->message, message);
  self->unfolded = TRUE;
  show_folding (self);
  show_body (self);
  mark_read (self);
}

/**
 * hkk_message_card_unfold:
 *
 * Shows the text, which is loaded for it the first time. A protected one asks for an approval.
 */
void
hkk_message_card_unfold (HkkMessageCard *self)
{
  g_return_if_fail (HKK_IS_MESSAGE_CARD (self));

  self->unfolded = TRUE;
  show_folding (self);
  load (self);
}
