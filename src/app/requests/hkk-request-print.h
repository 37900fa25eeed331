/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-request.h"

/* A request on paper: what its page shows. */
GtkPrintOperation *hkk_request_print_new (HkkRequest *request);
