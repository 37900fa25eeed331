/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-certificate-dialog.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-approval-end.h"
#include "hkk-certificate.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-header-bar.h"
#include "hkk-row.h"

struct _HkkCertificateDialog
{
  AdwDialog       parent_instance;

  HkkStatusStack *status;
  GtkListBox     *kinds_list;
  GtkWidget      *options_list;
  GtkWidget      *order_box;
  AdwComboRow    *language_row;
  AdwSpinRow     *year_row;
  GtkLabel       *error_label;
  HkkErrorHelp   *error_help;
  GtkButton      *get_button;

  HkkShell       *shell;       /* Weak (nullable) */
  GCancellable   *cancellable; /* Owned */
  GListModel     *kinds;       /* Owned (nullable) until they are loaded */
  GPtrArray      *checks;      /* Owned, of borrowed GtkCheckButton: one for each of them */
  HkkThing       *kind;        /* Owned (nullable): the one that is chosen */
  HkkApproval    *approval;    /* Owned (nullable): what the portal asked for before it gave it */
  char           *wish;        /* Owned (nullable): what is being asked for */
  char           *key;         /* Owned (nullable): idempotency key of @wish */
};

G_DEFINE_FINAL_TYPE (HkkCertificateDialog, hkk_certificate_dialog, ADW_TYPE_DIALOG)

static const char *
language_name (const char *language)
{
  if (g_strcmp0 (language, "de") == 0)
    /* TRANSLATORS: A language that a certificate can be in */
    return _("German");
  if (g_strcmp0 (language, "en") == 0)
    /* TRANSLATORS: A language that a certificate can be in */
    return _("English");
  return language;
}

/* The year that is chosen stays when the kind can have it, else it is the latest. */
static void
set_years (HkkCertificateDialog *self,
           HkkThing             *kind)
{
  GtkAdjustment *years = adw_spin_row_get_adjustment (self->year_row);
  double first = (double) hkk_thing_get_int (kind, "first-year");
  double last = (double) hkk_thing_get_int (kind, "last-year");
  double year = gtk_adjustment_get_value (years);

  gtk_adjustment_configure (years, year >= first && year <= last ? year : last, first, last, 1, 1, 0);
}

static void
show_options (HkkCertificateDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_auto(GStrv) languages = NULL;
  gboolean needs_year = hkk_thing_get_boolean (self->kind, "needs-year");

  g_object_get (self->kind, "languages", &languages, NULL);
  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    gtk_string_list_append (names, language_name (languages[i]));
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->year_row), needs_year);
  gtk_widget_set_visible (self->options_list, needs_year || g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  if (needs_year)
    set_years (self, self->kind);
}

static void
on_kind_chosen (HkkCertificateDialog *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      g_autoptr(HkkThing) kind = g_list_model_get_item (self->kinds, i);

      if (gtk_check_button_get_active (self->checks->pdata[i]) && g_set_object (&self->kind, kind))
        show_options (self);
    }
}

/* Name and summary whole: which is the right one is what the person has to decide. */
static void
add_kind (HkkCertificateDialog *self,
          HkkThing             *kind)
{
  const char *title = hkk_thing_get_string (kind, "title");
  GtkWidget *row = hkk_row_new (title, hkk_thing_get_string (kind, "summary"));
  GtkWidget *check = gtk_check_button_new ();

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  g_ptr_array_add (self->checks, check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_kind_chosen), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (self->kinds_list, row);
}

static void
fill (HkkCertificateDialog *self,
      GListModel           *kinds)
{
  g_set_object (&self->kinds, kinds);
  gtk_list_box_remove_all (self->kinds_list);
  g_ptr_array_set_size (self->checks, 0);
  for (guint i = 0; i < g_list_model_get_n_items (kinds); i++)
    {
      g_autoptr(HkkThing) kind = g_list_model_get_item (kinds, i);

      add_kind (self, kind);
    }
  if (self->checks->len > 0)
    gtk_check_button_set_active (self->checks->pdata[0], TRUE);
}

static void
show_error (HkkCertificateDialog *self,
            const char           *sentence)
{
  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
  hkk_error_help_show (self->error_help, NULL);
  if (sentence != NULL)
    hkk_announce_now (GTK_WIDGET (self), sentence);
}

static void
on_approval (HkkCertificateDialog *self,
             HkkApproval          *approval)
{
  g_set_object (&self->approval, approval);
}

/* (transfer full) (nullable): why there is no certificate; a cancel is no reason. */
static char *
dup_reason (HkkCertificateDialog *self,
            const GError         *error)
{
  if (hkk_error_is_cancel (error))
    return NULL;
  if (hkk_error_is_answer (error) && self->approval != NULL && hkk_approval_is_final (self->approval))
    return hkk_approval_end_sentence (self->approval, FALSE);
  return hkk_error_sentence (error);
}

/* Who was at the phone meanwhile opens it when they are back. */
static void
offer_to_open (HkkCertificateDialog *self,
               HkkDocument          *document)
{
  AdwToast *toast = hkk_toast_new (_("Your certificate is here"));

  adw_toast_set_timeout (toast, 0);
  /* TRANSLATORS: Button and menu entry, a verb: opens the document */
  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_action_name (toast, "win.open-document");
  adw_toast_set_action_target (toast, "s", hkk_document_get_id (document));
  hkk_shell_add_toast (self->shell, toast);
}

