/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "phone-client.h"

/* Who has a device confirms the next one there, or a letter alone does it after an hour. */

#define XENIA      MOCK_XENIA
#define XENIA_CARD "952837", "2031-12-31"
#define LETTER     "K7QF-3M9T-XW2D-8HRP"
#define MINUTE     60
#define DAY        (24 * 60 * MINUTE)

typedef struct
{
  MockClient        *client;
  HkkMockTestDevice *first;
  HkkMockTestDevice *second; /* not bound yet */
  MockAnswer        *desktop;
  MockAnswer        *phone;  /* the second one's sign-in */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->first = phone_bind (self->client, XENIA);
  self->second = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  self->desktop = phone_sign_in (self->client, XENIA, "desktop");
  self->phone = phone_sign_in (self->client, XENIA, "phone");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  mock_answer_free (self->desktop);
  mock_answer_free (self->phone);
  hkk_mock_test_device_free (self->first);
  hkk_mock_test_device_free (self->second);
  mock_client_free (self->client);
}

/* (transfer full): the answer to the second phone's enrolment, with the letter or with the card */
static MockAnswer *
enrol (Fixture  *self,
       gboolean  letter)
{
  JsonObject *body = phone_enrolment (self->second);
  const char *card[] = { XENIA_CARD };
  MockAnswer *answer;

  if (letter)
    hkk_json_object_add (body, "method", "letter", "code", LETTER);
  else
    hkk_json_object_add (body, "method", "card", "card_digits", card[0], "card_valid_until", card[1]);
  answer = phone_call (self->client, "POST", "/device/enrolments", phone_token (self->phone), NULL, body);
  if (answer->status == 201)
    g_assert_true (hkk_mock_test_device_bind (self->second, answer->json));
  return answer;
}

static MockAnswer *
call (Fixture    *self,
      const char *method,
      const char *path,
      JsonObject *body)
{
  return phone_call (self->client, method, path, hkk_mock_test_device_token (self->second), NULL, body);
}

static char *
proof_of (Fixture    *self,
          const char *pin)
{
  g_autoptr(JsonObject) unlock = hkk_mock_test_device_unlock (self->second, pin);

  return g_strdup (hkk_json_get_string (unlock, "proof"));
}

static gboolean
waits (Fixture *self)
{
  g_autoptr(MockAnswer) itself = call (self, "GET", "/device/self", NULL);

  g_assert_cmpuint (itself->status, ==, 200);
  return hkk_json_get_bool (itself->json, "waits", FALSE);
}

/* (transfer full): the newest message, its subject and its text */
static char *
newest_message (Fixture *self)
{
  g_autoptr(MockAnswer) listed = phone_call (self->client, "GET", "/v1/messages", phone_token (self->desktop), NULL,
                                             NULL);
  JsonObject *newest = hkk_json_array_object (hkk_json_get_array (listed->json, "items"), 0);
  g_autofree char *path = g_strconcat ("/v1/messages/", hkk_json_get_string (newest, "id"), NULL);
  g_autoptr(MockAnswer) message = phone_call (self->client, "GET", path, phone_token (self->desktop), NULL, NULL);

  /* All of them name the page where something is done about it. */
  g_assert_cmpstr (phone_answer_text (message, "leads_to"), ==, "security");
  return g_strconcat (phone_answer_text (message, "subject"), "\n", phone_answer_text (message, "body"), NULL);
}

static void
assert_told (Fixture    *self,
             const char *text)
{
  g_autofree char *told = newest_message (self);

  if (strstr (told, text) == NULL)
    g_error ("“%s” is not in: %s", text, told);
}

/* The desktop signs in anew afterwards: its session does not last. */
static void
wait_for (Fixture *self,
          gint64   seconds)
{
  mock_advance (self->client, seconds);
  mock_answer_free (self->desktop);
  self->desktop = phone_sign_in (self->client, XENIA, "desktop");
}

static void
lock_first (Fixture *self)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->first), NULL);
  g_autoptr(MockAnswer) locked = phone_call (self->client, "PATCH", path, phone_token (self->desktop), NULL,
                                             hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));

  g_assert_cmpuint (locked->status, ==, 200);
}

