/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which elements and attributes a file of the catalogue can hold, as form.rng has it, said so that its writer finds
 * the place. */
#include "forms-check.h"

#include <string.h>

typedef struct
{
  const char *element;
  const char *needed;     /* attributes */
  const char *possible;   /* attributes */
  const char *children;
} Shape;

static const Shape shapes[] = {
  { "form", "id version kind protection category minutes", "profile-section service common review subject title-field",
    "title summary keyword prepare featured submit section rule latest after against" },
  { "against", "field day-field days months", "", "title until" },
  { "latest", "parameter field", "", "" },
  { "after", "", "amount due-days gives", "state" },
  { "state", "name", "days seconds answer-days", "paper" },
  { "paper", "", "id of", "" },
  { "shared", "", "", "category after part list" },
  { "category", "id", "", "title" },
  { "part", "id", "", "field include" },
  { "list", "id", "sort", "warn option" },
  { "section", "id", "", "title text shown-when field include" },
  { "include", "part", "", "" },
  { "field", "id kind",
    "required summary prefill offer item-title item-amount list warn min max max-bytes min-side aspect "
    "printed-on protection leads-to "
    "min-length max-length currencies currency media-types format",
    "label brief help placeholder item add total required-when shown-when min-date max-date value option rule field "
    "include" },
  { "total", "field", "", "label" },
  { "option", "value", "warn named", "label warn" },
  { "rule", "code", "level field", "when check message" },
};

static const struct { const char *element, *attribute, *values; } choices[] = {
  { "form", "kind", "request service profile message documents" }, { "form", "protection", "basic substantial" },
  { "form", "review", "no" }, { "form", "common", "yes" }, { "form", "service", "health_card appointments brochures" },
  { "after", "gives", "appointments exemption" },
  { "state", "name", "in_review needs_documents medical_service approved partly_approved rejected paid" },
  { "list", "sort", "label" }, { "option", "warn", "yes" }, { "rule", "level", "error warning" },
  { "field", "offer", "household relatives insured persons children children-at-home adults" },
  { "field", "required", "yes" },
  { "field", "summary", "who what from until address where amount" },
  { "field", "warn", "no" }, { "field", "format", "money integer date" },
  { "field", "printed-on", "health_card" }, { "field", "protection", "substantial" },
  { "field", "leads-to", "appointments brochures certificate documents message messages profile requests security" },
  { "field", "kind",
    "text multiline choice multichoice yesno declaration date time money integer year kvnr iban phone email "
    "postal_code country person group table attachments note calculated" },
};

/* What holds one expression. */
static const char holders[] = "shown-when required-when min-date max-date value when check";

static gboolean
has_word (const char *words,
          const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || strchr (word, ' ') != NULL)
    return FALSE;
  for (const char *at = words; (at = strstr (at, word)) != NULL; at++)
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

static const Shape *
find_shape (const char *element)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (strcmp (shapes[i].element, element) == 0)
      return &shapes[i];
  return NULL;
}

static gboolean
check_value (const HkkMockXml  *xml,
             const char        *attribute,
             const char        *value,
             GError           **error)
{
  gboolean counts = strcmp (attribute, "version") == 0 || strcmp (attribute, "minutes") == 0;

  if (counts && (g_ascii_strtoull (value, NULL, 10) < 1 || strspn (value, "0123456789") != strlen (value)))
    return hkk_mock_xml_fail (xml, error, "%s=\"%s\" is no number from 1 up", attribute, value);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].element, xml->name) == 0 && strcmp (choices[i].attribute, attribute) == 0 &&
        !has_word (choices[i].values, value))
      return hkk_mock_xml_fail (xml, error, "%s=\"%s\" is unknown; possible: %s", attribute, value, choices[i].values);
  return TRUE;
}

static gboolean
check_attributes (const HkkMockXml  *xml,
                  const Shape       *shape,
                  GError           **error)
{
  g_auto(GStrv) needed = g_strsplit (shape->needed, " ", -1);
  GHashTableIter iter;
  gpointer name, value;

  for (char **attribute = needed; *attribute != NULL; attribute++)
    if (hkk_mock_xml_get (xml, *attribute) == NULL)
      return hkk_mock_xml_fail (xml, error, "<%s> needs the attribute %s", xml->name, *attribute);
  g_hash_table_iter_init (&iter, xml->attributes);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (strchr (name, ':') != NULL)
        continue;
      if (!has_word (shape->needed, name) && !has_word (shape->possible, name))
        return hkk_mock_xml_fail (xml, error, "<%s> has no attribute %s", xml->name, (const char *) name);
      if (!check_value (xml, name, value, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hkk_mock_form_check_shape:
 * @root: a <form> or what several share
 * @error: return location for an error that names file and line
 *
 * Returns: whether there is no element, attribute or value that the catalogue does not know
 */
gboolean
hkk_mock_form_check_shape (const HkkMockXml  *root,
                           GError           **error)
{
  const Shape *shape = find_shape (root->name);

  if (shape == NULL)
    {
      /* Words have no elements in them; expressions are looked at with the names that they use. */
      if (has_word (holders, root->name) ? root->children->len == 1 : root->children->len == 0)
        return TRUE;
      return has_word (holders, root->name)
               ? hkk_mock_xml_fail (root, error, "<%s> needs one expression", root->name)
               : hkk_mock_xml_fail (root, error, "<%s> takes text only", root->name);
    }
  if (!check_attributes (root, shape, error))
    return FALSE;
  for (guint i = 0; i < root->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (root->children, i);

      if (!has_word (shape->children, child->name))
        return hkk_mock_xml_fail (child, error, "<%s> is unknown in <%s>", child->name, root->name);
      if (!hkk_mock_form_check_shape (child, error))
        return FALSE;
    }
  return TRUE;
}
