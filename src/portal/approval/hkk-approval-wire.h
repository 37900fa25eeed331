/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval.h"
#include "hkk-session.h"

/* An approval is made of what the wire says of it, if that fits. For who reads the wire, not for who shows the
 * approval. */
HkkApproval       *hkk_approval_new                  (HkkSession  *session,
                                                      JsonObject  *json);
/* Whether it is what the contract says; if it is not, the log says where. */
gboolean           hkk_approval_json_fits            (JsonObject  *json);
/* What the server says now. FALSE if it does not fit, or is not this approval. */
gboolean           hkk_approval_update               (HkkApproval *self,
                                                      JsonObject  *json);
/* The feed's word, with the APPROVAL (nullable) as it is now. Where that is not there or another one, the server is
 * asked for the rest; but a report ends the session that could ask. */
void               hkk_approval_take_event           (HkkApproval *self,
                                                      const char  *status,
                                                      JsonObject  *json);
HkkApprovalStatus  hkk_approval_status_from_string   (const char  *status);
