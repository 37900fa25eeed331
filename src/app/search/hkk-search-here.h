/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-catalogue.h"
#include "hkk-portal.h"
#include "hkk-search-hit.h"

/* What can be found without asking the portal; each adds its HkkSearchHits. The key is of hkk_plain_text_key(). */
void hkk_search_here_add_places   (GListStore       *hits,
                                   HkkPortal        *portal,
                                   const char       *key);
void hkk_search_here_add_ways_in  (GListStore       *hits,
                                   HkkPortal        *portal,
                                   const char       *key);
/* Of the copy on this computer, of one kind; THINGS may be NULL. */
void hkk_search_here_add_kept     (GListStore       *hits,
                                   HkkSearchGroup    group,
                                   GListModel       *things,
                                   const char       *key);
void hkk_search_here_add_forms    (GListStore       *hits,
                                   HkkFormCatalogue *catalogue,
                                   const char       *text);
void hkk_search_here_add_help     (GListStore       *hits,
                                   const char       *key);

/* Of what was begun and not handed in; DRAFTS may be NULL. */
void hkk_search_here_add_drafts   (GListStore       *hits,
                                   HkkDrafts        *drafts,
                                   const char       *key);

/* Of what the portal lists: a request, a message or a document. */
void hkk_search_here_add_things   (GListStore       *hits,
                                   HkkSearchGroup    group,
                                   GListModel       *things);
