/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "messages.h"

/* messages-store.c */
/* As hkk_mock_messages_send (), but nobody is told. (transfer full) */
char       *hkk_mock_messages_add      (HkkMockStore         *store,
                                        const HkkMockMessage *message);
void        hkk_mock_message_add_file  (HkkMockStore *store,
                                        const char   *message,
                                        JsonObject   *attachment,
                                        const char   *file);

/* messages-write.c */
HkkMockPrepared hkk_mock_message_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_message_execute (HkkMockStore *store, const HkkMockIntent *intent, HkkMockResult *result);
void            hkk_mock_messages_tick   (HkkMockStore *store, gint64 now);
void            hkk_mock_messages_fill_form (HkkMockStore *store, gint64 account_id, const HkkMockFormFill *fill);

/* contact.c */
void            hkk_mock_contact_get     (HkkMockCall *call);

/* messages-seed.c */
void            hkk_mock_messages_seed   (HkkMockStore         *store,
                                          const HkkMockAccount *account,
                                          JsonObject           *person,
                                          gint64                now);
