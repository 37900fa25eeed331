/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-drafts.h"

typedef enum
{
  HKK_LEAVE_FORM,     /* what was entered stays in memory */
  HKK_LEAVE_SIGN_OUT,
  HKK_LEAVE_EVERYWHERE, /* signing out, and not only here */
  HKK_LEAVE_PROGRAM,
} HkkLeave;

void     hkk_leave_async  (HkkLeave              what,
                           HkkDrafts            *drafts,
                           HkkDraft             *draft,
                           GtkWidget            *parent,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              data);
gboolean hkk_leave_finish (HkkDrafts            *drafts,
                           GAsyncResult         *result,
                           GError              **error);
