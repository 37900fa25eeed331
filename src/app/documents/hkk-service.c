/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-service.h"

#include "hkk-form-catalogue.h"

/* What a button waits for. */
typedef struct
{
  GtkActionable *start;   /* Owned */
  const char    *service; /* static */
} Offer;

static void
offer_free (Offer *self)
{
  g_object_unref (self->start);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, offer_free)

static void
on_catalogue (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(Offer) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormCatalogue) catalogue = hkk_form_catalogue_load_finish (HKK_PORTAL (source), result, NULL, &error);
  g_autoptr(HkkFormSummary) form = NULL;

  if (catalogue != NULL)
    form = hkk_form_catalogue_find_service (catalogue, self->service);
  if (error != NULL)
    g_debug ("The service %s is not offered: %s", self->service, error->message);
  if (form == NULL)
    return;
  gtk_actionable_set_action_target (self->start, "s", hkk_form_summary_get_id (form));
  gtk_widget_set_visible (GTK_WIDGET (self->start), TRUE);
}

/**
 * hkk_service_offer:
 * @page: what shows the service
 * @start: what starts it, with an action that takes a form's id; it is not shown yet
 * @service: the service, static; see the contract's `FormSummary`
 *
 * Shows @start when the portal has a form for the service. Where there is none, or it cannot be asked, there is nothing
 * to start.
 */
void
hkk_service_offer (HkkPage       *page,
                   GtkActionable *start,
                   const char    *service)
{
  HkkPortal *portal = hkk_page_get_portal (page);
  Offer *offer;

  g_return_if_fail (GTK_IS_ACTIONABLE (start));
  g_return_if_fail (service != NULL);

  if (portal == NULL || !hkk_portal_offers (portal, "submit_request"))
    return;
  offer = g_new (Offer, 1);
  offer->start = g_object_ref (start);
  offer->service = service;
  hkk_form_catalogue_load_async (portal, hkk_page_get_cancellable (page), on_catalogue, offer);
}
