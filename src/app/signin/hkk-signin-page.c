/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-signin-page.h"

#include <glib/gi18n.h>

#include "config.h"
#include "hkk-announce.h"
#include "hkk-format.h"
#include "hkk-guide-dialog.h"
#include "hkk-main-menu.h"
#include "hkk-row.h"
#include "hkk-signin-form.h"

struct _HkkSigninPage
{
  AdwBin               parent_instance;

  GtkImage            *logo;
  GtkLabel            *name_label;
  GtkWidget           *kept_box;
  GtkLabel            *kept_label;
  GtkWidget           *continue_button;
  HkkSigninForm       *form;
  AdwPreferencesGroup *demo_group;
  GtkListBox          *demo_list;
};

G_DEFINE_FINAL_TYPE (HkkSigninPage, hkk_signin_page, ADW_TYPE_BIN)

static void
on_enter_as (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkSigninForm *form = HKK_SIGNIN_PAGE (widget)->form;
  const char *number = NULL;
  const char *password = NULL;

  g_variant_get (parameter, "(&s&s)", &number, &password);
  hkk_signin_form_fill (form, number, password);
  hkk_signin_form_submit (form);
}

static GtkWidget *
make_person_button (const HkkDemoPerson *person)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", person->number, person->password);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "signin.enter-as");
  return button;
}

static GtkWidget *
make_person_row (const HkkDemoPerson *person)
{
  GtkWidget *row = NULL;
  GtkWidget *button = make_person_button (person);
  g_autofree char *number = hkk_signin_form_group_number (person->number);
  g_autofree char *pin_text = NULL;
  g_autofree char *subtitle = NULL;

  /* TRANSLATORS: %s: the approval PIN of a person of the demo */
  pin_text = person->pin != NULL ? g_strdup_printf (_("PIN %s"), person->pin) : g_strdup (_("no PIN yet"));
  /* TRANSLATORS: a person of the demo. First %s: insurance number, second: password, third: "PIN 258046", fourth: what
     is special */
  subtitle = g_strdup_printf (_("%s · Password %s · %s\n%s"), number, person->password, pin_text,
                              person->text != NULL ? person->text : "");
  row = hkk_row_new (person->name, g_strchomp (subtitle));
  gtk_widget_set_focusable (button, FALSE); /* the row is the stop */
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_guide (HkkSigninPage *self,
            HkkGuide       guide)
{
  HkkPortal *portal = hkk_signin_form_get_portal (self->form);

  adw_dialog_present (ADW_DIALOG (hkk_guide_dialog_new (guide, portal)), GTK_WIDGET (self));
}

static void
on_register (HkkSigninPage *self)
{
  show_guide (self, HKK_GUIDE_REGISTRATION);
}

static void
on_forgotten (HkkSigninPage *self)
{
  show_guide (self, HKK_GUIDE_RECOVERY);
}

static void
hkk_signin_page_class_init (HkkSigninPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HKK_TYPE_MAIN_MENU);
  g_type_ensure (HKK_TYPE_SIGNIN_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-signin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, logo);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, kept_box);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, kept_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, continue_button);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, form);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, demo_group);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninPage, demo_list);
  gtk_widget_class_bind_template_callback (widget_class, on_register);
  gtk_widget_class_bind_template_callback (widget_class, on_forgotten);
  gtk_widget_class_install_action (widget_class, "signin.enter-as", "(ss)", on_enter_as);
}

static void
hkk_signin_page_init (HkkSigninPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->logo, HKK_APP_ID);
  gtk_label_set_label (self->name_label, HKK_APP_NAME);
}

/**
 * hkk_signin_page_get_form:
 *
 * Returns: (transfer none): the fields
 */
HkkSigninForm *
hkk_signin_page_get_form (HkkSigninPage *self)
{
  g_return_val_if_fail (HKK_IS_SIGNIN_PAGE (self), NULL);

  return self->form;
}

/**
 * hkk_signin_page_set_persons:
 * @persons: (nullable): the persons of the demo, up to one without a name; %NULL without demo
 */
void
hkk_signin_page_set_persons (HkkSigninPage       *self,
                             const HkkDemoPerson *persons)
{
  g_return_if_fail (HKK_IS_SIGNIN_PAGE (self));

  gtk_list_box_remove_all (self->demo_list);
  for (const HkkDemoPerson *person = persons; person != NULL && person->name != NULL; person++)
    gtk_list_box_append (self->demo_list, make_person_row (person));
  gtk_widget_set_visible (GTK_WIDGET (self->demo_group), persons != NULL);
}

/**
 * hkk_signin_page_show_kept:
 * @asked: whether the keyring is still being asked for a sign-in that stayed
 * @name: (nullable): whose sign-in it had, to go on with
 */
void
hkk_signin_page_show_kept (HkkSigninPage *self,
                           gboolean       asked,
                           const char    *name)
{
  g_autofree char *isolated = hkk_format_isolate (name);
  g_autofree char *text = NULL;

  g_return_if_fail (HKK_IS_SIGNIN_PAGE (self));

  if (name != NULL)
    /* TRANSLATORS: %s: the name of a person */
    text = g_strdup_printf (_("You are still signed in as %s."), isolated);
  else if (asked)
    text = g_strdup (_("The keyring is being asked whether you are still signed in. If it asks you something, answer "
                       "it there. Or sign in here."));
  gtk_widget_set_visible (self->kept_box, text != NULL);
  gtk_widget_set_visible (self->continue_button, name != NULL);
  if (g_strcmp0 (text != NULL ? text : "", gtk_label_get_label (self->kept_label)) == 0)
    return;
  gtk_label_set_label (self->kept_label, text != NULL ? text : "");
  if (text != NULL)
    hkk_announce (GTK_WIDGET (self), text);
}
