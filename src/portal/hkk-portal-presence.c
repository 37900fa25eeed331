/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include "hkk-boot-clock.h"
#include "hkk-clock.h"
#include "hkk-json-build.h"

#define TICK_S 1
#define WARN_BEFORE_S 120  /* of the inactivity limit: at 13 of 15 minutes */
#define WARN_LOCK_S 60     /* at 4 of 5 minutes; nothing is lost by it */
#define WARN_END_S (10 * 60)
#define REPORT_EVERY_S 60

static void
tell_activity (HkkPortal *self)
{
  g_autoptr(JsonNode) body = hkk_json_node ();

  self->reported_at = hkk_boot_time ();
  if (!hkk_portal_offers (self, "report_activity"))
    return;
  /* What ends a session says so by itself; a lost note is followed by the next one. */
  hkk_session_call_async (self->session,
                          &(HkkCall) { .method = "PUT", .path = "/iam/sessions/current/activity", .body = body,
                                       .flags = HKK_CALL_SAFE },
                          self->signed_in, NULL, NULL);
}

/* The last actions of a minute are told at its end, so that the server counts from no earlier than this program
 * does. */
static void
check_untold (HkkPortal *self)
{
  if (self->state == HKK_PORTAL_SIGNED_IN && self->active_at > self->reported_at &&
      hkk_boot_time () - self->reported_at >= REPORT_EVERY_S * G_USEC_PER_SEC)
    tell_activity (self);
}

/* What comes first when nobody does anything, in seconds. LOCKS: it is the lock, not the end of the session. */
static gint64
next_limit (HkkPortal *self,
            gboolean  *locks)
{
  gint64 limit = hkk_session_get_inactivity (self->session);
  gboolean first = self->state != HKK_PORTAL_LOCKED && self->lock_after && self->lock_after <= limit;

  *locks = first || hkk_session_get_stay (self->session);
  return first ? self->lock_after : limit;
}

static void
check_idle (HkkPortal *self)
{
  gint64 idle = (hkk_boot_time () - self->active_at) / G_USEC_PER_SEC;
  gboolean locks;
  gint64 limit = next_limit (self, &locks);

  if (idle >= limit && locks)
    hkk_portal_lock (self);
  else if (idle >= limit)
    hkk_session_drop (self->session, HKK_SESSION_END_INACTIVITY);
  else if (idle >= limit - (locks ? WARN_LOCK_S : WARN_BEFORE_S) && !self->warned)
    {
      self->warned = TRUE;
      g_signal_emit_by_name (self, "inactivity-warning", (guint) (limit - idle), locks);
    }
}

static void
check_end (HkkPortal *self)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  GDateTime *end = hkk_session_get_ends_at (self->session);

  if (end == NULL || self->warned_of_end || g_date_time_difference (end, now) > WARN_END_S * G_TIME_SPAN_SECOND)
    return;
  self->warned_of_end = TRUE;
  g_signal_emit_by_name (self, "end-warning", end);
}

static gboolean
on_tick (gpointer data)
{
  g_autoptr(HkkPortal) self = g_object_ref (data);
  gint64 slept = hkk_time_slept ();
  gboolean resumed = slept - self->slept > G_USEC_PER_SEC;

  self->slept = slept;
  if (resumed)
    {
      hkk_portal_check_now (self);
      g_signal_emit_by_name (self, "resumed");
      hkk_portal_lock (self);
    }
  if (self->tick)
    check_idle (self);
  if (self->tick)
    check_untold (self);
  if (self->tick)
    check_end (self);
  return self->tick ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
hkk_portal_presence_start (HkkPortal *self)
{
  self->active_at = hkk_boot_time ();
  self->reported_at = self->active_at;
  self->warned = self->warned_of_end = FALSE;
  self->slept = hkk_time_slept ();
  if (!self->tick)
    self->tick = g_timeout_add_seconds (TICK_S, on_tick, self);
}

void
hkk_portal_presence_stop (HkkPortal *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
}

/**
 * hkk_portal_note_activity:
 *
 * To be called when the person does something. It is cheap: the server is told at most once a minute. Does nothing
 * while the window is locked.
 */
void
hkk_portal_note_activity (HkkPortal *self)
{
  gint64 now = hkk_boot_time ();

  g_return_if_fail (HKK_IS_PORTAL (self));
  if (self->state != HKK_PORTAL_SIGNED_IN)
    return;
  self->active_at = now;
  if (self->warned || now - self->reported_at >= REPORT_EVERY_S * G_USEC_PER_SEC)
    tell_activity (self);
  self->warned = FALSE;
}

/**
 * hkk_portal_ask_again:
 *
 * Ends the session here before it ends by itself: the password is asked over what is shown, and all of that is kept.
 * At the server it goes on until its end, so that nothing that waits for an approval is withdrawn.
 */
void
hkk_portal_ask_again (HkkPortal *self)
{
  g_return_if_fail (HKK_IS_PORTAL (self));
  if (self->state == HKK_PORTAL_SIGNED_IN)
    hkk_session_drop (self->session, HKK_SESSION_END_ASKED);
}

/**
 * hkk_portal_lock:
 *
 * Hides the content until hkk_portal_unlock_async(). The session, approvals and drafts go on. Does nothing when nobody
 * is signed in.
 */
void
hkk_portal_lock (HkkPortal *self)
{
  g_return_if_fail (HKK_IS_PORTAL (self));
  if (self->state != HKK_PORTAL_SIGNED_IN)
    return;
  /* Ending the program is no way around the password. */
  if (hkk_session_get_kept (self->session))
    hkk_portal_hint_set_locked (self->hint, TRUE);
  self->warned = FALSE;
  hkk_portal_set_state (self, HKK_PORTAL_LOCKED);
}

/**
 * hkk_portal_check_now:
 *
 * Asks the server for what may have been missed: after sleep, when the network is back, on the person's wish.
 */
void
hkk_portal_check_now (HkkPortal *self)
{
  guint n_approvals = g_list_model_get_n_items (G_LIST_MODEL (self->approvals));

  g_return_if_fail (HKK_IS_PORTAL (self));
  hkk_portal_status_fetch (self);
  if (!hkk_session_is_alive (self->session))
    return;
  hkk_feed_poke (self->feed);
  for (guint i = 0; i < n_approvals; i++)
    {
      g_autoptr(HkkApproval) approval = g_list_model_get_item (G_LIST_MODEL (self->approvals), i);

      hkk_approval_check_now (approval);
    }
  if (self->outbox != NULL)
    hkk_outbox_check (self->outbox);
}
