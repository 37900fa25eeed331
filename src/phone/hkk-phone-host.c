/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-host.h"

#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-mock-host.h"
#include "hkk-mock.h"

struct _HkkPhoneHost
{
  GObject       parent_instance;

  char         *state_dir;
  HkkMockHost  *host;         /* Owned */
  GCancellable *cancellable;  /* Owned */
  JsonNode     *persons_json; /* Owned: holds the texts of the persons */
  JsonNode     *samples_json; /* Owned: holds those of the samples */
  GArray       *persons;      /* Owned: HkkPhonePerson */
  GArray       *samples;      /* Owned: HkkPhoneSample */
};

G_DEFINE_FINAL_TYPE (HkkPhoneHost, hkk_phone_host, G_TYPE_OBJECT)

enum { ENDPOINT_CHANGED, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
clear_person (gpointer data)
{
  g_free (((HkkPhonePerson *) data)->name);
}

static void
add_person (HkkPhoneHost *self,
            JsonObject   *object)
{
  const char *card = hkk_json_get_string (object, "card_number");
  HkkPhonePerson person = {
    .name = g_strjoin (" ", hkk_json_get_string (object, "first_name"),
                       hkk_json_get_string (object, "last_name"), NULL),
    .kvnr = hkk_json_get_string (object, "kvnr"),
    .birth_date = hkk_json_get_string (object, "birth_date"),
    .password = hkk_json_get_string (object, "password"),
    .pin = hkk_json_get_string (object, "pin"),
    .card_digits = card != NULL && strlen (card) == 20 ? card + 14 : NULL,
    .card_valid_until = hkk_json_get_string (object, "card_valid_until"),
  };

  g_array_append_val (self->persons, person);
}

static JsonNode *
load (const char *path)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

  return bytes != NULL ? hkk_json_parse_bytes (bytes, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL) : NULL;
}

static void
load_persons (HkkPhoneHost *self)
{
  JsonArray *persons;

  self->persons_json = load ("/de/hkk/MeineHkk/mock/persons.json");
  persons = hkk_json_get_array (hkk_json_node_object (self->persons_json), "persons");
  for (guint i = 0; i < hkk_json_array_length (persons); i++)
    add_person (self, hkk_json_array_object (persons, i));
}

static void
load_samples (HkkPhoneHost *self)
{
  const char *language = g_str_has_prefix (g_get_language_names ()[0], "de") ? "de" : "en";
  JsonArray *samples;

  self->samples_json = load ("/de/hkk/MeineHkk/mock/nect.json");
  samples = hkk_json_get_array (hkk_json_node_object (self->samples_json), "samples");
  for (guint i = 0; i < hkk_json_array_length (samples); i++)
    {
      JsonObject *object = hkk_json_array_object (samples, i);
      HkkPhoneSample sample = {
        .file = hkk_json_get_string (object, "file"),
        .recording = hkk_json_get_string (object, "recording"),
        .document = hkk_json_get_string (object, "document"),
        .title = hkk_json_get_string (hkk_json_get_object (object, "title"), language),
      };

      sample.media_type = g_str_has_suffix (sample.file, ".png") ? "image/png" : "video/mp4";
      g_array_append_val (self->samples, sample);
    }
}

static void
on_endpoint (HkkPhoneHost *self)
{
  if (hkk_mock_host_get_endpoint (self->host) != NULL)
    g_signal_emit (self, signals[ENDPOINT_CHANGED], 0);
}

