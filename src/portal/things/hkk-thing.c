/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-thing.h"

#include "hkk-json.h"

typedef struct
{
  JsonObject *json;  /* Owned */
  GHashTable *lists; /* const HkkThingField* → GListModel, made when asked for */
} HkkThingPrivate;

enum
{
  PROP_ID = 1,
  FIRST_FIELD_PROP = 2,
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HkkThing, hkk_thing, G_TYPE_OBJECT)

static HkkThingPrivate *
get_private (HkkThing *self)
{
  return hkk_thing_get_instance_private (self);
}

static const HkkThingField *
find_field (HkkThing     *self,
            const char   *property,
            HkkThingKind  kind)
{
  const HkkThingField *field = HKK_THING_GET_CLASS (self)->fields;

  for (; field != NULL && field->property != NULL; field++)
    if (field->kind == kind && g_str_equal (field->property, property))
      return field;
  g_critical ("%s has no such property of this kind: %s", G_OBJECT_TYPE_NAME (self), property);
  return NULL;
}

/* What split_path() made of the field's path. */
static GStrv
get_steps (HkkThing            *self,
           const HkkThingField *field)
{
  HkkThingClass *klass = HKK_THING_GET_CLASS (self);

  return klass->steps[field - klass->fields];
}

/* The object that holds the field's member, and the member's name. */
static JsonObject *
locate (HkkThing             *self,
        const HkkThingField  *field,
        const char          **member)
{
  JsonObject *at = get_private (self)->json;
  GStrv steps = get_steps (self, field);

  for (; steps[1] != NULL; steps++)
    at = hkk_json_get_object (at, *steps);
  *member = *steps;
  return at;
}

static const char *
field_string (HkkThing            *self,
              const HkkThingField *field)
{
  const char *member;
  JsonObject *at = locate (self, field, &member);

  return hkk_json_get_string (at, member);
}

static gint64
field_int (HkkThing            *self,
           const HkkThingField *field)
{
  const char *member;
  JsonObject *at = locate (self, field, &member);

  return hkk_json_get_int (at, member, 0);
}

static gboolean
field_boolean (HkkThing            *self,
               const HkkThingField *field)
{
  const char *member;
  JsonObject *at = locate (self, field, &member);

  return hkk_json_get_bool (at, member, FALSE);
}

static GDateTime *
field_time (HkkThing            *self,
            const HkkThingField *field)
{
  const char *text = field_string (self, field);

  return text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

/* "member=word": whether the member is that word. */
static gboolean
field_is (HkkThing            *self,
          const HkkThingField *field)
{
  GStrv steps = get_steps (self, field);

  return g_strcmp0 (hkk_json_get_string (get_private (self)->json, steps[0]), steps[1]) == 0;
}

static GStrv
field_strv (HkkThing            *self,
            const HkkThingField *field)
{
  const char *member;
  JsonObject *at = locate (self, field, &member);
  JsonArray *array = hkk_json_get_array (at, member);
  guint length = hkk_json_array_length (array);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < length; i++)
    if (hkk_json_array_string (array, i) != NULL)
      g_strv_builder_add (builder, hkk_json_array_string (array, i));
  return g_strv_builder_end (builder);
}

static GListModel *
field_list (HkkThing            *self,
            const HkkThingField *field)
{
  HkkThingPrivate *priv = get_private (self);
  GListModel *list = g_hash_table_lookup (priv->lists, field);
  const char *member;
  JsonObject *at;
  JsonArray *array;

  if (list != NULL)
    return list;
  at = locate (self, field, &member);
  array = hkk_json_get_array (at, member);
  list = field->read_list != NULL ? field->read_list (array) : hkk_thing_list_from_json (field->item_type (), array);
  g_hash_table_insert (priv->lists, (gpointer) field, list);
  return list;
}

static void
hkk_thing_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  HkkThing *self = HKK_THING (object);
  const HkkThingField *field;

  if (id == PROP_ID)
    {
      g_value_set_string (value, hkk_thing_get_id (self));
      return;
    }
  field = HKK_THING_GET_CLASS (self)->fields + (id - FIRST_FIELD_PROP);
  switch (field->kind)
    {
    case HKK_THING_STRING: g_value_set_string (value, field_string (self, field)); break;
    case HKK_THING_INT: g_value_set_int64 (value, field_int (self, field)); break;
    case HKK_THING_BOOLEAN: g_value_set_boolean (value, field_boolean (self, field)); break;
    case HKK_THING_IS: g_value_set_boolean (value, field_is (self, field)); break;
    case HKK_THING_TIME: g_value_take_boxed (value, field_time (self, field)); break;
    case HKK_THING_STRV: g_value_take_boxed (value, field_strv (self, field)); break;
    case HKK_THING_LIST: g_value_set_object (value, field_list (self, field)); break;
    default: g_assert_not_reached ();
    }
}

