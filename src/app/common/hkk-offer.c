/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-offer.h"

/* What an action of the window needs of the portal. What is not here needs nothing. */
static const struct
{
  const char *action;
  const char *target;     /* (nullable): whatever it is about */
  const char *operations; /* divided by spaces; without one of them there is nothing behind it */
} offers[] = {
  { "win.go-to", "overview", "get_overview" },
  { "win.go-to", "requests", "list_requests" },
  { "win.go-to", "documents", "list_documents" },
  { "win.go-to", "profile", "get_profile" },
  { "win.go-to", "messages", "list_messages" },
  { "win.go-to", "security", "list_devices list_sessions change_password list_access_log close_account" },
  { "win.open-service", "video", "list_video_consultations" },
  { "win.open-service", "appointments", "list_appointments" },
  { "win.open-service", "health-card", "get_profile" },
  { "win.open-service", "brochures", "list_brochures" },
  { "win.new-request", NULL, "submit_request" },
  { "win.open-form", NULL, "submit_request" },
  { "win.certificate", NULL, "list_certificates" },
  { "win.order-letter", NULL, "order_letter" },
  { "win.sign-out-everywhere", NULL, "end_session" },
  { "win.change-section", NULL, "patch_profile" },
  { "win.compose", NULL, "send_message" },
  { "win.write-about", NULL, "send_message" },
  { "win.write-in", NULL, "send_message" },
};

static gboolean
serves (HkkPortal  *portal,
        const char *operations)
{
  g_auto(GStrv) names = g_strsplit (operations, " ", 0);

  for (gsize i = 0; names[i] != NULL; i++)
    if (hkk_portal_offers (portal, names[i]))
      return TRUE;
  return FALSE;
}

/**
 * hkk_offer_leads:
 * @portal: (nullable): the portal; without one all is taken to be there
 * @action: of the window or the program: `win.go-to`
 * @target: (nullable): what it is about
 *
 * A portal need not serve everything.
 *
 * Returns: whether @portal serves what is behind the action
 */
gboolean
hkk_offer_leads (HkkPortal  *portal,
                 const char *action,
                 const char *target)
{
  g_return_val_if_fail (portal == NULL || HKK_IS_PORTAL (portal), FALSE);
  g_return_val_if_fail (action != NULL, FALSE);

  for (gsize i = 0; portal != NULL && i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].action, action) &&
        (offers[i].target == NULL || g_strcmp0 (offers[i].target, target) == 0))
      return serves (portal, offers[i].operations);
  return TRUE;
}
