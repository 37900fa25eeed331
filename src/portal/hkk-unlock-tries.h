/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * How often a wrong password was typed at the lock, in a file that outlives the program. This computer checks five,
 * then the portal alone does; it is asked three times in a quarter of an hour at most, so that mistakes at the lock do
 * not lock the account (which five do). All of it blocks: for workers.
 */
#define HKK_UNLOCK_TRIES 5

guint    hkk_unlock_tries_get_left     (const char  *path,
                                        const char  *profile);
gboolean hkk_unlock_tries_take         (const char  *path,
                                        const char  *profile,
                                        guint       *left);
void     hkk_unlock_tries_give_back    (const char  *path,
                                        const char  *profile);
guint    hkk_unlock_tries_get_wait     (const char  *path,
                                        const char  *profile);
void     hkk_unlock_tries_note_refused (const char  *path,
                                        const char  *profile);
void     hkk_unlock_tries_reset        (const char  *path);
