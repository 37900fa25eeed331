/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json.h"
#include "mock-client.h"
#include "server.h"
#include "services.h"

/* Each operation of the contract has its route in the mock, and each route its operation. */

typedef struct
{
  char *method;
  char *path;
  char *scope;
} Operation;

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_free (operation->method);
  g_free (operation->path);
  g_free (operation->scope);
  g_free (operation);
}

/* What follows "INDENT" "KEY: " in a line, NULL if the line is another one. */
static const char *
value_of (const char *line,
          const char *key)
{
  return g_str_has_prefix (line, key) ? line + strlen (key) : NULL;
}

static gboolean
is_method (const char *line)
{
  static const char * const methods[] = { "    get:", "    post:", "    put:", "    patch:", "    delete:", NULL };

  return g_strv_contains (methods, line);
}

/* The contract is written so that lines are enough: path, method, operationId and x-scope stand each on a line of
 * their own, at a fixed depth. */
static GHashTable *
read_contract (void)
{
  GHashTable *operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, operation_free);
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "data", "api", "meine-hkk.openapi.yaml", NULL);
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *method = NULL;
  g_auto(GStrv) lines = NULL;
  Operation *operation = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && !g_str_has_prefix (lines[i], "components:"); i++)
    {
      const char *value;

      if (g_str_has_prefix (lines[i], "  /") && g_str_has_suffix (lines[i], ":"))
        {
          g_free (path);
          path = g_strndup (lines[i] + 2, strlen (lines[i]) - 3);
        }
      else if (is_method (lines[i]))
        {
          g_free (method);
          method = g_ascii_strup (lines[i] + 4, (gssize) strlen (lines[i]) - 5);
        }
      else if ((value = value_of (lines[i], "      operationId: ")) != NULL)
        {
          operation = g_new0 (Operation, 1);
          operation->method = g_strdup (method);
          operation->path = g_strdup (path);
          g_assert_true (g_hash_table_insert (operations, g_strdup (value), operation));
        }
      else if ((value = value_of (lines[i], "      x-scope: ")) != NULL)
        g_set_str (&operation->scope, value);
    }
  return operations;
}

static const char *
scope_name (HkkMockScope scope)
{
  static const char * const names[] = {
    [HKK_MOCK_SCOPE_NONE] = "none", [HKK_MOCK_SCOPE_PORTAL] = "portal", [HKK_MOCK_SCOPE_PHONE] = "phone",
    [HKK_MOCK_SCOPE_SIGNED_IN] = "signed_in", [HKK_MOCK_SCOPE_DEVICE] = "device",
    [HKK_MOCK_SCOPE_ASKER] = "asker",
  };

  return names[scope];
}

static void
test_operations (void)
{
  g_autoptr(GHashTable) operations = read_contract ();
  GHashTableIter iter;
  gpointer name, value;

  g_assert_cmpuint (g_hash_table_size (operations), >, 70);
  g_hash_table_iter_init (&iter, operations);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Operation *operation = value;
      const HkkMockRoute *route = hkk_mock_route_find (hkk_mock_services, name);

      if (route == NULL)
        {
          g_test_message ("%s (%s %s) is in the contract, but not in the mock", (char *) name, operation->method,
                          operation->path);
          g_test_fail ();
          continue;
        }
      g_test_message ("%s", (char *) name);
      g_assert_cmpstr (route->method, ==, operation->method);
      g_assert_cmpstr (route->path, ==, operation->path);
      g_assert_cmpstr (scope_name (route->scope), ==, operation->scope);
    }
}

static void
test_routes (void)
{
  g_autoptr(GHashTable) operations = read_contract ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize s = 0; hkk_mock_services[s] != NULL; s++)
    for (gsize r = 0; r < hkk_mock_services[s]->n_routes; r++)
      {
        const HkkMockRoute *route = &hkk_mock_services[s]->routes[r];

        g_assert_true (g_hash_table_add (seen, (gpointer) route->operation));
        if (g_hash_table_contains (operations, route->operation))
          continue;
        g_test_message ("%s (%s %s) is in the mock, but not in the contract", route->operation, route->method,
                        route->path);
        g_test_fail ();
      }
}

/* What the mock says that it serves is what the contract has. */
static void
test_offer (void)
{
  g_autoptr(GHashTable) operations = read_contract ();
  g_autoptr(MockClient) client = mock_client_new ();
  g_autoptr(MockAnswer) status = mock_call (client, "GET", "/v1/status", NULL, NULL);
  JsonArray *offered = hkk_json_get_array (status->json, "operations");

  g_assert_cmpuint (hkk_json_array_length (offered), ==, g_hash_table_size (operations));
  for (guint i = 0; i < hkk_json_array_length (offered); i++)
    g_assert_true (g_hash_table_remove (operations, hkk_json_array_string (offered, i)));
}

/* A route either answers at once or says first what it is about to do. */
static void
test_shape (void)
{
  for (gsize s = 0; hkk_mock_services[s] != NULL; s++)
    for (gsize r = 0; r < hkk_mock_services[s]->n_routes; r++)
      {
        const HkkMockRoute *route = &hkk_mock_services[s]->routes[r];

        g_test_message ("%s", route->operation);
        g_assert_true ((route->handler != NULL) != (route->prepare != NULL && route->execute != NULL));
        if (g_str_equal (route->method, "GET"))
          g_assert_nonnull (route->handler);
      }
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/contract/operations", test_operations);
  g_test_add_func ("/mock/contract/routes", test_routes);
  g_test_add_func ("/mock/contract/offer", test_offer);
  g_test_add_func ("/mock/contract/shape", test_shape);
  return g_test_run ();
}
