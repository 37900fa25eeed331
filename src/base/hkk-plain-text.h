/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A text without what does not count.
 *
 * For looking: no case, no accents, either way to write an umlaut ("Öffnung", "Oeffnung", "Offnung"); one function for
 * every list, here and in the backend of the demo. A key is made of a text once, and of what is looked for. */
char     *hkk_plain_text_key     (const char *text);
gboolean  hkk_plain_text_key_has (const char *key,
                                  const char *query);
/* The same without keys; both (nullable). */
gboolean  hkk_plain_text_finds   (const char *text,
                                  const char *query);

/* For names: no controls, no direction marks, nothing of no width, one blank between words. (transfer full) */
char     *hkk_plain_text_visible (const char *text);

/* For what joins a label and an answer. */
gboolean  hkk_plain_text_is_question (const char *text);
