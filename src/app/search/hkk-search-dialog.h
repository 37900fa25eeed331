/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

/*
 * Finds pages, requests, messages, documents, forms and answers from one entry: what this computer knows at once, the
 * rest as the portal answers. What is chosen is opened by an action of the window below.
 */
#define HKK_TYPE_SEARCH_DIALOG (hkk_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkSearchDialog, hkk_search_dialog, HKK, SEARCH_DIALOG, AdwDialog)

HkkSearchDialog *hkk_search_dialog_new      (HkkPortal       *portal);
void             hkk_search_dialog_set_text (HkkSearchDialog *self,
                                             const char      *text);
