/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-page-list-private.h"

struct _HkkPageItem
{
  GObject   parent_instance;

  guint     position;
  HkkThing *thing;    /* Owned (nullable) */
};

enum {
  PROP_THING = 1,
  PROP_LOADED,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkPageItem, hkk_page_item, G_TYPE_OBJECT)

static void
hkk_page_item_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HkkPageItem *self = HKK_PAGE_ITEM (object);

  if (id == PROP_THING)
    g_value_set_object (value, self->thing);
  else if (id == PROP_LOADED)
    g_value_set_boolean (value, self->thing != NULL);
  else
    g_value_set_uint (value, self->position);
}

static void
hkk_page_item_finalize (GObject *object)
{
  g_clear_object (&HKK_PAGE_ITEM (object)->thing);
  G_OBJECT_CLASS (hkk_page_item_parent_class)->finalize (object);
}

static void
hkk_page_item_class_init (HkkPageItemClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_page_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_page_item_finalize;
  properties[PROP_THING] = g_param_spec_object ("thing", NULL, NULL, HKK_TYPE_THING, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_page_item_init (HkkPageItem *self)
{
}

HkkPageItem *
hkk_page_item_new (guint     position,
                   HkkThing *thing)
{
  HkkPageItem *self = g_object_new (HKK_TYPE_PAGE_ITEM, NULL);

  self->position = position;
  g_set_object (&self->thing, thing);
  return self;
}

void
hkk_page_item_set_thing (HkkPageItem *self,
                         HkkThing    *thing)
{
  gboolean was_loaded = self->thing != NULL;

  if (!g_set_object (&self->thing, thing))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THING]);
  if (!was_loaded)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

void
hkk_page_item_set_position (HkkPageItem *self,
                            guint        position)
{
  if (self->position == position)
    return;
  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

/**
 * hkk_page_item_get_thing:
 *
 * Returns: (transfer none) (nullable): what stands at this place, once it is loaded
 */
gpointer
hkk_page_item_get_thing (HkkPageItem *self)
{
  return self->thing;
}

/**
 * hkk_page_item_get_position:
 *
 * Returns: the place in its list
 */
guint
hkk_page_item_get_position (HkkPageItem *self)
{
  return self->position;
}
