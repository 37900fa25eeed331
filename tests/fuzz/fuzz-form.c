/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "hkk-form-validate.h"
#include "hkk-json.h"

/* An input is {"form": …, "values": …}: neither a hostile definition nor hostile values may do harm. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(JsonNode) node = hkk_json_parse (size > 0 ? (const char *) data : "", (gssize) size, 0,
                                             JSON_NODE_OBJECT, NULL);
  JsonObject *object = hkk_json_node_object (node);
  g_autoptr(HkkForm) form = NULL;
  g_autoptr(HkkFormValues) values = NULL;
  g_autoptr(GPtrArray) issues = NULL;
  g_autoptr(GListModel) shown = NULL;
  HkkFormContext context = { .language = "de" };

  if (object == NULL || !json_object_has_member (object, "form"))
    return 0;
  form = hkk_form_new_from_json (json_object_get_member (object, "form"), NULL);
  if (form == NULL)
    return 0;
  values = hkk_form_values_new_from_json (json_object_get_member (object, "values"));
  context.form = form;
  context.values = values;
  hkk_form_context_set_today (&context, "2026-11-23");
  issues = hkk_form_validate (&context, NULL, HKK_FORM_VALIDATE_STRICT);
  for (guint i = 0; i < issues->len; i++)
    g_assert (g_utf8_validate (((HkkFormIssue *) g_ptr_array_index (issues, i))->message, -1, NULL));
  hkk_form_prune (&context);
  shown = hkk_form_describe (&context);
  return 0;
}
