/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-qr-picture.h"

#include <glib/gi18n.h>

#include "hkk-qr-code.h"

#define SIZE 168
/* Four modules of the smallest code, which has 21: no larger code needs more of the whole. */
#define QUIET_ZONE 0.16

struct _HkkQrPicture
{
  GtkWidget  parent_instance;

  char      *text; /* Owned (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkQrPicture, hkk_qr_picture, GTK_TYPE_WIDGET)

static void
hkk_qr_picture_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  HkkQrPicture *self = HKK_QR_PICTURE (widget);
  int size = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr;

  if (self->text == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) size, (float) size));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  hkk_qr_code_draw (cr, self->text, QUIET_ZONE * size, QUIET_ZONE * size, (1 - 2 * QUIET_ZONE) * size);
  cairo_destroy (cr);
}

static void
hkk_qr_picture_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
hkk_qr_picture_finalize (GObject *object)
{
  g_free (HKK_QR_PICTURE (object)->text);
  G_OBJECT_CLASS (hkk_qr_picture_parent_class)->finalize (object);
}

static void
hkk_qr_picture_class_init (HkkQrPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_qr_picture_finalize;
  widget_class->snapshot = hkk_qr_picture_snapshot;
  widget_class->measure = hkk_qr_picture_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hkk_qr_picture_init (HkkQrPicture *self)
{
  /* TRANSLATORS: what a screen reader says of the picture */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("QR code"), -1);
}

/**
 * hkk_qr_picture_set_text:
 * @text: (nullable): what a phone reads from it; %NULL: nothing is drawn
 */
void
hkk_qr_picture_set_text (HkkQrPicture *self,
                         const char   *text)
{
  g_return_if_fail (HKK_IS_QR_PICTURE (self));

  if (g_set_str (&self->text, text))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
