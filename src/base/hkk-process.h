/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void        hkk_process_harden           (void);
void        hkk_process_language         (void);
const char *hkk_process_get_date_format  (void); /* (nullable) */
gboolean    hkk_process_is_right_to_left (const char *language);
void        hkk_process_start_gui        (void (*init) (void));
