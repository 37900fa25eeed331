/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-demo-host.h"

#include <glib/gi18n.h>

#include "hkk-json.h"
#include "hkk-mock-host.h"
#include "hkk-mock.h"

#define PERSONS_RESOURCE "/de/hkk/MeineHkk/mock/persons.json"
#define PHONE_PROGRAM "meine-hkk-phone"

struct _HkkDemoHost
{
  GObject      parent_instance;

  HkkMockHost *host;         /* Owned */
  JsonNode    *persons_json; /* Owned: holds the texts of the persons */
  GArray      *persons;      /* Owned: HkkDemoPerson */
  char        *state_dir;    /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkDemoHost, hkk_demo_host, G_TYPE_OBJECT)

enum
{
  SIGNAL_ENDPOINT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is worth trying with each person. */
static const struct
{
  const char *number;
  const char *text;
} hints[] = {
  { "A000500015", N_("One phone, partner and two children, requests in several states") },
  { "C000500021", N_("Two devices, one locked; 300 documents, 2,000 messages") },
  { "X110411675", N_("Registered by letter, no device bound yet") },
  /* TRANSLATORS: What a person of the demo is like: a student who lives in another country */
  { "X110465770", N_("Student abroad") },
};

static const char *
hint_for (const char *number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if (g_strcmp0 (number, hints[i].number) == 0)
      return _(hints[i].text);
  return NULL;
}

static void
clear_person (gpointer data)
{
  g_free (((HkkDemoPerson *) data)->name);
}

/* Persons without a password cannot sign in: the child has no account, the new one is for the registration. */
static void
load_persons (HkkDemoHost *self)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (PERSONS_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  JsonArray *items = NULL;

  if (bytes != NULL)
    self->persons_json = hkk_json_parse_bytes (bytes, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  items = hkk_json_get_array (hkk_json_node_object (self->persons_json), "persons");
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);
      HkkDemoPerson person = {
        .number = hkk_json_get_string (item, "kvnr"),
        .password = hkk_json_get_string (item, "password"),
        .pin = hkk_json_get_string (item, "pin"),
      };

      if (person.number == NULL || person.password == NULL)
        continue;
      person.name = g_strjoin (" ", hkk_json_get_string (item, "first_name"),
                               hkk_json_get_string (item, "last_name"), NULL);
      person.text = hint_for (person.number);
      g_array_append_val (self->persons, person);
    }
}

static void
on_endpoint (HkkDemoHost *self)
{
  g_signal_emit (self, signals[SIGNAL_ENDPOINT_CHANGED], 0);
}

static void
hkk_demo_host_finalize (GObject *object)
{
  HkkDemoHost *self = HKK_DEMO_HOST (object);

  g_clear_object (&self->host);
  g_array_unref (self->persons);
  g_clear_pointer (&self->persons_json, json_node_unref);
  g_free (self->state_dir);
  G_OBJECT_CLASS (hkk_demo_host_parent_class)->finalize (object);
}

static void
hkk_demo_host_class_init (HkkDemoHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_demo_host_finalize;

  signals[SIGNAL_ENDPOINT_CHANGED] = g_signal_new ("endpoint-changed", HKK_TYPE_DEMO_HOST, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hkk_demo_host_init (HkkDemoHost *self)
{
  self->persons = g_array_new (TRUE, TRUE, sizeof (HkkDemoPerson));
  g_array_set_clear_func (self->persons, clear_person);
}

/**
 * hkk_demo_host_new:
 * @state_dir: (nullable): where the demo's state is kept; %NULL for the person's own
 *
 * Returns: (transfer full): a host that has not started
 */
HkkDemoHost *
hkk_demo_host_new (const char *state_dir)
{
  HkkDemoHost *self = g_object_new (HKK_TYPE_DEMO_HOST, NULL);

  self->state_dir = state_dir != NULL ? g_canonicalize_filename (state_dir, NULL)
                                      : g_build_filename (g_get_user_data_dir (), "meine-hkk", "demo", NULL);
  self->host = hkk_mock_host_new (self->state_dir);
  g_signal_connect_object (self->host, "notify::endpoint", G_CALLBACK (on_endpoint), self, G_CONNECT_SWAPPED);
  load_persons (self);
  return self;
}

/**
 * hkk_demo_host_get_url:
 *
 * Returns: (nullable): where the backend listens, on this computer only; %NULL before it has started
 */
const char *
hkk_demo_host_get_url (HkkDemoHost *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_HOST (self), NULL);

  return hkk_mock_host_get_endpoint (self->host);
}

/**
 * hkk_demo_host_get_certificate:
 *
 * Returns: (nullable): the only certificate to trust, PEM
 */
const char *
hkk_demo_host_get_certificate (HkkDemoHost *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_HOST (self), NULL);

  return hkk_mock_host_get_certificate (self->host);
}

/**
 * hkk_demo_host_get_persons:
 *
 * Returns: (transfer none): who can sign in, up to one without a name; lives as long as the host
 */
const HkkDemoPerson *
hkk_demo_host_get_persons (HkkDemoHost *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_HOST (self), NULL);

  return (const HkkDemoPerson *) self->persons->data;
}

