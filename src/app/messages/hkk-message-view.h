/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-message.h"
#include "hkk-shell.h"

/* The reading pane: a conversation, and before one is chosen how to reach the insurer. Signal "changed": another
 * conversation is open, or it has got its name. */
#define HKK_TYPE_MESSAGE_VIEW (hkk_message_view_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessageView, hkk_message_view, HKK, MESSAGE_VIEW, AdwBin)

void        hkk_message_view_set_shell     (HkkMessageView *self,
                                            HkkShell       *shell);
void        hkk_message_view_show          (HkkMessageView *self,
                                            const char     *id,
                                            HkkMessage     *summary);
void        hkk_message_view_show_contact  (HkkMessageView *self);
void        hkk_message_view_refresh       (HkkMessageView *self);
const char *hkk_message_view_get_title     (HkkMessageView *self);
const char *hkk_message_view_get_thread_id (HkkMessageView *self); /* (nullable) */
