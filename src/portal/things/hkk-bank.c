/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-bank.h"

#include "hkk-load.h"

static const HkkThingField bank_fields[] = {
  { "code", HKK_THING_STRING, NULL },
  { "name", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkBank, hkk_bank, bank_fields, "code:s name:s")

static const HkkLoad load = { .get_type = hkk_bank_get_type };

/**
 * hkk_bank_get_name:
 *
 * Returns: (transfer none) (nullable): what it is called
 */
const char *
hkk_bank_get_name (HkkBank *self)
{
  return hkk_thing_get_string (HKK_THING (self), "name");
}

/**
 * hkk_bank_load_async:
 * @code: country and code of the bank, see hkk_iban_bank_code()
 *
 * Asks what a bank is called.
 */
void
hkk_bank_load_async (HkkPortal           *portal,
                     const char          *code,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/v1/banks/", code, NULL);

  hkk_load_async (portal, &load, path, NULL, hkk_bank_load_async, cancellable, callback, data);
}

/**
 * hkk_bank_load_finish:
 *
 * Returns: (transfer full) (nullable): the bank; %HKK_PORTAL_ERROR_NOT_FOUND when the portal does not know it
 */
HkkBank *
hkk_bank_load_finish (HkkPortal     *portal,
                      GAsyncResult  *result,
                      GError       **error)
{
  return hkk_load_finish (portal, result, hkk_bank_load_async, NULL, error);
}
