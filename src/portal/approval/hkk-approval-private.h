/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval.h"
#include "hkk-session.h"

struct _HkkApproval
{
  GObject            parent_instance;

  HkkSession        *session;          /* Owned */
  char              *id;
  char              *operation;
  char              *title;
  char              *number;
  HkkApprovalStatus  status;
  GListModel        *details;          /* Owned */
  char              *device_name;      /* (nullable) */
  gboolean           device_locked;
  gint64             started;          /* boot time, microseconds */
  gint64             expires;          /* boot time, microseconds */
  guint              first_wait;       /* seconds */
  guint              interval;         /* seconds */
  guint              extensions_left;
  guint              resends_left;
  HkkApprovalLink    link;
  gint64             next_try;         /* boot time; of a check after a failed one */
  guint              failures;
  char              *reference;        /* (nullable) the result's */
  char              *request_id;       /* (nullable) */
  char              *message;          /* (nullable) */
  HkkProblem        *problem;          /* Owned (nullable) */

  GCancellable      *cancellable;      /* Owned: of all checks */
  gboolean           checking;
  gboolean           check_again;
  guint              timer;            /* source of the next check */
  guint              tick;             /* source, each second */
  gint64             slept;            /* microseconds, as last seen */
};

HkkApproval       *hkk_approval_new                  (HkkSession  *session,
                                                      JsonObject  *json);
/* What the server says now. FALSE if it is not this approval. */
gboolean           hkk_approval_update               (HkkApproval *self,
                                                      JsonObject  *json);
/* The feed's word. Afterwards the server is asked for the rest, but a report ends the session that could ask. */
void               hkk_approval_take_event           (HkkApproval *self,
                                                      const char  *status);
HkkApprovalStatus  hkk_approval_status_from_string   (const char  *status);
