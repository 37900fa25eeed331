/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms.h"

/* forms-figures.c: integers that rules look at, the same for everyone; money in minor units. (transfer full) */
JsonObject *hkk_mock_form_figures (void);

/* forms-made.c: what is the same for everyone, borrowed for the life of the program. */
/* The answer of GET /v1/forms. */
JsonObject *hkk_mock_forms_list       (const char *language);
/* To be copied before anything is put in. (nullable) */
JsonNode   *hkk_mock_forms_definition (const char  *id,
                                       const char  *language);
