/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"
#include "hkk-transport.h"

struct _HkkAnswer
{
  gatomicrefcount  refs;
  guint            status;
  JsonNode        *body;     /* Owned */
  char            *etag;     /* Owned (nullable) */
  HkkApproval     *approval; /* Owned (nullable) */
};

G_DEFINE_BOXED_TYPE (HkkAnswer, hkk_answer, hkk_answer_ref, hkk_answer_unref)

HkkAnswer *
hkk_answer_new (guint       status,
                JsonNode   *body,
                const char *etag)
{
  HkkAnswer *self = g_new0 (HkkAnswer, 1);

  g_atomic_ref_count_init (&self->refs);
  self->status = status;
  self->body = json_node_ref (body);
  self->etag = g_strdup (etag);
  return self;
}

void
hkk_answer_set_approval (HkkAnswer   *self,
                         HkkApproval *approval)
{
  g_set_object (&self->approval, approval);
}

/**
 * hkk_answer_ref:
 *
 * Returns: (transfer full):
 */
HkkAnswer *
hkk_answer_ref (HkkAnswer *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * hkk_answer_unref:
 *
 * Lets go of one reference; the last one frees it.
 */
void
hkk_answer_unref (HkkAnswer *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  json_node_unref (self->body);
  g_free (self->etag);
  g_clear_object (&self->approval);
  g_free (self);
}

/**
 * hkk_answer_get_status:
 *
 * Returns: the HTTP status, 200 to 299
 */
guint
hkk_answer_get_status (HkkAnswer *self)
{
  return self->status;
}

/**
 * hkk_answer_get_body:
 *
 * Returns: (transfer none): the body, an object
 */
JsonNode *
hkk_answer_get_body (HkkAnswer *self)
{
  return self->body;
}

/**
 * hkk_answer_get_object:
 *
 * Returns: (transfer none) (nullable): the body as an object
 */
JsonObject *
hkk_answer_get_object (HkkAnswer *self)
{
  return hkk_json_node_object (self->body);
}

/**
 * hkk_answer_get_etag:
 *
 * Returns: (transfer none) (nullable): the entity tag with its quotes
 */
const char *
hkk_answer_get_etag (HkkAnswer *self)
{
  return self->etag;
}

/**
 * hkk_answer_get_approval:
 *
 * Returns: (transfer none) (nullable): the approval that the call waits for (status 202)
 */
HkkApproval *
hkk_answer_get_approval (HkkAnswer *self)
{
  return self->approval;
}
