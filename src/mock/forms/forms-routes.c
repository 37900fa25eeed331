/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"

#include "call.h"
#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* (transfer full) (nullable): the definition with what the services know of the account; it is put into FILL. */
static JsonNode *
load_definition (HkkMockStore    *store,
                 gint64           account_id,
                 const char      *id,
                 HkkMockFormFill *fill)
{
  JsonNode *shared = hkk_mock_forms_definition (id, fill->language);
  JsonNode *definition = shared != NULL ? hkk_json_copy (shared) : NULL;
  const HkkMockService * const *services = hkk_mock_store_services (store);

  if (definition == NULL)
    return NULL;
  fill->definition = json_node_get_object (definition);
  for (gsize i = 0; services[i] != NULL; i++)
    if (services[i]->fill_form != NULL)
      services[i]->fill_form (store, account_id, fill);
  return definition;
}

/* hkk_mock_form_request_name: how a request of the form @id is called among others: its title and its number. */
char *
hkk_mock_form_request_name (const char *id,
                            const char *reference,
                            const char *language)
{
  return g_strdup_printf ("%s, %s", hkk_mock_form_title (id, language), reference);
}

/* hkk_mock_form_drop_list: the fields that offer what stands in @list are not asked. */
void
hkk_mock_form_drop_list (JsonObject *definition,
                         const char *list)
{
  JsonArray *sections = hkk_json_get_array (definition, "sections");

  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    {
      JsonArray *fields = hkk_json_get_array (hkk_json_array_object (sections, i), "fields");

      for (guint field = hkk_json_array_length (fields); field-- > 0;)
        if (g_strcmp0 (hkk_json_get_string (hkk_json_array_object (fields, field), "list"), list) == 0)
          json_array_remove_element (fields, field);
    }
  json_object_remove_member (hkk_json_get_object (definition, "lists"), list);
}

static const char *
translate (const char *msgid,
           gpointer    data)
{
  return hkk_mock_text_in (data, msgid);
}

/**
 * hkk_mock_form_open:
 * @store: the store
 * @account_id: whose persons can be chosen
 * @id: the id of the form
 * @values: (nullable): its values
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full) (nullable): the form with its values; %NULL if there is no such form
 */
HkkMockForm *
hkk_mock_form_open (HkkMockStore *store,
                    gint64        account_id,
                    const char   *id,
                    JsonObject   *values,
                    const char   *language)
{
  return hkk_mock_form_open_about (store, account_id, id, NULL, values, language);
}

/* hkk_mock_form_open_about: hkk_mock_form_open() of a form that asks for what follows from @about (nullable). */
HkkMockForm *
hkk_mock_form_open_about (HkkMockStore *store,
                          gint64        account_id,
                          const char   *id,
                          const char   *about,
                          JsonObject   *values,
                          const char   *language)
{
  g_autoptr(JsonObject) parameters = hkk_mock_form_figures ();
  HkkMockFormFill fill = { .language = language, .about = about, .parameters = parameters };
  g_autoptr(JsonNode) definition = load_definition (store, account_id, id, &fill);
  g_autoptr(GError) error = NULL;
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  HkkMockForm *self;
  HkkForm *form;

  if (definition == NULL)
    return NULL;
  form = hkk_form_new_from_json (definition, &error);
  if (form == NULL)
    g_error ("The form %s of the catalogue is not valid: %s", id, error->message);
  self = g_new0 (HkkMockForm, 1);
  self->form = form;
  self->values = hkk_form_values_new ();
  if (values != NULL)
    {
      g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), values);

      hkk_form_values_load (self->values, node);
    }
  self->parameters = g_steal_pointer (&parameters);
  self->language = g_strdup (language);
  self->context = (HkkFormContext) { .form = self->form, .values = self->values, .parameters = self->parameters,
                                     .language = self->language, .translate = translate,
                                     .translate_data = self->language };
  hkk_form_context_set_today (&self->context, today);
  return self;
}

/* hkk_mock_form_close: frees a form that hkk_mock_form_open() gave. */
void
hkk_mock_form_close (HkkMockForm *self)
{
  g_object_unref (self->form);
  g_object_unref (self->values);
  json_object_unref (self->parameters);
  g_free (self->language);
  g_free (self);
}

/**
 * hkk_mock_form_check:
 * @self: a form with values
 *
 * Checks the values as strictly as the server does; warnings are for the person only and do not count.
 *
 * Returns: (transfer full) (nullable): validation_failed with one error for each broken field; %NULL if there is none
 */
