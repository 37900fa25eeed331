/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A compiled message catalogue: bounds-checked, for any bytes. Plural forms are not chosen from: no text here has
 * any. */
typedef struct _HkkMockMoFile HkkMockMoFile;

HkkMockMoFile *hkk_mock_mo_file_new    (GBytes         *bytes,
                                        GError        **error);
void           hkk_mock_mo_file_free   (HkkMockMoFile  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockMoFile, hkk_mock_mo_file_free)
/* NULL if there is no translation. */
const char    *hkk_mock_mo_file_lookup (HkkMockMoFile  *self,
                                        const char     *msgid);
