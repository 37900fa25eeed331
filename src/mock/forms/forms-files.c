/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"

#include "hkk-form-path.h"
#include "hkk-json.h"
#include "uploads.h"

static void visit_attachments (HkkFormField     *field,
                               JsonObject       *values,
                               const char       *prefix,
                               HkkMockFilesFunc  func,
                               gpointer          data);

static void
visit_items (HkkFormField    *group,
             JsonArray       *items,
             const char      *path,
             HkkMockFilesFunc func,
             gpointer         data)
{
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      g_autofree char *prefix = hkk_form_path_print (path, (int) i, NULL);

      for (guint j = 0; j < hkk_form_field_get_n_children (group); j++)
        visit_attachments (hkk_form_field_get_child (group, j), hkk_json_array_object (items, i), prefix, func, data);
    }
}

static void
visit_attachments (HkkFormField    *field,
                   JsonObject      *values,
                   const char      *prefix,
                   HkkMockFilesFunc func,
                   gpointer         data)
{
  const char *id = hkk_form_field_get_id (field);
  HkkFieldKind kind = hkk_form_field_get_kind (field);
  JsonArray *array = hkk_json_get_array (values, id);
  g_autofree char *path = hkk_form_path_print (prefix, -1, id);

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

typedef struct
{
  HkkMockCall    *call;
  HkkMockIntent  *intent;
  HkkForm        *form;
  HkkMockProblem *problem;
  guint           n_files;
} Checking;

static void
check_files (const char *slot,
             const char *path,
             JsonArray  *files,
             gpointer    data)
{
  Checking *checking = data;

  checking->n_files += json_array_get_length (files);
  checking->problem = hkk_mock_uploads_check (checking->call, checking->intent, files, path,
                                              hkk_form_field_get_min_side (hkk_form_find_field (checking->form, path)),
                                              checking->problem);
}

/**
 * hkk_mock_form_check_files:
 * @values: values of it
 * @call: whose uploads are meant
 * @intent: gets them as its attachments
 * @n_files: (out) (optional): how many @values name
 *
 * Returns: (transfer full) (nullable): what is missing, used or different; %NULL if all are there
 */
HkkMockProblem *
hkk_mock_form_check_files (HkkMockForm   *self,
                           JsonObject    *values,
                           HkkMockCall   *call,
                           HkkMockIntent *intent,
                           guint         *n_files)
{
  Checking checking = { call, intent, self->form, NULL, 0 };

  hkk_mock_form_visit_files (self->form, values, check_files, &checking);
  if (n_files != NULL)
    *n_files = checking.n_files;
  return checking.problem;
}
