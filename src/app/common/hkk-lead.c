/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-lead.h"

#include <glib/gi18n.h>

static const HkkLead leads[] = {
  /* TRANSLATORS: Button: the name of the page is the same as there */
  { "appointments", N_("Open “Doctor appointment service”"), "win.open-service", "appointments" },
  /* TRANSLATORS: Button: the name of the page is the same as there */
  { "brochures", N_("Open “Brochures”"), "win.open-service", "brochures" },
  { "certificate", N_("Get a certificate"), "win.certificate", NULL },
  { "documents", N_("Open “Documents & services”"), "win.go-to", "documents" },
  /* TRANSLATORS: leads to the page where the code is typed that a message tells */
  { "email-code", N_("Confirm the e-mail address"), "win.change-section", "email-code" },
  { "message", N_("Write a message"), "win.compose", NULL },
  { "messages", N_("Open “Messages & contact”"), "win.go-to", "messages" },
  { "overview", N_("Open “Overview”"), "win.go-to", "overview" },
  { "preferences", N_("Open the preferences"), "app.preferences", NULL },
  { "profile", N_("Open “Personal data”"), "win.go-to", "profile" },
  { "requests", N_("Open “Requests”"), "win.go-to", "requests" },
  { "security", N_("Open “Security”"), "win.go-to", "security" },
};

/**
 * hkk_lead_find:
 * @name: (nullable): where a text leads, from the portal perhaps
 *
 * Returns: (transfer none) (nullable): the way there; %NULL if this program knows no such place
 */
const HkkLead *
hkk_lead_find (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (leads); i++)
    if (g_str_equal (leads[i].name, name))
      return &leads[i];
  return NULL;
}

/**
 * hkk_lead_set:
 * @button: a button or a row
 *
 * Makes @button lead there.
 */
void
hkk_lead_set (const HkkLead *lead,
              GtkActionable *button)
{
  g_return_if_fail (lead != NULL);
  g_return_if_fail (GTK_IS_ACTIONABLE (button));

  /* The target comes first: the toolkit warns of an action that is without its own for a moment. */
  if (lead->target != NULL)
    gtk_actionable_set_action_target (button, "s", lead->target);
  gtk_actionable_set_action_name (button, lead->action);
}
