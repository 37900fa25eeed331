/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-drafts-private.h"

#include "hkk-clock.h"
#include "hkk-file-name.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-portal-error.h"

struct _HkkDraft
{
  GObject        parent_instance;

  char          *id;
  HkkDraftKind   kind;
  char          *form_id;     /* (nullable) */
  gint64         version;
  char          *target;      /* (nullable) */
  char          *if_match;    /* (nullable) */
  char          *title;
  guint          number;      /* of those of this title; 0: it was in no list */
  JsonNode      *values;      /* Owned: an object */
  guint          step;
  HkkDraftState  state;
  char          *key;
  char          *approval_id; /* (nullable) */
  GDateTime     *saved_at;    /* Owned (nullable) */
  GError        *unsaved;     /* Owned (nullable): why newer entries are not on the disk */
  GDateTime     *unsaved_since; /* Owned (nullable) */
  gboolean       has_values;
  GListStore    *attachments; /* Owned */
  HkkProblem    *problem;     /* Owned (nullable) */
};

enum
{
  PROP_ID = 1,
  PROP_FORM_ID,
  PROP_TARGET,
  PROP_TITLE,
  PROP_IF_MATCH,
  PROP_KEY,
  PROP_APPROVAL_ID,
  PROP_VERSION,
  PROP_STEP,
  PROP_KIND,
  PROP_STATE,
  PROP_SAVED_AT,
  PROP_UNSAVED,
  PROP_ATTACHMENTS,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkDraft, hkk_draft, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkDraftKind, hkk_draft_kind,
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_REQUEST, "request"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_MESSAGE, "message"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_QUESTION, "question"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_DOCUMENTS, "documents"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_PROFILE, "profile"))

G_DEFINE_ENUM_TYPE (HkkDraftState, hkk_draft_state,
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_EDITING, "editing"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_APPROVAL, "approval"),
                    G_DEFINE_ENUM_VALUE (HKK_DRAFT_DONE, "done"))

static void
notify (HkkDraft *self,
        guint     property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static const char *
nick (GType type,
      int   value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, value)->value_nick;
}

JsonNode *
hkk_draft_to_json (HkkDraft  *self,
                   GDateTime *saved_at)
{
  JsonArray *attachments = json_array_new ();
  guint n_attachments = g_list_model_get_n_items (G_LIST_MODEL (self->attachments));
  g_autofree char *saved = g_date_time_format_iso8601 (saved_at);

  for (guint i = 0; i < n_attachments; i++)
    {
      g_autoptr(HkkAttachment) attachment = g_list_model_get_item (G_LIST_MODEL (self->attachments), i);

      json_array_add_object_element (attachments, hkk_attachment_to_json (attachment));
    }
  return hkk_json_node ("v", 1, "id", self->id, "kind", nick (HKK_TYPE_DRAFT_KIND, (int) self->kind), "form",
                        self->form_id, "version", self->version, "target", self->target, "if_match", self->if_match,
                        "title", self->title, "values", json_node_ref (self->values), "step", self->step,
                        "state", nick (HKK_TYPE_DRAFT_STATE, (int) self->state), "key", self->key,
                        "approval", self->approval_id, "saved_at", saved, "attachments", attachments,
                        "number", self->number,
                        "problem", self->problem != NULL ? hkk_problem_to_json (self->problem) : NULL);
}

static void
read_attachments (HkkDraft  *self,
                  JsonArray *array)
{
  guint length = hkk_json_array_length (array);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *json = hkk_json_array_object (array, i);
      g_autoptr(HkkAttachment) attachment = json != NULL ? hkk_attachment_from_json (json) : NULL;

      if (attachment != NULL)
        g_list_store_append (self->attachments, attachment);
    }
}

