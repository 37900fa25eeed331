/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-skeleton.h"

#include <glib/gi18n.h>

#define MAX_ROWS 8
#define ROW_HEIGHT 64
#define MARGIN 18
#define RADIUS 6

struct _HkkSkeleton
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkSkeleton, hkk_skeleton, GTK_TYPE_WIDGET)

/* The ends of the lines differ so that they read as text, and are the same at each drawing so that nothing moves. */
static const float title_share[MAX_ROWS] = { .46f, .60f, .38f, .52f, .66f, .42f, .56f, .48f };
static const float text_share[MAX_ROWS] = { .74f, .58f, .80f, .66f, .50f, .78f, .62f, .70f };

static void
append_bar (GtkSnapshot   *snapshot,
            const GdkRGBA *color,
            float          x,
            float          y,
            float          width,
            float          height)
{
  GskRoundedRect bar;

  gsk_rounded_rect_init_from_rect (&bar, &GRAPHENE_RECT_INIT (x, y, width, height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, color, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
hkk_skeleton_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget) - 2 * MARGIN;
  int rows = MIN (MAX_ROWS, gtk_widget_get_height (widget) / ROW_HEIGHT);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.12f;
  for (int i = 0; i < rows && width > 0; i++)
    {
      float y = (float) (i * ROW_HEIGHT + 14);
      float title = width * title_share[i];
      float text = width * text_share[i];

      append_bar (snapshot, &color, mirrored ? MARGIN + width - title : MARGIN, y, title, 14);
      append_bar (snapshot, &color, mirrored ? MARGIN + width - text : MARGIN, y + 22, text, 12);
    }
}

static void
hkk_skeleton_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? ROW_HEIGHT : 120;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? ROW_HEIGHT * MAX_ROWS : 320;
}

static void
hkk_skeleton_class_init (HkkSkeletonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = hkk_skeleton_snapshot;
  widget_class->measure = hkk_skeleton_measure;

  gtk_widget_class_set_css_name (widget_class, "hkk-skeleton");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
hkk_skeleton_init (HkkSkeleton *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  /* TRANSLATORS: Name of what stands in for a list while it loads, for screen readers */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
}
