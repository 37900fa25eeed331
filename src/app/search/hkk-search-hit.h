/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Where something was found, in the order in which it is shown. */
typedef enum
{
  HKK_SEARCH_GROUP_PLACES,
  HKK_SEARCH_GROUP_DRAFTS,
  HKK_SEARCH_GROUP_REQUESTS,
  HKK_SEARCH_GROUP_MESSAGES,
  HKK_SEARCH_GROUP_DOCUMENTS,
  HKK_SEARCH_GROUP_FORMS,
  HKK_SEARCH_GROUP_HELP,
} HkkSearchGroup;
#define HKK_N_SEARCH_GROUPS 7

const char *hkk_search_group_get_title (HkkSearchGroup group);
const char *hkk_search_group_get_icon  (HkkSearchGroup group);

/* One thing that was found, and the action that leads to it. */
#define HKK_TYPE_SEARCH_HIT (hkk_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (HkkSearchHit, hkk_search_hit, HKK, SEARCH_HIT, GObject)

HkkSearchHit  *hkk_search_hit_new          (HkkSearchGroup  group,
                                            const char     *title,
                                            const char     *subtitle,
                                            const char     *action,
                                            const char     *target);
HkkSearchGroup hkk_search_hit_get_group    (HkkSearchHit   *self);
const char    *hkk_search_hit_get_title    (HkkSearchHit   *self);
const char    *hkk_search_hit_get_subtitle (HkkSearchHit   *self); /* (nullable) */
const char    *hkk_search_hit_get_action   (HkkSearchHit   *self);
GVariant      *hkk_search_hit_get_target   (HkkSearchHit   *self); /* (transfer none) (nullable) */
char          *hkk_search_hit_dup_id       (HkkSearchHit   *self);
gboolean       hkk_search_hit_equal        (HkkSearchHit   *a,
                                            HkkSearchHit   *b);
