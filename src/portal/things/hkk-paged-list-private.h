/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-paged-list.h"

#define HKK_PAGE_SIZE 100  /* the most that the portal gives */
#define HKK_PAGES_KEPT 12  /* a view has about 206 rows, so this is a few screens to and fro; besides the first */

#define HKK_PAGE_NEEDS "items:[] total:i next_cursor:s? offset:i?"

/* Whether a filter of the list lets a thing through. */
typedef gboolean (*HkkPagedListMatches) (HkkThing   *thing,
                                         const char *name,
                                         const char *value);

/* One page that is loaded now. */
typedef struct
{
  guint      number;
  GPtrArray *things; /* of HkkThing */
} HkkPage;

struct _HkkPagedList
{
  GObject            parent_instance;

  HkkPortal         *portal;      /* Owned */
  char              *path;
  GType              item_type;
  const char        *needs;       /* (nullable), static: see hkk_thing_fits() */
  GHashTable        *params;      /* name → value */
  HkkPagedListState  state;
  GError            *error;       /* Owned (nullable) */
  guint              n_items;
  GPtrArray         *cursors;     /* of char*, (nullable) elements: how to ask for page N; element 0 is NULL */
  GQueue             pages;       /* of HkkPage, the latest used first */
  GHashTable        *items;       /* position → HkkPagedItem, weak: those that somebody holds */
  GCancellable      *call;        /* Owned (nullable): of the page under way */
  JsonArray         *years;       /* Owned (nullable): what the list can be asked for */
  gboolean           jumps;       /* the portal takes "offset" */
  gboolean           moved;       /* a far page told of another total: its place is looked for once more */
  guint              later;       /* source: the parameters changed while a page was under way */
  guint              idle;        /* source: looks for places that are held and empty */
  const char        *copy;        /* (nullable), static: what its beginning is kept as */
  HkkPagedListMatches matches;    /* (nullable) without a copy */
  guint              n_own_params; /* those that no filter has set */
  gboolean           stale;       /* what is shown is not what is asked for by now */
  GDateTime         *checked_at;  /* Owned (nullable) until there is something to show */
  gboolean           stored;      /* what is shown is the copy */
};

void          hkk_page_free               (gpointer      data);
HkkThing     *hkk_paged_list_thing_at     (HkkPagedList *self,
                                           guint         position);
/* The page that most of the held places wait for; G_MAXUINT if none does. */
guint         hkk_paged_list_wanted       (HkkPagedList *self);
void          hkk_paged_list_keep_page    (HkkPagedList *self,
                                           guint         number,
                                           GPtrArray    *things);
/* How many places came in at the top; G_MAXUINT if the two beginnings do not fit together. */
guint         hkk_paged_list_added_at_top (HkkPagedList *self,
                                           GPtrArray    *things,
                                           guint         total);
void          hkk_paged_list_item_gone    (gpointer      data,
                                           GObject      *where);
void          hkk_paged_list_forget_items (HkkPagedList *self);
/* The places that are held have nothing any more, from this one on. */
void          hkk_paged_list_empty_items  (HkkPagedList *self,
                                           guint         from);
void          hkk_paged_list_shift_items  (HkkPagedList *self,
                                           guint         by);

/* hkk-paged-list-copy.c */
void          hkk_paged_list_set_copy     (HkkPagedList        *self,
                                           const char          *copy,
                                           HkkPagedListMatches  matches);
void          hkk_paged_list_keep_copy    (HkkPagedList *self,
                                           JsonNode     *answer);
JsonNode     *hkk_paged_list_dup_copy     (HkkPagedList *self,
                                           GDateTime   **seen_at);
void          hkk_paged_list_sift         (HkkPagedList *self,
                                           GPtrArray    *things);
void          hkk_paged_list_set_checked  (HkkPagedList *self,
                                           GDateTime    *seen_at,
                                           gboolean      stored);

HkkPagedItem *hkk_paged_item_new          (guint         position,
                                           HkkThing     *thing);
void          hkk_paged_item_set_thing    (HkkPagedItem *self,
                                           HkkThing     *thing);
void          hkk_paged_item_set_position (HkkPagedItem *self,
                                           guint         position);
