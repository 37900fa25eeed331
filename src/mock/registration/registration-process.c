/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration-process.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "crypto.h"
#include "devices.h"

#define PROCESS_LIFE (60 * HKK_MOCK_MINUTE)
#define PROCESS_MOST (6 * 60 * HKK_MOCK_MINUTE) /* since its beginning; more than that only if a person asks for it */

/* A process that was completed is done when its device has called: until then the phone may have died with the answer,
 * and whoever holds the process completes it once more. */
static gboolean
is_done (HkkMockStore *store,
         const char   *device_id)
{
  return device_id != NULL && !hkk_mock_device_unseen (store, device_id);
}

/**
 * hkk_mock_process_load:
 * @store: the store
 * @id: the secret id
 * @purpose: (nullable): "registration" or "recovery"; %NULL for either
 *
 * Returns: (transfer full) (nullable): the process; %NULL if it is unknown, over or for something else
 */
HkkMockProcess *
hkk_mock_process_load (HkkMockStore *store,
                       const char   *id,
                       const char   *purpose)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT id, account_id, purpose, expires_at, device_id, extensions_left FROM registrations WHERE id = ?1"
    " AND expires_at > ?2 AND purpose = coalesce(?3, purpose)", id, hkk_mock_now (), purpose);
  HkkMockProcess *self;

  if (!hkk_mock_rows_next (rows) || is_done (store, hkk_mock_rows_text (rows, 4)))
    return NULL;
  self = g_new0 (HkkMockProcess, 1);
  self->id = g_strdup (hkk_mock_rows_text (rows, 0));
  self->account_id = hkk_mock_rows_int (rows, 1);
  self->purpose = g_strdup (hkk_mock_rows_text (rows, 2));
  self->expires_at = hkk_mock_rows_int (rows, 3);
  self->device_id = g_strdup (hkk_mock_rows_text (rows, 4));
  self->extensions_left = hkk_mock_rows_int (rows, 5);
  return self;
}

/**
 * hkk_mock_process_free:
 * @self: (transfer full): a process
 */
void
hkk_mock_process_free (HkkMockProcess *self)
{
  g_free (self->id);
  g_free (self->purpose);
  g_free (self->device_id);
  g_free (self);
}

/**
 * hkk_mock_process_new:
 * @store: the store, in a transaction
 * @account_id: whose
 * @purpose: "registration" or "recovery"
 *
 * An older one goes on: somebody else who knows the number cannot break off what a person is doing.
 *
 * Returns: (transfer full): its secret id
 */
char *
hkk_mock_process_new (HkkMockStore *store,
                      gint64        account_id,
                      const char   *purpose)
{
  char  *id = hkk_mock_random_hex (16);
  gint64 now = hkk_mock_now ();

  hkk_mock_run (store,
                "INSERT INTO registrations (id, account_id, purpose, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                id, account_id, purpose, now, now + PROCESS_LIFE);
  return id;
}

/**
 * hkk_mock_process_extend:
 * @store: the store, in a transaction
 * @id: a process
 * @at: unix milliseconds
 *
 * Not without end: who is identified again and again does not keep it alive.
 */
void
hkk_mock_process_extend (HkkMockStore *store,
                         const char   *id,
                         gint64        at)
{
  hkk_mock_run (store, "UPDATE registrations SET expires_at = max(expires_at, min(?, created_at + ?)) WHERE id = ?",
                at, (gint64) PROCESS_MOST, id);
}

/**
 * hkk_mock_process_lengthen:
 * @store: the store, in a transaction
 * @self: a process that can be extended once more
 * @until: unix milliseconds: it does not end before
 */
void
hkk_mock_process_lengthen (HkkMockStore         *store,
                           const HkkMockProcess *self,
                           gint64                until)
{
  hkk_mock_run (store,
                "UPDATE registrations SET extensions_left = extensions_left - 1, expires_at = max(expires_at, ?)"
                " WHERE id = ?", until, self->id);
}

/**
 * hkk_mock_process_bound:
 * @store: the store
 * @id: a process
 * @at: unix milliseconds: when something that is done for it would end
 *
 * Returns: when it does: never after the process itself
 */
gint64
hkk_mock_process_bound (HkkMockStore *store,
                        const char   *id,
                        gint64        at)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT min(?, expires_at) FROM registrations WHERE id = ?", at, id);

  return hkk_mock_rows_next (rows) ? hkk_mock_rows_int (rows, 0) : at;
}

/**
 * hkk_mock_process_end:
 * @store: the store, in a transaction
 * @self: a process that is done
 * @device_id: the device that it has bound
 *
 * The account's other processes end too: what they began is settled, and so is what was done for them. This one can be
 * repeated until the device has called.
 *
 * Returns: %FALSE if @self was over already
 */
gboolean
hkk_mock_process_end (HkkMockStore         *store,
                      const HkkMockProcess *self,
                      const char           *device_id)
{
  if (hkk_mock_run (store, "UPDATE registrations SET device_id = ? WHERE id = ? AND expires_at > ?", device_id,
                    self->id, hkk_mock_now ()) != 1)
    return FALSE;
  hkk_mock_run (store, "DELETE FROM registrations WHERE account_id = ? AND id <> ?", self->account_id, self->id);
  return TRUE;
}

/**
 * hkk_mock_process_ended:
 * @store: the store
 * @id: the id of a process that was begun
 *
 * Returns: whether it was completed, or by another one of the same person; not for one that only ran out of time
 */
gboolean
hkk_mock_process_ended (HkkMockStore *store,
                        const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT device_id FROM registrations WHERE id = ?", id);

  return !hkk_mock_rows_next (rows) || is_done (store, hkk_mock_rows_text (rows, 0));
}

/**
 * hkk_mock_process_over:
 * @language: of the sentence
 *
 * Returns: (transfer full): the problem for a process that is unknown or over
 */
HkkMockProblem *
hkk_mock_process_over (const char *language)
{
  return hkk_mock_problem_new ("not_found", hkk_mock_text_in (language,
    N_("Time ran out, or this was completed already. Nothing was changed. Start again from the beginning.")));
}
