/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-confirm-dialog.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-editable.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-field.h"
#include "hkk-header-bar.h"
#include "hkk-marking.h"
#include "hkk-portal-error.h"
#include "hkk-row.h"

struct _HkkConfirmDialog
{
  AdwDialog            parent_instance;

  GtkLabel            *text_label;
  GtkButton           *way_button;  /* to what the text names */
  AdwPasswordEntryRow *password_row;
  GtkLabel            *error_label;
  HkkErrorHelp        *error_help;
  GtkButton           *confirm_button;

  const HkkLead       *lead;        /* (nullable) */
  gboolean             told;        /* that the password has a space at an end */
  GCancellable        *cancellable; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkConfirmDialog, hkk_confirm_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show (HkkConfirmDialog *self,
      const char       *text,
      gboolean          of_password)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  hkk_error_help_show (self->error_help, NULL);
  hkk_field_mark (GTK_EDITABLE (self->password_row), of_password ? self->error_label : NULL);
  if (of_password)
    hkk_marking_take (GTK_EDITABLE (self->password_row));
  if (text != NULL)
    hkk_announce_now (GTK_WIDGET (self), text);
}

static void
on_confirm (HkkConfirmDialog *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));
  const char *hint;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->confirm_button)))
    return;
  hint = hkk_editable_check_password (GTK_EDITABLE (self->password_row), &self->told);
  if (hint == NULL && *password == '\0')
    hint = _("Type your password.");
  if (hint != NULL)
    {
      show (self, hint, TRUE);
      return;
    }
  show (self, NULL, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), FALSE);
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0, password);
}

static void
on_way (HkkConfirmDialog *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, self->lead->action, "s", self->lead->target);
}

static void
hkk_confirm_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (HKK_CONFIRM_DIALOG (dialog)->cancellable);
}

static void
hkk_confirm_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (HKK_CONFIRM_DIALOG (object)->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_CONFIRM_DIALOG);
  G_OBJECT_CLASS (hkk_confirm_dialog_parent_class)->dispose (object);
}

static void
hkk_confirm_dialog_finalize (GObject *object)
{
  g_object_unref (HKK_CONFIRM_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (hkk_confirm_dialog_parent_class)->finalize (object);
}

static void
hkk_confirm_dialog_class_init (HkkConfirmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_confirm_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_confirm_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = hkk_confirm_dialog_closed;

  signals[SIGNAL_CONFIRMED] = g_signal_new ("confirmed", HKK_TYPE_CONFIRM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-confirm-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkConfirmDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, HkkConfirmDialog, way_button);
  gtk_widget_class_bind_template_child (widget_class, HkkConfirmDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, HkkConfirmDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HkkConfirmDialog, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkConfirmDialog, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_way);
}

static void
hkk_confirm_dialog_init (HkkConfirmDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (GTK_EDITABLE (self->password_row));
}

/**
 * hkk_confirm_dialog_new:
 * @title: what it is about
 * @text: what happens, plain text
 * @verb: what its button is called, with a mnemonic
 *
 * Returns: (transfer floating): a dialog that tells what happens and asks for the password
 */
HkkConfirmDialog *
hkk_confirm_dialog_new (const char *title,
                        const char *text,
                        const char *verb)
{
  HkkConfirmDialog *self = g_object_new (HKK_TYPE_CONFIRM_DIALOG, "title", title, NULL);

  gtk_label_set_label (self->text_label, text);
  gtk_button_set_label (self->confirm_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  return self;
}

/**
 * hkk_confirm_dialog_set_lead:
 * @lead: a place that the text names
 *
 * Adds a button that closes the dialog and leads there.
 */
void
hkk_confirm_dialog_set_lead (HkkConfirmDialog *self,
                             const HkkLead    *lead)
{
  g_return_if_fail (HKK_IS_CONFIRM_DIALOG (self));
  g_return_if_fail (lead != NULL && lead->target != NULL);

  self->lead = lead;
  gtk_button_set_label (self->way_button, _(lead->label));
  hkk_button_wrap (self->way_button);
  gtk_widget_set_visible (GTK_WIDGET (self->way_button), TRUE);
}

/**
 * hkk_confirm_dialog_get_cancellable:
 *
 * Returns: (transfer none): cancelled when the dialog is closed; for what sends the password
 */
GCancellable *
hkk_confirm_dialog_get_cancellable (HkkConfirmDialog *self)
{
  g_return_val_if_fail (HKK_IS_CONFIRM_DIALOG (self), NULL);

  return self->cancellable;
}

/**
 * hkk_confirm_dialog_show_error:
 * @text: a sentence
 *
 * Says why nothing was done; the person can try again.
 */
void
hkk_confirm_dialog_show_error (HkkConfirmDialog *self,
                               const char       *text)
{
  g_return_if_fail (HKK_IS_CONFIRM_DIALOG (self));

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), TRUE);
  show (self, text, FALSE);
}

/**
 * hkk_confirm_dialog_take_error:
 * @error: what the portal said
 *
 * As hkk_confirm_dialog_show_error(); a wrong password is said at its field.
 */
void
hkk_confirm_dialog_take_error (HkkConfirmDialog *self,
                               const GError     *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (HKK_IS_CONFIRM_DIALOG (self));

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), TRUE);
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS))
    {
      show (self, _("This is not your password. Nothing was changed."), TRUE);
      hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
      return;
    }
  sentence = hkk_error_sentence (error);
  show (self, sentence, FALSE);
  hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
}
