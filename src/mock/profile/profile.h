/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* What the insurer knows of a person: sections with values, each a JSON object. */

/* (transfer full) (nullable): NULL if the person has no such section. */
JsonObject *hkk_mock_profile_values  (HkkMockStore *store,
                                      gint64        account_id,
                                      const char   *section);
/* One text of it. (transfer full) (nullable) */
char       *hkk_mock_profile_text    (HkkMockStore *store,
                                      gint64        account_id,
                                      const char   *section,
                                      const char   *member);
/* Name and address as on an envelope. (transfer full) */
GStrv       hkk_mock_profile_address (HkkMockStore *store,
                                      gint64        account_id,
                                      const char   *language);

/* The sections in the order of the page, up to one without an id. */
typedef struct { const char *id, *title, *text; } HkkMockProfileSection;
extern const HkkMockProfileSection hkk_mock_profile_sections[];
/* [{label, value, sensitive}] (transfer full) */
JsonArray   *hkk_mock_profile_rows          (const char  *section,
                                             JsonObject  *values,
                                             const char  *language);
/* All that the person has, each as SECTION of the wire; one of them. (transfer full) */
JsonArray   *hkk_mock_profile_render_all    (HkkMockStore *store,
                                             gint64       account_id,
                                             const char  *language);
JsonObject  *hkk_mock_profile_render        (const char  *section,
                                             JsonObject  *values,
                                             const char  *language);

extern const HkkMockService hkk_mock_profile_service;
extern const HkkMockService hkk_mock_email_service;
