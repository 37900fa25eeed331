/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Texts of the mock's own, per request and not per process: catalogues are LANG.mo in the resource
 * /de/hkk/MeineHkk/mock. Languages are BCP 47 ("de", "en", "de-simple"); msgids are English.
 * Mark msgids with N_() (or NC_() for hkk_mock_text_context); plural ones are found at hkk_mock_text_plural itself. */
const gchar *hkk_mock_text_in      (const gchar *language,
                                    const gchar *msgid) G_GNUC_FORMAT (2);
const gchar *hkk_mock_text_context (const gchar *language,
                                    const gchar *context,
                                    const gchar *msgid) G_GNUC_FORMAT (3);
const gchar *hkk_mock_text_plural  (const gchar *language,
                                    const gchar *singular,
                                    const gchar *plural,
                                    gulong       n) G_GNUC_FORMAT (2) G_GNUC_FORMAT (3);
/* The best language for an Accept-Language header (nullable): interned. "en" when nothing fits, "de" for other de-*. */
const gchar *hkk_mock_text_negotiate (const gchar *accept_language);

/* The reader itself: bounds-checked, for any bytes. */
typedef struct _HkkMockMoFile HkkMockMoFile;
HkkMockMoFile *hkk_mock_mo_file_new    (GBytes            *bytes,
                                             GError           **error);
void              hkk_mock_mo_file_free   (HkkMockMoFile  *self);
/* NULL if there is no translation. */
const gchar      *hkk_mock_mo_file_lookup (HkkMockMoFile  *self,
                                             const gchar       *msgid);
const gchar      *hkk_mock_mo_file_lookup_plural (HkkMockMoFile *self,
                                                    const gchar      *singular,
                                                    gulong            n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockMoFile, hkk_mock_mo_file_free)
