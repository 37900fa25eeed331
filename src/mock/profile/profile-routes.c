/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "feed.h"
#include "forms.h"
#include "hkk-jcs.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "uploads.h"

static const char * const migrations[] = {
  "CREATE TABLE profile_sections (account_id INTEGER NOT NULL, section TEXT NOT NULL, values_json TEXT NOT NULL,"
  " changed_at INTEGER NOT NULL, PRIMARY KEY (account_id, section)) WITHOUT ROWID;",
  NULL
};

static char *
make_etag (const char *section,
           JsonObject *values)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), values);
  g_autoptr(GBytes) bytes = hkk_jcs_to_bytes (node);
  g_autofree char *digest = hkk_sha256_base64url (bytes);

  return g_strdup_printf ("\"%s-%.22s\"", section, digest);
}

/**
 * hkk_mock_profile_render:
 * @section: the id of a section
 * @values: its values
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the section as on the wire
 */
JsonObject *
hkk_mock_profile_render (const char *section,
                         JsonObject *values,
                         const char *language)
{
  g_autofree char *etag = make_etag (section, values);
  const HkkMockProfileSection *shown = hkk_mock_profile_sections;

  while (shown->id != NULL && !g_str_equal (shown->id, section))
    shown++;
  g_return_val_if_fail (shown->id != NULL, NULL);

  return hkk_json_object ("id", section,
                          "title", hkk_mock_text_in (language, shown->title),
                          "text", hkk_mock_text_in (language, shown->text),
                          "etag", etag,
                          "protection", "substantial",
                          "form", hkk_mock_form_of_section (section),
                          "rows", hkk_mock_profile_rows (section, values, language),
                          "values", json_object_ref (values));
}

/**
 * hkk_mock_profile_render_all:
 * @store: the store
 * @account_id: whose
 * @language: for texts
 *
 * Returns: (transfer full): the sections that the person has, as SECTION of the wire
 */
JsonArray *
hkk_mock_profile_render_all (HkkMockStore *store,
                             gint64        account_id,
                             const char   *language)
{
  JsonArray *shown = json_array_new ();

  for (guint i = 0; hkk_mock_profile_sections[i].id != NULL; i++)
    {
      const char *id = hkk_mock_profile_sections[i].id;
      g_autoptr(JsonObject) values = hkk_mock_profile_values (store, account_id, id);

      JsonObject *section;

      if (values == NULL)
        continue;
      section = hkk_mock_profile_render (id, values, language);
      hkk_mock_email_code_tell (store, account_id, section);
      json_array_add_object_element (shown, section);
    }
  return shown;
}

/* (transfer full): where a new card goes, as on an envelope. */
static JsonArray *
card_address (HkkMockCall *call)
{
  g_auto(GStrv) address = hkk_mock_profile_address (call->store, call->account_id, call->language);
  JsonArray *lines = json_array_new ();

  for (char **line = address; line != NULL && *line != NULL; line++)
    if (**line != '\0')
      json_array_add_string_element (lines, *line);
  return lines;
}

/* (transfer full) (nullable) */
static JsonObject *
render_card (HkkMockCall *call)
{
  g_autoptr(JsonObject) card = hkk_mock_profile_values (call->store, call->account_id, "health-card");
  g_autoptr(JsonObject) person = hkk_mock_profile_values (call->store, call->account_id, "personal");
  const char *number = card != NULL ? hkk_json_get_string (card, "number") : NULL;
  g_autofree char *name = NULL;

  if (number == NULL || person == NULL)
    return NULL;
  name = g_strdup_printf ("%s %s", hkk_json_get_string (person, "first_name"),
                          hkk_json_get_string (person, "last_name"));
  return hkk_json_object ("name", name, "insurance_number", hkk_json_get_string (person, "kvnr"), "number", number,
                          "valid_until", hkk_json_get_string (card, "valid_until"), "sent_to", card_address (call));
}

static void
get_profile (HkkMockCall *call)
{
  hkk_mock_call_answer (call, 200, hkk_json_object (
    "sections", hkk_mock_profile_render_all (call->store, call->account_id, call->language),
    "health_card", render_card (call)));
}

/* RFC 7396 for one level: the values of a section are flat. */
static JsonObject *
merge (JsonObject *values,
       JsonObject *patch)
{
  JsonObject *merged = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &name, &node))
    if (!json_object_has_member (patch, name))
      json_object_set_member (merged, name, hkk_json_copy (node));
  json_object_iter_init (&iter, patch);
  while (json_object_iter_next (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_NULL (node))
      json_object_set_member (merged, name, hkk_json_copy (node));
  return merged;
}

/* (transfer none) (nullable) */
static HkkShownRow *
find_row (GListModel *rows,
          const char *path)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);

      if (g_strcmp0 (hkk_shown_row_get_path (row), path) == 0)
        return row;
    }
  return NULL;
}

