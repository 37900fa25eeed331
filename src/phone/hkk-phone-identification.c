/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-identification.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-keyring.h"
#include "hkk-phone-text.h"

#define USE "identification"
#define MAX_KEPT 4096
#define MAX_WAIT 30 /* seconds between two looks at the check */

struct _HkkPhoneIdentification
{
  GObject          parent_instance;

  HkkDeviceClient *client;      /* Owned */
  HkkKeyring      *keyring;     /* Owned */
  char            *folder;      /* Owned */
  HkkPhoneProcess *process;     /* Owned (nullable) */
  char            *nect_case;   /* Owned (nullable): with @process */
  char            *document;    /* Owned (nullable): with @process */
  char            *state;       /* Owned (nullable): of the case, as it was told last */
  char            *sentence;    /* Owned (nullable): what it means */
  GDateTime       *end;         /* Owned (nullable): until when one can go on, as it was told last */
  GCancellable    *cancellable; /* Owned: of what is asked about this one */
  guint            shown;       /* pages that show it */
  guint            look;        /* GSource id: the next look */
  gboolean         asked;       /* the keyring */
};

G_DEFINE_FINAL_TYPE (HkkPhoneIdentification, hkk_phone_identification, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void look_in (HkkPhoneIdentification *self,
                     gint64                  seconds);

/* The portal has no word for it: it knows such a case no more. */
#define OVER "over"

static gboolean
has_ended (HkkPhoneIdentification *self)
{
  static const char * const ends[] = { "passed", "failed", OVER, NULL };

  return self->state != NULL && g_strv_contains (ends, self->state);
}

/* It waits for the person to go on, until its end. */
static gboolean
has_passed (HkkPhoneIdentification *self)
{
  return g_strcmp0 (self->state, "passed") == 0;
}

/* There is more to learn of it. */
static gboolean
goes_on (HkkPhoneIdentification *self)
{
  return has_passed (self) || !has_ended (self);
}

/* Seconds; 0: it is over. */
static gint64
left_until_end (HkkPhoneIdentification *self)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  GTimeSpan left = self->end != NULL ? g_date_time_difference (self->end, now) : 0;

  return MAX ((left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND, 0);
}

/* (transfer full) (nullable) */
static char *
sentence_of (const char *state,
             GDateTime  *end)
{
  g_autofree char *until = hkk_phone_moment (end);

  if (state == NULL)
    return NULL;
  if (g_str_equal (state, "passed"))
    /* TRANSLATORS: %s: a day and a time of day ("today, 15:10") */
    return g_strdup_printf (_("You are identified. Choose your password and PIN, you have time until %s."), until);
  if (g_str_equal (state, OVER))
    return g_strdup (_("The time for your password and PIN ran out. Nothing was changed. You can start again, your "
                       "insurance number and date of birth are kept."));
  if (g_str_equal (state, "failed"))
    return g_strdup (_("Your identification did not work. See why."));
  if (g_str_equal (state, "collecting"))
    /* TRANSLATORS: %s: a day and a time of day ("today, 15:10") */
    return g_strdup_printf (_("Your identification is not finished. You have time until %s."), until);
  return g_strdup (_("Your identification is being checked. You are told when it is done."));
}

/* Who was given more time has another sentence, and no other end. */
static void
set_state (HkkPhoneIdentification *self,
           const char             *state)
{
  g_autofree char *sentence = sentence_of (state, self->end);
  gboolean changed = g_set_str (&self->state, state);

  if (!g_set_str (&self->sentence, sentence) && !changed)
    return;
  g_signal_emit (self, signals[CHANGED], 0);
  if (changed && has_ended (self) && self->shown == 0)
    g_signal_emit (self, signals[ENDED], 0);
}

/* (transfer full): a file that is there while the keyring may have one. A keyring that is locked asks the person before
 * it says whether it has. */
static char *
dup_mark (HkkPhoneIdentification *self)
{
  return g_build_filename (self->folder, USE, NULL);
}

static void
clear (HkkPhoneIdentification *self)
{
  g_autofree char *mark = dup_mark (self);

  g_unlink (mark);
  hkk_keyring_clear_async (self->keyring, self->folder, USE, NULL, NULL, NULL);
}

/* What this phone has to know of it when it is started again; of one that has passed, until when one can go on: then it
 * is told that the time ran out, though the portal knows nothing of it any more. */
static void
store (HkkPhoneIdentification *self)
{
  g_autoptr(JsonObject) json = hkk_phone_process_to_json (self->process);
  g_autofree char *until = has_passed (self) && self->end != NULL ? g_date_time_format_iso8601 (self->end) : NULL;
  g_autofree char *mark = dup_mark (self);
  g_autofree char *text = NULL;

  g_file_set_contents_full (mark, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  hkk_json_object_add (json, "case", self->nect_case, "document", self->document);
  if (until != NULL)
    hkk_json_object_add (json, "until", until);
  text = hkk_json_object_to_string (json);
  hkk_keyring_store_async (self->keyring, self->folder, USE, text, HKK_KEYRING_MS, NULL, NULL, NULL);
  explicit_bzero (text, strlen (text));
}

/* It was ended elsewhere, or nobody went on with it in time: only then there is something to tell. A phone that was not
 * there tells it when it is started, once. */
static void
take_gone (HkkPhoneIdentification *self)
{
  gboolean was_away = self->state == NULL;

  if ((has_passed (self) || was_away) && self->end != NULL && left_until_end (self) == 0)
    {
      set_state (self, OVER);
      if (was_away)
        clear (self);
    }
  else if (g_strcmp0 (self->state, OVER) != 0)
    hkk_phone_identification_forget (self);
}

static void
take_case (HkkPhoneIdentification *self,
           JsonObject             *object)
{
  g_autoptr(GDateTime) before = g_steal_pointer (&self->end);

  self->end = hkk_phone_time (object, "expires_at");
  set_state (self, hkk_json_get_string (object, "state"));
  if (has_passed (self) && self->end != NULL && (before == NULL || !g_date_time_equal (before, self->end)))
    store (self);
  if (has_passed (self) && left_until_end (self) > 0)
    look_in (self, left_until_end (self));
  else if (goes_on (self))
    look_in (self, hkk_json_get_int (object, "check_in", MAX_WAIT));
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneIdentification) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);
  JsonObject *object = answer != NULL ? hkk_json_node_object (answer) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND))
    take_gone (self);
  else if (object != NULL)
    take_case (self, object);
  else if (goes_on (self))
    look_in (self, MAX_WAIT);
}

