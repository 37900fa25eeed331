/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-model.h"

#define HKK_TYPE_FORM_SAVER (hkk_form_saver_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormSaver, hkk_form_saver, HKK, FORM_SAVER, GObject)

HkkFormSaver *hkk_form_saver_new         (HkkFormModel *model);
void          hkk_form_saver_touch       (HkkFormSaver *self);
void          hkk_form_saver_flush       (HkkFormSaver *self);
void          hkk_form_saver_hand_over   (HkkFormSaver *self);
void          hkk_form_saver_stop        (HkkFormSaver *self);
gboolean      hkk_form_saver_is_pending  (HkkFormSaver *self);
gboolean      hkk_form_saver_has_changes (HkkFormSaver *self);
