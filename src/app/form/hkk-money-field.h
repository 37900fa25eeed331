/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-entry-field.h"

#define HKK_TYPE_MONEY_FIELD (hkk_money_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkMoneyField, hkk_money_field, HKK, MONEY_FIELD, HkkEntryField)
