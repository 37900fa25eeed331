/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What this computer keeps of what was seen: sealed with the data key, bound to the account, gone at sign-out. */

/* Between what writes in workers and what removes: nothing may come to a folder after it was emptied. */
typedef struct _HkkCopyGate HkkCopyGate;

HkkCopyGate *hkk_copy_gate_new        (void);
void         hkk_copy_gate_unref      (HkkCopyGate *self);
void         hkk_copy_gate_empty      (HkkCopyGate *self,
                                       char       **dirs);

/* One copy that a worker writes or reads. */
typedef struct
{
  HkkCopyGate *gate;    /* Owned */
  guint        emptied; /* as it was when this was asked for */
  char        *path;
  GBytes      *key;     /* Owned */
  char        *account;
  char        *name;
  GBytes      *plain;   /* Owned (nullable): what is to be written */
  GFile       *file;    /* Owned (nullable): what is kept, or where it goes to */
} HkkCopyJob;

HkkCopyJob  *hkk_copy_job_new         (HkkCopyGate *gate,
                                       const char  *path,
                                       GBytes      *key,
                                       const char  *account,
                                       const char  *name);
void         hkk_copy_job_free        (gpointer     job);
gboolean     hkk_copy_job_write       (HkkCopyJob  *job,
                                       GError     **error);
GBytes      *hkk_copy_job_read        (HkkCopyJob  *job,
                                       GError     **error);

/* The folder of a copy. */
void         hkk_copy_job_trim        (HkkCopyJob  *job,
                                       guint        max_count,
                                       gint64       max_size);
gint64       hkk_copy_job_folder_size (HkkCopyJob  *job);

gboolean     hkk_copy_name_is_plain   (const char  *text);
