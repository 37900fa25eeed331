/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-password-dialog.h"

#include <glib/gi18n.h>

#include "hkk-account.h"
#include "hkk-announce.h"
#include "hkk-approval-end.h"
#include "hkk-editable.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-field.h"
#include "hkk-header-bar.h"
#include "hkk-judgement.h"
#include "hkk-marking.h"
#include "hkk-rules.h"

struct _HkkPasswordDialog
{
  AdwDialog            parent_instance;

  AdwPasswordEntryRow *old_row;
  AdwPasswordEntryRow *new_row;
  AdwPasswordEntryRow *again_row;
  GtkLabel            *judgement;
  GtkLabel            *error_label;
  HkkErrorHelp        *error_help;
  GtkButton           *change_button;

  gboolean             told_old;    /* that the password has a space at an end */
  gboolean             told_new;
  HkkShell           *shell;      /* Weak (nullable) */
  GCancellable        *cancellable; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkPasswordDialog, hkk_password_dialog, ADW_TYPE_DIALOG)

static const char *
text_of (AdwPasswordEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_error (HkkPasswordDialog   *self,
            AdwPasswordEntryRow *row,
            const char          *text)
{
  AdwPasswordEntryRow *rows[] = { self->old_row, self->new_row, self->again_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    hkk_field_mark (GTK_EDITABLE (rows[i]), rows[i] == row ? self->error_label : NULL);
  /* The same is not said twice. */
  gtk_widget_set_visible (GTK_WIDGET (self->judgement),
                          row != self->new_row && *gtk_label_get_label (self->judgement) != '\0');
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  hkk_error_help_show (self->error_help, NULL);
  if (row != NULL)
    hkk_marking_take (GTK_EDITABLE (row));
  if (text != NULL)
    hkk_announce_now (GTK_WIDGET (self), text);
}

static void
finish_well (HkkPasswordDialog *self)
{
  hkk_portal_learn_password (hkk_shell_get_portal (self->shell), text_of (self->new_row));
  hkk_shell_say (self->shell, _("The password is changed."));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_approval_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkPasswordDialog) self = data;
  HkkApprovalOutcome outcome;

  if (!hkk_portal_await_finish (HKK_PORTAL (source), result, &outcome, NULL) || self->shell == NULL ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->change_button), TRUE);
  if (outcome == HKK_APPROVAL_OUTCOME_EXECUTED)
    finish_well (self);
  else if (outcome == HKK_APPROVAL_OUTCOME_BACKGROUND)
    adw_dialog_close (ADW_DIALOG (self));
  else
    {
      HkkApproval *approval = hkk_portal_await_get_approval (HKK_PORTAL (source), result);
      g_autofree char *end = hkk_approval_end_sentence (approval, FALSE);

      show_error (self, NULL, end);
    }
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkPasswordDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  gboolean taken = hkk_portal_change_finish (HKK_PORTAL (source), result, &approval, &error);

  if (self->shell == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (approval != NULL)
    {
      hkk_portal_await_async (HKK_PORTAL (source), approval, NULL, on_approval_over, g_object_ref (self));
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->change_button), TRUE);
  if (taken)
    {
      finish_well (self);
    }
  else
    {
      gboolean wrong = g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
      g_autofree char *sentence = hkk_error_sentence (error);

      show_error (self, wrong ? self->old_row : NULL, sentence);
      hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
    }
}

/* What was pasted along with the passwords is taken away from all of them, and told once. */
static gboolean
check_ends (HkkPasswordDialog *self)
{
  gboolean told_again = TRUE; /* the second time is only compared */
  struct { AdwPasswordEntryRow *row; gboolean *told; } entries[] = {
    { self->again_row, &told_again }, { self->new_row, &self->told_new }, { self->old_row, &self->told_old },
  };
  AdwPasswordEntryRow *wrong = NULL;
  const char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      const char *hint = hkk_editable_check_password (GTK_EDITABLE (entries[i].row), entries[i].told);

      if (hint == NULL)
        continue;
      wrong = entries[i].row;
      first = hint;
    }
  if (first != NULL)
    show_error (self, wrong, first);
  return first == NULL;
}

static gboolean
check (HkkPasswordDialog *self)
{
  g_autoptr(GError) error = NULL;

  if (!check_ends (self))
    return FALSE;
  if (!*text_of (self->old_row))
    {
      show_error (self, self->old_row, _("Type your present password."));
      return FALSE;
    }
  if (!hkk_password_check (text_of (self->new_row), NULL,
                           hkk_portal_get_person_name (hkk_shell_get_portal (self->shell)), NULL, &error))
    {
      show_error (self, self->new_row, error->message);
      return FALSE;
    }
  if (g_strcmp0 (text_of (self->new_row), text_of (self->again_row)) != 0)
    {
      show_error (self, self->again_row, _("The two new passwords are not the same."));
      return FALSE;
    }
  return TRUE;
}

static void
on_new_changed (HkkPasswordDialog *self)
{
  HkkPortal *portal = self->shell != NULL ? hkk_shell_get_portal (self->shell) : NULL;
  const char *name = portal != NULL ? hkk_portal_get_person_name (portal) : NULL;
  gboolean good;
  g_autofree char *text = hkk_password_judge (text_of (self->new_row), NULL, name, NULL, &good);

  hkk_judgement_show (self->judgement, text, good);
}

static void
on_change (HkkPasswordDialog *self)
{
  if (self->shell == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->change_button)) || !check (self))
    return;
  show_error (self, NULL, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->change_button), FALSE);
  hkk_account_change_password_async (hkk_shell_get_portal (self->shell), text_of (self->old_row),
                                     text_of (self->new_row), self->cancellable, on_sent, g_object_ref (self));
}

static void
hkk_password_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (HKK_PASSWORD_DIALOG (dialog)->cancellable);
}

static void
hkk_password_dialog_dispose (GObject *object)
{
  HkkPasswordDialog *self = HKK_PASSWORD_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->shell);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PASSWORD_DIALOG);
  G_OBJECT_CLASS (hkk_password_dialog_parent_class)->dispose (object);
}

static void
hkk_password_dialog_finalize (GObject *object)
{
  g_object_unref (HKK_PASSWORD_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (hkk_password_dialog_parent_class)->finalize (object);
}

static void
hkk_password_dialog_class_init (HkkPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_password_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_password_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = hkk_password_dialog_closed;

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, judgement);
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkPasswordDialog, change_button);
  gtk_widget_class_bind_template_callback (widget_class, on_new_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
}

static void
hkk_password_dialog_init (HkkPasswordDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (GTK_EDITABLE (self->old_row));
  hkk_field_require (GTK_EDITABLE (self->new_row));
  hkk_field_require (GTK_EDITABLE (self->again_row));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->new_row))),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->judgement, NULL, -1);
}

/**
 * hkk_password_dialog_new:
 * @shell: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): a dialog to change the portal's password
 */
HkkPasswordDialog *
hkk_password_dialog_new (HkkShell *shell)
{
  HkkPasswordDialog *self = g_object_new (HKK_TYPE_PASSWORD_DIALOG, NULL);

  g_set_weak_pointer (&self->shell, shell);
  return self;
}
