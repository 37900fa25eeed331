/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Where a text leads that names a place, a page or a dialog of this program: an action of the window and its target. */
typedef struct
{
  const char *name;   /* in forms and messages of the portal */
  const char *label;  /* of the button, to be translated */
  const char *action;
  const char *target; /* (nullable) */
} HkkLead;

const HkkLead *hkk_lead_find (const char    *name);
void           hkk_lead_set  (const HkkLead *lead,
                              GtkActionable *button);
