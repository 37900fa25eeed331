/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* What the insurer knows of a person: sections with values, each a JSON object. */

/* (transfer full) (nullable): NULL if the person has no such section. */
JsonObject *hkk_mock_profile_values  (HkkMockStore *store,
                                      gint64        account_id,
                                      const gchar  *section);
/* One text of it. (transfer full) (nullable) */
gchar      *hkk_mock_profile_text    (HkkMockStore *store,
                                      gint64        account_id,
                                      const gchar  *section,
                                      const gchar  *member);
/* [{value, label, birth_date}]: "self" and the insured relatives. (transfer full) */
JsonArray  *hkk_mock_profile_persons (HkkMockStore *store,
                                      gint64        account_id,
                                      const gchar  *language);
/* Name and address as on an envelope. (transfer full) */
GStrv       hkk_mock_profile_address (HkkMockStore *store,
                                      gint64        account_id);

/* profile-rows.c */
/* The sections in the order of the page. */
extern const gchar * const hkk_mock_profile_sections[];
const gchar *hkk_mock_profile_section_title (const gchar *section,
                                             const gchar *language);
const gchar *hkk_mock_profile_section_text  (const gchar *section,
                                             const gchar *language);
/* [{label, value, sensitive}] (transfer full) */
JsonArray   *hkk_mock_profile_rows          (const gchar *section,
                                             JsonObject  *values,
                                             const gchar *language);
/* The word for a relative: "Daughter". */
const gchar *hkk_mock_profile_kinship       (const gchar *kinship,
                                             const gchar *language);
gboolean     hkk_mock_profile_keeps         (const gchar *section,
                                             const gchar *member);

/* profile-routes.c: SECTION of the wire. (transfer full) */
JsonObject  *hkk_mock_profile_render        (const gchar *section,
                                             JsonObject  *values,
                                             const gchar *language);
/* Inside a transaction: VALUES are the section's from now on, and the feed says so. */
void         hkk_mock_profile_store         (HkkMockStore *store,
                                             gint64        account_id,
                                             const gchar  *section,
                                             JsonObject   *values);

/* profile-email.c: inside a transaction: sends a code for the address, which ends the one before. */
void         hkk_mock_email_code_send       (HkkMockStore *store,
                                             gint64        account_id,
                                             const gchar  *email);
