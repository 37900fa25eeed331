/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person approves of a form, in lines that can be signed: who, what, when, where to, how much, which files. */
#include "forms.h"

#include <glib/gi18n-lib.h>

#include "forms-marks.h"
#include "hkk-form-path.h"
#include "hkk-json.h"

typedef struct
{
  HkkMockForm *form;
  const char  *name;  /* of the person whose account it is */
  GArray      *marks; /* of HkkMockMark */
  GListStore  *rows;
} Summary;

static const char *
id_of (const HkkMockXml *xml)
{
  return hkk_mock_xml_get (xml, "id");
}

static const char *translate (Summary    *self,
                              const char *msgid) G_GNUC_FORMAT (2);

static const char *
translate (Summary    *self,
           const char *msgid)
{
  return hkk_mock_text_in (self->form->language, msgid);
}

/* What the line is called: in short words, if the field's label is a question. */
static const char *
label_of (Summary          *self,
          const HkkMockXml *field,
          const char       *fallback)
{
  const char *brief = hkk_mock_xml_text (field, "brief", self->form->language);

  if (brief != NULL)
    return brief;
  return fallback != NULL ? translate (self, fallback) : hkk_mock_xml_text (field, "label", self->form->language);
}

/* Takes @value; without one there is no line. */
static void
add_row (Summary    *self,
         const char *path,
         const char *label,
         char       *value)
{
  g_autofree char *owned = value;
  g_autoptr(HkkShownRow) row = NULL;

  if (value == NULL || *value == '\0')
    return;
  row = hkk_shown_row_new (path, label, NULL, value);
  g_list_store_append (self->rows, row);
}

/* (transfer full) (nullable): the answer in one line; whose account it is, is called by name. */
static char *
text_of (Summary    *self,
         const char *path)
{
  const HkkFormContext *context = &self->form->context;
  HkkFormField *field = hkk_form_find_field (self->form->form, path);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (field == NULL || !hkk_form_path_is_shown (context, path))
    return NULL;
  if (hkk_form_field_get_kind (field) == HKK_FIELD_PERSON &&
      g_strcmp0 (hkk_form_values_get_string (self->form->values, path), "self") == 0)
    return g_strdup (self->name);
  text = hkk_form_path_get_text (context, path);
  if (text == NULL)
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  return g_strjoinv (", ", lines);
}

static char *
join (const char *left,
      const char *separator,
      const char *right)
{
  if (left == NULL || *left == '\0')
    return g_strdup (right);
  if (right == NULL || *right == '\0')
    return g_strdup (left);
  return g_strconcat (left, separator, right, NULL);
}

/* Takes @right. */
static void
append (char       **left,
        const char  *separator,
        char        *right)
{
  g_autofree char *before = *left;
  g_autofree char *owned = right;

  *left = join (before, separator, right);
}

/* --- Items of a group: "Ada Amsel, child, born 3 May 2020" --- */

static gboolean
is_name (const HkkMockMark *mark)
{
  return mark->role == HKK_MOCK_MARK_WHO && g_strcmp0 (hkk_mock_xml_get (mark->field, "kind"), "text") == 0;
}

/* (transfer full) (nullable) */
static char *
item_part (Summary           *self,
           const HkkMockMark *mark,
           const char        *path)
{
  g_autofree char *text = text_of (self, path);

  if (text == NULL)
    return NULL;
  if (mark->role == HKK_MOCK_MARK_WHO && g_strcmp0 (hkk_mock_xml_get (mark->field, "kind"), "date") == 0)
    /* TRANSLATORS: a person in a list, after the name; %s is the birth date: "born 3 May 2020" */
    return g_strdup_printf (translate (self, N_("born %s")), text);
  if (mark->role == HKK_MOCK_MARK_AMOUNT || mark->role == HKK_MOCK_MARK_FROM)
    /* TRANSLATORS: what was asked for and what was answered: "Amount: 12 €" */
    return g_strdup_printf (translate (self, N_("%s: %s")), label_of (self, mark->field, NULL), text);
  return g_steal_pointer (&text);
}

static char *
item_text (Summary          *self,
           const HkkMockXml *group,
           int               item)
{
  g_autofree char *name = NULL;
  g_autofree char *rest = NULL;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const HkkMockMark *mark = &g_array_index (self->marks, HkkMockMark, i);
      g_autofree char *path = NULL;

      if (mark->group != group)
        continue;
      path = hkk_form_path_print (id_of (group), item, id_of (mark->field));
      if (is_name (mark))
        append (&name, " ", text_of (self, path));
      else
        append (&rest, ", ", item_part (self, mark, path));
    }
  return join (name, ", ", rest);
}

