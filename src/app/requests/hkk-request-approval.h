/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-request.h"

/* What was approved in the Service-App, in the words that stood there. */
void hkk_request_approval_show (GtkListBox *list,
                                GtkWidget  *group,
                                HkkRequest *request);