/* Adds each row of TO that FROM does not have like that; with NOTHING (nullable), what stands for no value, the rows of
 * TO that FROM does not have at all: they are gone now. */
static void
add_differences (HkkMockIntent *intent,
                 GListModel    *to,
                 GListModel    *from,
                 const char    *nothing)
{
  for (guint i = 0; i < g_list_model_get_n_items (to); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (to, i);
      HkkShownRow *other = find_row (from, hkk_shown_row_get_path (row));
      const char  *old = other == NULL ? NULL : hkk_shown_row_get_value (other);
      const char  *new = hkk_shown_row_get_value (row);

      if (nothing != NULL && other == NULL)
        hkk_mock_intent_add_detail (intent, hkk_shown_row_get_label (row), new, nothing);
      else if (nothing == NULL && g_strcmp0 (old, new) != 0)
        hkk_mock_intent_add_detail (intent, hkk_shown_row_get_label (row), old, new);
    }
}

static HkkMockPrepared
describe_change (HkkMockCall   *call,
                 HkkMockIntent *intent,
                 const char    *form,
                 JsonObject    *values)
{
  g_autoptr(JsonObject) known = hkk_mock_form_known_values (form, values);
  g_autoptr(JsonObject) merged = merge (known, hkk_mock_call_body (call));
  g_autoptr(HkkMockForm) before = hkk_mock_form_open (call->store, call->account_id, form, known, call->language);
  g_autoptr(HkkMockForm) after = hkk_mock_form_open (call->store, call->account_id, form, merged, call->language);
  g_autoptr(GListModel) old_rows = hkk_mock_form_list_values (before);
  g_autoptr(GListModel) new_rows = hkk_mock_form_list_values (after);
  HkkMockProblem *problem = hkk_mock_form_check (after);

  if (problem == NULL)
    problem = hkk_mock_form_check_files (after, merged, call, intent, NULL);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  g_set_str (&intent->title, hkk_mock_form_title (form, call->language));
  hkk_mock_intent_add_person (intent, call->store);
  add_differences (intent, new_rows, old_rows, NULL);
  /* TRANSLATORS: stands for the new value of something that is deleted */
  add_differences (intent, old_rows, new_rows, hkk_mock_text (call, N_("nothing")));
  if (json_array_get_length (intent->details) == 1)
    return hkk_mock_call_refuse (call, "invalid_request",
                                 hkk_mock_text (call, N_("Nothing is different from before.")));
  intent->needs_approval = hkk_form_get_protection (after->form) != HKK_PROTECTION_BASIC;
  return HKK_MOCK_PREPARED;
}

static HkkMockPrepared
prepare_patch (HkkMockCall   *call,
               HkkMockIntent *intent)
{
  const char *section = call->params[0];
  const char *match = hkk_mock_call_header (call, "If-Match");
  g_autoptr(JsonObject) values = hkk_mock_profile_values (call->store, call->account_id, section);
  const char *form = values == NULL ? NULL : hkk_mock_form_of_section (section);
  g_autofree char *etag = NULL;

  if (form == NULL)
    return hkk_mock_call_refuse (call, "not_found", NULL);
  etag = make_etag (section, values);
  if (match == NULL)
    return hkk_mock_call_refuse (call, "precondition_required", NULL);
  if (!g_str_equal (match, etag))
    return hkk_mock_call_refuse (call, "precondition_failed",
                                 hkk_mock_text (call,
                                                N_("These details were changed in the meantime. Look at them again.")));
  g_set_str (&intent->before_etag, etag);
  return describe_change (call, intent, form, values);
}

/* What stays of the change: reasons, proofs and declarations belong to it alone. */
static void
forget_extras (const char *section,
               JsonObject *before,
               JsonObject *merged)
{
  g_autoptr(GList) names = json_object_get_members (merged);

  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (before, l->data) && !hkk_mock_profile_keeps (section, l->data))
      json_object_remove_member (merged, l->data);
}

/* What the form does not ask for any more goes: the German postal code of who moves abroad. */
static void
forget_hidden (HkkMockStore        *store,
               const HkkMockIntent *intent,
               JsonObject          *merged)
{
  const char *id = hkk_mock_form_of_section (intent->params[0]);
  g_autoptr(JsonObject) known = hkk_mock_form_known_values (id, merged);
  g_autoptr(HkkMockForm) form = hkk_mock_form_open (store, intent->account_id, id, known, intent->language);
  g_autoptr(GList) names = json_object_get_members (known);

  if (form == NULL)
    return;
  hkk_form_prune (&form->context);
  for (GList *l = names; l != NULL; l = l->next)
    if (!hkk_form_values_has (form->values, l->data))
      json_object_remove_member (merged, l->data);
}

