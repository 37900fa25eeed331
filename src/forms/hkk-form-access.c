/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include "hkk-json.h"

/**
 * hkk_form_get_id:
 *
 * Returns: (transfer none): its id, "treatment-abroad"
 */
const char *
hkk_form_get_id (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), NULL);

  return hkk_json_get_string (self->json, "id");
}

/**
 * hkk_form_get_version:
 *
 * Returns: its version, which a submission names
 */
gint64
hkk_form_get_version (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), 0);

  return hkk_json_get_int (self->json, "version", 1);
}

/**
 * hkk_form_get_kind:
 *
 * Returns: what handing it in makes; an unknown word counts as a request
 */
HkkFormKind
hkk_form_get_kind (HkkForm *self)
{
  static const char * const words[] = {
    [HKK_FORM_KIND_REQUEST] = "request",
    [HKK_FORM_KIND_SERVICE] = "service",
    [HKK_FORM_KIND_PROFILE] = "profile",
    [HKK_FORM_KIND_MESSAGE] = "message",
    [HKK_FORM_KIND_DOCUMENTS] = "documents",
  };
  const char *kind;

  g_return_val_if_fail (HKK_IS_FORM (self), HKK_FORM_KIND_REQUEST);

  kind = hkk_json_get_string (self->json, "kind");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (kind, words[i]) == 0)
      return (HkkFormKind) i;
  return HKK_FORM_KIND_REQUEST;
}

/**
 * hkk_form_get_protection:
 *
 * Returns: whether handing it in needs an approval; an unknown word counts as the higher level
 */
HkkProtection
hkk_form_get_protection (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), HKK_PROTECTION_SUBSTANTIAL);

  return g_strcmp0 (hkk_json_get_string (self->json, "protection"), "basic") == 0 ? HKK_PROTECTION_BASIC
                                                                                  : HKK_PROTECTION_SUBSTANTIAL;
}

/**
 * hkk_form_get_title:
 *
 * Returns: (transfer none): its title
 */
const char *
hkk_form_get_title (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), NULL);

  return hkk_json_get_string (self->json, "title");
}

/**
 * hkk_form_get_submit_label:
 *
 * Returns: (transfer none) (nullable): the word on the last button, if not the usual one
 */
const char *
hkk_form_get_submit_label (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), NULL);

  return hkk_json_get_string (self->json, "submit");
}

/**
 * hkk_form_has_review:
 *
 * Returns: whether everything is shown once more before it is handed in
 */
gboolean
hkk_form_has_review (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), TRUE);

  return hkk_json_get_bool (self->json, "review", TRUE);
}

/**
 * hkk_form_get_title_field:
 *
 * Returns: (transfer none) (nullable): the path of the value that names a draft in lists; %NULL: the form's title does
 */
const char *
hkk_form_get_title_field (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), NULL);

  return hkk_json_get_string (self->json, "title_field");
}

/**
 * hkk_form_get_n_sections:
 *
 * Returns: how many sections it has, hidden ones included
 */
guint
hkk_form_get_n_sections (HkkForm *self)
{
  g_return_val_if_fail (HKK_IS_FORM (self), 0);

  return self->sections->len;
}

/**
 * hkk_form_get_section:
 * @position: an index below the count
 *
 * Returns: (transfer none): a section
 */
HkkFormSection *
hkk_form_get_section (HkkForm *self,
                      guint    position)
{
  g_return_val_if_fail (HKK_IS_FORM (self), NULL);
  g_return_val_if_fail (position < self->sections->len, NULL);

  return g_ptr_array_index (self->sections, position);
}

/**
 * hkk_form_find_section:
 * @path: the path of a field or of a value
 *
 * Returns: (transfer none) (nullable): the section that the field stands in
 */
HkkFormSection *
hkk_form_find_section (HkkForm    *self,
                       const char *path)
{
  HkkFormField *field = hkk_form_find_field (self, path);

  return field != NULL ? field->section : NULL;
}

/**
 * hkk_form_find_field:
 * @path: the path of a field ("items.amount") or of a value ("items[2].amount")
 *
 * Returns: (transfer none) (nullable): the field
 */