/* (transfer full): the feed of the second one, from AFTER on; below 0: where it begins */
static MockAnswer *
feed (Fixture *self,
      gint64   after)
{
  g_autofree char *path = after < 0 ? g_strdup ("/device/feed")
                                    : g_strdup_printf ("/device/feed?after=%" G_GINT64_FORMAT, after);
  MockAnswer *answer = call (self, "GET", path, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

/* A device that waits sees nothing, decides nothing and changes nothing of the account. */
static void
assert_powerless (Fixture *self)
{
  g_autoptr(MockAnswer) start = feed (self, -1);
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->desktop);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) listed = call (self, "GET", "/device/approvals", NULL);
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->second, id);
  g_autoptr(MockAnswer) on_first = phone_open (self->client, self->first, id);
  g_autofree char *path = g_strconcat ("/device/approvals/", id, "/decision", NULL);
  g_autoptr(MockAnswer) decided = call (self, "POST", path,
                                        hkk_mock_test_device_decide (self->second, on_first->json, "approve",
                                                                     phone_answer_text (asked, "number")));
  g_autoptr(MockAnswer) history = call (self, "GET", "/device/history", NULL);
  g_autofree char *proof = proof_of (self, PHONE_PIN);
  g_autoptr(MockAnswer) password = call (self, "PUT", "/device/password",
                                         hkk_json_object ("old", "Xaver-wandert-1995", "new", "Vier Worte, ein Lied",
                                                          "proof", proof));
  g_autoptr(MockAnswer) cancelled = phone_act (self->client, self->desktop, id, "cancel");
  g_autoptr(MockAnswer) heard = feed (self, hkk_json_get_int (start->json, "cursor", -1));

  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (heard->json, "events")), ==, 0);
  g_assert_cmpint (hkk_json_get_int (heard->json, "cursor", -1), >, hkk_json_get_int (start->json, "cursor", -1));
  g_assert_cmpint (hkk_json_get_int (listed->json, "total", -1), ==, 0);
  mock_assert_problem (opened, 404, "not_found");
  g_assert_cmpuint (on_first->status, ==, 200);
  mock_assert_problem (decided, 409, "device_waits");
  g_assert_cmpint (hkk_json_array_length (hkk_json_get_array (history->json, "items")), ==, 0);
  mock_assert_problem (password, 409, "device_waits");
  phone_assert_status (cancelled, "cancelled");
}

/* With the card: only the first one's word makes it a device. */
static void
test_card (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) asked = NULL;
  g_autoptr(MockAnswer) itself = NULL;
  g_autoptr(MockAnswer) done = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autoptr(MockAnswer) unlocked = NULL;

  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_json_get_bool (bound->json, "waits", FALSE));
  g_assert_null (hkk_json_get_string (bound->json, "usable_at"));
  assert_told (self, "A new device has to be confirmed");
  assert_powerless (self);
  wait_for (self, 2 * 60 * MINUTE);
  g_assert_true (waits (self));

  asked = phone_ask_confirmation (self->client, self->second);
  g_assert_cmpuint (asked->status, ==, 202);
  itself = phone_open (self->client, self->second, phone_answer_text (asked, "id"));
  mock_assert_problem (itself, 404, "not_found");
  done = phone_decide (self->client, self->first, phone_answer_text (asked, "id"), "approve",
                       phone_answer_text (asked, "number"));
  phone_assert_status (done, "executed");
  g_assert_false (waits (self));
  assert_told (self, "A new device can approve for you");
  again = phone_ask_confirmation (self->client, self->second);
  mock_assert_problem (again, 409, "conflict");

  unlocked = phone_ask (self->client, self->desktop);
  g_clear_pointer (&done, mock_answer_free);
  done = phone_decide (self->client, self->second, phone_answer_text (unlocked, "id"), "approve",
                       phone_answer_text (unlocked, "number"));
  phone_assert_status (done, "executed");
}

/* With the letter: an hour, of which the person is told, and can end it with one word. */
static void
test_letter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);

  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_json_get_bool (bound->json, "waits", FALSE));
  g_assert_nonnull (hkk_json_get_string (bound->json, "usable_at"));
  assert_told (self, "with a letter");
  assert_powerless (self);
  wait_for (self, 59 * MINUTE);
  g_assert_true (waits (self));
  wait_for (self, MINUTE);
  g_assert_false (waits (self));
  assert_told (self, "A new device can approve for you");
}

