/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-search-provider.h"

#include "config.h"
#include "hkk-error-text.h"
#include "hkk-form-names.h"
#include "hkk-load.h"
#include "hkk-plain-text.h"
#include "hkk-search-here.h"
#include "hkk-search.h"
#include "hkk-settings.h"

/* The forms may be on their way from the portal; the shell is answered without them after so many milliseconds. */
#define WAIT 800

struct _HkkSearchProvider
{
  GObject           parent_instance;

  GApplication     *application;  /* Borrowed: owns us */
  char             *portal_url;   /* Owned */
  HkkPortal        *portal;       /* Owned (nullable) */
  GDBusConnection  *connection;   /* Owned (nullable) */
  guint             registration; /* 0: not on the bus */

  HkkFormCatalogue *catalogue;    /* Owned (nullable) until it is loaded; names nobody, so it stays */
  gboolean          only_names;   /* the catalogue is what this computer kept, and was not loaded yet */
  GCancellable     *loading;      /* Owned (nullable): it is being loaded */
  GListModel       *kept[HKK_N_SEARCH_KINDS]; /* Owned (nullable): the copies on this computer */
  GCancellable     *reading;      /* Owned (nullable): of the copies */
  guint             n_reading;    /* copies that are being read */
  GPtrArray        *asked;        /* Owned, of Asked: to be answered when all that is there */
  guint             patience;     /* source, or 0 */
  GHashTable       *found;        /* Owned: id → HkkSearchHit, of the last search */
};

G_DEFINE_FINAL_TYPE (HkkSearchProvider, hkk_search_provider, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPEN,
  SIGNAL_FIND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

static const HkkSearchGroup group_of[HKK_N_SEARCH_KINDS] = {
  [HKK_SEARCH_REQUESTS] = HKK_SEARCH_GROUP_REQUESTS,
  [HKK_SEARCH_MESSAGES] = HKK_SEARCH_GROUP_MESSAGES,
  [HKK_SEARCH_DOCUMENTS] = HKK_SEARCH_GROUP_DOCUMENTS,
};

/* What leads to a thing or a form, whatever its id is. */
static const char * const openers[] = { "win.open-request", "win.open-message", "win.open-document", "win.open-form",
                                        NULL };

typedef struct
{
  HkkSearchProvider *provider; /* Owned */
  HkkSearchKind      kind;
} Reading;

typedef struct
{
  GDBusMethodInvocation *invocation; /* Owned */
  char                  *text;       /* Owned */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_object_unref (self->invocation);
  g_free (self->text);
  g_free (self);
}

/* --- What may be said --- */

/* Who hides the content while another window is in use hides it here: nobody searches with this window in front. */
static gboolean
may_tell_titles (HkkSearchProvider *self)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();

  return self->portal != NULL && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN &&
         (settings == NULL || !g_settings_get_boolean (settings, "hide-content"));
}

static gboolean
is_title (HkkSearchHit *hit)
{
  for (guint i = 0; i < HKK_N_SEARCH_KINDS; i++)
    if (hkk_search_hit_get_group (hit) == group_of[i])
      return TRUE;
  return FALSE;
}

static gboolean
is_title_found (gpointer id,
                gpointer hit,
                gpointer data)
{
  return is_title (hit);
}

static void
forget_titles (HkkSearchProvider *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->n_reading = 0;
  for (guint i = 0; i < HKK_N_SEARCH_KINDS; i++)
    g_clear_object (&self->kept[i]);
  g_hash_table_foreach_remove (self->found, is_title_found, NULL);
}

/* --- Searching --- */

/* Adds the ids of what is in HITS, and empties it. Several may lead to the same page: the first names it. */
static void
take (HkkSearchProvider *self,
      GStrvBuilder      *ids,
      GListStore        *hits)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (hits)); i++)
    {
      g_autoptr(HkkSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (hits), i);
      g_autofree char *id = hkk_search_hit_dup_id (hit);

      if (g_hash_table_contains (self->found, id))
        continue;
      g_strv_builder_add (ids, id);
      g_hash_table_insert (self->found, g_steal_pointer (&id), g_steal_pointer (&hit));
    }
  g_list_store_remove_all (hits);
}

