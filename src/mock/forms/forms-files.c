/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"

#include "hkk-json.h"

static void visit_attachments (HkkFormField *field, JsonObject *values, const gchar *prefix, HkkMockFilesFunc func, gpointer data);

static void
visit_items (HkkFormField     *group,
             JsonArray        *items,
             const gchar      *path,
             HkkMockFilesFunc  func,
             gpointer          data)
{
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      g_autofree gchar *prefix = g_strdup_printf ("%s[%u].", path, i);

      for (guint j = 0; j < hkk_form_field_get_n_children (group); j++)
        visit_attachments (hkk_form_field_get_child (group, j), hkk_json_array_object (items, i), prefix, func, data);
    }
}

static void
visit_attachments (HkkFormField     *field,
                   JsonObject       *values,
                   const gchar      *prefix,
                   HkkMockFilesFunc  func,
                   gpointer          data)
{
  const gchar *id = hkk_form_field_get_id (field);
  HkkFieldKind kind = hkk_form_field_get_kind (field);
  JsonArray *array = hkk_json_get_array (values, id);
  g_autofree gchar *path = g_strconcat (prefix, id, NULL);

  if (array == NULL)
    return;
  if (kind == HKK_FIELD_ATTACHMENTS)
    func (id, path, array, data);
  else if (kind == HKK_FIELD_GROUP || kind == HKK_FIELD_TABLE)
    visit_items (field, array, path, func, data);
}

/**
 * hkk_mock_form_visit_files:
 * @form: a form
 * @values: values of it
 * @func: called for each list of attachments that is not empty
 * @data: for @func
 *
 * Finds the files in @values, also those in the items of groups and tables.
 */
void
hkk_mock_form_visit_files (HkkForm          *form,
                           JsonObject       *values,
                           HkkMockFilesFunc  func,
                           gpointer          data)
{
  for (guint i = 0; i < hkk_form_get_n_sections (form); i++)
    {
      HkkFormSection *section = hkk_form_get_section (form, i);

      for (guint j = 0; j < hkk_form_section_get_n_fields (section); j++)
        visit_attachments (hkk_form_section_get_field (section, j), values, "", func, data);
    }
}
