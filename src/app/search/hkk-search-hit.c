/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-search-hit.h"

#include <glib/gi18n.h>

struct _HkkSearchHit
{
  GObject         parent_instance;

  HkkSearchGroup  group;
  char           *title;    /* Owned */
  char           *subtitle; /* Owned (nullable) */
  const char     *action;   /* Static */
  GVariant       *target;   /* Owned (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkSearchHit, hkk_search_hit, G_TYPE_OBJECT)

static const struct
{
  const char *title;
  const char *icon_name;
} groups[HKK_N_SEARCH_GROUPS] = {
  /* TRANSLATORS: heading above what a person can go to or do */
  [HKK_SEARCH_GROUP_PLACES] = { N_("Go to"), "go-next-symbolic" },
  /* TRANSLATORS: heading above what was begun and not handed in, and what is still to be sent */
  [HKK_SEARCH_GROUP_DRAFTS] = { N_("Drafts and outbox"), "document-edit-symbolic" },
  [HKK_SEARCH_GROUP_REQUESTS] = { N_("Requests"), "hkk-requests-symbolic" },
  [HKK_SEARCH_GROUP_MESSAGES] = { N_("Messages"), "mail-unread-symbolic" },
  [HKK_SEARCH_GROUP_DOCUMENTS] = { N_("Documents"), "folder-documents-symbolic" },
  /* TRANSLATORS: heading above forms that can be filled in */
  [HKK_SEARCH_GROUP_FORMS] = { N_("Fill in and hand in"), "document-edit-symbolic" },
  [HKK_SEARCH_GROUP_HELP] = { N_("Help"), "help-about-symbolic" },
};

static void
hkk_search_hit_finalize (GObject *object)
{
  HkkSearchHit *self = HKK_SEARCH_HIT (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_clear_pointer (&self->target, g_variant_unref);
  G_OBJECT_CLASS (hkk_search_hit_parent_class)->finalize (object);
}

static void
hkk_search_hit_class_init (HkkSearchHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_search_hit_finalize;
}

static void
hkk_search_hit_init (HkkSearchHit *self)
{
}

/**
 * hkk_search_hit_new:
 * @title: what it is called
 * @subtitle: (nullable): what else there is to say of it
 * @action: (transfer none): what leads to it; static
 * @target: (nullable): the target of @action
 *
 * Returns: (transfer full): something that was found
 */
HkkSearchHit *
hkk_search_hit_new (HkkSearchGroup  group,
                    const char     *title,
                    const char     *subtitle,
                    const char     *action,
                    const char     *target)
{
  HkkSearchHit *self = g_object_new (HKK_TYPE_SEARCH_HIT, NULL);

  self->group = group;
  self->title = g_strdup (title != NULL ? title : "");
  self->subtitle = g_strdup (subtitle);
  self->action = action;
  self->target = target != NULL ? g_variant_ref_sink (g_variant_new_string (target)) : NULL;
  return self;
}

HkkSearchGroup
hkk_search_hit_get_group (HkkSearchHit *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (self), HKK_SEARCH_GROUP_PLACES);

  return self->group;
}

const char *
hkk_search_hit_get_title (HkkSearchHit *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (self), NULL);

  return self->title;
}

const char *
hkk_search_hit_get_subtitle (HkkSearchHit *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (self), NULL);

  return self->subtitle;
}

const char *
hkk_search_hit_get_action (HkkSearchHit *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (self), NULL);

  return self->action;
}

GVariant *
hkk_search_hit_get_target (HkkSearchHit *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (self), NULL);

  return self->target;
}

/**
 * hkk_search_hit_dup_id:
 *
 * Returns: (transfer full): what tells it from others, also to another process of this program: its action and target
 */
char *
hkk_search_hit_dup_id (HkkSearchHit *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (self), NULL);

  return g_action_print_detailed_name (self->action, self->target);
}

static gboolean
equal_targets (GVariant *a,
               GVariant *b)
{
  return a == b || (a != NULL && b != NULL && g_variant_equal (a, b));
}

/**
 * hkk_search_hit_equal:
 *
 * Returns: whether both look the same and lead to the same thing
 */
gboolean
hkk_search_hit_equal (HkkSearchHit *a,
                      HkkSearchHit *b)
{
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (a), FALSE);
  g_return_val_if_fail (HKK_IS_SEARCH_HIT (b), FALSE);

  return g_str_equal (a->action, b->action) && g_str_equal (a->title, b->title) &&
         g_strcmp0 (a->subtitle, b->subtitle) == 0 && equal_targets (a->target, b->target);
}

/**
 * hkk_search_group_get_title:
 *
 * Returns: (transfer none): the heading above what was found there
 */
const char *
hkk_search_group_get_title (HkkSearchGroup group)
{
  g_return_val_if_fail (group < HKK_N_SEARCH_GROUPS, NULL);

  return _(groups[group].title);
}

/**
 * hkk_search_group_get_icon:
 *
 * Returns: (transfer none): the name of the icon beside what was found there
 */
const char *
hkk_search_group_get_icon (HkkSearchGroup group)
{
  g_return_val_if_fail (group < HKK_N_SEARCH_GROUPS, NULL);

  return groups[group].icon_name;
}
