/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_FILES_FIELD (hkk_files_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkFilesField, hkk_files_field, HKK, FILES_FIELD, HkkFieldRow)

void     hkk_files_field_add_files (HkkFilesField *self,
                                    GListModel    *files);
gboolean hkk_files_field_paste     (HkkFilesField *self);
