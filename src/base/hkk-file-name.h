/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define HKK_FILE_NAME_MAX_BYTES 255

char     *hkk_file_name_clean    (const char *name,
                                  const char *media_type,
                                  const char *fallback);
gboolean  hkk_file_name_is_clean (const char *name,
                                  const char *media_type);
char     *hkk_file_name_number   (const char *name,
                                  guint       number);
