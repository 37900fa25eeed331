/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

/**
 * hkk_form_field_read:
 * @field: a field whose value is a string
 * @text: what a person typed or pasted
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Brings @text into the normal form of the field's kind, which is what the wire carries. Whether that is a right
 * value, hkk_form_validate() tells.
 *
 * Returns: (transfer full) (nullable): the value; %NULL if @text has no normal form
 */
char *
hkk_form_field_read (HkkFormField  *field,
                     const char    *text,
                     GError       **error)
{
  char *time = NULL;

  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  switch (field->kind)
    {
    case HKK_FIELD_TEXT: return hkk_text_clean (text, FALSE);
    case HKK_FIELD_MULTILINE: return hkk_text_clean (text, TRUE);
    case HKK_FIELD_KVNR: return hkk_kvnr_normalize (text);
    case HKK_FIELD_IBAN: return hkk_iban_normalize (text);
    case HKK_FIELD_EMAIL: return hkk_email_normalize (text);
    case HKK_FIELD_POSTAL_CODE: return hkk_postal_code_normalize (text);
    case HKK_FIELD_PHONE: return hkk_phone_normalize (text, error);
    case HKK_FIELD_TIME: return hkk_time_parse (text, &time, error) ? time : NULL;
    case HKK_FIELD_CHOICE: case HKK_FIELD_MULTICHOICE: case HKK_FIELD_YESNO: case HKK_FIELD_DECLARATION:
    case HKK_FIELD_DATE: case HKK_FIELD_MONEY: case HKK_FIELD_INTEGER: case HKK_FIELD_YEAR: case HKK_FIELD_COUNTRY:
    case HKK_FIELD_PERSON: case HKK_FIELD_GROUP: case HKK_FIELD_TABLE: case HKK_FIELD_ATTACHMENTS:
    case HKK_FIELD_NOTE: case HKK_FIELD_CALCULATED:
    default: return g_strdup (text);
    }
}

static void
normalize_value (HkkFormValues *values,
                 HkkFormField  *field,
                 const char    *path)
{
  const char *text = hkk_form_values_get_string (values, path);
  g_autofree char *normal = text != NULL ? hkk_form_field_read (field, text, NULL) : NULL;

  if (normal != NULL && g_strcmp0 (normal, text) != 0)
    hkk_form_values_set_string (values, path, normal);
}

/**
 * hkk_form_normalize:
 * @form: a form
 * @values: values for it that come from elsewhere: the portal, a draft
 *
 * Brings every value into the normal form of its field. What has none stays as it is.
 */
void
hkk_form_normalize (HkkForm       *form,
                    HkkFormValues *values)
{
  GHashTableIter iter;
  gpointer field;

  g_return_if_fail (HKK_IS_FORM (form) && HKK_IS_FORM_VALUES (values));

  g_hash_table_iter_init (&iter, form->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    {
      HkkFormField *own = field;

      normalize_value (values, own, own->id);
      for (guint item = 0; own->children->len > 0 && item < hkk_form_values_get_n_items (values, own->id); item++)
        for (guint i = 0; i < own->children->len; i++)
          {
            HkkFormField *child = g_ptr_array_index (own->children, i);
            g_autofree char *path = hkk_form_path_print (own->id, (int) item, child->id);

            normalize_value (values, child, path);
          }
    }
}
