/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-review.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-structure.h"

/* Everything that was entered, to be read once more. "form.change" leads back to a field. */
struct _HkkFormReview
{
  GtkBox        parent_instance;

  HkkFormModel *model;  /* Owned */
  GListModel   *now;    /* Owned: of HkkShownSection */
  GListModel   *before; /* Owned (nullable): to show changes only */
  guint         n_rows;
};

G_DEFINE_FINAL_TYPE (HkkFormReview, hkk_form_review, GTK_TYPE_BOX)

static void
add_change_button (GtkWidget   *row,
                   HkkShownRow *shown)
{
  /* TRANSLATORS: Button, a verb: goes to where these entries or data can be changed */
  GtkWidget *change = gtk_button_new_with_label (C_("button", "Change"));
  g_autofree char *isolated = hkk_format_isolate (hkk_shown_row_get_label (shown));
  /* TRANSLATORS: name of the button “Change” for a screen reader; %s is the label of the field */
  g_autofree char *name = g_strdup_printf (_("Change: %s"), isolated);

  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (change, "flat");
  hkk_structure_speak_for (GTK_BUTTON (change), ADW_ACTION_ROW (row));
  hkk_button_name (GTK_BUTTON (change), name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "form.change");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (change), "s", hkk_shown_row_get_path (shown));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), change);
}

/* Whether somebody enters it: not what is worked out of other answers, a sum of all rows among it. What is not asked
 * for any more cannot be changed there. */
static gboolean
can_be_changed (HkkFormReview *self,
                const char    *path)
{
  HkkFormField *field = hkk_form_find_field (hkk_form_model_get_form (self->model), path);

  if (field == NULL || !hkk_form_path_is_shown (hkk_form_model_get_context (self->model), path))
    return FALSE;
  switch (hkk_form_field_get_kind (field))
    {
    case HKK_FIELD_CALCULATED: return FALSE;
    case HKK_FIELD_GROUP:
    case HKK_FIELD_TABLE: return !g_str_equal (path, hkk_form_field_get_id (field));
    default: return TRUE;
    }
}

static GtkWidget *
make_row (HkkFormReview *self,
          HkkShownRow   *shown)
{
  GtkWidget *row = hkk_row_new_shown (shown);

  if (can_be_changed (self, hkk_shown_row_get_path (shown)))
    add_change_button (row, shown);
  return row;
}

/* What is asked in two ways ("Postal code", here and abroad) is one thing to who reads it: the one row of that label in
 * SECTION that is not among OTHERS. (transfer none) (nullable) */
static HkkShownRow *
find_counterpart (HkkShownSection *section,
                  GListModel      *others,
                  const char      *label)
{
  GListModel *rows = section != NULL ? hkk_shown_section_get_rows (section) : NULL;
  HkkShownRow *found = NULL;

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);

      if (g_strcmp0 (hkk_shown_row_get_label (row), label) != 0 ||
          hkk_shown_sections_find_row (others, hkk_shown_row_get_path (row)) != NULL)
        continue;
      if (found != NULL)
        return NULL;
      found = row;
    }
  return found;
}

/* A change of known data is shown as a change; what stays as it is needs no reading: NULL. BEFORE (nullable): of the
 * section. */
static HkkShownRow *
as_change (HkkFormReview   *self,
           HkkShownRow     *row,
           HkkShownSection *before)
{
  const char *path = hkk_shown_row_get_path (row);
  const char *value = hkk_shown_row_get_value (row);
  HkkShownRow *other = hkk_shown_sections_find_row (self->before, path);
  const char *old = NULL;

  if (other == NULL)
    other = find_counterpart (before, self->now, hkk_shown_row_get_label (row));
  old = other != NULL ? hkk_shown_row_get_value (other) : NULL;

  return g_strcmp0 (old, value) == 0 ? NULL : hkk_shown_row_new (path, hkk_shown_row_get_label (row), old, value);
}

/* (transfer full) (nullable): the first of that title, taken out of the list. */
static HkkShownSection *
take_section (GListStore *sections,
              const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sections)); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (G_LIST_MODEL (sections), i);

      if (g_strcmp0 (hkk_shown_section_get_title (section), title) != 0)
        continue;
      g_list_store_remove (sections, i);
      return g_steal_pointer (&section);
    }

  return NULL;
}

/* What had a value until now and has none any more. */
static void
add_gone (HkkFormReview   *self,
          GtkWidget       *group,
          HkkShownSection *now,
          HkkShownSection *before)
{
  GListModel *rows = before != NULL ? hkk_shown_section_get_rows (before) : NULL;

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);
      g_autoptr(HkkShownRow) gone = NULL;

      if (hkk_shown_sections_find_row (self->now, hkk_shown_row_get_path (row)) != NULL ||
          (find_counterpart (before, self->now, hkk_shown_row_get_label (row)) == row &&
           find_counterpart (now, self->before, hkk_shown_row_get_label (row)) != NULL))
        continue;
      gone = hkk_shown_row_new (hkk_shown_row_get_path (row), hkk_shown_row_get_label (row),
                                hkk_shown_row_get_value (row), C_("value", "no answer"));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, gone));
      self->n_rows++;
    }
}

static void
add_rows (HkkFormReview   *self,
          GtkWidget       *group,
          HkkShownSection *now,
          HkkShownSection *before)
{
  GListModel *rows = now != NULL ? hkk_shown_section_get_rows (now) : NULL;

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);
      g_autoptr(HkkShownRow) shown = self->before != NULL ? as_change (self, row, before) : g_object_ref (row);

      if (shown == NULL)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, shown));
      self->n_rows++;
    }
}

/* NOW (nullable): nothing of it is left. BEFORE (nullable) */
static void
add_section (HkkFormReview   *self,
             HkkShownSection *now,
             HkkShownSection *before)
{
  g_autoptr(GtkWidget) group = g_object_ref_sink (adw_preferences_group_new ());
  g_autofree char *markup = g_markup_escape_text (hkk_shown_section_get_title (now != NULL ? now : before), -1);
  guint n_rows = self->n_rows;

  add_rows (self, group, now, before);
  add_gone (self, group, now, before);
  if (self->n_rows == n_rows)
    return;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  gtk_box_append (GTK_BOX (self), group);
}

static void
add_sections (HkkFormReview *self)
{
  g_autoptr(GListStore) left = g_list_store_new (HKK_TYPE_SHOWN_SECTION);

  for (guint i = 0; self->before != NULL && i < g_list_model_get_n_items (self->before); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (self->before, i);

      g_list_store_append (left, section);
    }
  for (guint i = 0; i < g_list_model_get_n_items (self->now); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (self->now, i);
      g_autoptr(HkkShownSection) before = take_section (left, hkk_shown_section_get_title (section));

      add_section (self, section, before);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (left)); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (G_LIST_MODEL (left), i);

      add_section (self, NULL, section);
    }
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
hkk_form_review_finalize (GObject *object)
{
  HkkFormReview *self = HKK_FORM_REVIEW (object);

  g_clear_object (&self->model);
  g_clear_object (&self->now);
  g_clear_object (&self->before);
  G_OBJECT_CLASS (hkk_form_review_parent_class)->finalize (object);
}

static void
hkk_form_review_class_init (HkkFormReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_form_review_finalize;
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

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);

  self = g_object_new (HKK_TYPE_FORM_REVIEW, NULL);
  self->model = g_object_ref (model);
  self->now = hkk_form_describe (hkk_form_model_get_context (model));
  self->before = describe_before (model, before);
  add_sections (self);

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
