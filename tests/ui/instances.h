/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* How many instances there are of every class, whoever made them. */

/* Before anything else makes an object: from here on each one is counted. */
void     instances_init (void);
/* Notes in MOST, GType → number, of which classes there are more now. */
void     instances_take (GHashTable *most);
/* Whether there are no more of any class than in BEFORE. */
gboolean instances_fit  (GHashTable *before);
/* Prints of which there are more. */
void     instances_tell (GHashTable *before);
