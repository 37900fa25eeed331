/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Looks for each file of FILES ([{upload, name, size, sha256, media_type}]) among the uploads of the person, and adds
 * it to the attachments of INTENT. What is missing, used or different becomes an error at "PATH[i]" of PROBLEM
 * (transfer full) (nullable), which is returned; so does a picture whose shorter side has fewer than MIN_SIDE
 * pixels. */
HkkMockProblem *hkk_mock_uploads_check (HkkMockCall    *call,
                                        HkkMockIntent  *intent,
                                        JsonArray      *files,
                                        const char     *path,
                                        guint           min_side,
                                        HkkMockProblem *problem);
/* Inside a transaction: the file belongs to something from now on. Its name in the folder of uploads (transfer full);
 * NULL if it is gone or was used already. */
char    *hkk_mock_uploads_take  (HkkMockStore   *store,
                                 gint64          account_id,
                                 const char     *upload);
/* (nullable) (transfer full) */
GBytes  *hkk_mock_uploads_read  (HkkMockStore   *store,
                                 const char     *file);
extern const HkkMockService hkk_mock_uploads_service;
