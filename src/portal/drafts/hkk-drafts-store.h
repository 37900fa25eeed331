/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-drafts-private.h"

#define HKK_DRAFT_SUFFIX ".draft" /* after the id: the name of its file */

/* Where the files of one account are. Constant once made, so that workers may read it. The functions block. */
typedef struct
{
  char   *dir;
  char   *account;
  GBytes *key;
} HkkDraftsPlace;

typedef struct
{
  GPtrArray *drafts;  /* of JsonObject */
  GPtrArray *damaged; /* of char*: file names */
} HkkDraftsFound;

void             hkk_drafts_found_free        (HkkDraftsFound        *found);
HkkDraftsPlace  *hkk_drafts_get_place         (HkkDrafts             *self);
GError          *hkk_drafts_why_not_kept      (HkkDrafts             *self);
/* SWEEP: files that no draft names go. */
HkkDraftsFound  *hkk_drafts_place_read        (HkkDraftsPlace        *self,
                                               gboolean               sweep,
                                               GError               **error);
gboolean         hkk_drafts_place_write       (HkkDraftsPlace        *self,
                                               const char            *id,
                                               GBytes                *plain,
                                               const char * const    *remove,
                                               GError               **error);
gboolean         hkk_drafts_place_delete      (HkkDraftsPlace        *self,
                                               const char            *name,
                                               GError               **error);
gboolean         hkk_drafts_place_write_file  (HkkDraftsPlace        *self,
                                               const char            *id,
                                               const char            *upload,
                                               GBytes                *plain,
                                               GError               **error);
GBytes          *hkk_drafts_place_read_file   (HkkDraftsPlace        *self,
                                               const char            *id,
                                               const char            *upload,
                                               GError               **error);
