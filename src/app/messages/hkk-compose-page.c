/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hkk-compose-page.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-json.h"
#include "hkk-row.h"
#include "hkk-shell.h"

#define SAVE_AFTER_MS 800
#define MAX_SUBJECT 120
#define MAX_BODY 4000

struct _HkkComposePage {
  HkkPage         parent_instance;

  HkkStatusStack *status;
  GtkLabel       *saved_label;
  AdwComboRow    *category_row;
  AdwEntryRow    *subject_row;
  GtkTextView    *body_view;
  GtkTextBuffer  *body_buffer;
  GtkLabel       *count_label;
  GtkListBox     *files_list;
  GtkLabel       *error_label;
  GtkButton      *send_button;
  AdwSpinner     *spinner;

  GListModel     *categories;  /* Owned (nullable) until they are loaded, of HkkCategory */
  char           *draft_id;    /* Owned (nullable): to go on with */
  HkkMessage     *answered;    /* Owned (nullable) */
  HkkDrafts      *drafts;      /* Owned (nullable) until the data key is there */
  HkkDraft       *draft;       /* Owned (nullable) */
  guint           save_source;
  gboolean        filling;     /* we change the fields, not the person */
};

G_DEFINE_FINAL_TYPE (HkkComposePage, hkk_compose_page, HKK_TYPE_PAGE)

static char *
dup_category_title (HkkThing *category)
{
  return g_strdup (category ? hkk_thing_get_string (category, "title") : NULL);
}

static char *
dup_body (HkkComposePage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->body_buffer, &start, &end);
  return gtk_text_buffer_get_text (self->body_buffer, &start, &end, FALSE);
}

static void
show_error (HkkComposePage *self,
            const char     *text)
{
  gtk_label_set_label (self->error_label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  if (text)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* --- Draft --- */

static JsonArray *
make_attachments (HkkComposePage *self)
{
  GListModel *files = hkk_draft_get_attachments (self->draft);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(HkkAttachment) file = g_list_model_get_item (files, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "upload", hkk_attachment_get_upload (file));
      json_object_set_string_member (item, "name", hkk_attachment_get_name (file));
      json_object_set_int_member (item, "size", hkk_attachment_get_size (file));
      json_object_set_string_member (item, "sha256", hkk_attachment_get_sha256 (file));
      json_object_set_string_member (item, "media_type", hkk_attachment_get_media_type (file));
      json_array_add_object_element (list, item);
    }
  return list;
}

static JsonNode *
make_values (HkkComposePage *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *before = json_node_get_object (hkk_draft_get_values (self->draft));
  HkkThing *category = adw_combo_row_get_selected_item (self->category_row);
  g_autofree char *body = dup_body (self);
  const char *kept[] = { "thread_id", "request_id" };

  if (category)
    json_object_set_string_member (object, "category", hkk_thing_get_id (category));
  json_object_set_string_member (object, "subject", gtk_editable_get_text (GTK_EDITABLE (self->subject_row)));
  json_object_set_string_member (object, "body", body);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (hkk_json_get_string (before, kept[i]))
      json_object_set_string_member (object, kept[i], hkk_json_get_string (before, kept[i]));
  if (g_list_model_get_n_items (hkk_draft_get_attachments (self->draft)) > 0)
    json_object_set_array_member (object, "attachments", make_attachments (self));
  json_node_take_object (node, object);
  return node;
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkComposePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  if (!hkk_drafts_save_finish (HKK_DRAFTS (source), result, &error))
    {
      g_autofree char *sentence = hkk_error_sentence (error);

      if (!hkk_error_is_cancel (error) && hkk_page_get_shell (HKK_PAGE (self)))
        show_error (self, sentence);
      return;
    }
  if (!hkk_page_get_shell (HKK_PAGE (self)) || !self->draft || !hkk_draft_get_saved_at (self->draft))
    return;
  clock = hkk_format_clock (hkk_draft_get_saved_at (self->draft));
  /* TRANSLATORS: %s: a time of day ("14:02") */
  text = g_strdup_printf (_("Saved at %s"), clock);
  gtk_label_set_label (self->saved_label, text);
}

static void
set_title (HkkComposePage *self)
{
  const char *subject = gtk_editable_get_text (GTK_EDITABLE (self->subject_row));

  hkk_draft_set_title (self->draft, *subject ? subject : _("Message"));
}

static void
save_now (HkkComposePage *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!self->draft)
    return;
  hkk_draft_take_values (self->draft, make_values (self));
  set_title (self);
  /* Not the page's cancellable: what was typed is saved also when the page is closed. */
  hkk_drafts_save_async (self->drafts, self->draft, NULL, on_saved, g_object_ref (self));
}

