/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-process.h"

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-phone-text.h"
#include "hkk-rules.h"

HkkPhoneProcess *
hkk_phone_process_new (gboolean     recovery,
                       const char  *kvnr,
                       const GDate *birth_date,
                       JsonObject  *answer)
{
  const char *id = hkk_json_get_string (answer, "process");
  JsonArray *documents = hkk_json_get_array (answer, "documents");
  HkkPhoneProcess *self;

  if (id == NULL || hkk_json_array_length (documents) == 0)
    return NULL;
  self = g_rc_box_new0 (HkkPhoneProcess);
  self->recovery = recovery;
  self->kvnr = g_strdup (kvnr);
  self->birth_date = *birth_date;
  self->id = g_strdup (id);
  self->name = g_strdup (hkk_json_get_string (answer, "name"));
  self->documents = json_array_ref (documents);
  self->ends_at = hkk_phone_time (answer, "expires_at");
  return self;
}

JsonObject *
hkk_phone_process_to_json (HkkPhoneProcess *self)
{
  g_autofree char *birth_date = hkk_date_to_iso (&self->birth_date);
  g_autofree char *ends_at = self->ends_at != NULL ? g_date_time_format_iso8601 (self->ends_at) : NULL;

  return hkk_json_object ("recovery", HKK_JSON_BOOL (self->recovery), "insurance_number", self->kvnr,
                          "birth_date", birth_date, "process", self->id, "name", self->name,
                          "documents", json_array_ref (self->documents), "expires_at", ends_at);
}

HkkPhoneProcess *
hkk_phone_process_new_from_json (JsonObject *json)
{
  const char *kvnr = hkk_json_get_string (json, "insurance_number");
  GDate birth_date;

  g_date_clear (&birth_date, 1);
  if (kvnr == NULL || !hkk_date_from_iso (hkk_json_get_string (json, "birth_date"), &birth_date))
    return NULL;
  return hkk_phone_process_new (hkk_json_get_bool (json, "recovery", FALSE), kvnr, &birth_date, json);
}

static void
clear (gpointer data)
{
  HkkPhoneProcess *self = data;

  g_free (self->kvnr);
  g_free (self->id);
  g_free (self->name);
  json_array_unref (self->documents);
  g_clear_pointer (&self->ends_at, g_date_time_unref);
}

void
hkk_phone_process_unref (HkkPhoneProcess *self)
{
  g_rc_box_release_full (self, clear);
}
