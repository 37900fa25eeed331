/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A keypad with a display for a number of fixed length. Properties: length, secret, label. Signal: complete (text). */
#define HKK_TYPE_NUMBER_PAD (hkk_number_pad_get_type ())
G_DECLARE_FINAL_TYPE (HkkNumberPad, hkk_number_pad, HKK, NUMBER_PAD, GtkWidget)

GtkEditable *hkk_number_pad_get_field (HkkNumberPad *self);
void         hkk_number_pad_clear     (HkkNumberPad *self);
