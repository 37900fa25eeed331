/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-session.h"

/*
 * The event feed: one long poll after the other, going on from its cursor.
 *
 * Signals: event (type, id, status: strings, id and status may be ""), reload (), answered (), interrupted (GError).
 */
#define HKK_TYPE_FEED (hkk_feed_get_type ())
G_DECLARE_FINAL_TYPE (HkkFeed, hkk_feed, HKK, FEED, GObject)

HkkFeed *hkk_feed_new          (HkkSession *session,
                                const char *path);
void     hkk_feed_start        (HkkFeed    *self);
void     hkk_feed_stop         (HkkFeed    *self);
void     hkk_feed_poke         (HkkFeed    *self);
gint64   hkk_feed_get_cursor   (HkkFeed    *self);
void     hkk_feed_set_cursor   (HkkFeed    *self,
                                gint64      cursor);
