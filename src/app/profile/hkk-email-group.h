/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"

#define HKK_TYPE_EMAIL_GROUP (hkk_email_group_get_type ())
G_DECLARE_FINAL_TYPE (HkkEmailGroup, hkk_email_group, HKK, EMAIL_GROUP, AdwPreferencesGroup)

/* As the id of a section: the target of win.change-section that leads there. */
#define HKK_EMAIL_GROUP_ID "email-code"

GtkWidget *hkk_email_group_new   (HkkShell      *shell,
                                  const char    *email,
                                  GDateTime     *until);
gboolean   hkk_email_group_go_on (HkkEmailGroup *self,
                                  const char    *email,
                                  GDateTime     *until);
