/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-summary.h"
#include "hkk-portal.h"

/* A heading of the catalogue. Properties: id, title (strings). */
#define HKK_TYPE_FORM_CATEGORY (hkk_form_category_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormCategory, hkk_form_category, HKK, FORM_CATEGORY, HkkThing)

/* All forms. Properties: categories (GListModel of HkkFormCategory, in the order to show), forms (GListModel of
 * HkkFormSummary, each names its category). */
#define HKK_TYPE_FORM_CATALOGUE (hkk_form_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormCatalogue, hkk_form_catalogue, HKK, FORM_CATALOGUE, HkkThing)

GListModel       *hkk_form_catalogue_get_categories (HkkFormCatalogue *self);
GListModel       *hkk_form_catalogue_get_forms      (HkkFormCatalogue *self);
HkkFormSummary   *hkk_form_catalogue_find_service   (HkkFormCatalogue *self,
                                                     const char       *service);

HkkFormCatalogue *hkk_form_catalogue_dup_copy    (HkkPortal            *portal);
void              hkk_form_catalogue_load_async  (HkkPortal            *portal,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
HkkFormCatalogue *hkk_form_catalogue_load_finish (HkkPortal            *portal,
                                                  GAsyncResult         *result,
                                                  GDateTime           **seen_at,
                                                  GError              **error);
