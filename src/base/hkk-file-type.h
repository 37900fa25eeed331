/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define HKK_FILE_MAX_BYTES ((gint64) 10 * 1024 * 1024)        /* one file */
#define HKK_FILE_MAX_COUNT 10                                 /* of one request or message */
#define HKK_FILE_SNIFF_BYTES 1024                             /* what the type needs of the file's start */
#define HKK_PICTURE_MIN_SIDE 16                               /* pixels: nothing can be seen on a smaller one */
#define HKK_PICTURE_MAX_SIDE 16000
#define HKK_PICTURE_MAX_PIXELS ((guint64) 100 * 1000 * 1000)

#define HKK_FILE_ERROR (hkk_file_error_quark ())

typedef enum
{
  HKK_FILE_ERROR_EMPTY,
  HKK_FILE_ERROR_TOO_LARGE,
  HKK_FILE_ERROR_UNKNOWN,
  HKK_FILE_ERROR_HEIC,
  HKK_FILE_ERROR_TIFF,
  HKK_FILE_ERROR_GIF,
  HKK_FILE_ERROR_WEBP,
  HKK_FILE_ERROR_BMP,
  HKK_FILE_ERROR_SVG,
  HKK_FILE_ERROR_OFFICE,
  HKK_FILE_ERROR_ARCHIVE,
  HKK_FILE_ERROR_WEB_PAGE,
  HKK_FILE_ERROR_FOLDER,
  HKK_FILE_ERROR_ELSEWHERE,    /* on the web, on a phone: not on this computer */
  HKK_FILE_ERROR_SPECIAL,      /* a pipe, a device, a socket */
  HKK_FILE_ERROR_SLOW,
  HKK_FILE_ERROR_PDF_BURIED,   /* something stands before its beginning */
  HKK_FILE_ERROR_PDF_CUT_OFF,
  HKK_FILE_ERROR_PDF_NO_PAGE,
  HKK_FILE_ERROR_PDF_PASSWORD,
  HKK_FILE_ERROR_PDF_FORM,     /* its pages are made by one program only */
  HKK_FILE_ERROR_PICTURE_CUT_OFF,
  HKK_FILE_ERROR_PICTURE_TINY,
  HKK_FILE_ERROR_PICTURE_HUGE,
  HKK_FILE_ERROR_PICTURE_ODD,  /* damaged, or of a kind that hardly any program reads */
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
  HKK_FILE_TYPE_HEIC, /* from here on: known, to say what it is, and not taken */
  HKK_FILE_TYPE_TIFF,
  HKK_FILE_TYPE_GIF,
  HKK_FILE_TYPE_WEBP,
  HKK_FILE_TYPE_BMP,
  HKK_FILE_TYPE_SVG,
  HKK_FILE_TYPE_OFFICE,
  HKK_FILE_TYPE_ARCHIVE,
  HKK_FILE_TYPE_WEB_PAGE,
  HKK_FILE_TYPE_PDF_BURIED,
} HkkFileType;

GQuark       hkk_file_error_quark      (void);
gboolean     hkk_file_fail             (GError             **error,
                                        HkkFileError         code);
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
gboolean     hkk_file_check_content    (GBytes              *bytes,
                                        guint               *side,
                                        GError             **error);
gboolean     hkk_picture_read_size     (const void          *data,
                                        gsize                length,
                                        guint64             *width,
                                        guint64             *height,
                                        GError             **error);
gboolean     hkk_picture_is_odd        (const void          *data,
                                        gsize                length);
gboolean     hkk_picture_check         (const void          *data,
                                        gsize                length,
                                        GError             **error);
