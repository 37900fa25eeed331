/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-body.h"

/**
 * hkk_body_new:
 * @members: (transfer full): see hkk_json_object()
 *
 * Returns: (transfer full): the body of a call
 */
JsonNode *
hkk_body_new (JsonObject *members)
{
  JsonNode *body = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (body, members);
  return body;
}
