/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

const char * const *hkk_help_context_find (AdwApplicationWindow *window);
