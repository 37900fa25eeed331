/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-form-path.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "messages.h"

/* (transfer full) (nullable): of HkkMockFormPaper; NULL if FORM asks for nothing. */
static GArray *
papers_of (const char *form,
           const char *language)
{
  const char *state = hkk_mock_request_state_text (HKK_MOCK_REQUEST_NEEDS_DOCUMENTS);
  const HkkMockFormStep *step = hkk_mock_form_plan_find (hkk_mock_form_plan (form), state);

  return step != NULL ? hkk_mock_form_step_papers (step, language) : NULL;
}

/* (transfer full): how an entry is told apart from its like, on one line: "9 November 2026 · Medicine: 23,45 €" */
static char *
name_entry (HkkShownRow *row)
{
  const char *value = hkk_shown_row_get_value (row);

  return g_strdup_printf ("%s: %.*s", hkk_shown_row_get_label (row), (int) strcspn (value, "\n"), value);
}

/* (transfer full) (nullable): the last entry of the list OF, as the person has filled it in. */
static char *
describe_last (GListModel *sections,
               const char *of)
{
  char *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);
      GListModel *rows = hkk_shown_section_get_rows (section);

      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, j);

          if (hkk_form_path_get_item (hkk_shown_row_get_path (row), of) < 0)
            continue;
          g_free (last);
          last = name_entry (row);
        }
    }
  return last;
}

/* hkk_mock_request_papers: (transfer full): what is asked for, and for which entry of the form. */
JsonArray *
hkk_mock_request_papers (HkkMockStore            *store,
                         const HkkMockRequestRow *request,
                         const char              *language)
{
  g_autoptr(GArray) papers = papers_of (request->form, language);
  g_autoptr(JsonObject) values = hkk_mock_request_values (store, request->row);
  g_autoptr(HkkMockForm) form = hkk_mock_form_open (store, request->account_id, request->form, values, language);
  g_autoptr(GListModel) sections = form != NULL ? hkk_form_describe (&form->context) : NULL;
  JsonArray *asked = json_array_new ();

  for (guint i = 0; papers != NULL && sections != NULL && i < papers->len; i++)
    {
      const HkkMockFormPaper *paper = &g_array_index (papers, HkkMockFormPaper, i);
      g_autofree char *entry = paper->of != NULL ? describe_last (sections, paper->of) : NULL;

      json_array_add_object_element (asked, hkk_json_object ("id", paper->id, "title", paper->title, "text", entry));
    }
  return asked;
}

static char *
join_titles (GArray *papers)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < papers->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", g_array_index (papers, HkkMockFormPaper, i).title);
  return g_string_free_and_steal (titles);
}

/* (transfer full) */
static char *
ask_for (const char *titles,
         const char *language)
{
  /* TRANSLATORS: the papers that are asked for: "Proof of payment" */
  return g_strdup_printf (hkk_mock_text_in (language, N_("We still need from you: %s.")), titles);
}

/* hkk_mock_request_question: (transfer full) (nullable): what the person is asked for, in a sentence. */
char *
hkk_mock_request_question (const char *form,
                           const char *language)
{
  g_autoptr(GArray) papers = papers_of (form, language);
  g_autofree char *titles = papers != NULL ? join_titles (papers) : NULL;

  return titles != NULL ? ask_for (titles, language) : NULL;
}

/* (transfer full): a paper, and for which entry of the form: "Proof of payment (Invoice 2: …)" */
static char *
name_paper (JsonObject *paper)
{
  const char *entry = hkk_json_get_string (paper, "text");

  return entry != NULL ? g_strdup_printf ("%s (%s)", hkk_json_get_string (paper, "title"), entry)
                       : g_strdup (hkk_json_get_string (paper, "title"));
}

/* hkk_mock_request_question_of: (transfer full) (nullable): as above, with the entry of each. */
char *
hkk_mock_request_question_of (HkkMockStore            *store,
                              const HkkMockRequestRow *request,
                              const char              *language)
{
  g_autoptr(JsonArray) papers = hkk_mock_request_papers (store, request, language);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < json_array_get_length (papers); i++)
    g_strv_builder_take (names, name_paper (json_array_get_object_element (papers, i)));
  all = g_strv_builder_end (names);
  if (*all == NULL)
    return NULL;
  joined = g_strjoinv (", ", all);
  return ask_for (joined, language);
}

/* (transfer full): each paper on a line of its own. */
static char *
list_papers (HkkMockStore            *store,
             const HkkMockRequestRow *request,
             const char              *language)
{
  g_autoptr(JsonArray) papers = hkk_mock_request_papers (store, request, language);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (papers); i++)
    {
      g_autofree char *name = name_paper (json_array_get_object_element (papers, i));

      g_string_append_printf (lines, "%s– %s", i > 0 ? "\n" : "", name);
    }
  return g_string_free_and_steal (lines);
}

