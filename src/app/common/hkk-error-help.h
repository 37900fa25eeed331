/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Stands beside an error, and leads to the answer of the help that explains it, where there is one. */
#define HKK_TYPE_ERROR_HELP (hkk_error_help_get_type ())
G_DECLARE_FINAL_TYPE (HkkErrorHelp, hkk_error_help, HKK, ERROR_HELP, GtkButton)

HkkErrorHelp *hkk_error_help_new    (void);
void          hkk_error_help_show   (HkkErrorHelp *self,
                                     const char   *answer);
void          hkk_error_help_say_of (HkkErrorHelp *self,
                                     const char   *of);