HkkFormField *
hkk_form_find_field (HkkForm    *self,
                     const char *path)
{
  g_auto(HkkFormPath) at = { .item = -1 };
  g_auto(HkkFormPath) inner = { .item = -1 };
  HkkFormField *field;

  g_return_val_if_fail (HKK_IS_FORM (self) && path != NULL, NULL);

  if (!hkk_form_path_parse (path, &at))
    return NULL;
  field = g_hash_table_lookup (self->fields, at.field);
  /* The members of a file are no fields. */
  if (field == NULL || field->kind == HKK_FIELD_ATTACHMENTS || at.member == NULL)
    return field;
  hkk_form_path_parse (at.member, &inner);
  return hkk_form_field_find_child (field, inner.field);
}

/**
 * hkk_form_section_get_title:
 * @section: a section
 *
 * Returns: (transfer none): its title
 */
const char *
hkk_form_section_get_title (HkkFormSection *section)
{
  g_return_val_if_fail (section != NULL, NULL);

  return section->title;
}

/**
 * hkk_form_section_get_text:
 * @section: a section
 *
 * Returns: (transfer none) (nullable): an introduction
 */
const char *
hkk_form_section_get_text (HkkFormSection *section)
{
  g_return_val_if_fail (section != NULL, NULL);

  return section->text;
}

/**
 * hkk_form_section_is_conditional:
 * @section: a section
 *
 * Returns: whether it depends on answers if it is shown
 */
gboolean
hkk_form_section_is_conditional (HkkFormSection *section)
{
  g_return_val_if_fail (section != NULL, FALSE);

  return section->shown_when != NULL;
}

/**
 * hkk_form_section_get_n_fields:
 * @section: a section
 *
 * Returns: how many fields it has, hidden ones included
 */
guint
hkk_form_section_get_n_fields (HkkFormSection *section)
{
  g_return_val_if_fail (section != NULL, 0);

  return section->fields->len;
}

/**
 * hkk_form_section_get_field:
 * @section: a section
 * @position: an index below the count
 *
 * Returns: (transfer none): a field
 */
HkkFormField *
hkk_form_section_get_field (HkkFormSection *section,
                            guint           position)
{
  g_return_val_if_fail (section != NULL && position < section->fields->len, NULL);

  return g_ptr_array_index (section->fields, position);
}

/**
 * hkk_form_field_get_id:
 * @field: a field
 *
 * Returns: (transfer none): its id, unique beside its siblings
 */
const char *
hkk_form_field_get_id (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->id;
}

/**
 * hkk_form_field_get_kind:
 * @field: a field
 *
 * Returns: what is filled in
 */
HkkFieldKind
hkk_form_field_get_kind (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, HKK_FIELD_NOTE);

  return field->kind;
}

/**
 * hkk_form_field_get_label:
 * @field: a field
 *
 * Returns: (transfer none): its label; of a note, the text
 */
const char *
hkk_form_field_get_label (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->label;
}

/**
 * hkk_form_field_get_help:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): an explanation to show below
 */
const char *
hkk_form_field_get_help (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->help;
}

/**
 * hkk_form_field_get_placeholder:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): an example
 */
const char *
hkk_form_field_get_placeholder (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->placeholder;
}

/**
 * hkk_form_field_get_max:
 * @field: a field
 * @max: (out) (optional): the limit: a number, an amount in minor units or a count of items
 *
 * Returns: whether there is one
 */
gboolean
hkk_form_field_get_max (HkkFormField *field,
                        gint64       *max)
{
  g_return_val_if_fail (field != NULL, FALSE);

  if (max != NULL)
    *max = field->max;
  return field->has_max;
}

/**
 * hkk_form_field_get_protection:
 *
 * Returns: whether what is entered here needs an approval, also where the form does not
 */
HkkProtection
hkk_form_field_get_protection (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, HKK_PROTECTION_SUBSTANTIAL);

  return g_strcmp0 (hkk_json_get_string (field->json, "protection"), "substantial") == 0 ? HKK_PROTECTION_SUBSTANTIAL
                                                                                          : HKK_PROTECTION_BASIC;
}

/**
 * hkk_form_field_get_max_bytes:
 *
 * Returns: how many bytes all files of it may have together; 0 if it does not say
 */
gint64
hkk_form_field_get_max_bytes (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->max_bytes;
}

/**
 * hkk_form_field_get_min_side:
 *
 * Returns: how many pixels the shorter side of a picture needs; 0 if it does not say
 */
guint
hkk_form_field_get_min_side (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->min_side;
}

/**
 * hkk_form_field_get_aspect:
 *
 * Returns: width by height to which a picture is cut; 0 if it stays as it is
 */
