/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-email-group.h"

#include <glib/gi18n.h>

#include "hkk-account.h"
#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-field.h"
#include "hkk-format.h"

#define CODE_DIGITS 6
#define LONGEST_WAIT 60 /* seconds: a timer sleeps with the computer */

/* Where the code for a new e-mail address is typed. It goes when the profile comes anew, with the address confirmed. */
struct _HkkEmailGroup
{
  AdwPreferencesGroup  parent_instance;

  HkkShell            *shell;        /* Weak (nullable) */
  GCancellable        *cancellable;  /* Owned */
  char                *email;
  GDateTime           *end;          /* Owned (nullable): of the code's time; NULL: it is not told */
  guint                timer;        /* GSource id */
  AdwEntryRow         *code_row;
  GtkLabel            *time_label;
  GtkLabel            *error_label;
  HkkErrorHelp        *error_help;
  GtkWidget           *again_button;
};

G_DEFINE_FINAL_TYPE (HkkEmailGroup, hkk_email_group, ADW_TYPE_PREFERENCES_GROUP)

static void on_time (gpointer data);

/* Returns whether the code can be used no more. */
static gboolean
show_time (HkkEmailGroup *self)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  GTimeSpan left = self->end != NULL ? g_date_time_difference (self->end, now) : 0;
  g_autofree char *until = hkk_format_moment (self->end);
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (left > 0)
    {
      /* TRANSLATORS: %s: a day and a time of day ("today, 15:10") */
      text = g_strdup_printf (_("The code is valid until %s. After that, have a new one sent; the address is kept."),
                              until);
      self->timer = g_timeout_add_seconds_once ((guint) CLAMP (left / G_TIME_SPAN_SECOND + 1, 1, LONGEST_WAIT),
                                                on_time, self);
    }
  else if (self->end != NULL)
    text = g_strdup (_("The code is no longer valid. Have a new one sent; the address is kept."));
  else
    text = g_strdup (_("The e-mail says how long the code is valid. After that, have a new one sent; the address is "
                       "kept."));
  gtk_label_set_label (self->time_label, text);
  return self->end != NULL && left <= 0;
}

static void
on_time (gpointer data)
{
  HkkEmailGroup *self = data;

  self->timer = 0;
  if (show_time (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    hkk_announce_now (GTK_WIDGET (self), gtk_label_get_label (self->time_label));
}

static void
set_end (HkkEmailGroup *self,
         GDateTime     *end)
{
  g_clear_pointer (&self->end, g_date_time_unref);
  self->end = end != NULL ? g_date_time_ref (end) : NULL;
  show_time (self);
}

/* ERROR (nullable) */
static void
show_error (HkkEmailGroup *self,
            const char    *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  hkk_error_help_show (self->error_help, NULL);
  hkk_field_mark (GTK_EDITABLE (self->code_row), text != NULL ? self->error_label : NULL);
  if (text != NULL)
    hkk_announce_now (GTK_WIDGET (self), text);
}

/* It is to be typed anew. */
static void
refuse_code (HkkEmailGroup *self,
             const char    *text)
{
  gtk_editable_select_region (GTK_EDITABLE (self->code_row), 0, -1);
  show_error (self, text);
}

/* (nullable): what the server says of the code, for the field */
static const char *
code_problem (const GError *error)
{
  HkkProblem *problem = hkk_portal_error_get_problem (error);
  const HkkProblemField *field = problem != NULL && hkk_problem_get_n_fields (problem) > 0
                                   ? hkk_problem_get_field (problem, 0) : NULL;

  return field != NULL ? field->message : NULL;
}

/* Returns whether it was done; what went wrong is shown. */
static gboolean
take_outcome (HkkEmailGroup *self,
              gboolean       taken,
              const GError  *error)
{
  const char *problem = code_problem (error);
  g_autofree char *sentence = error != NULL ? hkk_error_sentence (error) : NULL;

  if (self->shell == NULL || g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  gtk_editable_set_editable (GTK_EDITABLE (self->code_row), TRUE);
  gtk_widget_set_sensitive (self->again_button, TRUE);
  if (problem != NULL)
    refuse_code (self, problem);
  else if (!taken && !hkk_error_is_cancel (error))
    {
      show_error (self, sentence);
      hkk_error_help_show (self->error_help, hkk_error_get_answer (error));
    }
  return taken;
}

static void
on_confirmed (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkEmailGroup) self = data;
  g_autoptr(GError) error = NULL;
  gboolean taken = hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error);

  if (!take_outcome (self, taken, error))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  hkk_shell_say (self->shell, _("The e-mail address is confirmed."));
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkEmailGroup) self = data;
  g_autoptr(GDateTime) until = NULL;
  g_autoptr(GError) error = NULL;
  gboolean taken = hkk_account_send_email_code_finish (HKK_PORTAL (source), result, &until, &error);

  if (!take_outcome (self, taken, error))
    return;
  set_end (self, until);
  hkk_shell_say (self->shell, _("A new code is on its way. The one before is no longer valid."));
}

