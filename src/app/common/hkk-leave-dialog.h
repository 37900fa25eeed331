/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-drafts.h"

typedef enum
{
  HKK_LEAVE_FORM,     /* what was entered stays in memory */
  HKK_LEAVE_SIGN_OUT,
  HKK_LEAVE_PROGRAM,
} HkkLeave;

/* Response "leave": the person goes all the same. */
AdwDialog *hkk_leave_dialog_new (HkkLeave   what,
                                 HkkDrafts *drafts);
