/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Where toasts stand, and how much of them is read. */
void hkk_toast_room_make (AdwToastOverlay *overlay);