static void
add_items (Summary           *self,
           const HkkMockMark *mark)
{
  const char *id = id_of (mark->field);
  guint count = hkk_form_values_get_n_items (self->form->values, id);
  const char *item = hkk_mock_xml_text (mark->field, "item", self->form->language);

  for (guint i = 0; i < count && hkk_form_path_is_shown (&self->form->context, id); i++)
    {
      g_autofree char *path = hkk_form_path_print (id, (int) i, NULL);
      g_autofree char *label = NULL;

      if (count > 1)
        /* TRANSLATORS: an entry of a list and its number: "Child 2" */
        label = g_strdup_printf (translate (self, N_("%s %u")), item, i + 1);
      add_row (self, path, label != NULL ? label : item, item_text (self, mark->field, (int) i));
    }
}

/* --- Lines of several fields --- */

/* "Invoices": how many, and how much altogether. */
static void
add_table (Summary           *self,
           const HkkMockMark *mark)
{
  const char *id = id_of (mark->field);
  guint count = hkk_form_values_get_n_items (self->form->values, id);
  g_autofree char *total = NULL;
  g_autofree char *text = NULL;

  if (count == 0 || !hkk_form_path_is_shown (&self->form->context, id))
    return;
  if (hkk_mock_xml_child (mark->field, "total") != NULL)
    total = hkk_form_path_get_total_text (&self->form->context, id);
  if (total != NULL)
    /* TRANSLATORS: how many entries a list has and what they come to: "2, altogether 412.50 €" */
    text = g_strdup_printf (translate (self, N_("%u, altogether %s")), count, g_strdelimit (total, "\n", ' '));
  else
    text = g_strdup_printf ("%u", count);
  add_row (self, id, label_of (self, mark->field, NULL), g_steal_pointer (&text));
}

static void
add_period (Summary           *self,
            const HkkMockMark *mark,
            guint              next)
{
  const HkkMockMark *end = next < self->marks->len ? &g_array_index (self->marks, HkkMockMark, next) : NULL;
  g_autofree char *from = text_of (self, id_of (mark->field));
  g_autofree char *until = NULL;

  if (end != NULL && end->role == HKK_MOCK_MARK_UNTIL && end->group == NULL)
    until = text_of (self, id_of (end->field));
  add_row (self, id_of (mark->field), label_of (self, mark->field, NULL), join (from, " – ", until));
}

/* One of the fields that an address has, if this one has it. */
static char *
address_part (Summary    *self,
              const char *id)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const HkkMockMark *mark = &g_array_index (self->marks, HkkMockMark, i);

      if (mark->role == HKK_MOCK_MARK_ADDRESS && g_str_equal (id_of (mark->field), id))
        return text_of (self, id);
    }
  return NULL;
}

/* "Amselweg 5, back building, 28195 Bremen, Germany" */
static void
add_address (Summary *self)
{
  char *text = address_part (self, "recipient");
  g_autofree char *street = address_part (self, "street");
  g_autofree char *town = address_part (self, "postal_code");

  append (&street, " ", address_part (self, "house_number"));
  append (&town, "", address_part (self, "foreign_postal_code"));
  append (&town, " ", address_part (self, "city"));
  append (&text, ", ", g_steal_pointer (&street));
  append (&text, ", ", address_part (self, "addition"));
  append (&text, ", ", g_steal_pointer (&town));
  append (&text, ", ", address_part (self, "country"));
  add_row (self, "address", translate (self, N_("Address")), text);
}

/* --- The whole --- */

static void
add_mark (Summary           *self,
          const HkkMockMark *mark,
          guint              position)
{
  const char *kind = hkk_mock_xml_get (mark->field, "kind");
  const char *fallback = mark->role == HKK_MOCK_MARK_WHO ? N_("Person") : NULL;

  if (g_str_equal (kind, "group"))
    add_items (self, mark);
  else if (g_str_equal (kind, "table"))
    add_table (self, mark);
  else if (mark->role == HKK_MOCK_MARK_FROM)
    add_period (self, mark, position + 1);
  else
    add_row (self, id_of (mark->field), label_of (self, mark->field, fallback),
             text_of (self, id_of (mark->field)));
}

