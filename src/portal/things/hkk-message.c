/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message.h"

#include <string.h>

#include "hkk-load.h"
#include "hkk-paged-list-private.h"
#include "hkk-plain-text.h"

static const HkkThingField message_fields[] = {
  { "thread-id", HKK_THING_STRING, NULL },
  { "subject", HKK_THING_STRING, NULL },
  { "category", HKK_THING_STRING, NULL },
  { "category-text", HKK_THING_STRING, NULL },
  { "from", HKK_THING_STRING, NULL },
  { "from-name", HKK_THING_STRING, NULL },
  { "preview", HKK_THING_STRING, NULL },
  { "request-id", HKK_THING_STRING, NULL },
  { "request-title", HKK_THING_STRING, NULL },
  { "leads-to", HKK_THING_STRING, NULL },
  { "body", HKK_THING_STRING, NULL },
  { "read", HKK_THING_BOOLEAN, NULL },
  { "protected", HKK_THING_BOOLEAN, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { "attachments", HKK_THING_LIST, NULL, hkk_file_info_get_type },
  { "count", HKK_THING_INT, NULL },
  { "unread", HKK_THING_INT, NULL },
  { "thread", HKK_THING_LIST, NULL, hkk_message_get_type },
  { NULL }
};

HKK_DEFINE_THING (HkkMessage, hkk_message, message_fields,
                  "id:k thread_id:k subject:s category:s category_text:s from:s from_name:s created_at:t read:b "
                  "preview:s? attachments:[id:k] request_id:k? request_title:s? leads_to:k? protected:b count:n? "
                  "unread:n? body:s? thread:[id:k thread_id:k from:s from_name:s created_at:t read:b preview:s? "
                  "attachments:[id:k] protected:b]?")

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
 * hkk_message_get_topic:
 *
 * Returns: (transfer none): its subject without what mail programs put before that of an answer; may be ""
 */
const char *
hkk_message_get_topic (HkkMessage *self)
{
  static const char * const prefixes[] = { "re:", "aw:", NULL };
  const char *topic = hkk_thing_get_string (HKK_THING (self), "subject");

  for (gsize i = 0; topic != NULL && prefixes[i] != NULL; i++)
    while (g_ascii_strncasecmp (topic, prefixes[i], strlen (prefixes[i])) == 0)
      {
        topic += strlen (prefixes[i]);
        while (*topic == ' ')
          topic++;
        i = 0;
      }
  return topic != NULL ? topic : "";
}

/**
 * hkk_message_is_unread:
 *
 * Returns: whether the person has not read it; of a conversation: any of its messages
 */
gboolean
hkk_message_is_unread (HkkMessage *self)
{
  return hkk_thing_get_int (HKK_THING (self), "unread") > 0 ||
         (hkk_message_is_from_insurer (self) && !hkk_message_get_read (self));
}

/**
 * hkk_message_get_thread:
 *
 * Returns: (transfer none): of one that was loaded alone: the conversation that it is in, itself among it, the oldest
 *   first; items are #HkkMessage. Empty where the portal does not tell
 */
GListModel *
hkk_message_get_thread (HkkMessage *self)
{
  return hkk_thing_get_list (HKK_THING (self), "thread");
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
  g_autofree char *attachment = hkk_load_path ("/attachments/", attachment_id, NULL);

  return hkk_load_path ("/v1/messages/", hkk_message_get_id (self), attachment);
}

/**
 * hkk_message_matches:
 * @key: what is looked for, see hkk_plain_text_key()
 *
 * Returns: whether what the list knows of it has that: subject, who wrote it, how it begins
 */
gboolean
hkk_message_matches (HkkMessage *self,
                     const char *key)
{
  const char *preview;
  g_autofree char *text = NULL;
  g_autofree char *text_key = NULL;

  g_return_val_if_fail (HKK_IS_MESSAGE (self), FALSE);

  preview = hkk_thing_get_string (HKK_THING (self), "preview");
  text = g_strjoin (" ", hkk_thing_get_string (HKK_THING (self), "subject"),
                    hkk_thing_get_string (HKK_THING (self), "from-name"), preview != NULL ? preview : "", NULL);
  text_key = hkk_plain_text_key (text);
  return hkk_plain_text_key_has (text_key, key);
}

static gboolean
matches_param (HkkThing   *thing,
               const char *name,
               const char *value)
{
  g_autofree char *key = hkk_plain_text_key (value);

  if (g_str_equal (name, "unread"))
    return hkk_message_is_unread (HKK_MESSAGE (thing));
  return !g_str_equal (name, "q") || hkk_message_matches (HKK_MESSAGE (thing), key);
}

/**
 * hkk_messages_new:
 *
 * Returns: (transfer full): the person's conversations, each as its newest message, newest first; where the portal does
 *   not put them together, the messages. Nothing is loaded yet
 */
HkkPagedList *
hkk_messages_new (HkkPortal *portal)
{
  HkkPagedList *list = hkk_paged_list_new (portal, "/v1/messages", HKK_TYPE_MESSAGE, NULL);

  g_hash_table_insert (list->params, g_strdup ("threads"), g_strdup ("1"));
  hkk_paged_list_set_copy (list, HKK_COPY_MESSAGES, matches_param);
  return list;
}

static const HkkLoad newest = { .get_type = hkk_message_get_type, .list = "items" };

/**
 * hkk_message_find_async:
 * @id: a message
 *
 * Looks for a message among the newest. It comes without its text, so that none has to be approved.
 */
void
hkk_message_find_async (HkkPortal           *portal,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (id != NULL);

  hkk_load_find_async (portal, &newest, "/v1/messages", id, hkk_message_find_async, cancellable, callback, data);
}

/**
 * hkk_message_find_finish:
 *
 * Returns: (transfer full) (nullable): the message; %NULL without @error if it is not among the newest
 */
HkkMessage *
hkk_message_find_finish (HkkPortal     *portal,
                         GAsyncResult  *result,
                         GError       **error)
{
  return hkk_load_find_finish (portal, result, hkk_message_find_async, error);
}

static const HkkLoad message = {
  .get_type = hkk_message_get_type, .needs = "body:s", .falls_back = TRUE, .secret = "protected",
};

/**
 * hkk_message_load_async:
 * @id: a message
 *
 * Loads a message with its text. A protected one waits for an approval first. Without a connection the copy on this
 * computer will do; of a protected one there is none.
 */
void
hkk_message_load_async (HkkPortal           *portal,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/v1/messages/", id, NULL);
  g_autofree char *copy = g_strconcat (HKK_COPY_MESSAGE, id, NULL);

  hkk_load_async (portal, &message, path, copy, hkk_message_load_async, cancellable, callback, data);
}

/**
 * hkk_message_load_finish:
 *
 * Returns: (transfer full) (nullable): the message
 */
HkkMessage *
hkk_message_load_finish (HkkPortal     *portal,
                         GAsyncResult  *result,
                         GError       **error)
{
  return hkk_load_finish (portal, result, hkk_message_load_async, NULL, error);
}

/**
 * hkk_message_mark_read_async:
 * @id: a message
 *
 * Tells the portal that the person has seen the message. Finish with hkk_portal_change_finish().
 */
void
hkk_message_mark_read_async (HkkPortal           *portal,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/v1/messages/", id, "/read");

  hkk_portal_send_async (portal, "PUT", path, NULL, NULL, cancellable, callback, data);
}
