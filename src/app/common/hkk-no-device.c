/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-no-device.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-row.h"

/**
 * hkk_no_device_has_phone:
 *
 * Returns: whether a simulated phone comes along, which the action `app.open-phone` opens: only the demo brings one
 */
gboolean
hkk_no_device_has_phone (void)
{
  GApplication *application = g_application_get_default ();

  return application != NULL && g_action_group_has_action (G_ACTION_GROUP (application), "open-phone");
}

static GtkActionable *
add_button (AdwWrapBox *box,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  hkk_button_wrap (GTK_BUTTON (button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_wrap_box_append (box, button);
  return GTK_ACTIONABLE (button);
}

/**
 * hkk_no_device_buttons_new:
 *
 * Returns: (transfer floating): buttons to order a letter and to read how a device is registered; in the demo the phone
 */
GtkWidget *
hkk_no_device_buttons_new (void)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  adw_wrap_box_set_child_spacing (box, 6);
  adw_wrap_box_set_line_spacing (box, 6);
  gtk_widget_set_margin_top (GTK_WIDGET (box), 12);
  add_button (box, _("_Order a letter"), "win.order-letter");
  /* TRANSLATORS: button: opens the help about registering a device */
  gtk_actionable_set_action_target (add_button (box, _("_How to register"), "app.answer"), "s", "device");
  if (hkk_no_device_has_phone ())
    add_button (box, _("Open the _phone"), "app.open-phone");
  return GTK_WIDGET (box);
}

/**
 * hkk_no_device_show:
 * @place: where it is said
 * @portal: where the person is signed in
 * @text: what does not work without a device
 *
 * Says that no device is registered, and what to do, as long as that is so.
 */
void
hkk_no_device_show (AdwBin     *place,
                    HkkPortal  *portal,
                    const char *text)
{
  AdwPreferencesGroup *group = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (ADW_IS_BIN (place));
  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (text != NULL);

  if (adw_bin_get_child (place) != NULL)
    return;
  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_group_set_title (group, _("No smartphone or tablet is registered yet"));
  adw_preferences_group_set_description (group, escaped);
  adw_preferences_group_add (group, hkk_no_device_buttons_new ());
  adw_bin_set_child (place, GTK_WIDGET (group));
  g_object_bind_property (portal, "restricted", place, "visible", G_BINDING_SYNC_CREATE);
  if (gtk_widget_get_visible (GTK_WIDGET (place)))
    hkk_announce (GTK_WIDGET (place), _("No smartphone or tablet is registered yet"));
}

/**
 * hkk_no_device_badge_new:
 * @portal: where the person is signed in
 *
 * Returns: (transfer floating): a few words for what cannot be handed in yet; shown while the person has no device
 */
GtkWidget *
hkk_no_device_badge_new (HkkPortal *portal)
{
  /* TRANSLATORS: mark beside a form: a smartphone or tablet must be registered before it can be handed in */
  GtkWidget *badge = gtk_label_new (_("Device needed"));

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "hkk-chip");
  g_object_bind_property (portal, "restricted", badge, "visible", G_BINDING_SYNC_CREATE);
  return badge;
}
