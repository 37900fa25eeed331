/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message.h"

struct _HkkMessage
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkMessage, hkk_message, HKK_TYPE_THING)

static const HkkThingField message_fields[] = {
  { "thread-id", HKK_THING_STRING, NULL },
  { "subject", HKK_THING_STRING, NULL },
  { "category", HKK_THING_STRING, NULL },
  { "category-text", HKK_THING_STRING, NULL },
  { "from", HKK_THING_STRING, NULL },
  { "from-name", HKK_THING_STRING, NULL },
  { "preview", HKK_THING_STRING, NULL },
  { "request-id", HKK_THING_STRING, NULL },
  { "body", HKK_THING_STRING, NULL },
  { "read", HKK_THING_BOOLEAN, NULL },
  { "protected", HKK_THING_BOOLEAN, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { "attachments", HKK_THING_LIST, NULL, hkk_file_info_get_type },
  { NULL }
};

static void
hkk_message_class_init (HkkMessageClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), message_fields);
}

static void
hkk_message_init (HkkMessage *self)
{
}

/**
 * hkk_message_new_from_json:
 * @json: what the portal said
 *
 * Returns: (transfer full):
 */
HkkMessage *
hkk_message_new_from_json (JsonObject *json)
{
  return hkk_thing_new_from_json (HKK_TYPE_MESSAGE, json);
}

/**
 * hkk_message_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
hkk_message_get_id (HkkMessage *self)
{
  return hkk_thing_get_id (HKK_THING (self));
}

/**
 * hkk_message_get_subject:
 *
 * Returns: (transfer none) (nullable): its subject
 */
const char *
hkk_message_get_subject (HkkMessage *self)
{
  return hkk_thing_get_string (HKK_THING (self), "subject");
}

/**
 * hkk_message_get_body:
 *
 * Returns: (transfer none) (nullable): its text, of one that was loaded alone
 */
const char *
hkk_message_get_body (HkkMessage *self)
{
  return hkk_thing_get_string (HKK_THING (self), "body");
}

/**
 * hkk_message_get_read:
 *
 * Returns: whether the person has read it
 */
gboolean
hkk_message_get_read (HkkMessage *self)
{
  return hkk_thing_get_boolean (HKK_THING (self), "read");
}

/**
 * hkk_message_get_attachments:
 *
 * Returns: (transfer none): its files; items are #HkkFileInfo
 */
GListModel *
hkk_message_get_attachments (HkkMessage *self)
{
  return hkk_thing_get_list (HKK_THING (self), "attachments");
}

/**
 * hkk_message_is_from_insurer:
 *
 * Returns: whether the insurer wrote it
 */
gboolean
hkk_message_is_from_insurer (HkkMessage *self)
{
  return g_strcmp0 (hkk_thing_get_string (HKK_THING (self), "from"), "person") != 0;
}

/**
 * hkk_message_dup_attachment_path:
 * @attachment_id: id of one of its files
 *
 * Returns: (transfer full): the route of the file's bytes, for hkk_portal_new_download()
 */
char *
hkk_message_dup_attachment_path (HkkMessage *self,
                                 const char *attachment_id)
{
  g_autofree char *message = g_uri_escape_string (hkk_message_get_id (self), NULL, FALSE);
  g_autofree char *attachment = g_uri_escape_string (attachment_id, NULL, FALSE);

  return g_strdup_printf ("/v1/messages/%s/attachments/%s", message, attachment);
}

struct _HkkCategory
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkCategory, hkk_category, HKK_TYPE_THING)

static const HkkThingField category_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { NULL }
};

static void
hkk_category_class_init (HkkCategoryClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), category_fields);
}

static void
hkk_category_init (HkkCategory *self)
{
}
