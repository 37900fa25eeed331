/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-drafts.h"
#include "hkk-form-values.h"
#include "hkk-form.h"

char *hkk_files_limits_dup_allowed (const char * const *media_types,
                                    gint64              max,
                                    gint64              max_bytes,
                                    guint               min_side);
GtkWidget *hkk_files_limits_label_new (HkkFormField  *field,
                                       GtkAccessible *control);
char *hkk_files_limits_dup_no_room (guint               max);
char *hkk_files_limits_dup_refusal (HkkFormField       *field,
                                    HkkFormValues      *values,
                                    const char         *path,
                                    HkkAttachment      *file);
