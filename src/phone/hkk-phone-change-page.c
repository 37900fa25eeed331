/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-change-page.h"

#include <glib/gi18n.h>

#include "hkk-device-others.h"
#include "hkk-field.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-text.h"
#include "hkk-rules.h"

typedef enum
{
  CHANGE_PASSWORD,
  CHANGE_PIN,
  CHANGE_BIOMETRICS,
  CHANGE_UNBIND,
  CHANGE_REMOVE, /* another device */
} Change;

struct _HkkPhoneChangePage
{
  HkkPhonePage         page;

  AdwPreferencesGroup *group;
  GtkEditable         *old_password;
  GtkEditable         *new_password;
  GtkLabel            *judgement;
  GtkEditable         *pin;
  GtkEditable         *new_pin;
  GtkEditable         *new_pin_again;
  GtkLabel            *error;
  GtkWidget           *apply;
  GtkLabel            *apply_label;

  Change               change;
  char                *other;    /* Owned (nullable): id of the device that is removed */
  gboolean             told_old; /* that the password has a space at an end */
  gboolean             told_new;
  GtkWidget           *window;   /* Weak (nullable): who says how it ended; the page may be gone by then */
};

G_DEFINE_FINAL_TYPE (HkkPhoneChangePage, hkk_phone_change_page, HKK_TYPE_PHONE_PAGE)

static const struct
{
  const char *name;
  const char *title;
  const char *description;
  const char *button;
  const char *done;
} changes[] = {
  [CHANGE_PASSWORD] = { "password", N_("Change password"),
    N_("It is the same in the portal, in Meine hkk and in the Service-App. All sessions end: sign in on your computer "
       "with the new one."),
    N_("Change password"), N_("The password is changed.") },
  [CHANGE_PIN] = { "pin", N_("Change approval PIN"),
    N_("Choose 6 digits. You type them when you approve something on this device."),
    N_("Change approval PIN"), N_("The approval PIN is changed.") },
  [CHANGE_BIOMETRICS] = { "biometrics", N_("Fingerprint and Face-ID"),
    N_("With them you approve without the PIN. To switch them on, type it once more."),
    /* TRANSLATORS: Button: switch fingerprint and Face-ID on. */
    N_("Switch on"), N_("Fingerprint and Face-ID are on.") },
  [CHANGE_UNBIND] = { "unbind", N_("Unbind this device"),
    N_("It can no longer approve anything until you register it again, with a letter or your health card."),
    /* TRANSLATORS: Button: end the registration of this phone. */
    N_("Unbind"), N_("This device is not registered any more.") },
  /* TRANSLATORS: end the registration of another device; title and button */
  [CHANGE_REMOVE] = { "remove", N_("Remove device"),
    "", /* with its name */
    N_("Remove device"), N_("The device is removed.") },
};

static gboolean
refuse (HkkPhoneChangePage *self,
        GtkEditable        *field,
        const char         *message)
{
  return hkk_phone_fields_refuse (self->error, field, message);
}

static void
on_password_changed (HkkPhoneChangePage *self)
{
  hkk_phone_fields_judge (self->judgement, self->new_password, NULL,
                          hkk_device_client_get_person_name (self->page.client), NULL);
}

static gboolean
check_passwords (HkkPhoneChangePage *self)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_phone_fields_check_password (self->error, self->old_password, &self->told_old) ||
      !hkk_phone_fields_check_password (self->error, self->new_password, &self->told_new))
    return FALSE;
  if (*gtk_editable_get_text (self->old_password) == '\0')
    return refuse (self, self->old_password, _("Type your present password."));
  if (!hkk_password_check (gtk_editable_get_text (self->new_password), NULL,
                           hkk_device_client_get_person_name (self->page.client), NULL, &error))
    return refuse (self, self->new_password, error->message);
  return TRUE;
}

static gboolean
check (HkkPhoneChangePage *self)
{
  GtkEditable *fields[] = { self->old_password, self->new_password, self->pin, self->new_pin, self->new_pin_again,
                            NULL };

  hkk_phone_fields_clear (self->error, fields);
  if (self->change == CHANGE_PASSWORD && !check_passwords (self))
    return FALSE;
  hkk_phone_fields_show (self->pin, hkk_digits_normalize (gtk_editable_get_text (self->pin)));
  if (*gtk_editable_get_text (self->pin) == '\0')
    return refuse (self, self->pin, _("Type your approval PIN."));
  return self->change != CHANGE_PIN ||
         hkk_phone_fields_check_pin (self->error, self->new_pin, self->new_pin_again, NULL);
}

static void
refuse_pin (HkkPhoneChangePage *self,
            const GError       *error)
{
  g_autofree char *text = hkk_phone_wrong_pin (error);

  gtk_editable_set_text (self->pin, "");
  refuse (self, self->pin, text);
}

