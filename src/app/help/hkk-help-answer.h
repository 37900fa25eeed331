/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-help.h"

typedef gboolean (*HkkHelpLeads) (const HkkHelpLink *link,
                                  gpointer           data);

GtkWidget *hkk_help_answer_new (const HkkHelpEntry *entry,
                                HkkHelpLeads        leads,
                                gpointer            data);
