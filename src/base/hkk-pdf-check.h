/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean hkk_pdf_check (GBytes  *bytes,
                        GError **error);
