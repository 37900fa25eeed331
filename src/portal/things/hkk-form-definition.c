/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-definition.h"

#include "hkk-json.h"
#include "hkk-load.h"

static const HkkThingField form_definition_fields[] = {
  { NULL }
};

HKK_DEFINE_THING (HkkFormDefinition, hkk_form_definition, form_definition_fields,
                  "form:{} prefill:{}? sources:{}? offers:{}? parameters:{}?")

/**
 * hkk_form_definition_get_form:
 *
 * Returns: (transfer none): the form, for hkk_form_new_from_json()
 */
JsonNode *
hkk_form_definition_get_form (HkkFormDefinition *self)
{
  return json_object_get_member (hkk_thing_get_json (HKK_THING (self)), "form");
}

/**
 * hkk_form_definition_dup_prefill:
 *
 * Returns: (transfer full) (nullable): the values that it begins with, an object
 */
JsonNode *
hkk_form_definition_dup_prefill (HkkFormDefinition *self)
{
  JsonObject *prefill = hkk_json_get_object (hkk_thing_get_json (HKK_THING (self)), "prefill");

  return prefill != NULL ? json_node_init_object (json_node_alloc (), prefill) : NULL;
}

/**
 * hkk_form_definition_get_sources:
 *
 * Returns: (transfer none) (nullable): where values of the prefill come from, in words, by the field's name
 */
JsonObject *
hkk_form_definition_get_sources (HkkFormDefinition *self)
{
  return hkk_json_get_object (hkk_thing_get_json (HKK_THING (self)), "sources");
}

/**
 * hkk_form_definition_get_offers:
 *
 * Returns: (transfer none) (nullable): by a group's name: what its items can begin with
 */
JsonObject *
hkk_form_definition_get_offers (HkkFormDefinition *self)
{
  return hkk_json_get_object (hkk_thing_get_json (HKK_THING (self)), "offers");
}

/**
 * hkk_form_definition_get_parameters:
 *
 * Returns: (transfer none) (nullable): what the form's rules ask for and the person does not type
 */
JsonObject *
hkk_form_definition_get_parameters (HkkFormDefinition *self)
{
  return hkk_json_get_object (hkk_thing_get_json (HKK_THING (self)), "parameters");
}

static const HkkLoad load = { .get_type = hkk_form_definition_get_type, .falls_back = TRUE };
/* Its copy serves whatever the form is about the next time. It may ask less than the form that is about nothing. */
static const HkkLoad load_about = { .get_type = hkk_form_definition_get_type, .falls_back = TRUE,
                                    .not_kept = "prefill", .apart = "-about" };

/**
 * hkk_form_definition_load_async:
 * @id: a form
 * @about: (nullable): the message that is answered, the request that documents are for, an option
 *   that shall be chosen
 *
 * Loads a form. Without a connection the form as it was last seen will do, without what follows from @about: the server
 * checks what is handed in anyway.
 */
void
hkk_form_definition_load_async (HkkPortal           *portal,
                                const char          *id,
                                const char          *about,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  g_autofree char *route = NULL;
  g_autofree char *path = NULL;
  g_autofree char *copy = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (id != NULL);

  route = hkk_load_path ("/v1/forms/", id, NULL);
  path = hkk_portal_path (route, "about", about, NULL);
  copy = g_strconcat (HKK_COPY_FORM, id, NULL);
  hkk_load_async (portal, about != NULL ? &load_about : &load, path, copy, hkk_form_definition_load_async, cancellable,
                  callback, data);
}

/**
 * hkk_form_definition_load_finish:
 * @seen_at: (out) (optional) (nullable) (transfer full): %NULL for an answer; when its offline copy was kept, if that
 *   stands in
 * @error: %HKK_PORTAL_ERROR
 *
 * Returns: (transfer full) (nullable): the form
 */
HkkFormDefinition *
hkk_form_definition_load_finish (HkkPortal     *portal,
                                 GAsyncResult  *result,
                                 GDateTime    **seen_at,
                                 GError       **error)
{
  return hkk_load_finish (portal, result, hkk_form_definition_load_async, seen_at, error);
}
