/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-crop-area.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-picture-cut.h"

#define SIDE 320  /* pixels that the picture has at least room for */
#define STEP 0.03 /* of the frame's height: one key */
#define ZOOM 1.08 /* one key, one notch */

struct _HkkCropArea
{
  GtkWidget        parent_instance;

  GdkTexture      *picture;  /* Owned (nullable) */
  guint            quarters; /* how often it was turned clockwise */
  double           aspect;   /* width by height of the frame */
  double           least;    /* pixels of the picture that the frame's shorter side has at least */
  graphene_rect_t  frame;    /* in pixels of the picture */
  graphene_rect_t  held;     /* the frame when the drag began */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void hkk_crop_area_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HkkCropArea, hkk_crop_area, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, hkk_crop_area_range_init))

static double
get_width (HkkCropArea *self)
{
  return gdk_texture_get_width (self->picture);
}

static double
get_height (HkkCropArea *self)
{
  return gdk_texture_get_height (self->picture);
}

/* How many pixels of the widget one of the picture has. */
static double
get_zoom (HkkCropArea *self)
{
  return MIN (gtk_widget_get_width (GTK_WIDGET (self)) / get_width (self),
              gtk_widget_get_height (GTK_WIDGET (self)) / get_height (self));
}

static int
percent_of (float  part,
            double all)
{
  return (int) (100.0 * (double) part / all + 0.5);
}

/* (transfer full): where the frame is, for who does not see it. */
static char *
dup_state (HkkCropArea *self)
{
  /* TRANSLATORS: the part of a picture in a frame, for screen readers; all are percentages: %1$d: how much of the
     height; %2$d: left edge of the frame; %3$d: top edge */
  return g_strdup_printf (_("%1$d %% of the height, %2$d %% from the left, %3$d %% from the top"),
                          percent_of (self->frame.size.height, get_height (self)),
                          percent_of (self->frame.origin.x, get_width (self)),
                          percent_of (self->frame.origin.y, get_height (self)));
}

static void
update_state (HkkCropArea *self)
{
  g_autofree char *state = dup_state (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  100.0 * (double) self->frame.size.height / get_height (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, state, -1);
}

/* The frame of this height and centre, as far as the picture reaches. */
static void
set_frame (HkkCropArea *self,
           double       x,
           double       y,
           double       height)
{
  double most = MIN (get_height (self), get_width (self) / self->aspect);
  double least = MIN (most, self->least / MIN (self->aspect, 1.0));
  double high = CLAMP (height, least, most);
  double wide = high * self->aspect;

  self->frame = GRAPHENE_RECT_INIT ((float) CLAMP (x - wide / 2, 0, get_width (self) - wide),
                                    (float) CLAMP (y - high / 2, 0, get_height (self) - high), (float) wide,
                                    (float) high);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  update_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
move (HkkCropArea *self,
      double       dx,
      double       dy)
{
  graphene_point_t centre;

  graphene_rect_get_center (&self->frame, &centre);
  set_frame (self, (double) centre.x + dx, (double) centre.y + dy, (double) self->frame.size.height);
}

static void
zoom (HkkCropArea *self,
      double       by)
{
  graphene_point_t centre;

  graphene_rect_get_center (&self->frame, &centre);
  set_frame (self, (double) centre.x, (double) centre.y, (double) self->frame.size.height * by);
}

/* Assistive technology sets the size, in percent of the picture's height. */
static gboolean
set_current_value (GtkAccessibleRange *range,
                   double              value)
{
  HkkCropArea *self = HKK_CROP_AREA (range);

  if (self->picture == NULL)
    return FALSE;
  zoom (self, value / 100.0 * get_height (self) / (double) self->frame.size.height);
  return TRUE;
}

static void
hkk_crop_area_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = set_current_value;
}

/* --- Input --- */

static gboolean
on_move_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  HkkCropArea *self = HKK_CROP_AREA (widget);
  g_autofree char *state = NULL;
  int x, y;

  if (self->picture == NULL)
    return FALSE;
  g_variant_get (arguments, "(ii)", &x, &y);
  move (self, x * STEP * (double) self->frame.size.height, y * STEP * (double) self->frame.size.height);
  /* Only its size is a value, of whose change a screen reader hears by itself. */
  state = dup_state (self);
  hkk_announce (GTK_WIDGET (self), state);
  return TRUE;
}

