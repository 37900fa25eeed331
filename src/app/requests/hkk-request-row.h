/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-drafts.h"
#include "hkk-request.h"

#define HKK_TYPE_REQUEST_ROW (hkk_request_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkRequestRow, hkk_request_row, HKK, REQUEST_ROW, AdwBin)

typedef enum
{
  HKK_REQUEST_GROUP_NEEDS_YOU,
  HKK_REQUEST_GROUP_IN_PROGRESS,
  HKK_REQUEST_GROUP_DRAFTS,
  HKK_REQUEST_GROUP_CLOSED,
} HkkRequestGroup;

GtkWidget       *hkk_request_row_new         (void);
void             hkk_request_row_set_item    (HkkRequestRow *self,
                                              gpointer       item);
char            *hkk_request_row_dup_name    (HkkRequestRow *self);
HkkRequestGroup  hkk_request_group_of        (gpointer       item);
const char      *hkk_request_group_get_title (HkkRequestGroup group);
gboolean         hkk_request_matches         (gpointer       item,
                                              const char    *key);