static void
look (HkkPhoneIdentification *self)
{
  g_autofree char *path = NULL;

  if (self->process == NULL || self->shown > 0)
    return;
  path = g_strconcat ("/nect/cases/", self->nect_case, NULL);
  hkk_device_client_call_async (self->client, "GET", path, NULL, NULL, self->cancellable, on_looked,
                                g_object_ref (self));
}

static gboolean
on_look_due (gpointer data)
{
  HkkPhoneIdentification *self = data;

  self->look = 0;
  if (has_passed (self) && left_until_end (self) > 0)
    look_in (self, left_until_end (self)); /* nothing changes before */
  else
    look (self);
  return G_SOURCE_REMOVE;
}

static void
look_in (HkkPhoneIdentification *self,
         gint64                  seconds)
{
  g_clear_handle_id (&self->look, g_source_remove);
  if (self->shown == 0)
    self->look = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, MAX_WAIT), on_look_due, self);
}

/* What is answered about another one from now on says nothing of this. */
static void
renew (HkkPhoneIdentification *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->look, g_source_remove);
}

static void
take (HkkPhoneIdentification *self,
      HkkPhoneProcess        *process,
      const char             *nect_case,
      const char             *document)
{
  if (process != self->process)
    {
      g_clear_pointer (&self->process, hkk_phone_process_unref);
      self->process = g_rc_box_acquire (process);
    }
  g_set_str (&self->nect_case, nect_case);
  g_set_str (&self->document, document);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkPhoneIdentification) self = data;
  HkkKeyringState state;
  char *text = hkk_keyring_lookup_finish (HKK_KEYRING (source), result, &state);
  g_autoptr(JsonNode) node = text != NULL ? hkk_json_parse (text, -1, MAX_KEPT, JSON_NODE_OBJECT, NULL) : NULL;
  g_autoptr(HkkPhoneProcess) process = NULL;
  const char *nect_case;

  g_clear_pointer (&text, secret_password_free);
  if (self->process != NULL)
    return;
  process = node != NULL ? hkk_phone_process_new_from_json (json_node_get_object (node)) : NULL;
  nect_case = process != NULL ? hkk_json_get_string (json_node_get_object (node), "case") : NULL;
  if (nect_case == NULL)
    return;
  take (self, process, nect_case, hkk_json_get_string (json_node_get_object (node), "document"));
  self->end = hkk_phone_time (json_node_get_object (node), "until");
  look (self);
}

static void
hkk_phone_identification_dispose (GObject *object)
{
  HkkPhoneIdentification *self = HKK_PHONE_IDENTIFICATION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look, g_source_remove);
  G_OBJECT_CLASS (hkk_phone_identification_parent_class)->dispose (object);
}

