/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-values-private.h"

#include <string.h>

#include "hkk-jcs.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"

struct _HkkFormValues
{
  GObject     parent_instance;

  JsonObject *root; /* Owned; nothing of it is shared */
};

G_DEFINE_FINAL_TYPE (HkkFormValues, hkk_form_values, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
hkk_form_values_emit (HkkFormValues *self,
                      const char    *path)
{
  g_signal_emit (self, signals[CHANGED], 0, path);
}

/* The object that holds what the end of @text names, and that end; NULL if an item on the way does not exist. */
JsonObject *
hkk_form_values_resolve (HkkFormValues *self,
                         const char    *text,
                         HkkFormPath   *end)
{
  JsonObject *object = self->root;

  if (!hkk_form_path_parse (text, end))
    return NULL;
  while (object != NULL && end->member != NULL)
    {
      g_auto(HkkFormPath) step = *end;
      JsonArray *items = hkk_json_get_array (object, step.field);

      hkk_form_path_parse (step.member, end);
      object = step.item >= 0 ? hkk_json_array_object (items, (guint) step.item) : NULL;
    }
  return object;
}

/* Takes @node; NULL removes. */
static void
put (HkkFormValues *self,
     const char    *path,
     JsonNode      *node)
{
  g_auto(HkkFormPath) end = { .item = -1 };
  g_autoptr(JsonNode) owned = node;
  JsonObject *object = hkk_form_values_resolve (self, path, &end);
  JsonNode *old;

  g_return_if_fail (object != NULL && end.item < 0);

  old = json_object_get_member (object, end.field);
  if (old == node || (old != NULL && node != NULL && json_node_equal (old, node)))
    return;
  if (node == NULL)
    json_object_remove_member (object, end.field);
  else
    json_object_set_member (object, end.field, g_steal_pointer (&owned));
  hkk_form_values_emit (self, path);
}

JsonArray *
hkk_form_values_get_list (HkkFormValues *self,
                          const char    *path)
{
  return hkk_json_node_array (hkk_form_values_get_node (self, path));
}

static void
hkk_form_values_finalize (GObject *object)
{
  HkkFormValues *self = HKK_FORM_VALUES (object);

  g_clear_pointer (&self->root, json_object_unref);
  G_OBJECT_CLASS (hkk_form_values_parent_class)->finalize (object);
}

static void
hkk_form_values_class_init (HkkFormValuesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_form_values_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hkk_form_values_init (HkkFormValues *self)
{
  self->root = json_object_new ();
}

/**
 * hkk_form_values_new:
 *
 * Returns: (transfer full): values of which none is set
 */
HkkFormValues *
hkk_form_values_new (void)
{
  return g_object_new (HKK_TYPE_FORM_VALUES, NULL);
}

/**
 * hkk_form_values_new_from_json:
 * @json: (nullable): an object of values; anything else counts as an empty one. It is copied.
 *
 * Returns: (transfer full): the values
 */
HkkFormValues *
hkk_form_values_new_from_json (JsonNode *json)
{
  HkkFormValues *self = hkk_form_values_new ();

  hkk_form_values_load (self, json);
  return self;
}

/**
 * hkk_form_values_copy:
 *
 * Returns: (transfer full): independent values of the same content
 */
HkkFormValues *
hkk_form_values_copy (HkkFormValues *self)
{
  g_autoptr(JsonNode) json = hkk_form_values_to_json (self);

  return hkk_form_values_new_from_json (json);
}

/**
 * hkk_form_values_load:
 * @json: (nullable): an object of values; anything else counts as an empty one. It is copied.
 *
 * Replaces everything and emits "changed" with an empty path.
 */
void
hkk_form_values_load (HkkFormValues *self,
                      JsonNode      *json)
{
  g_autoptr(JsonNode) copy = NULL;

  g_return_if_fail (HKK_IS_FORM_VALUES (self));

  json_object_unref (self->root);
  if (hkk_json_node_object (json) != NULL)
    {
      copy = hkk_json_copy (json);
      self->root = json_node_dup_object (copy);
    }
  else
    {
      self->root = json_object_new ();
    }
  hkk_form_values_emit (self, "");
}

/**
 * hkk_form_values_merge:
 * @json: (nullable): an object of values; it is copied
 *
 * Sets every member that is not set yet, for prefilling a form that a person may have begun.
 */
void
hkk_form_values_merge (HkkFormValues *self,
                       JsonNode      *json)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean changed = FALSE;

  g_return_if_fail (HKK_IS_FORM_VALUES (self));

  if (hkk_json_node_object (json) == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (json));
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (JSON_NODE_HOLDS_NULL (node) || json_object_has_member (self->root, name))
        continue;
      json_object_set_member (self->root, name, hkk_json_copy (node));
      changed = TRUE;
    }
  if (changed)
    hkk_form_values_emit (self, "");
}