/**
 * hkk_demo_host_start_async:
 * @cancellable: (nullable): ends the waiting only
 * @callback: called when there is an endpoint
 *
 * Serves the state directory, or attaches to the process that does. What @callback gets as its source is the mock's.
 */
void
hkk_demo_host_start_async (HkkDemoHost         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (HKK_IS_DEMO_HOST (self));

  hkk_mock_host_start_async (self->host, cancellable, callback, data);
}

/**
 * hkk_demo_host_start_finish:
 * @error: why the demo cannot run
 *
 * Returns: whether there is an endpoint
 */
gboolean
hkk_demo_host_start_finish (HkkDemoHost   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (HKK_IS_DEMO_HOST (self), FALSE);

  return hkk_mock_host_start_finish (self->host, result, error);
}

/**
 * hkk_demo_host_stop_async:
 * @callback: called when nothing of it runs any more
 *
 * Stops serving; an attached phone takes over.
 */
void
hkk_demo_host_stop_async (HkkDemoHost         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (HKK_IS_DEMO_HOST (self));

  hkk_mock_host_stop_async (self->host, callback, data);
}

/**
 * hkk_demo_host_stop_finish:
 *
 * Takes the end of hkk_demo_host_stop_async().
 */
void
hkk_demo_host_stop_finish (HkkDemoHost  *self,
                           GAsyncResult *result)
{
  g_return_if_fail (HKK_IS_DEMO_HOST (self));

  hkk_mock_host_stop_finish (self->host, result);
}

/**
 * hkk_demo_host_reset_async:
 * @cancellable: (nullable): ends the waiting only
 * @callback: called when it is done
 *
 * Starts the demo afresh: every invented thing is as at its first start.
 */
void
hkk_demo_host_reset_async (HkkDemoHost         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (HKK_IS_DEMO_HOST (self));

  hkk_mock_reset_async (self->state_dir, cancellable, callback, data);
}

/**
 * hkk_demo_host_reset_finish:
 * @error: what went wrong
 *
 * Returns: whether the demo is as at its first start
 */
gboolean
hkk_demo_host_reset_finish (HkkDemoHost   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (HKK_IS_DEMO_HOST (self), FALSE);

  return hkk_mock_reset_finish (result, error);
}

/* Beside our own binary first, so that an uninstalled build starts its own phone. */
static char *
find_phone (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = dir != NULL ? g_build_filename (dir, PHONE_PROGRAM, NULL) : NULL;
  g_autofree char *build = dir != NULL ? g_build_filename (dir, "..", "phone", PHONE_PROGRAM, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  if (build != NULL && g_file_test (build, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&build);
  return g_find_program_in_path (PHONE_PROGRAM);
}

static void
add_option (GPtrArray  *arguments,
            const char *name,
            const char *value)
{
  if (value == NULL)
    return;
  g_ptr_array_add (arguments, (gpointer) name);
  g_ptr_array_add (arguments, (gpointer) value);
}

static gboolean
is_somebodys (HkkDemoHost *self,
              const char  *profile)
{
  g_autofree char *folder = profile != NULL ? g_strconcat ("phone-", profile, NULL) : g_strdup ("phone");
  g_autofree char *binding = g_build_filename (self->state_dir, folder, "device.json", NULL);

  return g_file_test (binding, G_FILE_TEST_EXISTS);
}

/* (transfer full) (nullable): the profile of a phone that is nobody's; NULL: the first one is. */
static char *
find_free_phone (HkkDemoHost *self)
{
  g_autofree char *profile = NULL;

  for (guint i = 2; is_somebodys (self, profile); i++)
    {
      g_free (profile);
      profile = g_strdup_printf ("%u", i);
    }
  return g_steal_pointer (&profile);
}

/**
 * hkk_demo_host_open_phone:
 * @profile: (nullable): which of several phones: "tablet" is a tablet; %NULL for the first
 * @person: (nullable): the name of who is signed in here; "" for somebody who is new, who gets a phone that is nobody's
 * @error: why it does not start
 *
 * Starts the Service-App simulator on the same state directory, for that person. It outlives this program and then
 * serves the demo.
 *
 * Returns: whether it was started
 */
gboolean
hkk_demo_host_open_phone (HkkDemoHost  *self,
                          const char   *profile,
                          const char   *person,
                          GError      **error)
{
  g_autofree char *program = find_phone ();
  g_autofree char *free_phone = g_strcmp0 (person, "") == 0 ? find_free_phone (self) : NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();

  g_return_val_if_fail (HKK_IS_DEMO_HOST (self), FALSE);

  if (program == NULL)
    {
      g_set_error_literal (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT, _("The phone simulator is not installed."));
      return FALSE;
    }
  g_ptr_array_add (arguments, program);
  add_option (arguments, "--demo-state", self->state_dir);
  add_option (arguments, "--profile", free_phone != NULL ? free_phone : profile);
  add_option (arguments, "--person", person);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char * const *) arguments->pdata, G_SUBPROCESS_FLAGS_NONE, error);
  return process != NULL;
}
