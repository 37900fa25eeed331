/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-review.h"

#include <glib/gi18n.h>

#include "hkk-row.h"

/* Everything that was entered, to be read once more. "form.change" leads back to a field. */
struct _HkkFormReview
{
  GtkBox  parent_instance;

  guint   n_rows;
};

G_DEFINE_FINAL_TYPE (HkkFormReview, hkk_form_review, GTK_TYPE_BOX)

static GtkWidget *
make_row (HkkShownRow *shown)
{
  GtkWidget *row = hkk_row_new_shown (shown);
  GtkWidget *change = gtk_button_new_with_label (_("Change"));
  /* TRANSLATORS: name of the button “Change” for a screen reader; %s is the label of the field */
  g_autofree char *name = g_strdup_printf (_("Change: %s"), hkk_shown_row_get_label (shown));

  if (*adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) == '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), C_("value", "no answer"));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);

  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (change, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (change), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "form.change");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (change), "s", hkk_shown_row_get_path (shown));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), change);

  return row;
}

/* A change of known data is shown as a change; what stays as it is needs no reading: NULL. */
static HkkShownRow *
as_change (HkkShownRow *row,
           GListModel  *before)
{
  const char *path = hkk_shown_row_get_path (row);
  const char *value = hkk_shown_row_get_value (row);
  HkkShownRow *other = hkk_shown_sections_find_row (before, path);
  const char *old = other != NULL ? hkk_shown_row_get_value (other) : NULL;

  return g_strcmp0 (old, value) == 0 ? NULL : hkk_shown_row_new (path, hkk_shown_row_get_label (row), old, value);
}

static void
add_section (HkkFormReview   *self,
             HkkShownSection *section,
             GListModel      *before)
{
  GListModel *rows = hkk_shown_section_get_rows (section);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_markup_escape_text (hkk_shown_section_get_title (section), -1);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);
      g_autoptr(HkkShownRow) shown = before != NULL ? as_change (row, before) : g_object_ref (row);

      if (shown == NULL)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (shown));
      n++;
    }

  if (n == 0)
    {
      g_object_ref_sink (group);
      g_object_unref (group);
      return;
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self), group);
  self->n_rows += n;
}

static GListModel *
describe_before (HkkFormModel  *model,
                 HkkFormValues *before)
{
  HkkFormContext context = *hkk_form_model_get_context (model);

  if (before == NULL)
    return NULL;

  context.values = before;

  return hkk_form_describe (&context);
}

static void
hkk_form_review_class_init (HkkFormReviewClass *klass)
{
}

static void
hkk_form_review_init (HkkFormReview *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
}

/**
 * hkk_form_review_new:
 * @model: the filled-in form
 * @before: (nullable): the values until now, to show changes only
 *
 * Returns: (transfer floating): everything that was entered, or everything that changes
 */
HkkFormReview *
hkk_form_review_new (HkkFormModel  *model,
                     HkkFormValues *before)
{
  HkkFormReview *self = NULL;
  g_autoptr(GListModel) sections = NULL;
  g_autoptr(GListModel) old = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);

  self = g_object_new (HKK_TYPE_FORM_REVIEW, NULL);
  sections = hkk_form_describe (hkk_form_model_get_context (model));
  old = describe_before (model, before);
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);

      add_section (self, section, old);
    }

  return self;
}

/**
 * hkk_form_review_get_n_rows:
 *
 * Returns: how many answers are shown
 */
guint
hkk_form_review_get_n_rows (HkkFormReview *self)
{
  g_return_val_if_fail (HKK_IS_FORM_REVIEW (self), 0);

  return self->n_rows;
}
