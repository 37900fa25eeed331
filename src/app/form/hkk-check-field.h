/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_CHECK_FIELD (hkk_check_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkCheckField, hkk_check_field, HKK, CHECK_FIELD, HkkFieldRow)
