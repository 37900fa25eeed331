/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-signin-dialog.h"

#include "hkk-header-bar.h"
#include "hkk-signin-form.h"

struct _HkkSigninDialog
{
  AdwDialog      parent_instance;

  HkkSigninForm *form;
  gboolean       done;
};

G_DEFINE_FINAL_TYPE (HkkSigninDialog, hkk_signin_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_DONE,
  SIGNAL_GIVEN_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_done (HkkSigninDialog *self)
{
  g_autoptr(HkkSigninDialog) alive = g_object_ref (self);

  self->done = TRUE;
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* The parent asks for it once it knows whether it comes from below; what it would take itself is the first field, or
 * what comes after the one that has the focus. */
static gboolean
hkk_signin_dialog_grab_focus (GtkWidget *widget)
{
  return hkk_signin_form_focus (HKK_SIGNIN_DIALOG (widget)->form);
}

static void
hkk_signin_dialog_closed (AdwDialog *dialog)
{
  HkkSigninDialog *self = HKK_SIGNIN_DIALOG (dialog);

  if (!self->done)
    g_signal_emit (self, signals[SIGNAL_GIVEN_UP], 0);
}

static void
hkk_signin_dialog_class_init (HkkSigninDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_DIALOG_CLASS (klass)->closed = hkk_signin_dialog_closed;
  widget_class->grab_focus = hkk_signin_dialog_grab_focus;

  signals[SIGNAL_DONE] = g_signal_new ("done", HKK_TYPE_SIGNIN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_GIVEN_UP] = g_signal_new ("given-up", HKK_TYPE_SIGNIN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  g_type_ensure (HKK_TYPE_SIGNIN_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-signin-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkSigninDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
}

static void
hkk_signin_dialog_init (HkkSigninDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_signin_dialog_new:
 * @portal: (nullable): where to sign in
 * @number: (nullable): the insurance number, filled in
 * @reason: (nullable): why the session ended, and what is kept
 *
 * Returns: (transfer floating): a dialog to present over the current page
 */
HkkSigninDialog *
hkk_signin_dialog_new (HkkPortal  *portal,
                       const char *number,
                       const char *reason)
{
  HkkSigninDialog *self = g_object_new (HKK_TYPE_SIGNIN_DIALOG, NULL);

  hkk_signin_form_set_portal (self->form, portal);
  hkk_signin_form_set_number (self->form, number);
  hkk_signin_form_show_reason (self->form, reason);
  return self;
}

/**
 * hkk_signin_dialog_get_form:
 *
 * Returns: (transfer none): its fields
 */
HkkSigninForm *
hkk_signin_dialog_get_form (HkkSigninDialog *self)
{
  g_return_val_if_fail (HKK_IS_SIGNIN_DIALOG (self), NULL);

  return self->form;
}
