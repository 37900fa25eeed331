/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-entry-field.h"

#define HKK_TYPE_DATE_FIELD (hkk_date_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkDateField, hkk_date_field, HKK, DATE_FIELD, HkkEntryField)
