/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-process.h"

#include "hkk-json.h"

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
  return self;
}

static void
clear (gpointer data)
{
  HkkPhoneProcess *self = data;

  g_free (self->kvnr);
  g_free (self->id);
  g_free (self->name);
  json_array_unref (self->documents);
}

void
hkk_phone_process_unref (HkkPhoneProcess *self)
{
  g_rc_box_release_full (self, clear);
}
