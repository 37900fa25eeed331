/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form.h"
#include "hkk-portal.h"

/* A picture that is turned and cut. Signal "cut" (GBytes *jpeg): the person is content with it. */
#define HKK_TYPE_CROP_DIALOG (hkk_crop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkCropDialog, hkk_crop_dialog, HKK, CROP_DIALOG, AdwDialog)

AdwDialog *hkk_crop_dialog_new (HkkFormField *field,
                                GBytes       *picture,
                                HkkPortal    *portal);
