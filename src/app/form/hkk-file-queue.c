/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-queue.h"

#include <glib/gi18n.h>

#include "hkk-file-name.h"

struct _HkkFileQueue
{
  const HkkFileQueueFuncs *funcs;
  gpointer                 owner;   /* Borrowed: owns us */
  GQueue                   waiting; /* Owned GFile: chosen, and not begun yet */
  GPtrArray               *coming;  /* Owned, of HkkIncoming, each of which goes when it is settled */
  gboolean                 stopped;
};

static void
incoming_free (HkkIncoming *self)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->file);
  g_clear_object (&self->got);
  g_clear_pointer (&self->refusal, g_free);
  g_clear_object (&self->owner);
  g_free (self);
}

/* (transfer full): as it is shown. */
static char *
dup_name (HkkFileQueue *self,
          GFile        *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return hkk_file_name_clean (base != NULL ? base : "", NULL, _(self->funcs->unnamed));
}

/* INCOMING (transfer full) has ended. */
static void
settle (HkkFileQueue *self,
        HkkIncoming  *incoming)
{
  g_ptr_array_remove (self->coming, incoming);
  if (!self->stopped)
    self->funcs->settle (self->owner, incoming);
  incoming_free (incoming);
}

/* What there is no room for is not passed over in silence. */
static void
refuse_waiting (HkkFileQueue *self)
{
  guint n = g_queue_get_length (&self->waiting);
  g_autofree char *name = dup_name (self, g_queue_peek_head (&self->waiting));

  g_queue_clear_full (&self->waiting, g_object_unref);
  self->funcs->refuse (self->owner, n, name);
}

static void
start_next (HkkFileQueue *self)
{
  if (self->stopped)
    return;
  while (self->coming->len < self->funcs->get_room (self->owner))
    {
      g_autoptr(GFile) file = g_queue_pop_head (&self->waiting);
      g_autofree char *name = NULL;

      if (file == NULL)
        break;
      name = dup_name (self, file);
      self->funcs->start (self->owner, hkk_file_queue_begin (self, name, file));
    }
  if (self->coming->len == 0 && !g_queue_is_empty (&self->waiting))
    refuse_waiting (self);
  self->funcs->update (self->owner, self->coming->len == 0);
}

/**
 * hkk_file_queue_new:
 * @funcs: what the owner does
 * @owner: (type GObject): lives longer than the queue
 *
 * Returns: (transfer full): an empty one
 */
HkkFileQueue *
hkk_file_queue_new (const HkkFileQueueFuncs *funcs,
                    gpointer                 owner)
{
  HkkFileQueue *self = g_new0 (HkkFileQueue, 1);

  self->funcs = funcs;
  self->owner = owner;
  self->coming = g_ptr_array_new ();
  return self;
}

/* hkk_file_queue_free: frees it; nothing can be on its way, since that keeps the owner. */
void
hkk_file_queue_free (HkkFileQueue *self)
{
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_ptr_array_unref (self->coming);
  g_free (self);
}

/**
 * hkk_file_queue_add:
 * @files: a list of #GFile, which come behind those that are waiting
 */
void
hkk_file_queue_add (HkkFileQueue *self,
                    GListModel   *files)
{
  g_return_if_fail (G_IS_LIST_MODEL (files));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_queue_push_tail (&self->waiting, g_list_model_get_item (files, i));
  start_next (self);
}

/**
 * hkk_file_queue_add_file:
 * @file: one more, which comes behind those that are waiting
 */
void
hkk_file_queue_add_file (HkkFileQueue *self,
                         GFile        *file)
{
  g_return_if_fail (G_IS_FILE (file));

  g_queue_push_tail (&self->waiting, g_object_ref (file));
  start_next (self);
}

/**
 * hkk_file_queue_begin:
 * @name: what it is called
 * @file: (nullable): where it comes from
 *
 * Begins with something, whether or not it is a file that was chosen.
 *
 * Returns: (transfer none): what comes in; hkk_incoming_end() is to follow
 */
HkkIncoming *
hkk_file_queue_begin (HkkFileQueue *self,
                      const char   *name,
                      GFile        *file)
{
  HkkIncoming *incoming = g_new0 (HkkIncoming, 1);

  incoming->queue = self;
  incoming->owner = g_object_ref (self->owner);
  incoming->cancellable = g_cancellable_new ();
  incoming->name = g_strdup (name);
  g_set_object (&incoming->file, file);
  g_ptr_array_add (self->coming, incoming);
  return incoming;
}

/* hkk_file_queue_get_n_coming: how many are on their way, those that wait not counted. */
guint
hkk_file_queue_get_n_coming (HkkFileQueue *self)
{
  return self->coming->len;
}

/**
 * hkk_file_queue_stop:
 *
 * Nothing more is taken: the owner is going.
 */
void
hkk_file_queue_stop (HkkFileQueue *self)
{
  self->stopped = TRUE;
  g_queue_clear_full (&self->waiting, g_object_unref);
  for (guint i = 0; i < self->coming->len; i++)
    g_cancellable_cancel (((HkkIncoming *) g_ptr_array_index (self->coming, i))->cancellable);
}

/**
 * hkk_incoming_end:
 * @got: (transfer full) (nullable) (type GObject): what it became
 * @refusal: (transfer full) (nullable): why it became nothing; %NULL besides: it was given up
 *
 * Ends it. It is settled behind those that were chosen before it. What was given up keeps nobody waiting.
 */
void
hkk_incoming_end (HkkIncoming *incoming,
                  gpointer     got,
                  char        *refusal)
{
  HkkFileQueue *self = incoming->queue;
  g_autoptr(GObject) owner = g_object_ref (incoming->owner);

  incoming->got = got;
  incoming->refusal = refusal;
  incoming->ended = TRUE;
  if (self->stopped || (got == NULL && refusal == NULL))
    settle (self, incoming);
  while (self->coming->len > 0 && ((HkkIncoming *) g_ptr_array_index (self->coming, 0))->ended)
    settle (self, g_ptr_array_index (self->coming, 0));
  start_next (self);
}
