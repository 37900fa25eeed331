/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-document-choice.h"

struct _HkkDocumentChoice
{
  GObject    parent_instance;

  gboolean   active;
  GPtrArray *documents; /* Owned, of HkkDocument: in the order in which they were chosen */
};

enum
{
  PROP_ACTIVE = 1,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkDocumentChoice, hkk_document_choice, G_TYPE_OBJECT)

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (hkk_document_get_id ((HkkDocument *) a), hkk_document_get_id ((HkkDocument *) b)) == 0;
}

static gpointer
copy (gconstpointer document,
      gpointer      data)
{
  return g_object_ref ((HkkDocument *) document);
}

static void
notify_count (HkkDocumentChoice *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/* What was chosen is forgotten with the end. */
static void
set_active (HkkDocumentChoice *self,
            gboolean           active)
{
  if (self->active == active)
    return;
  self->active = active;
  g_ptr_array_set_size (self->documents, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  notify_count (self);
}

static void
hkk_document_choice_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HkkDocumentChoice *self = HKK_DOCUMENT_CHOICE (object);

  switch (id)
    {
    case PROP_ACTIVE: g_value_set_boolean (value, self->active); break;
    case PROP_COUNT: g_value_set_uint (value, self->documents->len); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_document_choice_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (id == PROP_ACTIVE)
    set_active (HKK_DOCUMENT_CHOICE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_document_choice_finalize (GObject *object)
{
  g_ptr_array_unref (HKK_DOCUMENT_CHOICE (object)->documents);
  G_OBJECT_CLASS (hkk_document_choice_parent_class)->finalize (object);
}

static void
hkk_document_choice_class_init (HkkDocumentChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hkk_document_choice_get_property;
  object_class->set_property = hkk_document_choice_set_property;
  object_class->finalize = hkk_document_choice_finalize;
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hkk_document_choice_init (HkkDocumentChoice *self)
{
  self->documents = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hkk_document_choice_new:
 *
 * Returns: (transfer full): nothing is chosen, and nothing can be
 */
HkkDocumentChoice *
hkk_document_choice_new (void)
{
  return g_object_new (HKK_TYPE_DOCUMENT_CHOICE, NULL);
}

/**
 * hkk_document_choice_get_active:
 *
 * Returns: whether documents can be chosen now
 */
gboolean
hkk_document_choice_get_active (HkkDocumentChoice *self)
{
  g_return_val_if_fail (HKK_IS_DOCUMENT_CHOICE (self), FALSE);

  return self->active;
}

/**
 * hkk_document_choice_get_count:
 *
 * Returns: how many are chosen
 */
guint
hkk_document_choice_get_count (HkkDocumentChoice *self)
{
  g_return_val_if_fail (HKK_IS_DOCUMENT_CHOICE (self), 0);

  return self->documents->len;
}

/**
 * hkk_document_choice_has:
 *
 * Returns: whether @document is chosen
 */
gboolean
hkk_document_choice_has (HkkDocumentChoice *self,
                         HkkDocument       *document)
{
  g_return_val_if_fail (HKK_IS_DOCUMENT_CHOICE (self), FALSE);

  return g_ptr_array_find_with_equal_func (self->documents, document, is_same, NULL);
}

/**
 * hkk_document_choice_toggle:
 *
 * Chooses @document, or no longer.
 */
void
hkk_document_choice_toggle (HkkDocumentChoice *self,
                            HkkDocument       *document)
{
  guint position;

  g_return_if_fail (HKK_IS_DOCUMENT_CHOICE (self));
  g_return_if_fail (HKK_IS_DOCUMENT (document));

  if (g_ptr_array_find_with_equal_func (self->documents, document, is_same, &position))
    g_ptr_array_remove_index (self->documents, position);
  else
    g_ptr_array_add (self->documents, g_object_ref (document));
  notify_count (self);
}

/**
 * hkk_document_choice_set_all:
 * @documents: (element-type HkkDocument)
 *
 * Chooses these and no others.
 */
void
hkk_document_choice_set_all (HkkDocumentChoice *self,
                             GPtrArray         *documents)
{
  g_return_if_fail (HKK_IS_DOCUMENT_CHOICE (self));

  g_ptr_array_set_size (self->documents, 0);
  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (self->documents, g_object_ref (g_ptr_array_index (documents, i)));
  notify_count (self);
}

/**
 * hkk_document_choice_dup:
 *
 * Returns: (transfer full) (element-type HkkDocument): what is chosen now
 */
GPtrArray *
hkk_document_choice_dup (HkkDocumentChoice *self)
{
  g_return_val_if_fail (HKK_IS_DOCUMENT_CHOICE (self), NULL);

  return g_ptr_array_copy (self->documents, copy, NULL);
}
