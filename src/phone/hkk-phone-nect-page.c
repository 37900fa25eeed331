/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-nect-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-limit.h"
#include "hkk-phone-row.h"
#include "hkk-phone-secrets-page.h"
#include "hkk-phone-text.h"
#include "hkk-rules.h"

#define MAX_WAIT 30 /* seconds between two looks at the check */

struct _HkkPhoneNectPage
{
  HkkPhonePage            page;

  GtkStack               *stack;
  GtkLabel               *step;
  GtkLabel               *text;
  GtkLabel               *words;
  GtkLabel               *error;
  HkkPhoneLimit          *limit;
  GtkWidget              *agree;
  GtkListBox             *documents;
  GtkListBox             *samples;
  GtkButton              *once_more; /* … or leave it as it was */
  GtkProgressBar         *progress;
  GtkWidget              *cancel;
  GtkWidget              *check_now;
  GtkButton              *again;

  HkkPhoneIdentification *identification; /* Owned */
  HkkPhoneProcess        *process;   /* Owned */
  char                   *document;  /* Owned: the chosen one's id */
  char                   *nect_case; /* Owned */
  guint                   recording; /* the next one: its place in @recordings */
  gsize                   size;      /* of what is being sent, in bytes */
  GCancellable           *sending;   /* Owned (nullable): while a recording is sent */
  gboolean                unsent;    /* it was cancelled, and this is to be told */
  gboolean                again_asked; /* one that is there is to be taken once more */
  gboolean                same_document; /* what "again" begins with */
  gboolean                over;      /* it begins with the first page */
  guint                   look;      /* GSource id: the next look at the check */
};

G_DEFINE_FINAL_TYPE (HkkPhoneNectPage, hkk_phone_nect_page, HKK_TYPE_PHONE_PAGE)

static const struct
{
  const char *name;  /* in the contract */
  const char *again; /* what to do when it is taken once more */
} recordings[] = {
  { "front", N_("Film the front of your document once more, of a passport the page with your photo.") },
  { "back", N_("Photograph the back of your document once more.") },
  { "selfie", NULL },
};

/* Ends after which the recordings are to be taken again, with the same document; after the others one is chosen. */
static const char * const same_document[] = { "unreadable", "face_mismatch", "words_not_read", NULL };

static void look  (HkkPhoneNectPage *self);
static void begin (HkkPhoneNectPage *self);

static void
add_row (GtkListBox *list,
         const char *title,
         const char *action,
         GVariant   *target)
{
  GtkWidget *row = hkk_phone_row_new (title, NULL, action, target);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (list, row);
}

static void
focus_first (GtkListBox *list)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (list, 0);

  if (first != NULL)
    hkk_phone_page_focus (GTK_WIDGET (first));
}

static void
show_text (HkkPhoneNectPage *self,
           const char       *step,
           const char       *text)
{
  gtk_label_set_label (self->step, step);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->words), FALSE);
  hkk_announce (GTK_WIDGET (self), text);
}

static void
show_step (HkkPhoneNectPage *self,
           const char       *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
ask_consent (HkkPhoneNectPage *self)
{
  show_text (self, _("Identification with NECT"), _("Before it begins: who identifies you, and what is recorded."));
  show_step (self, "consent");
  hkk_phone_page_focus (self->agree);
}

static void
ask_document (HkkPhoneNectPage *self)
{
  g_clear_pointer (&self->nect_case, g_free);
  hkk_phone_limit_resume (self->limit);
  show_text (self, _("Which document do you show?"),
             _("NECT identifies you in three steps, at any hour, without a conversation."));
  show_step (self, "document");
  focus_first (self->documents);
}

/* --- Recordings --- */

static void
show_words (HkkPhoneNectPage *self,
            JsonArray        *words)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < hkk_json_array_length (words); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", hkk_json_array_string (words, i));
  gtk_label_set_label (self->words, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->words), TRUE);
  hkk_announce (GTK_WIDGET (self), text->str);
}

static void
list_samples (HkkPhoneNectPage *self)
{
  guint n_samples = 0;
  const HkkPhoneSample *samples = hkk_phone_host_get_samples (self->page.host, &n_samples);

  gtk_list_box_remove_all (self->samples);
  for (guint i = 0; i < n_samples; i++)
    if (g_str_equal (samples[i].recording, recordings[self->recording].name) &&
        (samples[i].document == NULL || g_strcmp0 (samples[i].document, self->document) == 0))
      add_row (self->samples, samples[i].title, "nect.sample", g_variant_new_uint32 (i));
}

