/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-model.h"

#include "hkk-json.h"

struct _HkkFormModel
{
  GObject         parent_instance;

  HkkForm        *form;       /* Owned */
  HkkFormValues  *values;     /* Owned */
  JsonObject     *parameters; /* Owned (nullable) */
  HkkFormKnown   *known;      /* Owned (nullable): what need not be asked */
  HkkDrafts      *drafts;     /* Owned (nullable): where the files of the draft are kept */
  HkkDraft       *draft;      /* Owned (nullable) */
  GHashTable     *refusals;   /* Owned: path → the server's message about the value there */
  HkkFormContext  context;    /* Borrows the above */
};

enum
{
  CHANGED,
  ITEM_REMOVED,
  UPLOAD_AGAIN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkFormModel, hkk_form_model, G_TYPE_OBJECT)

static gboolean
refusal_is_within (gpointer path,
                   gpointer message,
                   gpointer changed)
{
  return hkk_form_path_is_within (path, changed) || hkk_form_path_is_within (changed, path);
}

static void
on_values_changed (HkkFormValues *values,
                   const char    *path,
                   HkkFormModel  *self)
{
  /* What the server said was about the value that stood there before. */
  g_hash_table_foreach_remove (self->refusals, refusal_is_within, (gpointer) path);
  g_signal_emit (self, signals[CHANGED], 0, path);
}

static void
hkk_form_model_finalize (GObject *object)
{
  HkkFormModel *self = HKK_FORM_MODEL (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->drafts);
  g_clear_object (&self->values);
  g_clear_object (&self->form);
  g_clear_pointer (&self->parameters, json_object_unref);
  g_clear_pointer (&self->refusals, g_hash_table_unref);
  g_clear_pointer (&self->known, hkk_form_known_free);

  G_OBJECT_CLASS (hkk_form_model_parent_class)->finalize (object);
}

static void
hkk_form_model_class_init (HkkFormModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hkk_form_model_finalize;

  /* changed (path): as HkkFormValues has it. */
  signals[CHANGED] = g_signal_new ("changed", HKK_TYPE_FORM_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  /* item-removed (path of the list, position, item): a person removed an item; it can be restored. */
  signals[ITEM_REMOVED] = g_signal_new ("item-removed", HKK_TYPE_FORM_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, JSON_TYPE_NODE);
  /* upload-again (HkkAttachment): a person wants a file brought to the portal that did not get there. */
  signals[UPLOAD_AGAIN] = g_signal_new ("upload-again", HKK_TYPE_FORM_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, HKK_TYPE_ATTACHMENT);
}

static void
hkk_form_model_init (HkkFormModel *self)
{
  self->refusals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * hkk_form_model_new:
 * @form: the definition
 * @values: what the person entered; shared with the draft. Values that came from elsewhere are brought into their
 *   normal form
 * @parameters: (nullable): integers by name that the server gave with the form
 * @today: the server's date, ISO 8601
 *
 * Joins what the widgets of one filled-in form work on.
 *
 * Returns: (transfer full): a model
 */
HkkFormModel *
hkk_form_model_new (HkkForm       *form,
                    HkkFormValues *values,
                    JsonObject    *parameters,
                    const char    *today)
{
  HkkFormModel *self = NULL;

  g_return_val_if_fail (HKK_IS_FORM (form), NULL);
  g_return_val_if_fail (HKK_IS_FORM_VALUES (values), NULL);
  g_return_val_if_fail (today != NULL, NULL);

  self = g_object_new (HKK_TYPE_FORM_MODEL, NULL);
  self->form = g_object_ref (form);
  self->values = g_object_ref (values);
  self->parameters = parameters != NULL ? json_object_ref (parameters) : NULL;
  self->context.form = self->form;
  self->context.values = self->values;
  self->context.parameters = self->parameters;
  hkk_form_context_set_today (&self->context, today);
  hkk_form_normalize (form, values);
  g_signal_connect_object (values, "changed", G_CALLBACK (on_values_changed), self, 0);

  return self;
}

/**
 * hkk_form_model_get_form:
 *
 * Returns: (transfer none): the definition
 */
HkkForm *
hkk_form_model_get_form (HkkFormModel *self)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return self->form;
}

/**
 * hkk_form_model_get_values:
 *
 * Returns: (transfer none): what the person entered
 */
HkkFormValues *
hkk_form_model_get_values (HkkFormModel *self)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return self->values;
}

/**
 * hkk_form_model_get_context:
 *
 * Returns: (transfer none): what conditions and rules are worked out against; lives as long as @self
 */
const HkkFormContext *
hkk_form_model_get_context (HkkFormModel *self)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return &self->context;
}

/**
 * hkk_form_model_take_known:
 * @known: (transfer full): what need not be asked
 *
 * Says what is known; before there are widgets.
 */
void
hkk_form_model_take_known (HkkFormModel *self,
                           HkkFormKnown *known)
{
  g_return_if_fail (HKK_IS_FORM_MODEL (self));

  g_clear_pointer (&self->known, hkk_form_known_free);
  self->known = known;
}

/**
 * hkk_form_model_find_source:
 * @path: the path of a value
 *
 * Returns: (transfer none) (nullable): where the value comes from, in words, unless the person has changed it
 */
