/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-drafts-store.h"

/* The changes of the files of one account, one after the other, in workers. Owned by an object that outlives them. */
typedef struct _HkkDraftJobs HkkDraftJobs;

/* A draft was written as it was at SAVED_AT, or not; before who waits for it is told. */
typedef void (*HkkDraftJobFunc) (gpointer      owner,
                                 const char   *id,
                                 GDateTime    *saved_at,
                                 const GError *error);

HkkDraftJobs *hkk_draft_jobs_new   (GObject         *owner,
                                    HkkDraftsPlace  *place,
                                    HkkDraftJobFunc  written);
void          hkk_draft_jobs_free  (HkkDraftJobs    *self);
void          hkk_draft_jobs_write (HkkDraftJobs    *self,
                                    const char      *id,
                                    GBytes          *plain,
                                    GDateTime       *saved_at,
                                    GStrv            remove,
                                    GTask           *waiter);
/* NAME: of the draft's file. */
void          hkk_draft_jobs_delete (HkkDraftJobs   *self,
                                     const char     *name,
                                     GTask          *waiter);
/* Nothing is changed; WAITER is told when all that was begun before has ended. */
void          hkk_draft_jobs_wait  (HkkDraftJobs    *self,
                                    GTask           *waiter);
