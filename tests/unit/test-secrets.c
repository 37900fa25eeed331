/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-secrets.h"

#define ROOT "/org/freedesktop/secrets"
#define COLLECTION ROOT "/collection/test"
#define ALIAS ROOT "/aliases/default"
#define PROMPT ROOT "/prompt/p"
#define SESSION ROOT "/session/s"

static const char introspection[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
  "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/>"
  "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='CreateCollection'><arg type='a{sv}' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/>"
  "<arg type='b' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Items' type='ao' access='read'/><property name='Label' type='s' access='read'/>"
  "<property name='Locked' type='b' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<method name='Delete'><arg type='o' direction='out'/></method>"
  "<property name='Attributes' type='a{ss}' access='read'/><property name='Label' type='s' access='read'/>"
  "<property name='Locked' type='b' access='read'/>"
  "<property name='Created' type='t' access='read'/><property name='Modified' type='t' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Prompt'>"
  "<method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>"
  "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
  "</interface>"
  "</node>";

static GDBusNodeInfo *info;

typedef struct
{
  GVariant *attributes; /* a{ss} */
  GVariant *value;      /* ay */
  guint     id;         /* of the registered object */
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_variant_unref (item->attributes);
  g_variant_unref (item->value);
  g_free (item);
}

static gboolean
fits (Item     *item,
      GVariant *attributes)
{
  GVariantIter iter;
  const char *name, *value, *has;

  g_variant_iter_init (&iter, attributes);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (!g_variant_lookup (item->attributes, name, "&s", &has) || !g_str_equal (has, value))
      return FALSE;
  return TRUE;
}

static GVariant *
find (TestSecrets *self,
      GVariant    *attributes)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer path, item;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ao"));
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &path, &item))
    if (fits (item, attributes))
      g_variant_builder_add (&builder, "o", path);
  return g_variant_builder_end (&builder);
}

static GVariant *
no_paths (void)
{
  return g_variant_new_array (G_VARIANT_TYPE_OBJECT_PATH, NULL, 0);
}

static void
search (TestSecrets           *self,
        GVariant              *parameters,
        GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) attributes = g_variant_get_child_value (parameters, 0);
  GVariant *found;

  self->searches += self->locked;
  found = self->locked ? no_paths () : find (self, attributes);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@ao@ao)", self->guarded ? no_paths () : found,
                                                                    self->guarded ? found : no_paths ()));
}

static void
get_secrets (TestSecrets           *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariantIter) paths = NULL;
  GVariantBuilder builder;
  const char *path;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{o(oayays)}"));
  g_variant_get (parameters, "(aoo)", &paths, NULL);
  while (g_variant_iter_next (paths, "&o", &path))
    {
      Item *item = g_hash_table_lookup (self->items, path);

      if (item != NULL)
        g_variant_builder_add (&builder, "{o(o@ay@ays)}", path, SESSION,
                               g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0), item->value, "text/plain");
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &builder));
}

static GDBusInterfaceVTable vtable;

static void
add_object (TestSecrets *self,
            const char  *path,
            const char  *interface,
            guint       *id)
{
  guint made = g_dbus_connection_register_object (self->connection, path,
                                                  g_dbus_node_info_lookup_interface (info, interface), &vtable, self,
                                                  NULL, NULL);

  g_assert_cmpuint (made, !=, 0);
  if (id != NULL)
    *id = made;
}

static void
create_item (TestSecrets           *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr(GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr(GVariant) attributes = g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes",
                                                           G_VARIANT_TYPE ("a{ss}"));
  g_autoptr(GVariant) found = NULL;
  Item *item = g_new0 (Item, 1);
  const char *before = NULL;
  char *path;

  found = g_variant_ref_sink (find (self, attributes));
  if (g_variant_n_children (found) > 0 && !self->doubles)
    g_variant_get_child (found, 0, "&o", &before);
  item->attributes = g_variant_ref (attributes);
  item->value = g_variant_get_child_value (secret, 2);
  if (before != NULL)
    item->id = ((Item *) g_hash_table_lookup (self->items, before))->id;
  path = before != NULL ? g_strdup (before) : g_strdup_printf (COLLECTION "/%u", self->n_items++);
  if (before == NULL)
    add_object (self, path, "org.freedesktop.Secret.Item", &item->id);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", path, "/"));
  g_hash_table_replace (self->items, path, item);
}

void
test_secrets_answer_prompt (TestSecrets *self)
{
  if (self->prompt == SECRETS_PROMPT_UNANSWERED)
    return;
  if (self->prompt == SECRETS_PROMPT_OPENS)
    {
      if (self->missing)
        add_object (self, ALIAS, "org.freedesktop.Secret.Collection", NULL);
      self->locked = self->guarded = self->missing = FALSE;
    }
  g_dbus_connection_emit_signal (self->connection, NULL, PROMPT, "org.freedesktop.Secret.Prompt", "Completed",
                                 g_variant_new ("(bv)", self->prompt == SECRETS_PROMPT_DISMISSED,
                                                self->asked), NULL);
}

static void
create_collection (TestSecrets           *self,
                   GDBusMethodInvocation *invocation)
{
  g_clear_pointer (&self->asked, g_variant_unref);
  self->asked = g_variant_ref_sink (g_variant_new_object_path (COLLECTION));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", "/", PROMPT));
}

