/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#define HKK_JSON_MAX_BYTES ((gsize) 1024 * 1024)
#define HKK_JSON_MAX_DEPTH 64
#define HKK_JSON_MAX_INT G_GINT64_CONSTANT (9007199254740991)

#define HKK_JSON_ERROR (hkk_json_error_quark ())

typedef enum
{
  HKK_JSON_ERROR_TOO_LARGE,
  HKK_JSON_ERROR_TOO_DEEP,
  HKK_JSON_ERROR_ENCODING,      /* not UTF-8, a NUL, a lone surrogate */
  HKK_JSON_ERROR_SYNTAX,
  HKK_JSON_ERROR_DUPLICATE_KEY,
  HKK_JSON_ERROR_NUMBER,        /* a fraction, or beyond ±(2^53 − 1) */
  HKK_JSON_ERROR_ROOT_TYPE,
} HkkJsonError;

GQuark       hkk_json_error_quark     (void);

JsonNode    *hkk_json_parse           (const char    *text,
                                       gssize         length,
                                       gsize          max_bytes,
                                       JsonNodeType   root,
                                       GError       **error);
JsonNode    *hkk_json_parse_bytes     (GBytes        *bytes,
                                       gsize          max_bytes,
                                       JsonNodeType   root,
                                       GError       **error);
char        *hkk_json_to_string       (JsonNode      *node);
JsonNode    *hkk_json_copy            (JsonNode      *node);
void         hkk_json_clean           (JsonNode      *node);
gboolean     hkk_json_fits            (JsonObject    *object,
                                       const char    *shape,
                                       char         **where);

/* Readers that take what comes from elsewhere: a NULL object, an absent member, null or another type give the
 * fallback. */
const char  *hkk_json_get_string      (JsonObject    *object,
                                       const char    *name);
gint64       hkk_json_get_int         (JsonObject    *object,
                                       const char    *name,
                                       gint64         fallback);
gboolean     hkk_json_get_bool        (JsonObject    *object,
                                       const char    *name,
                                       gboolean       fallback);
JsonObject  *hkk_json_get_object      (JsonObject    *object,
                                       const char    *name);
JsonArray   *hkk_json_get_array       (JsonObject    *object,
                                       const char    *name);
guint        hkk_json_array_length    (JsonArray     *array);
JsonObject  *hkk_json_array_object    (JsonArray     *array,
                                       guint          position);
const char  *hkk_json_array_string    (JsonArray     *array,
                                       guint          position);
JsonObject  *hkk_json_node_object     (JsonNode      *node);
JsonArray   *hkk_json_node_array      (JsonNode      *node);
const char  *hkk_json_node_string     (JsonNode      *node);
gboolean     hkk_json_node_int        (JsonNode      *node,
                                       gint64        *value);
gboolean     hkk_json_node_bool       (JsonNode      *node,
                                       gboolean      *value);
gboolean     hkk_json_word_to_enum    (GType          type,
                                       const char    *word,
                                       int           *value);