static GStrv
look (HkkSearchProvider *self,
      const char        *text)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(GListStore) hits = g_list_store_new (HKK_TYPE_SEARCH_HIT);
  g_autofree char *key = hkk_plain_text_key (text);

  g_hash_table_remove_all (self->found);
  if (*key != '\0')
    {
      hkk_search_here_add_ways_in (hits, self->portal, key);
      take (self, ids, hits);
      hkk_search_here_add_forms (hits, self->catalogue, text);
      take (self, ids, hits);
      for (guint i = 0; i < HKK_N_SEARCH_KINDS && may_tell_titles (self); i++)
        {
          hkk_search_here_add_kept (hits, group_of[i], self->kept[i], key);
          take (self, ids, hits);
        }
    }
  return g_strv_builder_end (ids);
}

static void
answer (HkkSearchProvider     *self,
        GDBusMethodInvocation *invocation,
        const char            *text)
{
  g_auto(GStrv) ids = look (self, text);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", ids));
  g_application_release (self->application);
}

static void
answer_all (gpointer data)
{
  HkkSearchProvider *self = data;
  g_autoptr(GPtrArray) all = g_steal_pointer (&self->asked);

  g_clear_handle_id (&self->patience, g_source_remove);
  self->asked = g_ptr_array_new_with_free_func (asked_free);
  for (guint i = 0; i < all->len; i++)
    {
      Asked *asked = g_ptr_array_index (all, i);

      answer (self, g_object_ref (asked->invocation), asked->text);
    }
}

static void
on_patience (gpointer data)
{
  HKK_SEARCH_PROVIDER (data)->patience = 0;
  answer_all (data);
}

static gboolean
is_settled (HkkSearchProvider *self)
{
  return self->loading == NULL && self->n_reading == 0;
}

/* One of both is there. */
static void
take_catalogue (HkkSearchProvider *self,
                HkkFormCatalogue  *catalogue,
                const GError      *error)
{
  g_clear_object (&self->loading);
  if (catalogue != NULL)
    g_set_object (&self->catalogue, catalogue);
  else
    g_debug ("The shell finds no forms: %s", error->message);
  if (is_settled (self))
    answer_all (self);
}

static void
on_catalogue (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkSearchProvider) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormCatalogue) catalogue = hkk_form_catalogue_load_finish (HKK_PORTAL (source), result, NULL, &error);

  if (hkk_error_is_cancel (error))
    return;
  if (catalogue != NULL)
    self->only_names = FALSE;
  take_catalogue (self, catalogue, error);
}

static void
on_names (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkSearchProvider) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormCatalogue) names = hkk_form_names_read_finish (result, &error);

  if (hkk_error_is_cancel (error))
    return;
  self->only_names = names != NULL;
  take_catalogue (self, names, error);
}

static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree Reading *reading = data;
  g_autoptr(HkkSearchProvider) self = reading->provider;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) kept = hkk_search_kept_finish (HKK_PORTAL (source), result, &error);

  if (hkk_error_is_cancel (error))
    return;
  self->n_reading--;
  g_set_object (&self->kept[reading->kind], kept);
  if (is_settled (self))
    answer_all (self);
}

static void
read_copies (HkkSearchProvider *self)
{
  forget_titles (self);
  if (!may_tell_titles (self))
    return;
  self->reading = g_cancellable_new ();
  for (int kind = 0; kind < HKK_N_SEARCH_KINDS; kind++)
    {
      Reading *reading = g_new0 (Reading, 1);

      reading->provider = g_object_ref (self);
      reading->kind = (HkkSearchKind) kind;
      self->n_reading++;
      hkk_search_kept_async (self->portal, reading->kind, self->reading, on_kept, reading);
    }
}

/* Before the sign-in there are the names that this computer kept. */
static void
load_catalogue (HkkSearchProvider *self)
{
  gboolean signed_in = self->portal != NULL && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN;

  if (self->loading != NULL || (self->catalogue != NULL && !(self->only_names && signed_in)))
    return;
  self->loading = g_cancellable_new ();
  if (signed_in)
    hkk_form_catalogue_load_async (self->portal, self->loading, on_catalogue, g_object_ref (self));
  else
    hkk_form_names_read_async (self->portal_url, self->loading, on_names, g_object_ref (self));
}

