/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-summary.h"

#include "hkk-plain-text.h"

static const HkkThingField form_summary_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { "summary", HKK_THING_STRING, NULL },
  { "category", HKK_THING_STRING, NULL },
  { "kind", HKK_THING_STRING, NULL },
  { "protection", HKK_THING_STRING, NULL },
  { "substantial", HKK_THING_IS, "protection=substantial" },
  { "version", HKK_THING_INT, NULL },
  { "minutes", HKK_THING_INT, NULL },
  { "keywords", HKK_THING_STRV, NULL },
  { "prepare", HKK_THING_STRV, NULL },
  { "featured", HKK_THING_STRING, NULL },
  { "service", HKK_THING_STRING, NULL },
  { "common", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkFormSummary, hkk_form_summary, form_summary_fields,
                  "id:k version:i title:k summary:s category:s kind:s protection:s minutes:n keywords:w prepare:w "
                  "featured:s? service:s? common:b?")

/**
 * hkk_form_summary_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
hkk_form_summary_get_id (HkkFormSummary *self)
{
  return hkk_thing_get_id (HKK_THING (self));
}

/**
 * hkk_form_summary_get_title:
 *
 * Returns: (transfer none) (nullable): its title
 */
const char *
hkk_form_summary_get_title (HkkFormSummary *self)
{
  return hkk_thing_get_string (HKK_THING (self), "title");
}

/**
 * hkk_form_summary_matches:
 * @search: (nullable): what the person typed
 *
 * Returns: whether each word of @search is somewhere in the title, the summary or the keywords; case and accents do
 *   not count
 */
gboolean
hkk_form_summary_matches (HkkFormSummary *self,
                          const char     *search)
{
  g_auto(GStrv) keywords = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;
  const char *title = hkk_form_summary_get_title (self);
  const char *summary = hkk_thing_get_string (HKK_THING (self), "summary");

  if (search == NULL || !*search)
    return TRUE;
  g_object_get (self, "keywords", &keywords, NULL);
  joined = g_strjoinv (" ", keywords);
  text = g_strjoin (" ", title != NULL ? title : "", summary != NULL ? summary : "", joined, NULL);
  return hkk_plain_text_finds (text, search);
}
