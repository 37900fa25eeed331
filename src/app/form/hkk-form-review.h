/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-model.h"

#define HKK_TYPE_FORM_REVIEW (hkk_form_review_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormReview, hkk_form_review, HKK, FORM_REVIEW, GtkBox)

HkkFormReview *hkk_form_review_new        (HkkFormModel  *model,
                                           HkkFormValues *before);
guint          hkk_form_review_get_n_rows (HkkFormReview *self);