static gboolean
is_received (JsonArray  *received,
             const char *recording)
{
  for (guint i = 0; i < hkk_json_array_length (received); i++)
    if (g_strcmp0 (hkk_json_array_string (received, i), recording) == 0)
      return TRUE;
  return FALSE;
}

/* AGAIN: one that is there already is to be taken once more. */
static void
show_recording (HkkPhoneNectPage *self,
                const char       *text,
                gboolean          again)
{
  g_autofree char *step = NULL;

  /* TRANSLATORS: %1$u of %2$u steps of the identification. */
  step = g_strdup_printf (_("Step %1$u of %2$u"), self->recording + 1, (guint) G_N_ELEMENTS (recordings));
  show_text (self, step, text);
  list_samples (self);
  gtk_widget_set_visible (GTK_WIDGET (self->once_more), self->recording > 0 || again);
  /* TRANSLATORS: buttons: the recording before this one is to be taken again; or it stays, and the next one is taken */
  gtk_button_set_label (self->once_more, again ? _("Leave it as it was") : _("Take the last recording again"));
  self->again_asked = again;
  show_step (self, "record");
  focus_first (self->samples);
}

static void
ask_recording (HkkPhoneNectPage *self,
               JsonObject       *state)
{
  JsonArray *received = hkk_json_get_array (state, "received");
  guint before = self->recording;

  self->recording = 0;
  while (self->recording + 1 < G_N_ELEMENTS (recordings) && is_received (received, recordings[self->recording].name))
    self->recording++;
  show_recording (self, hkk_json_get_string (state, "text"), FALSE);
  if (recordings[self->recording].again == NULL)
    show_words (self, hkk_json_get_array (state, "words"));
  if (self->unsent && self->recording == before)
    hkk_phone_fields_refuse (self->error, NULL, _("The recording was not sent. Take it again."));
  self->unsent = FALSE;
}

static void
on_once_more (HkkPhoneNectPage *self)
{
  if (self->again_asked)
    look (self);
  else
    show_recording (self, _(recordings[--self->recording].again), TRUE);
}

/* --- The check --- */

static gboolean
on_look_due (gpointer data)
{
  HkkPhoneNectPage *self = data;

  self->look = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_again_in (HkkPhoneNectPage *self,
               gint64            seconds)
{
  g_clear_handle_id (&self->look, g_source_remove);
  self->look = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, MAX_WAIT), on_look_due, self);
}

static void
wait_for_check (HkkPhoneNectPage *self,
                JsonObject       *state)
{
  if (g_strcmp0 (gtk_label_get_label (self->text), hkk_json_get_string (state, "text")) != 0)
    /* TRANSLATORS: Heading: the last part of the identification */
    show_text (self, _("The check"), hkk_json_get_string (state, "text"));
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "check"))
    {
      show_step (self, "check");
      hkk_phone_page_focus (self->check_now);
    }
  gtk_widget_set_sensitive (self->check_now, TRUE);
  look_again_in (self, hkk_json_get_int (state, "check_in", MAX_WAIT));
}

static void
go_on (HkkPhoneNectPage *self,
       GDateTime        *end)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  HkkPhoneSecretsPage *page;

  if (view == NULL)
    return;
  page = hkk_phone_secrets_page_new (self->page.client, self->identification, g_rc_box_acquire (self->process),
                                     self->nect_case, end);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
}

static void
show_failed (HkkPhoneNectPage *self,
             const char       *outcome,
             const char       *text)
{
  self->same_document = outcome != NULL && g_strv_contains (same_document, outcome);
  self->over = FALSE;
  show_text (self, _("That did not work"), text);
  gtk_button_set_label (self->again, self->same_document ? _("Take the recordings again") : _("Choose a document"));
  show_step (self, "failed");
  hkk_phone_page_focus (GTK_WIDGET (self->again));
}

/* The process itself is: there is nothing to go on with. */
static void
show_over (HkkPhoneNectPage *self,
           const char       *reason)
{
  g_autofree char *text = hkk_phone_over_words (reason);

  hkk_phone_identification_forget (self->identification);
  hkk_phone_limit_set_end (self->limit, NULL);
  show_failed (self, NULL, text);
  self->over = TRUE;
  gtk_button_set_label (self->again, _("Start again"));
}

static void
start_over (HkkPhoneNectPage *self)
{
  g_autofree char *birth_date = hkk_date_to_iso (&self->process->birth_date);

  gtk_widget_activate_action (GTK_WIDGET (self), "phone.start-again", HKK_PHONE_START_AGAIN, self->process->recovery,
                              self->process->kvnr, birth_date);
}

