/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-file-queue.h"
#include "hkk-files-field.h"

/* Files as rows: chosen, dropped or pasted; each is checked when it comes and kept in the draft. */
struct _HkkFilesField
{
  HkkFieldRow   parent_instance;

  GCancellable *cancellable; /* Owned */
  GtkListBox   *list;        /* Borrowed from the row's content */
  AdwButtonRow *add;         /* Borrowed from the list */
  AdwButtonRow *make_pdf;    /* Borrowed from the list seen where a PDF is taken */
  GPtrArray    *rows;        /* Owned, of borrowed HkkFileRow: one per file of the value */
  GPtrArray    *notices;     /* Owned, of borrowed AdwActionRow: files being checked, files refused */
  HkkFileQueue *queue;       /* Owned: files on their way into the draft */
  guint         n_added;     /* of those that were chosen together, until all of them are told of */
  guint         n_refused;
  char         *added;       /* Owned (nullable): the name of the last one */
  char         *refusal;     /* Owned (nullable): the last one, as it is spoken */
};

/* What comes in: hkk-files-field-incoming.c */
extern const HkkFileQueueFuncs hkk_files_field_funcs;

const char         *hkk_files_field_get_path        (HkkFilesField *self);
const char * const *hkk_files_field_get_media_types (HkkFilesField *self);
guint               hkk_files_field_get_max         (HkkFilesField *self);
guint               hkk_files_field_get_count       (HkkFilesField *self);
gboolean            hkk_files_field_has_room        (HkkFilesField *self);
void                hkk_files_field_focus_add       (HkkFilesField *self);
void                hkk_files_field_refuse_alone    (HkkFilesField *self,
                                                     const char    *name,
                                                     const char    *message);
void                hkk_files_field_clear_refusals  (HkkFilesField *self);
HkkIncoming        *hkk_files_field_begin           (HkkFilesField *self,
                                                     const char    *name);
void                hkk_files_field_attach_bytes    (HkkFilesField *self,
                                                     HkkIncoming   *incoming,
                                                     GBytes        *bytes);