/**
 * hkk_form_values_to_json:
 *
 * Returns: (transfer full): an object, which shares nothing with @self
 */
JsonNode *
hkk_form_values_to_json (HkkFormValues *self)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (HKK_IS_FORM_VALUES (self), NULL);

  node = json_node_init_object (json_node_alloc (), self->root);
  return hkk_json_copy (node);
}

/**
 * hkk_form_values_to_string:
 *
 * Returns: (transfer full): canonical JSON (RFC 8785): equal values give equal text
 */
char *
hkk_form_values_to_string (HkkFormValues *self)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (HKK_IS_FORM_VALUES (self), NULL);

  node = json_node_init_object (json_node_alloc (), self->root);
  return hkk_jcs_to_string (node);
}

/**
 * hkk_form_values_has:
 * @path: a path
 *
 * Returns: whether something is set there
 */
gboolean
hkk_form_values_has (HkkFormValues *self,
                     const char    *path)
{
  JsonNode *node = hkk_form_values_get_node (self, path);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/**
 * hkk_form_values_get_node:
 * @path: a path; "items[2]" names an item
 *
 * Returns: (transfer none) (nullable): what is set there
 */
JsonNode *
hkk_form_values_get_node (HkkFormValues *self,
                          const char    *path)
{
  g_auto(HkkFormPath) end = { .item = -1 };
  JsonObject *object;
  JsonArray *list;

  g_return_val_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL, NULL);

  object = hkk_form_values_resolve (self, path, &end);
  if (object == NULL)
    return NULL;
  if (end.item < 0)
    return json_object_get_member (object, end.field);
  list = hkk_json_get_array (object, end.field);
  return (guint) end.item < hkk_json_array_length (list) ? json_array_get_element (list, (guint) end.item) : NULL;
}

/**
 * hkk_form_values_get_string:
 * @path: a path
 *
 * Returns: (transfer none) (nullable): the string there
 */
const char *
hkk_form_values_get_string (HkkFormValues *self,
                            const char    *path)
{
  return hkk_json_node_string (hkk_form_values_get_node (self, path));
}

/**
 * hkk_form_values_get_bool:
 * @path: a path
 * @value: (out) (optional): the truth value there
 *
 * Returns: whether there is one
 */
gboolean
hkk_form_values_get_bool (HkkFormValues *self,
                          const char    *path,
                          gboolean      *value)
{
  return hkk_json_node_bool (hkk_form_values_get_node (self, path), value);
}

/**
 * hkk_form_values_get_int:
 * @path: a path
 * @value: (out) (optional): the integer there
 *
 * Returns: whether there is one
 */
gboolean
hkk_form_values_get_int (HkkFormValues *self,
                         const char    *path,
                         gint64        *value)
{
  return hkk_json_node_int (hkk_form_values_get_node (self, path), value);
}

/**
 * hkk_form_values_get_date:
 * @path: a path
 * @value: (out caller-allocates): the date there
 *
 * Returns: whether there is one
 */
gboolean
hkk_form_values_get_date (HkkFormValues *self,
                          const char    *path,
                          GDate         *value)
{
  return hkk_date_from_iso (hkk_form_values_get_string (self, path), value);
}

/**
 * hkk_form_values_get_money:
 * @path: a path
 * @amount: (out) (optional): minor units
 * @currency: (out) (optional) (transfer none): the ISO 4217 code
 *
 * Returns: whether there is an amount of money
 */
