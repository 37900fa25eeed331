/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-paged-list-private.h"

struct _HkkPagedItem
{
  GObject   parent_instance;

  guint     position;
  HkkThing *thing;    /* Owned (nullable) */
};

enum
{
  PROP_THING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkPagedItem, hkk_paged_item, G_TYPE_OBJECT)

static void
hkk_paged_item_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_THING)
    g_value_set_object (value, HKK_PAGED_ITEM (object)->thing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_paged_item_finalize (GObject *object)
{
  g_clear_object (&HKK_PAGED_ITEM (object)->thing);
  G_OBJECT_CLASS (hkk_paged_item_parent_class)->finalize (object);
}

static void
hkk_paged_item_class_init (HkkPagedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = hkk_paged_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_paged_item_finalize;
  properties[PROP_THING] = g_param_spec_object ("thing", NULL, NULL, HKK_TYPE_THING,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_paged_item_init (HkkPagedItem *self)
{
}

HkkPagedItem *
hkk_paged_item_new (guint     position,
                    HkkThing *thing)
{
  HkkPagedItem *self = g_object_new (HKK_TYPE_PAGED_ITEM, NULL);

  self->position = position;
  g_set_object (&self->thing, thing);
  return self;
}

void
hkk_paged_item_set_thing (HkkPagedItem *self,
                          HkkThing     *thing)
{
  if (g_set_object (&self->thing, thing))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THING]);
}

void
hkk_paged_item_set_position (HkkPagedItem *self,
                             guint         position)
{
  self->position = position;
}

/**
 * hkk_paged_item_get_thing:
 *
 * Returns: (transfer none) (nullable): what stands at this place, once it is loaded
 */
gpointer
hkk_paged_item_get_thing (HkkPagedItem *self)
{
  return self->thing;
}

/**
 * hkk_paged_item_get_position:
 *
 * Returns: the place in its list
 */
guint
hkk_paged_item_get_position (HkkPagedItem *self)
{
  return self->position;
}
