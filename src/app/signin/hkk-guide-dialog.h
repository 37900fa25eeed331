/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

typedef enum
{
  HKK_GUIDE_REGISTRATION,
  HKK_GUIDE_RECOVERY,
} HkkGuide;

#define HKK_TYPE_GUIDE_DIALOG (hkk_guide_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkGuideDialog, hkk_guide_dialog, HKK, GUIDE_DIALOG, AdwDialog)

HkkGuideDialog *hkk_guide_dialog_new (HkkGuide   guide,
                                      HkkPortal *portal);
