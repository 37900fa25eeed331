/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-summary.h"

/* A form that can be begun: its name and what it is for; unfolded, what it needs and the button that begins it. */
#define HKK_TYPE_CATALOGUE_ROW (hkk_catalogue_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkCatalogueRow, hkk_catalogue_row, HKK, CATALOGUE_ROW, AdwExpanderRow)

HkkCatalogueRow *hkk_catalogue_row_new      (HkkFormSummary  *form);
HkkFormSummary  *hkk_catalogue_row_get_form (HkkCatalogueRow *self);
