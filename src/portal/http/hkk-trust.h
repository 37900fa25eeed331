/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What makes a portal's certificate trustworthy: one pinned certificate, or the system's trust plus optional SPKI
 * pins. */
#define HKK_TYPE_TRUST (hkk_trust_get_type ())
G_DECLARE_FINAL_TYPE (HkkTrust, hkk_trust, HKK, TRUST, GTlsDatabase)

HkkTrust *hkk_trust_new         (const char           *pem,
                                 const char * const   *pins,
                                 GError              **error);
gboolean  hkk_trust_is_read     (HkkTrust             *self);
void      hkk_trust_read_async  (HkkTrust             *self,
                                 GAsyncReadyCallback   callback,
                                 gpointer              data);
void      hkk_trust_read_finish (HkkTrust             *self,
                                 GAsyncResult         *result);
