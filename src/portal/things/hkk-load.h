/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* What the copies are called; those of single things end with their id. */
#define HKK_COPY_OVERVIEW "overview"
#define HKK_COPY_REQUESTS "requests"
#define HKK_COPY_REQUEST "request-"
#define HKK_COPY_MESSAGES "messages"
#define HKK_COPY_MESSAGE "message-"
#define HKK_COPY_DOCUMENTS "documents"
#define HKK_COPY_PROFILE "profile"
#define HKK_COPY_FORMS "forms"
#define HKK_COPY_FORM "form-"

/* What the typed loads of this folder are made of; for its own files only. Static. */
typedef struct
{
  GType     (*get_type) (void); /* of the thing that the answer is, or of each item of its list */
  const char *list;             /* (nullable): the member with the items; NULL: the answer is one thing */
  const char *needs;            /* (nullable): what each thing must say besides, see hkk_thing_fits() */
  gboolean    falls_back;       /* whether its offline copy will do while the way to the portal is broken */
  const char *not_kept;         /* (nullable): the member that the offline copy goes without */
  const char *secret;           /* (nullable): the member that says that no copy may be kept of it */
  const char *apart;            /* (nullable): the end of the name of its own copy; the one without it will do, too */
} HkkLoad;

void     hkk_load_async    (HkkPortal            *portal,
                            const HkkLoad        *load,
                            const char           *path,
                            const char           *copy,
                            gpointer              tag,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              data);
gpointer hkk_load_finish   (HkkPortal            *portal,
                            GAsyncResult         *result,
                            gpointer              tag,
                            GDateTime           **seen_at,
                            GError              **error);
gpointer hkk_load_dup_copy (HkkPortal            *portal,
                            const HkkLoad        *load,
                            const char           *copy,
                            GDateTime           **seen_at);
void     hkk_load_copy_async (HkkPortal           *portal,
                              const HkkLoad       *load,
                              const char          *copy,
                              gpointer             tag,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data);

/* One thing of a list, by its id; NULL without an error if it is not on the first page. */
void     hkk_load_find_async  (HkkPortal            *portal,
                               const HkkLoad        *load,
                               const char           *path,
                               const char           *id,
                               gpointer              tag,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              data);
gpointer hkk_load_find_finish (HkkPortal            *portal,
                               GAsyncResult         *result,
                               gpointer              tag,
                               GError              **error);

/* The route of a thing, its id escaped. */
char    *hkk_load_path     (const char           *before,
                            const char           *id,
                            const char           *after);
