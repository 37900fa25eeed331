/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

/* One page of a list.
 *
 * g_auto(HkkMockPage) page = { 0 };
 * if (!hkk_mock_page_begin (&page, call)) return;
 * rows = hkk_mock_query (…, page.sort_key, page.row_id, page.limit + 1); and page.offset, if it jumps
 * while (hkk_mock_page_next (&page, rows))
 *   hkk_mock_page_add (&page, item, sort_key, row_id);
 * hkk_mock_page_answer (&page, call, total); */
typedef struct
{
  gboolean   jumps;      /* the list takes "offset"; said before it begins */
  gint64     offset;     /* how many rows to leave out */
  gint64     limit;      /* 1 to 100, by default 50; who asks for one row more learns whether there are more */
  gboolean   has_cursor; /* it goes on after a place: two integers of the service's choice */
  gint64     sort_key;   /* of that place; without one greater than any: the newest come first */
  gint64     row_id;
  JsonArray *items;      /* Owned */
  JsonArray *years;      /* Owned (nullable): those that the list can be asked for */
  gint64     last_key;   /* of the last item */
  gint64     last_row;
  char      *next;       /* Owned (nullable): the place after the page, opaque; NULL at the end */
} HkkMockPage;

/* FALSE if a problem (400) was set. */
gboolean hkk_mock_page_begin    (HkkMockPage *self,
                                 HkkMockCall *call);
/* Whether ROWS has one more row for the page. */
gboolean hkk_mock_page_next     (HkkMockPage *self,
                                 HkkMockRows *rows);
void     hkk_mock_page_add      (HkkMockPage *self,
                                 JsonObject  *item,  /* (transfer full) */
                                 gint64       sort_key,
                                 gint64       row_id);
/* There are more after this place. */
void     hkk_mock_page_set_next (HkkMockPage *self,
                                 gint64       sort_key,
                                 gint64       row_id);
void     hkk_mock_page_answer   (HkkMockPage *self,
                                 HkkMockCall *call,
                                 gint64       total); /* of all pages */
void     hkk_mock_page_clear    (HkkMockPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HkkMockPage, hkk_mock_page_clear)

/* A list that is always whole. ITEMS (transfer full). */
void     hkk_mock_call_answer_list (HkkMockCall *call,
                                    JsonArray   *items);
