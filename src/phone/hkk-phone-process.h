/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* A first registration or a recovery that has begun at the server. Refcounted, immutable. */
typedef struct
{
  gboolean   recovery;
  char      *kvnr;
  GDate      birth_date;
  char      *id;         /* the server's secret id of it */
  char      *name;       /* the first name */
  JsonArray *documents;  /* {id, title} of what can be shown */
  GDateTime *ends_at;    /* (nullable): as it was told at its beginning */
} HkkPhoneProcess;

/* What the action "phone.start-again" takes: whether it is a recovery, the number, the birth date in ISO 8601. */
#define HKK_PHONE_START_AGAIN "(bss)"

/* ANSWER: Process of the wire. (transfer full) (nullable): %NULL when it breaks the contract. */
HkkPhoneProcess *hkk_phone_process_new   (gboolean         recovery,
                                          const char      *kvnr,
                                          const GDate     *birth_date,
                                          JsonObject      *answer);
/* The same as an object, and back; it holds what nobody else may know. */
JsonObject      *hkk_phone_process_to_json (HkkPhoneProcess *self);
HkkPhoneProcess *hkk_phone_process_new_from_json (JsonObject *json);
void             hkk_phone_process_unref (HkkPhoneProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkPhoneProcess, hkk_phone_process_unref)