static gboolean
on_scale_key (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  HkkCropArea *self = HKK_CROP_AREA (widget);
  gboolean larger;

  if (self->picture == NULL)
    return FALSE;
  g_variant_get (arguments, "(b)", &larger);
  hkk_crop_area_scale (self, larger);
  return TRUE;
}

static void
on_drag_begin (HkkCropArea *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->held = self->frame;
}

static void
on_drag_update (HkkCropArea *self,
                double       dx,
                double       dy)
{
  graphene_point_t centre;

  if (self->picture == NULL)
    return;
  graphene_rect_get_center (&self->held, &centre);
  set_frame (self, (double) centre.x + dx / get_zoom (self), (double) centre.y + dy / get_zoom (self),
             (double) self->frame.size.height);
}

static gboolean
on_scroll (HkkCropArea *self,
           double       dx,
           double       dy)
{
  if (self->picture == NULL || dy == 0)
    return FALSE;
  hkk_crop_area_scale (self, dy > 0);
  return TRUE;
}

/* --- Widget --- */

static void
shade (GtkSnapshot           *snapshot,
       const graphene_rect_t *all,
       const graphene_rect_t *frame)
{
  const GdkRGBA dark = { 0, 0, 0, 0.6f };
  float right = frame->origin.x + frame->size.width, bottom = frame->origin.y + frame->size.height;
  const graphene_rect_t sides[] = {
    GRAPHENE_RECT_INIT (all->origin.x, all->origin.y, all->size.width, frame->origin.y - all->origin.y),
    GRAPHENE_RECT_INIT (all->origin.x, bottom, all->size.width, all->origin.y + all->size.height - bottom),
    GRAPHENE_RECT_INIT (all->origin.x, frame->origin.y, frame->origin.x - all->origin.x, frame->size.height),
    GRAPHENE_RECT_INIT (right, frame->origin.y, all->origin.x + all->size.width - right, frame->size.height),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    gtk_snapshot_append_color (snapshot, &dark, &sides[i]);
}

/* White with a dark line around it is seen on each picture. */
static void
outline (GtkSnapshot           *snapshot,
         const graphene_rect_t *frame,
         gboolean               focused)
{
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  float width = focused ? 4 : 2;
  GskRoundedRect inner, outer;

  gsk_rounded_rect_init_from_rect (&inner, frame, 0);
  gsk_rounded_rect_init_from_rect (&outer, frame, 0);
  gsk_rounded_rect_shrink (&outer, -1, -1, -1, -1);
  gtk_snapshot_append_border (snapshot, &outer, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { black, black, black, black });
  gtk_snapshot_append_border (snapshot, &inner, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { white, white, white, white });
}

static void
hkk_crop_area_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  HkkCropArea *self = HKK_CROP_AREA (widget);
  graphene_rect_t all, frame;
  float zoomed;

  if (self->picture == NULL)
    return;
  zoomed = (float) get_zoom (self);
  all.size = GRAPHENE_SIZE_INIT ((float) get_width (self) * zoomed, (float) get_height (self) * zoomed);
  all.origin = GRAPHENE_POINT_INIT (((float) gtk_widget_get_width (widget) - all.size.width) / 2,
                                    ((float) gtk_widget_get_height (widget) - all.size.height) / 2);
  graphene_rect_scale (&self->frame, zoomed, zoomed, &frame);
  graphene_rect_offset (&frame, all.origin.x, all.origin.y);
  gtk_snapshot_append_texture (snapshot, self->picture, &all);
  shade (snapshot, &all, &frame);
  outline (snapshot, &frame, gtk_widget_has_visible_focus (widget));
}

static void
hkk_crop_area_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? SIDE * 3 / 4 : SIDE / 2;
  *natural = SIDE;
}

