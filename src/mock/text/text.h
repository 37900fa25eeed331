/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Texts of the mock's own, per request and not per process: catalogues are LANG.mo in the resource
 * /de/hkk/MeineHkk/mock. Languages are BCP 47 ("de", "en", "de-simple"); msgids are English, marked with N_(). */
const char  *hkk_mock_text_in        (const char  *language,
                                      const char  *msgid) G_GNUC_FORMAT (2);
/* The best language for an Accept-Language header (nullable): interned. "en" when nothing fits, "de" for other de-*. */
const char *hkk_mock_text_negotiate (const char *accept_language);
