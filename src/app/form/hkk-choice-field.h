/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_CHOICE_FIELD (hkk_choice_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkChoiceField, hkk_choice_field, HKK, CHOICE_FIELD, HkkFieldRow)
