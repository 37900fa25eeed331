/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-health-card-picture.h"

#include <glib/gi18n.h>

#include "hkk-format.h"

/* ISO/IEC 7810 ID-1: 85.60 mm by 53.98 mm. */
#define RATIO (53.98f / 85.60f)
#define MIN_WIDTH 200
#define NATURAL_WIDTH 400

struct _HkkHealthCardPicture
{
  GtkWidget        parent_instance;

  HkkHealthCard   *card;  /* Owned (nullable) */
  GdkTexture      *photo; /* Owned (nullable) */
  graphene_rect_t  part;  /* of @photo, in its pixels */
};

G_DEFINE_FINAL_TYPE (HkkHealthCardPicture, hkk_health_card_picture, GTK_TYPE_WIDGET)

/* --- Drawing: in hundredths of the width --- */

static const GdkRGBA teal = { 0.043f, 0.447f, 0.522f, 1 };
static const GdkRGBA light_teal = { 0.063f, 0.58f, 0.65f, 1 };
static const GdkRGBA yellow = { 1, 0.831f, 0.231f, 1 };
static const GdkRGBA dark_yellow = { 0.6f, 0.46f, 0.05f, 1 };
static const GdkRGBA white = { 1, 1, 1, 1 };
static const GdkRGBA pale = { 0.9f, 0.94f, 0.95f, 1 };
static const GdkRGBA shade = { 0.55f, 0.65f, 0.68f, 1 };

static void
draw_text (HkkHealthCardPicture *self,
           GtkSnapshot          *snapshot,
           float                 unit,
           const char           *text,
           graphene_rect_t       place,
           gboolean              bold)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family (font, "sans");
  pango_font_description_set_absolute_size (font, (double) place.size.height * (double) unit * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (place.size.width * unit) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place.origin.x * unit, place.origin.y * unit));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
draw_box (GtkSnapshot     *snapshot,
          float            unit,
          graphene_rect_t  place,
          float            radius,
          const GdkRGBA   *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (place.origin.x * unit, place.origin.y * unit, place.size.width * unit,
                                               place.size.height * unit);
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, &bounds, radius * unit);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_ground (GtkSnapshot *snapshot,
             float        unit)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 100 * unit, 100 * RATIO * unit);
  const GskColorStop stops[] = { { 0, teal }, { 1, light_teal } };
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, &bounds, 3.5f * unit);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_linear_gradient (snapshot, &bounds, &bounds.origin,
                                       &GRAPHENE_POINT_INIT (bounds.size.width, bounds.size.height), stops,
                                       G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
}

static void
draw_chip (GtkSnapshot *snapshot,
           float        unit)
{
  draw_box (snapshot, unit, GRAPHENE_RECT_INIT (6, 16, 14, 11), 2, &yellow);
  draw_box (snapshot, unit, GRAPHENE_RECT_INIT (12.75f, 16, 0.5f, 11), 0, &dark_yellow);
  for (int i = 1; i <= 2; i++)
    draw_box (snapshot, unit, GRAPHENE_RECT_INIT (6, 16 + (float) i * 3.6f, 14, 0.5f), 0, &dark_yellow);
}

/* Somebody: there is no photo yet. */
static void
draw_nobody (GtkSnapshot *snapshot,
             float        unit)
{
  draw_box (snapshot, unit, GRAPHENE_RECT_INIT (77.5f, 19, 11, 11), 5.5f, &shade);
  draw_box (snapshot, unit, GRAPHENE_RECT_INIT (74, 32, 18, 20), 8, &shade);
}

/* The part of the photo fills the frame. */
static void
draw_photo (HkkHealthCardPicture *self,
            GtkSnapshot          *snapshot,
            float                 unit,
            graphene_rect_t       place)
{
  graphene_rect_t frame = GRAPHENE_RECT_INIT (place.origin.x * unit, place.origin.y * unit, place.size.width * unit,
                                              place.size.height * unit);
  float scale = frame.size.width / self->part.size.width;

  gtk_snapshot_push_clip (snapshot, &frame);
  if (self->photo == NULL)
    draw_nobody (snapshot, unit);
  else
    gtk_snapshot_append_texture (snapshot, self->photo,
                                 &GRAPHENE_RECT_INIT (frame.origin.x - self->part.origin.x * scale,
                                                      frame.origin.y - self->part.origin.y * scale,
                                                      (float) gdk_texture_get_width (self->photo) * scale,
                                                      (float) gdk_texture_get_height (self->photo) * scale));
  gtk_snapshot_pop (snapshot);
}

