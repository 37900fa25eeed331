/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nect-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "registration-process.h"

/* An identification and what becomes of it with time. Its state is read off the clock: nobody has to move it on. */

#define COLLECTING_LIFE (30 * HKK_MOCK_MINUTE)
#define PASSED_LIFE     (30 * HKK_MOCK_MINUTE)
#define CHECK_TIME      (3 * HKK_MOCK_SECOND)
#define PASSPORT_TIME   (6 * HKK_MOCK_SECOND)
#define REVIEW_TIME     (5 * HKK_MOCK_MINUTE)
#define LOOK_AGAIN      10 /* seconds, at most */
#define CASES_MAX       10
#define CASES_WINDOW    (15 * HKK_MOCK_MINUTE)

const char * const hkk_mock_nect_recordings[] = { "front", "back", "selfie", NULL };

static const char * const migrations[] =
{
  "CREATE TABLE nect_cases (id TEXT PRIMARY KEY, account_id INTEGER NOT NULL, process TEXT NOT NULL,"
  " document TEXT NOT NULL, words TEXT NOT NULL, front TEXT, back TEXT, selfie TEXT, outcome TEXT,"
  " created_at INTEGER NOT NULL, checked_at INTEGER, reviewed_at INTEGER, expires_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX nect_cases_process ON nect_cases (process, created_at);"
  "CREATE INDEX nect_cases_account ON nect_cases (account_id);",
  NULL
};

static const struct
{
  const char *outcome;
  const char *text;
} outcomes[] =
{
  { "passed", N_("You are identified. Choose a new password and a new approval PIN now.") },
  { "document_expired", N_("Your document has expired. Start again with one that is valid.") },
  { "unreadable", N_("The recordings cannot be read. Start again in good light and hold the document still.") },
  { "face_mismatch",
    N_("The face in the video is not the one in the document. Start again and show your whole face in good light.") },
  { "words_not_read", N_("The words were not read aloud or cannot be understood. Start again in a quiet place and read "
                         "the words as they are shown.") },
  { "name_mismatch", N_("The name in the document is not the one that we know. Use your own document. If your name has "
                        "changed, tell us first.") },
  { "unsupported_document", N_("This document is not accepted, or it is not the one that you chose. Use a German "
                               "identity card or a passport that is valid.") },
  { "aborted", N_("The identification was broken off. Nothing was changed. You can start again at any time.") },
};

static gboolean
is_passport (const HkkMockNectCase *self)
{
  return strcmp (self->document, "passport") == 0;
}

#define FIELD(member) HKK_MOCK_FIELD (HkkMockNectCase, member)
static const HkkMockField fields[] =
{
  FIELD (id), FIELD (process), FIELD (document), FIELD (words), FIELD (received), FIELD (outcome), FIELD (checked_at),
  FIELD (reviewed_at), FIELD (expires_at), { NULL }
};

static HkkMockNectCase *
case_of_row (HkkMockRows *rows)
{
  HkkMockNectCase *self = g_new0 (HkkMockNectCase, 1);

  hkk_mock_rows_read (rows, self, fields);
  return self;
}

/**
 * hkk_mock_nect_case_load:
 * @store: the store
 * @id: the secret id
 *
 * Returns: (transfer full) (nullable): the identification; %NULL if there is none, what it was for has ended, or it was
 *   passed too long ago
 */
HkkMockNectCase *
hkk_mock_nect_case_load (HkkMockStore *store,
                         const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT *, (front IS NOT NULL) + (back IS NOT NULL) + (selfie IS NOT NULL) AS received FROM nect_cases"
    " WHERE id = ?", id);
  g_autoptr(HkkMockNectCase) self = hkk_mock_rows_next (rows) ? case_of_row (rows) : NULL;
  gint64 now = hkk_mock_now ();

  /* Done, and forgotten by the next tick. */
  if (self == NULL || hkk_mock_process_ended (store, self->process))
    return NULL;
  self->expires_at = hkk_mock_process_bound (store, self->process, self->expires_at);
  if (self->expires_at <= now && strcmp (hkk_mock_nect_case_state (self, now), "passed") == 0)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hkk_mock_nect_case_free:
 * @self: (transfer full): an identification
 */