/* Of itself and of what it asks for it hears, between what it does not; when it is confirmed, of everything. */
static void
test_what_it_hears (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) start = feed (self, -1);
  gint64 cursor = hkk_json_get_int (start->json, "cursor", -1);
  g_autoptr(MockAnswer) other = phone_ask (self->client, self->desktop);
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (self->client, self->second);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) waiting = feed (self, cursor);
  JsonArray *events = hkk_json_get_array (waiting->json, "events");
  g_autoptr(MockAnswer) done = NULL;
  g_autoptr(MockAnswer) all = NULL;

  g_assert_cmpuint (hkk_json_array_length (events), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (events, 0), "id"), ==, id);
  done = phone_decide (self->client, self->first, id, "approve", phone_answer_text (asked, "number"));
  phone_assert_status (done, "executed");
  all = feed (self, cursor);
  events = hkk_json_get_array (all->json, "events");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (events, 0), "id"), ==, phone_answer_text (other, "id"));
}

static void
answer_first (Fixture    *self,
              const char *decision)
{
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (self->client, self->second);
  g_autoptr(MockAnswer) done = NULL;

  g_assert_cmpuint (asked->status, ==, 202);
  done = phone_decide (self->client, self->first, phone_answer_text (asked, "id"), decision, "");
  g_assert_cmpuint (done->status, ==, 200);
}

/* The one with the first device has the last word: no hour helps. */
static void
test_declined (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);

  answer_first (self, "deny");
  wait_for (self, 2 * 60 * MINUTE);
  g_assert_true (waits (self));
}

static void
test_reported (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);
  g_autoptr(MockAnswer) itself = NULL;

  answer_first (self, "report");
  itself = call (self, "GET", "/device/self", NULL);
  g_assert_cmpuint (itself->status, ==, 401);
  assert_told (self, "A device was removed");
}

/* Who locks the first one with a password alone gains nothing: the card is refused, and the letter takes its hour. */
static void
test_all_locked (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(MockAnswer) card = NULL;
  g_autoptr(MockAnswer) letter = NULL;
  g_autoptr(MockAnswer) asked = NULL;

  lock_first (self);
  card = enrol (self, FALSE);
  mock_assert_problem (card, 409, "device_locked");
  letter = enrol (self, TRUE);
  g_assert_cmpuint (letter->status, ==, 201);
  asked = phone_ask_confirmation (self->client, self->second);
  mock_assert_problem (asked, 409, "device_locked");
  g_assert_true (waits (self));
  wait_for (self, 61 * MINUTE);
  g_assert_false (waits (self));
}

static MockAnswer *
order_letter (Fixture *self)
{
  return phone_call (self->client, "POST", "/v1/letters", phone_token (self->desktop), NULL,
                     hkk_json_object ("kind", "device"));
}

/* Who waits and does not have the first one at hand: a letter needs its word, until it is locked; then it is ordered,
 * and the place of the one that waits is free for the one that the letter binds. */
static void
test_first_not_at_hand (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) asked = order_letter (self);
  g_autoptr(MockAnswer) cancelled = phone_act (self->client, self->desktop, phone_answer_text (asked, "id"), "cancel");
  g_autoptr(MockAnswer) ordered = NULL;
  g_autoptr(MockAnswer) unbound = NULL;
  g_autofree char *proof = NULL;

  g_assert_cmpuint (asked->status, ==, 202);
  phone_assert_status (cancelled, "cancelled");
  lock_first (self);
  ordered = order_letter (self);
  g_assert_cmpuint (ordered->status, ==, 201);
  proof = proof_of (self, PHONE_PIN);
  unbound = call (self, "DELETE", "/device/self", hkk_json_object ("proof", proof));
  g_assert_cmpuint (unbound->status, ==, 200);
}

