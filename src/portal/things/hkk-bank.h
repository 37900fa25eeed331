/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* A bank. Properties: code, name (strings). */
#define HKK_TYPE_BANK (hkk_bank_get_type ())
G_DECLARE_FINAL_TYPE (HkkBank, hkk_bank, HKK, BANK, HkkThing)

const char *hkk_bank_get_name    (HkkBank             *self);
void        hkk_bank_load_async  (HkkPortal           *portal,
                                  const char          *code,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data);
HkkBank    *hkk_bank_load_finish (HkkPortal           *portal,
                                  GAsyncResult        *result,
                                  GError             **error);