static gboolean
on_save_time (gpointer data)
{
  HkkComposePage *self = data;

  self->save_source = 0;
  save_now (self);
  return G_SOURCE_REMOVE;
}

static void
show_count (HkkComposePage *self)
{
  int n = gtk_text_buffer_get_char_count (self->body_buffer);
  /* TRANSLATORS: first %d: characters typed, second %d: characters allowed */
  g_autofree char *text = g_strdup_printf (_("%d of %d characters"), n, MAX_BODY);

  gtk_label_set_label (self->count_label, text);
}

static void
on_changed (HkkComposePage *self)
{
  show_count (self);
  if (self->filling || !self->draft)
    return;
  show_error (self, NULL);
  if (!self->save_source)
    self->save_source = g_timeout_add (SAVE_AFTER_MS, on_save_time, self);
}

/* --- Attachments --- */

static void fill_files (HkkComposePage *self);

static void
on_remove_file (GtkButton *button,
                gpointer   data)
{
  HkkComposePage *self = data;

  hkk_drafts_detach (self->drafts, self->draft, g_object_get_data (G_OBJECT (button), "upload"));
  fill_files (self);
  save_now (self);
}

static GtkWidget *
make_file_row (HkkComposePage *self,
               HkkAttachment  *file)
{
  g_autofree char *size = g_format_size ((guint64) MAX (0, hkk_attachment_get_size (file)));
  GtkWidget *row = hkk_row_new (hkk_attachment_get_name (file), size);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* TRANSLATORS: %s: name of an attachment */
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), hkk_attachment_get_name (file));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "upload", g_strdup (hkk_attachment_get_upload (file)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_file), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
fill_files (HkkComposePage *self)
{
  GListModel *files = hkk_draft_get_attachments (self->draft);

  gtk_list_box_remove_all (self->files_list);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(HkkAttachment) file = g_list_model_get_item (files, i);

      gtk_list_box_append (self->files_list, make_file_row (self, file));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->files_list), g_list_model_get_n_items (files) > 0);
}

static void
on_attached (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkComposePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAttachment) file = hkk_drafts_attach_finish (HKK_DRAFTS (source), result, &error);

  if (!hkk_page_get_shell (HKK_PAGE (self)) || !self->draft)
    return;
  if (!file)
    {
      g_autofree char *sentence = hkk_error_sentence (error);

      if (!hkk_error_is_cancel (error))
        show_error (self, sentence);
      return;
    }
  fill_files (self);
  save_now (self);
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(HkkComposePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file && self->draft)
    hkk_drafts_attach_async (self->drafts, self->draft, file, NULL, hkk_page_get_cancellable (HKK_PAGE (self)),
                             on_attached, g_object_ref (self));
}