gboolean
hkk_form_values_get_money (HkkFormValues  *self,
                           const char     *path,
                           gint64         *amount,
                           const char    **currency)
{
  JsonObject *money = hkk_json_node_object (hkk_form_values_get_node (self, path));

  if (money == NULL || hkk_json_get_string (money, "currency") == NULL ||
      !hkk_json_node_int (json_object_get_member (money, "amount"), amount))
    return FALSE;
  if (currency != NULL)
    *currency = hkk_json_get_string (money, "currency");
  return TRUE;
}

/**
 * hkk_form_values_get_chosen:
 * @path: the path of a multichoice
 * @option: an option's value
 *
 * Returns: whether it is among the chosen ones
 */
gboolean
hkk_form_values_get_chosen (HkkFormValues *self,
                            const char    *path,
                            const char    *option)
{
  JsonArray *list = hkk_form_values_get_list (self, path);

  for (guint i = 0; i < hkk_json_array_length (list); i++)
    if (g_strcmp0 (hkk_json_array_string (list, i), option) == 0)
      return TRUE;
  return FALSE;
}

/**
 * hkk_form_values_clear:
 * @path: a path
 *
 * Unsets what is there.
 */
void
hkk_form_values_clear (HkkFormValues *self,
                       const char    *path)
{
  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL);

  put (self, path, NULL);
}

/**
 * hkk_form_values_set_string:
 * @path: a path
 * @value: (nullable): valid UTF-8; %NULL and "" unset
 *
 * Sets a string.
 */
void
hkk_form_values_set_string (HkkFormValues *self,
                            const char    *path,
                            const char    *value)
{
  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL);

  put (self, path, value != NULL && value[0] != '\0' ? json_node_init_string (json_node_alloc (), value) : NULL);
}

/**
 * hkk_form_values_set_bool:
 * @path: a path
 * @value: a truth value
 *
 * Sets a truth value.
 */
void
hkk_form_values_set_bool (HkkFormValues *self,
                          const char    *path,
                          gboolean       value)
{
  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL);

  put (self, path, json_node_init_boolean (json_node_alloc (), !!value));
}

/**
 * hkk_form_values_set_int:
 * @path: a path
 * @value: an integer within ±(2^53 − 1)
 *
 * Sets an integer.
 */
void
hkk_form_values_set_int (HkkFormValues *self,
                         const char    *path,
                         gint64         value)
{
  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL);
  g_return_if_fail (ABS (value) <= HKK_JSON_MAX_INT);

  put (self, path, json_node_init_int (json_node_alloc (), value));
}

/**
 * hkk_form_values_set_date:
 * @path: a path
 * @value: (nullable): a date; %NULL and an invalid one unset
 *
 * Sets a date.
 */
void
hkk_form_values_set_date (HkkFormValues *self,
                          const char    *path,
                          const GDate   *value)
{
  g_autofree char *iso = value != NULL && g_date_valid (value) ? hkk_date_to_iso (value) : NULL;

  hkk_form_values_set_string (self, path, iso);
}

/**
 * hkk_form_values_set_money:
 * @path: a path
 * @amount: minor units
 * @currency: an ISO 4217 code
 *
 * Sets an amount of money.
 */
void
hkk_form_values_set_money (HkkFormValues *self,
                           const char    *path,
                           gint64         amount,
                           const char    *currency)
{
  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL && currency != NULL);

  put (self, path, hkk_json_node ("amount", amount, "currency", currency));
}

/**
 * hkk_form_values_set_chosen:
 * @path: the path of a multichoice
 * @option: an option's value
 * @chosen: whether it is to be among the chosen ones
 *
 * Chooses one option or takes the choice back.
 */
void
hkk_form_values_set_chosen (HkkFormValues *self,
                            const char    *path,
                            const char    *option,
                            gboolean       chosen)
{
  g_autoptr(JsonArray) list = NULL;
  JsonArray *old;

  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL && option != NULL);

  old = hkk_form_values_get_list (self, path);
  list = json_array_new ();
  for (guint i = 0; i < hkk_json_array_length (old); i++)
    if (hkk_json_array_string (old, i) != NULL && (chosen || strcmp (hkk_json_array_string (old, i), option) != 0))
      json_array_add_string_element (list, hkk_json_array_string (old, i));
  if (chosen && !hkk_form_values_get_chosen (self, path, option))
    json_array_add_string_element (list, option);
  put (self, path, json_array_get_length (list) > 0 ? json_node_init_array (json_node_alloc (), list) : NULL);
}
