/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-session.h"
#include "hkk-transfer.h"

#define HKK_TRANSFER_ATTEMPTS 5

struct _HkkTransfer
{
  GObject           parent_instance;

  HkkSession       *session;      /* Owned */
  HkkTransferState  state;
  gint64            done;
  gint64            total;        /* 0 while unknown */
  GError           *error;        /* Owned (nullable) */
  char             *name;         /* (nullable) */

  char             *path;
  GFile            *target;       /* Owned (nullable): of a download */
  gboolean          beside;       /* what has the target's name stays */
  GBytes           *bytes;        /* Owned (nullable): of an upload */
  char             *media_type;
  char             *upload;

  GCancellable     *cancellable;  /* Owned: of the whole transfer */
  GCancellable     *attempt;      /* Owned (nullable): of the call under way */
  HkkConnectWatch  *watch;        /* Owned (nullable) */
  SoupMessage      *message;      /* Owned (nullable) */
  char             *token;        /* (nullable) */
  gboolean          renewed;      /* the token was renewed once */
  guint             attempts;
  guint             stall;        /* source */
  guint             pause;        /* source */

  GInputStream     *stream;       /* Owned (nullable) */
  GOutputStream    *output;       /* Owned (nullable): the part file */
  GBytes           *chunk;        /* Owned (nullable): what is being written */
  char             *part;         /* (nullable): its path */
  int               fd;
  GChecksum        *checksum;     /* Owned (nullable) */
  char             *etag;         /* (nullable) */
  char             *digest;       /* (nullable): base64 that the content must have */
  char             *answer;       /* Owned (nullable): room for an answer that is no file, and one byte more */
};

void     hkk_transfer_set_done       (HkkTransfer  *self,
                                      gint64        done);
void     hkk_transfer_set_total      (HkkTransfer  *self,
                                      gint64        total);
void     hkk_transfer_set_name       (HkkTransfer  *self,
                                      const char   *name);
/* Movement: the stall deadline begins anew. */
void     hkk_transfer_moved          (HkkTransfer  *self);
void     hkk_transfer_send           (GTask        *task,
                                      const HkkCall *call,
                                      goffset       from);
void     hkk_transfer_finish         (GTask        *task,
                                      GError       *error);
void     hkk_transfer_broke          (GTask        *task,
                                      const GError *network);
void     hkk_transfer_end_attempt    (HkkTransfer  *self);

void     hkk_download_start          (GTask        *task);
void     hkk_download_take_stream    (GTask        *task);
void     hkk_download_clear          (HkkTransfer  *self);
