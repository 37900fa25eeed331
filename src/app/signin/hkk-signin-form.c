/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-signin-form.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-editable.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-field.h"
#include "hkk-marking.h"
#include "hkk-row.h"
#include "hkk-rules.h"

struct _HkkSigninForm
{
  AdwBin               parent_instance;

  GtkLabel            *reason_label;
  GtkWidget           *number_box;
  AdwEntryRow         *number_row;
  GtkLabel            *number_hint;
  AdwPasswordEntryRow *password_row;
  GtkLabel            *password_hint;
  GtkLabel            *caps_label;
  GtkWidget           *stay_list;
  AdwSwitchRow        *stay_row;
  GtkWidget           *error_box;
  GtkLabel            *error_label;
  HkkErrorHelp        *help;
  GtkExpander         *details;
  GtkLabel            *details_label;
  GtkButton           *submit_button;
  GtkLabel            *submit_label;
  GtkWidget           *elsewhere_button;

  HkkSigninMode        mode;
  HkkPortal           *portal;      /* Owned (nullable) */
  GCancellable        *cancellable; /* Owned */
  GdkDevice           *keyboard;    /* Owned (nullable) */
  char                *number;      /* Owned: normal form of what was sent last */
  gboolean             grouping;    /* the entry is being rewritten by us */
  gboolean             composing;   /* an input method is at work in it */
  gboolean             begun;       /* the person has typed a number */
  gboolean             told_space;  /* that the password has a space at an end */
};

G_DEFINE_ENUM_TYPE (HkkSigninMode, hkk_signin_mode,
  G_DEFINE_ENUM_VALUE (HKK_SIGNIN_MODE_FULL, "full"),
  G_DEFINE_ENUM_VALUE (HKK_SIGNIN_MODE_AGAIN, "again"),
  G_DEFINE_ENUM_VALUE (HKK_SIGNIN_MODE_UNLOCK, "unlock"))

G_DEFINE_FINAL_TYPE (HkkSigninForm, hkk_signin_form, ADW_TYPE_BIN)

enum
{
  PROP_MODE = 1,
  PROP_HAS_ERROR,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkAccessible *
inner_text (gpointer row)
{
  return GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));
}

/* A row's error stands under it, is tied to it, and is not shown by colour alone. */
static void
set_field_error (gpointer    row,
                 GtkLabel   *hint,
                 const char *message)
{
  gtk_label_set_label (hint, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (hint), message != NULL);
  hkk_field_mark (row, message != NULL ? hint : NULL);
}

static void
set_number_hint (HkkSigninForm *self,
                 const char    *hint)
{
  gtk_label_set_label (self->number_hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_hint), hint != NULL);
}

/* DETAILS (nullable): what is behind MESSAGE, for who looks after the computer. */
static void
show_error (HkkSigninForm *self,
            const char    *message,
            const char    *details)
{
  gtk_expander_set_expanded (self->details, FALSE);
  hkk_error_help_show (self->help, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->details), details != NULL);
  gtk_label_set_label (self->details_label, details != NULL ? details : "");
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  if (gtk_widget_get_visible (self->error_box) != (message != NULL))
    {
      gtk_widget_set_visible (self->error_box, message != NULL);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ERROR]);
    }
  if (message != NULL)
    hkk_announce_now (GTK_WIDGET (self), message);
}

static void
clear_errors (HkkSigninForm *self)
{
  set_field_error (self->number_row, self->number_hint, NULL);
  set_field_error (self->password_row, self->password_hint, NULL);
  show_error (self, NULL, NULL);
}

/* Groups the number while it is typed. The row has no undo: GtkText could not take our change inside the person's. */
static void
on_number_changed (HkkSigninForm *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->number_row);
  g_autofree char *typed = NULL;
  g_autofree char *grouped = NULL;

  if (self->grouping)
    return;
  typed = g_strdup (gtk_editable_get_text (editable));
  grouped = hkk_signin_form_group_number (typed);
  self->begun = TRUE;
  set_field_error (self->number_row, self->number_hint, NULL);
  set_number_hint (self, hkk_kvnr_hint (typed));
  if (self->composing || g_str_equal (typed, grouped))
    return;

  self->grouping = TRUE;
  hkk_editable_regroup (editable, grouped);
  self->grouping = FALSE;
}

/* What the input method shows is not taken from under it; it is grouped when that is done. Nothing is said, too, when
 * nothing was being composed. */
static void
on_preedit_changed (HkkSigninForm *self,
                    const char    *preedit)
{
  gboolean composed = self->composing;

  self->composing = *preedit != '\0';
  if (composed && !self->composing)
    on_number_changed (self);
}

static void
on_password_changed (HkkSigninForm *self)
{
  set_field_error (self->password_row, self->password_hint, NULL);
}

