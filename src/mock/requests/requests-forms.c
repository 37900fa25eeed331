/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* What requests put into forms: decisions to object to, and what was paid for before. */

/* What a person can object to: an option for each request that was decided, newest first. */
static void
add_decisions (HkkMockStore *store,
               gint64        account_id,
               const char   *language,
               JsonArray    *options)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT id, form, reference, state FROM requests"
    " WHERE account_id = ? AND state IN ('approved', 'partly_approved', 'rejected', 'paid')"
    " ORDER BY updated_at DESC, row DESC", account_id);

  while (hkk_mock_rows_next (rows))
    {
      g_autofree char *label = NULL;

      if (!hkk_mock_request_decides (hkk_mock_rows_text (rows, 1),
                                     hkk_mock_request_state_parse (hkk_mock_rows_text (rows, 3))))
        continue;
      label = g_strdup_printf ("%s, %s", hkk_mock_form_title (hkk_mock_rows_text (rows, 1), language),
                               hkk_mock_rows_text (rows, 2));
      json_array_add_object_element (options, hkk_json_object ("value", hkk_mock_rows_text (rows, 0), "label", label));
    }
}

/* For benefits that there are once a year; 0 if there was none. */
static gint64
latest_value (HkkMockStore *store,
              gint64        account_id,
              const char   *form,
              const char   *field)
{
  g_autofree char *path = g_strconcat ("$.", field, NULL);

  return hkk_mock_get_int (store, 0, "SELECT coalesce (max (json_extract (values_json, ?)), 0) FROM requests"
                           " JOIN request_values ON request = row WHERE account_id = ? AND form = ?"
                           " AND json_extract (values_json, '$.person') = 'self'"
                           " AND state NOT IN ('awaiting_approval', 'approval_failed', 'withdrawn', 'rejected')",
                           path, account_id, form);
}

/* The decisions stand before what the catalogue lists ("another one"). */
static void
fill_decisions (HkkMockStore *store,
                gint64        account_id,
                const char   *language,
                JsonObject   *list)
{
  JsonArray *options = json_array_new (), *others = hkk_json_get_array (list, "options");

  add_decisions (store, account_id, language, options);
  for (guint i = 0; i < hkk_json_array_length (others); i++)
    json_array_add_element (options, hkk_json_copy (json_array_get_element (others, i)));
  json_object_set_array_member (list, "options", options);
}

/* Documents are called after the request that they are for. */
static void
name_request (HkkMockStore          *store,
              gint64                 account_id,
              const HkkMockFormFill *fill)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT form FROM requests WHERE account_id = ? AND id = ?",
                                                account_id, fill->about);

  if (hkk_mock_rows_next (rows))
    json_object_set_string_member (fill->definition, "title",
                                   hkk_mock_form_title (hkk_mock_rows_text (rows, 0), fill->language));
}

/**
 * hkk_mock_requests_fill_form:
 * @store: the store
 * @account_id: for whom
 * @fill: a form
 */
void
hkk_mock_requests_fill_form (HkkMockStore          *store,
                             gint64                 account_id,
                             const HkkMockFormFill *fill)
{
  const char *id = hkk_json_get_string (fill->definition, "id");
  const HkkMockFormPlan *plan = hkk_mock_form_plan (id);
  gboolean is_documents = g_strcmp0 (hkk_json_get_string (fill->definition, "kind"), "documents") == 0;
  JsonObject *decisions = hkk_json_get_object (hkk_json_get_object (fill->definition, "lists"), "decisions");

  if (is_documents && fill->about != NULL)
    name_request (store, account_id, fill);
  if (decisions != NULL)
    fill_decisions (store, account_id, fill->language, decisions);
  if (plan->latest_name != NULL)
    json_object_set_int_member (fill->parameters, plan->latest_name,
                                latest_value (store, account_id, id, plan->latest_field));
}