/* The day is that of the request; it is filled in when the message is read, so that it stays in step when the demo is
 * aged. */
static char *
write_message (HkkMockStore            *store,
               const HkkMockRequestRow *request,
               gint64                   at,
               const char              *language)
{
  g_autofree char *papers = list_papers (store, request, language);

  /* TRANSLATORS: a reference number, the name of a form, and the papers that are asked for, one a line; {date+%4$d}
     stays */
  return g_strdup_printf (hkk_mock_text_in (language, N_("Hello,\n\nwe are working on your request %1$s (%2$s). "
                                                         "We still need from you:\n%3$s\n\n"
                                                         "Open the request and hand it in there by {date+%4$d}. A "
                                                         "readable photo is enough. We decide after your answer.\n\n"
                                                         "Kind regards\nYour hkk team")),
                          request->reference, hkk_mock_form_title (request->form, language), papers,
                          hkk_mock_demo_days (at, request->deadline_at));
}

/**
 * hkk_mock_request_ask:
 * @store: a store in a transaction
 * @row: a request that waits for an answer, with its day
 * @at: now, unix milliseconds
 * @read: whether the person has read it
 *
 * Writes to the person what is asked for.
 */
void
hkk_mock_request_ask (HkkMockStore *store,
                      gint64        row,
                      gint64        at,
                      gboolean      read)
{
  g_auto(HkkMockRequestRow) request = { 0 };
  const char *title = N_("A question about your request");
  g_autofree char *german = NULL;
  g_autofree char *english = NULL;
  g_autofree char *id = NULL;

  if (!hkk_mock_request_read (store, row, &request))
    return;
  german = write_message (store, &request, at, "de");
  english = write_message (store, &request, at, "en");
  id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = request.account_id, .category = "benefits", .subject_de = hkk_mock_text_in ("de", title),
    .subject_en = hkk_mock_text_in ("en", title), .body_de = german, .body_en = english, .request_id = request.id,
    .created_at = at, .read = read });
}

/* The first section with fields. (nullable) */
static JsonObject *
find_section (JsonObject *definition)
{
  JsonArray *sections = hkk_json_get_array (definition, "sections");

  return hkk_json_array_length (sections) > 0 ? hkk_json_array_object (sections, 0) : NULL;
}

static JsonObject *
make_field (JsonObject *paper)
{
  JsonObject *field = hkk_json_object ("id", hkk_json_get_string (paper, "id"), "kind", "attachments",
                                       "label", hkk_json_get_string (paper, "title"), "required", HKK_JSON_BOOL (TRUE));

  if (hkk_json_get_string (paper, "text") != NULL)
    json_object_set_string_member (field, "help", hkk_json_get_string (paper, "text"));
  return field;
}

/**
 * hkk_mock_request_fill_papers:
 * @store: a store
 * @request: a request
 * @fill: the form by which papers are added to it
 *
 * While the request waits for papers, each has a field of its own; anything else can be added, and need not be.
 */
void
hkk_mock_request_fill_papers (HkkMockStore            *store,
                              const HkkMockRequestRow *request,
                              const HkkMockFormFill   *fill)
{
  g_autoptr(JsonArray) papers = NULL;
  JsonObject *section = find_section (fill->definition);
  JsonArray *fields, *others;

  if (request->state != HKK_MOCK_REQUEST_NEEDS_DOCUMENTS || section == NULL)
    return;
  papers = hkk_mock_request_papers (store, request, fill->language);
  if (json_array_get_length (papers) == 0)
    return;
  fields = json_array_new ();
  others = hkk_json_get_array (section, "fields");
  for (guint i = 0; i < json_array_get_length (papers); i++)
    json_array_add_object_element (fields, make_field (json_array_get_object_element (papers, i)));
  for (guint i = 0; i < hkk_json_array_length (others); i++)
    {
      JsonObject *other = hkk_json_array_object (others, i);

      json_object_remove_member (other, "required");
      json_object_remove_member (other, "min");
      if (g_strcmp0 (hkk_json_get_string (other, "kind"), "attachments") == 0)
        /* TRANSLATORS: Name of a paper that is asked for, if it is not known which */
        json_object_set_string_member (other, "label", hkk_mock_text_in (fill->language, N_("More documents")));
      json_array_add_object_element (fields, json_object_ref (other));
    }
  json_object_set_array_member (section, "fields", fields);
}