double
hkk_form_field_get_aspect (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->aspect;
}

/**
 * hkk_form_field_get_printed_on:
 *
 * Returns: (nullable): what a picture is printed on; %NULL if it does not say
 */
const char *
hkk_form_field_get_printed_on (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return hkk_json_get_string (field->json, "printed_on");
}

/**
 * hkk_form_field_get_leads_to:
 *
 * Returns: (nullable): the place that a note names, as on the wire; %NULL if it names none
 */
const char *
hkk_form_field_get_leads_to (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return hkk_json_get_string (field->json, "leads_to");
}

/**
 * hkk_form_field_is_free_list:
 * @field: a field
 *
 * Returns: whether it offers a list of the form, of any length, and never has to be answered
 */
gboolean
hkk_form_field_is_free_list (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return hkk_json_get_string (field->json, "list") != NULL && !field->always_required && field->required == NULL;
}

/**
 * hkk_form_field_get_max_length:
 * @field: a field
 *
 * Returns: the most characters of a text
 */
guint
hkk_form_field_get_max_length (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->max_length;
}

/**
 * hkk_form_field_get_currencies:
 * @field: a field
 *
 * Returns: (transfer none) (array zero-terminated=1): the ISO 4217 codes that can be chosen, the usual one first
 */
const char * const *
hkk_form_field_get_currencies (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return (const char *const *) field->currencies->pdata;
}

/**
 * hkk_form_field_get_media_types:
 * @field: a field
 *
 * Returns: (transfer none) (array zero-terminated=1): the media types that it takes
 */
const char * const *
hkk_form_field_get_media_types (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return (const char *const *) field->media_types->pdata;
}

/**
 * hkk_form_field_get_n_options:
 * @field: a field
 *
 * Returns: how many options there are
 */
guint
hkk_form_field_get_n_options (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->options->len;
}

/**
 * hkk_form_field_get_option:
 * @field: a field
 * @position: an index below the count
 *
 * Returns: (transfer none): an option
 */
const HkkFormOption *
hkk_form_field_get_option (HkkFormField *field,
                           guint         position)
{
  g_return_val_if_fail (field != NULL && position < field->options->len, NULL);

  return &g_array_index (field->options, HkkFormOption, position);
}

/**
 * hkk_form_field_find_option:
 * @field: a field
 * @value: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the option of that value
 */
const HkkFormOption *
hkk_form_field_find_option (HkkFormField *field,
                            const char   *value)
{
  g_return_val_if_fail (field != NULL, NULL);

  for (guint i = 0; i < field->options->len; i++)
    {
      const HkkFormOption *option = &g_array_index (field->options, HkkFormOption, i);

      if (g_strcmp0 (option->value, value) == 0)
        return option;
    }
  return NULL;
}

/**
 * hkk_form_field_get_n_children:
 * @field: a field
 *
 * Returns: how many fields an item of this group or table has; 0 for others
 */
guint
hkk_form_field_get_n_children (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->children->len;
}

/**
 * hkk_form_field_get_child:
 * @field: a field
 * @position: an index below the count
 *
 * Returns: (transfer none): a field of the items
 */
HkkFormField *
hkk_form_field_get_child (HkkFormField *field,
                          guint         position)
{
  g_return_val_if_fail (field != NULL && position < field->children->len, NULL);

  return g_ptr_array_index (field->children, position);
}

/**
 * hkk_form_field_find_child:
 * @field: a field
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the items' field of that id
 */
HkkFormField *
hkk_form_field_find_child (HkkFormField *field,
                           const char   *id)
{
  g_return_val_if_fail (field != NULL, NULL);

  for (guint i = 0; i < field->children->len; i++)
    {
      HkkFormField *child = g_ptr_array_index (field->children, i);

      if (g_strcmp0 (child->id, id) == 0)
        return child;
    }
  return NULL;
}

/**
 * hkk_form_field_get_add_label:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): the words on the button that adds an item
 */
const char *
hkk_form_field_get_add_label (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->add_label;
}

/**
 * hkk_form_field_get_total:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): the id of what its items add up; %NULL if they do not
 */
const char *
hkk_form_field_get_total (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->total != NULL ? field->total->id : NULL;
}

/**
 * hkk_form_field_get_total_label:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): what the sum is called
 */
const char *
hkk_form_field_get_total_label (HkkFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->total_label;
}
