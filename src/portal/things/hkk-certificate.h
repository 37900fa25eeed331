/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-document.h"
#include "hkk-portal.h"
#include "hkk-thing.h"

/* A kind of certificate that can be had. Properties: kind, title, summary (strings), needs-year (boolean), first-year,
 * last-year (int64, 0 when it needs none), languages (strv). */
#define HKK_TYPE_CERTIFICATE_KIND (hkk_certificate_kind_get_type ())
G_DECLARE_FINAL_TYPE (HkkCertificateKind, hkk_certificate_kind, HKK, CERTIFICATE_KIND, HkkThing)

void        hkk_certificate_kinds_load_async  (HkkPortal            *portal,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              data);
GListModel *hkk_certificate_kinds_load_finish (HkkPortal            *portal,
                                               GAsyncResult         *result,
                                               GError              **error);

/* The same wish keeps its KEY until its result is known. */
void         hkk_certificate_order_async  (HkkPortal            *portal,
                                           const char           *kind,
                                           const char           *language,
                                           int                   year,
                                           const char           *key,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              data);
HkkDocument *hkk_certificate_order_finish (HkkPortal            *portal,
                                           GAsyncResult         *result,
                                           GError              **error);
