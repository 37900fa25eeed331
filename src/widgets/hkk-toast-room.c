/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-toast-room.h"

#include "hkk-descendant.h"

#define MIN_TEXT 120 /* pixels: where a toast has less room beside its buttons it keeps to one line */

#define WITH_BUTTON 450 /* pixels: a toast with a button is at least so wide in libadwaita 1.7, where there is room */

/* What a toast would cover. */
typedef struct
{
  GtkWidget *overlay; /* Borrowed */
  float      left;
  float      right;
  float      top;     /* in pixels of the overlay: of the highest bar that is reached so far */
} Bars;

/* The toolkit cuts what does not fit into one line, and it is gone before somebody finds out how it goes on. It asks a
 * toast how high it is without saying how wide it will be. */
static void
show_whole (GtkWidget *toast,
            int        natural,
            int        width)
{
  GtkWidget *inside = hkk_descendant_find (toast, GTK_TYPE_LABEL);
  GtkLabel *label = NULL;
  int text, height;

  if (inside == NULL)
    return;
  label = GTK_LABEL (inside);
  gtk_widget_measure (inside, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &text, NULL, NULL);
  if (natural <= width || width - (natural - text) < MIN_TEXT)
    {
      gtk_widget_set_size_request (inside, -1, -1);
      return;
    }
  gtk_label_set_single_line_mode (label, FALSE);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_measure (inside, GTK_ORIENTATION_VERTICAL, width - (natural - text), &height, NULL, NULL, NULL);
  gtk_widget_set_size_request (inside, -1, height);
}

static void
reach_bar (AdwToolbarView *view,
           Bars           *bars)
{
  int height = adw_toolbar_view_get_bottom_bar_height (view);
  graphene_rect_t place;

  if (height > 0 && gtk_widget_compute_bounds (GTK_WIDGET (view), bars->overlay, &place) &&
      place.origin.x < bars->right && place.origin.x + place.size.width > bars->left)
    bars->top = MIN (bars->top, place.origin.y + place.size.height - (float) height);
}

/* What is scrolled has no bars of a page in it. */
static void
reach_bars (GtkWidget *widget,
            Bars      *bars)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLED_WINDOW (widget))
    return;
  if (ADW_IS_TOOLBAR_VIEW (widget))
    reach_bar (ADW_TOOLBAR_VIEW (widget), bars);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    reach_bars (child, bars);
}

/* The button that says what it does comes before the one that closes. */
static gboolean
has_button (GtkWidget *toast)
{
  GtkWidget *button = hkk_descendant_find (toast, GTK_TYPE_BUTTON);

  return button != NULL && gtk_widget_get_visible (button) && gtk_button_get_label (GTK_BUTTON (button)) != NULL;
}

/* Above the bars of the pages that are shown where the toast is: their buttons are what the person goes on with. A
 * window so low that both do not fit is not made higher for it. */
static void
stand_above_bars (AdwToastOverlay *overlay,
                  GtkWidget       *toast,
                  int              natural)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (overlay));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (overlay));
  float half = MIN ((float) (has_button (toast) ? MAX (natural, WITH_BUTTON) : natural), width) / 2;
  Bars bars = { GTK_WIDGET (overlay), width / 2 - half, width / 2 + half, height };
  int own;

  reach_bars (adw_toast_overlay_get_child (overlay), &bars);
  gtk_widget_measure (toast, GTK_ORIENTATION_VERTICAL, -1, &own, NULL, NULL, NULL);
  own -= gtk_widget_get_margin_bottom (toast);
  gtk_widget_set_margin_bottom (toast, MAX (0, (int) MIN (height - bars.top, height - (float) own)));
}

static void
on_laid_out (AdwToastOverlay *overlay)
{
  GtkWidget *child = adw_toast_overlay_get_child (overlay);

  if (child == NULL)
    return;
  for (GtkWidget *toast = gtk_widget_get_first_child (GTK_WIDGET (overlay)); toast != NULL;
       toast = gtk_widget_get_next_sibling (toast))
    {
      int natural;

      if (toast == child)
        continue;
      gtk_widget_measure (toast, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      show_whole (toast, natural, gtk_widget_get_width (GTK_WIDGET (overlay)));
      stand_above_bars (overlay, toast, natural);
    }
}

/**
 * hkk_toast_room_make:
 * @overlay: realized
 *
 * From now on a toast in @overlay shows all it says, and covers no bar at the bottom of a page. Whatever changes is
 * laid out anew before it is painted, and so are they.
 */
void
hkk_toast_room_make (AdwToastOverlay *overlay)
{
  GdkFrameClock *clock = NULL;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  clock = gtk_widget_get_frame_clock (GTK_WIDGET (overlay));
  g_signal_handlers_disconnect_by_func (clock, on_laid_out, overlay);
  g_signal_connect_object (clock, "layout", G_CALLBACK (on_laid_out), overlay, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
