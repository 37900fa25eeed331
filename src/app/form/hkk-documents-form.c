/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hkk-documents-form.h"
#include "hkk-file-type.h"

static JsonObject *
make_field (const char *id,
            const char *kind,
            const char *label,
            const char *help)
{
  JsonObject *field = json_object_new ();

  json_object_set_string_member (field, "id", id);
  json_object_set_string_member (field, "kind", kind);
  json_object_set_string_member (field, "label", label);
  if (help != NULL)
    json_object_set_string_member (field, "help", help);

  return field;
}

static JsonArray *
make_fields (void)
{
  JsonArray *fields = json_array_new ();
  JsonObject *files = make_field ("files", "attachments", _("Documents"), NULL);

  json_object_set_boolean_member (files, "required", TRUE);
  json_object_set_int_member (files, "min", 1);
  json_object_set_int_member (files, "max", HKK_FILE_MAX_COUNT);
  json_array_add_object_element (fields, files);
  json_array_add_object_element (fields, make_field ("note", "multiline", _("Note"), _("If there is something to say about the documents.")));

  return fields;
}

static JsonArray *
make_sections (void)
{
  JsonArray *sections = json_array_new ();
  JsonObject *section = json_object_new ();

  json_object_set_string_member (section, "id", "documents");
  json_object_set_string_member (section, "title", _("Hand in documents"));
  json_object_set_array_member (section, "fields", make_fields ());
  json_array_add_object_element (sections, section);

  return sections;
}

/**
 * hkk_documents_form_new:
 * @title: the title of the request
 *
 * The one form that is not in the portal's catalogue: documents for a request that was handed in before.
 *
 * Returns: (transfer full): the definition
 */
HkkForm *
hkk_documents_form_new (const char *title)
{
  g_autoptr(JsonObject) form = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GError) error = NULL;
  HkkForm *result = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  json_object_set_string_member (form, "id", "documents");
  json_object_set_int_member (form, "version", 1);
  json_object_set_string_member (form, "kind", "request");
  json_object_set_string_member (form, "protection", "substantial");
  json_object_set_string_member (form, "category", "documents");
  json_object_set_string_member (form, "title", title);
  json_object_set_string_member (form, "summary", _("Hand in documents"));
  json_object_set_int_member (form, "minutes", 2);
  json_object_set_array_member (form, "sections", make_sections ());
  json_node_set_object (node, form);
  result = hkk_form_new_from_json (node, &error);
  if (result == NULL)
    g_critical ("The built-in form is wrong: %s", error->message);

  return result;
}
