/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-hyphens.h"

/* Pango sets a hyphen wherever it breaks a word that is wider than its line. It knows no syllables, and a reference
 * number or an e-mail address would have one more character.
 * One list for all: the toolkit's inscriptions do not give theirs back. */
static PangoAttrList *no_hyphens;

static void
on_label_realize (GtkWidget *label)
{
  if (gtk_label_get_attributes (GTK_LABEL (label)) == NULL)
    gtk_label_set_attributes (GTK_LABEL (label), no_hyphens);
  g_signal_chain_from_overridden_handler (label);
}

static void
on_inscription_realize (GtkWidget *inscription)
{
  if (gtk_inscription_get_attributes (GTK_INSCRIPTION (inscription)) == NULL)
    gtk_inscription_set_attributes (GTK_INSCRIPTION (inscription), no_hyphens);
  g_signal_chain_from_overridden_handler (inscription);
}

/**
 * hkk_hyphens_begin:
 *
 * From now on a word that is wider than its line goes on in the next one without a hyphen that is not its own, in
 * libadwaita's labels too; but for labels that have attributes already.
 */
void
hkk_hyphens_begin (void)
{
  no_hyphens = pango_attr_list_new ();
  pango_attr_list_insert (no_hyphens, pango_attr_insert_hyphens_new (FALSE));
  g_signal_override_class_handler ("realize", GTK_TYPE_LABEL, G_CALLBACK (on_label_realize));
  g_signal_override_class_handler ("realize", GTK_TYPE_INSCRIPTION, G_CALLBACK (on_inscription_realize));
}