static void
on_started (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneHost) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_mock_host_start_finish (HKK_MOCK_HOST (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
hkk_phone_host_dispose (GObject *object)
{
  HkkPhoneHost *self = HKK_PHONE_HOST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (hkk_phone_host_parent_class)->dispose (object);
}

static void
hkk_phone_host_finalize (GObject *object)
{
  HkkPhoneHost *self = HKK_PHONE_HOST (object);

  g_clear_object (&self->cancellable);
  g_free (self->state_dir);
  g_array_unref (self->persons);
  g_array_unref (self->samples);
  g_clear_pointer (&self->persons_json, json_node_unref);
  g_clear_pointer (&self->samples_json, json_node_unref);
  G_OBJECT_CLASS (hkk_phone_host_parent_class)->finalize (object);
}

static void
hkk_phone_host_class_init (HkkPhoneHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_phone_host_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_host_finalize;
  signals[ENDPOINT_CHANGED] = g_signal_new ("endpoint-changed", HKK_TYPE_PHONE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", HKK_TYPE_PHONE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hkk_phone_host_init (HkkPhoneHost *self)
{
  self->cancellable = g_cancellable_new ();
  self->persons = g_array_new (FALSE, TRUE, sizeof (HkkPhonePerson));
  g_array_set_clear_func (self->persons, clear_person);
  self->samples = g_array_new (FALSE, TRUE, sizeof (HkkPhoneSample));
}

/**
 * hkk_phone_host_new:
 * @state_dir: (type filename): the demo's folder, shared with the desktop client
 *
 * Returns: (transfer full): the demo backend as the phone sees it, not started yet
 */
HkkPhoneHost *
hkk_phone_host_new (const char *state_dir)
{
  HkkPhoneHost *self = g_object_new (HKK_TYPE_PHONE_HOST, NULL);

  self->state_dir = g_strdup (state_dir);
  self->host = hkk_mock_host_new (state_dir);
  g_signal_connect_object (self->host, "notify::endpoint", G_CALLBACK (on_endpoint), self, G_CONNECT_SWAPPED);
  load_persons (self);
  load_samples (self);
  return self;
}

/* Serves the demo or attaches to the process that does; `endpoint-changed` or `failed` tells. */
void
hkk_phone_host_start (HkkPhoneHost *self)
{
  g_return_if_fail (HKK_IS_PHONE_HOST (self));

  hkk_mock_host_start_async (self->host, self->cancellable, on_started, g_object_ref (self));
}

const char *
hkk_phone_host_get_url (HkkPhoneHost *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_HOST (self), NULL);

  return hkk_mock_host_get_endpoint (self->host);
}

const char *
hkk_phone_host_get_pem (HkkPhoneHost *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_HOST (self), NULL);

  return hkk_mock_host_get_certificate (self->host);
}

const HkkPhonePerson *
hkk_phone_host_get_persons (HkkPhoneHost *self,
                            guint        *n_persons)
{
  g_return_val_if_fail (HKK_IS_PHONE_HOST (self), NULL);

  if (n_persons != NULL)
    *n_persons = self->persons->len;
  return (const HkkPhonePerson *) self->persons->data;
}

const HkkPhoneSample *
hkk_phone_host_get_samples (HkkPhoneHost *self,
                            guint        *n_samples)
{
  g_return_val_if_fail (HKK_IS_PHONE_HOST (self), NULL);

  if (n_samples != NULL)
    *n_samples = self->samples->len;
  return (const HkkPhoneSample *) self->samples->data;
}

GBytes *
hkk_phone_host_load_sample (HkkPhoneHost         *self,
                            const HkkPhoneSample *sample)
{
  g_autofree char *path = g_strconcat ("/de/hkk/MeineHkk/mock/nect/", sample->file, NULL);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s: %s", path, error->message); /* a part of the program */
  return bytes;
}

/* --- The letter box --- */

static void
post_free (gpointer data)
{
  HkkPhonePost *self = data;

  g_clear_pointer (&self->arrived_at, g_date_time_unref);
  g_bytes_unref (self->picture);
  g_free (self);
}

static void
add_post (GPtrArray  *post,
          JsonObject *object)
{
  const char *at = hkk_json_get_string (object, "arrived_at");
  HkkPhonePost *letter = g_new0 (HkkPhonePost, 1);

  letter->arrived_at = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  letter->picture = hkk_json_get_bytes (object, "content");
  if (letter->picture == NULL)
    letter->picture = g_bytes_new (NULL, 0);
  g_ptr_array_add (post, letter);
}

static void
on_post (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) answer = hkk_mock_command_finish (result, &error);
  JsonArray *letters = hkk_json_get_array (answer, "letters");
  g_autoptr(GPtrArray) post = g_ptr_array_new_with_free_func (post_free);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < hkk_json_array_length (letters); i++)
    add_post (post, hkk_json_array_object (letters, i));
  g_task_return_pointer (task, g_steal_pointer (&post), (GDestroyNotify) g_ptr_array_unref);
}

void
hkk_phone_host_look_for_post_async (HkkPhoneHost        *self,
                                    const char          *kvnr,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_autoptr(JsonObject) command = hkk_json_object ("command", "post", "person", kvnr);
  GTask *task;

  g_return_if_fail (HKK_IS_PHONE_HOST (self));
  g_return_if_fail (kvnr != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_phone_host_look_for_post_async);
  hkk_mock_command_async (self->state_dir, command, cancellable, on_post, task);
}

GPtrArray *
hkk_phone_host_look_for_post_finish (HkkPhoneHost  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