static void
on_again (HkkPhoneNectPage *self)
{
  if (self->over)
    start_over (self);
  else if (self->same_document)
    begin (self);
  else
    ask_document (self);
}

static void
show_case (HkkPhoneNectPage *self,
           JsonObject       *state)
{
  const char *name = hkk_json_get_string (state, "state");
  g_autoptr(GDateTime) end = hkk_phone_time (state, "expires_at");

  if (name == NULL || hkk_json_get_string (state, "text") == NULL || hkk_json_get_string (state, "id") == NULL)
    {
      hkk_phone_fields_refuse (self->error, NULL, _("The portal’s answer makes no sense. Try again later."));
      return;
    }
  g_free (self->nect_case);
  self->nect_case = g_strdup (hkk_json_get_string (state, "id"));
  hkk_phone_identification_keep (self->identification, self->process, self->nect_case, self->document);
  g_clear_handle_id (&self->look, g_source_remove);
  hkk_phone_limit_set_end (self->limit, g_str_equal (name, "collecting") ? end : NULL);
  if (g_str_equal (name, "collecting"))
    ask_recording (self, state);
  else if (g_str_equal (name, "passed"))
    go_on (self, end);
  else if (g_str_equal (name, "failed"))
    show_failed (self, hkk_json_get_string (state, "outcome"), hkk_json_get_string (state, "text"));
  else
    wait_for_check (self, state);
}

static void
take_answer (HkkPhoneNectPage *self,
             JsonNode         *answer,
             const GError     *error)
{
  const char *field;

  gtk_widget_set_sensitive (GTK_WIDGET (self->documents), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again), TRUE);
  gtk_widget_set_sensitive (self->check_now, TRUE);
  if (answer != NULL)
    show_case (self, hkk_json_node_object (answer));
  else if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND))
    show_over (self, hkk_phone_fields_reason (error, &field));
  else
    hkk_phone_fields_refuse (self->error, NULL, hkk_phone_fields_reason (error, &field));
}

static void
on_called (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneNectPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_answer (self, answer, error);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneNectPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take_answer (self, answer, error);
  if (hkk_portal_error_is_transport (error))
    look_again_in (self, MAX_WAIT);
}

static void
look (HkkPhoneNectPage *self)
{
  g_autofree char *path = g_strconcat ("/nect/cases/", self->nect_case, NULL);

  gtk_widget_set_sensitive (self->check_now, FALSE);
  hkk_device_client_call_async (self->page.client, "GET", path, NULL, NULL, self->page.cancellable, on_looked,
                                g_object_ref (self));
}

/* --- Sending --- */

static void
on_bytes_sent (guint64  bytes,
               gpointer data)
{
  HkkPhoneNectPage *self = data;

  gtk_progress_bar_set_fraction (self->progress, self->size > 0 ? MIN ((double) bytes / (double) self->size, 1) : 1);
}

static void
on_put (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(HkkPhoneNectPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);

  g_clear_object (&self->sending);
  if (g_cancellable_is_cancelled (self->page.cancellable))
    return;
  show_step (self, "record");
  /* Who cancels at the last moment may find that it has arrived. */
  self->unsent = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* What is not wanted any more came too late, or twice. */
  if (self->unsent || g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_CONFLICT))
    look (self);
  else
    take_answer (self, answer, error);
}

static void
send_recording (HkkPhoneNectPage     *self,
                const HkkPhoneSample *sample)
{
  g_autofree char *path = g_strconcat ("/nect/cases/", self->nect_case, "/", recordings[self->recording].name, NULL);
  g_autoptr(GBytes) bytes = hkk_phone_host_load_sample (self->page.host, sample);

  self->size = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  self->sending = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  hkk_announce (GTK_WIDGET (self), _("The recording is being sent."));
  show_step (self, "sending");
  hkk_phone_page_focus (self->cancel);
  hkk_device_client_put_async (self->page.client, path, bytes, sample->media_type, on_bytes_sent, self->sending, on_put,
                               g_object_ref (self));
}

static void
on_sample (GtkWidget  *widget,
           const char *name,
           GVariant   *index)
{
  HkkPhoneNectPage *self = HKK_PHONE_NECT_PAGE (widget);

  if (self->sending == NULL)
    send_recording (self, &hkk_phone_host_get_samples (self->page.host, NULL)[g_variant_get_uint32 (index)]);
}

