/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a PDF says of its encryption with the standard handler (ISO 32000-2, 7.6.4). */
typedef struct
{
  gint64      revision;         /* R */
  gint64      bits;             /* Length of the key */
  gint64      permissions;      /* P */
  GByteArray *owner;            /* Owned: O */
  GByteArray *user;             /* Owned: U */
  GByteArray *id;               /* Owned: the first part of the file's ID */
  gboolean    encrypt_metadata;
} HkkPdfLock;

gboolean hkk_pdf_lock_opens (const HkkPdfLock *self);
