/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile.h"

/* profile-forms.c */
void         hkk_mock_profile_fill_form     (HkkMockStore          *store,
                                             gint64                 account_id,
                                             const HkkMockFormFill *fill);

/* profile-persons.c */
JsonArray   *hkk_mock_profile_persons       (HkkMockStore *store,
                                             gint64        account_id);
gboolean     hkk_mock_profile_person_is     (JsonObject   *person,
                                             const char   *offer);

/* profile-rows.c */
gboolean     hkk_mock_profile_keeps         (const char  *section,
                                             const char  *member);
const char  *hkk_mock_profile_option        (const char  *section,
                                             const char  *member,
                                             const char  *value,
                                             const char  *language);

/* profile-routes.c */
/* Inside a transaction: VALUES are the section's from now on, and the feed says so. */
void         hkk_mock_profile_store         (HkkMockStore *store,
                                             gint64        account_id,
                                             const char   *section,
                                             JsonObject   *values);

/* profile-email.c */
/* Says in SECTION, as on the wire, until when the code can be used that went to its address. */
void         hkk_mock_email_code_tell       (HkkMockStore *store,
                                             gint64        account_id,
                                             JsonObject   *section);
/* Inside a transaction: sends a code for the address, which ends the one before. */
void         hkk_mock_email_code_send       (HkkMockStore *store,
                                             gint64        account_id,
                                             const char   *email);