static void
begin (HkkEmailGroup *self)
{
  show_error (self, NULL);
  /* Who typed there has the focus there, also afterwards. */
  gtk_editable_set_editable (GTK_EDITABLE (self->code_row), FALSE);
  gtk_widget_set_sensitive (self->again_button, FALSE);
}

static void
on_apply (HkkEmailGroup *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->code_row));
  g_autoptr(GString) code = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      g_string_append_c (code, (char) ('0' + g_unichar_digit_value (g_utf8_get_char (p))));
  if (self->shell == NULL)
    return;
  if (code->len != CODE_DIGITS)
    {
      refuse_code (self, _("The code has six digits. Compare it with the e-mail."));
      return;
    }
  begin (self);
  hkk_account_confirm_email_async (hkk_shell_get_portal (self->shell), code->str, self->cancellable, on_confirmed,
                                   g_object_ref (self));
}

static void
on_again (HkkEmailGroup *self)
{
  if (self->shell == NULL)
    return;
  begin (self);
  hkk_account_send_email_code_async (hkk_shell_get_portal (self->shell), self->cancellable, on_sent,
                                     g_object_ref (self));
}

/* Who is led here types the code, or goes on typing; a new one is asked for only if that fails. */
static gboolean
hkk_email_group_grab_focus (GtkWidget *widget)
{
  GtkEditable *row = GTK_EDITABLE (HKK_EMAIL_GROUP (widget)->code_row);

  return gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (row)));
}

static void
hkk_email_group_dispose (GObject *object)
{
  HkkEmailGroup *self = HKK_EMAIL_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->shell);
  G_OBJECT_CLASS (hkk_email_group_parent_class)->dispose (object);
}

static void
hkk_email_group_finalize (GObject *object)
{
  HkkEmailGroup *self = HKK_EMAIL_GROUP (object);

  g_object_unref (self->cancellable);
  g_free (self->email);
  g_clear_pointer (&self->end, g_date_time_unref);
  G_OBJECT_CLASS (hkk_email_group_parent_class)->finalize (object);
}

static void
hkk_email_group_class_init (HkkEmailGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_email_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_email_group_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = hkk_email_group_grab_focus;
}

static GtkLabel *
make_label (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (label), 6);
  return label;
}

static void
hkk_email_group_init (HkkEmailGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->code_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  self->time_label = make_label ();
  self->error_label = make_label ();
  self->error_help = hkk_error_help_new ();
  self->again_button = gtk_button_new_with_label (_("Send a new code"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->code_row), _("Code from the e-mail"));
  adw_entry_row_set_show_apply_button (self->code_row, TRUE);
  hkk_field_require (GTK_EDITABLE (self->code_row));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->code_row))),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->time_label, NULL, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->error_label), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_set_valign (self->again_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->again_button, "flat");
  g_signal_connect_swapped (self->code_row, "apply", G_CALLBACK (on_apply), self);
  g_signal_connect_swapped (self->again_button, "clicked", G_CALLBACK (on_again), self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Confirm the e-mail address"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->again_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->code_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->error_label));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->error_help));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->time_label));
}

/**
 * hkk_email_group_new:
 * @shell: the window that it belongs to
 * @email: the address that is not confirmed
 * @until: (nullable): until when the code that went there can be used; %NULL if the portal does not tell it
 *
 * Returns: (transfer floating): where the code that went to @email is typed, or a new one asked for
 */
GtkWidget *
hkk_email_group_new (HkkShell   *shell,
                     const char *email,
                     GDateTime  *until)
{
  HkkEmailGroup *self = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *markup = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (HKK_IS_SHELL (shell), NULL);
  g_return_val_if_fail (email != NULL, NULL);

  self = g_object_new (HKK_TYPE_EMAIL_GROUP, NULL);
  g_set_weak_pointer (&self->shell, shell);
  self->email = g_strdup (email);
  isolated = hkk_format_isolate (email);
  markup = hkk_format_markup (isolated);
  /* TRANSLATORS: %s: an e-mail address */
  text = g_strdup_printf (_("A code of six digits went to %s. Type it here."), markup);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
  set_end (self, until);
  return GTK_WIDGET (self);
}

/**
 * hkk_email_group_go_on:
 * @email: the address that is not confirmed
 * @until: (nullable): as for hkk_email_group_new()
 *
 * Returns: whether it is the same address, and not confirmed here, so that it can go on with what is typed
 */
gboolean
hkk_email_group_go_on (HkkEmailGroup *self,
                       const char    *email,
                       GDateTime     *until)
{
  g_return_val_if_fail (HKK_IS_EMAIL_GROUP (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || g_strcmp0 (email, self->email) != 0)
    return FALSE;
  set_end (self, until);
  return TRUE;
}
