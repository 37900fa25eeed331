/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-focus-kept.h"

typedef struct
{
  GtkWindow *window; /* Borrowed: it is its own */
  GtkWidget *last;   /* Weak (nullable): had the focus, or has it */
} Kept;

static void
on_state (GtkWidget     *widget,
          GtkStateFlags  before,
          Kept          *kept)
{
  if (!gtk_widget_is_sensitive (widget))
    return;
  g_signal_handlers_disconnect_by_func (widget, on_state, kept);
  if (widget == kept->last && gtk_window_get_focus (kept->window) == NULL && gtk_widget_get_mapped (widget))
    gtk_widget_grab_focus (widget);
}

static void
on_focus (GtkWindow  *window,
          GParamSpec *pspec,
          Kept       *kept)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (kept->last != NULL)
    g_signal_handlers_disconnect_by_func (kept->last, on_state, kept);
  if (focus != NULL)
    g_set_weak_pointer (&kept->last, focus);
  else if (kept->last != NULL && !gtk_widget_is_sensitive (kept->last))
    g_signal_connect (kept->last, "state-flags-changed", G_CALLBACK (on_state), kept);
}

static void
kept_free (Kept *kept)
{
  if (kept->last != NULL)
    g_signal_handlers_disconnect_by_func (kept->last, on_state, kept);
  g_clear_weak_pointer (&kept->last);
  g_free (kept);
}

/**
 * hkk_focus_kept_follow:
 * @window: a window of the program
 *
 * What is switched off while it has the focus, as a button while its question is on the way, gets the focus back when
 * it is switched on again, unless the person has gone on meanwhile: the toolkit lets it go, and the keys reach nobody.
 */
void
hkk_focus_kept_follow (GtkWindow *window)
{
  Kept *kept = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  kept = g_new0 (Kept, 1);
  kept->window = window;
  on_focus (window, NULL, kept);
  g_signal_connect_data (window, "notify::focus-widget", G_CALLBACK (on_focus), kept, (GClosureNotify) kept_free, 0);
}
