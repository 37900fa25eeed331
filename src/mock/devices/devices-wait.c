/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* Who has a device already confirms the next one there: password and health card alone are no second factor. */

/* A device that nobody confirms. */
#define WAIT_MAX HKK_MOCK_DAY

/**
 * hkk_mock_device_wait_begin:
 * @store: the store, in a transaction
 * @account_id: whose
 * @id: a device that has just been bound
 * @name: what it is called
 * @wait: milliseconds after which it can approve without being confirmed; 0: never
 * @enrolment: gets what the device is told of it
 *
 * Returns: whether it waits, of which the person has been told: there is another device
 */
gboolean
hkk_mock_device_wait_begin (HkkMockStore *store,
                            gint64        account_id,
                            const char   *id,
                            const char   *name,
                            gint64        wait,
                            JsonObject   *enrolment)
{
  gint64 until = wait != 0 ? hkk_mock_now () + wait : 0;
  g_autofree char *usable_at = wait != 0 ? hkk_mock_time_text (until) : NULL;

  if (hkk_mock_devices_count (store, account_id, id) == 0)
    return FALSE;
  hkk_mock_run (store, "UPDATE devices SET waits = 1, usable_at = NULLIF (?, 0) WHERE id = ?", until, id);
  hkk_json_object_add (enrolment, "waits", HKK_JSON_BOOL (TRUE), "usable_at", usable_at);
  hkk_mock_feed_append (store, account_id, "device", id, "waits");
  hkk_mock_device_tell_waits (store, account_id, name, until);
  return TRUE;
}

/**
 * hkk_mock_device_refuse_waiting:
 * @store: the store
 * @device_id: the calling device
 * @language: of the sentence
 *
 * Returns: (transfer full) (nullable): why a device that waits may not change anything of the account; %NULL if @device
 *   does not wait
 */
HkkMockProblem *
hkk_mock_device_refuse_waiting (HkkMockStore *store,
                                const char   *device_id,
                                const char   *language)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, device_id);

  if (device == NULL || !device->waits)
    return NULL;
  return hkk_mock_problem_new ("device_waits", hkk_mock_text_in (language,
    N_("This device has not been confirmed yet. Confirm it on another one of your devices.")));
}

/**
 * hkk_mock_device_confirm:
 * @store: the store, in a transaction
 * @self: a device that waits; nothing happens if it does so no longer
 *
 * It can approve from now on, of which the person is told.
 */
void
hkk_mock_device_confirm (HkkMockStore        *store,
                         const HkkMockDevice *self)
{
  if (hkk_mock_run (store, "UPDATE devices SET waits = 0, usable_at = NULL WHERE id = ? AND waits"
                           " AND removed_at IS NULL", self->id) != 1)
    return;
  hkk_mock_feed_append (store, self->account_id, "device", self->id, "confirmed");
  hkk_mock_device_tell_bound (store, self->account_id, self->name, NULL);
}

/**
 * hkk_mock_device_confirm_prepare:
 * @call: POST /device/confirmation
 * @intent: to be filled
 *
 * Returns: whether the device can be confirmed
 */
HkkMockPrepared
hkk_mock_device_confirm_prepare (HkkMockCall   *call,
                                 HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);

  if (device == NULL)
    return hkk_mock_call_refuse (call, "unauthorized", NULL);
  if (!device->waits)
    return hkk_mock_call_refuse (call, "conflict", NULL);
  if (device->locked)
    return hkk_mock_call_refuse_take (call, hkk_mock_device_locked_problem (call->language));
  hkk_mock_device_seen (call->store, device->id);
  json_object_set_string_member (hkk_mock_intent_body (intent), "key_id", device->key_id);
  g_set_str (&intent->title, hkk_mock_text (call, N_("Confirm a new device")));
  hkk_mock_intent_add_person (intent, call->store);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Device")), NULL, device->name);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("What it may do then")), NULL,
                              /* TRANSLATORS: what a new device may do once it is confirmed */
                              hkk_mock_text (call, N_("Approve for you")));
  return HKK_MOCK_PREPARED;
}

/**
 * hkk_mock_device_confirm_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the device can approve
 */