static void
hkk_crop_area_dispose (GObject *object)
{
  g_clear_object (&HKK_CROP_AREA (object)->picture);
  G_OBJECT_CLASS (hkk_crop_area_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint key, pad; int x, y; } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 }, { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };
  static const struct { guint key; gboolean larger; } scales[] = {
    { GDK_KEY_plus, FALSE }, { GDK_KEY_KP_Add, FALSE }, { GDK_KEY_equal, FALSE }, { GDK_KEY_minus, TRUE },
    { GDK_KEY_KP_Subtract, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_add_binding (widget_class, moves[i].key, 0, on_move_key, "(ii)", moves[i].x, moves[i].y);
      gtk_widget_class_add_binding (widget_class, moves[i].pad, 0, on_move_key, "(ii)", moves[i].x, moves[i].y);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    gtk_widget_class_add_binding (widget_class, scales[i].key, 0, on_scale_key, "(b)", scales[i].larger);
}

static void
hkk_crop_area_class_init (HkkCropAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_crop_area_dispose;
  widget_class->snapshot = hkk_crop_area_snapshot;
  widget_class->measure = hkk_crop_area_measure;
  signals[CHANGED] = g_signal_new ("changed", HKK_TYPE_CROP_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
  bind_keys (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
hkk_crop_area_init (HkkCropArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

/**
 * hkk_crop_area_show:
 * @picture: a picture, made small
 * @aspect: width by height of the frame
 * @least: how many pixels of @picture the frame's shorter side must have
 *
 * Shows a picture, and a frame that is as large as there is room for.
 */
void
hkk_crop_area_show (HkkCropArea *self,
                    GdkTexture  *picture,
                    double       aspect,
                    double       least)
{
  g_return_if_fail (HKK_IS_CROP_AREA (self));
  g_return_if_fail (GDK_IS_TEXTURE (picture) && aspect > 0);

  g_set_object (&self->picture, picture);
  self->quarters = 0;
  self->aspect = aspect;
  self->least = least;
  set_frame (self, get_width (self) / 2, get_height (self) / 2, get_height (self));
}

/**
 * hkk_crop_area_turn:
 *
 * Turns the picture by a quarter; the frame is as large as there is room for again.
 */
void
hkk_crop_area_turn (HkkCropArea *self,
                    gboolean     clockwise)
{
  g_autoptr(GdkTexture) turned = NULL;

  g_return_if_fail (HKK_IS_CROP_AREA (self));

  if (self->picture == NULL)
    return;
  turned = hkk_picture_turn (self->picture, clockwise);
  g_set_object (&self->picture, turned);
  self->quarters = (self->quarters + (clockwise ? 1 : 3)) % 4;
  set_frame (self, get_width (self) / 2, get_height (self) / 2, get_height (self));
}

/**
 * hkk_crop_area_scale:
 * @larger: more of the picture, or less
 */
void
hkk_crop_area_scale (HkkCropArea *self,
                     gboolean     larger)
{
  g_return_if_fail (HKK_IS_CROP_AREA (self));

  if (self->picture != NULL)
    zoom (self, larger ? ZOOM : 1 / ZOOM);
}

/**
 * hkk_crop_area_get_picture:
 *
 * Returns: (transfer none) (nullable): the picture as it was turned
 */
GdkTexture *
hkk_crop_area_get_picture (HkkCropArea *self)
{
  g_return_val_if_fail (HKK_IS_CROP_AREA (self), NULL);

  return self->picture;
}

/**
 * hkk_crop_area_get_quarters:
 *
 * Returns: how often the picture was turned clockwise
 */
guint
hkk_crop_area_get_quarters (HkkCropArea *self)
{
  g_return_val_if_fail (HKK_IS_CROP_AREA (self), 0);

  return self->quarters;
}

/**
 * hkk_crop_area_get_frame:
 * @frame: (out): the frame, in pixels of the picture as it was turned
 */
void
hkk_crop_area_get_frame (HkkCropArea     *self,
                         graphene_rect_t *frame)
{
  g_return_if_fail (HKK_IS_CROP_AREA (self));

  *frame = self->frame;
}
