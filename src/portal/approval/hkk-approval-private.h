/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval-wire.h"

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
