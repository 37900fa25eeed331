/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "hkk-jcs.h"
#include "hkk-json.h"

/* One value on its way into an SQL statement or a JSON object. Made by the macros below from plain C values, so that
 * the types are known to the compiler: integers, gchar pointers (nullable), GBytes (nullable), JSON nodes. */
typedef struct
{
  enum { HKK_MOCK_VALUE_END, HKK_MOCK_VALUE_NULL, HKK_MOCK_VALUE_INT, HKK_MOCK_VALUE_BOOL, HKK_MOCK_VALUE_TEXT,
         HKK_MOCK_VALUE_BYTES, HKK_MOCK_VALUE_OBJECT, HKK_MOCK_VALUE_ARRAY, HKK_MOCK_VALUE_NODE } type;
  union
  {
    gint64 integer;
    const gchar *text;
    GBytes *bytes;
    JsonObject *object;
    JsonArray *array;
    JsonNode *node;
  };
} HkkMockValue;

static inline HkkMockValue hkk_mock_value_int (gint64 v) { return (HkkMockValue) { HKK_MOCK_VALUE_INT, { .integer = v } }; }
static inline HkkMockValue hkk_mock_value_uint (guint64 v) { return (HkkMockValue) { HKK_MOCK_VALUE_INT, { .integer = (gint64) v } }; }
static inline HkkMockValue hkk_mock_value_bool (gboolean v) { return (HkkMockValue) { HKK_MOCK_VALUE_BOOL, { .integer = !!v } }; }
static inline HkkMockValue hkk_mock_value_text (const gchar *v) { return (HkkMockValue) { v ? HKK_MOCK_VALUE_TEXT : HKK_MOCK_VALUE_NULL, { .text = v } }; }
static inline HkkMockValue hkk_mock_value_pointer (const void *v) { return hkk_mock_value_text (v); }
static inline HkkMockValue hkk_mock_value_bytes (GBytes *v) { return (HkkMockValue) { v ? HKK_MOCK_VALUE_BYTES : HKK_MOCK_VALUE_NULL, { .bytes = v } }; }
static inline HkkMockValue hkk_mock_value_object (JsonObject *v) { return (HkkMockValue) { v ? HKK_MOCK_VALUE_OBJECT : HKK_MOCK_VALUE_NULL, { .object = v } }; }
static inline HkkMockValue hkk_mock_value_array (JsonArray *v) { return (HkkMockValue) { v ? HKK_MOCK_VALUE_ARRAY : HKK_MOCK_VALUE_NULL, { .array = v } }; }
static inline HkkMockValue hkk_mock_value_node (JsonNode *v) { return (HkkMockValue) { v ? HKK_MOCK_VALUE_NODE : HKK_MOCK_VALUE_NULL, { .node = v } }; }
static inline HkkMockValue hkk_mock_value_self (HkkMockValue v) { return v; }

#define HKK_MOCK_VALUE(x) (_Generic ((x), \
  int: hkk_mock_value_int, long: hkk_mock_value_int, long long: hkk_mock_value_int, \
  unsigned int: hkk_mock_value_uint, unsigned long: hkk_mock_value_uint, unsigned long long: hkk_mock_value_uint, \
  char *: hkk_mock_value_text, const char *: hkk_mock_value_text, void *: hkk_mock_value_pointer, \
  GBytes *: hkk_mock_value_bytes, JsonObject *: hkk_mock_value_object, JsonArray *: hkk_mock_value_array, \
  JsonNode *: hkk_mock_value_node, HkkMockValue: hkk_mock_value_self) (x))

/* A truth value: JSON true/false, SQL 1/0. A bare gboolean is an int and becomes a number. */
#define HKK_MOCK_BOOL(x) hkk_mock_value_bool (x)