static void
on_search (HkkSearchProvider     *self,
           GDBusMethodInvocation *invocation,
           const char            *text)
{
  Asked *asked;

  g_application_hold (self->application);
  load_catalogue (self);
  if (is_settled (self))
    {
      answer (self, invocation, text);
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->invocation = invocation;
  asked->text = g_strdup (text);
  g_ptr_array_add (self->asked, asked);
  if (self->patience == 0)
    self->patience = g_timeout_add_once (WAIT, on_patience, self);
}

/* --- What was found --- */

/* A page is known to a process that did not find it, too: this one may have been started since. */
static HkkSearchHit *
find_way_in (HkkSearchProvider *self,
             const char        *wanted)
{
  g_autoptr(GListStore) hits = g_list_store_new (HKK_TYPE_SEARCH_HIT);

  hkk_search_here_add_ways_in (hits, self->portal, "");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (hits)); i++)
    {
      g_autoptr(HkkSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (hits), i);
      g_autofree char *id = hkk_search_hit_dup_id (hit);

      if (g_str_equal (id, wanted))
        return g_steal_pointer (&hit);
    }
  return NULL;
}

/* The shell has the icons of its theme and of the installed programs, and none of ours. */
static char *
make_icon (HkkSearchHit *hit)
{
  const char * const names[] = { hkk_search_group_get_icon (hkk_search_hit_get_group (hit)), HKK_APP_ID "-symbolic" };
  g_autoptr(GIcon) icon = g_themed_icon_new_from_names ((char **) names, G_N_ELEMENTS (names));

  return g_icon_to_string (icon);
}

static void
add_meta (GVariantBuilder *metas,
          HkkSearchHit    *hit,
          const char      *id)
{
  g_autofree char *icon = make_icon (hit);
  const char *group = hkk_search_group_get_title (hkk_search_hit_get_group (hit));
  const char *summary = is_title (hit) ? NULL : hkk_search_hit_get_subtitle (hit);
  g_auto(GVariantDict) meta = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&meta, "id", "s", id);
  g_variant_dict_insert (&meta, "name", "s", hkk_search_hit_get_title (hit));
  g_variant_dict_insert (&meta, "description", "s", summary != NULL ? summary : group);
  g_variant_dict_insert (&meta, "gicon", "s", icon);
  g_variant_builder_add_value (metas, g_variant_dict_end (&meta));
}

/* What may not be told any more, and what is gone, is left out. */
static void
on_metas (HkkSearchProvider     *self,
          GDBusMethodInvocation *invocation,
          const char * const    *ids)
{
  g_auto(GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      HkkSearchHit *known = g_hash_table_lookup (self->found, ids[i]);
      g_autoptr(HkkSearchHit) hit = known != NULL ? g_object_ref (known) : find_way_in (self, ids[i]);

      if (hit != NULL && (!is_title (hit) || may_tell_titles (self)))
        add_meta (&metas, hit, ids[i]);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
}

/* --- Choosing --- */

/* Anybody on the bus may call: what is no hit leads nowhere. */
static gboolean
leads_in (HkkSearchProvider *self,
          const char        *id,
          const char        *action,
          GVariant          *target)
{
  g_autoptr(HkkSearchHit) place = find_way_in (self, id);

  return place != NULL || (g_strv_contains (openers, action) && target != NULL &&
                           g_variant_is_of_type (target, G_VARIANT_TYPE_STRING));
}

static void
on_activate (HkkSearchProvider     *self,
             GDBusMethodInvocation *invocation,
             const char            *id)
{
  g_autofree char *action = NULL;
  g_autoptr(GVariant) target = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_action_parse_detailed_name (id, &action, &target, &error) || !leads_in (self, id, action, target))
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                     "This is no hit of a search");
      return;
    }
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, action, target);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* --- The bus --- */

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  HkkSearchProvider *self = data;
  gboolean is_initial = g_str_equal (method, "GetInitialResultSet");
  g_autofree const char **words = NULL;
  g_autofree char *text = NULL;

  /* A process that only answers here stays for a while after each call. */
  g_application_hold (self->application);
  if (g_str_equal (method, "ActivateResult"))
    {
      const char *id = NULL;

      g_variant_get_child (arguments, 0, "&s", &id);
      on_activate (self, invocation, id);
      g_application_release (self->application);
      return;
    }
  g_variant_get_child (arguments, g_str_equal (method, "GetSubsearchResultSet") ? 1 : 0, "^a&s", &words);
  text = g_strjoinv (" ", (char **) words);
  if (is_initial)
    read_copies (self);
  if (is_initial || g_str_equal (method, "GetSubsearchResultSet"))
    {
      on_search (self, invocation, text);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      on_metas (self, invocation, words);
    }
  else
    {
      g_signal_emit (self, signals[SIGNAL_FIND], 0, text);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  g_application_release (self->application);
}

