/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-shell.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"

G_DEFINE_INTERFACE (HkkShell, hkk_shell, GTK_TYPE_WIDGET)

static const char * const place_names[HKK_N_PLACES] = {
  [HKK_PLACE_OVERVIEW] = "overview",
  [HKK_PLACE_REQUESTS] = "requests",
  [HKK_PLACE_DOCUMENTS] = "documents",
  [HKK_PLACE_PROFILE] = "profile",
  [HKK_PLACE_MESSAGES] = "messages",
  [HKK_PLACE_SECURITY] = "security",
};

static void
hkk_shell_default_init (HkkShellInterface *iface)
{
}

/**
 * hkk_place_get_name:
 * @place: a place of the side menu
 *
 * Returns: its name, the target of win.go-to; never shown
 */
const char *
hkk_place_get_name (HkkPlace place)
{
  g_return_val_if_fail (place < HKK_N_PLACES, NULL);

  return place_names[place];
}

/**
 * hkk_place_find:
 * @name: a name, from elsewhere perhaps
 * @place: (out): the place of that name
 *
 * Returns: %FALSE, and @place is not set, when there is none
 */
gboolean
hkk_place_find (const char *name,
                HkkPlace   *place)
{
  for (int i = 0; i < HKK_N_PLACES; i++)
    if (g_strcmp0 (place_names[i], name) == 0)
      {
        *place = (HkkPlace) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hkk_place_dup_names:
 *
 * Returns: (transfer full): all names, for who may type one
 */
char *
hkk_place_dup_names (void)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (int i = 0; i < HKK_N_PLACES; i++)
    g_strv_builder_add (builder, place_names[i]);
  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

/**
 * hkk_shell_get_portal:
 *
 * Returns: (transfer none) (nullable): the portal; %NULL while the demo backend starts
 */
HkkPortal *
hkk_shell_get_portal (HkkShell *self)
{
  g_return_val_if_fail (HKK_IS_SHELL (self), NULL);

  return HKK_SHELL_GET_IFACE (self)->get_portal (self);
}

/**
 * hkk_shell_push:
 * @page: (transfer floating): a task, such as a form; an #HkkPage gets @self as its shell
 *
 * Shows a task over everything; its header bar leads back.
 */
void
hkk_shell_push (HkkShell          *self,
                AdwNavigationPage *page)
{
  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (ADW_IS_NAVIGATION_PAGE (page));

  HKK_SHELL_GET_IFACE (self)->push (self, page);
}

/**
 * hkk_shell_pop:
 * @page: a page that was pushed
 *
 * Closes @page and what was opened from it.
 */
void
hkk_shell_pop (HkkShell          *self,
               AdwNavigationPage *page)
{
  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (ADW_IS_NAVIGATION_PAGE (page));

  HKK_SHELL_GET_IFACE (self)->pop (self, page);
}

/**
 * hkk_toast_new:
 * @text: a sentence, plain text
 *
 * Returns: (transfer full): a toast that says it, nothing of which is read as markup
 */
AdwToast *
hkk_toast_new (const char *text)
{
  AdwToast *toast;

  g_return_val_if_fail (text != NULL, NULL);

  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  return toast;
}

/**
 * hkk_shell_say:
 * @text: a sentence, plain text
 *
 * Says something that passes, as a toast. It announces itself.
 */
void
hkk_shell_say (HkkShell   *self,
               const char *text)
{
  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (text != NULL);

  hkk_shell_add_toast (self, hkk_toast_new (text));
}

/**
 * hkk_shell_say_where:
 * @text: a sentence, plain text
 * @lead: the place that it names
 *
 * Says something that passes, as a toast, whose button leads there.
 */
void
hkk_shell_say_where (HkkShell      *self,
                     const char    *text,
                     const HkkLead *lead)
{
  AdwToast *toast = NULL;

  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (text != NULL && lead != NULL && lead->target != NULL);

  toast = hkk_toast_new (text);
  adw_toast_set_button_label (toast, _(lead->label));
  adw_toast_set_action_target (toast, "s", lead->target);
  adw_toast_set_action_name (toast, lead->action);
  hkk_shell_add_toast (self, toast);
}

/**
 * hkk_shell_say_error:
 * @error: what did not work
 *
 * Says why, as a toast, whose button opens the answer of the help that explains it, if there is one.
 */
void
hkk_shell_say_error (HkkShell     *self,
                     const GError *error)
{
  const char *answer = hkk_error_get_answer (error);
  g_autofree char *sentence = NULL;
  AdwToast *toast = NULL;

  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (error != NULL);

  sentence = hkk_error_sentence (error);
  toast = hkk_toast_new (sentence);
  if (answer != NULL)
    {
      adw_toast_set_button_label (toast, _("_Help"));
      adw_toast_set_action_target (toast, "s", answer);
      adw_toast_set_action_name (toast, "app.answer");
    }
  hkk_shell_add_toast (self, toast);
}

/**
 * hkk_shell_add_toast:
 * @toast: (transfer full): a toast with a button or progress
 */
void
hkk_shell_add_toast (HkkShell *self,
                     AdwToast *toast)
{
  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  HKK_SHELL_GET_IFACE (self)->add_toast (self, toast);
}

/**
 * hkk_shell_take_overview:
 * @overview: what was loaded last
 *
 * Tells the shell what needs the person: the side menu shows the numbers.
 */
void
hkk_shell_take_overview (HkkShell    *self,
                         HkkOverview *overview)
{
  g_return_if_fail (HKK_IS_SHELL (self));
  g_return_if_fail (HKK_IS_OVERVIEW (overview));

  HKK_SHELL_GET_IFACE (self)->take_overview (self, overview);
}
