/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-private.h"

#include "hkk-json.h"

#define MAX_LISTED 50

/* The approvals that wait: taken in, kept as the server has them, let go when they are over. */

static HkkDeviceApproval *
find (HkkDeviceClient *self,
      const char      *id,
      guint           *position)
{
  guint n_approvals = g_list_model_get_n_items (G_LIST_MODEL (self->approvals));

  for (guint i = 0; i < n_approvals; i++)
    {
      g_autoptr(HkkDeviceApproval) approval = g_list_model_get_item (G_LIST_MODEL (self->approvals), i);

      if (g_strcmp0 (hkk_device_approval_get_id (approval), id) == 0)
        {
          *position = i;
          return g_steal_pointer (&approval);
        }
    }
  return NULL;
}

static gboolean
fits (JsonObject *json)
{
  g_autofree char *where = NULL;
  g_autoptr(GError) logged = NULL;

  if (hkk_json_fits (json, "id:k status:s operation:s title:k authorization_details:[label:s old:s? new:s] digest:k "
                     "nonce:k exp:i expires_in:i requested_at:t session:{} aud:k user:k tries_left:i "
                     "answered_by:{id:k name:s}?", &where))
    return TRUE;
  logged = hkk_portal_error_new_misfit ("HkkDeviceApproval", where);
  return FALSE;
}

HkkDeviceApproval *
hkk_device_take (HkkDeviceClient *self,
                 JsonObject      *json)
{
  HkkDeviceApproval *approval;
  guint position;

  if (!fits (json))
    return NULL;
  approval = find (self, hkk_json_get_string (json, "id"), &position);
  if (approval == NULL)
    {
      approval = hkk_device_approval_new (json);
      if (!hkk_approval_status_is_final (hkk_device_approval_get_status (approval)))
        g_list_store_append (self->approvals, approval);
    }
  else if (!hkk_device_approval_update (approval, json))
    g_clear_object (&approval);
  else
    hkk_device_let_go (self, approval);
  return approval;
}

void
hkk_device_let_go (HkkDeviceClient   *self,
                   HkkDeviceApproval *approval)
{
  guint position;

  if (hkk_approval_status_is_final (hkk_device_approval_get_status (approval)) &&
      g_list_store_find (self->approvals, approval, &position))
    g_list_store_remove (self->approvals, position);
}

/**
 * hkk_device_client_get_answered_elsewhere:
 * @approval: an approval
 *
 * Returns: (transfer none) (nullable): the name of the other device on which the person decided; %NULL if it was this
 *   one, or if nobody has decided as far as is known
 */
const char *
hkk_device_client_get_answered_elsewhere (HkkDeviceClient   *self,
                                          HkkDeviceApproval *approval)
{
  JsonObject *device;

  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), NULL);
  g_return_val_if_fail (HKK_IS_DEVICE_APPROVAL (approval), NULL);

  device = hkk_json_get_object (hkk_device_approval_get_json (approval), "answered_by");
  return g_strcmp0 (hkk_json_get_string (device, "id"), self->device_id) != 0 ? hkk_json_get_string (device, "name")
                                                                              : NULL;
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autofree char *id = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDeviceApproval) approval = hkk_device_client_open_finish (self, result, &error);
  g_autoptr(HkkDeviceApproval) listed = NULL;
  guint position;

  if (approval != NULL)
    return;
  /* It stays until it is known how it ended; of what this device may not see any more, nothing is. */
  self->outdated = TRUE;
  listed = g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND) ? find (self, id, &position) : NULL;
  if (listed == NULL)
    return;
  hkk_device_approval_set_status (listed, HKK_APPROVAL_REVOKED);
  hkk_device_let_go (self, listed);
}

GPtrArray *
hkk_device_list_ids (HkkDeviceClient *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->approvals)); i++)
    {
      g_autoptr(HkkDeviceApproval) approval = g_list_model_get_item (G_LIST_MODEL (self->approvals), i);

      g_ptr_array_add (ids, g_strdup (hkk_device_approval_get_id (approval)));
    }
  return ids;
}

gboolean
hkk_device_take_list (HkkDeviceClient *self,
                      JsonArray       *items,
                      GPtrArray       *known)
{
  g_autoptr(GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  guint length = MIN (hkk_json_array_length (items), MAX_LISTED);
  gboolean all = items != NULL;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *json = hkk_json_array_object (items, i);
      const char *id = hkk_json_get_string (json, "id");
      g_autoptr(HkkDeviceApproval) approval = hkk_device_take (self, json);

      all = all && approval != NULL;
      if (id != NULL)
        g_hash_table_add (listed, (gpointer) id);
    }
  for (guint i = 0; i < known->len; i++)
    {
      const char *id = known->pdata[i];
      guint position;
      g_autoptr(HkkDeviceApproval) approval = g_hash_table_contains (listed, id) ? NULL : find (self, id, &position);

      if (approval != NULL)
        hkk_device_client_open_async (self, id, self->cancellable, on_looked, g_strdup (id));
    }
  return all;
}