void
hkk_mock_nect_case_free (HkkMockNectCase *self)
{
  hkk_mock_fields_clear (self, fields);
  g_free (self);
}

/* (nullable): what came out, once it has. Who does not go on in time has broken it off. */
static const char *
outcome_now (const HkkMockNectCase *self,
             gint64                 now)
{
  if (self->outcome == NULL)
    return self->expires_at <= now ? "aborted" : NULL;
  return now < MAX (self->checked_at, self->reviewed_at) ? NULL : self->outcome;
}

/**
 * hkk_mock_nect_case_state:
 * @now: unix milliseconds
 *
 * Returns: (transfer none): its state in the contract
 */
const char *
hkk_mock_nect_case_state (const HkkMockNectCase *self,
                          gint64                 now)
{
  const char *outcome = outcome_now (self, now);

  if (outcome != NULL)
    return strcmp (outcome, "passed") == 0 ? "passed" : "failed";
  if (self->outcome == NULL)
    return "collecting";
  return now < self->checked_at ? "checking" : "human_review";
}

static const char *
next_step (const HkkMockNectCase *self)
{
  switch (self->received)
    {
    case 0:
      return is_passport (self) ? N_("Film the page of your passport with your photo.")
                                : N_("Film the front of your identity card.");
    case 1:
      return is_passport (self) ? N_("Photograph the back cover of your passport.")
                                : N_("Photograph the back of your identity card.");
    default:
      return N_("Film your face and read the words aloud.");
    }
}

/**
 * hkk_mock_nect_case_text:
 * @now: unix milliseconds
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none): what its state means and what to do
 */
const char *
hkk_mock_nect_case_text (const HkkMockNectCase *self,
                         gint64                 now,
                         const char            *language)
{
  const char *outcome = outcome_now (self, now);
  const char *msgid = next_step (self);

  if (outcome != NULL && self->outcome == NULL)
    return hkk_mock_text_in (language,
      N_("Time ran out before the recordings were complete. Nothing was changed. You can start again at any time."));
  for (gsize i = 0; outcome != NULL && i < G_N_ELEMENTS (outcomes); i++)
    if (strcmp (outcomes[i].outcome, outcome) == 0)
      msgid = outcomes[i].text;
  if (outcome == NULL && self->outcome != NULL)
    {
      if (now >= self->checked_at)
        msgid = N_("A person looks at your recordings, at most 10 minutes as a rule.");
      else if (is_passport (self))
        msgid = N_("We compare your recordings. With a passport this can take somewhat longer.");
      else
        msgid = N_("We compare your recordings. This takes a moment.");
    }
  return hkk_mock_text_in (language, msgid);
}

/* When the next look is worth it; null while the person is to do something, and at the end. */
static HkkJsonValue
check_in (const HkkMockNectCase *self,
          gint64                 now)
{
  gint64 ready = now < self->checked_at ? self->checked_at : self->reviewed_at;

  if (self->outcome == NULL || outcome_now (self, now) != NULL)
    return hkk_json_value_text (NULL);
  return hkk_json_value_int (MIN ((ready - now + HKK_MOCK_SECOND - 1) / HKK_MOCK_SECOND, LOOK_AGAIN));
}

/**
 * hkk_mock_nect_case_render:
 * @language: of the texts
 *
 * Returns: (transfer full): NectCase of the contract
 */