static gboolean
take_files (HkkMockStore        *store,
            const HkkMockIntent *intent)
{
  for (guint i = 0; i < json_array_get_length (intent->attachments); i++)
    {
      JsonObject *file = json_array_get_object_element (intent->attachments, i);
      g_autofree char *stored = hkk_mock_uploads_take (store, intent->account_id, hkk_json_get_string (file, "upload"));

      if (stored == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * hkk_mock_profile_store:
 * @store: a store in a transaction
 * @account_id: whose
 * @section: the id of a section
 * @values: its new values
 */
void
hkk_mock_profile_store (HkkMockStore *store,
                        gint64        account_id,
                        const char   *section,
                        JsonObject   *values)
{
  g_autofree char *text = hkk_json_object_to_string (values);

  hkk_mock_run (store, "INSERT OR REPLACE INTO profile_sections (values_json, changed_at, account_id, section)"
                       " VALUES (?, ?, ?, ?)", text, hkk_mock_now (), account_id, section);
  hkk_mock_feed_append (store, account_id, "profile", section, "changed");
}

/* A new address is not confirmed: a code goes to it. */
static void
check_email (HkkMockStore *store,
             gint64        account_id,
             JsonObject   *before,
             JsonObject   *merged)
{
  const char *email = hkk_json_get_string (merged, "email");

  if (g_strcmp0 (email, hkk_json_get_string (before, "email")) == 0)
    return;
  json_object_remove_member (merged, "email_confirmed");
  if (email == NULL || *email == '\0')
    return;
  json_object_set_boolean_member (merged, "email_confirmed", FALSE);
  hkk_mock_email_code_send (store, account_id, email);
}

static gboolean
execute_patch (HkkMockStore        *store,
               const HkkMockIntent *intent,
               HkkMockResult       *result)
{
  const char *section = intent->params[0];
  g_autoptr(JsonObject) values = hkk_mock_profile_values (store, intent->account_id, section);
  g_autoptr(JsonObject) merged = NULL;
  g_autofree char *etag = values == NULL ? NULL : make_etag (section, values);

  if (etag == NULL || g_strcmp0 (etag, intent->before_etag) != 0)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", hkk_mock_text_in (intent->language,
      N_("These details were changed in the meantime. Look at them again."))));
  if (!take_files (store, intent))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("upload_incomplete",
      hkk_mock_text_in (intent->language, N_("A file is not with us any more. Add it again."))));
  merged = merge (values, hkk_mock_intent_body (intent));
  forget_hidden (store, intent, merged);
  forget_extras (section, values, merged);
  if (g_str_equal (section, "personal"))
    hkk_mock_account_set_name (store, intent->account_id, hkk_json_get_string (merged, "first_name"),
                               hkk_json_get_string (merged, "last_name"));
  if (g_str_equal (section, "contact"))
    check_email (store, intent->account_id, values, merged);
  hkk_mock_profile_store (store, intent->account_id, section, merged);
  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = intent->account_id, .session_id = intent->session_id, .kind = "data_changed",
    .about = intent->title });
  result->body = hkk_mock_profile_render (section, merged, intent->language);
  result->effect = g_strdup_printf ("profile %s changed", section);
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language, N_("The new details are stored.")));
  return TRUE;
}

/* profiles.json: by insurance number, section by section; name, birth date and card come from the account itself. */
static void
seed (HkkMockStore         *store,
      const HkkMockAccount *account,
      JsonObject           *person,
      gint64                now)
{
  g_autoptr(JsonObject) profiles = hkk_mock_demo_load ("profiles.json");
  JsonObject *profile = hkk_json_get_object (profiles, account->kvnr);

  for (guint i = 0; profile != NULL && hkk_mock_profile_sections[i].id != NULL; i++)
    {
      const char *section = hkk_mock_profile_sections[i].id;
      JsonObject *values = hkk_json_get_object (profile, section);
      g_autofree char *text = NULL;

      if (values == NULL)
        continue;
      if (g_str_equal (section, "personal"))
        hkk_json_object_add (values, "first_name", account->first_name, "last_name", account->last_name,
                             "birth_date", account->birth_date, "kvnr", account->kvnr);
      if (g_str_equal (section, "health-card"))
        hkk_json_object_add (values, "number", account->card_number, "valid_until", account->card_valid_until);
      text = hkk_json_object_to_string (values);
      hkk_mock_run (store,
                    "INSERT INTO profile_sections (account_id, section, values_json, changed_at) VALUES (?, ?, ?, ?)",
                    account->id, section, text, now);
    }
}

static const HkkMockRoute routes[] = {
  { .operation = "get_profile", .method = "GET", .path = "/v1/profile", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_profile },
  { .operation = "patch_profile", .method = "PATCH", .path = "/v1/profile/{section}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_FULL, .prepare = prepare_patch,
    .execute = execute_patch },
};

const HkkMockService hkk_mock_profile_service = {
  .name = "profile",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .seed = seed,
  .fill_form = hkk_mock_profile_fill_form,
};
