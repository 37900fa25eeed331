/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the toolkit loses is not told as a leak of the program, which neither makes it nor keeps it:
 *
 * - what it draws with. GTK 4.18 loses what is drawn in a clip of no width or height (gtk_snapshot_collect_clip), as in
 *   the first and last frames of AdwNavigationView's transitions; AdwBreakpointBin loses its old picture when it is
 *   closed, or resized once more, before its next frame.
 * - what it asks of a folder, and the list of its buttons. The file chooser's path bar never frees the one and not
 *   always the other (gtk_path_bar_get_info_callback).
 * - the file that is printed to. The print backend never frees its stream (gtk_print_backend_file_print_stream).
 *
 * A suppression finds none of them: it needs whole stacks, which make the tests at least four times as slow. */
#include <dlfcn.h>
#include <gio/gio.h>
#include <string.h>

void __lsan_disable (void) __attribute__ ((weak));
void __lsan_enable (void) __attribute__ ((weak));
void __lsan_ignore_object (const void *object) __attribute__ ((weak));

/* The function of that name that this one stands before. */
#define NEXT(name) ((__typeof__ (&(name))) dlsym (RTLD_NEXT, #name))
#define CALLER __builtin_return_address (0)
#define LONGEST 1024 /* bytes of code of the function that asks */

static _Thread_local const char *asking; /* where the toolkit has got its last answer */

static gboolean
is_in (gconstpointer  code,
       const char    *library)
{
  Dl_info where;

  return dladdr (code, &where) != 0 && strstr (where.dli_fname, library) != NULL;
}

static gpointer
ignore_if (gboolean toolkit,
           gpointer object)
{
  if (toolkit && object != NULL && __lsan_ignore_object != NULL)
    __lsan_ignore_object (object);
  return object;
}

GTypeInstance *
g_type_create_instance (GType type)
{
  static GType node;
  GTypeInstance *instance;

  if (node == 0)
    node = g_type_from_name ("GskRenderNode");
  if (__lsan_disable == NULL || node == 0 || !g_type_is_a (type, node))
    return NEXT (g_type_create_instance) (type);
  __lsan_disable ();
  instance = NEXT (g_type_create_instance) (type);
  __lsan_enable ();
  return instance;
}

GFileInfo *
g_file_query_info_finish (GFile         *file,
                          GAsyncResult  *result,
                          GError       **error)
{
  gboolean toolkit = is_in (CALLER, "/libgtk-4.");

  asking = toolkit ? CALLER : NULL;
  return ignore_if (toolkit, NEXT (g_file_query_info_finish) (file, result, error));
}

GList *
g_list_prepend (GList    *list,
                gpointer  data)
{
  static __typeof__ (&g_list_prepend) next;
  const char *caller = CALLER;

  if (next == NULL)
    next = NEXT (g_list_prepend);
  return ignore_if (asking != NULL && caller > asking && caller - asking < LONGEST, next (list, data));
}

GFileOutputStream *
g_file_replace (GFile             *file,
                const char        *etag,
                gboolean           make_backup,
                GFileCreateFlags   flags,
                GCancellable      *cancellable,
                GError           **error)
{
  return ignore_if (is_in (CALLER, "/libprintbackend-file."),
                    NEXT (g_file_replace) (file, etag, make_backup, flags, cancellable, error));
}
