/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mock-client.h"
#include "test-folder.h"

/* What tests of the portal's services share. */

/* A client that is signed in. */
MockClient *mock_portal_new      (const char  *kvnr,
                                  const char  *password);
/* A GET that must answer 200 with JSON. (transfer full) */
JsonObject *mock_portal_get      (MockClient  *self,
                                  const char  *path);
/* PUT /v1/uploads/{id}; the digest is that of what is sent. */
MockAnswer *mock_portal_upload_bytes (MockClient *self,
                                      const char *id,
                                      const char *name,
                                      const char *media_type,
                                      GBytes     *body);
MockAnswer *mock_portal_upload   (MockClient  *self,
                                  const char  *id,
                                  const char  *name,
                                  const char  *media_type,
                                  const char  *content);
/* A small PDF under ID, as an attachment's value: {upload, name, size, sha256, media_type}. (transfer full) */
JsonObject *mock_portal_file     (MockClient  *self,
                                  const char  *id);
/* The control command approve: DECISION is "approve", "deny" or "report". */
void        mock_portal_decide   (MockClient  *self,
                                  const char  *decision);
void        mock_portal_step_up  (MockClient  *self);
/* A sick note with the file, valid today. (transfer full) */
JsonObject *mock_portal_sick_note (JsonObject *file);
/* Hands in BODY (transfer full), or a sick note, and approves it; the id of the request. (transfer full) */
char       *mock_portal_hand_in_body (MockClient *self,
                                      JsonObject *body);
char       *mock_portal_hand_in  (MockClient  *self,
                                  const char  *upload);
/* The element of ITEMS whose MEMBER is VALUE. (nullable) */
JsonObject *mock_portal_find     (JsonArray   *items,
                                  const char  *member,
                                  const char  *value);
/* validation_failed (422) with an error for FIELD. */
void        mock_assert_field    (MockAnswer  *answer,
                                  const char  *field);

#define MOCK_PORTAL_PDF TEST_PDF
