/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

typedef struct _HkkSession HkkSession;

typedef enum
{
  HKK_TRANSFER_WAITING,
  HKK_TRANSFER_RUNNING,
  HKK_TRANSFER_DONE,
  HKK_TRANSFER_FAILED,
  HKK_TRANSFER_CANCELLED,
} HkkTransferState;
#define HKK_TYPE_TRANSFER_STATE (hkk_transfer_state_get_type ())
GType hkk_transfer_state_get_type (void);

/*
 * One file on its way. Properties: state, done-bytes (int64), fraction (double, 0…1; 0 while the size is unknown),
 * error (GError, boxed, nullable), name (string, nullable: what the server calls the file).
 * A broken download goes on where it broke; the target appears whole or not at all, with mode 0600.
 */
#define HKK_TYPE_TRANSFER (hkk_transfer_get_type ())
G_DECLARE_FINAL_TYPE (HkkTransfer, hkk_transfer, HKK, TRANSFER, GObject)

HkkTransfer      *hkk_transfer_new_download   (HkkSession           *session,
                                               const char           *path,    /* "/v1/documents/…/content" */
                                               GFile                *target);
HkkTransfer      *hkk_transfer_new_upload     (HkkSession           *session,
                                               const char           *upload,  /* 32 hex, also the idempotency key */
                                               const char           *name,
                                               const char           *media_type,
                                               GBytes               *bytes);
/* A file that has the target's name stays, and this one is numbered: “Letter (2).pdf”. */
void              hkk_transfer_keep_existing  (HkkTransfer          *self);
/* (nullable): where it is when it is done */
GFile            *hkk_transfer_get_target     (HkkTransfer          *self);
/* One that failed may run again, from its beginning. */
void              hkk_transfer_run_async      (HkkTransfer          *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              data);
gboolean          hkk_transfer_run_finish     (HkkTransfer          *self,
                                               GAsyncResult         *result,
                                               GError              **error);
HkkTransferState  hkk_transfer_get_state      (HkkTransfer          *self);
