/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-form-model.h"

gboolean hkk_file_crop_is_for (HkkFormModel *model,
                               const char   *path);
void     hkk_file_crop_begin  (GtkWidget    *parent,
                               HkkFormModel *model,
                               const char   *path);
