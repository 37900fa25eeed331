/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* What a device signs when a person decides. Borrowed strings; none may be NULL. */
typedef struct
{
  const char *aud;         /* "hkk-portal" */
  const char *approval_id;
  const char *user;        /* the opaque profile id */
  const char *device_id;
  const char *key_id;
  const char *session;     /* the id of the session that asked */
  const char *operation;
  const char *digest;      /* base64url, of the intent */
  const char *shown;       /* base64url, of the lines that were shown (nullable) */
  const char *nonce;       /* base64url */
  gint64      exp;         /* unix seconds */
  const char *number;      /* as typed; "" unless approved */
  const char *decision;    /* "approve", "deny" or "report" */
} HkkApprovalSigning;

char   *hkk_approval_shown         (const char                *title,
                                    JsonArray                 *details);
char   *hkk_approval_digest        (const char                *operation,
                                    const char                *route,
                                    JsonNode                  *body,
                                    JsonArray                 *attachments,
                                    const char                *before_etag);
GBytes *hkk_approval_signing_text  (const HkkApprovalSigning  *signing);
