/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-demo-person.h"
#include "hkk-shell.h"

/* The one window. It is the shell of its pages; where it leads is in its actions (hkk-shell.h). */
#define HKK_TYPE_WINDOW (hkk_window_get_type ())
G_DECLARE_FINAL_TYPE (HkkWindow, hkk_window, HKK, WINDOW, AdwApplicationWindow)

HkkWindow          *hkk_window_new                  (GtkApplication       *application,
                                                     HkkPortal            *portal);
void                hkk_window_set_portal           (HkkWindow            *self,
                                                     HkkPortal            *portal);
void                hkk_window_set_demo             (HkkWindow            *self,
                                                     const HkkDemoPerson  *persons);
void                hkk_window_show_start           (HkkWindow            *self);
void                hkk_window_show_start_error     (HkkWindow            *self,
                                                     const GError         *error);
gboolean            hkk_window_is_on_screen         (HkkWindow            *self);
void                hkk_window_present_now          (HkkWindow            *self);
void                hkk_window_open                 (HkkWindow            *self,
                                                     const char           *action,
                                                     GVariant             *target);
void                hkk_window_quit                 (HkkWindow            *self);
void                hkk_window_sign_out_now         (HkkWindow            *self);
void                hkk_window_flush                (HkkWindow            *self);
