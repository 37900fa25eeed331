/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

G_BEGIN_DECLS

/*
 * One place of an HkkPageList. It is there before its thing is. Properties: thing (HkkThing, nullable until loaded, notifies),
 * loaded (boolean), position (uint).
 */
#define HKK_TYPE_PAGE_ITEM (hkk_page_item_get_type ())
G_DECLARE_FINAL_TYPE (HkkPageItem, hkk_page_item, HKK, PAGE_ITEM, GObject)
gpointer hkk_page_item_get_thing    (HkkPageItem *self); /* (transfer none) (nullable): HkkThing */
guint    hkk_page_item_get_position (HkkPageItem *self);

typedef enum {
  HKK_PAGE_LIST_IDLE,     /* nothing was asked for yet */
  HKK_PAGE_LIST_LOADING,  /* nothing to show yet */
  HKK_PAGE_LIST_READY,    /* n-items is known; single places may still load */
  HKK_PAGE_LIST_ERROR,    /* see error; hkk_page_list_reload() tries again */
} HkkPageListState;
#define HKK_TYPE_PAGE_LIST_STATE (hkk_page_list_state_get_type ())
GType hkk_page_list_state_get_type (void);

/*
 * A GListModel of HkkPageItem over a list route of the portal. Pages are loaded when their places are looked at, and
 * forgotten when many others were looked at since, so that 100,000 messages cost what 1,000 do.
 *
 * Properties: state (HkkPageListState), error (GError, boxed, nullable), n-items (uint), refreshing (boolean),
 *   checked-at (GDateTime, nullable: when the server was last asked successfully)
 */
#define HKK_TYPE_PAGE_LIST (hkk_page_list_get_type ())
G_DECLARE_FINAL_TYPE (HkkPageList, hkk_page_list, HKK, PAGE_LIST, GObject)

HkkPageList      *hkk_page_list_new        (HkkPortal    *portal,
                                            const char   *path,      /* "/v1/messages" */
                                            GType         item_type); /* HKK_TYPE_MESSAGE */
/* Nothing is loaded before the first of these three. */
void              hkk_page_list_reload     (HkkPageList  *self); /* from the start, keeps what is shown until the answer */
void              hkk_page_list_refresh    (HkkPageList  *self); /* after an event: keeps places, adds what is new */
void              hkk_page_list_set_param  (HkkPageList  *self,
                                            const char   *name,      /* "q", "state", "kind", "unread" */
                                            const char   *value);    /* (nullable): removes it */
void              hkk_page_list_set_params (HkkPageList  *self,
                                            const char   *first_name,
                                            ...) G_GNUC_NULL_TERMINATED;
HkkPageListState  hkk_page_list_get_state  (HkkPageList  *self);
const GError     *hkk_page_list_get_error  (HkkPageList  *self);
/* What is loaded right now, for instance to keep the first page in the offline copy; and the way back. */
JsonNode         *hkk_page_list_dup_first_page (HkkPageList *self); /* (nullable) */
void              hkk_page_list_take_cached    (HkkPageList *self,
                                                JsonNode    *page);
/* The place of the thing with this id among the loaded ones; FALSE if it is not loaded. */
gboolean          hkk_page_list_find       (HkkPageList  *self,
                                            const char   *id,
                                            guint        *position);

G_END_DECLS