static void
update_caps_lock (HkkSigninForm *self)
{
  gboolean on = self->keyboard != NULL && gdk_device_get_caps_lock_state (self->keyboard);
  GtkAccessible *text = inner_text (self->password_row);

  if (gtk_widget_get_visible (GTK_WIDGET (self->caps_label)) == on)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->caps_label), on);
  /* What is not seen would be read all the same. */
  if (on)
    gtk_accessible_update_relation (text, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->caps_label, NULL, -1);
  else
    gtk_accessible_reset_relation (text, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

static void
set_busy (HkkSigninForm *self,
          gboolean       busy)
{
  /* Not insensitive: the focus stays where it is. */
  gtk_editable_set_editable (GTK_EDITABLE (self->number_row), !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->password_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stay_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), !busy);
  gtk_widget_set_sensitive (self->elsewhere_button, !busy);
}

static gboolean
check_fields (HkkSigninForm *self)
{
  g_autoptr(GError) error = NULL;
  const char *hint;
  gboolean number_wrong, password_wrong;

  clear_errors (self);
  hint = hkk_editable_check_password (GTK_EDITABLE (self->password_row), &self->told_space);
  number_wrong = self->mode != HKK_SIGNIN_MODE_UNLOCK &&
                 !hkk_kvnr_check (gtk_editable_get_text (GTK_EDITABLE (self->number_row)), &error);
  if (hint == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) == '\0')
    hint = _("Type your password.");
  password_wrong = hint != NULL;
  if (number_wrong)
    set_field_error (self->number_row, self->number_hint, error->message);
  if (password_wrong)
    set_field_error (self->password_row, self->password_hint, hint);
  if (number_wrong)
    gtk_widget_grab_focus (GTK_WIDGET (self->number_row));
  else if (password_wrong)
    hkk_marking_take (GTK_EDITABLE (self->password_row));
  hkk_announce_now (GTK_WIDGET (self), number_wrong ? error->message : hint);
  return !number_wrong && !password_wrong;
}

/* What the lock needs, so that nobody in a train has to guess. */
static void
show_unlock_reason (HkkSigninForm *self)
{
  if (self->mode == HKK_SIGNIN_MODE_UNLOCK && self->portal != NULL)
    hkk_signin_form_show_reason (self, hkk_portal_get_unlocks_here (self->portal)
                                         ? _("This computer checks your password: you need no internet.")
                                         : _("The portal checks your password: you need the internet."));
}

static char *
error_sentence (HkkSigninForm *self,
                const GError  *error)
{
  g_autofree char *sentence = hkk_error_sentence (error);

  if (self->mode != HKK_SIGNIN_MODE_UNLOCK || !hkk_portal_error_is_transport (error))
    return g_steal_pointer (&sentence);
  /* TRANSLATORS: %s: a sentence that says why the portal could not be asked */
  return g_strdup_printf (_("%s\nSo your password could not be checked. What you began is kept."), sentence);
}

static void
finish_attempt (HkkSigninForm *self,
                const GError  *error)
{
  g_autofree char *sentence = NULL;

  set_busy (self, FALSE);
  if (error == NULL)
    {
      hkk_signin_form_reset (self);
      g_signal_emit (self, signals[SIGNAL_DONE], 0);
      return;
    }
  if (hkk_error_is_cancel (error))
    return;
  sentence = error_sentence (self, error);
  show_error (self, sentence, hkk_portal_error_get_details (error));
  hkk_error_help_show (self->help, hkk_error_get_answer (error));
  show_unlock_reason (self);
  hkk_marking_take (GTK_EDITABLE (self->password_row));
}

static void
on_signed_in (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkSigninForm) self = data;
  g_autoptr(GError) error = NULL;

  hkk_portal_sign_in_finish (HKK_PORTAL (source), result, &error);
  if (!g_cancellable_is_cancelled (self->cancellable))
    finish_attempt (self, error);
}

static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkSigninForm) self = data;
  g_autoptr(GError) error = NULL;

  hkk_portal_unlock_finish (HKK_PORTAL (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_visible (self->elsewhere_button,
                          g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS) &&
                          hkk_portal_get_unlocks_here (HKK_PORTAL (source)));
  finish_attempt (self, error);
}

static void
unlock (HkkSigninForm *self,
        gboolean       at_portal)
{
  set_busy (self, TRUE);
  hkk_portal_unlock_async (self->portal, gtk_editable_get_text (GTK_EDITABLE (self->password_row)), at_portal,
                           self->cancellable, on_unlocked, g_object_ref (self));
}

static void
on_changed_elsewhere (HkkSigninForm *self)
{
  if (self->portal != NULL && check_fields (self))
    unlock (self, TRUE);
}

