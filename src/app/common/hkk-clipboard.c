/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-clipboard.h"

#include "hkk-settings.h"

#define KEPT_SECONDS 60

/* What was copied last, as long as it has to go. What was copied before is not in the clipboard any more. */
static struct
{
  GdkClipboard       *clipboard; /* Owned (nullable) */
  GdkContentProvider *copied;    /* Owned (nullable) */
  guint               source;    /* 0: it stays */
} last;

/**
 * hkk_clipboard_clear:
 *
 * Takes out of the clipboard what has to go some time. What was copied since, here or elsewhere, is none of our
 * business.
 */
void
hkk_clipboard_clear (void)
{
  if (last.clipboard != NULL && gdk_clipboard_get_content (last.clipboard) == last.copied)
    gdk_clipboard_set_content (last.clipboard, NULL);
  g_clear_handle_id (&last.source, g_source_remove);
  g_clear_object (&last.clipboard);
  g_clear_object (&last.copied);
}

static void
on_time (gpointer data)
{
  last.source = 0;
  hkk_clipboard_clear ();
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

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  hkk_clipboard_clear ();
  clipboard = gtk_widget_get_clipboard (widget);
  gdk_clipboard_set_text (clipboard, text);
  if (seconds == 0)
    return;
  last.clipboard = g_object_ref (clipboard);
  last.copied = g_object_ref (gdk_clipboard_get_content (clipboard));
  last.source = g_timeout_add_seconds_once (seconds, on_time, NULL);
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
