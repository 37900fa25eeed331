/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-iban-field.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-bank.h"
#include "hkk-format.h"
#include "hkk-shell.h"

/* Who types or corrects does not ask the portal at every letter. */
#define ASK_AFTER_MS 250

/* An IBAN, and what its bank is called, as far as the portal says so: it helps to see that the number is the right one,
 * and is never an error. */
struct _HkkIbanField
{
  HkkEntryField  parent_instance;

  GtkLabel      *bank_label;  /* Borrowed from the row's content */
  char          *code;        /* Owned (nullable): of the bank that is shown or asked for */
  guint          ask_source;
  GCancellable  *cancellable; /* Owned (nullable): of the question that is asked */
};

G_DEFINE_FINAL_TYPE (HkkIbanField, hkk_iban_field, HKK_TYPE_ENTRY_FIELD)

static void
show_bank (HkkIbanField *self,
           const char   *name)
{
  g_autofree char *isolated = hkk_format_isolate (name);
  /* TRANSLATORS: read aloud; %s: the name of a bank */
  g_autofree char *spoken = g_strdup_printf (_("Bank: %s"), isolated);

  gtk_label_set_label (self->bank_label, name);
  gtk_widget_set_visible (GTK_WIDGET (self->bank_label), TRUE);
  if (gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (
        hkk_entry_field_get_entry (HKK_ENTRY_FIELD (self)))))))
    hkk_announce (GTK_WIDGET (self), spoken);
}

static void
on_bank (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkIbanField) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkBank) bank = hkk_bank_load_finish (HKK_PORTAL (source), result, &error);

  /* A bank that is not known, or a portal that cannot be asked, has no name to show. */
  if (bank == NULL || self->bank_label == NULL ||
      g_strcmp0 (hkk_thing_get_string (HKK_THING (bank), "code"), self->code) != 0)
    return;
  show_bank (self, hkk_bank_get_name (bank));
}

static gboolean
on_ask (gpointer data)
{
  HkkIbanField *self = data;
  GtkWidget *shell = gtk_widget_get_ancestor (GTK_WIDGET (self), HKK_TYPE_SHELL);
  HkkPortal *portal = shell != NULL ? hkk_shell_get_portal (HKK_SHELL (shell)) : NULL;

  self->ask_source = 0;
  if (portal == NULL || !hkk_portal_offers (portal, "get_bank"))
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  hkk_bank_load_async (portal, self->code, self->cancellable, on_bank, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
forget_question (HkkIbanField *self)
{
  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_changed (HkkIbanField *self)
{
  GtkEntry *entry = hkk_entry_field_get_entry (HKK_ENTRY_FIELD (self));
  g_autofree char *iban = hkk_iban_normalize (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *code = hkk_iban_bank_code (iban);

  if (g_strcmp0 (code, self->code) == 0)
    return;
  forget_question (self);
  g_set_str (&self->code, code);
  gtk_widget_set_visible (GTK_WIDGET (self->bank_label), FALSE);
  if (code != NULL)
    self->ask_source = g_timeout_add (ASK_AFTER_MS, on_ask, self);
}

static void
hkk_iban_field_decorate (HkkEntryField *field,
                         GtkBox        *box)
{
  HkkIbanField *self = HKK_IBAN_FIELD (field);

  self->bank_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->bank_label, 0);
  gtk_label_set_wrap (self->bank_label, TRUE);
  gtk_label_set_wrap_mode (self->bank_label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->bank_label), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->bank_label), FALSE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (box, GTK_WIDGET (self->bank_label));
  g_signal_connect_object (hkk_entry_field_get_entry (field), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
hkk_iban_field_dispose (GObject *object)
{
  HkkIbanField *self = HKK_IBAN_FIELD (object);

  forget_question (self);
  self->bank_label = NULL;
  G_OBJECT_CLASS (hkk_iban_field_parent_class)->dispose (object);
}

static void
hkk_iban_field_finalize (GObject *object)
{
  g_free (HKK_IBAN_FIELD (object)->code);
  G_OBJECT_CLASS (hkk_iban_field_parent_class)->finalize (object);
}

static void
hkk_iban_field_class_init (HkkIbanFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_iban_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_iban_field_finalize;
  HKK_ENTRY_FIELD_CLASS (klass)->decorate = hkk_iban_field_decorate;
}

static void
hkk_iban_field_init (HkkIbanField *self)
{
}