/* Nobody says anything: the card's device goes after a day. */
static void
test_forgotten (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) itself = NULL;

  wait_for (self, DAY - MINUTE);
  g_assert_true (waits (self));
  wait_for (self, 2 * MINUTE);
  itself = call (self, "GET", "/device/self", NULL);
  g_assert_cmpuint (itself->status, ==, 401);
}

/* The first one approves its own removal, as the second is none yet; then the second is the first. */
static void
test_first_removed (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->first), NULL);
  g_autoptr(MockAnswer) asked = phone_call (self->client, "DELETE", path, phone_token (self->desktop), NULL,
                                            json_object_new ());
  g_autoptr(MockAnswer) done = phone_decide (self->client, self->first, phone_answer_text (asked, "id"), "approve",
                                             phone_answer_text (asked, "number"));

  phone_assert_status (done, "executed");
  g_assert_false (waits (self));
}

/* What waits for the first one's word is over when the second has gone. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (self->client, self->second);
  g_autofree char *proof = proof_of (self, PHONE_PIN);
  g_autoptr(MockAnswer) removed = call (self, "DELETE", "/device/self", hkk_json_object ("proof", proof));
  g_autoptr(MockAnswer) late = phone_decide (self->client, self->first, phone_answer_text (asked, "id"), "approve",
                                             phone_answer_text (asked, "number"));

  g_assert_cmpuint (removed->status, ==, 200);
  mock_assert_problem (late, 409, "approval_final");
}

/* (transfer full): what the desktop does with the second one */
static MockAnswer *
act (Fixture    *self,
     const char *method,
     JsonObject *body)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->second), NULL);

  return phone_call (self->client, method, path, phone_token (self->desktop), NULL, body);
}

/* It is asked for before the hour is over, and answered afterwards. */
static void
answer_late (Fixture    *self,
             const char *decision)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);
  g_autoptr(MockAnswer) asked = NULL;
  g_autoptr(MockAnswer) done = NULL;

  wait_for (self, 58 * MINUTE);
  asked = phone_ask_confirmation (self->client, self->second);
  wait_for (self, 3 * MINUTE);
  g_assert_false (waits (self));
  done = phone_decide (self->client, self->first, phone_answer_text (asked, "id"), decision, "");
  g_assert_cmpuint (done->status, ==, 200);
}

static void
test_declined_late (Fixture       *self,
                    gconstpointer  data)
{
  answer_late (self, "deny");
  g_assert_true (waits (self));
}

static void
test_reported_late (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(MockAnswer) itself = NULL;

  answer_late (self, "report");
  itself = call (self, "GET", "/device/self", NULL);
  g_assert_cmpuint (itself->status, ==, 401);
}

/* The letter of a device that was declined, or locked before it had called, gives no new hour. */
static void
test_letter_is_over (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);
  g_autoptr(MockAnswer) given_up = call (self, "PATCH", "/device/self",
                                         hkk_json_object ("kept", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) again = NULL;

  g_assert_cmpuint (given_up->status, ==, 200);
  answer_first (self, "deny");
  again = enrol (self, TRUE);
  mock_assert_problem (again, 422, "validation_failed");
}

static void
test_letter_of_locked (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);
  g_autoptr(MockAnswer) locked = act (self, "PATCH", hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (self->client, self->second);
  g_autoptr(MockAnswer) again = enrol (self, TRUE);

  g_assert_cmpuint (locked->status, ==, 200);
  mock_assert_problem (asked, 423, "device_locked");
  mock_assert_problem (again, 422, "validation_failed");
}

