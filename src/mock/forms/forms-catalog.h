/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "forms-plan.h"

typedef struct _HkkMockCatalog HkkMockCatalog;

HkkMockCatalog *hkk_mock_catalog_load      (GError          **error);
HkkMockCatalog *hkk_mock_catalog_read      (const char       *folder,
                                            GError          **error);
HkkMockCatalog *hkk_mock_catalog_new       (GHashTable       *documents,
                                            GError          **error);
void            hkk_mock_catalog_free      (HkkMockCatalog   *self);
JsonNode       *hkk_mock_catalog_list      (HkkMockCatalog   *self,
                                            const char       *language);
gboolean        hkk_mock_catalog_has       (HkkMockCatalog   *self,
                                            const char       *id);
JsonNode       *hkk_mock_catalog_form      (HkkMockCatalog   *self,
                                            const char       *id,
                                            const char       *language);
const HkkMockFormPlan *hkk_mock_catalog_plan (HkkMockCatalog *self,
                                              const char     *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockCatalog, hkk_mock_catalog_free)
