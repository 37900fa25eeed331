/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A dialog that closes lives until nobody is at work with it. */
void hkk_closing_begin (void);
