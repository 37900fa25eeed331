/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Files that were chosen and come in, as many at once as there is room for. What was chosen together is taken in the
 * order in which it was chosen: the pages of a letter. */
typedef struct _HkkFileQueue HkkFileQueue;

/* One that comes in. */
typedef struct
{
  HkkFileQueue *queue;       /* Borrowed from the owner */
  GObject      *owner;       /* Owned */
  GCancellable *cancellable; /* Owned */
  char         *name;        /* Owned: for display */
  GFile        *file;        /* Owned (nullable): what can be tried once more */
  GObject      *row;         /* Borrowed (nullable): what the owner shows meanwhile */
  GObject      *got;         /* Owned (nullable): what it became */
  char         *refusal;     /* Owned (nullable): why it became nothing; without one it was given up */
  gboolean      ended;       /* and waits for those that were chosen before it */
} HkkIncoming;

/* What the owner of a queue does. */
typedef struct
{
  const char *unnamed; /* what a file without a name is called; not translated yet */

  guint (*get_room) (gpointer     owner);     /* how many can come in at once: as many as may be added yet */
  void  (*start)    (gpointer     owner,
                     HkkIncoming *incoming);  /* reads its file; hkk_incoming_end() is to follow */
  void  (*settle)   (gpointer     owner,
                     HkkIncoming *incoming);  /* it has ended, and its turn has come */
  void  (*refuse)   (gpointer     owner,
                     guint        n,
                     const char  *name);      /* there is no room for N, of which the first has NAME */
  void  (*update)   (gpointer     owner,
                     gboolean     over);      /* one came in, or OVER: nothing is on its way any more */
} HkkFileQueueFuncs;

HkkFileQueue *hkk_file_queue_new      (const HkkFileQueueFuncs *funcs,
                                       gpointer                 owner);
void          hkk_file_queue_free     (HkkFileQueue            *self);
void          hkk_file_queue_add      (HkkFileQueue            *self,
                                       GListModel              *files);
void          hkk_file_queue_add_file (HkkFileQueue            *self,
                                       GFile                   *file);
HkkIncoming  *hkk_file_queue_begin    (HkkFileQueue            *self,
                                       const char              *name,
                                       GFile                   *file);
guint         hkk_file_queue_get_n_coming (HkkFileQueue        *self);
void          hkk_file_queue_stop     (HkkFileQueue            *self);

void          hkk_incoming_end        (HkkIncoming             *incoming,
                                       gpointer                 got,
                                       char                    *refusal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkFileQueue, hkk_file_queue_free)
