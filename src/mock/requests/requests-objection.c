/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include "clock.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* hkk_mock_request_decided: when less was decided than asked for; the letter is of that day. */
gint64
hkk_mock_request_decided (HkkMockStore *store,
                          gint64        row)
{
  return hkk_mock_get_int (store, 0, "SELECT happened_at FROM request_timeline WHERE request = ?"
                           " AND state IN ('rejected', 'partly_approved') ORDER BY happened_at DESC LIMIT 1", row);
}

/* (nullable): the form that turns against a decision. */
static const HkkMockXml *
find_against (const char **form)
{
  *form = hkk_mock_form_against ();
  return *form != NULL ? hkk_mock_form_plan (*form)->against : NULL;
}

static gint64
number_of (const HkkMockXml *against,
           const char       *attribute)
{
  return g_ascii_strtoll (hkk_mock_xml_get (against, attribute), NULL, 10);
}

/**
 * hkk_mock_request_last_day:
 * @decided_at: what hkk_mock_request_decided() said
 *
 * A letter counts as received on the fourth day after it was sent (§ 37 Abs. 2 SGB X), whatever day that is. From then
 * on there is one month (§ 84 Abs. 1 SGG), which ends with a working day (§ 64 Abs. 3 SGG). The day counts to its end,
 * in Germany.
 *
 * Returns: unix milliseconds within the last day, 0 if it is over or there was nothing to turn against
 */
gint64
hkk_mock_request_last_day (gint64 decided_at)
{
  const char *form;
  const HkkMockXml *against = find_against (&form);
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  g_autofree char *day = NULL;
  gint64 received, last;

  if (decided_at == 0 || against == NULL)
    return 0;
  received = hkk_mock_days_later (decided_at, number_of (against, "days"));
  last = hkk_mock_working_day (hkk_mock_months_later (received, number_of (against, "months")));
  day = hkk_mock_date_text (last);
  return g_strcmp0 (today, day) <= 0 ? last : 0;
}

/* Whether the person has turned against the decision already. */
static gboolean
is_attacked (HkkMockStore            *store,
             const HkkMockRequestRow *request,
             const char              *form,
             const HkkMockXml        *against)
{
  g_autofree char *path = g_strconcat ("$.", hkk_mock_xml_get (against, "field"), NULL);

  return hkk_mock_get_int (store, 0, "SELECT count(*) FROM requests JOIN request_values ON request = row"
                           " WHERE account_id = ? AND form = ? AND json_extract (values_json, ?) = ?"
                           " AND state <> 'withdrawn'", request->account_id, form, path, request->id) > 0;
}

/* hkk_mock_request_follow_ups: (transfer full): the forms that can be begun about @request now. */
JsonArray *
hkk_mock_request_follow_ups (HkkMockStore            *store,
                             const HkkMockRequestRow *request,
                             const char              *language)
{
  JsonArray *follow_ups = json_array_new ();
  const char *form;
  const HkkMockXml *against = find_against (&form);
  gint64 last = hkk_mock_request_last_day (hkk_mock_request_decided (store, request->row));
  g_autofree char *until = NULL;

  if (last == 0 || is_attacked (store, request, form, against))
    return follow_ups;
  until = hkk_mock_date_text (last);
  json_array_add_object_element (follow_ups, hkk_json_object (
    "form", form, "title", hkk_mock_xml_text (against, "title", language),
    "label", hkk_mock_xml_text (against, "until", language), "until", until));
  return follow_ups;
}

/* hkk_mock_request_fill_against: the decision that the form is about, and the day of its letter. */
void
hkk_mock_request_fill_against (HkkMockStore          *store,
                               gint64                 account_id,
                               const HkkMockFormFill *fill)
{
  const HkkMockXml *against = hkk_mock_form_plan (hkk_json_get_string (fill->definition, "id"))->against;
  g_auto(HkkMockRequestRow) request = { 0 };
  gint64 decided;
  g_autofree char *day = NULL;

  if (against == NULL || fill->about == NULL || fill->values == NULL ||
      !hkk_mock_request_find (store, account_id, fill->about, &request))
    return;
  decided = hkk_mock_request_decided (store, request.row);
  if (decided == 0)
    return;
  day = hkk_mock_date_text (decided);
  json_object_set_string_member (fill->values, hkk_mock_xml_get (against, "field"), request.id);
  json_object_set_string_member (fill->values, hkk_mock_xml_get (against, "day-field"), day);
}
