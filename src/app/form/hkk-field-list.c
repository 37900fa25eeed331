/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-field-list.h"

#include "hkk-files-field.h"

#define MAX_ROWS_IN_GROUP 7

/* The rows of one step, or of one item's page, in groups. */
struct _HkkFieldList
{
  GtkBox          parent_instance;

  HkkFormModel   *model;     /* Owned */
  HkkFormSection *section;   /* Borrowed from the form (nullable): of a step */
  char           *item;      /* Owned (nullable): the path of an item */
  GPtrArray      *rows;      /* Owned, of borrowed HkkFieldRow */
  GPtrArray      *groups;    /* Owned, of borrowed GtkBox */
};

G_DEFINE_FINAL_TYPE (HkkFieldList, hkk_field_list, GTK_TYPE_BOX)

static void
refresh_groups (HkkFieldList *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      GtkWidget *group = g_ptr_array_index (self->groups, i);
      gboolean visible = FALSE;

      for (GtkWidget *row = gtk_widget_get_first_child (group); row != NULL; row = gtk_widget_get_next_sibling (row))
        visible |= gtk_widget_get_visible (row);
      gtk_widget_set_visible (group, visible);
    }
}

static void
on_model_changed (HkkFieldList *self,
                  const char   *path)
{
  for (guint i = 0; i < self->rows->len; i++)
    hkk_field_row_update (g_ptr_array_index (self->rows, i), path);
  refresh_groups (self);
}

static void
on_row_left (HkkFieldList *self,
             HkkFieldRow  *left)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      HkkFieldRow *row = g_ptr_array_index (self->rows, i);

      if (row != left && hkk_field_row_get_error (row) != NULL)
        hkk_field_row_check (row, NULL);
    }
}

static GtkWidget *
add_group (HkkFieldList *self)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (group, "card");
  gtk_widget_add_css_class (group, "hkk-fields");
  gtk_box_append (GTK_BOX (self), group);
  g_ptr_array_add (self->groups, group);

  return group;
}

/* How many rows that belong together stand from @start on. */
static guint
run_length (HkkFieldList *self,
            guint         start)
{
  guint end = start;

  while (end < self->rows->len && !hkk_field_row_is_wide (g_ptr_array_index (self->rows, end)))
    end++;

  return end - start;
}

/* Long runs become groups of about the same length instead of a full one and a rest. */
static void
lay_out (HkkFieldList *self)
{
  guint i = 0;

  while (i < self->rows->len)
    {
      guint run = run_length (self, i);
      guint n_groups = (run + MAX_ROWS_IN_GROUP - 1) / MAX_ROWS_IN_GROUP;

      if (run == 0)
        {
          gtk_box_append (GTK_BOX (self), g_ptr_array_index (self->rows, i++));
          continue;
        }
      for (guint g = 0; g < n_groups; g++)
        {
          GtkWidget *group = add_group (self);
          guint length = run * (g + 1) / n_groups - run * g / n_groups;

          for (guint r = 0; r < length; r++)
            gtk_box_append (GTK_BOX (group), g_ptr_array_index (self->rows, i++));
        }
    }
  refresh_groups (self);
}

static void
add_field (HkkFieldList *self,
           HkkFormField *field)
{
  g_autofree char *path = hkk_form_path_print (self->item, -1, hkk_form_field_get_id (field));
  HkkFieldRow *row = hkk_field_row_new (self->model, field, path);

  g_signal_connect_object (row, "left", G_CALLBACK (on_row_left), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
}

/* The one field for files that is shown; NULL if there are none, or several. */
static HkkFilesField *
find_files_field (HkkFieldList *self)
{
  HkkFilesField *found = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (!HKK_IS_FILES_FIELD (row) || !gtk_widget_get_visible (row))
        continue;
      if (found != NULL)
        return NULL;
      found = HKK_FILES_FIELD (row);
    }
  return found;
}

/* A picture that is pasted where text is written is meant for the files. */
static gboolean
on_paste (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (widget));
  HkkFilesField *files = find_files_field (HKK_FIELD_LIST (widget));

  return files != NULL && !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) && hkk_files_field_paste (files);
}

/* Before the field that has the focus, which would do nothing with it. */
static void
watch_paste (HkkFieldList *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_paste, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
hkk_field_list_dispose (GObject *object)
{
  HkkFieldList *self = HKK_FIELD_LIST (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, on_model_changed, self);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->groups, 0);

  G_OBJECT_CLASS (hkk_field_list_parent_class)->dispose (object);
}