HkkMockProblem *
hkk_mock_form_check (HkkMockForm *self)
{
  g_autoptr(GPtrArray) issues = hkk_form_validate (&self->context, NULL, HKK_FORM_VALIDATE_STRICT);
  HkkMockProblem *problem = NULL;

  if (!hkk_form_issues_have_errors (issues))
    return NULL;
  for (guint i = 0; i < issues->len; i++)
    {
      const HkkFormIssue *issue = g_ptr_array_index (issues, i);

      if (issue->level == HKK_FORM_ISSUE_ERROR)
        problem = hkk_mock_problem_add_error (problem, issue->path, issue->code, issue->message);
    }
  return problem;
}

static void
list_forms (HkkMockCall *call)
{
  hkk_mock_call_answer (call, 200, json_object_ref (hkk_mock_forms_list (call->language)));
}

/* What cannot be chosen is no answer. */
static gboolean
can_be_answered (HkkFormField *field,
                 JsonNode     *node)
{
  const char *text = hkk_json_node_string (node);

  return field != NULL && (text == NULL || hkk_form_field_get_n_options (field) == 0 ||
                           hkk_form_field_find_option (field, text) != NULL);
}

/* (transfer full): those of VALUES that FORM has a field for. */
static JsonObject *
take_known (HkkForm    *form,
            JsonObject *values)
{
  JsonObject *known = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &name, &node))
    if (can_be_answered (hkk_form_find_field (form, name), node))
      json_object_set_member (known, name, hkk_json_copy (node));
  return known;
}

/**
 * hkk_mock_form_known_values:
 * @id: the id of a form
 * @values: values of a section of the profile
 *
 * Returns: (transfer full): those that the form has a field for
 */
JsonObject *
hkk_mock_form_known_values (const char *id,
                            JsonObject *values)
{
  HkkForm *form = hkk_mock_form_shared (id, "en");

  return form != NULL ? take_known (form, values) : json_object_new ();
}

/* SOURCES of what is not among PREFILL say nothing. */
static void
drop_unused (JsonObject *sources,
             JsonObject *prefill)
{
  g_autoptr(GList) names = json_object_get_members (sources);

  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (prefill, l->data))
      json_object_remove_member (sources, l->data);
}

static void
choose_in (HkkFormSection *section,
           const char     *about,
           JsonObject     *values)
{
  for (guint i = 0; i < hkk_form_section_get_n_fields (section); i++)
    {
      HkkFormField *field = hkk_form_section_get_field (section, i);
      HkkFieldKind kind = hkk_form_field_get_kind (field);
      const char *id = hkk_form_field_get_id (field);

      if (hkk_form_field_find_option (field, about) == NULL)
        continue;
      if (kind == HKK_FIELD_CHOICE)
        json_object_set_string_member (values, id, about);
      if (kind == HKK_FIELD_MULTICHOICE)
        {
          JsonArray *chosen = json_array_new ();

          json_array_add_string_element (chosen, about);
          json_object_set_array_member (values, id, chosen);
        }
    }
}

/* What the form is ABOUT (nullable) is chosen where it is one of the options. */
static void
choose (HkkForm    *form,
        const char *about,
        JsonObject *values)
{
  for (guint i = 0; about != NULL && i < hkk_form_get_n_sections (form); i++)
    choose_in (hkk_form_get_section (form, i), about, values);
}

static void
get_form (HkkMockCall *call)
{
  g_autoptr(JsonObject) parameters = hkk_mock_form_figures ();
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(JsonObject) sources = json_object_new ();
  g_autoptr(JsonObject) offers = json_object_new ();
  HkkMockFormFill fill = { .language = call->language, .about = hkk_mock_call_query (call, "about"),
                           .parameters = parameters, .values = values, .sources = sources, .offers = offers };
  g_autoptr(JsonNode) definition = load_definition (call->store, call->account_id, call->params[0], &fill);
  g_autoptr(HkkForm) form = definition == NULL ? NULL : hkk_form_new_from_json (definition, NULL);
  JsonObject *prefill;

  if (form == NULL)
    {
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  choose (form, hkk_mock_call_query (call, "about"), values);
  prefill = take_known (form, values);
  drop_unused (sources, prefill);
  hkk_mock_call_answer (call, 200, hkk_json_object ("form", json_node_dup_object (definition), "prefill", prefill,
                                                    "sources", g_steal_pointer (&sources),
                                                    "offers", g_steal_pointer (&offers),
                                                    "parameters", g_steal_pointer (&parameters)));
}

static const HkkMockRoute routes[] = {
  { .operation = "list_forms", .method = "GET", .path = "/v1/forms", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_forms },
  { .operation = "get_form", .method = "GET", .path = "/v1/forms/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_form },
};

const HkkMockService hkk_mock_forms_service = {
  .name = "forms",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