/* (nullable): NULL if it is not a draft. */
HkkDraft *
hkk_draft_from_json (JsonObject *json)
{
  g_autoptr(HkkDraft) self = g_object_new (HKK_TYPE_DRAFT, NULL);
  JsonObject *values = hkk_json_get_object (json, "values");
  JsonObject *problem = hkk_json_get_object (json, "problem");
  const char *saved_at = hkk_json_get_string (json, "saved_at");
  int kind;
  int state;

  self->id = g_strdup (hkk_json_get_string (json, "id"));
  self->key = g_strdup (hkk_json_get_string (json, "key"));
  if (self->id == NULL || self->key == NULL || values == NULL ||
      !hkk_json_word_to_enum (HKK_TYPE_DRAFT_KIND, hkk_json_get_string (json, "kind"), &kind) ||
      !hkk_json_word_to_enum (HKK_TYPE_DRAFT_STATE, hkk_json_get_string (json, "state"), &state))
    return NULL;
  self->kind = (HkkDraftKind) kind;
  self->state = (HkkDraftState) state;
  /* It was being sent when the program ended: whether the server has it is to be found out with the same key. */
  if (self->state == HKK_DRAFT_SENDING)
    self->state = HKK_DRAFT_UNKNOWN;
  self->form_id = g_strdup (hkk_json_get_string (json, "form"));
  self->version = hkk_json_get_int (json, "version", 0);
  self->target = g_strdup (hkk_json_get_string (json, "target"));
  self->if_match = g_strdup (hkk_json_get_string (json, "if_match"));
  self->title = g_strdup (hkk_json_get_string (json, "title"));
  self->step = (guint) CLAMP (hkk_json_get_int (json, "step", 0), 0, 1000);
  self->number = (guint) CLAMP (hkk_json_get_int (json, "number", 0), 0, 1000);
  self->approval_id = g_strdup (hkk_json_get_string (json, "approval"));
  self->saved_at = saved_at != NULL ? g_date_time_new_from_iso8601 (saved_at, NULL) : NULL;
  self->problem = problem != NULL ? hkk_problem_new_from_json (problem) : NULL;
  json_node_set_object (self->values, values);
  self->has_values = TRUE;
  read_attachments (self, hkk_json_get_array (json, "attachments"));
  return g_steal_pointer (&self);
}

/**
 * hkk_draft_new:
 * @kind: where it will go
 * @form_id: (nullable): the form
 * @version: the form's version
 * @target: (nullable): the request or profile section
 * @title: how to call it in a list
 *
 * Returns: (transfer full): a new draft; it is in the list of the drafts after its first save there
 */
HkkDraft *
hkk_draft_new (HkkDraftKind  kind,
               const char   *form_id,
               gint64        version,
               const char   *target,
               const char   *title)
{
  HkkDraft *self = g_object_new (HKK_TYPE_DRAFT, NULL);

  self->id = hkk_new_key ();
  self->key = hkk_new_key ();
  self->kind = kind;
  self->form_id = g_strdup (form_id);
  self->version = version;
  self->target = g_strdup (target);
  self->title = g_strdup (title);
  return self;
}

