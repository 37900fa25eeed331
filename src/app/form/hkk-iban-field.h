/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-entry-field.h"

#define HKK_TYPE_IBAN_FIELD (hkk_iban_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkIbanField, hkk_iban_field, HKK, IBAN_FIELD, HkkEntryField)