static void
hkk_thing_finalize (GObject *object)
{
  HkkThingPrivate *priv = get_private (HKK_THING (object));

  g_clear_pointer (&priv->json, json_object_unref);
  g_hash_table_unref (priv->lists);
  G_OBJECT_CLASS (hkk_thing_parent_class)->finalize (object);
}

static void
hkk_thing_class_init (HkkThingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hkk_thing_get_property;
  object_class->finalize = hkk_thing_finalize;
  g_object_class_install_property (object_class, PROP_ID,
                                   g_param_spec_string ("id", NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
hkk_thing_init (HkkThing *self)
{
  get_private (self)->lists = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

static GParamSpec *
field_spec (const HkkThingField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const char *name = field->property;

  switch (field->kind)
    {
    case HKK_THING_STRING: return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case HKK_THING_INT: return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case HKK_THING_IS:
    case HKK_THING_BOOLEAN: return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case HKK_THING_TIME: return g_param_spec_boxed (name, NULL, NULL, G_TYPE_DATE_TIME, flags);
    case HKK_THING_STRV: return g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, flags);
    case HKK_THING_LIST: return g_param_spec_object (name, NULL, NULL, G_TYPE_LIST_MODEL, flags);
    default: g_assert_not_reached ();
    }
}

/* "person.first_name": the members on the way; "member=word": both. */
static GStrv
split_path (const HkkThingField *field)
{
  g_autofree char *member = NULL;

  if (field->kind == HKK_THING_IS)
    return g_strsplit (field->path, "=", 2);
  if (field->path != NULL)
    return g_strsplit (field->path, ".", -1);
  member = g_strdelimit (g_strdup (field->property), "-", '_');
  return g_strsplit (member, ".", -1);
}

/**
 * hkk_thing_class_set_fields:
 * @fields: the members that become properties; static, ends with a %NULL property
 * @needs: what the portal must say of one, as of hkk_json_fits(); the items of its lists have needs of their own
 *
 * To be called once in the class_init of a final type.
 */
void
hkk_thing_class_set_fields (HkkThingClass       *klass,
                            const HkkThingField *fields,
                            const char          *needs)
{
  gsize n_fields = 0;

  while (fields[n_fields].property != NULL)
    n_fields++;
  klass->fields = fields;
  klass->needs = needs;
  klass->steps = g_new0 (GStrv, n_fields);
  /* GObject does not inherit this one. */
  G_OBJECT_CLASS (klass)->get_property = hkk_thing_get_property;
  for (guint i = 0; i < n_fields; i++)
    {
      klass->steps[i] = split_path (&fields[i]);
      g_object_class_install_property (G_OBJECT_CLASS (klass), FIRST_FIELD_PROP + i, field_spec (&fields[i]));
    }
}

static JsonNode *
find_member (JsonObject *json,
             GStrv       steps)
{
  for (; steps[1] != NULL; steps++)
    json = hkk_json_get_object (json, *steps);
  return json != NULL ? json_object_get_member (json, *steps) : NULL;
}

/**
 * hkk_thing_fits:
 * @type: a type that derives from #HkkThing
 * @json: (nullable): what the portal said of one
 * @also: (nullable): what it must say besides, here, as of hkk_json_fits()
 * @where: (out) (transfer full): the member that does not fit, for the log; %NULL if @json is none
 *
 * Whether @json says what the contract requires of such a thing, and of the things in its lists. Half an answer may be
 * worse than none: without its list nothing seems to be left to do.
 *
 * Returns: %FALSE when it is not to be shown
 */
gboolean
hkk_thing_fits (GType        type,
                JsonObject  *json,
                const char  *also,
                char       **where)
{
  g_autoptr(HkkThingClass) klass = g_type_class_ref (type);

  if (!hkk_json_fits (json, klass->needs, where) || (also != NULL && !hkk_json_fits (json, also, where)))
    return FALSE;
  for (gsize i = 0; klass->fields[i].property != NULL; i++)
    {
      JsonNode *list = klass->fields[i].item_type != NULL ? find_member (json, klass->steps[i]) : NULL;

      if (list == NULL || hkk_thing_list_fits (klass->fields[i].item_type (), hkk_json_node_array (list), NULL, where))
        continue;
      if (*where == NULL)
        *where = g_strdup (klass->fields[i].property);
      return FALSE;
    }
  return TRUE;
}

/**
 * hkk_thing_list_fits:
 * @type: a type that derives from #HkkThing
 * @json: (nullable): what the portal said of several
 * @also: (nullable): see hkk_thing_fits()
 * @where: (out) (transfer full): the member that does not fit, for the log; %NULL if @json is none
 *
 * Returns: whether @json is a list, and each in it fits
 */
gboolean
hkk_thing_list_fits (GType        type,
                     JsonArray   *json,
                     const char  *also,
                     char       **where)
{
  guint length = hkk_json_array_length (json);

  *where = NULL;
  for (guint i = 0; i < length; i++)
    if (!hkk_thing_fits (type, hkk_json_array_object (json, i), also, where))
      return FALSE;
  return json != NULL;
}

/**
 * hkk_thing_new_from_json:
 * @type: a type that derives from #HkkThing
 * @json: what the portal said; must not be changed afterwards
 *
 * Members of another type than expected count as absent.
 *
 * Returns: (transfer full):
 */
gpointer
hkk_thing_new_from_json (GType       type,
                         JsonObject *json)
{
  HkkThing *self;

  g_return_val_if_fail (g_type_is_a (type, HKK_TYPE_THING), NULL);
  g_return_val_if_fail (json != NULL, NULL);

  self = g_object_new (type, NULL);
  get_private (self)->json = json_object_ref (json);
  return self;
}

/**
 * hkk_thing_list_from_json:
 * @type: a type that derives from #HkkThing
 * @json: (nullable): what the portal said; what is no object is left out
 *
 * Returns: (transfer full): the things, empty for %NULL
 */
GListModel *
hkk_thing_list_from_json (GType      type,
                          JsonArray *json)
{
  GListStore *things = g_list_store_new (type);
  guint length = hkk_json_array_length (json);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *item = hkk_json_array_object (json, i);
      g_autoptr(HkkThing) thing = item != NULL ? hkk_thing_new_from_json (type, item) : NULL;

      if (thing != NULL)
        g_list_store_append (things, thing);
    }
  return G_LIST_MODEL (things);
}

/**
 * hkk_thing_get_json:
 *
 * Returns: (transfer none): what it was made from
 */
JsonObject *
hkk_thing_get_json (HkkThing *self)
{
  return get_private (self)->json;
}

/**
 * hkk_thing_equal:
 * @a: a thing
 * @b: another one
 *
 * Returns: whether the portal said the same of both
 */
gboolean
hkk_thing_equal (HkkThing *a,
                 HkkThing *b)
{
  g_autoptr(JsonNode) first = NULL;
  g_autoptr(JsonNode) second = NULL;

  g_return_val_if_fail (HKK_IS_THING (a), FALSE);
  g_return_val_if_fail (HKK_IS_THING (b), FALSE);

  first = json_node_init_object (json_node_alloc (), get_private (a)->json);
  second = json_node_init_object (json_node_alloc (), get_private (b)->json);
  return json_node_equal (first, second);
}

/**
 * hkk_thing_lists_equal:
 * @a: (nullable): a list of things
 * @b: (nullable): another one
 *
 * Returns: whether both are there and hold the same in the same order
 */
gboolean
hkk_thing_lists_equal (GListModel *a,
                       GListModel *b)
{
  guint n = a != NULL ? g_list_model_get_n_items (a) : 0;

  if (a == NULL || b == NULL || g_list_model_get_n_items (b) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkThing) first = g_list_model_get_item (a, i);
      g_autoptr(HkkThing) second = g_list_model_get_item (b, i);

      if (!hkk_thing_equal (first, second))
        return FALSE;
    }
  return TRUE;
}

/**
 * hkk_thing_get_id:
 *
 * Returns: (transfer none) (nullable): its id at the portal
 */
const char *
hkk_thing_get_id (HkkThing *self)
{
  return hkk_json_get_string (get_private (self)->json, "id");
}

/**
 * hkk_thing_get_string:
 * @property: name of a string property of this class
 *
 * Returns: (transfer none) (nullable):
 */
const char *
hkk_thing_get_string (HkkThing   *self,
                      const char *property)
{
  const HkkThingField *field = find_field (self, property, HKK_THING_STRING);

  return field != NULL ? field_string (self, field) : NULL;
}

/**
 * hkk_thing_get_int:
 * @property: name of an integer property of this class
 *
 * Returns: the integer, 0 when absent
 */
gint64
hkk_thing_get_int (HkkThing   *self,
                   const char *property)
{
  const HkkThingField *field = find_field (self, property, HKK_THING_INT);

  return field != NULL ? field_int (self, field) : 0;
}

/**
 * hkk_thing_get_boolean:
 * @property: name of a boolean property of this class
 *
 * Returns: the value, %FALSE when absent
 */
gboolean
hkk_thing_get_boolean (HkkThing   *self,
                       const char *property)
{
  const HkkThingField *field = find_field (self, property, HKK_THING_BOOLEAN);

  return field != NULL && field_boolean (self, field);
}

/**
 * hkk_thing_get_time:
 * @property: name of a time property of this class
 *
 * Returns: (transfer full) (nullable): the time in UTC
 */
GDateTime *
hkk_thing_get_time (HkkThing   *self,
                    const char *property)
{
  const HkkThingField *field = find_field (self, property, HKK_THING_TIME);

  return field != NULL ? field_time (self, field) : NULL;
}

/**
 * hkk_thing_get_list:
 * @property: name of a list property of this class
 *
 * Returns: (transfer none) (nullable): the list, empty when absent; %NULL for another property
 */
GListModel *
hkk_thing_get_list (HkkThing   *self,
                    const char *property)
{
  const HkkThingField *field = find_field (self, property, HKK_THING_LIST);

  return field != NULL ? field_list (self, field) : NULL;
}
