/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-model.h"

#define HKK_TYPE_FILE_ROW (hkk_file_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkFileRow, hkk_file_row, HKK, FILE_ROW, AdwActionRow)

HkkFileRow *hkk_file_row_new        (void);
GtkWidget  *hkk_file_row_get_remove (HkkFileRow   *self);
void        hkk_file_row_show       (HkkFileRow   *self,
                                     HkkFormModel *model,
                                     const char   *path);
void        hkk_file_row_refuse     (HkkFileRow   *self,
                                     const char   *message);
void        hkk_file_row_focus      (HkkFileRow   *self);
