/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The button of the main menu, at the end of a header bar: what the program has for everybody, signed in or not. */
#define HKK_TYPE_MAIN_MENU (hkk_main_menu_get_type ())
G_DECLARE_FINAL_TYPE (HkkMainMenu, hkk_main_menu, HKK, MAIN_MENU, AdwBin)
