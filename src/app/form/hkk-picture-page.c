/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-picture-page.h"

struct _HkkPicturePage
{
  GObject  parent_instance;

  char    *name;    /* Owned */
  GBytes  *picture; /* Owned */
  guint    turns;   /* 0 to 3 */
};

G_DEFINE_FINAL_TYPE (HkkPicturePage, hkk_picture_page, G_TYPE_OBJECT)

static void
hkk_picture_page_finalize (GObject *object)
{
  HkkPicturePage *self = HKK_PICTURE_PAGE (object);

  g_free (self->name);
  g_bytes_unref (self->picture);

  G_OBJECT_CLASS (hkk_picture_page_parent_class)->finalize (object);
}

static void
hkk_picture_page_class_init (HkkPicturePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_picture_page_finalize;
}

static void
hkk_picture_page_init (HkkPicturePage *self)
{
}

/**
 * hkk_picture_page_new:
 * @name: what the file is called
 * @picture: the file, which was checked
 *
 * Returns: (transfer full): a page, upright as the camera noted
 */
HkkPicturePage *
hkk_picture_page_new (const char *name,
                      GBytes     *picture)
{
  HkkPicturePage *self = NULL;

  g_return_val_if_fail (name != NULL && picture != NULL, NULL);

  self = g_object_new (HKK_TYPE_PICTURE_PAGE, NULL);
  self->name = g_strdup (name);
  self->picture = g_bytes_ref (picture);
  return self;
}

/**
 * hkk_picture_page_get_name:
 *
 * Returns: (transfer none): what the file is called
 */
const char *
hkk_picture_page_get_name (HkkPicturePage *self)
{
  g_return_val_if_fail (HKK_IS_PICTURE_PAGE (self), NULL);

  return self->name;
}

/**
 * hkk_picture_page_get_bytes:
 *
 * Returns: (transfer none): the file
 */
GBytes *
hkk_picture_page_get_bytes (HkkPicturePage *self)
{
  g_return_val_if_fail (HKK_IS_PICTURE_PAGE (self), NULL);

  return self->picture;
}

/**
 * hkk_picture_page_get_turns:
 *
 * Returns: how often it is turned clockwise by 90°, 0 to 3
 */
guint
hkk_picture_page_get_turns (HkkPicturePage *self)
{
  g_return_val_if_fail (HKK_IS_PICTURE_PAGE (self), 0);

  return self->turns;
}

/* hkk_picture_page_turn: turns it clockwise by 90°. */
void
hkk_picture_page_turn (HkkPicturePage *self)
{
  g_return_if_fail (HKK_IS_PICTURE_PAGE (self));

  self->turns = (self->turns + 1) % 4;
}
