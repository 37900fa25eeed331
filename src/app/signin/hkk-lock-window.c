/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-lock-window.h"

#include <glib/gi18n.h>

#include "config.h"
#include "hkk-format.h"
#include "hkk-signin-form.h"

struct _HkkLockWindow
{
  AdwApplicationWindow  parent_instance;

  GtkImage             *logo;
  GtkLabel             *title_label;
  HkkSigninForm        *form;
  GtkWidget            *demo_label;
};

G_DEFINE_FINAL_TYPE (HkkLockWindow, hkk_lock_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_UNLOCKED,
  SIGNAL_SIGN_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_done (HkkLockWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_UNLOCKED], 0);
}

static void
on_sign_out (HkkLockWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_SIGN_OUT], 0);
}

static void
hkk_lock_window_show (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hkk_lock_window_parent_class)->show (widget);
  hkk_signin_form_focus (HKK_LOCK_WINDOW (widget)->form);
}

static void
hkk_lock_window_class_init (HkkLockWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = hkk_lock_window_show;

  signals[SIGNAL_UNLOCKED] = g_signal_new ("unlocked", HKK_TYPE_LOCK_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[SIGNAL_SIGN_OUT] = g_signal_new ("sign-out", HKK_TYPE_LOCK_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);

  g_type_ensure (HKK_TYPE_SIGNIN_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-lock-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkLockWindow, logo);
  gtk_widget_class_bind_template_child (widget_class, HkkLockWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, HkkLockWindow, form);
  gtk_widget_class_bind_template_child (widget_class, HkkLockWindow, demo_label);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_out);
}

static void
hkk_lock_window_init (HkkLockWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->logo, HKK_APP_ID);
}

/**
 * hkk_lock_window_new:
 * @application: (nullable): the program
 * @portal: (nullable): what is locked
 * @demo: whether the data are invented
 *
 * Returns: (transfer none): a window that asks for the password
 */
HkkLockWindow *
hkk_lock_window_new (GtkApplication *application,
                     HkkPortal      *portal,
                     gboolean        demo)
{
  HkkLockWindow *self = g_object_new (HKK_TYPE_LOCK_WINDOW, "application", application, NULL);
  const char *name = portal != NULL ? hkk_portal_get_person_name (portal) : NULL;

  gtk_window_set_title (GTK_WINDOW (self), HKK_APP_NAME);
  hkk_signin_form_set_portal (self->form, portal);
  gtk_widget_set_visible (self->demo_label, demo);
  if (name != NULL)
    {
      g_autofree char *isolated = hkk_format_isolate (name);
      /* TRANSLATORS: %s: the name of the person who is signed in */
      g_autofree char *title = g_strdup_printf (_("%s, the window is locked"), isolated);

      gtk_label_set_label (self->title_label, title);
    }
  return self;
}
