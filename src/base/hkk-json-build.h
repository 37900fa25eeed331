/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* One plain C value on its way into a JSON object, or into whatever else takes a list of them. Made by the macros
 * below, so that the types are known to the compiler: integers, char pointers (nullable), GBytes (nullable), JSON
 * (nullable). */
typedef struct
{
  enum
  {
    HKK_JSON_VALUE_END,
    HKK_JSON_VALUE_NULL,
    HKK_JSON_VALUE_INT,
    HKK_JSON_VALUE_BOOL,
    HKK_JSON_VALUE_TEXT,
    HKK_JSON_VALUE_BYTES,
    HKK_JSON_VALUE_OBJECT,
    HKK_JSON_VALUE_ARRAY,
    HKK_JSON_VALUE_NODE,
  } type;
  union
  {
    gint64      integer;
    const char *text;
    GBytes     *bytes;
    JsonObject *object;
    JsonArray  *array;
    JsonNode   *node;
  };
} HkkJsonValue;

HkkJsonValue hkk_json_value_int     (gint64      value);
HkkJsonValue hkk_json_value_uint    (guint64     value);
HkkJsonValue hkk_json_value_bool    (gboolean    value);
HkkJsonValue hkk_json_value_text    (const char *value);
HkkJsonValue hkk_json_value_pointer (const void *value);
HkkJsonValue hkk_json_value_bytes   (GBytes     *value);
HkkJsonValue hkk_json_value_object  (JsonObject *value);
HkkJsonValue hkk_json_value_array   (JsonArray  *value);
HkkJsonValue hkk_json_value_node    (JsonNode   *value);
static inline HkkJsonValue hkk_json_value_self (HkkJsonValue value) { return value; }

#define HKK_JSON_VALUE(x) (_Generic ((x), \
  int: hkk_json_value_int, long: hkk_json_value_int, long long: hkk_json_value_int, \
  unsigned int: hkk_json_value_uint, unsigned long: hkk_json_value_uint, unsigned long long: hkk_json_value_uint, \
  char *: hkk_json_value_text, const char *: hkk_json_value_text, void *: hkk_json_value_pointer, \
  GBytes *: hkk_json_value_bytes, JsonObject *: hkk_json_value_object, JsonArray *: hkk_json_value_array, \
  JsonNode *: hkk_json_value_node, HkkJsonValue: hkk_json_value_self) (x))

/* A truth value: JSON true/false. A bare gboolean is an int and becomes a number. */
#define HKK_JSON_BOOL(x) hkk_json_value_bool (x)

/* HKK_JSON_VALUES (a, b, c) is an array of values with an end mark; HKK_JSON_VALUES () is an empty one. It takes up to
 * 86: each level below runs the one under it four times. One more does not compile ("HKK_JSON_EACH_AGAIN"). */
#define HKK_JSON_PARENS ()
#define HKK_JSON_EXPAND(...)  HKK_JSON_EXPAND3 (HKK_JSON_EXPAND3 (HKK_JSON_EXPAND3 (HKK_JSON_EXPAND3 (__VA_ARGS__))))
#define HKK_JSON_EXPAND3(...) HKK_JSON_EXPAND2 (HKK_JSON_EXPAND2 (HKK_JSON_EXPAND2 (HKK_JSON_EXPAND2 (__VA_ARGS__))))
#define HKK_JSON_EXPAND2(...) HKK_JSON_EXPAND1 (HKK_JSON_EXPAND1 (HKK_JSON_EXPAND1 (HKK_JSON_EXPAND1 (__VA_ARGS__))))
#define HKK_JSON_EXPAND1(...) __VA_ARGS__
#define HKK_JSON_EACH(x, ...) HKK_JSON_VALUE (x), __VA_OPT__ (HKK_JSON_EACH_AGAIN HKK_JSON_PARENS (__VA_ARGS__))
#define HKK_JSON_EACH_AGAIN() HKK_JSON_EACH
#define HKK_JSON_VALUES(...) \
  ((const HkkJsonValue[]) { __VA_OPT__ (HKK_JSON_EXPAND (HKK_JSON_EACH (__VA_ARGS__))) { HKK_JSON_VALUE_END } })

/* hkk_json_object ("id", id, "size", size, "read", HKK_JSON_BOOL (read), "items", array): a JSON object of up to 43
 * members; hkk_json_node ("id", id, …): a node that holds it; hkk_json_object_add (object, "id", id, …) adds up to 43
 * to one that exists. Objects, arrays and nodes are taken; text is copied; NULL becomes null; GBytes become base64url
 * without padding. */
#define hkk_json_object(...) hkk_json_object_from_values (HKK_JSON_VALUES (__VA_ARGS__))
#define hkk_json_node(...) hkk_json_take_object (hkk_json_object (__VA_ARGS__))
#define hkk_json_object_add(object, ...) hkk_json_object_add_values (object, HKK_JSON_VALUES (__VA_ARGS__))

JsonObject  *hkk_json_object_from_values (const HkkJsonValue *values);
JsonNode    *hkk_json_take_object        (JsonObject         *object);
void         hkk_json_object_add_values  (JsonObject         *object,
                                          const HkkJsonValue *values);
/* What GBytes became, back. */
GBytes      *hkk_json_get_bytes          (JsonObject         *object,
                                          const char         *name);

/* An object as text, and back: for what a program keeps for itself. */
char        *hkk_json_object_to_string   (JsonObject         *object);
JsonObject  *hkk_json_object_parse       (const char         *text);