static void
on_cancel (HkkPhoneNectPage *self)
{
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
}

/* --- The beginning --- */

static void
begin (HkkPhoneNectPage *self)
{
  g_autoptr(JsonNode) body = hkk_json_node ("process", self->process->id, "document", self->document,
                                            "consent", HKK_JSON_BOOL (TRUE));

  gtk_widget_set_sensitive (GTK_WIDGET (self->documents), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again), FALSE);
  hkk_device_client_call_async (self->page.client, "POST", "/nect/cases", body, NULL, self->page.cancellable,
                                on_called, g_object_ref (self));
}

static void
on_document (GtkWidget  *widget,
             const char *name,
             GVariant   *id)
{
  HkkPhoneNectPage *self = HKK_PHONE_NECT_PAGE (widget);

  g_set_str (&self->document, g_variant_get_string (id, NULL));
  begin (self);
}

/* By the clock; the portal knows what has become of what was recorded. */
static void
on_over (HkkPhoneNectPage *self)
{
  if (self->nect_case == NULL || self->sending != NULL)
    return;
  hkk_phone_limit_set_end (self->limit, NULL);
  look (self);
}

/* Nothing has been changed: back to where somebody can begin again. */
static void
on_stop (HkkPhoneNectPage *self)
{
  g_cancellable_cancel (self->page.cancellable);
  if (hkk_phone_identification_get_process (self->identification) == self->process)
    hkk_phone_identification_forget (self->identification);
  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

/* One that has begun before: the portal says how far it is. */
static void
go_on_with (HkkPhoneNectPage *self)
{
  self->nect_case = g_strdup (hkk_phone_identification_get_case (self->identification));
  self->document = g_strdup (hkk_phone_identification_get_document (self->identification));
  hkk_phone_limit_set_end (self->limit, NULL);
  show_step (self, "check");
  look (self);
}

static void
hkk_phone_nect_page_dispose (GObject *object)
{
  HkkPhoneNectPage *self = HKK_PHONE_NECT_PAGE (object);

  g_clear_handle_id (&self->look, g_source_remove);
  G_OBJECT_CLASS (hkk_phone_nect_page_parent_class)->dispose (object);
}

static void
hkk_phone_nect_page_finalize (GObject *object)
{
  HkkPhoneNectPage *self = HKK_PHONE_NECT_PAGE (object);

  g_clear_pointer (&self->process, hkk_phone_process_unref);
  g_clear_object (&self->sending);
  g_clear_object (&self->identification);
  g_free (self->document);
  g_free (self->nect_case);
  G_OBJECT_CLASS (hkk_phone_nect_page_parent_class)->finalize (object);
}

static void
hkk_phone_nect_page_class_init (HkkPhoneNectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HKK_TYPE_PHONE_LIMIT);
  G_OBJECT_CLASS (klass)->dispose = hkk_phone_nect_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_nect_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-nect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, step);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, text);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, words);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, limit);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, documents);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, samples);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, check_now);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, progress);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, once_more);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, agree);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneNectPage, again);
  gtk_widget_class_bind_template_callback (widget_class, look);
  gtk_widget_class_bind_template_callback (widget_class, ask_document);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_once_more);
  gtk_widget_class_bind_template_callback (widget_class, on_over);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_install_action (widget_class, "nect.document", "s", on_document);
  gtk_widget_class_install_action (widget_class, "nect.sample", "u", on_sample);
}

static void
hkk_phone_nect_page_init (HkkPhoneNectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneNectPage *
hkk_phone_nect_page_new (HkkDeviceClient        *client,
                         HkkPhoneHost           *host,
                         HkkPhoneIdentification *identification,
                         HkkPhoneProcess        *process)
{
  HkkPhoneNectPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_NECT_PAGE, client, host);

  self->identification = g_object_ref (identification);
  hkk_phone_identification_show_in (identification, G_OBJECT (self));
  self->process = process;
  hkk_phone_limit_begin (self->limit, client, process);
  for (guint i = 0; i < hkk_json_array_length (process->documents); i++)
    {
      JsonObject *document = hkk_json_array_object (process->documents, i);
      const char *id = hkk_json_get_string (document, "id");
      const char *title = hkk_json_get_string (document, "title");

      if (id != NULL && title != NULL)
        add_row (self->documents, title, "nect.document", g_variant_new_string (id));
    }
  if (hkk_phone_identification_get_process (identification) == process)
    go_on_with (self);
  else
    ask_consent (self);
  return self;
}