static void
hkk_field_list_finalize (GObject *object)
{
  HkkFieldList *self = HKK_FIELD_LIST (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->item, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (hkk_field_list_parent_class)->finalize (object);
}

static void
hkk_field_list_class_init (HkkFieldListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hkk_field_list_dispose;
  object_class->finalize = hkk_field_list_finalize;
}

static void
hkk_field_list_init (HkkFieldList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  self->rows = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  watch_paste (self);
}

static HkkFieldList *
new_for_model (HkkFormModel *model)
{
  HkkFieldList *self = g_object_new (HKK_TYPE_FIELD_LIST, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * hkk_field_list_new_for_section:
 * @model: the filled-in form
 * @section: a section of it
 *
 * Returns: (transfer floating): the rows of the section
 */
HkkFieldList *
hkk_field_list_new_for_section (HkkFormModel   *model,
                                HkkFormSection *section)
{
  HkkFieldList *self = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);
  g_return_val_if_fail (section != NULL, NULL);

  self = new_for_model (model);
  self->section = section;
  for (guint i = 0; i < hkk_form_section_get_n_fields (section); i++)
    add_field (self, hkk_form_section_get_field (section, i));
  lay_out (self);

  return self;
}

/**
 * hkk_field_list_new_for_item:
 * @model: the filled-in form
 * @group: a group or table of it
 * @item: the path of one of its items
 *
 * Returns: (transfer floating): the rows of the item
 */
HkkFieldList *
hkk_field_list_new_for_item (HkkFormModel *model,
                             HkkFormField *group,
                             const char   *item)
{
  HkkFieldList *self = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);
  g_return_val_if_fail (group != NULL && item != NULL, NULL);

  self = new_for_model (model);
  self->item = g_strdup (item);
  for (guint i = 0; i < hkk_form_field_get_n_children (group); i++)
    add_field (self, hkk_form_field_get_child (group, i));
  lay_out (self);

  return self;
}

/**
 * hkk_field_list_check:
 * @first_wrong: (out) (optional) (nullable): the path of the first wrong row's value
 *
 * Checks every row that is shown and shows the messages.
 *
 * Returns: how many rows are wrong
 */
guint
hkk_field_list_check (HkkFieldList  *self,
                      const char   **first_wrong)
{
  g_autoptr(GPtrArray) issues = NULL;
  const char *first = NULL;
  guint wrong = 0;

  g_return_val_if_fail (HKK_IS_FIELD_LIST (self), 0);

  if (self->section != NULL)
    issues = hkk_form_model_validate (self->model, self->section);
  for (guint i = 0; i < self->rows->len; i++)
    {
      HkkFieldRow *row = g_ptr_array_index (self->rows, i);

      if (hkk_field_row_check (row, issues))
        continue;
      if (first == NULL)
        first = hkk_field_row_get_path (row);
      wrong++;
    }
  if (first_wrong != NULL)
    *first_wrong = first;

  return wrong;
}

static gboolean
focus_first_that (HkkFieldList *self,
                  gboolean    (*is_meant) (HkkFieldRow *row))
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      HkkFieldRow *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_get_visible (GTK_WIDGET (row)) && is_meant (row) &&
          hkk_field_row_focus_control (row, hkk_field_row_get_path (row)))
        return TRUE;
    }

  return FALSE;
}

/**
 * hkk_field_list_focus_open:
 *
 * Moves the focus to the first question that needs an answer, else to the first.
 *
 * Returns: whether there is one
 */
gboolean
hkk_field_list_focus_open (HkkFieldList *self)
{
  g_return_val_if_fail (HKK_IS_FIELD_LIST (self), FALSE);

  return focus_first_that (self, hkk_field_row_is_open) || focus_first_that (self, hkk_field_row_asks);
}

/**
 * hkk_field_list_find_row:
 * @path: the path of a value or of a part of it
 *
 * Returns: (transfer none) (nullable): the row that answers for it
 */
HkkFieldRow *
hkk_field_list_find_row (HkkFieldList *self,
                         const char   *path)
{
  g_return_val_if_fail (HKK_IS_FIELD_LIST (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      HkkFieldRow *row = g_ptr_array_index (self->rows, i);

      if (hkk_form_path_is_within (path, hkk_field_row_get_path (row)))
        return row;
    }

  return NULL;
}

/**
 * hkk_field_list_get_n_groups:
 *
 * Returns: into how many groups the rows are laid out
 */
guint
hkk_field_list_get_n_groups (HkkFieldList *self)
{
  g_return_val_if_fail (HKK_IS_FIELD_LIST (self), 0);

  return self->groups->len;
}