JsonObject *
hkk_mock_nect_case_render (const HkkMockNectCase *self,
                           const char            *language)
{
  gint64 now = hkk_mock_now ();
  JsonArray *received = json_array_new ();
  g_autofree char *expires_at = hkk_mock_time_text (self->expires_at);

  for (guint i = 0; i < self->received && i < HKK_MOCK_NECT_RECORDINGS; i++)
    json_array_add_string_element (received, hkk_mock_nect_recordings[i]);
  return hkk_json_object ("id", self->id,
                          "state", hkk_mock_nect_case_state (self, now), "outcome", outcome_now (self, now),
                          "text", hkk_mock_nect_case_text (self, now, language), "received", received,
                          "words", hkk_mock_nect_words (self->words, language), "check_in", check_in (self, now),
                          "expires_at", expires_at);
}

/* (nullable): what all recordings together lead to: the first failure; *REVIEW if a human is to look. */
static char *
conclude (HkkMockStore *store,
          const char   *id,
          gboolean     *review)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT front, back, selfie FROM nect_cases WHERE id = ?", id);
  gboolean looked_at = FALSE;

  *review = FALSE;
  if (!hkk_mock_rows_next (rows))
    return NULL;
  for (int i = 0; i < HKK_MOCK_NECT_RECORDINGS; i++)
    {
      const char *finding = hkk_mock_rows_text (rows, i);

      if (g_strcmp0 (finding, "human_review") == 0)
        looked_at = TRUE;
      else if (g_strcmp0 (finding, "passed") != 0)
        return g_strdup (finding);
    }
  *review = looked_at;
  return g_strdup ("passed");
}

static void
begin_check (HkkMockStore          *store,
             const HkkMockNectCase *self)
{
  gboolean review = FALSE;
  g_autofree char *outcome = conclude (store, self->id, &review);
  gint64 checked_at = hkk_mock_now () + (is_passport (self) ? PASSPORT_TIME : CHECK_TIME);
  gint64 reviewed_at = checked_at + REVIEW_TIME;
  gint64 expires_at = MAX (self->expires_at, (review ? reviewed_at : checked_at) + PASSED_LIFE);

  hkk_mock_run (store, "UPDATE nect_cases SET outcome = ?, checked_at = ?,"
                       " reviewed_at = iif(?, ?, NULL), expires_at = ? WHERE id = ?",
                outcome, checked_at, HKK_JSON_BOOL (review), reviewed_at, expires_at, self->id);
  if (g_strcmp0 (outcome, "passed") == 0)
    hkk_mock_process_extend (store, self->process, expires_at);
}

/**
 * hkk_mock_nect_case_record:
 * @store: the store, in a transaction
 * @self: an identification that collects recordings
 * @recording: which one: its place in %hkk_mock_nect_recordings
 * @finding: what it shows
 *
 * Returns: %FALSE if something else happened to @self meanwhile
 */
gboolean
hkk_mock_nect_case_record (HkkMockStore          *store,
                           const HkkMockNectCase *self,
                           guint                  recording,
                           const char            *finding)
{
  static const char * const updates[HKK_MOCK_NECT_RECORDINGS] =
  {
    "UPDATE nect_cases SET front = ? WHERE id = ? AND outcome IS NULL",
    "UPDATE nect_cases SET back = ? WHERE id = ? AND outcome IS NULL",
    "UPDATE nect_cases SET selfie = ? WHERE id = ? AND outcome IS NULL",
  };

  g_return_val_if_fail (recording < HKK_MOCK_NECT_RECORDINGS, FALSE);

  if (self->expires_at <= hkk_mock_now () || hkk_mock_run (store, updates[recording], finding, self->id) != 1)
    return FALSE;
  if (recording == HKK_MOCK_NECT_RECORDINGS - 1)
    begin_check (store, self);
  return TRUE;
}

/**
 * hkk_mock_nect_cases_lengthen:
 * @store: the store, in a transaction
 * @process: the secret id of a registration or recovery that is not over
 * @until: unix milliseconds
 *
 * What is over is not given back.
 */
void
hkk_mock_nect_cases_lengthen (HkkMockStore *store,
                              const char   *process,
                              gint64        until)
{
  hkk_mock_run (store, "UPDATE nect_cases SET expires_at = max(expires_at, ?) WHERE process = ? AND expires_at > ?",
                until, process, hkk_mock_now ());
}