static void
on_add_file (HkkComposePage *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  if (!self->draft)
    return;
  gtk_file_filter_set_name (filter, _("PDF, JPEG and PNG, up to 10 MB each"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/png");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), hkk_page_get_cancellable (HKK_PAGE (self)),
                        on_file_chosen, g_object_ref (self));
}

/* --- Sending --- */

static void
set_busy (HkkComposePage *self,
          gboolean        busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

static void
leave (HkkComposePage *self,
       const char     *toast)
{
  g_autoptr(HkkComposePage) alive = g_object_ref (self);
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  /* The portal owns the draft from here on. */
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->draft);
  hkk_shell_pop (shell, ADW_NAVIGATION_PAGE (self));
  hkk_shell_say (shell, toast);
}

static void
on_approval_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkComposePage) self = data;
  HkkApprovalOutcome outcome;

  if (!hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, NULL) || !hkk_page_get_shell (HKK_PAGE (self)))
    return;
  set_busy (self, FALSE);
  if (outcome == HKK_APPROVAL_OUTCOME_EXECUTED)
    leave (self, _("The message was sent."));
  else if (outcome == HKK_APPROVAL_OUTCOME_BACKGROUND)
    leave (self, _("The message is sent after you approved it."));
  else
    show_error (self, _("The message was not sent. It is kept as a draft."));
}

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkComposePage) self = data;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(JsonNode) answer = NULL;
  g_autoptr(GError) error = NULL;
  HkkSubmitOutcome outcome = hkk_portal_submit_finish (HKK_PORTAL (source), result, &approval, &answer, &error);

  if (!hkk_page_get_shell (HKK_PAGE (self)))
    return;
  set_busy (self, FALSE);
  switch (outcome)
    {
    case HKK_SUBMIT_DONE:
      leave (self, _("The message was sent."));
      break;
    case HKK_SUBMIT_APPROVAL:
      set_busy (self, TRUE);
      hkk_portal_await_async (HKK_PORTAL (source), approval, NULL, on_approval_over, g_object_ref (self));
      break;
    case HKK_SUBMIT_UNKNOWN:
      leave (self, _("Result unknown – being checked. The message is kept until it is clear."));
      break;
    case HKK_SUBMIT_WAITING:
      leave (self, _("The message is sent when there is a connection."));
      break;
    case HKK_SUBMIT_REFUSED:
    default:
      show_error (self, error ? error->message : _("The message was not sent. It is kept as a draft."));
      break;
    }
}

static gboolean
check (HkkComposePage *self)
{
  const char *subject = gtk_editable_get_text (GTK_EDITABLE (self->subject_row));
  int n = gtk_text_buffer_get_char_count (self->body_buffer);

  if (!*subject || g_utf8_strlen (subject, -1) > MAX_SUBJECT)
    {
      show_error (self, !*subject ? _("Type a subject.") : _("The subject is too long: 120 characters are allowed."));
      gtk_widget_grab_focus (GTK_WIDGET (self->subject_row));
      return FALSE;
    }
  if (n == 0 || n > MAX_BODY)
    {
      show_error (self, n == 0 ? _("Type your message.") : _("The message is too long: 4,000 characters are allowed."));
      gtk_widget_grab_focus (GTK_WIDGET (self->body_view));
      return FALSE;
    }
  return TRUE;
}

static void
on_send (HkkComposePage *self)
{
  if (!self->draft || !check (self))
    return;
  show_error (self, NULL);
  g_clear_handle_id (&self->save_source, g_source_remove);
  set_title (self);
  set_busy (self, TRUE);
  hkk_portal_submit_async (hkk_page_get_portal (HKK_PAGE (self)), self->draft, make_values (self), NULL, NULL, NULL, on_submitted,
                           g_object_ref (self));
}

/* --- Loading --- */

static void
select_category (HkkComposePage *self,
                 const char     *id)
{
  for (guint i = 0; id && i < g_list_model_get_n_items (self->categories); i++)
    {
      g_autoptr(HkkThing) category = g_list_model_get_item (self->categories, i);

      if (g_strcmp0 (hkk_thing_get_id (category), id) == 0)
        adw_combo_row_set_selected (self->category_row, i);
    }
}

static void
start_answer (HkkComposePage *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const char *subject = hkk_message_get_subject (self->answered);
  const char *thread = hkk_thing_get_string (HKK_THING (self->answered), "thread-id");
  const char *request = hkk_thing_get_string (HKK_THING (self->answered), "request-id");
  /* TRANSLATORS: subject of an answer; %s: subject of the message that is answered */
  g_autofree char *re = g_strdup_printf (_("Re: %s"), subject && *subject ? subject : _("Message"));

  if (thread)
    json_object_set_string_member (object, "thread_id", thread);
  if (request)
    json_object_set_string_member (object, "request_id", request);
  json_object_set_string_member (object, "subject", re);
  json_object_set_string_member (object, "category", hkk_thing_get_string (HKK_THING (self->answered), "category"));
  json_node_take_object (node, object);
  hkk_draft_take_values (self->draft, node);
}

