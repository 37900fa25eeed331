/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-mock-server-private.h"

#include <string.h>

typedef struct
{
  const HkkMockRoute *route;    /* Borrowed */
  GStrv               segments; /* "{…}" stands for any */
  guint               length;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_strfreev (entry->segments);
  g_free (entry);
}

/**
 * hkk_mock_router_new:
 *
 * Returns: (transfer full): the routes of all services
 */
GPtrArray *
hkk_mock_router_new (void)
{
  GPtrArray *router = g_ptr_array_new_with_free_func (entry_free);

  for (gsize s = 0; hkk_mock_services[s] != NULL; s++)
    for (gsize r = 0; r < hkk_mock_services[s]->n_routes; r++)
      {
        Entry *entry = g_new0 (Entry, 1);

        entry->route = &hkk_mock_services[s]->routes[r];
        entry->segments = g_strsplit (entry->route->path, "/", -1);
        entry->length = g_strv_length (entry->segments);
        g_ptr_array_add (router, entry);
      }
  return router;
}

/**
 * hkk_mock_route_find:
 * @operation: an operation id of the contract
 *
 * Returns: (transfer none) (nullable): its route
 */
const HkkMockRoute *
hkk_mock_route_find (const gchar *operation)
{
  for (gsize s = 0; hkk_mock_services[s] != NULL; s++)
    for (gsize r = 0; r < hkk_mock_services[s]->n_routes; r++)
      if (g_str_equal (hkk_mock_services[s]->routes[r].operation, operation))
        return &hkk_mock_services[s]->routes[r];
  return NULL;
}

static gboolean
entry_matches (Entry *entry,
               GStrv  segments,
               guint  length)
{
  if (entry->length != length)
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (entry->segments[i][0] == '{' ? segments[i][0] == '\0' : strcmp (entry->segments[i], segments[i]) != 0)
      return FALSE;
  return TRUE;
}

/* NULL if a segment is not valid percent-encoding of UTF-8, or hides a slash. */
static GStrv
entry_params (Entry *entry,
              GStrv  segments)
{
  g_autoptr(GStrvBuilder) params = g_strv_builder_new ();

  for (guint i = 0; i < entry->length; i++)
    {
      gchar *value;

      if (entry->segments[i][0] != '{')
        continue;
      value = g_uri_unescape_string (segments[i], "/");
      if (value == NULL || !g_utf8_validate (value, -1, NULL))
        {
          g_free (value);
          return NULL;
        }
      g_strv_builder_take (params, value);
    }
  return g_strv_builder_end (params);
}

static gboolean
is_literal (Entry *entry)
{
  return strchr (entry->route->path, '{') == NULL;
}

/**
 * hkk_mock_router_match:
 * @router: a router
 * @method: an HTTP method
 * @path: the path as it came, percent-encoded
 * @params: (out) (nullable): values of the {…}
 * @allow: (out) (nullable): the methods of this path when @method is not among them
 *
 * A literal path goes before one with parameters.
 *
 * Returns: (transfer none) (nullable): the route
 */
const HkkMockRoute *
hkk_mock_router_match (GPtrArray    *router,
                       const gchar  *method,
                       const gchar  *path,
                       GStrv        *params,
                       gchar       **allow)
{
  g_auto(GStrv) segments = g_strsplit (path, "/", 16);
  g_autoptr(GString) methods = g_string_new (NULL);
  guint length = g_strv_length (segments);
  Entry *found = NULL;

  *params = NULL;
  *allow = NULL;
  for (guint i = 0; i < router->len; i++)
    {
      Entry *entry = router->pdata[i];

      if (!entry_matches (entry, segments, length))
        continue;
      if (strcmp (entry->route->method, method) != 0)
        g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", entry->route->method);
      else if (found == NULL || is_literal (entry))
        found = entry;
    }
  if (found != NULL)
    *params = entry_params (found, segments);
  else if (methods->len > 0)
    *allow = g_strdup (methods->str);
  return found != NULL && *params != NULL ? found->route : NULL;
}
