/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-phone-identification.h"
#include "hkk-phone-text.h"
#include "portal-server.h"
#include "test-secrets.h"

/* What a person who has left the identification is told of it, and when. */

typedef struct
{
  PortalServer           *server;
  HkkDeviceClient        *client;
  HkkPhoneIdentification *identification;
  GDateTime              *end;   /* Owned: until when the password can be set */
  gboolean                gone;  /* the portal knows it no more */
  guint                   ended; /* how often its end was told */
} Fixture;

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;
  g_autofree char *until = g_date_time_format_iso8601 (self->end);
  g_autofree char *json =
    g_strdup_printf ("{\"id\":\"case\",\"state\":\"passed\",\"outcome\":\"passed\",\"text\":\"T\",\"received\":[],"
                     "\"words\":[\"w\"],\"check_in\":1,\"expires_at\":\"%s\"}", until);

  if (!g_str_has_prefix (path, "/nect/cases/") || self->gone)
    portal_answer_problem (message, 404, "not_found");
  else
    portal_answer (message, 200, json);
}

static void
set_left (Fixture *self,
          int      seconds)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  g_clear_pointer (&self->end, g_date_time_unref);
  self->end = g_date_time_add_seconds (now, seconds);
}

static void
on_ended (Fixture *self)
{
  self->ended++;
}

static gboolean
says (Fixture    *self,
      const char *part)
{
  const char *sentence = hkk_phone_identification_get_sentence (self->identification);

  return sentence != NULL && strstr (sentence, part) != NULL;
}

static void
open_phone (Fixture *self)
{
  self->identification = hkk_phone_identification_new (self->client, self->server->dir);
  g_signal_connect_swapped (self->identification, "ended", G_CALLBACK (on_ended), self);
}

static void
open_portal (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->server = portal_server_new (answer, self);
  self->client = hkk_device_client_new (&self->server->config, &error);
  g_assert_no_error (error);
  open_phone (self);
}

/* It has passed, and waits for the person so many seconds. */
static void
pass (Fixture *self,
      int      left)
{
  g_autoptr(JsonNode) begun = json_from_string ("{\"process\":\"p\",\"name\":\"Nina\",\"documents\":[{\"id\":\"d\"}]}",
                                                NULL);
  g_autoptr(HkkPhoneProcess) process = NULL;
  GDate birth_date;

  g_date_clear (&birth_date, 1);
  g_date_set_dmy (&birth_date, 21, G_DATE_MARCH, 1990);
  process = hkk_phone_process_new (FALSE, "K220635158", &birth_date, json_node_get_object (begun));
  set_left (self, left);
  hkk_phone_identification_keep (self->identification, process, "case", "d");
  test_wait_until (says (self, "You are identified."));
  g_assert_cmpuint (self->ended, ==, 1);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  open_portal (self);
  hkk_phone_identification_start (self->identification);
  pass (self, GPOINTER_TO_INT (data));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->identification);
  g_object_unref (self->client);
  portal_server_free (self->server);
  g_date_time_unref (self->end);
}

/* Who was given more time reads until when, and has no second notification of what is known. */
static void
more_time_is_no_end (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *until = NULL;

  set_left (self, 3600);
  until = hkk_phone_moment (self->end);
  hkk_phone_identification_start (self->identification);
  test_wait_until (says (self, until));
  g_assert_cmpuint (self->ended, ==, 1);
}

/* Nothing has to be done for it. */
static void
its_end_is_told (Fixture       *self,
                 gconstpointer  data)
{
  self->gone = TRUE;
  test_wait_until (!says (self, "You are identified."));
  g_assert_true (says (self, "The time for your password and PIN ran out. Nothing was changed."));
  g_assert_true (says (self, "are kept"));
  g_assert_cmpuint (self->ended, ==, 2);
  g_assert_nonnull (hkk_phone_identification_get_process (self->identification)); /* to begin again with */
}

/* It was finished or ended elsewhere: no time ran out. */
static void
what_is_gone_before_its_end_is_forgotten (Fixture       *self,
                                          gconstpointer  data)
{
  self->gone = TRUE;
  hkk_phone_identification_start (self->identification);
  test_wait_until (hkk_phone_identification_get_process (self->identification) == NULL);
  g_assert_null (hkk_phone_identification_get_sentence (self->identification));
  g_assert_cmpuint (self->ended, ==, 1);
}

static gboolean
is_over (Fixture *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_compare (now, self->end) > 0;
}

static gboolean
is_kept (TestSecrets *secrets,
         const char  *part)
{
  g_autofree char *text = test_secrets_get (secrets, "identification");

  return text != NULL && strstr (text, part) != NULL;
}

/* The time ran out while the phone was off: it says so when it is started, and not each time. */
static void
a_phone_started_again_says_it_once (void)
{
  Fixture self = { 0 };
  KeyringBus bus;
  TestSecrets secrets = { 0 };

  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  test_secrets_start (&secrets, &bus);
  open_portal (&self);
  pass (&self, 2);
  test_wait_until (is_kept (&secrets, "until"));
  g_clear_object (&self.identification);
  self.gone = TRUE;
  test_wait_until (is_over (&self));
  open_phone (&self);
  hkk_phone_identification_start (self.identification);
  test_wait_until (says (&self, "The time for your password and PIN ran out. Nothing was changed."));
  g_assert_cmpuint (self.ended, ==, 2);
  g_assert_nonnull (hkk_phone_identification_get_process (self.identification)); /* to begin again with */
  test_wait_until (!is_kept (&secrets, ""));
  tear_down (&self, NULL);
  test_secrets_stop (&secrets);
  keyring_bus_stop (&bus);
}

/* A locked keyring would ask the person for its password: it is not asked for what it never got. */
static void
a_phone_without_one_asks_no_keyring (void)
{
  Fixture self = { 0 };
  KeyringBus bus;
  TestSecrets secrets = { 0 };

  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  test_secrets_start (&secrets, &bus);
  open_portal (&self);
  hkk_phone_identification_start (self.identification);
  pass (&self, 600);
  test_wait_until (is_kept (&secrets, "until"));
  /* To store it, and to store how it ended. */
  g_assert_cmpuint (secrets.looks, ==, 2);
  tear_down (&self, NULL);
  test_secrets_stop (&secrets);
  keyring_bus_stop (&bus);
}

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
#define ADD(path, left, function) \
  g_test_add ("/phone/identification/" path, Fixture, GINT_TO_POINTER (left), set_up, function, tear_down)
  ADD ("more-time", 600, more_time_is_no_end);
  ADD ("end", 1, its_end_is_told);
  ADD ("gone", 600, what_is_gone_before_its_end_is_forgotten);
  g_test_add_func ("/phone/identification/started-again", a_phone_started_again_says_it_once);
  g_test_add_func ("/phone/identification/none", a_phone_without_one_asks_no_keyring);
  return g_test_run ();
}
