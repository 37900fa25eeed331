/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms.h"

/* forms-figures.c: integers that rules look at, the same for everyone; money in minor units. (transfer full) */
JsonObject *hkk_mock_form_figures (void);