static void
apply_mode (HkkSigninForm *self)
{
  gboolean unlock = self->mode == HKK_SIGNIN_MODE_UNLOCK;

  gtk_widget_set_visible (self->number_box, !unlock);
  gtk_widget_set_visible (self->stay_list, self->mode == HKK_SIGNIN_MODE_FULL);
  /* TRANSLATORS: Button on the locked window: the password is checked and the content comes back */
  gtk_label_set_label (self->submit_label, unlock ? _("_Unlock") :
                       /* TRANSLATORS: Button, a verb: signs in with insurance number and password */
                       _("_Sign in"));
}

static void
hkk_signin_form_realize (GtkWidget *widget)
{
  HkkSigninForm *self = HKK_SIGNIN_FORM (widget);
  GdkSeat *seat;

  GTK_WIDGET_CLASS (hkk_signin_form_parent_class)->realize (widget);
  seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  if (seat == NULL || !g_set_object (&self->keyboard, gdk_seat_get_keyboard (seat)))
    return;
  if (self->keyboard != NULL)
    g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (update_caps_lock), self,
                             G_CONNECT_SWAPPED);
  update_caps_lock (self);
}

static void
hkk_signin_form_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_HAS_ERROR)
    g_value_set_boolean (value, hkk_signin_form_has_error (HKK_SIGNIN_FORM (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_signin_form_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  HkkSigninForm *self = HKK_SIGNIN_FORM (object);

  if (id == PROP_MODE)
    {
      self->mode = (HkkSigninMode) g_value_get_enum (value);
      apply_mode (self);
    }
  else
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_signin_form_dispose (GObject *object)
{
  HkkSigninForm *self = HKK_SIGNIN_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->portal);
  g_clear_object (&self->keyboard);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_SIGNIN_FORM);
  G_OBJECT_CLASS (hkk_signin_form_parent_class)->dispose (object);
}

static void
hkk_signin_form_finalize (GObject *object)
{
  HkkSigninForm *self = HKK_SIGNIN_FORM (object);

  g_object_unref (self->cancellable);
  g_free (self->number);
  G_OBJECT_CLASS (hkk_signin_form_parent_class)->finalize (object);
}

static void
hkk_signin_form_class_init (HkkSigninFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_signin_form_dispose;
  object_class->finalize = hkk_signin_form_finalize;
  object_class->get_property = hkk_signin_form_get_property;
  object_class->set_property = hkk_signin_form_set_property;
  widget_class->realize = hkk_signin_form_realize;

  properties[PROP_MODE] = g_param_spec_enum ("mode", NULL, NULL, HKK_TYPE_SIGNIN_MODE, HKK_SIGNIN_MODE_FULL,
                                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_ERROR] = g_param_spec_boolean ("has-error", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_DONE] = g_signal_new ("done", HKK_TYPE_SIGNIN_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-signin-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, reason_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, number_box);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, number_row);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, number_hint);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, password_row);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, password_hint);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, caps_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, stay_list);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, stay_row);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, error_box);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, details);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, help);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, details_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, submit_button);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, submit_label);
  gtk_widget_class_bind_template_child (widget_class, HkkSigninForm, elsewhere_button);
  gtk_widget_class_bind_template_callback (widget_class, on_number_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_elsewhere);
  gtk_widget_class_bind_template_callback (widget_class, hkk_signin_form_submit);
}

static void
hkk_signin_form_init (HkkSigninForm *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (GTK_EDITABLE (self->number_row));
  hkk_field_require (GTK_EDITABLE (self->password_row));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->number_row)), "preedit-changed",
                           G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
}

/**
 * hkk_signin_form_set_portal:
 * @portal: (nullable): where to sign in; the button waits for it
 */
void
hkk_signin_form_set_portal (HkkSigninForm *self,
                            HkkPortal     *portal)
{
  g_return_if_fail (HKK_IS_SIGNIN_FORM (self));

  g_set_object (&self->portal, portal);
  show_unlock_reason (self);
}

/**
 * hkk_signin_form_get_portal:
 *
 * Returns: (transfer none) (nullable): where to sign in
 */
HkkPortal *
hkk_signin_form_get_portal (HkkSigninForm *self)
{
  g_return_val_if_fail (HKK_IS_SIGNIN_FORM (self), NULL);

  return self->portal;
}

/**
 * hkk_signin_form_set_number:
 * @number: (nullable): an insurance number in any notation, filled in
 */
void
hkk_signin_form_set_number (HkkSigninForm *self,
                            const char    *number)
{
  g_return_if_fail (HKK_IS_SIGNIN_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->number_row), number != NULL ? number : "");
  self->begun = FALSE;
}

/**
 * hkk_signin_form_is_begun:
 *
 * Returns: whether the person has typed something, or is being signed in
 */
gboolean
hkk_signin_form_is_begun (HkkSigninForm *self)
{
  g_return_val_if_fail (HKK_IS_SIGNIN_FORM (self), FALSE);

  return self->begun || *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0' ||
         !gtk_widget_get_sensitive (GTK_WIDGET (self->submit_button));
}