void
hkk_draft_set_state (HkkDraft      *self,
                     HkkDraftState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

void
hkk_draft_renew_key (HkkDraft *self)
{
  g_free (self->key);
  self->key = hkk_new_key ();
  notify (self, PROP_KEY);
}

void
hkk_draft_set_approval_id (HkkDraft   *self,
                           const char *approval_id)
{
  if (g_set_str (&self->approval_id, approval_id))
    notify (self, PROP_APPROVAL_ID);
}

void
hkk_draft_set_problem (HkkDraft   *self,
                       HkkProblem *problem)
{
  if (self->problem == problem)
    return;
  g_clear_pointer (&self->problem, hkk_problem_unref);
  self->problem = problem != NULL ? hkk_problem_ref (problem) : NULL;
  notify (self, PROP_PROBLEM);
}

void
hkk_draft_set_saved_at (HkkDraft  *self,
                        GDateTime *saved_at)
{
  g_clear_pointer (&self->saved_at, g_date_time_unref);
  self->saved_at = g_date_time_ref (saved_at);
  notify (self, PROP_SAVED_AT);
}

void
hkk_draft_set_unsaved (HkkDraft     *self,
                       const GError *error)
{
  if (self->unsaved == NULL && error == NULL)
    return;
  if (self->unsaved == NULL)
    self->unsaved_since = hkk_clock_now ();
  g_clear_error (&self->unsaved);
  self->unsaved = error != NULL ? g_error_copy (error) : NULL;
  if (error == NULL)
    g_clear_pointer (&self->unsaved_since, g_date_time_unref);
  notify (self, PROP_UNSAVED);
}

static gboolean
has_name (HkkDraft   *self,
          const char *name)
{
  guint n_attachments = g_list_model_get_n_items (G_LIST_MODEL (self->attachments));

  for (guint i = 0; i < n_attachments; i++)
    {
      g_autoptr(HkkAttachment) attachment = g_list_model_get_item (G_LIST_MODEL (self->attachments), i);

      if (g_ascii_strcasecmp (hkk_attachment_get_name (attachment), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Two files of one name are told apart. One that was taken out counts, for it can be brought back. */
void
hkk_draft_add_attachment (HkkDraft      *self,
                          HkkAttachment *attachment)
{
  g_autofree char *first = g_strdup (hkk_attachment_get_name (attachment));

  for (guint number = 2; has_name (self, hkk_attachment_get_name (attachment)); number++)
    {
      g_autofree char *name = hkk_file_name_number (first, number);

      hkk_attachment_set_name (attachment, name);
    }
  g_list_store_append (self->attachments, attachment);
}

gboolean
hkk_draft_remove_attachment (HkkDraft   *self,
                             const char *upload)
{
  guint position;
  HkkAttachment *attachment = hkk_draft_find_attachment (self, upload);

  if (attachment == NULL || !g_list_store_find (self->attachments, attachment, &position))
    return FALSE;
  g_list_store_remove (self->attachments, position);
  return TRUE;
}

static void
hkk_draft_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  HkkDraft *self = HKK_DRAFT (object);

  switch (id)
    {
    case PROP_ID: g_value_set_string (value, self->id); break;
    case PROP_FORM_ID: g_value_set_string (value, self->form_id); break;
    case PROP_TARGET: g_value_set_string (value, self->target); break;
    case PROP_TITLE: g_value_set_string (value, self->title); break;
    case PROP_IF_MATCH: g_value_set_string (value, self->if_match); break;
    case PROP_KEY: g_value_set_string (value, self->key); break;
    case PROP_APPROVAL_ID: g_value_set_string (value, self->approval_id); break;
    case PROP_VERSION: g_value_set_int64 (value, self->version); break;
    case PROP_STEP: g_value_set_uint (value, self->step); break;
    case PROP_KIND: g_value_set_enum (value, self->kind); break;
    case PROP_STATE: g_value_set_enum (value, self->state); break;
    case PROP_SAVED_AT: g_value_set_boxed (value, self->saved_at); break;
    case PROP_UNSAVED: g_value_set_boxed (value, self->unsaved); break;
    case PROP_ATTACHMENTS: g_value_set_object (value, self->attachments); break;
    case PROP_PROBLEM: g_value_set_boxed (value, self->problem); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_draft_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  if (id == PROP_STEP)
    hkk_draft_set_step (HKK_DRAFT (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_draft_finalize (GObject *object)
{
  HkkDraft *self = HKK_DRAFT (object);

  g_free (self->id);
  g_free (self->form_id);
  g_free (self->target);
  g_free (self->if_match);
  g_free (self->title);
  g_free (self->key);
  g_free (self->approval_id);
  json_node_unref (self->values);
  g_clear_pointer (&self->saved_at, g_date_time_unref);
  g_clear_error (&self->unsaved);
  g_clear_pointer (&self->unsaved_since, g_date_time_unref);
  g_clear_pointer (&self->problem, hkk_problem_unref);
  g_clear_object (&self->attachments);
  G_OBJECT_CLASS (hkk_draft_parent_class)->finalize (object);
}

static void
hkk_draft_class_init (HkkDraftClass *klass)
{
  static const char * const names[] = { NULL, "id", "form-id", "target", "title", "if-match", "key", "approval-id" };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_draft_get_property;
  G_OBJECT_CLASS (klass)->set_property = hkk_draft_set_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_draft_finalize;
  for (guint i = PROP_ID; i <= PROP_APPROVAL_ID; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_VERSION] = g_param_spec_int64 ("version", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STEP] = g_param_spec_uint ("step", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, HKK_TYPE_DRAFT_KIND, HKK_DRAFT_REQUEST, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HKK_TYPE_DRAFT_STATE, HKK_DRAFT_EDITING, flags);
  properties[PROP_SAVED_AT] = g_param_spec_boxed ("saved-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_UNSAVED] = g_param_spec_boxed ("unsaved", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_ATTACHMENTS] = g_param_spec_object ("attachments", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, HKK_TYPE_PROBLEM, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_draft_init (HkkDraft *self)
{
  self->values = hkk_json_node ();
  self->attachments = g_list_store_new (HKK_TYPE_ATTACHMENT);
}

/**
 * hkk_draft_get_id:
 *
 * Returns: (transfer none): its id, 32 hexadecimal digits
 */
const char *
hkk_draft_get_id (HkkDraft *self)
{
  return self->id;
}

/**
 * hkk_draft_get_kind:
 *
 * Returns: where it goes
 */
HkkDraftKind
hkk_draft_get_kind (HkkDraft *self)
{
  return self->kind;
}

/**
 * hkk_draft_get_form_id:
 *
 * Returns: (transfer none) (nullable): the form that it fills in
 */
const char *
hkk_draft_get_form_id (HkkDraft *self)
{
  return self->form_id;
}

/**
 * hkk_draft_get_target:
 *
 * Returns: (transfer none) (nullable): the request or profile section that it is for
 */
const char *
hkk_draft_get_target (HkkDraft *self)
{
  return self->target;
}

/**
 * hkk_draft_get_if_match:
 *
 * Returns: (transfer none) (nullable): the version of the profile section that was changed
 */
const char *
hkk_draft_get_if_match (HkkDraft *self)
{
  return self->if_match;
}

/**
 * hkk_draft_get_version:
 *
 * Returns: the form's version
 */
gint64
hkk_draft_get_version (HkkDraft *self)
{
  return self->version;
}

/**
 * hkk_draft_get_title:
 *
 * Returns: (transfer none): how to call it in a list
 */
const char *
hkk_draft_get_title (HkkDraft *self)
{
  return self->title;
}

/**
 * hkk_draft_get_number:
 *
 * Returns: which one of those of the same title in a list it is; 1 for most
 */
guint
hkk_draft_get_number (HkkDraft *self)
{
  return MAX (self->number, 1);
}

gboolean
hkk_draft_is_numbered (HkkDraft *self)
{
  return self->number != 0;
}

void
hkk_draft_set_number (HkkDraft *self,
                      guint     number)
{
  self->number = number;
}

/**
 * hkk_draft_get_values:
 *
 * Returns: (transfer none): what was entered, an object
 */
JsonNode *
hkk_draft_get_values (HkkDraft *self)
{
  return self->values;
}

/**
 * hkk_draft_get_step:
 *
 * Returns: the step that the person was at, from 0
 */
guint
hkk_draft_get_step (HkkDraft *self)
{
  return self->step;
}

/**
 * hkk_draft_get_state:
 *
 * Returns: how far it is
 */
HkkDraftState
hkk_draft_get_state (HkkDraft *self)
{
  return self->state;
}

/**
 * hkk_draft_get_saved_at:
 *
 * Returns: (transfer none) (nullable): when it was last written to disk
 */
GDateTime *
hkk_draft_get_saved_at (HkkDraft *self)
{
  return self->saved_at;
}

/**
 * hkk_draft_get_unsaved:
 *
 * Returns: (transfer none) (nullable): why what was entered last is not on the disk
 */
const GError *
hkk_draft_get_unsaved (HkkDraft *self)
{
  return self->unsaved;
}

/**
 * hkk_draft_get_unsaved_since:
 *
 * Returns: (transfer none) (nullable): since when that is so
 */
GDateTime *
hkk_draft_get_unsaved_since (HkkDraft *self)
{
  return self->unsaved_since;
}

/**
 * hkk_draft_has_values:
 *
 * Returns: whether the person has left something in it, on the disk or in memory
 */
gboolean
hkk_draft_has_values (HkkDraft *self)
{
  return self->has_values;
}

/**
 * hkk_draft_is_on_its_way:
 *
 * Returns: whether it was handed in and is not settled: what was posted, or is about to be, must stay as it is
 */
gboolean
hkk_draft_is_on_its_way (HkkDraft *self)
{
  return self->state != HKK_DRAFT_EDITING && self->state != HKK_DRAFT_DONE;
}

/**
 * hkk_draft_get_key:
 *
 * Returns: (transfer none): the idempotency key of this intent
 */
const char *
hkk_draft_get_key (HkkDraft *self)
{
  return self->key;
}

/**
 * hkk_draft_get_approval_id:
 *
 * Returns: (transfer none) (nullable): the approval that it waits for
 */
const char *
hkk_draft_get_approval_id (HkkDraft *self)
{
  return self->approval_id;
}

/**
 * hkk_draft_get_attachments:
 *
 * Returns: (transfer none): its files; items are #HkkAttachment
 */
GListModel *
hkk_draft_get_attachments (HkkDraft *self)
{
  return G_LIST_MODEL (self->attachments);
}

/**
 * hkk_draft_dup_refusal:
 *
 * Returns: (transfer full) (nullable): why it was refused when it was last handed in
 */
GError *
hkk_draft_dup_refusal (HkkDraft *self)
{
  g_return_val_if_fail (HKK_IS_DRAFT (self), NULL);

  return self->problem != NULL ? hkk_portal_error_new_problem (self->problem) : NULL;
}

/**
 * hkk_draft_set_if_match:
 * @etag: (nullable): version of what is to be changed
 */
void
hkk_draft_set_if_match (HkkDraft   *self,
                        const char *etag)
{
  if (g_set_str (&self->if_match, etag))
    notify (self, PROP_IF_MATCH);
}

/**
 * hkk_draft_set_version:
 * @version: of the form that the person goes on with
 */
void
hkk_draft_set_version (HkkDraft *self,
                       gint64    version)
{
  if (self->version == version)
    return;
  self->version = version;
  notify (self, PROP_VERSION);
}

/**
 * hkk_draft_set_title:
 * @title: how to call it in a list
 */
void
hkk_draft_set_title (HkkDraft   *self,
                     const char *title)
{
  if (g_set_str (&self->title, title))
    notify (self, PROP_TITLE);
}

/**
 * hkk_draft_take_values:
 * @values: (transfer full): an object that nobody else changes
 *
 * Takes what was entered. It is on disk after the next hkk_drafts_save_async() only. What was refused before is past.
 * While nobody knows what became of what was posted, that is kept, and @values are not taken.
 */
void
hkk_draft_take_values (HkkDraft *self,
                       JsonNode *values)
{
  g_return_if_fail (HKK_IS_DRAFT (self));
  g_return_if_fail (JSON_NODE_HOLDS_OBJECT (values));

  if (hkk_draft_is_on_its_way (self) && self->state != HKK_DRAFT_WAITING)
    {
      json_node_unref (values);
      return;
    }
  json_node_unref (self->values);
  self->values = values;
  self->has_values = TRUE;
  hkk_draft_set_problem (self, NULL);
}

/**
 * hkk_draft_set_step:
 * @step: the step that the person is at, from 0
 */
void
hkk_draft_set_step (HkkDraft *self,
                    guint     step)
{
  if (self->step == step)
    return;
  self->step = step;
  notify (self, PROP_STEP);
}
