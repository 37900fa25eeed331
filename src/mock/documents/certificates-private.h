/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

typedef struct
{
  const char *kind;
  const char *title;
  const char *summary;
  const char *text;       /* the sentence that the insurer confirms */
  gboolean    needs_year;
  gboolean    sensitive;  /* carries health data */
} HkkMockCertificate;

extern const HkkMockCertificate hkk_mock_certificates[];
extern const guint              hkk_mock_n_certificates;

/* Whether there is something to confirm: an exemption exists only after it was granted. */
gboolean hkk_mock_certificate_applies (HkkMockStore             *store,
                                       gint64                    account_id,
                                       const HkkMockCertificate *certificate,
                                       gint64                    year);
/* What it says. YEAR is 0 for kinds without one. (transfer full) */
JsonObject *hkk_mock_certificate_letter (HkkMockStore             *store,
                                         gint64                    account_id,
                                         const HkkMockCertificate *certificate,
                                         const char               *language,
                                         gint64                    year);
