/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-private.h"

#include <string.h>

/**
 * hkk_mock_router_new:
 * @services: (array zero-terminated=1): services
 *
 * Returns: (transfer full) (element-type HkkMockRoute): the routes of all of them
 */
GPtrArray *
hkk_mock_router_new (const HkkMockService * const *services)
{
  GPtrArray *router = g_ptr_array_new ();

  for (gsize s = 0; services[s] != NULL; s++)
    for (gsize r = 0; r < services[s]->n_routes; r++)
      g_ptr_array_add (router, (gpointer) &services[s]->routes[r]);
  return router;
}

/**
 * hkk_mock_route_find:
 * @services: (array zero-terminated=1): services
 * @operation: an operation id of the contract
 *
 * Returns: (transfer none) (nullable): its route
 */
const HkkMockRoute *
hkk_mock_route_find (const HkkMockService * const *services,
                     const char                   *operation)
{
  for (gsize s = 0; services[s] != NULL; s++)
    for (gsize r = 0; r < services[s]->n_routes; r++)
      if (g_str_equal (services[s]->routes[r].operation, operation))
        return &services[s]->routes[r];
  return NULL;
}

/* Segment by segment: "{…}" stands for any text that is not empty. */
static gboolean
path_matches (const char *pattern,
              const char *path)
{
  while (*pattern != '\0' && *path != '\0')
    if (*pattern == '{' && *path != '/')
      {
        pattern += strcspn (pattern, "/");
        path += strcspn (path, "/");
      }
    else if (*pattern++ != *path++)
      return FALSE;
  return *pattern == *path;
}

/**
 * hkk_mock_route_params:
 * @self: a route
 * @path: a path that is its, percent-encoded
 *
 * Returns: (transfer full) (nullable): the values of its {…}; %NULL if @path is not of this route, or a segment is not
 *   valid percent-encoding of UTF-8 or hides a slash
 */
GStrv
hkk_mock_route_params (const HkkMockRoute *self,
                       const char         *path)
{
  g_autoptr(GStrvBuilder) params = g_strv_builder_new ();
  g_auto(GStrv) names = g_strsplit (self->path, "/", -1);
  g_auto(GStrv) segments = g_strsplit (path, "/", -1);

  if (!path_matches (self->path, path))
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *value;

      if (names[i][0] != '{')
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
is_literal (const HkkMockRoute *route)
{
  return strchr (route->path, '{') == NULL;
}

static char *
methods_of (GPtrArray  *router,
            const char *path)
{
  GString *methods = g_string_new (NULL);

  for (guint i = 0; i < router->len; i++)
    {
      const HkkMockRoute *route = router->pdata[i];

      if (path_matches (route->path, path))
        g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", route->method);
    }
  return g_string_free (methods, methods->len == 0);
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
hkk_mock_router_match (GPtrArray  *router,
                       const char *method,
                       const char *path,
                       GStrv      *params,
                       char      **allow)
{
  const HkkMockRoute *found = NULL;

  *params = NULL;
  *allow = NULL;
  for (guint i = 0; i < router->len && (found == NULL || !is_literal (found)); i++)
    {
      const HkkMockRoute *route = router->pdata[i];

      if (strcmp (route->method, method) == 0 && path_matches (route->path, path) &&
          (found == NULL || is_literal (route)))
        found = route;
    }
  if (found != NULL)
    *params = hkk_mock_route_params (found, path);
  else
    *allow = methods_of (router, path);
  return *params != NULL ? found : NULL;
}
