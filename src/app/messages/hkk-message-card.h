/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-message.h"
#include "hkk-shell.h"

/* One message of a conversation: who and when, and unfolded its text and files. It loads what it shows. */
#define HKK_TYPE_MESSAGE_CARD (hkk_message_card_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessageCard, hkk_message_card, HKK, MESSAGE_CARD, AdwBin)

HkkMessageCard *hkk_message_card_new         (HkkShell       *shell,
                                              HkkMessage     *summary);
const char     *hkk_message_card_get_id      (HkkMessageCard *self);
HkkMessage     *hkk_message_card_get_message (HkkMessageCard *self); /* (nullable) until it is loaded */
void            hkk_message_card_take        (HkkMessageCard *self,
                                              HkkMessage     *message);
void            hkk_message_card_unfold      (HkkMessageCard *self);