static const char *
get_text (HkkHealthCardPicture *self,
          const char           *property)
{
  const char *text = self->card != NULL ? hkk_thing_get_string (HKK_THING (self->card), property) : NULL;

  return text != NULL ? text : "";
}

static void
draw_words (HkkHealthCardPicture *self,
            GtkSnapshot          *snapshot,
            float                 unit)
{
  g_autofree char *number = hkk_health_card_picture_group (get_text (self, "number"));
  g_autofree char *until = hkk_format_iso_day (get_text (self, "valid-until"));

  draw_text (self, snapshot, unit, _("Health card"), GRAPHENE_RECT_INIT (6, 4.5f, 60, 5), TRUE);
  draw_text (self, snapshot, unit, get_text (self, "name"), GRAPHENE_RECT_INIT (6, 30.5f, 62, 5), TRUE);
  draw_text (self, snapshot, unit, get_text (self, "insurance-number"), GRAPHENE_RECT_INIT (6, 37.5f, 62, 4), FALSE);
  draw_text (self, snapshot, unit, number, GRAPHENE_RECT_INIT (6, 43.5f, 62, 3.6f), FALSE);
  if (*until == '\0')
    return;
  draw_text (self, snapshot, unit, _("Valid until"), GRAPHENE_RECT_INIT (6, 49.5f, 20, 3), FALSE);
  draw_text (self, snapshot, unit, until, GRAPHENE_RECT_INIT (6, 53.5f, 62, 3.6f), FALSE);
}

static void
hkk_health_card_picture_snapshot (GtkWidget   *widget,
                                  GtkSnapshot *snapshot)
{
  HkkHealthCardPicture *self = HKK_HEALTH_CARD_PICTURE (widget);
  const graphene_rect_t frame = GRAPHENE_RECT_INIT (72, 15, 22, 22 * 9 / 7.0f);
  float unit = (float) gtk_widget_get_width (widget) / 100;

  draw_ground (snapshot, unit);
  draw_chip (snapshot, unit);
  draw_box (snapshot, unit, frame, 0, &pale);
  draw_photo (self, snapshot, unit, frame);
  draw_words (self, snapshot, unit);
}

static GtkSizeRequestMode
hkk_health_card_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hkk_health_card_picture_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  int width = for_size >= 0 ? for_size : NATURAL_WIDTH;

  *minimum = MIN_WIDTH;
  *natural = NATURAL_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) (MAX (width, MIN_WIDTH) * RATIO + 0.5f);
}

static void
hkk_health_card_picture_dispose (GObject *object)
{
  HkkHealthCardPicture *self = HKK_HEALTH_CARD_PICTURE (object);

  g_clear_object (&self->card);
  g_clear_object (&self->photo);
  G_OBJECT_CLASS (hkk_health_card_picture_parent_class)->dispose (object);
}

static void
hkk_health_card_picture_class_init (HkkHealthCardPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_health_card_picture_dispose;
  widget_class->snapshot = hkk_health_card_picture_snapshot;
  widget_class->get_request_mode = hkk_health_card_picture_get_request_mode;
  widget_class->measure = hkk_health_card_picture_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hkk_health_card_picture_init (HkkHealthCardPicture *self)
{
  self->part = GRAPHENE_RECT_INIT (0, 0, 7, 9);
  /* The number is read from the left in each language. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Picture of the health card"),
                                  -1);
}

/**
 * hkk_health_card_picture_set_card:
 * @card: (nullable): what stands on it
 */
void
hkk_health_card_picture_set_card (HkkHealthCardPicture *self,
                                  HkkHealthCard        *card)
{
  g_return_if_fail (HKK_IS_HEALTH_CARD_PICTURE (self));

  if (g_set_object (&self->card, card))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hkk_health_card_picture_set_photo:
 * @photo: (nullable): a photo
 * @part: what of it is seen, in its pixels; as wide to high as the frame, 7:9
 */
void
hkk_health_card_picture_set_photo (HkkHealthCardPicture  *self,
                                   GdkTexture            *photo,
                                   const graphene_rect_t *part)
{
  g_return_if_fail (HKK_IS_HEALTH_CARD_PICTURE (self));
  g_return_if_fail (part != NULL && part->size.width > 0);

  g_set_object (&self->photo, photo);
  self->part = *part;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hkk_health_card_picture_group:
 * @number: the number of a card
 *
 * Returns: (transfer full): its digits in groups of four, between which it may go on in another line
 */
char *
hkk_health_card_picture_group (const char *number)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; number[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, number[i]);
    }
  return g_string_free (text, FALSE);
}
