/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-values.h"
#include "hkk-form.h"

char *hkk_files_limits_dup_allowed (const char * const *media_types,
                                    gint64              max,
                                    gint64              max_bytes);
char *hkk_files_limits_dup_no_room (guint               max);
char *hkk_files_limits_dup_over    (HkkFormField       *field,
                                    HkkFormValues      *values,
                                    const char         *path,
                                    gint64              more);
