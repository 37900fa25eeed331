/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "devices.h"
#include "documents.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "pdf-kinds.h"
#include "profile.h"
#include "server.h"

#define VALID_DAYS 60
#define ORDERS_MAX 3
#define ORDERS_WINDOW HKK_MOCK_DAY
#define POST_MAX 3

static const char * const migrations[] = {
  "CREATE TABLE letter_orders (account_id INTEGER NOT NULL, ordered_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX letter_orders_account ON letter_orders (account_id, ordered_at);",
  NULL
};

static HkkMockPrepared
prepare_letter (HkkMockCall   *call,
                HkkMockIntent *intent)
{
  HkkMockProblem *problem;

  if (g_strcmp0 (hkk_json_get_string (hkk_mock_call_body (call), "kind"), "device") != 0)
    return hkk_mock_call_refuse_field (call, "kind", "unknown",
                                       hkk_mock_text (call, N_("We do not know this kind of letter.")));
  problem = hkk_mock_problem_throttle (hkk_mock_query (call->store,
    "SELECT count(*), min(ordered_at) FROM letter_orders WHERE account_id = ? AND ordered_at > ?", call->account_id,
    hkk_mock_now () - ORDERS_WINDOW), ORDERS_MAX, ORDERS_WINDOW,
    hkk_mock_text (call, N_("Three letters are on their way already. Order another one tomorrow.")));
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  /* Whoever has a device approves there that there will be another: a password alone does not get that far. Where all
   * are locked nobody could, and the letter is what unlocks them: it is in nobody's hands but the addressee's. */
  intent->needs_approval = hkk_mock_devices_count_usable (call->store, call->account_id, NULL) > 0;
  g_set_str (&intent->title, hkk_mock_text (call, N_("Order a letter for another device")));
  hkk_mock_intent_add_person (intent, call->store);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Letter with access data")), NULL,
                              hkk_mock_text (call, N_("to the address that we know")));
  return HKK_MOCK_PREPARED;
}

#define TITLE N_("Your access to the Service-App")

/* The letter itself. It is filed with the documents, and lies in the demo's letter box ("post" below). */
static GBytes *
make_letter (HkkMockStore *store,
             gint64        account_id,
             const char   *code,
             gint64        now)
{
  g_auto(GStrv) address = hkk_mock_profile_address (store, account_id, "de");
  JsonArray *paragraphs = json_array_new (), *closing = json_array_new ();
  g_autoptr(JsonObject) letter = NULL;

  json_array_add_string_element (paragraphs, hkk_mock_text_in ("de", N_("With this letter you connect your phone or "
                                                                        "tablet with your account.")));
  json_array_add_string_element (paragraphs, hkk_mock_text_in ("de", N_("Open the Service-App and sign in with "
                                                                        "insurance number and password. Then scan this "
                                                                        "QR code, or type the characters beside it.")));
  json_array_add_string_element (closing,
                                 /* TRANSLATORS: {date+60}: the day 60 days later; leave it as it is */
                                 hkk_mock_text_in ("de", N_("The code is valid once, until {date+60}. Do not pass it "
                                                            "on. Codes of older letters are no longer valid.")));
  letter = hkk_json_object ("title", hkk_mock_text_in ("de", TITLE), "paragraphs", paragraphs, "code", code,
                            "closing", closing);
  return hkk_mock_pdf_letter (letter, (const char * const *) address, now, "de");
}

/* (transfer full): when it comes and how long it is valid. */
static char *
say_ordered (const char *language,
             gint64      now)
{
  return hkk_mock_demo_expand (hkk_mock_text_in (language,
    /* TRANSLATORS: {date+60} stays: the last day */
    N_("The letter goes to the address that we know and reaches you in three to five days. Its code is valid once, "
       "until {date+60}. In this demo it is here at once: among your documents, and in front of the camera of the "
       "Service-App.")), now, language);
}

static gboolean
execute_letter (HkkMockStore        *store,
                const HkkMockIntent *intent,
                HkkMockResult       *result)
{
  gint64 now = hkk_mock_now ();
  g_autofree char *id = NULL;
  g_autofree char *code = hkk_mock_device_letter_new (store, intent->account_id, NULL, now, &id);
  g_autofree char *ordered = hkk_mock_time_text (now);
  g_autofree char *text = say_ordered (intent->language, now);
  g_autofree char *until = hkk_mock_date_text (hkk_mock_days_later (now, VALID_DAYS));
  g_autoptr(GBytes) bytes = make_letter (store, intent->account_id, code, now);
  g_autofree char *document = hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = intent->account_id, .kind = "letter", .title_de = hkk_mock_text_in ("de", TITLE),
    .title_en = hkk_mock_text_in ("en", TITLE), .language = "de", .created_at = now, .bytes = bytes,
    .binds_device = TRUE });

  hkk_mock_run (store, "INSERT INTO letter_orders (account_id, ordered_at) VALUES (?, ?)", intent->account_id, now);
  result->status = 201;
  result->body = hkk_json_object ("letter", hkk_json_object (
    "id", id, "kind", "device", "ordered_at", ordered, "valid_until", until, "text", text));
  result->effect = g_strdup ("letter ordered");
  result->outcome = hkk_json_object ("message", text);
  return TRUE;
}

/* {"command": "post", "person": KVNR} → {"letters": [{id, arrived_at, content}]}: what lies in the person's letter box,
 * the newest first, as base64url. Nobody gets this far but who has the demo's folder. */
static JsonObject *
command_post (HkkMockServer  *server,
              JsonObject     *arguments,
              GError        **error)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (server->store,
    "SELECT documents.id, documents.created_at, bytes FROM documents JOIN document_contents ON document = documents.row"
    " JOIN accounts ON accounts.id = account_id WHERE binds_device AND kvnr = ? ORDER BY documents.row DESC LIMIT ?",
    hkk_json_get_string (arguments, "person"), POST_MAX);
  JsonArray *letters = json_array_new ();

  while (hkk_mock_rows_next (rows))
    {
      g_autofree char *arrived_at = hkk_mock_rows_time (rows, 1);
      g_autoptr(GBytes) content = hkk_mock_rows_bytes (rows, 2);

      json_array_add_object_element (letters, hkk_json_object ("id", hkk_mock_rows_text (rows, 0),
                                                               "arrived_at", arrived_at, "content", content));
    }
  return hkk_json_object ("letters", letters);
}

static void
tick (HkkMockStore *store,
      gint64        now)
{
  hkk_mock_run (store, "DELETE FROM letter_orders WHERE ordered_at <= ?", now - ORDERS_WINDOW);
}

static const HkkMockRoute routes[] = {
  { .operation = "order_letter", .members = "kind", .method = "POST", .path = "/v1/letters",
    .scope = HKK_MOCK_SCOPE_SIGNED_IN, .protection = HKK_MOCK_PROTECTION_APPROVAL,
    .prepare = prepare_letter, .execute = execute_letter },
};

const HkkMockService hkk_mock_letters_service = {
  .name = "letters",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .commands = (const HkkMockCommand[]) { { "post", command_post }, { NULL } },
  .tick = tick,
};
