/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A file that was not added, why, and what can be done: hide it ("dismissed"), or try it once more ("again"). */
#define HKK_TYPE_FILE_NOTICE (hkk_file_notice_get_type ())
G_DECLARE_FINAL_TYPE (HkkFileNotice, hkk_file_notice, HKK, FILE_NOTICE, AdwActionRow)

HkkFileNotice *hkk_file_notice_new          (const char    *name,
                                             const char    *message,
                                             GFile         *file);
char          *hkk_file_notice_dup_sentence (const char    *name,
                                             const char    *message);
GFile         *hkk_file_notice_get_file     (HkkFileNotice *self);
