/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-catalogue-row.h"

#include <glib/gi18n.h>

struct _HkkCatalogueRow
{
  AdwExpanderRow  parent_instance;

  HkkFormSummary *form;  /* Owned */
  GtkWidget      *begin; /* Borrowed (nullable) until it is unfolded */
};

G_DEFINE_FINAL_TYPE (HkkCatalogueRow, hkk_catalogue_row, ADW_TYPE_EXPANDER_ROW)

static const struct
{
  const char *category;
  const char *icon_name;
} icons[] = {
  { "benefits", "accessories-calculator-symbolic" },
  { "family", "system-users-symbolic" },
  { "sick", "hkk-sick-note-symbolic" },
  { "abroad", "airplane-mode-symbolic" },
  { "membership", "avatar-default-symbolic" },
  { "services", "hkk-health-card-symbolic" },
};

static const char *
icon_of (const char *category)
{
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i].category, category) == 0)
      return icons[i].icon_name;
  return "hkk-requests-symbolic";
}

static char *
describe (HkkFormSummary *form)
{
  guint minutes = (guint) hkk_thing_get_int (HKK_THING (form), "minutes");
  g_auto(GStrv) prepare = NULL;
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;
  gboolean substantial = FALSE;

  g_object_get (form, "prepare", &prepare, "substantial", &substantial, NULL);
  if (prepare != NULL && prepare[0] != NULL)
    {
      g_autofree char *things = g_strjoinv (", ", prepare);

      /* TRANSLATORS: %s is a list of papers, for example “Invoice, Proof of payment” */
      g_strv_builder_take (lines, g_strdup_printf (_("Have ready: %s"), things));
    }
  if (minutes > 0)
    /* TRANSLATORS: how long filling in a form takes */
    g_strv_builder_take (lines, g_strdup_printf (ngettext ("About %u minute", "About %u minutes", minutes), minutes));
  g_strv_builder_add (lines, substantial ? _("Needs your Service-App") : _("Works without the Service-App"));
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}

static GtkWidget *
make_needs (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_begin (HkkCatalogueRow *self,
            const char      *needs)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (C_("form", "_Begin"));
  g_autofree char *description = g_strdup_printf ("%s\n%s", hkk_form_summary_get_title (self->form), needs);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hkk_form_summary_get_id (self->form));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-form");
  return button;
}

/* All of it would be measured when the page opens, shown or not. */
static void
fill (HkkCatalogueRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *needs = describe (self->form);

  self->begin = make_begin (self, needs);
  gtk_widget_add_css_class (box, "hkk-needs");
  gtk_box_append (GTK_BOX (box), make_needs (needs));
  gtk_box_append (GTK_BOX (box), self->begin);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* Who unfolds it may want to begin: one more Enter does. */
static void
on_expanded (HkkCatalogueRow *self)
{
  gboolean expanded = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self));

  if (expanded && self->begin == NULL)
    fill (self);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (self), expanded ? 0 : 1);
  if (expanded)
    gtk_widget_grab_focus (self->begin);
}

static void
hkk_catalogue_row_finalize (GObject *object)
{
  g_clear_object (&HKK_CATALOGUE_ROW (object)->form);
  G_OBJECT_CLASS (hkk_catalogue_row_parent_class)->finalize (object);
}

static void
hkk_catalogue_row_class_init (HkkCatalogueRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_catalogue_row_finalize;
}

static void
hkk_catalogue_row_init (HkkCatalogueRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (self), 0);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (self), 1);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded), NULL);
}

/**
 * hkk_catalogue_row_new:
 * @form: an entry of the catalogue
 *
 * Returns: (transfer floating): its row, folded
 */
HkkCatalogueRow *
hkk_catalogue_row_new (HkkFormSummary *form)
{
  HkkCatalogueRow *self = g_object_new (HKK_TYPE_CATALOGUE_ROW, NULL);
  const char *summary = hkk_thing_get_string (HKK_THING (form), "summary");

  self->form = g_object_ref (form);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), hkk_form_summary_get_title (form));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary != NULL ? summary : "");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), gtk_image_new_from_icon_name (
    icon_of (hkk_thing_get_string (HKK_THING (form), "category"))));
  return self;
}

/**
 * hkk_catalogue_row_get_form:
 *
 * Returns: (transfer none): what it is the row of
 */
HkkFormSummary *
hkk_catalogue_row_get_form (HkkCatalogueRow *self)
{
  g_return_val_if_fail (HKK_IS_CATALOGUE_ROW (self), NULL);

  return self->form;
}