/* The portal's forms as they were just seen: what they are called is kept for who is not signed in. */
static void
on_copy (HkkSearchProvider *self,
         const char        *name,
         JsonNode          *copy)
{
  if (g_str_equal (name, HKK_COPY_FORMS))
    hkk_form_names_keep (self->portal_url, copy);
}

static void
on_state (HkkSearchProvider *self)
{
  if (may_tell_titles (self))
    return;
  forget_titles (self);
  if (is_settled (self))
    answer_all (self);
}

static void
hkk_search_provider_dispose (GObject *object)
{
  HkkSearchProvider *self = HKK_SEARCH_PROVIDER (object);

  hkk_search_provider_unexport (self);
  hkk_search_provider_set_portal (self, NULL);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (hkk_search_provider_parent_class)->dispose (object);
}

static void
hkk_search_provider_finalize (GObject *object)
{
  HkkSearchProvider *self = HKK_SEARCH_PROVIDER (object);

  g_free (self->portal_url);
  g_ptr_array_unref (self->asked);
  g_hash_table_unref (self->found);
  G_OBJECT_CLASS (hkk_search_provider_parent_class)->finalize (object);
}

static void
hkk_search_provider_class_init (HkkSearchProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hkk_search_provider_dispose;
  object_class->finalize = hkk_search_provider_finalize;

  signals[SIGNAL_OPEN] = g_signal_new ("open", HKK_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  signals[SIGNAL_FIND] = g_signal_new ("find", HKK_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hkk_search_provider_init (HkkSearchProvider *self)
{
  self->asked = g_ptr_array_new_with_free_func (asked_free);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * hkk_search_provider_new:
 * @application: the program; outlives the provider, and stays while a search is not answered
 *
 * Returns: (transfer full): a provider that is not on the bus, and knows of pages only
 */
HkkSearchProvider *
hkk_search_provider_new (GApplication *application)
{
  HkkSearchProvider *self = NULL;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (HKK_TYPE_SEARCH_PROVIDER, NULL);
  self->application = application;
  return self;
}

/**
 * hkk_search_provider_set_portal_url:
 * @url: of the portal that the program is for; its forms are found before a sign-in, too
 */
void
hkk_search_provider_set_portal_url (HkkSearchProvider *self,
                                    const char        *url)
{
  g_return_if_fail (HKK_IS_SEARCH_PROVIDER (self));
  g_return_if_fail (url != NULL);

  g_set_str (&self->portal_url, url);
}

/**
 * hkk_search_provider_set_portal:
 * @portal: (nullable): where somebody may be signed in; %NULL before there is a window, and when it has closed
 */
void
hkk_search_provider_set_portal (HkkSearchProvider *self,
                                HkkPortal         *portal)
{
  g_return_if_fail (HKK_IS_SEARCH_PROVIDER (self));

  if (self->portal == portal)
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->portal != NULL)
    g_signal_handlers_disconnect_by_data (self->portal, self);
  g_set_object (&self->portal, portal);
  forget_titles (self);
  answer_all (self);
  if (portal != NULL)
    {
      g_signal_connect_object (portal, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (portal, "copied", G_CALLBACK (on_copy), self, G_CONNECT_SWAPPED);
    }
}

/**
 * hkk_search_provider_export:
 * @connection: the session bus
 * @path: where the shell is told to look
 * @error: why it cannot be there
 *
 * Returns: whether the shell can search
 */
gboolean
hkk_search_provider_export (HkkSearchProvider  *self,
                            GDBusConnection    *connection,
                            const char         *path,
                            GError            **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr(GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (HKK_IS_SEARCH_PROVIDER (self), FALSE);
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), FALSE);

  node = g_dbus_node_info_new_for_xml (interface_xml, error);
  if (node != NULL)
    self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0], &vtable, self, NULL,
                                                            error);
  if (self->registration != 0)
    g_set_object (&self->connection, connection);
  return self->registration != 0;
}

/**
 * hkk_search_provider_unexport:
 *
 * Takes it off the bus, if it is there.
 */
void
hkk_search_provider_unexport (HkkSearchProvider *self)
{
  g_return_if_fail (HKK_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