const char *
hkk_form_model_find_source (HkkFormModel *self,
                            const char   *path)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return self->known != NULL ? hkk_form_known_find_source (self->known, self->values, path) : NULL;
}

/**
 * hkk_form_model_list_offers:
 * @group: a group or table of the form
 *
 * Returns: (transfer container) (element-type HkkFormOffer): entries that can be taken and were not yet
 */
GPtrArray *
hkk_form_model_list_offers (HkkFormModel *self,
                            HkkFormField *group)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return self->known != NULL ? hkk_form_known_list_offers (self->known, self->values, group) : g_ptr_array_new ();
}

/**
 * hkk_form_model_set_draft:
 * @drafts: the drafts of the account
 * @draft: the one that these values belong to
 *
 * Says where files that the person adds are kept.
 */
void
hkk_form_model_set_draft (HkkFormModel *self,
                          HkkDrafts    *drafts,
                          HkkDraft     *draft)
{
  g_return_if_fail (HKK_IS_FORM_MODEL (self));

  g_set_object (&self->drafts, drafts);
  g_set_object (&self->draft, draft);
}

/**
 * hkk_form_model_get_drafts:
 *
 * Returns: (transfer none) (nullable): the drafts of the account
 */
HkkDrafts *
hkk_form_model_get_drafts (HkkFormModel *self)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return self->drafts;
}

/**
 * hkk_form_model_get_draft:
 *
 * Returns: (transfer none) (nullable): the draft that keeps the values
 */
HkkDraft *
hkk_form_model_get_draft (HkkFormModel *self)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return self->draft;
}

/**
 * hkk_form_model_find_refusal:
 * @path: the path of a value
 * @where: (out) (optional): the path that the message is about: @path or one inside it; borrowed until the next change
 *
 * Returns: (transfer none) (nullable): what the server said about the value at @path or about a part of it, as long
 *   as the person has not changed it
 */
const char *
hkk_form_model_find_refusal (HkkFormModel  *self,
                             const char    *path,
                             const char   **where)
{
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  g_hash_table_iter_init (&iter, self->refusals);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!hkk_form_path_is_within (key, path))
        continue;
      if (where != NULL)
        *where = key;
      return value;
    }

  return NULL;
}

/**
 * hkk_form_model_validate:
 * @section: (nullable): a section, or %NULL for the whole form
 *
 * Returns: (transfer container) (element-type HkkFormIssue): what is wrong, in the order of the form
 */
GPtrArray *
hkk_form_model_validate (HkkFormModel   *self,
                         HkkFormSection *section)
{
  g_return_val_if_fail (HKK_IS_FORM_MODEL (self), NULL);

  return hkk_form_validate (&self->context, section, HKK_FORM_VALIDATE_DEFAULT);
}

/**
 * hkk_form_model_refuse:
 * @path: the path of a value
 * @message: what the server said about it
 *
 * Keeps the server's message at its field until the person changes the value there.
 */
void
hkk_form_model_refuse (HkkFormModel *self,
                       const char   *path,
                       const char   *message)
{
  g_return_if_fail (HKK_IS_FORM_MODEL (self));
  g_return_if_fail (path != NULL && message != NULL);

  g_hash_table_insert (self->refusals, g_strdup (path), g_strdup (message));
}

/**
 * hkk_form_model_remove_item:
 * @path: the path of a group, table or attachments
 * @position: which item
 *
 * Removes an item so that it can be restored: the signal “item-removed” carries it.
 */
void
hkk_form_model_remove_item (HkkFormModel *self,
                            const char   *path,
                            guint         position)
{
  g_autofree char *item_path = NULL;
  g_autoptr(JsonNode) item = NULL;
  JsonNode *node = NULL;

  g_return_if_fail (HKK_IS_FORM_MODEL (self));
  g_return_if_fail (position < hkk_form_values_get_n_items (self->values, path));

  item_path = hkk_form_path_print (path, (int) position, NULL);
  node = hkk_form_values_get_node (self->values, item_path);
  item = node != NULL ? hkk_json_copy (node) : json_node_init_object (json_node_alloc (), NULL);
  hkk_form_values_remove_item (self->values, path, position);
  g_signal_emit (self, signals[ITEM_REMOVED], 0, path, position, item);
}

/**
 * hkk_form_model_restore_item:
 * @path: the path of a group, table or attachments
 * @position: where the item stood
 * @item: the item
 *
 * Puts a removed item back, at the end if the list has become shorter meanwhile.
 */
void
hkk_form_model_restore_item (HkkFormModel *self,
                             const char   *path,
                             guint         position,
                             JsonNode     *item)
{
  g_return_if_fail (HKK_IS_FORM_MODEL (self));
  g_return_if_fail (item != NULL);

  position = MIN (position, hkk_form_values_get_n_items (self->values, path));
  hkk_form_values_insert_item (self->values, path, position, item);
}

/**
 * hkk_form_model_upload_again:
 * @file: one of the draft's files, whose upload failed
 *
 * Asks for another try, with the signal “upload-again”.
 */
void
hkk_form_model_upload_again (HkkFormModel  *self,
                             HkkAttachment *file)
{
  g_return_if_fail (HKK_IS_FORM_MODEL (self));
  g_return_if_fail (HKK_IS_ATTACHMENT (file));

  g_signal_emit (self, signals[UPLOAD_AGAIN], 0, file);
}
