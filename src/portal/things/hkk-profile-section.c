/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-profile-section.h"

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-load.h"
#include "hkk-shown.h"

static const HkkThingField profile_section_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "etag", HKK_THING_STRING, NULL },
  { "protection", HKK_THING_STRING, NULL },
  { "substantial", HKK_THING_IS, "protection=substantial" },
  { "form", HKK_THING_STRING, NULL },
  { "email-code-until", HKK_THING_TIME, NULL },
  { "rows", HKK_THING_LIST, NULL, .read_list = hkk_shown_rows_from_json },
  { NULL }
};

HKK_DEFINE_THING (HkkProfileSection, hkk_profile_section, profile_section_fields,
                  "id:k title:k text:s? etag:s protection:s form:k? rows:[label:s value:s] values:{}? "
                  "email_code_until:t?")

/**
 * hkk_profile_section_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
hkk_profile_section_get_id (HkkProfileSection *self)
{
  return hkk_thing_get_id (HKK_THING (self));
}

/**
 * hkk_profile_section_get_title:
 *
 * Returns: (transfer none) (nullable): its title
 */
const char *
hkk_profile_section_get_title (HkkProfileSection *self)
{
  return hkk_thing_get_string (HKK_THING (self), "title");
}

/**
 * hkk_profile_section_get_etag:
 *
 * Returns: (transfer none) (nullable): its version, for HkkSendOptions.if_match
 */
const char *
hkk_profile_section_get_etag (HkkProfileSection *self)
{
  return hkk_thing_get_string (HKK_THING (self), "etag");
}

/**
 * hkk_profile_section_get_form:
 *
 * Returns: (transfer none) (nullable): the form that changes it
 */
const char *
hkk_profile_section_get_form (HkkProfileSection *self)
{
  return hkk_thing_get_string (HKK_THING (self), "form");
}

/**
 * hkk_profile_section_get_rows:
 *
 * Returns: (transfer none): its lines; items are #HkkShownRow
 */
GListModel *
hkk_profile_section_get_rows (HkkProfileSection *self)
{
  return hkk_thing_get_list (HKK_THING (self), "rows");
}

/**
 * hkk_profile_section_dup_values:
 *
 * Returns: (transfer full): the values for the form, an object
 */
JsonNode *
hkk_profile_section_dup_values (HkkProfileSection *self)
{
  JsonObject *values = hkk_json_get_object (hkk_thing_get_json (HKK_THING (self)), "values");

  return hkk_json_take_object (values != NULL ? json_object_ref (values) : json_object_new ());
}

static const HkkLoad load = { .get_type = hkk_profile_section_get_type, .list = "sections" };

/**
 * hkk_profile_load_async:
 *
 * Loads the personal data.
 */
void
hkk_profile_load_async (HkkPortal           *portal,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  hkk_load_async (portal, &load, "/v1/profile", HKK_COPY_PROFILE, hkk_profile_load_async, cancellable, callback, data);
}

/**
 * hkk_profile_load_finish:
 *
 * Returns: (transfer full) (nullable): the sections; items are #HkkProfileSection
 */
GListModel *
hkk_profile_load_finish (HkkPortal     *portal,
                         GAsyncResult  *result,
                         GError       **error)
{
  return hkk_load_finish (portal, result, hkk_profile_load_async, NULL, error);
}

/**
 * hkk_profile_dup_copy:
 * @seen_at: (out) (optional) (nullable) (transfer full): when they were loaded
 *
 * Returns: (transfer full) (nullable): the sections that were loaded last, from this computer; items are
 *   #HkkProfileSection
 */
GListModel *
hkk_profile_dup_copy (HkkPortal  *portal,
                      GDateTime **seen_at)
{
  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  return hkk_load_dup_copy (portal, &load, HKK_COPY_PROFILE, seen_at);
}
