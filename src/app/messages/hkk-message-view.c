/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-view.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-file-info.h"
#include "hkk-format.h"
#include "hkk-message-form.h"
#include "hkk-row.h"

struct _HkkMessageView
{
  AdwBin               parent_instance;

  GtkStack            *stack;
  HkkStatusStack      *status;
  GtkLabel            *subject_label;
  GtkLabel            *meta_label;
  GtkLabel            *body_label;
  GtkLabel            *zone_label;
  AdwPreferencesGroup *files_group;
  GtkListBox          *files_list;
  GtkButton           *request_button;

  HkkShell           *shell;      /* Weak (nullable) */
  GCancellable        *cancellable; /* Owned: of the message that is being loaded */
  char                *id;          /* Owned (nullable) */
  HkkMessage          *message;     /* Owned (nullable): with its body */
};

G_DEFINE_FINAL_TYPE (HkkMessageView, hkk_message_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_TITLE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Attachments --- */

static void
on_file (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HkkMessageView *self = HKK_MESSAGE_VIEW (widget);
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
  GtkWidget *button = hkk_row_add_button (row, icon_name, label);

  gtk_widget_set_tooltip_text (button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(iss)", action, hkk_thing_get_id (file), name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "message.file");
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
mark_read (HkkMessageView *self)
{
  if (!hkk_message_get_read (self->message) && hkk_message_is_from_insurer (self->message))
    hkk_message_mark_read_async (hkk_shell_get_portal (self->shell), hkk_message_get_id (self->message), NULL,
                                 on_marked, NULL);
}

static void
show_loaded (HkkMessageView *self)
{
  g_autoptr(GDateTime) created = hkk_thing_get_time (HKK_THING (self->message), "created-at");
  g_autofree char *moment = hkk_format_moment (created);
  const char *category = hkk_thing_get_string (HKK_THING (self->message), "category-text");
  const char *from = hkk_message_is_from_insurer (self->message) ? hkk_thing_get_string (HKK_THING (self->message),
                                                                                         "from-name") : _("You");
  const char *body = hkk_message_get_body (self->message);
  const char *subject = hkk_message_get_subject (self->message);
  g_autofree char *zone = hkk_message_is_from_insurer (self->message) ? hkk_format_zone_note (body, created) : NULL;
  g_autofree char *meta = g_strjoin (" · ", from != NULL ? from : "", moment, category, NULL);

  gtk_label_set_label (self->subject_label, subject != NULL && *subject ? subject : _("Message"));
  gtk_label_set_label (self->meta_label, meta);
  gtk_label_set_label (self->body_label, body != NULL ? body : "");
  gtk_label_set_label (self->zone_label, zone != NULL ? zone : "");
  gtk_widget_set_visible (GTK_WIDGET (self->zone_label), zone != NULL);
  hkk_row_fill_list (self->files_list, GTK_WIDGET (self->files_group), hkk_message_get_attachments (self->message),
                     make_file_row);
  gtk_widget_set_visible (GTK_WIDGET (self->request_button),
                          hkk_thing_get_string (HKK_THING (self->message), "request-id") != NULL);
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_CONTENT);
  g_signal_emit (self, signals[SIGNAL_TITLE_CHANGED], 0, hkk_message_get_subject (self->message));
  mark_read (self);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkMessageView) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMessage) message = hkk_message_load_finish (HKK_PORTAL (source), result, &error);

  /* Another message was chosen, or the view is gone. */
  if (hkk_error_is_cancel (error))
    return;
  if (message == NULL)
    {
      hkk_status_stack_set_error (self->status, error);
      return;
    }
  g_set_object (&self->message, message);
  show_loaded (self);
}

static void
load_message (HkkMessageView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_LOADING);
  hkk_message_load_async (hkk_shell_get_portal (self->shell), self->id, self->cancellable, on_loaded,
                          g_object_ref (self));
}

static void
on_retry (HkkMessageView *self)
{
  if (self->shell != NULL && self->id != NULL)
    load_message (self);
}

static void
on_answer (HkkMessageView *self)
{
  if (self->shell != NULL && self->message != NULL)
    hkk_shell_push (self->shell, ADW_NAVIGATION_PAGE (hkk_message_form_new_answer (self->message)));
}

static void
on_request (HkkMessageView *self)
{
  if (self->message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-request", "s",
                                hkk_thing_get_string (HKK_THING (self->message), "request-id"));
}

static void
hkk_message_view_dispose (GObject *object)
{
  HkkMessageView *self = HKK_MESSAGE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->shell);
  g_clear_object (&self->message);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_MESSAGE_VIEW);
  G_OBJECT_CLASS (hkk_message_view_parent_class)->dispose (object);
}

static void
hkk_message_view_finalize (GObject *object)
{
  HkkMessageView *self = HKK_MESSAGE_VIEW (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  G_OBJECT_CLASS (hkk_message_view_parent_class)->finalize (object);
}

static void
hkk_message_view_class_init (HkkMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_message_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_message_view_finalize;

  signals[SIGNAL_TITLE_CHANGED] = g_signal_new ("title-changed", HKK_TYPE_MESSAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, status);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, subject_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, meta_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, body_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, zone_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, files_group);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, files_list);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, request_button);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_request);
  gtk_widget_class_install_action (widget_class, "message.file", "(iss)", on_file);
}

static void
hkk_message_view_init (HkkMessageView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_message_view_set_shell:
 * @shell: (nullable): whose portal it reads from
 */
void
hkk_message_view_set_shell (HkkMessageView *self,
                             HkkShell      *shell)
{
  g_return_if_fail (HKK_IS_MESSAGE_VIEW (self));

  g_set_weak_pointer (&self->shell, shell);
}

/**
 * hkk_message_view_show:
 * @id: a message
 * @summary: (nullable): what the list knows of it, shown at once
 *
 * Loads a message and marks it as read; a protected one asks for an approval first.
 */
void
hkk_message_view_show (HkkMessageView *self,
                       const char     *id,
                       HkkMessage     *summary)
{
  g_return_if_fail (HKK_IS_MESSAGE_VIEW (self));
  g_return_if_fail (id != NULL);

  if (self->shell == NULL ||
      (g_strcmp0 (self->id, id) == 0 && hkk_status_stack_get_state (self->status) == HKK_PAGE_STATE_CONTENT))
    return;
  g_set_str (&self->id, id);
  gtk_stack_set_visible_child_name (self->stack, "message");
  if (summary != NULL)
    g_signal_emit (self, signals[SIGNAL_TITLE_CHANGED], 0, hkk_message_get_subject (summary));
  load_message (self);
}