/* (transfer full) (nullable): why there is no further identification for now. */
static HkkMockProblem *
refuse_case (HkkMockCall *call,
             const char  *process)
{
  HkkMockRows *rows = hkk_mock_query (call->store,
    "SELECT count(*), min(created_at) FROM nect_cases WHERE process = ? AND created_at > ?", process,
    hkk_mock_now () - CASES_WINDOW);

  return hkk_mock_problem_throttle (rows, CASES_MAX, CASES_WINDOW, hkk_mock_text (call,
    N_("There were many identifications in a short time. Wait a few minutes, then start again.")));
}

static HkkMockPrepared
prepare_create (HkkMockCall   *call,
                HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *document = hkk_json_get_string (body, "document");
  const char *id = hkk_json_get_string (body, "process");
  g_autoptr(HkkMockProcess) process = id != NULL ? hkk_mock_process_load (call->store, id, NULL) : NULL;
  HkkMockProblem *problem;

  if (id == NULL || !hkk_json_get_bool (body, "consent", FALSE) ||
      (g_strcmp0 (document, "identity_card") != 0 && g_strcmp0 (document, "passport") != 0))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  if (process == NULL)
    return hkk_mock_call_refuse_take (call, hkk_mock_process_over (call->language));
  problem = refuse_case (call, id);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  intent->account_id = process->account_id;
  return HKK_MOCK_PREPARED;
}

static gboolean
execute_create (HkkMockStore        *store,
                const HkkMockIntent *intent,
                HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  g_autofree char *id = hkk_mock_random_hex (16);
  g_autofree char *words = hkk_mock_nect_draw_words ();
  g_autoptr(HkkMockNectCase) self = NULL;
  gint64 now = hkk_mock_now ();

  hkk_mock_run (store, "INSERT INTO nect_cases (id, account_id, process, document, words, created_at, expires_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id, intent->account_id, hkk_json_get_string (body, "process"), hkk_json_get_string (body, "document"),
                words, now, now + COLLECTING_LIFE);
  self = hkk_mock_nect_case_load (store, id);
  if (self == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  result->status = 201;
  result->body = hkk_mock_nect_case_render (self, intent->language);
  result->effect = g_strdup ("identification begun");
  return TRUE;
}

static void
get_case (HkkMockCall *call)
{
  g_autoptr(HkkMockNectCase) self = hkk_mock_nect_case_load (call->store, call->params[0]);

  if (self == NULL)
    hkk_mock_call_problem (call, "not_found", hkk_mock_text (call, N_("This identification is over. Start again.")));
  else
    hkk_mock_call_answer (call, 200, hkk_mock_nect_case_render (self, call->language));
}

static void
forget_old_cases (HkkMockStore *store,
                  gint64        now)
{
  hkk_mock_run (store, "DELETE FROM nect_cases WHERE expires_at < ? OR process NOT IN (SELECT id FROM registrations)",
                now - HKK_MOCK_DAY);
}

#define RECORDING(name) \
  { .operation = "put_nect_" name, .method = "PUT", .path = "/nect/cases/{id}/" name, .flags = HKK_MOCK_ROUTE_UPLOAD, \
    .prepare = hkk_mock_nect_recording_prepare, .execute = hkk_mock_nect_recording_execute }

static const HkkMockRoute routes[] =
{
  { .operation = "create_nect_case", .members = "process document consent",
    .method = "POST", .path = "/nect/cases", .prepare = prepare_create, .execute = execute_create },
  RECORDING ("front"),
  RECORDING ("back"),
  RECORDING ("selfie"),
  { .operation = "get_nect_case", .method = "GET", .path = "/nect/cases/{id}", .handler = get_case },
};

const HkkMockService hkk_mock_nect_service =
{
  .name = "nect",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .tick = forget_old_cases,
};