static void
hkk_phone_identification_finalize (GObject *object)
{
  HkkPhoneIdentification *self = HKK_PHONE_IDENTIFICATION (object);

  g_object_unref (self->client);
  g_object_unref (self->keyring);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->process, hkk_phone_process_unref);
  g_free (self->folder);
  g_free (self->nect_case);
  g_free (self->document);
  g_free (self->state);
  g_free (self->sentence);
  g_clear_pointer (&self->end, g_date_time_unref);
  G_OBJECT_CLASS (hkk_phone_identification_parent_class)->finalize (object);
}

static void
hkk_phone_identification_class_init (HkkPhoneIdentificationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_phone_identification_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_identification_finalize;
  signals[CHANGED] = g_signal_new ("changed", HKK_TYPE_PHONE_IDENTIFICATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", HKK_TYPE_PHONE_IDENTIFICATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
hkk_phone_identification_init (HkkPhoneIdentification *self)
{
  self->cancellable = g_cancellable_new ();
  self->keyring = hkk_keyring_new (NULL);
}

HkkPhoneIdentification *
hkk_phone_identification_new (HkkDeviceClient *client,
                              const char      *folder)
{
  HkkPhoneIdentification *self = g_object_new (HKK_TYPE_PHONE_IDENTIFICATION, NULL);

  self->client = g_object_ref (client);
  self->folder = g_strdup (folder);
  return self;
}

void
hkk_phone_identification_start (HkkPhoneIdentification *self)
{
  g_autofree char *mark = NULL;

  g_return_if_fail (HKK_IS_PHONE_IDENTIFICATION (self));

  if (self->asked)
    {
      look (self);
      return;
    }
  self->asked = TRUE;
  mark = dup_mark (self);
  if (!g_file_test (mark, G_FILE_TEST_EXISTS))
    return;
  hkk_keyring_lookup_async (self->keyring, self->folder, USE, 0, self->cancellable, on_found, g_object_ref (self));
}

void
hkk_phone_identification_keep (HkkPhoneIdentification *self,
                               HkkPhoneProcess        *process,
                               const char             *nect_case,
                               const char             *document)
{
  g_return_if_fail (HKK_IS_PHONE_IDENTIFICATION (self));
  g_return_if_fail (process != NULL && nect_case != NULL);

  if (process == self->process && g_strcmp0 (nect_case, self->nect_case) == 0)
    return;
  renew (self);
  take (self, process, nect_case, document);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->end, g_date_time_unref);
  store (self);
  look (self);
}

void
hkk_phone_identification_forget (HkkPhoneIdentification *self)
{
  g_return_if_fail (HKK_IS_PHONE_IDENTIFICATION (self));

  if (self->process == NULL)
    return;
  renew (self);
  g_clear_pointer (&self->process, hkk_phone_process_unref);
  g_clear_pointer (&self->nect_case, g_free);
  g_clear_pointer (&self->document, g_free);
  g_clear_pointer (&self->state, g_free);
  clear (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

HkkPhoneProcess *
hkk_phone_identification_get_process (HkkPhoneIdentification *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_IDENTIFICATION (self), NULL);

  return self->process;
}

const char *
hkk_phone_identification_get_case (HkkPhoneIdentification *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_IDENTIFICATION (self), NULL);

  return self->nect_case;
}

const char *
hkk_phone_identification_get_document (HkkPhoneIdentification *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_IDENTIFICATION (self), NULL);

  return self->document;
}

const char *
hkk_phone_identification_get_sentence (HkkPhoneIdentification *self)
{
  g_return_val_if_fail (HKK_IS_PHONE_IDENTIFICATION (self), NULL);

  return self->process != NULL && self->state != NULL && self->shown == 0 ? self->sentence : NULL;
}

static void
set_shown (HkkPhoneIdentification *self,
           int                     change)
{
  self->shown = (guint) ((int) self->shown + change);
  g_clear_handle_id (&self->look, g_source_remove);
  g_signal_emit (self, signals[CHANGED], 0);
  look (self);
}

static void
on_map (HkkPhoneIdentification *self)
{
  set_shown (self, 1);
}

static void
on_unmap (HkkPhoneIdentification *self)
{
  set_shown (self, -1);
}

void
hkk_phone_identification_show_in (HkkPhoneIdentification *self,
                                  GObject                *widget)
{
  g_return_if_fail (HKK_IS_PHONE_IDENTIFICATION (self));

  g_signal_connect_object (widget, "map", G_CALLBACK (on_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (on_unmap), self, G_CONNECT_SWAPPED);
}
