/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-plan.h"

#include <string.h>

#include "clock.h"

static const char *
intern (const HkkMockXml *xml,
        const char       *attribute)
{
  return g_intern_string (hkk_mock_xml_get (xml, attribute));
}

static gint64
get_number (const HkkMockXml *xml,
            const char       *attribute)
{
  const char *text = hkk_mock_xml_get (xml, attribute);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* Each paper has an id; its translations, which follow it, do not. */
static gboolean
check_papers (const HkkMockXml  *step,
              GError           **error)
{
  for (guint i = 0; i < step->children->len; i++)
    {
      const HkkMockXml *xml = g_ptr_array_index (step->children, i);

      if (strcmp (xml->name, "paper") == 0 && hkk_mock_xml_get (xml, "xml:lang") == NULL &&
          hkk_mock_xml_get (xml, "id") == NULL)
        return hkk_mock_xml_fail (xml, error, "a paper needs an id");
    }
  return TRUE;
}

/* A question names what is missing and until when. */
static gboolean
check_step (const HkkMockFormStep  *step,
            GError                **error)
{
  gboolean asks = hkk_mock_xml_child (step->xml, "paper") != NULL;

  if (step->state != NULL && step->wait > 0 && asks == (step->answer_days > 0))
    return check_papers (step->xml, error);
  return hkk_mock_xml_fail (step->xml, error, "a state needs a name and a time, a question a paper and days");
}

static gboolean
add_steps (HkkMockFormPlan   *self,
           const HkkMockXml  *after,
           GError           **error)
{
  for (guint i = 0; after != NULL && i < after->children->len; i++)
    {
      const HkkMockXml *xml = g_ptr_array_index (after->children, i);
      HkkMockFormStep step = { intern (xml, "name"), 0, get_number (xml, "answer-days"), xml };

      if (strcmp (xml->name, "state") != 0)
        continue;
      step.wait = get_number (xml, "days") * HKK_MOCK_DAY + get_number (xml, "seconds") * HKK_MOCK_SECOND;
      if (!check_step (&step, error))
        return FALSE;
      g_array_append_val (self->steps, step);
    }
  return TRUE;
}

/**
 * hkk_mock_form_plan_new:
 * @form: (nullable): a form of the catalogue, which must outlive the plan; %NULL: none in particular
 * @shared: (nullable): what several forms use, likewise; its <after> holds for a form that names no states
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what of the form is the backend's own
 */
HkkMockFormPlan *
hkk_mock_form_plan_new (const HkkMockXml  *form,
                        const HkkMockXml  *shared,
                        GError           **error)
{
  g_autoptr(HkkMockFormPlan) self = g_new0 (HkkMockFormPlan, 1);
  const HkkMockXml *after = form != NULL ? hkk_mock_xml_child (form, "after") : NULL;
  const HkkMockXml *latest = form != NULL ? hkk_mock_xml_child (form, "latest") : NULL;

  self->steps = g_array_new (FALSE, FALSE, sizeof (HkkMockFormStep));
  self->marks = form != NULL ? hkk_mock_form_marks (form, shared) : g_array_new (FALSE, FALSE, sizeof (HkkMockMark));
  self->known = hkk_mock_form_known_new (form, shared);
  if (form != NULL)
    self->profile_section = intern (form, "profile-section");
  if (latest != NULL)
    {
      self->latest_name = intern (latest, "parameter");
      self->latest_field = intern (latest, "field");
    }
  if (after != NULL)
    {
      const char *amounts = hkk_mock_xml_get (after, "amount");

      self->due_days = (int) get_number (after, "due-days");
      self->gives = intern (after, "gives");
      self->amounts = amounts != NULL ? g_strsplit (amounts, " ", -1) : NULL;
    }
  self->against = form != NULL ? hkk_mock_xml_child (form, "against") : NULL;
  if (after == NULL || hkk_mock_xml_child (after, "state") == NULL)
    after = shared != NULL ? hkk_mock_xml_child (shared, "after") : NULL;
  return add_steps (self, after, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * hkk_mock_form_plan_free:
 * @self: (transfer full): a plan
 */
void
hkk_mock_form_plan_free (HkkMockFormPlan *self)
{
  g_array_unref (self->steps);
  g_array_unref (self->marks);
  g_array_unref (self->known);
  g_strfreev (self->amounts);
  g_free (self);
}

/* hkk_mock_form_plan_length: how many steps follow by themselves. */
guint
hkk_mock_form_plan_length (const HkkMockFormPlan *self)
{
  return self->steps->len;
}

/**
 * hkk_mock_form_plan_step:
 * @index: the place of a step
 *
 * Returns: (transfer none): the step
 */
const HkkMockFormStep *
hkk_mock_form_plan_step (const HkkMockFormPlan *self,
                         guint                  index)
{
  return &g_array_index (self->steps, HkkMockFormStep, index);
}

/**
 * hkk_mock_form_plan_find:
 * @state: a state as on the wire
 *
 * Returns: (transfer none) (nullable): the step into it
 */
const HkkMockFormStep *
hkk_mock_form_plan_find (const HkkMockFormPlan *self,
                         const char            *state)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (strcmp (hkk_mock_form_plan_step (self, i)->state, state) == 0)
      return hkk_mock_form_plan_step (self, i);
  return NULL;
}

/* hkk_mock_form_step_papers: what a question asks for, in @language; borrowed from the catalogue. */
GArray *
hkk_mock_form_step_papers (const HkkMockFormStep *self,
                           const char            *language)
{
  g_autoptr(GPtrArray) titles = hkk_mock_xml_texts (self->xml, "paper", language);
  GArray *papers = g_array_new (FALSE, FALSE, sizeof (HkkMockFormPaper));

  for (guint i = 0; i < self->xml->children->len; i++)
    {
      const HkkMockXml *xml = g_ptr_array_index (self->xml->children, i);
      HkkMockFormPaper paper = { hkk_mock_xml_get (xml, "id"), hkk_mock_xml_get (xml, "of"), NULL };

      /* Its translations follow it. */
      if (strcmp (xml->name, "paper") != 0 || hkk_mock_xml_get (xml, "xml:lang") != NULL)
        continue;
      paper.title = g_ptr_array_index (titles, papers->len);
      g_array_append_val (papers, paper);
    }
  return papers;
}