static void
answer_locked (TestSecrets           *self,
               const char            *method,
               GDBusMethodInvocation *invocation)
{
  if (g_str_equal (method, "Unlock"))
    {
      self->unlocks++;
      g_clear_pointer (&self->asked, g_variant_unref);
      self->asked = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@aoo)", no_paths (), PROMPT));
    }
  else
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.Secret.Error.IsLocked", "locked");
    }
}

static void
answer (TestSecrets           *self,
        GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  g_autofree char *algorithm = NULL;

  if (g_str_equal (method, "CreateItem"))
    self->creates++;
  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get (parameters, "(sv)", &algorithm, NULL);
      if (g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_value (invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION));
      else
        g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.NotSupported", algorithm);
    }
  else if (g_str_equal (method, "SearchItems"))
    search (self, parameters, invocation);
  else if (g_str_equal (method, "ReadAlias"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", self->missing ? "/" : COLLECTION));
  else if (g_str_equal (method, "CreateCollection"))
    create_collection (self, invocation);
  else if (g_str_equal (method, "Prompt"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      self->prompts++;
      test_secrets_answer_prompt (self);
    }
  else if (g_str_equal (method, "Dismiss"))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else if (self->locked || (self->guarded && !g_str_equal (method, "CreateItem")))
    answer_locked (self, method, invocation);
  else if (g_str_equal (method, "Unlock"))
    {
      g_autoptr(GVariant) paths = g_variant_get_child_value (parameters, 0);

      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@aoo)", paths, "/"));
    }
  else if (g_str_equal (method, "GetSecrets"))
    get_secrets (self, parameters, invocation);
  else if (self->refuse)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.AccessDenied", "no");
  else if (g_str_equal (method, "CreateItem"))
    create_item (self, parameters, invocation);
  else
    {
      Item *item = g_hash_table_lookup (self->items, g_dbus_method_invocation_get_object_path (invocation));

      g_assert_cmpstr (method, ==, "Delete");
      g_assert_nonnull (item);
      g_dbus_connection_unregister_object (self->connection, item->id);
      g_hash_table_remove (self->items, g_dbus_method_invocation_get_object_path (invocation));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
}

static gboolean
on_time (gpointer data)
{
  GDBusMethodInvocation *invocation = data;

  answer (g_dbus_method_invocation_get_user_data (invocation), invocation);
  return G_SOURCE_REMOVE;
}

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  TestSecrets *self = data;

  if (self->delay_ms > 0)
    g_timeout_add (self->delay_ms, on_time, invocation);
  else
    answer (self, invocation);
}

static GVariant *
on_property (GDBusConnection  *connection,
             const char       *sender,
             const char       *path,
             const char       *interface,
             const char       *name,
             GError          **error,
             gpointer          data)
{
  TestSecrets *self = data;
  Item *item = g_hash_table_lookup (self->items, path);

  self->looks += g_str_equal (path, ALIAS);
  if (g_str_equal (name, "Locked"))
    return g_variant_new_boolean (self->locked || (item != NULL && self->guarded));
  if (g_str_equal (name, "Attributes"))
    return g_variant_ref (item->attributes);
  if (g_str_equal (name, "Label"))
    return g_variant_new_string ("");
  if (g_str_equal (name, "Created") || g_str_equal (name, "Modified"))
    return g_variant_new_uint64 (0);
  return no_paths ();
}

static GDBusMessage *
swallow_when_mute (GDBusConnection *connection,
                   GDBusMessage    *message,
                   gboolean         incoming,
                   gpointer         data)
{
  TestSecrets *self = data;

  if (incoming && self->mute && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    g_clear_object (&message);
  return message;
}

static GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_property };

void
test_secrets_start (TestSecrets *self,
                    KeyringBus  *bus)
{
  g_autoptr(GVariant) owned = NULL;

  if (info == NULL)
    info = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_assert_nonnull (info);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, item_free);
  self->connection = keyring_bus_connect (bus);
  g_dbus_connection_add_filter (self->connection, swallow_when_mute, self, NULL);
  add_object (self, ROOT, "org.freedesktop.Secret.Service", NULL);
  add_object (self, COLLECTION, "org.freedesktop.Secret.Collection", NULL);
  if (!self->missing)
    add_object (self, ALIAS, "org.freedesktop.Secret.Collection", NULL);
  add_object (self, PROMPT, "org.freedesktop.Secret.Prompt", NULL);
  owned = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL, 0, -1, NULL, NULL);
  g_assert_nonnull (owned);
}

void
test_secrets_stop (TestSecrets *self)
{
  /* What was answered is on its way: libsecret does not take it well when the answer to a removal never comes. */
  g_autoptr(GVariant) id = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                                        "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId", NULL,
                                                        NULL, 0, -1, NULL, NULL);

  g_assert_nonnull (id);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_variant_unref);
}

char *
test_secrets_get (TestSecrets *self,
                  const char  *use)
{
  GHashTableIter iter;
  gpointer item;
  const char *has;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (g_variant_lookup (((Item *) item)->attributes, "use", "&s", &has) && g_str_equal (has, use))
      {
        gsize length;
        gconstpointer bytes = g_variant_get_fixed_array (((Item *) item)->value, &length, 1);

        return g_strndup (bytes, length);
      }
  return NULL;
}

void
test_secrets_spoil (TestSecrets *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      g_variant_unref (((Item *) item)->value);
      ((Item *) item)->value = g_variant_ref_sink (g_variant_new_bytestring ("something else"));
    }
}
