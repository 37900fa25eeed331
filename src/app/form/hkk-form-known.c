/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-known.h"

#include "hkk-form-path.h"
#include "hkk-json.h"

struct _HkkFormKnown
{
  HkkForm       *form;    /* Owned */
  HkkFormValues *prefill; /* Owned: in its normal form, as what is filled in */
  JsonObject    *sources; /* Owned (nullable) */
  JsonObject    *answer;  /* Owned (nullable): the offers as they came; their texts are in it */
  GHashTable    *offers;  /* Owned: id of a group → Owned GPtrArray of Owned HkkFormOffer */
};

static void
read_offers (HkkFormKnown *self,
             const char   *id)
{
  HkkFormField *group = hkk_form_find_field (self->form, id);
  JsonArray *array = hkk_json_get_array (self->answer, id);
  g_autoptr(GPtrArray) offers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < hkk_json_array_length (array); i++)
    {
      JsonObject *object = hkk_json_array_object (array, i);
      HkkFormOffer offer = { hkk_json_get_string (object, "title"), hkk_json_get_string (object, "text"),
                             hkk_json_get_string (object, "source"),
                             object != NULL ? json_object_get_member (object, "values") : NULL };

      if (offer.title != NULL && offer.values != NULL && JSON_NODE_HOLDS_OBJECT (offer.values))
        g_ptr_array_add (offers, g_memdup2 (&offer, sizeof offer));
    }
  if (group != NULL && hkk_form_field_get_n_children (group) > 0)
    g_hash_table_insert (self->offers, g_strdup (id), g_steal_pointer (&offers));
}

/**
 * hkk_form_known_new:
 * @form: a form
 * @prefill: (nullable): its first values
 * @sources: (nullable): where they come from, by field
 * @offers: (nullable): what can be taken, by group
 *
 * Returns: (transfer full): what of @form is known
 */
HkkFormKnown *
hkk_form_known_new (HkkForm    *form,
                    JsonNode   *prefill,
                    JsonObject *sources,
                    JsonObject *offers)
{
  HkkFormKnown *self = g_new0 (HkkFormKnown, 1);
  g_autoptr(GList) ids = offers != NULL ? json_object_get_members (offers) : NULL;

  self->form = g_object_ref (form);
  self->prefill = hkk_form_values_new_from_json (prefill);
  hkk_form_normalize (form, self->prefill);
  self->sources = sources != NULL ? json_object_ref (sources) : NULL;
  self->answer = offers != NULL ? json_object_ref (offers) : NULL;
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (GList *l = ids; l != NULL; l = l->next)
    read_offers (self, l->data);
  return self;
}

/**
 * hkk_form_known_free:
 * @self: (transfer full): what is known
 */
void
hkk_form_known_free (HkkFormKnown *self)
{
  g_object_unref (self->form);
  g_object_unref (self->prefill);
  g_clear_pointer (&self->sources, json_object_unref);
  g_clear_pointer (&self->answer, json_object_unref);
  g_hash_table_unref (self->offers);
  g_free (self);
}

static gboolean
is_same (JsonNode *a,
         JsonNode *b)
{
  return a != NULL && b != NULL && json_node_equal (a, b);
}

/* Whether ITEM is what OFFER was taken for: what names it is the same, as far as the offer knows it. */
static gboolean
is_taken_for (JsonObject         *item,
              const HkkFormOffer *offer,
              HkkFormField       *group)
{
  JsonObject *values = json_node_get_object (offer->values);
  guint n_same = 0, n_named = 0;

  for (guint i = 0; i < hkk_form_field_get_n_children (group); i++)
    {
      HkkFormField *child = hkk_form_field_get_child (group, i);
      JsonNode *known = json_object_get_member (values, hkk_form_field_get_id (child));

      if (known == NULL || !hkk_form_field_names_item (child))
        continue;
      n_named++;
      n_same += is_same (known, json_object_get_member (item, hkk_form_field_get_id (child)));
    }
  return n_named > 0 && n_same == n_named;
}

/* (nullable): the offer that the entry at PATH was taken for, if the value there is the offer's. */
static const HkkFormOffer *
find_taken (HkkFormKnown      *self,
            HkkFormValues     *values,
            const HkkFormPath *path)
{
  GPtrArray *offers = g_hash_table_lookup (self->offers, path->field);
  HkkFormField *group = hkk_form_find_field (self->form, path->field);
  g_autofree char *place = hkk_form_path_print (path->field, path->item, NULL);
  JsonNode *node = hkk_form_values_get_node (values, place);
  JsonObject *item = node != NULL ? hkk_json_node_object (node) : NULL;

  for (guint i = 0; offers != NULL && item != NULL && i < offers->len; i++)
    {
      const HkkFormOffer *offer = g_ptr_array_index (offers, i);
      JsonNode *known = json_object_get_member (json_node_get_object (offer->values), path->member);

      if (is_taken_for (item, offer, group) && is_same (known, json_object_get_member (item, path->member)))
        return offer;
    }
  return NULL;
}

/**
 * hkk_form_known_find_source:
 * @values: what is filled in
 * @path: the path of a value
 *
 * Returns: (transfer none) (nullable): where the value there comes from, in words, as long as it is still the one that
 *   was known
 */
const char *
hkk_form_known_find_source (HkkFormKnown  *self,
                            HkkFormValues *values,
                            const char    *path)
{
  g_auto(HkkFormPath) place = { .item = -1 };
  const HkkFormOffer *offer;

  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  if (!hkk_form_path_parse (path, &place))
    return NULL;
  if (place.item >= 0 && place.member != NULL)
    {
      offer = find_taken (self, values, &place);
      return offer != NULL ? offer->source : NULL;
    }
  if (!is_same (hkk_form_values_get_node (self->prefill, path), hkk_form_values_get_node (values, path)))
    return NULL;
  return self->sources != NULL ? hkk_json_get_string (self->sources, path) : NULL;
}

static gboolean
is_taken (HkkFormValues      *values,
          const HkkFormOffer *offer,
          HkkFormField       *group)
{
  const char *id = hkk_form_field_get_id (group);

  for (guint i = 0; i < hkk_form_values_get_n_items (values, id); i++)
    {
      g_autofree char *path = hkk_form_path_print (id, (int) i, NULL);
      JsonNode *item = hkk_form_values_get_node (values, path);

      if (item != NULL && JSON_NODE_HOLDS_OBJECT (item) && is_taken_for (json_node_get_object (item), offer, group))
        return TRUE;
    }
  return FALSE;
}

/**
 * hkk_form_known_list_offers:
 * @values: what is filled in
 * @group: a group or table
 *
 * Returns: (transfer container) (element-type HkkFormOffer): what can be taken and was not yet
 */
GPtrArray *
hkk_form_known_list_offers (HkkFormKnown  *self,
                            HkkFormValues *values,
                            HkkFormField  *group)
{
  GPtrArray *offers = g_hash_table_lookup (self->offers, hkk_form_field_get_id (group));
  GPtrArray *left = g_ptr_array_new ();

  for (guint i = 0; offers != NULL && i < offers->len; i++)
    if (!is_taken (values, g_ptr_array_index (offers, i), group))
      g_ptr_array_add (left, g_ptr_array_index (offers, i));
  return left;
}
