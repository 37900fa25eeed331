/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/*
 * Something that the portal told us: an immutable JSON object whose members are properties. HkkRequest, HkkDocument and
 * the rest derive from it. Property: id (string). Strings are NULL when absent, times are GDateTime (UTC), dates are
 * "YYYY-MM-DD", lists are GListModels (never NULL, empty when absent).
 */
#define HKK_TYPE_THING (hkk_thing_get_type ())
G_DECLARE_DERIVABLE_TYPE (HkkThing, hkk_thing, HKK, THING, GObject)

typedef enum
{
  HKK_THING_STRING,
  HKK_THING_INT,
  HKK_THING_BOOLEAN,
  HKK_THING_TIME,   /* RFC 3339 */
  HKK_THING_IS,     /* boolean: path is "member=word" */
  HKK_THING_STRV,
  HKK_THING_LIST,   /* of things of item_type(), or what read_list() makes of it */
} HkkThingKind;

typedef struct
{
  const char   *property;        /* "created-at" */
  HkkThingKind  kind;
  const char   *path;            /* (nullable): "person.first_name"; NULL: the property's name with "_" */
  GType       (*item_type)(void);
  GListModel *(*read_list)(JsonArray *json); /* (transfer full) */
} HkkThingField;

struct _HkkThingClass
{
  GObjectClass         parent_class;
  const HkkThingField *fields;   /* of the class itself, ends with a NULL property */
  const char          *needs;    /* what the portal must say of it, see hkk_json_fits() */
  GStrv               *steps;    /* the path of each field, split */
};

/* For class_init of a derived class. */
void        hkk_thing_class_set_fields (HkkThingClass       *klass,
                                        const HkkThingField *fields,
                                        const char          *needs);

/* A thing of which only the fields are its own. */
#define HKK_DEFINE_THING(TypeName, type_name, type_fields, type_needs) \
  struct _##TypeName \
  { \
    HkkThing parent_instance; \
  }; \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, HKK_TYPE_THING) \
  static void \
  type_name##_class_init (TypeName##Class *klass) \
  { \
    hkk_thing_class_set_fields (HKK_THING_CLASS (klass), type_fields, type_needs); \
  } \
  static void \
  type_name##_init (TypeName *self) \
  { \
  }

gpointer    hkk_thing_new_from_json    (GType                type,
                                        JsonObject          *json);
GListModel *hkk_thing_list_from_json   (GType                type,
                                        JsonArray           *json);
gboolean    hkk_thing_fits             (GType                type,
                                        JsonObject          *json,
                                        const char          *also,
                                        char               **where);
gboolean    hkk_thing_list_fits        (GType                type,
                                        JsonArray           *json,
                                        const char          *also,
                                        char               **where);
JsonObject *hkk_thing_get_json         (HkkThing            *self); /* (transfer none) */
gboolean    hkk_thing_equal            (HkkThing            *a,
                                        HkkThing            *b);
gboolean    hkk_thing_lists_equal      (GListModel          *a,
                                        GListModel          *b);
const char *hkk_thing_get_id           (HkkThing            *self); /* (nullable) */

/* By property name; one that the class does not have is a critical warning, and gives NULL, 0 or FALSE. */
const char *hkk_thing_get_string       (HkkThing            *self,
                                        const char          *property);
gint64      hkk_thing_get_int          (HkkThing            *self,
                                        const char          *property);
gboolean    hkk_thing_get_boolean      (HkkThing            *self,
                                        const char          *property);
GDateTime  *hkk_thing_get_time         (HkkThing            *self,
                                        const char          *property); /* (transfer full) (nullable) */
GListModel *hkk_thing_get_list         (HkkThing            *self,
                                        const char          *property); /* (transfer none) */
