/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hkk-approval-words.h"
#include "hkk-form-review.h"

/* Everything that was entered, to be read once more. "form.change" leads back to a field. */
struct _HkkFormReview
{
  GtkBox  parent_instance;

  guint   n_rows;
};

G_DEFINE_FINAL_TYPE (HkkFormReview, hkk_form_review, GTK_TYPE_BOX)

static const char *
find_value (GPtrArray  *sections,
            const char *path)
{
  for (guint s = 0; sections != NULL && s < sections->len; s++)
    {
      HkkFormShownSection *section = g_ptr_array_index (sections, s);

      for (guint r = 0; r < section->rows->len; r++)
        {
          HkkFormShownRow *row = g_ptr_array_index (section->rows, r);

          if (g_strcmp0 (row->path, path) == 0)
            return row->value;
        }
    }

  return NULL;
}

static GtkWidget *
make_row (HkkFormShownRow *shown,
          const char      *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *change = gtk_button_new_with_label (_("Change"));
  /* TRANSLATORS: name of the button “Change” for a screen reader; %s is the label of the field */
  g_autofree char *name = g_strdup_printf (_("Change: %s"), shown->label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *value != '\0' ? value : C_("value", "no answer"));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");

  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (change, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (change), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "form.change");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (change), "s", shown->path);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), change);

  return row;
}

static void
add_section (HkkFormReview       *self,
             HkkFormShownSection *section,
             GPtrArray           *before)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_markup_escape_text (section->title, -1);
  guint n = 0;

  for (guint i = 0; i < section->rows->len; i++)
    {
      HkkFormShownRow *row = g_ptr_array_index (section->rows, i);
      const char *old = find_value (before, row->path);
      g_autofree char *value = NULL;

      /* A change of known data is shown as a change; what stays as it is needs no reading. */
      if (before != NULL && g_strcmp0 (old, row->value) == 0)
        continue;
      value = hkk_approval_words_change (old, row->value != NULL ? row->value : "");
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (row, value));
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

static GPtrArray *
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
  g_autoptr(GPtrArray) sections = NULL;
  g_autoptr(GPtrArray) old = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);

  self = g_object_new (HKK_TYPE_FORM_REVIEW, NULL);
  sections = hkk_form_describe (hkk_form_model_get_context (model));
  old = describe_before (model, before);
  for (guint i = 0; i < sections->len; i++)
    add_section (self, g_ptr_array_index (sections, i), old);

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
