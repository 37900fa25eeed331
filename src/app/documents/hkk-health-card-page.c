/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-health-card-page.h"

#include "hkk-format.h"
#include "hkk-health-card-picture.h"
#include "hkk-offer.h"
#include "hkk-row.h"
#include "hkk-service.h"

struct _HkkHealthCardPage
{
  HkkPage               parent_instance;

  HkkStatusStack       *status;
  HkkHealthCardPicture *picture;
  AdwActionRow         *number_row;
  AdwActionRow         *until_row;
  AdwActionRow         *address_row;
  GtkButton            *address_button;
  AdwButtonRow         *order_row;
  GtkWidget            *replacement_box;
  GtkButton            *replacement_button;
};

G_DEFINE_FINAL_TYPE (HkkHealthCardPage, hkk_health_card_page, HKK_TYPE_PAGE)

static void
show_address (HkkHealthCardPage *self,
              HkkHealthCard     *card)
{
  g_auto(GStrv) lines = NULL;
  g_autofree char *address = NULL;

  g_object_get (card, "sent-to", &lines, NULL);
  address = lines != NULL ? g_strjoinv ("\n", lines) : NULL;
  adw_action_row_set_subtitle (self->address_row, address != NULL ? address : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), address != NULL && *address != '\0');
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkHealthCardPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkHealthCard) card = hkk_health_card_load_finish (HKK_PORTAL (source), result, &error);
  const char *number = card != NULL ? hkk_thing_get_string (HKK_THING (card), "number") : NULL;
  g_autofree char *grouped = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *until = NULL;

  if (!hkk_page_take (HKK_PAGE (self), card, error))
    return;
  if (number == NULL)
    {
      hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_EMPTY);
      return;
    }
  grouped = hkk_health_card_picture_group (number);
  alone = hkk_format_alone (grouped);
  until = hkk_format_iso_day (hkk_thing_get_string (HKK_THING (card), "valid-until"));
  hkk_health_card_picture_set_card (self->picture, card);
  adw_action_row_set_subtitle (self->number_row, alone);
  adw_action_row_set_subtitle (self->until_row, until);
  show_address (self, card);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
}

static void
hkk_health_card_page_reload (HkkPage *page)
{
  HkkHealthCardPage *self = HKK_HEALTH_CARD_PAGE (page);

  hkk_service_offer (page, GTK_ACTIONABLE (self->order_row), "health_card");
  gtk_widget_set_visible (self->replacement_box, hkk_offer_leads (hkk_page_get_portal (page), "win.certificate", NULL));
  hkk_health_card_load_async (hkk_page_get_portal (page), hkk_page_get_cancellable (page), on_loaded,
                              g_object_ref (page));
}

static void
hkk_health_card_page_event (HkkPage    *page,
                            const char *type,
                            const char *id,
                            const char *status)
{
  if (type == NULL || g_str_equal (type, "profile"))
    hkk_page_reload (page);
}

static void
hkk_health_card_page_class_init (HkkHealthCardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  HKK_PAGE_CLASS (klass)->reload = hkk_health_card_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_health_card_page_event;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  g_type_ensure (HKK_TYPE_HEALTH_CARD_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-health-card-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, address_button);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, picture);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, until_row);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, order_row);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, replacement_box);
  gtk_widget_class_bind_template_child (widget_class, HkkHealthCardPage, replacement_button);
}

static void
hkk_health_card_page_init (HkkHealthCardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->address_button);
  hkk_button_wrap (self->replacement_button);
  hkk_page_set_status (HKK_PAGE (self), self->status);
}

/**
 * hkk_health_card_page_new:
 *
 * Returns: (transfer floating): the person's card, and the way to a new one
 */
HkkHealthCardPage *
hkk_health_card_page_new (void)
{
  return g_object_new (HKK_TYPE_HEALTH_CARD_PAGE, NULL);
}
