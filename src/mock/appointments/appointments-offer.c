/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointments-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-clock.h"
#include "hkk-json.h"
#include "hkk-working-day.h"
#include "messages.h"

#define SEARCH_TIME (20 * HKK_MOCK_SECOND)

/* The day COUNT working days after NOW, where that is positive. */
static GDateTime *
working_day (gint64 now,
             gint64 count)
{
  gint64 days = MIN (count, 0);
  GDateTime *day = hkk_mock_german_time (hkk_mock_days_later (now, days));
  GDate date;

  while (count > 0)
    {
      g_date_time_unref (day);
      day = hkk_mock_german_time (hkk_mock_days_later (now, ++days));
      date = hkk_clock_date_of (day);
      if (hkk_working_day_is (&date))
        count--;
    }
  return day;
}

/* HOUR and MINUTE in Germany. */
static gint64
slot_time (gint64      now,
           JsonObject *slot)
{
  g_autoptr(GDateTime) day = working_day (now, hkk_json_get_int (slot, "days", 1));
  g_autoptr(GDateTime) starts = g_date_time_new (hkk_clock_german_zone (), g_date_time_get_year (day),
                                                 g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                                 (int) hkk_json_get_int (slot, "hour", 9),
                                                 (int) hkk_json_get_int (slot, "minute", 0), 0);

  return g_date_time_to_unix (starts) * HKK_MOCK_SECOND;
}

static void
add_appointment (HkkMockStore *store,
                 gint64        account_id,
                 JsonObject   *practice,
                 JsonObject   *slot,
                 const char   *request_id,
                 gint64        now)
{
  JsonObject *specialty = hkk_json_get_object (practice, "specialty"), *note = hkk_json_get_object (practice, "note");
  const char *name = hkk_json_get_string (practice, "practice");

  hkk_mock_slot_add (store, &(HkkMockSlot) {
    .account_id = account_id, .kind = "appointment", .what_de = hkk_mock_demo_text (specialty, "de"),
    .what_en = hkk_mock_demo_text (specialty, "en"), .who_de = name, .who_en = name,
    .place = hkk_json_get_string (practice, "address"), .phone = hkk_json_get_string (practice, "phone"),
    .note_de = hkk_mock_demo_text (note, "de"), .note_en = hkk_mock_demo_text (note, "en"), .request_id = request_id,
    .starts_at = slot_time (now, slot), .minutes = hkk_json_get_int (practice, "minutes", 20) });
}

static void
add_video (HkkMockStore *store,
           gint64        account_id,
           JsonObject   *offer,
           JsonObject   *slot,
           gint64        now)
{
  JsonObject *topic = hkk_json_get_object (offer, "topic"), *with = hkk_json_get_object (offer, "with");
  JsonObject *note = hkk_json_get_object (offer, "note");

  hkk_mock_slot_add (store, &(HkkMockSlot) {
    .account_id = account_id, .kind = "video",
    .what_de = hkk_mock_demo_text (topic, "de"), .what_en = hkk_mock_demo_text (topic, "en"),
    .who_de = hkk_mock_demo_text (with, "de"), .who_en = hkk_mock_demo_text (with, "en"),
    .note_de = note == NULL ? NULL : hkk_mock_demo_text (note, "de"),
    .note_en = note == NULL ? NULL : hkk_mock_demo_text (note, "en"),
    .starts_at = slot_time (now, slot), .minutes = hkk_json_get_int (offer, "minutes", 30) });
}

static void
add_videos (HkkMockStore *store,
            gint64        account_id,
            JsonObject   *offer,
            gint64        now)
{
  JsonArray *slots = hkk_json_get_array (offer, "slots");

  for (guint i = 0; i < hkk_json_array_length (slots); i++)
    add_video (store, account_id, offer, hkk_json_array_object (slots, i), now);
}

/* hkk_mock_slots_seed: appointments.json: appointments by person, conversations for everyone. */
void
hkk_mock_slots_seed (HkkMockStore         *store,
                     const HkkMockAccount *account,
                     JsonObject           *person,
                     gint64                now)
{
  g_autoptr(JsonObject) all = hkk_mock_demo_load ("appointments.json");
  JsonObject *practices = hkk_json_get_object (all, "practices");
  JsonArray *own = hkk_json_get_array (hkk_json_get_object (all, "persons"), account->kvnr);
  JsonArray *video = hkk_json_get_array (all, "video");

  for (guint i = 0; i < hkk_json_array_length (own); i++)
    {
      JsonObject *slot = hkk_json_array_object (own, i);
      JsonObject *practice = hkk_json_get_object (practices, hkk_json_get_string (slot, "practice"));

      g_return_if_fail (practice != NULL);
      add_appointment (store, account->id, practice, slot, NULL, now);
    }
  for (guint i = 0; i < hkk_json_array_length (video); i++)
    add_videos (store, account->id, hkk_json_array_object (video, i), now);
}

static void
tell (HkkMockStore *store,
      gint64        account_id,
      const char   *request_id,
      gint64        now)
{
  const char *subject = N_("We have found appointments for you");
  const char *body = N_("Hello,\n\nthree appointments are ready for you to choose from. You find them under Documents "
                        "& services, at Doctor appointment service. Book the one that suits you best.\n\nKind "
                        "regards\nYour hkk team");
  g_autofree char *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = account_id, .category = "benefits", .subject_de = hkk_mock_text_in ("de", subject),
    .subject_en = hkk_mock_text_in ("en", subject), .body_de = hkk_mock_text_in ("de", body),
    .body_en = hkk_mock_text_in ("en", body), .request_id = request_id, .leads_to = "appointments",
    .created_at = now });
}

static void
offer (HkkMockStore *store,
       JsonObject   *all,
       gint64        account_id,
       const char   *request_id,
       const char   *specialty,
       gint64        now)
{
  JsonObject *practice = hkk_json_get_object (hkk_json_get_object (all, "practices"), specialty);
  JsonArray *found = hkk_json_get_array (all, "found");

  if (practice == NULL)
    return;
  for (guint i = 0; i < hkk_json_array_length (found); i++)
    add_appointment (store, account_id, practice, hkk_json_array_object (found, i), request_id, now);
  tell (store, account_id, request_id, now);
}

/* hkk_mock_slots_tick: the appointment service answers a while after it was asked, once. */
void
hkk_mock_slots_tick (HkkMockStore *store,
                     gint64        now)
{
  g_autofree char *forms = hkk_mock_form_ids_giving ("appointments");
  g_autoptr(HkkMockRows) rows = hkk_mock_query (
    store, "SELECT account_id, id, json_extract (values_json, '$.specialty') FROM requests"
           " JOIN request_values ON request = row"
           " WHERE form IN (SELECT value FROM json_each (?)) AND state IN ('received', 'in_review') AND created_at <= ?"
           " AND NOT EXISTS (SELECT 1 FROM slots WHERE slots.request_id = requests.id)", forms, now - SEARCH_TIME);
  g_autoptr(JsonObject) all = NULL;

  while (hkk_mock_rows_next (rows))
    {
      if (all == NULL)
        all = hkk_mock_demo_load ("appointments.json");
      offer (store, all, hkk_mock_rows_int (rows, 0), hkk_mock_rows_text (rows, 1), hkk_mock_rows_text (rows, 2), now);
    }
}