/* A device whose PIN was shown is not given up by who has found it, nor is a locked one. */
static void
test_given_up (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(JsonObject) proof = hkk_mock_test_device_unlock (self->first, PHONE_PIN);
  const char *token = hkk_mock_test_device_token (self->first);
  g_autoptr(MockAnswer) unlocked = phone_call (self->client, "POST", "/device/unlock", token, NULL,
                                               json_object_ref (proof));
  g_autoptr(MockAnswer) given_up = phone_call (self->client, "PATCH", "/device/self", token, NULL,
                                               hkk_json_object ("kept", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) bound = NULL;
  g_autoptr(MockAnswer) locked = NULL;
  g_autoptr(MockAnswer) late = NULL;

  g_assert_cmpuint (unlocked->status, ==, 200);
  mock_assert_problem (given_up, 409, "conflict");
  bound = enrol (self, FALSE);
  g_assert_true (hkk_json_get_bool (bound->json, "waits", FALSE));
  locked = act (self, "PATCH", hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  late = call (self, "PATCH", "/device/self", hkk_json_object ("kept", HKK_JSON_BOOL (FALSE)));
  g_assert_cmpuint (locked->status, ==, 200);
  mock_assert_problem (late, 409, "conflict");
}

/* Where there is another device, who takes the place of one that never called, or keeps nothing, waits: also when that
 * had waited long enough. */
static void
test_place_of_unseen (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, TRUE);
  g_autoptr(MockAnswer) again = NULL;

  g_assert_cmpuint (bound->status, ==, 201);
  wait_for (self, 61 * MINUTE);
  mock_answer_free (self->phone);
  self->phone = phone_sign_in (self->client, XENIA, "phone");
  again = enrol (self, FALSE);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_true (hkk_json_get_bool (again->json, "waits", FALSE));
  g_assert_cmpstr (phone_answer_text (again, "device_id"), ==, phone_answer_text (bound, "device_id"));
}

/* What one has asked for is not the next one's that takes its place. */
static void
test_place_of_asking (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) given_up = call (self, "PATCH", "/device/self",
                                         hkk_json_object ("kept", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (self->client, self->second);
  g_autoptr(MockAnswer) again = enrol (self, FALSE);
  g_autoptr(MockAnswer) late = phone_decide (self->client, self->first, phone_answer_text (asked, "id"), "approve",
                                             phone_answer_text (asked, "number"));

  g_assert_cmpstr (phone_answer_text (again, "device_id"), ==, phone_answer_text (bound, "device_id"));
  mock_assert_problem (late, 409, "approval_final");
  g_assert_true (waits (self));
}

/* Who is warned of a device that waits is rid of it at once, also with a locked one in the hand. */
static void
test_removed (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(MockAnswer) removed = NULL;
  g_autoptr(MockAnswer) itself = NULL;

  lock_first (self);
  removed = act (self, "DELETE", json_object_new ());
  g_assert_cmpuint (removed->status, ==, 200);
  itself = call (self, "GET", "/device/self", NULL);
  g_assert_cmpuint (itself->status, ==, 401);
}

/* One that was declined does not get in when the last other one goes. */
static void
test_declined_and_alone (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(MockAnswer) bound = enrol (self, FALSE);
  g_autoptr(JsonObject) proof = NULL;
  g_autoptr(MockAnswer) unbound = NULL;
  g_autoptr(MockAnswer) itself = NULL;

  answer_first (self, "deny");
  proof = hkk_mock_test_device_unlock (self->first, PHONE_PIN);
  unbound = phone_call (self->client, "DELETE", "/device/self", hkk_mock_test_device_token (self->first), NULL,
                        hkk_json_object ("proof", hkk_json_get_string (proof, "proof")));
  g_assert_cmpuint (unbound->status, ==, 200);
  itself = call (self, "GET", "/device/self", NULL);
  g_assert_cmpuint (itself->status, ==, 401);
}

#define ADD(path, func) g_test_add ("/mock/second-device/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("card", test_card);
  ADD ("letter", test_letter);
  ADD ("what-it-hears", test_what_it_hears);
  ADD ("declined", test_declined);
  ADD ("reported", test_reported);
  ADD ("all-locked", test_all_locked);
  ADD ("first-not-at-hand", test_first_not_at_hand);
  ADD ("forgotten", test_forgotten);
  ADD ("first-removed", test_first_removed);
  ADD ("gone", test_gone);
  ADD ("declined-late", test_declined_late);
  ADD ("reported-late", test_reported_late);
  ADD ("letter-is-over", test_letter_is_over);
  ADD ("letter-of-locked", test_letter_of_locked);
  ADD ("given-up", test_given_up);
  ADD ("place-of-unseen", test_place_of_unseen);
  ADD ("place-of-asking", test_place_of_asking);
  ADD ("removed", test_removed);
  ADD ("declined-and-alone", test_declined_and_alone);
  return g_test_run ();
}
