/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_ITEMS_FIELD (hkk_items_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkItemsField, hkk_items_field, HKK, ITEMS_FIELD, HkkFieldRow)
