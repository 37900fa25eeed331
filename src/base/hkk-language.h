/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void                hkk_language_set_up           (char **arguments); /* (nullable) */
char               *hkk_language_choose           (const char *wishes, /* (nullable) */
                                                   const char *catalogues); /* (transfer full) (nullable) */
gboolean            hkk_language_is_english       (const char *language);
const char         *hkk_language_get_date_format  (void); /* (nullable) */
const char         *hkk_language_get_region       (void); /* (nullable) */
gboolean            hkk_language_is_right_to_left (const char *language);
const char * const *hkk_language_get_codes        (void);
const char         *hkk_language_get_name         (const char *code);
