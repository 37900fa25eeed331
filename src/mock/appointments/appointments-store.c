/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointments-private.h"

#include "clock.h"
#include "crypto.h"
#include "demo-data.h"
#include "hkk-json-build.h"

/* hkk_mock_slot_add: inside a transaction: @slot can be booked. */
void
hkk_mock_slot_add (HkkMockStore      *store,
                   const HkkMockSlot *slot)
{
  g_autofree char *id = hkk_mock_random_hex (12);

  hkk_mock_run (store, "INSERT INTO slots (account_id, id, kind,"
                       " what_de, what_en, who_de, who_en, place, phone, note_de, note_en,"
                       " request_id, starts_at, minutes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                slot->account_id, id, slot->kind, slot->what_de, slot->what_en, slot->who_de, slot->who_en, slot->place,
                slot->phone, slot->note_de, slot->note_en, slot->request_id, slot->starts_at, slot->minutes);
}

/* hkk_mock_slot_state: whether it can be booked; @rows is at a row of HKK_MOCK_SLOT_COLUMNS. */
const char *
hkk_mock_slot_state (HkkMockRows *rows,
                     gint64       now)
{
  if (!hkk_mock_rows_is_null (rows, SLOT_CANCELLED_AT))
    return "cancelled";
  if (hkk_mock_rows_int (rows, SLOT_STARTS_AT) + hkk_mock_rows_int (rows, SLOT_MINUTES) * HKK_MOCK_MINUTE <= now)
    return "past";
  if (!hkk_mock_rows_is_null (rows, SLOT_BOOKED_AT))
    return "booked";
  return hkk_mock_rows_int (rows, SLOT_STARTS_AT) <= now ? "past" : "offered";
}

/**
 * hkk_mock_slot_render:
 * @rows: at a row of HKK_MOCK_SLOT_COLUMNS
 * @host: address and port that the client used
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the slot as on the wire
 */
JsonObject *
hkk_mock_slot_render (HkkMockRows *rows,
                      const char  *host,
                      const char  *language)
{
  int german = g_str_equal (hkk_mock_demo_language (language), "de") ? 0 : 1;
  const char *state = hkk_mock_slot_state (rows, hkk_mock_now ());
  g_autofree char *starts = hkk_mock_rows_time (rows, SLOT_STARTS_AT);
  g_autofree char *cancellable = hkk_mock_time_text (hkk_mock_rows_int (rows, SLOT_STARTS_AT) -
                                                     HKK_MOCK_CANCEL_BEFORE);
  g_autofree char *join = NULL;
  gboolean booked = g_str_equal (state, "booked");
  JsonObject *object;

  object = hkk_json_object ("id", hkk_mock_rows_text (rows, SLOT_ID), "state", state, "starts_at", starts,
                            "minutes", hkk_mock_rows_int (rows, SLOT_MINUTES),
                            "note", hkk_mock_rows_text (rows, SLOT_NOTE_DE + german),
                            "cancellable_until", booked ? cancellable : NULL);
  if (g_str_equal (hkk_mock_rows_text (rows, SLOT_KIND), "appointment"))
    {
      hkk_json_object_add (object, "specialty", hkk_mock_rows_text (rows, SLOT_WHAT_DE + german),
                           "practice", hkk_mock_rows_text (rows, SLOT_WHO_DE + german),
                           "address", hkk_mock_rows_text (rows, SLOT_PLACE),
                           "phone", hkk_mock_rows_text (rows, SLOT_PHONE),
                           "request_id", hkk_mock_rows_text (rows, SLOT_REQUEST_ID));
      return object;
    }
  if (booked)
    join = g_strdup_printf ("https://%s/partner/video/%s", host, hkk_mock_rows_text (rows, SLOT_ROOM));
  hkk_json_object_add (object, "topic", hkk_mock_rows_text (rows, SLOT_WHAT_DE + german),
                       "with", hkk_mock_rows_text (rows, SLOT_WHO_DE + german), "join_url", join);
  return object;
}

/* hkk_mock_slot_find: (transfer full) (nullable): at the row of the slot @id of a person. */
HkkMockRows *
hkk_mock_slot_find (HkkMockStore *store,
                    gint64        account_id,
                    const char   *kind,
                    const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT " HKK_MOCK_SLOT_COLUMNS
                                                       " FROM slots WHERE account_id = ? AND kind = ?"
                                                       " AND id = ?", account_id, kind, id);

  return hkk_mock_rows_next (rows) ? g_steal_pointer (&rows) : NULL;
}