/* HKK_MOCK_VALUES (a, b, c) is an array of values with an end mark; HKK_MOCK_VALUES () is an empty one. */
#define HKK_MOCK_PARENS ()
#define HKK_MOCK_EXPAND(...)  HKK_MOCK_EXPAND3 (HKK_MOCK_EXPAND3 (HKK_MOCK_EXPAND3 (HKK_MOCK_EXPAND3 (__VA_ARGS__))))
#define HKK_MOCK_EXPAND3(...) HKK_MOCK_EXPAND2 (HKK_MOCK_EXPAND2 (HKK_MOCK_EXPAND2 (HKK_MOCK_EXPAND2 (__VA_ARGS__))))
#define HKK_MOCK_EXPAND2(...) HKK_MOCK_EXPAND1 (HKK_MOCK_EXPAND1 (HKK_MOCK_EXPAND1 (HKK_MOCK_EXPAND1 (__VA_ARGS__))))
#define HKK_MOCK_EXPAND1(...) __VA_ARGS__
#define HKK_MOCK_EACH(x, ...) HKK_MOCK_VALUE (x), __VA_OPT__ (HKK_MOCK_EACH_AGAIN HKK_MOCK_PARENS (__VA_ARGS__))
#define HKK_MOCK_EACH_AGAIN() HKK_MOCK_EACH
#define HKK_MOCK_VALUES(...) ((const HkkMockValue[]) { __VA_OPT__ (HKK_MOCK_EXPAND (HKK_MOCK_EACH (__VA_ARGS__))) { HKK_MOCK_VALUE_END } })

/* hkk_mock_object ("id", id, "size", size, "read", HKK_MOCK_BOOL (read), "items", array): a JSON object. Objects,
 * arrays and nodes are taken; text is copied; NULL becomes null; GBytes become base64url without padding. */
#define hkk_mock_object(...) hkk_mock_object_from_values (HKK_MOCK_VALUES (__VA_ARGS__))

JsonObject *hkk_mock_object_from_values (const HkkMockValue *values);
/* Adds members to an object that exists; the same rules. */
#define hkk_mock_object_add(object, ...) hkk_mock_object_add_values (object, HKK_MOCK_VALUES (__VA_ARGS__))
void        hkk_mock_object_add_values  (JsonObject         *object,
                                         const HkkMockValue *values);

/* Readers for bodies: absent, null and another type all give the fallback (hkk-json.h). */
#define hkk_mock_object_text(object, member) hkk_json_get_string (object, member)
#define hkk_mock_object_int(object, member, fallback) hkk_json_get_int (object, member, fallback)
#define hkk_mock_object_bool(object, member) hkk_json_get_bool (object, member, FALSE)
#define hkk_mock_object_object(object, member) hkk_json_get_object (object, member)
#define hkk_mock_object_array(object, member) hkk_json_get_array (object, member)
/* A stored JSON text (object) back as an object; NULL if it is not one. */
JsonObject  *hkk_mock_object_parse   (const gchar *text);
gchar       *hkk_mock_object_print   (JsonObject  *object);

/* Times: unix milliseconds in the store, RFC 3339 UTC with seconds on the wire. */
gint64       hkk_mock_now            (void);
gchar       *hkk_mock_time_text      (gint64       at);
gchar       *hkk_mock_date_text      (gint64       at);
/* 0 at any fault. Dates are taken at 00:00 UTC. */
gint64       hkk_mock_date_parse     (const gchar *date);
#define HKK_MOCK_SECOND G_GINT64_CONSTANT (1000)
#define HKK_MOCK_MINUTE (60 * HKK_MOCK_SECOND)
#define HKK_MOCK_DAY    (24 * 60 * HKK_MOCK_MINUTE)

/* Rounds of PBKDF2-HMAC-SHA512 for passwords and PINs (OWASP's recommendation of 2023). */
#define HKK_MOCK_KEY_ROUNDS 210000

/* Opaque identifiers and secrets from the system's generator. */
gchar       *hkk_mock_random_hex     (gsize        n_bytes);
GBytes      *hkk_mock_random_bytes   (gsize        n_bytes);
/* Equal in a time that does not depend on where they differ. */
gboolean     hkk_mock_bytes_equal    (GBytes       *a,
                                      GBytes       *b);
GBytes      *hkk_mock_sha256         (gconstpointer data,
                                      gsize         length);
