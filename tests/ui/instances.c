/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instances.h"

#include <gio/gio.h>

/* Every class chains up to GObject's own, at birth and at death, and finds it in GObject's class structure. */
static GHashTable *counts; /* GType → number */
static GMutex lock;
static void (*constructed) (GObject *object);
static void (*finalize) (GObject *object);

static void
add (GObject *object,
     int      by)
{
  gpointer type = GSIZE_TO_POINTER (G_OBJECT_TYPE (object));

  g_mutex_lock (&lock);
  g_hash_table_insert (counts, type, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, type)) + by));
  g_mutex_unlock (&lock);
}

static void
count_constructed (GObject *object)
{
  add (object, 1);
  constructed (object);
}

static void
count_finalize (GObject *object)
{
  add (object, -1);
  finalize (object);
}

void
instances_init (void)
{
  GObjectClass *klass = g_type_class_ref (G_TYPE_OBJECT);

  counts = g_hash_table_new (NULL, NULL);
  constructed = klass->constructed;
  finalize = klass->finalize;
  klass->constructed = count_constructed;
  klass->finalize = count_finalize;
}

void
instances_take (GHashTable *most)
{
  GHashTableIter iter;
  gpointer type;
  gpointer count;

  g_mutex_lock (&lock);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &type, &count))
    if (GPOINTER_TO_INT (count) > GPOINTER_TO_INT (g_hash_table_lookup (most, type)))
      g_hash_table_insert (most, type, count);
  g_mutex_unlock (&lock);
}

/* Connections have a number and an age of their own, and GTK keeps looks, fonts and pictures. */
static gboolean
is_kept_on_purpose (const char *type)
{
  static const char *prefixes[] = { "GtkCss", "GtkIconPaintable", "GdkMemoryTexture", "GdkPixbuf", "Pango", "GTls",
                                    "GSocket", "GInet", "HkkMockGate", "Soup" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (type, prefixes[i]))
      return TRUE;
  return FALSE;
}

static int
growth (GHashTable *now,
        GHashTable *before,
        gpointer    type)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (now, type)) - GPOINTER_TO_INT (g_hash_table_lookup (before, type));
}

/* How many more there are, without those of connections: each has four to give up reading and writing at both ends. */
static int
own_growth (GHashTable *now,
            GHashTable *before,
            gpointer    type)
{
  int more = growth (now, before, type);

  if (GPOINTER_TO_SIZE (type) == G_TYPE_CANCELLABLE)
    more -= 4 * MAX (0, growth (now, before, GSIZE_TO_POINTER (g_type_from_name ("HkkMockGate"))));
  return more;
}

static guint
compare (GHashTable *before,
         gboolean    tell)
{
  g_autoptr(GHashTable) now = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer type;
  guint grown = 0;

  instances_take (now);
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &type, NULL))
    {
      int more = own_growth (now, before, type);

      if (more <= 0 || is_kept_on_purpose (g_type_name (GPOINTER_TO_SIZE (type))))
        continue;
      grown++;
      if (tell)
        g_test_message ("%s: %d more", g_type_name (GPOINTER_TO_SIZE (type)), more);
    }
  return grown;
}

gboolean
instances_fit (GHashTable *before)
{
  return compare (before, FALSE) == 0;
}

void
instances_tell (GHashTable *before)
{
  compare (before, TRUE);
}
