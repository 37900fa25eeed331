/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-contact.h"

#include "hkk-load.h"

static const HkkThingField contact_hours_fields[] = {
  { "days", HKK_THING_STRING, NULL },
  { "times", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkContactHours, hkk_contact_hours, contact_hours_fields,
                  "days:k times:k")

static const HkkThingField contact_form_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkContactForm, hkk_contact_form, contact_form_fields,
                  "id:k title:k")

static const HkkThingField contact_fields[] = {
  { "name", HKK_THING_STRING, NULL },
  { "phone", HKK_THING_STRING, NULL },
  { "phone-text", HKK_THING_STRING, NULL },
  { "web", HKK_THING_STRING, NULL },
  { "address", HKK_THING_STRV, NULL },
  { "hours", HKK_THING_LIST, NULL, hkk_contact_hours_get_type },
  { "forms", HKK_THING_LIST, NULL, hkk_contact_form_get_type },
  { NULL }
};

HKK_DEFINE_THING (HkkContact, hkk_contact, contact_fields,
                  "name:k phone:s? phone_text:s? web:s? address:w? hours:[]? forms:[]?")

static const HkkLoad load = { .get_type = hkk_contact_get_type, .falls_back = TRUE };

/**
 * hkk_contact_load_async:
 *
 * Loads how to reach the insurer.
 */
void
hkk_contact_load_async (HkkPortal           *portal,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  hkk_load_async (portal, &load, "/v1/contact", "contact", hkk_contact_load_async, cancellable, callback, data);
}

/**
 * hkk_contact_load_finish:
 *
 * Returns: (transfer full) (nullable): how to reach the insurer
 */
HkkContact *
hkk_contact_load_finish (HkkPortal     *portal,
                         GAsyncResult  *result,
                         GError       **error)
{
  return hkk_load_finish (portal, result, hkk_contact_load_async, NULL, error);
}
