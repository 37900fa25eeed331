/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-error.h"

#include "hkk-json-build.h"
#include "hkk-json.h"

struct _HkkProblem
{
  gatomicrefcount  refs;
  JsonObject      *json;   /* Owned */
  GArray          *fields; /* of HkkProblemField */
  const char      *code;   /* Borrowed from json, or static */
  guint            status;
  gint64           retry_after;
};

G_DEFINE_BOXED_TYPE (HkkProblem, hkk_problem, hkk_problem_ref, hkk_problem_unref)

static void
problem_field_clear (gpointer data)
{
  HkkProblemField *field = data;

  g_free (field->field);
  g_free (field->code);
  g_free (field->message);
}

static void
read_fields (HkkProblem *self)
{
  JsonArray *errors = hkk_json_get_array (self->json, "errors");
  guint length = hkk_json_array_length (errors);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *item = hkk_json_array_object (errors, i);
      HkkProblemField *field;

      if (item == NULL)
        continue;
      g_array_set_size (self->fields, self->fields->len + 1);
      field = &g_array_index (self->fields, HkkProblemField, self->fields->len - 1);
      field->field = g_strdup (hkk_json_get_string (item, "field"));
      field->code = g_strdup (hkk_json_get_string (item, "code"));
      field->message = g_strdup (hkk_json_get_string (item, "message"));
    }
}

/**
 * hkk_problem_new_from_json:
 * @json: problem details (RFC 9457)
 *
 * Members of a wrong type count as absent.
 *
 * Returns: (transfer full):
 */
HkkProblem *
hkk_problem_new_from_json (JsonObject *json)
{
  HkkProblem *self;
  gint64 status;

  g_return_val_if_fail (json != NULL, NULL);

  self = g_new0 (HkkProblem, 1);
  g_atomic_ref_count_init (&self->refs);
  self->json = json_object_ref (json);
  self->fields = g_array_new (FALSE, FALSE, sizeof (HkkProblemField));
  g_array_set_clear_func (self->fields, problem_field_clear);
  self->code = hkk_json_get_string (json, "code");
  if (self->code == NULL)
    self->code = "internal";
  status = hkk_json_get_int (json, "status", 0);
  self->status = status >= 100 && status < 600 ? (guint) status : 0;
  self->retry_after = CLAMP (hkk_json_get_int (json, "retry_after", -1), -1, HKK_RETRY_AFTER_MAX);
  read_fields (self);
  return self;
}

/**
 * hkk_problem_new_from_answer:
 * @json: (nullable): problem details; %NULL for an answer without a document
 * @status: of the answer; what the document says does not count
 * @retry_after: of the answer, -1 if it did not say; what the document says counts more
 *
 * Returns: (transfer full):
 */
HkkProblem *
hkk_problem_new_from_answer (JsonObject *json,
                             guint       status,
                             gint64      retry_after)
{
  g_autoptr(JsonObject) said = json != NULL ? json_object_ref (json) : json_object_new ();
  HkkProblem *self = hkk_problem_new_from_json (said);

  self->status = status;
  if (self->retry_after < 0)
    self->retry_after = retry_after;
  return self;
}

/**
 * hkk_problem_to_json:
 *
 * Returns: (transfer full): problem details that hkk_problem_new_from_json() reads as the same problem
 */
JsonNode *
hkk_problem_to_json (HkkProblem *self)
{
  g_autoptr(JsonNode) node = hkk_json_take_object (json_object_ref (self->json));
  JsonNode *copy = hkk_json_copy (node);

  json_object_set_int_member (json_node_get_object (copy), "status", self->status);
  if (self->retry_after >= 0)
    json_object_set_int_member (json_node_get_object (copy), "retry_after", self->retry_after);
  return copy;
}

/**
 * hkk_problem_ref:
 *
 * Returns: (transfer full):
 */
HkkProblem *
hkk_problem_ref (HkkProblem *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * hkk_problem_unref:
 *
 * Lets go of one reference; the last one frees it.
 */
void
hkk_problem_unref (HkkProblem *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  json_object_unref (self->json);
  g_array_unref (self->fields);
  g_free (self);
}

/**
 * hkk_problem_get_code:
 *
 * Returns: (transfer none): the contract's code, "internal" when there was none
 */
const char *
hkk_problem_get_code (HkkProblem *self)
{
  return self->code;
}

/**
 * hkk_problem_get_title:
 *
 * Returns: (transfer none) (nullable): what happened, in the person's language
 */
const char *
hkk_problem_get_title (HkkProblem *self)
{
  return hkk_json_get_string (self->json, "title");
}

/**
 * hkk_problem_get_request_id:
 *
 * Returns: (transfer none) (nullable): the number that the hotline can look up
 */
const char *
hkk_problem_get_request_id (HkkProblem *self)
{
  return hkk_json_get_string (self->json, "request_id");
}

/**
 * hkk_problem_get_status:
 *
 * Returns: the HTTP status, 0 if there was none
 */
guint
hkk_problem_get_status (HkkProblem *self)
{
  return self->status;
}

/**
 * hkk_problem_get_retry_after:
 *
 * Returns: seconds to wait before the next try, -1 if the server did not say
 */
gint64
hkk_problem_get_retry_after (HkkProblem *self)
{
  return self->retry_after;
}

/**
 * hkk_problem_get_n_fields:
 *
 * Returns: how many fields were not accepted
 */
guint
hkk_problem_get_n_fields (HkkProblem *self)
{
  return self->fields->len;
}

/**
 * hkk_problem_get_field:
 * @position: below hkk_problem_get_n_fields()
 *
 * Returns: (transfer none): one field that was not accepted; its strings may be %NULL
 */
const HkkProblemField *
hkk_problem_get_field (HkkProblem *self,
                       guint       position)
{
  g_return_val_if_fail (position < self->fields->len, NULL);
  return &g_array_index (self->fields, HkkProblemField, position);
}

/**
 * hkk_problem_get_extra:
 *
 * Returns: (transfer none) (nullable): members of this code only, like `approval_id` and `left`
 */
JsonObject *
hkk_problem_get_extra (HkkProblem *self)
{
  return hkk_json_get_object (self->json, "extra");
}

/* (transfer full): without gaps at its ends; empty if there is none */
static char *
dup_words (HkkProblem *self,
           const char *name)
{
  const char *words = hkk_json_get_string (self->json, name);

  return g_strstrip (g_strdup (words != NULL ? words : ""));
}

/**
 * hkk_problem_get_sentence:
 *
 * Title and detail as one text for the person.
 *
 * Returns: (transfer full) (nullable): %NULL when the server gave neither
 */
char *
hkk_problem_get_sentence (HkkProblem *self)
{
  g_autofree char *title = dup_words (self, "title");
  g_autofree char *detail = dup_words (self, "detail");

  if (*title == '\0' || *detail == '\0')
    return *title != '\0' || *detail != '\0' ? g_strconcat (title, detail, NULL) : NULL;
  return g_strconcat (title, strchr (".!?", title[strlen (title) - 1]) != NULL ? " " : ". ", detail, NULL);
}
