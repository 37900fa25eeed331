/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A new folder for what a test writes. (transfer full) */
char *test_make_folder   (void);
/* With all that is in it; a link is removed, not followed. */
void  test_remove_folder (const char *folder);
