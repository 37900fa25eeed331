/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <string.h>

#include "clock.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define FIRST_VERSION 1

/* Values with each "{iso-12}" as that day, and "{year}" as the number of this year. */
static JsonObject *
dated_values (JsonObject *values,
              gint64      now)
{
  g_autofree char *printed = hkk_json_object_to_string (values);
  g_autofree char *today = hkk_mock_date_text (now);
  g_autofree char *year = g_strndup (today, 4);
  g_auto(GStrv) parts = g_strsplit (printed, "\"{year}\"", -1);
  g_autofree char *text = g_strjoinv (year, parts);
  g_autofree char *dated = NULL;
  GString *out = g_string_new (NULL);
  const char *rest = text, *place;

  while ((place = strstr (rest, "{iso")) != NULL)
    {
      const char *end = strchr (place, '}');
      gint64 days = g_ascii_strtoll (place + strlen ("{iso"), NULL, 10);
      g_autofree char *date = hkk_mock_date_text (hkk_mock_days_later (now, days));

      g_string_append_len (out, rest, place - rest);
      g_string_append (out, date);
      rest = end != NULL ? end + 1 : place + strlen ("{iso");
    }
  g_string_append (out, rest);
  dated = g_string_free_and_steal (out);
  return hkk_json_object_parse (dated);
}

static void
seed_files (HkkMockStore *store,
            gint64        row,
            JsonArray    *files,
            gint64        at)
{
  for (guint i = 0; i < hkk_json_array_length (files); i++)
    {
      JsonObject *file = hkk_json_array_object (files, i);
      g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                               hkk_json_get_string (file, "name"), -1);

      hkk_json_object_add (file, "sha256", sha256);
      hkk_mock_request_add_file (store, row, hkk_json_get_string (file, "slot"), file, at);
    }
}

/* Its day is counted from the day on which it was put, as ever. */
static void
seed_question (HkkMockStore *store,
               gint64        row,
               gint64        at,
               gboolean      read)
{
  hkk_mock_request_schedule (store, row, at);
  hkk_mock_request_ask (store, row, at, read);
}

/* What happened that many days ago, in the hours in which somebody works there, and not before LAST. */
static gint64
moment_of (JsonObject *json,
           gint64      now,
           gint64      last)
{
  gint64 at = hkk_mock_demo_office (now - hkk_json_get_int (json, "days_ago", 0) * HKK_MOCK_DAY);

  return MAX (at, last + HKK_MOCK_MINUTE);
}

static void
seed_timeline (HkkMockStore *store,
               gint64        row,
               JsonArray    *timeline,
               gint64        last,
               gint64        now)
{
  for (guint i = 0; i < hkk_json_array_length (timeline); i++)
    {
      JsonObject *step = hkk_json_array_object (timeline, i);
      HkkMockRequestState state = hkk_mock_request_state_parse (hkk_json_get_string (step, "state"));
      gint64 at = moment_of (step, now, last);

      last = at;
      hkk_mock_request_enter (store, row, state, NULL, at);
      if (hkk_json_get_int (step, "granted", -1) >= 0)
        hkk_mock_run (store, "UPDATE requests SET granted = ? WHERE row = ?", hkk_json_get_int (step, "granted", -1),
                      row);
      if (state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS)
        seed_question (store, row, at, hkk_json_get_bool (step, "read", TRUE));
      if (hkk_mock_request_is_decision (state))
        hkk_mock_request_decide (store, row, state, at, hkk_json_get_bool (step, "read", TRUE));
    }
}

/* (transfer full): as if the person had handed it in, and approved it. */
static HkkMockIntent *
make_intent (HkkMockStore         *store,
             const HkkMockAccount *account,
             JsonObject           *request,
             gint64                now,
             gint64                at)
{
  HkkMockIntent *intent = g_new0 (HkkMockIntent, 1);
  JsonArray *files = hkk_json_get_array (request, "files");
  const char *form = hkk_json_get_string (request, "form");
  g_autoptr(HkkMockForm) filled = NULL;

  intent->account_id = account->id;
  intent->operation = g_strdup (HKK_MOCK_REQUEST_OPERATION);
  intent->route = g_strdup (HKK_MOCK_REQUEST_ROUTE);
  intent->language = g_strdup ("de");
  intent->body = hkk_json_node ("form", form, "version", FIRST_VERSION,
                                "values", dated_values (hkk_json_get_object (request, "values"), now));
  intent->attachments = files != NULL ? json_array_ref (files) : json_array_new ();
  intent->title = g_strdup (hkk_mock_form_title (form, "de"));
  intent->details = json_array_new ();
  intent->needs_approval = TRUE;
  filled = hkk_mock_form_open (store, account->id, form, hkk_json_get_object (hkk_mock_intent_body (intent), "values"),
                               intent->language);
  hkk_mock_intent_add_summary (store, intent, filled);
  intent->asked_at = at;
  return intent;
}

static void
seed_request (HkkMockStore         *store,
              const HkkMockAccount *account,
              JsonObject           *request,
              gint64                now)
{
  const char *form = hkk_json_get_string (request, "form");
  gint64 at = moment_of (request, now, 0);
  JsonArray *files = hkk_json_get_array (request, "files");
  g_autoptr(HkkMockIntent) intent = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *receipt = NULL;
  g_auto(HkkMockRequestRow) seeded = { 0 };
  gint64 row;

  row = hkk_mock_request_insert (store, &(HkkMockNewRequest) {
    .account_id = account->id, .form = form, .version = FIRST_VERSION, .state = HKK_MOCK_REQUEST_RECEIVED,
    .created_at = at });
  reference = hkk_mock_request_number (store, row, form, at);
  hkk_mock_run (store, "UPDATE requests SET approved_at = ?, asked = 1 WHERE row = ?", at, row);
  seed_files (store, row, files, at);
  intent = make_intent (store, account, request, now, at);
  hkk_mock_request_keep_intent (store, row, intent);
  hkk_mock_request_describe (store, row, hkk_json_get_object (hkk_mock_intent_body (intent), "values"));
  receipt = hkk_mock_request_receipt (store, row, "de", at);
  seed_timeline (store, row, hkk_json_get_array (request, "timeline"), at, now);
  if (hkk_mock_request_read (store, row, &seeded) && seeded.state != HKK_MOCK_REQUEST_NEEDS_DOCUMENTS)
    hkk_mock_request_schedule (store, row, now);
}

/* hkk_mock_requests_seed: requests.json: what the persons of the demo have handed in before. */
void
hkk_mock_requests_seed (HkkMockStore         *store,
                        const HkkMockAccount *account,
                        JsonObject           *person,
                        gint64                now)
{
  g_autoptr(JsonObject) all = hkk_mock_demo_load ("requests.json");
  JsonArray *requests = hkk_json_get_array (all, account->kvnr);

  for (guint i = 0; i < hkk_json_array_length (requests); i++)
    seed_request (store, account, hkk_json_array_object (requests, i), now);
}