static void
on_ordered (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkCertificateDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDocument) document = hkk_certificate_order_finish (HKK_PORTAL (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || self->shell == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->get_button), TRUE);
  if (document == NULL)
    {
      g_autofree char *reason = dup_reason (self, error);

      /* The same wish keeps its key while the result is unknown, so that nothing is issued twice. */
      if (!g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNKNOWN_RESULT))
        g_clear_pointer (&self->key, g_free);
      show_error (self, reason);
      hkk_error_help_show (self->error_help, reason != NULL ? hkk_error_get_answer (error) : NULL);
      return;
    }
  g_clear_pointer (&self->key, g_free);
  if (self->approval != NULL)
    {
      offer_to_open (self, document);
    }
  else
    {
      hkk_shell_say_where (self->shell, _("The certificate is here. It is kept under your documents."),
                           hkk_lead_find ("documents"));
      hkk_file_action_run_document (self->shell, HKK_FILE_ACTION_OPEN, document, NULL);
    }
  adw_dialog_close (ADW_DIALOG (self));
}

/* The same wish again has the same key. */
static void
set_wish (HkkCertificateDialog *self,
          const char           *kind,
          const char           *language,
          int                   year)
{
  g_autofree char *wish = g_strdup_printf ("%s %s %d", kind, language, year);

  if (self->key != NULL && g_strcmp0 (self->wish, wish) == 0)
    return;
  g_set_str (&self->wish, wish);
  g_free (self->key);
  self->key = hkk_new_key ();
}

static void
on_get (HkkCertificateDialog *self)
{
  HkkThing *kind = self->kind;
  guint selected = adw_combo_row_get_selected (self->language_row);
  g_auto(GStrv) languages = NULL;
  const char *name;
  const char *language;
  int year;

  if (self->shell == NULL || kind == NULL)
    return;
  g_object_get (kind, "languages", &languages, NULL);
  name = hkk_thing_get_string (kind, "kind");
  language = languages != NULL && selected < g_strv_length (languages) ? languages[selected] : "de";
  year = hkk_thing_get_boolean (kind, "needs-year") ? (int) adw_spin_row_get_value (self->year_row) : 0;
  set_wish (self, name, language, year);
  show_error (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->get_button), FALSE);
  g_clear_object (&self->approval);
  hkk_certificate_order_async (hkk_shell_get_portal (self->shell), name, language, year, self->key, self->cancellable,
                               on_ordered, g_object_ref (self));
}

static void
on_kinds (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkCertificateDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) kinds = hkk_certificate_kinds_load_finish (HKK_PORTAL (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (kinds == NULL)
    {
      hkk_status_stack_set_error (self->status, error);
      return;
    }
  fill (self, kinds);
  gtk_widget_set_visible (self->order_box, self->checks->len > 0);
  hkk_status_stack_set_state (self->status,
                              g_list_model_get_n_items (kinds) > 0 ? HKK_PAGE_STATE_CONTENT : HKK_PAGE_STATE_EMPTY);
}

static void
load (HkkCertificateDialog *self)
{
  if (self->shell != NULL)
    hkk_certificate_kinds_load_async (hkk_shell_get_portal (self->shell), self->cancellable, on_kinds,
                                      g_object_ref (self));
}

static void
on_retry (HkkCertificateDialog *self)
{
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_LOADING);
  load (self);
}

static void
hkk_certificate_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (HKK_CERTIFICATE_DIALOG (dialog)->cancellable);
}

static void
hkk_certificate_dialog_dispose (GObject *object)
{
  HkkCertificateDialog *self = HKK_CERTIFICATE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->approval);
  g_clear_weak_pointer (&self->shell);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_CERTIFICATE_DIALOG);
  G_OBJECT_CLASS (hkk_certificate_dialog_parent_class)->dispose (object);
}

static void
hkk_certificate_dialog_finalize (GObject *object)
{
  HkkCertificateDialog *self = HKK_CERTIFICATE_DIALOG (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->kinds);
  g_clear_object (&self->kind);
  g_ptr_array_unref (self->checks);
  g_free (self->wish);
  g_free (self->key);
  G_OBJECT_CLASS (hkk_certificate_dialog_parent_class)->finalize (object);
}

static void
hkk_certificate_dialog_class_init (HkkCertificateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_certificate_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_certificate_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = hkk_certificate_dialog_closed;

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_HEADER_BAR);
  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-certificate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, status);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, kinds_list);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, options_list);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, order_box);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, get_button);
  gtk_widget_class_bind_template_callback (widget_class, on_get);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
hkk_certificate_dialog_init (HkkCertificateDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->get_button);
}

/**
 * hkk_certificate_dialog_new:
 * @shell: (nullable): the window that it belongs to
 *
 * Lets the person choose a certificate and opens it: it is issued at once. If it had to be approved first, the person
 * is told when it is here, and opens it.
 *
 * Returns: (transfer floating): a dialog to present
 */
HkkCertificateDialog *
hkk_certificate_dialog_new (HkkShell *shell)
{
  HkkCertificateDialog *self = g_object_new (HKK_TYPE_CERTIFICATE_DIALOG, NULL);

  g_set_weak_pointer (&self->shell, shell);
  if (shell != NULL)
    g_signal_connect_object (hkk_shell_get_portal (shell), "approval-added", G_CALLBACK (on_approval), self,
                             G_CONNECT_SWAPPED);
  load (self);
  return self;
}
