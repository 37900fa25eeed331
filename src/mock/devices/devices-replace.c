/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "hkk-json.h"
#include "iam.h"

/* A locked device registers itself anew with a letter, and stays one row of the list. */

static HkkMockProblem *
not_locked (const char *language)
{
  return hkk_mock_problem_new ("conflict", hkk_mock_text_in (language,
    N_("This device is not locked any more, or it belongs to somebody else. Nothing was changed.")));
}

/**
 * hkk_mock_device_replace_check:
 * @store: the store
 * @account_id: whose letter it is
 * @body: of an enrolment; the token in `replaces` becomes the id of its device
 * @letter: whether it is made with a letter, which alone unlocks
 * @language: of the sentences
 *
 * That it is the device itself is shown by its token, which nobody else has.
 *
 * Returns: (transfer full) (nullable): why it may not take its own place; %NULL if it may, or wants no place
 */
HkkMockProblem *
hkk_mock_device_replace_check (HkkMockStore *store,
                               gint64        account_id,
                               JsonObject   *body,
                               gboolean      letter,
                               const char   *language)
{
  const char *token = hkk_json_get_string (body, "replaces");
  g_autofree char *id = token != NULL ? hkk_mock_device_token_find (store, token) : NULL;
  g_autoptr(HkkMockDevice) device = id != NULL ? hkk_mock_device_load (store, id) : NULL;

  if (token == NULL)
    return NULL;
  if (!letter)
    return hkk_mock_problem_new ("invalid_request", NULL);
  if (device == NULL || device->account_id != account_id || !device->locked)
    return not_locked (language);
  json_object_set_string_member (body, "replaces", id);
  return NULL;
}

/**
 * hkk_mock_device_replace_begin:
 * @store: the store, in a transaction
 * @id: what hkk_mock_device_replace_check() has found
 *
 * Its key and its token are worth nothing from here on.
 *
 * Returns: whether it is locked still
 */
gboolean
hkk_mock_device_replace_begin (HkkMockStore *store,
                               const char   *id)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, id);

  if (device == NULL || !device->locked)
    return FALSE;
  hkk_mock_device_token_revoke (store, id);
  hkk_mock_device_remove_keep (store, device);
  return TRUE;
}