static void
fill (HkkComposePage *self)
{
  JsonObject *values = json_node_get_object (hkk_draft_get_values (self->draft));
  const char *subject = hkk_json_get_string (values, "subject");
  const char *body = hkk_json_get_string (values, "body");

  self->filling = TRUE;
  select_category (self, hkk_json_get_string (values, "category"));
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), subject ? subject : "");
  gtk_text_buffer_set_text (self->body_buffer, body ? body : "", -1);
  self->filling = FALSE;
  show_count (self);
  fill_files (self);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  gtk_widget_grab_focus (subject && *subject ? GTK_WIDGET (self->body_view) : GTK_WIDGET (self->subject_row));
}

static void
ensure_draft (HkkComposePage *self)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (hkk_page_get_portal (HKK_PAGE (self)));
  HkkDraft *found;

  if (self->draft || !drafts || !self->categories || g_list_model_get_n_items (self->categories) == 0)
    return;
  self->drafts = g_object_ref (drafts);
  found = self->draft_id ? hkk_drafts_find (drafts, self->draft_id) : NULL;
  self->draft = found ? g_object_ref (found) : hkk_drafts_create (drafts, HKK_DRAFT_MESSAGE, NULL, 1, NULL, _("Message"));
  if (!found && self->answered)
    start_answer (self);
  fill (self);
}

static void
on_categories (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(HkkComposePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) categories = hkk_categories_load_finish (HKK_PORTAL (source), result, NULL, &error);

  if (!hkk_page_take (HKK_PAGE (self), categories, error))
    return;
  g_set_object (&self->categories, categories);
  adw_combo_row_set_model (self->category_row, categories);
  ensure_draft (self);
}

static void
hkk_compose_page_reload (HkkPage *page)
{
  HkkComposePage *self = HKK_COMPOSE_PAGE (page);
  HkkPortal *portal = hkk_page_get_portal (page);

  if (self->draft)
    return;
  g_signal_connect_object (portal, "notify::drafts", G_CALLBACK (ensure_draft), self, G_CONNECT_SWAPPED);
  hkk_categories_load_async (portal, hkk_page_get_cancellable (page), on_categories, g_object_ref (self));
}

static void
on_hidden (HkkComposePage *self)
{
  if (self->save_source)
    save_now (self);
}

static void
hkk_compose_page_dispose (GObject *object)
{
  HkkComposePage *self = HKK_COMPOSE_PAGE (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_COMPOSE_PAGE);
  g_clear_object (&self->categories);
  g_clear_object (&self->answered);
  g_clear_object (&self->draft);
  g_clear_object (&self->drafts);
  G_OBJECT_CLASS (hkk_compose_page_parent_class)->dispose (object);
}

static void
hkk_compose_page_finalize (GObject *object)
{
  g_free (HKK_COMPOSE_PAGE (object)->draft_id);
  G_OBJECT_CLASS (hkk_compose_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-compose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, saved_label);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, category_row);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, subject_row);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, body_view);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, body_buffer);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, count_label);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, files_list);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, error_label);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, send_button);
  gtk_widget_class_bind_template_child (widget_class, HkkComposePage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add_file);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_hidden);
}

static void
hkk_compose_page_class_init (HkkComposePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_compose_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_compose_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_compose_page_reload;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
hkk_compose_page_init (HkkComposePage *self)
{
  GtkExpression *title = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_category_title), NULL, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sending"), -1);
  adw_combo_row_set_expression (self->category_row, title);
  gtk_expression_unref (title);
}

/**
 * hkk_compose_page_new:
 * @draft_id: (nullable): a draft to go on with
 *
 * Returns: (transfer floating): a page to write a message; what is typed is saved as a draft
 */
HkkComposePage *
hkk_compose_page_new (const char *draft_id)
{
  HkkComposePage *self = g_object_new (HKK_TYPE_COMPOSE_PAGE, NULL);

  self->draft_id = g_strdup (draft_id);
  return self;
}

/**
 * hkk_compose_page_new_answer:
 * @message: what is answered
 *
 * Returns: (transfer floating): a page to write an answer in the same thread
 */
HkkComposePage *
hkk_compose_page_new_answer (HkkMessage *message)
{
  HkkComposePage *self = g_object_new (HKK_TYPE_COMPOSE_PAGE, NULL);

  self->answered = g_object_ref (message);
  return self;
}
