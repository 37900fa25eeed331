/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-device-client.h"

/* How an approval ended, in words: for who decided here, and for who sees that it was decided or ended elsewhere. */
typedef struct
{
  const char *icon_name;
  const char *title;
  char       *text; /* Owned: plain */
} HkkPhoneOutcome;

void hkk_phone_outcome_read  (HkkPhoneOutcome   *self,
                              HkkDeviceClient   *client,
                              HkkDeviceApproval *approval);
void hkk_phone_outcome_clear (HkkPhoneOutcome   *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HkkPhoneOutcome, hkk_phone_outcome_clear)