/**
 * hkk_signin_form_get_number:
 *
 * Returns: (nullable): the number of the last attempt, in its normal form
 */
const char *
hkk_signin_form_get_number (HkkSigninForm *self)
{
  g_return_val_if_fail (HKK_IS_SIGNIN_FORM (self), NULL);

  return self->number;
}

/**
 * hkk_signin_form_has_error:
 *
 * Returns: whether it says why the last attempt failed; property has-error
 */
gboolean
hkk_signin_form_has_error (HkkSigninForm *self)
{
  g_return_val_if_fail (HKK_IS_SIGNIN_FORM (self), FALSE);

  return gtk_widget_get_visible (self->error_box);
}

/**
 * hkk_signin_form_show_reason:
 * @reason: (nullable): why the person is asked, above the fields
 */
void
hkk_signin_form_show_reason (HkkSigninForm *self,
                             const char    *reason)
{
  g_return_if_fail (HKK_IS_SIGNIN_FORM (self));

  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
}

/**
 * hkk_signin_form_fill:
 * @number: an insurance number
 * @password: its password
 *
 * Fills the fields, for a person of the demo.
 */
void
hkk_signin_form_fill (HkkSigninForm *self,
                      const char    *number,
                      const char    *password)
{
  g_return_if_fail (HKK_IS_SIGNIN_FORM (self));

  hkk_signin_form_set_number (self, number);
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), password);
}

/**
 * hkk_signin_form_submit:
 *
 * Checks the fields and signs in or unlocks. Errors stand in the form.
 */
void
hkk_signin_form_submit (HkkSigninForm *self)
{
  const char *password;

  g_return_if_fail (HKK_IS_SIGNIN_FORM (self));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->submit_button)) || !check_fields (self))
    return;
  if (self->portal == NULL)
    {
      show_error (self, _("The portal is still starting. Try again in a moment."), NULL);
      return;
    }
  password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));
  if (self->mode == HKK_SIGNIN_MODE_UNLOCK)
    {
      unlock (self, FALSE);
      return;
    }
  set_busy (self, TRUE);
  g_free (self->number);
  self->number = hkk_kvnr_normalize (gtk_editable_get_text (GTK_EDITABLE (self->number_row)));
  hkk_portal_sign_in_async (self->portal, self->number, password,
                            self->mode == HKK_SIGNIN_MODE_AGAIN ? hkk_portal_get_stay_signed_in (self->portal)
                                                                : adw_switch_row_get_active (self->stay_row),
                            self->cancellable, on_signed_in, g_object_ref (self));
}

/**
 * hkk_signin_form_reset:
 *
 * Forgets the password and the errors.
 */
void
hkk_signin_form_reset (HkkSigninForm *self)
{
  g_return_if_fail (HKK_IS_SIGNIN_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  self->told_space = FALSE;
  clear_errors (self);
}

/**
 * hkk_signin_form_focus:
 *
 * Puts the focus where typing goes on: the first empty field.
 *
 * Returns: whether it is there
 */
gboolean
hkk_signin_form_focus (HkkSigninForm *self)
{
  gboolean number_first;

  g_return_val_if_fail (HKK_IS_SIGNIN_FORM (self), FALSE);

  number_first = self->mode != HKK_SIGNIN_MODE_UNLOCK &&
                 *gtk_editable_get_text (GTK_EDITABLE (self->number_row)) == '\0';
  /* Whatever had the focus for a moment has selected itself. */
  gtk_editable_select_region (GTK_EDITABLE (self->number_row), 0, 0);
  return gtk_widget_grab_focus (number_first ? GTK_WIDGET (self->number_row) : GTK_WIDGET (self->password_row));
}

/**
 * hkk_signin_form_group_number:
 * @typed: what is in the entry
 *
 * Groups an insurance number, also an unfinished one: a letter and three groups of three digits. All of it stays, also
 * what cannot belong to a number or is too much: the person sees it. Only words around one that is whole go; other
 * words stay as they are.
 *
 * Returns: (transfer full): "A000 500 015"
 */
char *
hkk_signin_form_group_number (const char *typed)
{
  g_autofree char *number = hkk_kvnr_normalize (typed);
  GString *grouped = NULL;
  guint n = 0;

  if (g_ascii_isalpha (number[0]) && g_ascii_isalpha (number[1]))
    return g_strdup (typed);
  grouped = g_string_new (NULL);
  for (const char *at = number; *at != '\0'; at = g_utf8_next_char (at), n++)
    {
      if (n == 4 || n == 7 || n == 10)
        g_string_append_c (grouped, ' ');
      g_string_append_unichar (grouped, g_utf8_get_char (at));
    }
  return g_string_free (grouped, FALSE);
}