static gboolean
has_role (Summary         *self,
          HkkMockMarkRole  role)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (g_array_index (self->marks, HkkMockMark, i).role == role)
      return TRUE;
  return FALSE;
}

/**
 * hkk_mock_form_summarize:
 * @self: a form with values
 * @name: of the person whose account it is, who is meant if the form asks for nobody else
 *
 * Returns: (transfer full): what its approval shows, without the files; items are #HkkShownRow
 */
GListModel *
hkk_mock_form_summarize (HkkMockForm *self,
                         const char  *name)
{
  Summary summary = { self, name, hkk_mock_form_plan (hkk_form_get_id (self->form))->marks,
                      g_list_store_new (HKK_TYPE_SHOWN_ROW) };
  gboolean has_address = FALSE;

  if (!has_role (&summary, HKK_MOCK_MARK_WHO))
    add_row (&summary, "", translate (&summary, N_("Person")), g_strdup (name));
  for (guint i = 0; i < summary.marks->len; i++)
    {
      const HkkMockMark *mark = &g_array_index (summary.marks, HkkMockMark, i);

      if (mark->group != NULL || mark->role == HKK_MOCK_MARK_UNTIL)
        continue;
      if (mark->role != HKK_MOCK_MARK_ADDRESS)
        add_mark (&summary, mark, i);
      else if (!has_address)
        add_address (&summary);
      has_address |= mark->role == HKK_MOCK_MARK_ADDRESS;
    }
  return G_LIST_MODEL (summary.rows);
}

static gboolean
is_address (Summary    *self,
            const char *path)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const HkkMockMark *mark = &g_array_index (self->marks, HkkMockMark, i);

      if (mark->role == HKK_MOCK_MARK_ADDRESS && g_strcmp0 (id_of (mark->field), path) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * hkk_mock_form_list_values:
 * @self: a form with values
 *
 * Returns: (transfer full): everything that is filled in, an address in one line; items are #HkkShownRow
 */
GListModel *
hkk_mock_form_list_values (HkkMockForm *self)
{
  Summary summary = { self, NULL, hkk_mock_form_plan (hkk_form_get_id (self->form))->marks,
                      g_list_store_new (HKK_TYPE_SHOWN_ROW) };
  g_autoptr(GListModel) sections = hkk_form_describe (&self->context);
  gboolean has_address = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);
      GListModel *rows = hkk_shown_section_get_rows (section);

      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, j);
          gboolean address = is_address (&summary, hkk_shown_row_get_path (row));

          if (!address)
            g_list_store_append (summary.rows, row);
          else if (!has_address)
            add_address (&summary);
          has_address |= address;
        }
    }
  return G_LIST_MODEL (summary.rows);
}

/**
 * hkk_mock_intent_add_files:
 * @named: whether each file has a line of its own already
 *
 * Adds the line that says how many files @intent has, and what they are called.
 */
void
hkk_mock_intent_add_files (HkkMockIntent *intent,
                           gboolean       named)
{
  guint n_files = json_array_get_length (intent->attachments);
  g_autoptr(GString) text = g_string_new (NULL);

  if (n_files == 0)
    return;
  /* TRANSLATORS: what is attached to a request: "Files: 3" */
  g_string_append_printf (text, hkk_mock_text_in (intent->language, N_("Files: %u")), n_files);
  for (guint i = 0; !named && i < n_files; i++)
    g_string_append_printf (text, "\n%s", hkk_json_get_string (hkk_json_array_object (intent->attachments, i), "name"));
  /* TRANSLATORS: Label above the files in what is approved */
  hkk_mock_intent_add_detail (intent, hkk_mock_text_in (intent->language, N_("Attached")), NULL, text->str);
}

/**
 * hkk_mock_intent_add_summary:
 * @store: the store
 * @intent: what somebody who is signed in asks for
 * @form: what was filled in
 *
 * Adds what a person approves who hands in @form with the files of @intent.
 */
void
hkk_mock_intent_add_summary (HkkMockStore  *store,
                             HkkMockIntent *intent,
                             HkkMockForm   *form)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, intent->account_id);
  g_autoptr(GListModel) rows = hkk_mock_form_summarize (form, account->name);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);

      hkk_mock_intent_add_detail (intent, hkk_shown_row_get_label (row), NULL, hkk_shown_row_get_value (row));
    }
  hkk_mock_intent_add_files (intent, FALSE);
}
