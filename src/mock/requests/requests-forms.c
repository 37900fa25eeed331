/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* What requests put into forms: those that a message can be about, decisions to object to, what was paid for before. */

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
      label = hkk_mock_form_request_name (hkk_mock_rows_text (rows, 1), hkk_mock_rows_text (rows, 2), language);
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

/* What a message can be about: an option for each request, newest first. */
static void
add_requests (HkkMockStore *store,
              gint64        account_id,
              const char   *language,
              JsonArray    *options)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT id, form, reference FROM requests WHERE account_id = ?"
                                                " AND reference IS NOT NULL ORDER BY created_at DESC, row DESC",
                                                account_id);

  while (hkk_mock_rows_next (rows))
    {
      g_autofree char *label = hkk_mock_form_request_name (hkk_mock_rows_text (rows, 1), hkk_mock_rows_text (rows, 2),
                                                           language);

      json_array_add_object_element (options, hkk_json_object ("value", hkk_mock_rows_text (rows, 0), "label", label));
    }
}

/* The lists that requests know the entries of. */
static const struct
{
  const char *name;
  void      (*add)    (HkkMockStore *store,
                       gint64        account_id,
                       const char   *language,
                       JsonArray    *options);
  gboolean    dropped; /* nothing is asked where there is nothing to choose */
} lists[] = {
  { "decisions", add_decisions, FALSE },
  { "requests", add_requests, TRUE },
};

/* They stand before what the catalogue lists ("another one"). */
static void
fill_lists (HkkMockStore          *store,
            gint64                 account_id,
            const HkkMockFormFill *fill)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonObject *list = hkk_json_get_object (hkk_json_get_object (fill->definition, "lists"), lists[i].name);
      JsonArray *others = hkk_json_get_array (list, "options");
      g_autoptr(JsonArray) options = json_array_new ();

      if (list == NULL)
        continue;
      lists[i].add (store, account_id, fill->language, options);
      if (lists[i].dropped && json_array_get_length (options) == 0)
        {
          hkk_mock_form_drop_list (fill->definition, lists[i].name);
          continue;
        }
      for (guint other = 0; other < hkk_json_array_length (others); other++)
        json_array_add_element (options, hkk_json_copy (json_array_get_element (others, other)));
      json_object_set_array_member (list, "options", g_steal_pointer (&options));
    }
}

/* Documents are called after the request that they are for, and ask for what it waits for. */
static void
name_request (HkkMockStore          *store,
              gint64                 account_id,
              const HkkMockFormFill *fill)
{
  g_auto(HkkMockRequestRow) request = { 0 };

  if (!hkk_mock_request_find (store, account_id, fill->about, &request))
    return;
  json_object_set_string_member (fill->definition, "title", hkk_mock_form_title (request.form, fill->language));
  hkk_mock_request_fill_papers (store, &request, fill);
}

/* What was answered in the newest request of the form that was about the person. */
static void
fill_earlier (HkkMockStore          *store,
              gint64                 account_id,
              const HkkMockFormFill *fill,
              const HkkMockFormPlan *plan)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT values_json, created_at FROM requests"
    " JOIN request_values ON request = row WHERE account_id = ? AND form = ?"
    " AND coalesce (json_extract (values_json, '$.person'), 'self') = 'self'"
    " AND state NOT IN ('awaiting_approval', 'approval_failed', 'withdrawn')"
    " ORDER BY created_at DESC, row DESC LIMIT 1",
    account_id, hkk_json_get_string (fill->definition, "id"));
  g_autoptr(JsonObject) values = NULL;
  g_autofree char *day = NULL;
  g_autofree char *source = NULL;

  if (!hkk_mock_rows_next (rows))
    return;
  values = hkk_json_object_parse (hkk_mock_rows_text (rows, 0));
  day = hkk_mock_demo_date (hkk_mock_rows_int (rows, 1), fill->language);
  /* TRANSLATORS: below an answer that was given before; %s is a date */
  source = g_strdup_printf (hkk_mock_text_in (fill->language, N_("From your request of %s")), day);
  for (guint i = 0; values != NULL && i < plan->known->len; i++)
    {
      const HkkMockFormKnown *known = &g_array_index (plan->known, HkkMockFormKnown, i);

      if (known->group == NULL && g_strv_contains ((const char * const *) known->words, "earlier"))
        hkk_mock_form_fill_value (fill, known->field, json_object_get_member (values, known->field), source);
    }
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

  if (is_documents && fill->about != NULL)
    name_request (store, account_id, fill);
  fill_lists (store, account_id, fill);
  hkk_mock_request_fill_against (store, account_id, fill);
  if (plan->latest_name != NULL)
    json_object_set_int_member (fill->parameters, plan->latest_name,
                                latest_value (store, account_id, id, plan->latest_field));
  if (fill->values != NULL)
    fill_earlier (store, account_id, fill, plan);
}
