/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"

#define HKK_TYPE_EMAIL_GROUP (hkk_email_group_get_type ())
G_DECLARE_FINAL_TYPE (HkkEmailGroup, hkk_email_group, HKK, EMAIL_GROUP, AdwPreferencesGroup)

GtkWidget *hkk_email_group_new (HkkShell   *shell,
                                const char *email);
