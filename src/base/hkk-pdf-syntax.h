/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A place in a text of PDF syntax (ISO 32000-2, 7.2 and 7.3). Ours as long as the text is; at NULL there is nothing. */
typedef struct
{
  const guint8 *at;  /* (nullable) */
  const guint8 *end;
} HkkPdfSpot;

HkkPdfSpot  hkk_pdf_skip_space  (HkkPdfSpot  spot);
HkkPdfSpot  hkk_pdf_skip_value  (HkkPdfSpot  spot);
gboolean    hkk_pdf_starts_with (HkkPdfSpot  spot,
                                 const char *text);
gboolean    hkk_pdf_is_name     (HkkPdfSpot  spot,
                                 const char *name);
gboolean    hkk_pdf_read_int    (HkkPdfSpot *spot,
                                 gint64     *value);
gboolean    hkk_pdf_read_ref    (HkkPdfSpot *spot,
                                 gint64     *number);
GByteArray *hkk_pdf_read_string (HkkPdfSpot  spot);
HkkPdfSpot  hkk_pdf_get         (HkkPdfSpot  dict,
                                 const char *key);
