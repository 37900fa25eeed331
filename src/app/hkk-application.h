/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define HKK_TYPE_APPLICATION (hkk_application_get_type ())
G_DECLARE_FINAL_TYPE (HkkApplication, hkk_application, HKK, APPLICATION, AdwApplication)

HkkApplication *hkk_application_new (void);
