/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void hkk_process_harden    (void);
void hkk_process_start_gui (void (*init) (void));
