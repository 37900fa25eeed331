/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-certificate-dialog.h"

#include <glib/gi18n.h>

#include "hkk-certificate.h"
#include "hkk-error-text.h"
#include "hkk-file-action.h"

struct _HkkCertificateDialog
{
  AdwDialog       parent_instance;

  HkkStatusStack *status;
  AdwComboRow    *kind_row;
  GtkLabel       *summary_label;
  AdwComboRow    *language_row;
  AdwSpinRow     *year_row;
  GtkLabel       *error_label;
  GtkButton      *get_button;

  HkkShell      *shell;      /* Weak (nullable) */
  GCancellable   *cancellable; /* Owned */
  char           *wish;        /* Owned (nullable): what is being asked for */
  char           *key;         /* Owned (nullable): idempotency key of @wish */
};

G_DEFINE_FINAL_TYPE (HkkCertificateDialog, hkk_certificate_dialog, ADW_TYPE_DIALOG)

static char *
dup_kind_title (HkkThing *kind)
{
  return g_strdup (kind != NULL ? hkk_thing_get_string (kind, "title") : NULL);
}

static const char *
language_name (const char *language)
{
  if (g_strcmp0 (language, "de") == 0)
    return _("German");
  if (g_strcmp0 (language, "en") == 0)
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
on_kind_changed (HkkCertificateDialog *self)
{
  HkkThing *kind = adw_combo_row_get_selected_item (self->kind_row);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_auto(GStrv) languages = NULL;
  const char *summary;

  if (kind == NULL)
    return;
  g_object_get (kind, "languages", &languages, NULL);
  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    gtk_string_list_append (names, language_name (languages[i]));
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->year_row), hkk_thing_get_boolean (kind, "needs-year"));
  if (hkk_thing_get_boolean (kind, "needs-year"))
    set_years (self, kind);
  summary = hkk_thing_get_string (kind, "summary");
  gtk_label_set_label (self->summary_label, summary != NULL ? summary : "");
}

static void
show_error (HkkCertificateDialog *self,
            const GError         *error)
{
  g_autofree char *sentence = error != NULL ? hkk_error_sentence (error) : NULL;

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
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
      /* The same wish keeps its key while the result is unknown, so that nothing is issued twice. */
      if (!g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNKNOWN_RESULT))
        g_clear_pointer (&self->key, g_free);
      show_error (self, hkk_error_is_cancel (error) ? NULL : error);
      return;
    }
  g_clear_pointer (&self->key, g_free);
  hkk_shell_say (self->shell, _("The certificate is here. It is kept under your documents."));
  hkk_file_action_run_document (self->shell, HKK_FILE_ACTION_OPEN, document, NULL);
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
  HkkThing *kind = adw_combo_row_get_selected_item (self->kind_row);
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
  adw_combo_row_set_model (self->kind_row, kinds);
  on_kind_changed (self);
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
  g_clear_weak_pointer (&self->shell);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_CERTIFICATE_DIALOG);
  G_OBJECT_CLASS (hkk_certificate_dialog_parent_class)->dispose (object);
}

static void
hkk_certificate_dialog_finalize (GObject *object)
{
  HkkCertificateDialog *self = HKK_CERTIFICATE_DIALOG (object);

  g_object_unref (self->cancellable);
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

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-certificate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, status);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HkkCertificateDialog, get_button);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_get);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
hkk_certificate_dialog_init (HkkCertificateDialog *self)
{
  GtkExpression *title;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  title = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_kind_title), NULL, NULL);
  adw_combo_row_set_expression (self->kind_row, title);
  gtk_expression_unref (title);
}

/**
 * hkk_certificate_dialog_new:
 * @shell: (nullable): the window that it belongs to
 *
 * Lets the person choose a certificate and opens it: it is issued at once.
 *
 * Returns: (transfer floating): a dialog to present
 */
HkkCertificateDialog *
hkk_certificate_dialog_new (HkkShell *shell)
{
  HkkCertificateDialog *self = g_object_new (HKK_TYPE_CERTIFICATE_DIALOG, NULL);

  g_set_weak_pointer (&self->shell, shell);
  load (self);
  return self;
}
