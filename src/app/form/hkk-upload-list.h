/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-drafts.h"

#define HKK_TYPE_UPLOAD_LIST (hkk_upload_list_get_type ())
G_DECLARE_FINAL_TYPE (HkkUploadList, hkk_upload_list, HKK, UPLOAD_LIST, GtkBox)

HkkUploadList *hkk_upload_list_new      (HkkDraft      *draft);
