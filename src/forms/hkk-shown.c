/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-shown.h"

#include "hkk-json.h"

struct _HkkShownRow
{
  GObject   parent_instance;

  char     *path;      /* Owned (nullable) */
  char     *label;     /* Owned */
  char     *old;       /* Owned (nullable) */
  char     *value;     /* Owned */
  gboolean  sensitive;
};

struct _HkkShownSection
{
  GObject     parent_instance;

  char       *title; /* Owned */
  GListStore *rows;  /* Owned: of HkkShownRow */
};

G_DEFINE_FINAL_TYPE (HkkShownRow, hkk_shown_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (HkkShownSection, hkk_shown_section, G_TYPE_OBJECT)

static void
hkk_shown_row_finalize (GObject *object)
{
  HkkShownRow *self = HKK_SHOWN_ROW (object);

  g_free (self->path);
  g_free (self->label);
  g_free (self->old);
  g_free (self->value);
  G_OBJECT_CLASS (hkk_shown_row_parent_class)->finalize (object);
}

static void
hkk_shown_row_class_init (HkkShownRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_shown_row_finalize;
}

static void
hkk_shown_row_init (HkkShownRow *self)
{
}

static void
hkk_shown_section_finalize (GObject *object)
{
  HkkShownSection *self = HKK_SHOWN_SECTION (object);

  g_free (self->title);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (hkk_shown_section_parent_class)->finalize (object);
}

static void
hkk_shown_section_class_init (HkkShownSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_shown_section_finalize;
}

static void
hkk_shown_section_init (HkkShownSection *self)
{
  self->rows = g_list_store_new (HKK_TYPE_SHOWN_ROW);
}

/* --- Rows --- */

/**
 * hkk_shown_row_new:
 * @path: (nullable): the path of the form's value, for the way back to it
 * @label: (nullable): what it is about; %NULL counts as ""
 * @old: (nullable): how it is until now, if it changes
 * @value: (nullable): how it is, or will be; may have several lines; %NULL counts as ""
 *
 * Returns: (transfer full): a row
 */
HkkShownRow *
hkk_shown_row_new (const char *path,
                   const char *label,
                   const char *old,
                   const char *value)
{
  HkkShownRow *self = g_object_new (HKK_TYPE_SHOWN_ROW, NULL);

  self->path = g_strdup (path);
  self->label = g_strdup (label != NULL ? label : "");
  self->old = g_strdup (old);
  self->value = g_strdup (value != NULL ? value : "");
  return self;
}

/**
 * hkk_shown_row_get_path:
 *
 * Returns: (transfer none) (nullable): the path of the form's value; %NULL if the row came over the wire
 */
const char *
hkk_shown_row_get_path (HkkShownRow *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_ROW (self), NULL);

  return self->path;
}

/**
 * hkk_shown_row_get_label:
 *
 * Returns: (transfer none): what it is about
 */
const char *
hkk_shown_row_get_label (HkkShownRow *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_ROW (self), NULL);

  return self->label;
}

/**
 * hkk_shown_row_get_old:
 *
 * Returns: (transfer none) (nullable): how it is until now; %NULL if nothing changes, or if there was nothing
 */
const char *
hkk_shown_row_get_old (HkkShownRow *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_ROW (self), NULL);

  return self->old;
}

/**
 * hkk_shown_row_get_value:
 *
 * Returns: (transfer none): how it is, or will be
 */
const char *
hkk_shown_row_get_value (HkkShownRow *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_ROW (self), NULL);

  return self->value;
}

/**
 * hkk_shown_row_get_sensitive:
 *
 * Returns: whether the value is to be shortened until a person asks to see it
 */
gboolean
hkk_shown_row_get_sensitive (HkkShownRow *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_ROW (self), FALSE);

  return self->sensitive;
}

/* --- Sections --- */

/**
 * hkk_shown_section_new:
 * @title: (nullable): its title; %NULL counts as ""
 *
 * Returns: (transfer full): a section without rows
 */
HkkShownSection *
hkk_shown_section_new (const char *title)
{
  HkkShownSection *self = g_object_new (HKK_TYPE_SHOWN_SECTION, NULL);

  self->title = g_strdup (title != NULL ? title : "");
  return self;
}

/**
 * hkk_shown_section_add_row:
 * @row: a row
 *
 * Appends a row.
 */
