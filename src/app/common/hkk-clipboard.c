/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-clipboard.h"

#include "hkk-settings.h"

#define KEPT_SECONDS 60

typedef struct
{
  GdkClipboard       *clipboard; /* Owned */
  GdkContentProvider *copied;    /* Owned */
} Copy;

static void
copy_free (Copy *self)
{
  g_object_unref (self->clipboard);
  g_object_unref (self->copied);
  g_free (self);
}

/* What was copied since is none of our business. */
static gboolean
on_time (gpointer data)
{
  Copy *self = data;

  if (gdk_clipboard_get_content (self->clipboard) == self->copied)
    gdk_clipboard_set_content (self->clipboard, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * hkk_clipboard_copy_for:
 * @widget: where it was copied
 * @text: what
 * @seconds: how long it stays, unless something else is copied before; 0 for as long as the desktop keeps it
 */
void
hkk_clipboard_copy_for (GtkWidget  *widget,
                        const char *text,
                        guint       seconds)
{
  GdkClipboard *clipboard;
  Copy *copy;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  clipboard = gtk_widget_get_clipboard (widget);
  gdk_clipboard_set_text (clipboard, text);
  if (seconds == 0)
    return;
  copy = g_new0 (Copy, 1);
  copy->clipboard = g_object_ref (clipboard);
  copy->copied = g_object_ref (gdk_clipboard_get_content (clipboard));
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, seconds, on_time, copy, (GDestroyNotify) copy_free);
}

/**
 * hkk_clipboard_copy:
 * @widget: where it was copied
 * @text: what
 *
 * Copies @text as the person's settings want it: for a minute, or for as long as the desktop keeps it.
 */
void
hkk_clipboard_copy (GtkWidget  *widget,
                    const char *text)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();
  gboolean clears = settings == NULL || g_settings_get_boolean (settings, "clear-clipboard");

  hkk_clipboard_copy_for (widget, text, clears ? KEPT_SECONDS : 0);
}
