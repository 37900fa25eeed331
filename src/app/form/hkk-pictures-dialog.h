/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define HKK_TYPE_PICTURES_DIALOG (hkk_pictures_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkPicturesDialog, hkk_pictures_dialog, HKK, PICTURES_DIALOG, AdwDialog)

HkkPicturesDialog *hkk_pictures_dialog_new       (void);
void               hkk_pictures_dialog_add_files (HkkPicturesDialog *self,
                                                  GListModel        *files);