void
hkk_shown_section_add_row (HkkShownSection *self,
                           HkkShownRow     *row)
{
  g_return_if_fail (HKK_IS_SHOWN_SECTION (self) && HKK_IS_SHOWN_ROW (row));

  g_list_store_append (self->rows, row);
}

/**
 * hkk_shown_section_get_title:
 *
 * Returns: (transfer none): its title
 */
const char *
hkk_shown_section_get_title (HkkShownSection *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_SECTION (self), NULL);

  return self->title;
}

/**
 * hkk_shown_section_get_rows:
 *
 * Returns: (transfer none): its rows; items are #HkkShownRow
 */
GListModel *
hkk_shown_section_get_rows (HkkShownSection *self)
{
  g_return_val_if_fail (HKK_IS_SHOWN_SECTION (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/* --- The wire --- */

static HkkShownRow *
read_row (JsonObject *json)
{
  const char *label = hkk_json_get_string (json, "label");
  const char *value = hkk_json_get_string (json, "value");
  HkkShownRow *row = NULL;

  /* What changes has "old" and "new". */
  if (value == NULL)
    value = hkk_json_get_string (json, "new");
  if (label == NULL && value == NULL)
    return NULL;
  row = hkk_shown_row_new (NULL, label, hkk_json_get_string (json, "old"), value);
  row->sensitive = hkk_json_get_bool (json, "sensitive", FALSE);
  return row;
}

static void
read_rows (JsonArray  *json,
           GListStore *rows)
{
  for (guint i = 0; i < hkk_json_array_length (json); i++)
    {
      g_autoptr(HkkShownRow) row = read_row (hkk_json_array_object (json, i));

      if (row != NULL)
        g_list_store_append (rows, row);
    }
}

/**
 * hkk_shown_rows_from_json:
 * @json: (nullable): [{"label", "value", "sensitive"}] or, of an approval, [{"label", "old", "new"}]
 *
 * What is no row is left out.
 *
 * Returns: (transfer full): the rows; items are #HkkShownRow
 */
GListModel *
hkk_shown_rows_from_json (JsonArray *json)
{
  GListStore *rows = g_list_store_new (HKK_TYPE_SHOWN_ROW);

  read_rows (json, rows);
  return G_LIST_MODEL (rows);
}

/**
 * hkk_shown_sections_from_json:
 * @json: (nullable): [{"section", "rows"}]
 *
 * What is no section is left out.
 *
 * Returns: (transfer full): the sections; items are #HkkShownSection
 */
GListModel *
hkk_shown_sections_from_json (JsonArray *json)
{
  GListStore *sections = g_list_store_new (HKK_TYPE_SHOWN_SECTION);

  for (guint i = 0; i < hkk_json_array_length (json); i++)
    {
      JsonObject *object = hkk_json_array_object (json, i);
      g_autoptr(HkkShownSection) section = NULL;

      if (object == NULL)
        continue;
      section = hkk_shown_section_new (hkk_json_get_string (object, "section"));
      read_rows (hkk_json_get_array (object, "rows"), section->rows);
      g_list_store_append (sections, section);
    }
  return G_LIST_MODEL (sections);
}

static JsonArray *
write_rows (GListModel *rows)
{
  JsonArray *json = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "label", row->label);
      json_object_set_string_member (object, "value", row->value);
      json_array_add_object_element (json, object);
    }
  return json;
}

/**
 * hkk_shown_sections_to_json:
 * @sections: a list of #HkkShownSection
 *
 * Returns: (transfer full): the wire's "values_shown": [{"section", "rows": [{"label", "value"}]}]
 */
JsonArray *
hkk_shown_sections_to_json (GListModel *sections)
{
  JsonArray *json = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (sections), NULL);

  json = json_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "section", section->title);
      json_object_set_array_member (object, "rows", write_rows (G_LIST_MODEL (section->rows)));
      json_array_add_object_element (json, object);
    }
  return json;
}

/**
 * hkk_shown_sections_find_row:
 * @sections: (nullable): a list of #HkkShownSection
 * @path: the path of a value
 *
 * Returns: (transfer none) (nullable): the row that shows the value; it lives as long as @sections
 */
HkkShownRow *
hkk_shown_sections_find_row (GListModel *sections,
                             const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; sections != NULL && i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);
      GListModel *rows = G_LIST_MODEL (section->rows);

      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, j);

          if (g_strcmp0 (row->path, path) == 0)
            return row;
        }
    }
  return NULL;
}