gboolean
hkk_mock_device_confirm_execute (HkkMockStore        *store,
                                 const HkkMockIntent *intent,
                                 HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->device_id);

  /* It is the phone that asked, and none that has taken its place since. */
  if (device == NULL || g_strcmp0 (device->key_id, hkk_json_get_string (hkk_mock_intent_body (intent), "key_id")) != 0)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  hkk_mock_device_confirm (store, device);
  result->effect = g_strdup ("device confirmed");
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language,
    /* TRANSLATORS: on the new smartphone or tablet, after it was confirmed on another one */
    N_("This device can approve for you now.")));
  return TRUE;
}

/**
 * hkk_mock_device_confirm_changed:
 * @store: the store, in a transaction
 * @intent: what was prepared
 * @status: where its approval is
 *
 * Whoever has the other device in their hands has the last word: a letter does not help against it.
 */
void
hkk_mock_device_confirm_changed (HkkMockStore        *store,
                                 const HkkMockIntent *intent,
                                 const char          *status)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->device_id);

  if (device == NULL)
    return;
  if (g_str_equal (status, "denied"))
    {
      /* Also one whose hour was over while it was asked. */
      hkk_mock_run (store, "UPDATE devices SET waits = 1, usable_at = NULL, declined = 1 WHERE id = ?", device->id);
      hkk_mock_device_letter_used (store, device->id);
      hkk_mock_feed_append (store, device->account_id, "device", device->id, "declined");
    }
  if (!g_str_equal (status, "reported"))
    return;
  hkk_mock_device_remove (store, device->id, NULL);
  hkk_mock_device_tell (store, device, HKK_MOCK_DEVICE_REFUSED);
}

static void
confirm_all (HkkMockStore *store,
             GPtrArray    *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, ids->pdata[i]);

      hkk_mock_device_confirm (store, device);
    }
}

static void
remove_all (HkkMockStore *store,
            GPtrArray    *ids)
{
  for (guint i = 0; i < ids->len; i++)
    hkk_mock_device_remove (store, ids->pdata[i], NULL);
}

/**
 * hkk_mock_device_wait_in_vain:
 * @store: the store, in a transaction
 * @account_id: whose device has just been removed
 *
 * Where no device is left that could confirm the others, they are what the first one is: bound; but not one that was
 * locked, and one that was declined goes.
 */
void
hkk_mock_device_wait_in_vain (HkkMockStore *store,
                              gint64        account_id)
{
  g_autoptr(GPtrArray) ids = NULL;
  g_autoptr(GPtrArray) declined = NULL;

  if (hkk_mock_get_int (store, 0, "SELECT count(*) FROM devices WHERE account_id = ? AND removed_at IS NULL"
                                  " AND NOT waits", account_id) > 0)
    return;
  declined = hkk_mock_get_texts (store, "SELECT id FROM devices WHERE account_id = ? AND removed_at IS NULL AND waits"
                                        " AND declined", account_id);
  ids = hkk_mock_get_texts (store, "SELECT id FROM devices WHERE account_id = ? AND removed_at IS NULL AND waits"
                                   " AND NOT declined AND NOT locked", account_id);
  confirm_all (store, ids);
  remove_all (store, declined);
}

/**
 * hkk_mock_device_wait_end:
 * @store: the store, in a transaction
 * @now: the time
 *
 * A device whose time has come can approve, if it is there; one that nobody has confirmed for a day goes.
 */
void
hkk_mock_device_wait_end (HkkMockStore *store,
                          gint64        now)
{
  g_autoptr(GPtrArray) usable = hkk_mock_get_texts (store, "SELECT id FROM devices WHERE removed_at IS NULL AND waits"
                                                           " AND NOT locked AND NOT unseen AND usable_at <= ?", now);
  g_autoptr(GPtrArray) forgotten = NULL;

  confirm_all (store, usable);
  forgotten = hkk_mock_get_texts (store, "SELECT id FROM devices WHERE removed_at IS NULL AND waits"
                                         " AND bound_at <= ?", now - WAIT_MAX);
  remove_all (store, forgotten);
}
