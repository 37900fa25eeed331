/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-crop-dialog.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-crop-area.h"
#include "hkk-error-text.h"
#include "hkk-file-type.h"
#include "hkk-header-bar.h"
#include "hkk-health-card-picture.h"
#include "hkk-picture-cut.h"
#include "hkk-row.h"
#include "hkk-status-stack.h"
#include "hkk-thumbnail.h"

#define SHOWN_SIDE 900 /* pixels of the picture that is worked with */

struct _HkkCropDialog
{
  AdwDialog             parent_instance;

  HkkStatusStack       *status;
  HkkCropArea          *area;
  GtkWidget            *card_box;
  HkkHealthCardPicture *card;
  GtkWidget            *apply_button;
  GtkLabel             *error_label;

  GBytes               *picture;     /* Owned */
  double                aspect;
  guint                 min_side;    /* of the picture as it is */
  GCancellable         *cancellable; /* Owned */
};

enum
{
  CUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkCropDialog, hkk_crop_dialog, ADW_TYPE_DIALOG)

static void
on_changed (HkkCropDialog *self)
{
  GdkTexture *picture = hkk_crop_area_get_picture (self->area);
  graphene_rect_t frame;

  hkk_crop_area_get_frame (self->area, &frame);
  if (picture != NULL)
    hkk_health_card_picture_set_photo (self->card, picture, &frame);
}

static void
on_turn_left (HkkCropDialog *self)
{
  hkk_crop_area_turn (self->area, FALSE);
}

static void
on_turn_right (HkkCropDialog *self)
{
  hkk_crop_area_turn (self->area, TRUE);
}

static void
on_larger (HkkCropDialog *self)
{
  hkk_crop_area_scale (self->area, TRUE);
}

static void
on_smaller (HkkCropDialog *self)
{
  hkk_crop_area_scale (self->area, FALSE);
}

static void
show_error (HkkCropDialog *self,
            const char    *sentence)
{
  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  hkk_announce_now (GTK_WIDGET (self), sentence);
}

static void
on_cut (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(HkkCropDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) jpeg = hkk_picture_cut_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->apply_button, TRUE);
  if (jpeg == NULL)
    {
      g_debug ("The picture is not cut: %s", error->message);
      show_error (self, _("The picture could not be changed. Choose another one."));
      return;
    }
  g_signal_emit (self, signals[CUT], 0, jpeg);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_apply (HkkCropDialog *self)
{
  GdkTexture *picture = hkk_crop_area_get_picture (self->area);
  graphene_rect_t part;

  if (picture == NULL)
    return;
  hkk_crop_area_get_frame (self->area, &part);
  graphene_rect_scale (&part, 1.0f / (float) gdk_texture_get_width (picture),
                       1.0f / (float) gdk_texture_get_height (picture), &part);
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  hkk_picture_cut_async (self->picture, hkk_crop_area_get_quarters (self->area), &part, self->cancellable, on_cut,
                         g_object_ref (self));
}

/* How many pixels of SHOWN stand for so many of the picture as it is. */
static double
least_shown (HkkCropDialog *self,
             GdkTexture    *shown)
{
  guint64 width = 0, height = 0;
  gsize size;
  gconstpointer start = g_bytes_get_data (self->picture, &size);

  if (!hkk_picture_read_size (start, size, &width, &height, NULL) || MAX (width, height) == 0)
    return 0;
  return self->min_side * (double) MAX (gdk_texture_get_width (shown), gdk_texture_get_height (shown)) /
         (double) MAX (width, height);
}

static void
on_small (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkCropDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) shown = hkk_thumbnail_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (shown == NULL)
    {
      hkk_status_stack_set_error (self->status, error);
      return;
    }
  hkk_crop_area_show (self->area, shown, self->aspect, least_shown (self, shown));
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_CONTENT);
  gtk_widget_set_sensitive (self->apply_button, TRUE);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->area));
}

static void
on_card (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkCropDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkHealthCard) card = hkk_health_card_load_finish (HKK_PORTAL (source), result, &error);

  /* Not fatal: the photo is seen on a card without a name then. */
  if (card != NULL && !g_cancellable_is_cancelled (self->cancellable))
    hkk_health_card_picture_set_card (self->card, card);
}

static void
hkk_crop_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (HKK_CROP_DIALOG (dialog)->cancellable);
}

static void
hkk_crop_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (HKK_CROP_DIALOG (object)->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_CROP_DIALOG);
  G_OBJECT_CLASS (hkk_crop_dialog_parent_class)->dispose (object);
}

static void
hkk_crop_dialog_finalize (GObject *object)
{
  HkkCropDialog *self = HKK_CROP_DIALOG (object);

  g_clear_pointer (&self->picture, g_bytes_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hkk_crop_dialog_parent_class)->finalize (object);
}

static void
hkk_crop_dialog_class_init (HkkCropDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_crop_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_crop_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = hkk_crop_dialog_closed;
  signals[CUT] = g_signal_new ("cut", HKK_TYPE_CROP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_BYTES);

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  g_type_ensure (HKK_TYPE_STATUS_STACK);
  g_type_ensure (HKK_TYPE_CROP_AREA);
  g_type_ensure (HKK_TYPE_HEALTH_CARD_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-crop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkCropDialog, status);
  gtk_widget_class_bind_template_child (widget_class, HkkCropDialog, area);
  gtk_widget_class_bind_template_child (widget_class, HkkCropDialog, card_box);
  gtk_widget_class_bind_template_child (widget_class, HkkCropDialog, card);
  gtk_widget_class_bind_template_child (widget_class, HkkCropDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, HkkCropDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_turn_left);
  gtk_widget_class_bind_template_callback (widget_class, on_turn_right);
  gtk_widget_class_bind_template_callback (widget_class, on_larger);
  gtk_widget_class_bind_template_callback (widget_class, on_smaller);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
}

static void
hkk_crop_dialog_init (HkkCropDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (GTK_BUTTON (self->apply_button));
}

/**
 * hkk_crop_dialog_new:
 * @field: a field of pictures that are cut
 * @picture: a JPEG or PNG file
 * @portal: (nullable): knows what else stands where the picture is printed
 *
 * Returns: (transfer floating): a dialog to present
 */
AdwDialog *
hkk_crop_dialog_new (HkkFormField *field,
                     GBytes       *picture,
                     HkkPortal    *portal)
{
  HkkCropDialog *self = g_object_new (HKK_TYPE_CROP_DIALOG, NULL);
  gboolean on_a_card = g_strcmp0 (hkk_form_field_get_printed_on (field), "health_card") == 0;

  self->picture = g_bytes_ref (picture);
  self->aspect = hkk_form_field_get_aspect (field);
  self->min_side = hkk_form_field_get_min_side (field);
  gtk_widget_set_visible (self->card_box, on_a_card);
  if (on_a_card && portal != NULL)
    hkk_health_card_load_async (portal, self->cancellable, on_card, g_object_ref (self));
  hkk_thumbnail_async (picture, SHOWN_SIDE, self->cancellable, on_small, g_object_ref (self));
  return ADW_DIALOG (self);
}
