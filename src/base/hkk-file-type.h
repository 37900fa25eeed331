/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define HKK_FILE_MAX_BYTES ((gint64) 10 * 1024 * 1024)        /* one file */
#define HKK_FILE_MAX_COUNT 10                                 /* of one request or message */
#define HKK_FILE_MAX_TOTAL_BYTES ((gint64) 25 * 1024 * 1024)  /* of one message */
#define HKK_FILE_SNIFF_BYTES 1024                             /* what the type needs of the file's start */

#define HKK_FILE_ERROR (hkk_file_error_quark ())

typedef enum
{
  HKK_FILE_ERROR_EMPTY,
  HKK_FILE_ERROR_TOO_LARGE,
  HKK_FILE_ERROR_UNKNOWN,
  HKK_FILE_ERROR_HEIC,
  HKK_FILE_ERROR_NAME,
  HKK_FILE_ERROR_DECLARED,
  HKK_FILE_ERROR_NOT_HERE, /* a known type that this place does not take */
} HkkFileError;

typedef enum
{
  HKK_FILE_TYPE_UNKNOWN,
  HKK_FILE_TYPE_PDF,
  HKK_FILE_TYPE_JPEG,
  HKK_FILE_TYPE_PNG,
  HKK_FILE_TYPE_HEIC,
} HkkFileType;

GQuark       hkk_file_error_quark      (void);
const char  *hkk_file_error_msgid      (const GError        *error);

HkkFileType  hkk_file_type_sniff       (const void          *start,
                                        gsize                length);
const char  *hkk_file_type_media_type  (HkkFileType          type);
gboolean     hkk_file_check            (const char          *name,
                                        const char          *declared,
                                        const void          *start,
                                        gsize                length,
                                        gint64               size,
                                        const char * const  *accepted,
                                        HkkFileType         *type,
                                        GError             **error);
