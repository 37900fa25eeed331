/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_NOTE_FIELD (hkk_note_field_get_type ())
G_DECLARE_FINAL_TYPE (HkkNoteField, hkk_note_field, HKK, NOTE_FIELD, HkkFieldRow)
