/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-thing.h"

/* An entry of the form catalogue. Properties: id, title, summary, category, kind ("request", "service", "profile"),
 * protection, featured, service (strings), version, minutes (int64), substantial (boolean), keywords, prepare
 * (strv). */
#define HKK_TYPE_FORM_SUMMARY (hkk_form_summary_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormSummary, hkk_form_summary, HKK, FORM_SUMMARY, HkkThing)

const char     *hkk_form_summary_get_id        (HkkFormSummary *self);
const char     *hkk_form_summary_get_title     (HkkFormSummary *self);
gboolean        hkk_form_summary_matches       (HkkFormSummary *self,
                                                /* every word, any case, title, summary, keywords */
                                                const char     *search);
