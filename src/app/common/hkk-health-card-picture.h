/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-health-card.h"

/* A drawing of a health card, of our own: no card looks like it. It is as wide as there is room, up to its natural
 * width. */
#define HKK_TYPE_HEALTH_CARD_PICTURE (hkk_health_card_picture_get_type ())
G_DECLARE_FINAL_TYPE (HkkHealthCardPicture, hkk_health_card_picture, HKK, HEALTH_CARD_PICTURE, GtkWidget)

void       hkk_health_card_picture_set_card  (HkkHealthCardPicture  *self,
                                              HkkHealthCard         *card);
void       hkk_health_card_picture_set_photo (HkkHealthCardPicture  *self,
                                              GdkTexture            *photo,
                                              const graphene_rect_t *part);
char      *hkk_health_card_picture_group     (const char            *number);
