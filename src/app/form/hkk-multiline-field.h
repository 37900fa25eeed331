/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_MULTILINE_FIELD (hkk_multiline_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkMultilineField, hkk_multiline_field, HKK, MULTILINE_FIELD, HkkFieldRow)