/* Where the person sees what was refused. */
static void
show_error (HkkPhoneChangePage *self,
            const GError       *error)
{
  const char *field;
  const char *reason = hkk_phone_fields_reason (error, &field);

  if (hkk_portal_error_is_code (error, "wrong_pin"))
    refuse_pin (self, error);
  else if (hkk_portal_error_is_code (error, "invalid_credentials"))
    refuse (self, self->old_password, _("This is not your password. Nothing was changed."));
  else
    refuse (self, g_strcmp0 (field, "new") == 0 ? self->new_password : NULL, reason);
}

static void
on_changed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneChangePage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->apply, TRUE);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), TRUE);
  if (!done)
    show_error (self, error);
  else if (self->window != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
      gtk_widget_activate_action (self->window, "phone.say", "s", _(changes[self->change].done));
    }
}

static void
on_apply (HkkPhoneChangePage *self)
{
  HkkDeviceClient *client = self->page.client;
  const char *pin = gtk_editable_get_text (self->pin);

  if (!gtk_widget_get_sensitive (self->apply) || !check (self))
    return;
  g_set_weak_pointer (&self->window, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_widget_set_sensitive (self->apply, FALSE);
  /* It cannot be taken back, and how it ends is told here. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), FALSE);
  switch (self->change)
    {
    case CHANGE_PASSWORD:
      hkk_device_client_change_password_async (client, pin, gtk_editable_get_text (self->old_password),
                                               gtk_editable_get_text (self->new_password), self->page.cancellable,
                                               on_changed, g_object_ref (self));
      break;
    case CHANGE_PIN:
      hkk_device_client_change_pin_async (client, pin, gtk_editable_get_text (self->new_pin), self->page.cancellable,
                                          on_changed, g_object_ref (self));
      break;
    case CHANGE_BIOMETRICS:
      hkk_device_client_set_biometrics_async (client, pin, self->page.cancellable, on_changed, g_object_ref (self));
      break;
    case CHANGE_REMOVE:
      hkk_device_client_remove_other_async (client, self->other, pin, self->page.cancellable, on_changed,
                                            g_object_ref (self));
      break;
    case CHANGE_UNBIND:
    default:
      hkk_device_client_unbind_async (client, pin, self->page.cancellable, on_changed, g_object_ref (self));
    }
}

static void
hkk_phone_change_page_dispose (GObject *object)
{
  HkkPhoneChangePage *self = HKK_PHONE_CHANGE_PAGE (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->other, g_free);
  G_OBJECT_CLASS (hkk_phone_change_page_parent_class)->dispose (object);
}

static void
hkk_phone_change_page_class_init (HkkPhoneChangePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_change_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-change-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, group);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, old_password);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, new_password);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, judgement);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, new_pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, new_pin_again);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, apply);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneChangePage, apply_label);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
}

static void
hkk_phone_change_page_init (HkkPhoneChangePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (self->old_password);
  hkk_field_require (self->new_password);
  hkk_field_require (self->pin);
  hkk_field_require (self->new_pin);
  hkk_field_require (self->new_pin_again);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_editable_get_delegate (self->new_password)),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->judgement, NULL, -1);
}

HkkPhoneChangePage *
hkk_phone_change_page_new (HkkDeviceClient *client,
                           const char      *what)
{
  HkkPhoneChangePage *self = hkk_phone_page_new (HKK_TYPE_PHONE_CHANGE_PAGE, client, NULL);
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (changes) && !g_str_equal (changes[i].name, what))
    i++;
  self->change = (Change) i;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _(changes[i].title));
  if (*changes[i].description != '\0')
    adw_preferences_group_set_description (self->group, _(changes[i].description));
  gtk_label_set_label (self->apply_label, _(changes[i].button));
  gtk_widget_set_visible (GTK_WIDGET (self->old_password), self->change == CHANGE_PASSWORD);
  gtk_widget_set_visible (GTK_WIDGET (self->new_password), self->change == CHANGE_PASSWORD);
  gtk_widget_set_visible (GTK_WIDGET (self->new_pin), self->change == CHANGE_PIN);
  gtk_widget_set_visible (GTK_WIDGET (self->new_pin_again), self->change == CHANGE_PIN);
  if (self->change == CHANGE_PIN)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin), _("Present approval PIN"));
  gtk_widget_add_css_class (self->apply, self->change >= CHANGE_UNBIND ? "destructive-action" : "suggested-action");
  hkk_phone_page_focus (GTK_WIDGET (self->change == CHANGE_PASSWORD ? self->old_password : self->pin));
  return self;
}

HkkPhoneChangePage *
hkk_phone_change_page_new_remove (HkkDeviceClient *client,
                                  const char      *id,
                                  const char      *name)
{
  HkkPhoneChangePage *self = hkk_phone_change_page_new (client, changes[CHANGE_REMOVE].name);
  g_autofree char *description = NULL;

  self->other = g_strdup (id);
  /* TRANSLATORS: %s: the name of a device */
  description = g_markup_printf_escaped (_("“%s” can no longer approve anything. To use it again, register it anew."),
                                         name);
  adw_preferences_group_set_description (self->group, description);
  return self;
}
