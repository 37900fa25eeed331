/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A row that activates ACTION with TARGET (floating). Both texts are plain; SUBTITLE is nullable. */
GtkWidget *hkk_phone_row_new (const char *title,
                              const char *subtitle,
                              const char *action,
                              GVariant   *target);
