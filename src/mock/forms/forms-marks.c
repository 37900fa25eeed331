/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-marks.h"

#include <string.h>

#define MAX_DEPTH 4

static const char * const roles[] = {
  [HKK_MOCK_MARK_WHO] = "who",
  [HKK_MOCK_MARK_WHAT] = "what",
  [HKK_MOCK_MARK_FROM] = "from",
  [HKK_MOCK_MARK_UNTIL] = "until",
  [HKK_MOCK_MARK_ADDRESS] = "address",
  [HKK_MOCK_MARK_WHERE] = "where",
  [HKK_MOCK_MARK_AMOUNT] = "amount",
};

/* Each field of HOLDER, with those of the parts that it includes and of its groups. */
static void
visit (const HkkMockXml *holder,
       const HkkMockXml *shared,
       const HkkMockXml *group,
       guint             depth,
       HkkMockFieldFunc  func,
       gpointer          data)
{
  for (guint i = 0; i < holder->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (holder->children, i);
      const HkkMockXml *inner = child;

      if (strcmp (child->name, "include") == 0)
        inner = hkk_mock_xml_find (shared, "part", hkk_mock_xml_get (child, "part"));
      if (strcmp (child->name, "field") == 0)
        {
          func (child, group, data);
          visit (child, shared, child, depth, func, data);
        }
      else if (inner != NULL && depth < MAX_DEPTH && (inner != child || strcmp (child->name, "section") == 0))
        visit (inner, shared, group, depth + 1, func, data);
    }
}

/**
 * hkk_mock_form_visit_fields:
 * @form: a form of the catalogue
 * @shared: (nullable): what several forms share
 * @func: called for each field in the order of the form, for a group before what is in it
 */
void
hkk_mock_form_visit_fields (const HkkMockXml *form,
                            const HkkMockXml *shared,
                            HkkMockFieldFunc  func,
                            gpointer          data)
{
  visit (form, shared, NULL, 0, func, data);
}

static void
add_mark (const HkkMockXml *field,
          const HkkMockXml *group,
          gpointer          data)
{
  const char *role = hkk_mock_xml_get (field, "summary");
  HkkMockMark mark = { 0, field, group };

  if (role == NULL)
    return;
  while (mark.role < G_N_ELEMENTS (roles) && strcmp (roles[mark.role], role) != 0)
    mark.role++;
  if (mark.role < G_N_ELEMENTS (roles))
    g_array_append_val (data, mark);
}

/* A period is one thing, wherever its ends stand. */
static int
rank (const HkkMockMark *mark)
{
  if (mark->role == HKK_MOCK_MARK_UNTIL)
    return HKK_MOCK_MARK_FROM;
  return (int) mark->role;
}

/* The sort of a GArray keeps the order of what is equal. */
static int
compare_marks (gconstpointer a,
               gconstpointer b)
{
  return rank (a) - rank (b);
}

/**
 * hkk_mock_form_marks:
 * @form: a form whose names are good
 * @shared: (nullable): what several forms share
 *
 * Returns: (transfer full) (element-type HkkMockMark): what its approval shows, in the order of its lines
 */
GArray *
hkk_mock_form_marks (const HkkMockXml *form,
                     const HkkMockXml *shared)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (HkkMockMark));

  visit (form, shared, NULL, 0, add_mark, marks);
  g_array_sort (marks, compare_marks);
  return marks;
}

/* --- What a form has to mark --- */

typedef struct
{
  GError   **error;
  gboolean   approved; /* who it is about has to be said */
  gboolean   failed;
} Check;

static void
check_field (const HkkMockXml *field,
             const HkkMockXml *group,
             gpointer          data)
{
  static const char * const unfit[] = { "calculated", "note", "declaration", "attachments", NULL };
  Check *check = data;
  const char *kind = hkk_mock_xml_get (field, "kind");
  gboolean marked = hkk_mock_xml_get (field, "summary") != NULL;

  if (check->failed)
    return;
  if (marked && g_strv_contains (unfit, kind))
    check->failed = !hkk_mock_xml_fail (field, check->error, "nobody approves a field of the kind “%s”; files are "
                                        "named by themselves", kind);
  else if (marked && group != NULL && hkk_mock_xml_get (group, "summary") == NULL)
    check->failed = !hkk_mock_xml_fail (field, check->error, "a summary has a field of a group that it does not have");
  else if (!marked && check->approved && strcmp (kind, "person") == 0)
    check->failed = !hkk_mock_xml_fail (field, check->error, "the summary does not say who it is about: mark the "
                                        "field “%s” with summary=\"who\"", hkk_mock_xml_get (field, "id"));
}

static gboolean
has_matter (GArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const HkkMockMark *mark = &g_array_index (marks, HkkMockMark, i);

      if (mark->role != HKK_MOCK_MARK_WHO || mark->group != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A message does as soon as a file is attached. */
static gboolean
may_need_approval (const HkkMockXml *form)
{
  return strcmp (hkk_mock_xml_get (form, "protection"), "basic") != 0 ||
         strcmp (hkk_mock_xml_get (form, "kind"), "message") == 0;
}

/* Of changed data and of papers the backend itself names the matter: what was and what will be, and the request. */
static gboolean
names_matter_itself (const HkkMockXml *form)
{
  const char *kind = hkk_mock_xml_get (form, "kind");

  return strcmp (kind, "profile") == 0 || strcmp (kind, "documents") == 0;
}

/**
 * hkk_mock_form_check_marks:
 * @form: a form whose names are good
 * @shared: (nullable): what several forms share
 * @error: return location for an error that names file and line
 *
 * Returns: whether a person who approves the form is told whom and what it is about
 */
gboolean
hkk_mock_form_check_marks (const HkkMockXml  *form,
                           const HkkMockXml  *shared,
                           GError           **error)
{
  g_autoptr(GArray) marks = hkk_mock_form_marks (form, shared);
  Check check = { error, may_need_approval (form), FALSE };

  visit (form, shared, NULL, 0, check_field, &check);
  if (check.failed)
    return FALSE;
  return !check.approved || names_matter_itself (form) || has_matter (marks) ||
         hkk_mock_xml_fail (form, error, "the summary does not say what is approved: mark a field with "
                            "summary=\"what\"");
}
