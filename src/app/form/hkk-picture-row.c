/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-picture-row.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-thumbnail.h"

#define PREVIEW_SIDE 96 /* pixels, of a scale of 1 */

struct _HkkPictureRow
{
  AdwActionRow    parent_instance;

  HkkPicturePage *page;        /* Owned */
  AdwBin         *preview;     /* Borrowed from the row */
  GCancellable   *cancellable; /* Owned: of what makes the preview */
};

G_DEFINE_FINAL_TYPE (HkkPictureRow, hkk_picture_row, ADW_TYPE_ACTION_ROW)

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkPictureRow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) small = hkk_thumbnail_finish (result, &error);
  GtkWidget *picture;

  if (small == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  picture = gtk_image_new_from_paintable (GDK_PAINTABLE (small));
  gtk_image_set_pixel_size (GTK_IMAGE (picture), PREVIEW_SIDE);
  gtk_widget_set_margin_top (picture, 6);
  gtk_widget_set_margin_bottom (picture, 6);
  adw_bin_set_child (self->preview, picture);
}

static void
hkk_picture_row_dispose (GObject *object)
{
  g_cancellable_cancel (HKK_PICTURE_ROW (object)->cancellable);

  G_OBJECT_CLASS (hkk_picture_row_parent_class)->dispose (object);
}

static void
hkk_picture_row_finalize (GObject *object)
{
  HkkPictureRow *self = HKK_PICTURE_ROW (object);

  g_clear_object (&self->page);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hkk_picture_row_parent_class)->finalize (object);
}

static void
hkk_picture_row_class_init (HkkPictureRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_picture_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_picture_row_finalize;
}

static void
hkk_picture_row_init (HkkPictureRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->preview = ADW_BIN (adw_bin_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->preview), PREVIEW_SIDE, PREVIEW_SIDE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->preview));
}

/* Takes NAME. */
static void
add_button (HkkPictureRow *self,
            const char    *icon_name,
            char          *name,
            const char    *action,
            guint          position,
            gboolean       possible)
{
  g_autofree char *owned = name;
  GtkWidget *button = hkk_row_add_action (GTK_WIDGET (self), icon_name, name, possible ? action : NULL,
                                          g_variant_new_uint32 (position));

  gtk_widget_set_sensitive (button, possible);
}

static void
add_buttons (HkkPictureRow *self,
             guint          position,
             guint          count)
{
  guint number = position + 1;

  /* TRANSLATORS: button beside a picture; %u is the number of the page */
  add_button (self, "go-up-symbolic", g_strdup_printf (_("Move page %u up"), number), "page.up", position,
              position > 0);
  /* TRANSLATORS: button beside a picture; %u is the number of the page */
  add_button (self, "go-down-symbolic", g_strdup_printf (_("Move page %u down"), number), "page.down", position,
              number < count);
  /* TRANSLATORS: button beside a picture; %u is the number of the page; it is turned by 90° */
  add_button (self, "object-rotate-right-symbolic", g_strdup_printf (_("Turn page %u to the right"), number),
              "page.turn", position, TRUE);
  /* TRANSLATORS: button beside a picture; %u is the number of the page */
  add_button (self, "user-trash-symbolic", g_strdup_printf (_("Remove page %u"), number), "page.remove", position,
              TRUE);
}

/**
 * hkk_picture_row_new:
 * @page: a page
 * @position: where it stands
 * @count: how many there are
 *
 * Returns: (transfer floating): its row
 */
HkkPictureRow *
hkk_picture_row_new (HkkPicturePage *page,
                     guint           position,
                     guint           count)
{
  HkkPictureRow *self = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (HKK_IS_PICTURE_PAGE (page), NULL);

  self = g_object_new (HKK_TYPE_PICTURE_ROW, NULL);
  self->page = g_object_ref (page);
  /* TRANSLATORS: a page of a PDF; %u is its number */
  title = g_strdup_printf (_("Page %u"), position + 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), hkk_picture_page_get_name (page));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 1);
  add_buttons (self, position, count);
  hkk_thumbnail_turned_async (hkk_picture_page_get_bytes (page), hkk_picture_page_get_turns (page),
                              PREVIEW_SIDE * gtk_widget_get_scale_factor (GTK_WIDGET (self)), self->cancellable,
                              on_made, g_object_ref (self));
  return self;
}
