/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-saver.h"

/* After the last change; and from the first one on, so that long typing is saved too. */
#define SAVE_AFTER_MS 400
#define SAVE_AT_LATEST_US (3 * G_USEC_PER_SEC)

/* Keeps the draft of a form on disk while the person fills it in. */
struct _HkkFormSaver
{
  GObject       parent_instance;

  HkkFormModel *model;       /* Owned */
  guint         timer;
  gint64        dirty_since; /* monotonic, 0: everything is saved */
  gboolean      has_changes; /* the person has changed something since this form was opened */
  gboolean      stopped;
  guint         n_saving;    /* that are being written */
  gboolean      pending;
};

enum
{
  PROP_PENDING = 1,
};

G_DEFINE_FINAL_TYPE (HkkFormSaver, hkk_form_saver, G_TYPE_OBJECT)

/* What the draft is called in lists. */
static void
name_draft (HkkFormSaver *self,
            HkkDraft     *draft)
{
  HkkForm *form = hkk_form_model_get_form (self->model);
  const char *field = hkk_form_get_title_field (form);
  const char *text = field != NULL ? hkk_form_values_get_string (hkk_form_model_get_values (self->model), field) : NULL;

  g_autofree char *subject = text == NULL ? hkk_form_dup_subject (hkk_form_model_get_context (self->model)) : NULL;
  g_autofree char *title = subject != NULL ? g_strjoin (" · ", hkk_form_get_title (form), subject, NULL) : NULL;

  if (title != NULL)
    text = title;
  hkk_draft_set_title (draft, text != NULL ? text : hkk_form_get_title (form));
}

static void
refresh_pending (HkkFormSaver *self)
{
  gboolean pending = self->dirty_since != 0 || self->n_saving > 0;

  if (self->pending == pending)
    return;
  self->pending = pending;
  g_object_notify (G_OBJECT (self), "pending");
}

/* The draft says what became of it, also of a later try. */
static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkFormSaver) self = data;

  hkk_drafts_save_finish (HKK_DRAFTS (source), result, NULL);
  self->n_saving--;
  refresh_pending (self);
}

static void
save (HkkFormSaver *self)
{
  HkkDrafts *drafts = hkk_form_model_get_drafts (self->model);
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->dirty_since = 0;
  /* What is on its way stays as it was handed in. */
  if (drafts != NULL && draft != NULL && !hkk_draft_is_on_its_way (draft))
    {
      name_draft (self, draft);
      hkk_draft_take_values (draft, hkk_form_values_to_json (hkk_form_model_get_values (self->model)));
      self->n_saving++;
      hkk_drafts_save_async (drafts, draft, NULL, on_saved, g_object_ref (self));
    }
  refresh_pending (self);
}

static gboolean
on_timer (gpointer data)
{
  HkkFormSaver *self = HKK_FORM_SAVER (data);

  self->timer = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
on_changed (HkkFormSaver *self)
{
  self->has_changes = TRUE;
  hkk_form_saver_touch (self);
}

static void
hkk_form_saver_dispose (GObject *object)
{
  HkkFormSaver *self = HKK_FORM_SAVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);

  G_OBJECT_CLASS (hkk_form_saver_parent_class)->dispose (object);
}

static void
hkk_form_saver_finalize (GObject *object)
{
  HkkFormSaver *self = HKK_FORM_SAVER (object);

  g_clear_object (&self->model);

  G_OBJECT_CLASS (hkk_form_saver_parent_class)->finalize (object);
}

static void
hkk_form_saver_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_PENDING)
    g_value_set_boolean (value, HKK_FORM_SAVER (object)->pending);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_form_saver_class_init (HkkFormSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hkk_form_saver_dispose;
  object_class->finalize = hkk_form_saver_finalize;
  object_class->get_property = hkk_form_saver_get_property;

  g_object_class_install_property (object_class, PROP_PENDING,
                                   g_param_spec_boolean ("pending", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
hkk_form_saver_init (HkkFormSaver *self)
{
}

/**
 * hkk_form_saver_new:
 * @model: a filled-in form with its draft
 *
 * Saves the draft shortly after each change of @model; the draft says how that went, see hkk_draft_get_unsaved().
 *
 * Returns: (transfer full): a saver
 */
HkkFormSaver *
hkk_form_saver_new (HkkFormModel *model)
{
  HkkFormSaver *self = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);

  self = g_object_new (HKK_TYPE_FORM_SAVER, NULL);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * hkk_form_saver_touch:
 *
 * Something about the draft changed: it is saved within 500 ms after the last change.
 */
void
hkk_form_saver_touch (HkkFormSaver *self)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (HKK_IS_FORM_SAVER (self));

  if (self->stopped)
    return;

  if (self->dirty_since == 0)
    self->dirty_since = now;
  if (self->timer != 0 && now - self->dirty_since > SAVE_AT_LATEST_US)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (SAVE_AFTER_MS, on_timer, self);
  refresh_pending (self);
}

/**
 * hkk_form_saver_flush:
 *
 * Saves at once what has changed.
 */
void
hkk_form_saver_flush (HkkFormSaver *self)
{
  g_return_if_fail (HKK_IS_FORM_SAVER (self));

  if (self->dirty_since != 0 && !self->stopped)
    save (self);
}

/**
 * hkk_form_saver_hand_over:
 *
 * What has changed is saved by somebody else: the draft is being handed in, under the name that it has by now.
 */
void
hkk_form_saver_hand_over (HkkFormSaver *self)
{
  HkkDraft *draft = NULL;

  g_return_if_fail (HKK_IS_FORM_SAVER (self));

  draft = hkk_form_model_get_draft (self->model);
  if (draft != NULL && hkk_draft_get_state (draft) == HKK_DRAFT_EDITING)
    name_draft (self, draft);
  self->dirty_since = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  refresh_pending (self);
}

/**
 * hkk_form_saver_is_pending:
 *
 * Returns: whether something that was entered is not on the disk yet and may get there: property "pending"
 */
gboolean
hkk_form_saver_is_pending (HkkFormSaver *self)
{
  g_return_val_if_fail (HKK_IS_FORM_SAVER (self), FALSE);

  return self->pending;
}

/**
 * hkk_form_saver_stop:
 *
 * From now on the draft is somebody else's: it was handed in, or it is gone.
 */
void
hkk_form_saver_stop (HkkFormSaver *self)
{
  g_return_if_fail (HKK_IS_FORM_SAVER (self));

  self->stopped = TRUE;
  hkk_form_saver_hand_over (self);
}

/**
 * hkk_form_saver_has_changes:
 *
 * Returns: whether the person has changed something
 */
gboolean
hkk_form_saver_has_changes (HkkFormSaver *self)
{
  g_return_val_if_fail (HKK_IS_FORM_SAVER (self), FALSE);

  return self->has_changes;
}
