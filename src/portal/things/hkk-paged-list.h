/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/*
 * One place of an HkkPagedList. It is there before its thing is. Property: thing (HkkThing, nullable until loaded,
 * notifies).
 */
#define HKK_TYPE_PAGED_ITEM (hkk_paged_item_get_type ())
G_DECLARE_FINAL_TYPE (HkkPagedItem, hkk_paged_item, HKK, PAGED_ITEM, GObject)
gpointer hkk_paged_item_get_thing    (HkkPagedItem *self); /* (transfer none) (nullable): HkkThing */
guint    hkk_paged_item_get_position (HkkPagedItem *self);

typedef enum
{
  HKK_PAGED_LIST_IDLE,     /* nothing was asked for yet */
  HKK_PAGED_LIST_LOADING,  /* nothing to show yet */
  HKK_PAGED_LIST_READY,    /* n-items is known; single places may still load */
  HKK_PAGED_LIST_ERROR,    /* see error; hkk_paged_list_reload() tries again */
} HkkPagedListState;
#define HKK_TYPE_PAGED_LIST_STATE (hkk_paged_list_state_get_type ())
GType hkk_paged_list_state_get_type (void);

/*
 * A GListModel of HkkPagedItem over a list route of the portal. Pages are loaded when their places are looked at, and
 * forgotten when many others were looked at since, so that 100,000 messages cost what 1,000 do.
 *
 * Properties: state (HkkPagedListState), error (GError, boxed, nullable), n-items (uint), years (JsonArray, boxed,
 * nullable: the calendar years that the param "year" can be, the newest first; NULL where the portal does not take it),
 * checked-at (GDateTime, boxed, nullable: when the portal said what is shown; told anew each time)
 *
 * Of a list that has one, the copy on this computer is shown until the portal has answered, and while it cannot be
 * asked, also for what a filter lets through.
 */
#define HKK_TYPE_PAGED_LIST (hkk_paged_list_get_type ())
G_DECLARE_FINAL_TYPE (HkkPagedList, hkk_paged_list, HKK, PAGED_LIST, GObject)

HkkPagedList      *hkk_paged_list_new       (HkkPortal    *portal,
                                             const char   *path,       /* "/v1/messages" */
                                             GType         item_type,  /* HKK_TYPE_MESSAGE */
                                             const char   *needs);     /* (nullable), static */
/* Nothing is loaded before the first of these. */
void               hkk_paged_list_reload    (HkkPagedList *self); /* from the start, keeps what is shown until the
                                                                     answer */
void               hkk_paged_list_refresh   (HkkPagedList *self); /* after an event: keeps places, adds what is new */
gboolean           hkk_paged_list_set_param (HkkPagedList *self,
                                             const char   *name,       /* "q", "state", "kind", "unread" */
                                             const char   *value);     /* (nullable): removes it */
HkkPagedListState  hkk_paged_list_get_state (HkkPagedList *self);
const GError      *hkk_paged_list_get_error (HkkPagedList *self);
GDateTime         *hkk_paged_list_get_checked_at (HkkPagedList *self); /* (transfer none) (nullable) */
gboolean           hkk_paged_list_get_stored (HkkPagedList *self); /* it is the copy on this computer */
JsonArray         *hkk_paged_list_get_years (HkkPagedList *self); /* (transfer none) (nullable) */
/* The place of the thing with this id among the loaded ones; FALSE if it is not loaded. */
gboolean           hkk_paged_list_find      (HkkPagedList *self,
                                             const char   *id,
                                             guint        *position);
