/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-base-url.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "hkk-portal-error.h"

/* NULL if it can be used, else what is wrong with it. */
static const char *
why_not (GUri *uri)
{
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https"))
    return _("It must begin with “https://”.");
  if (g_uri_get_userinfo (uri) != NULL)
    return _("It must not hold a user name or a password.");
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return _("It must not hold “?” or “#”.");
  if (g_uri_get_host (uri) == NULL || !*g_uri_get_host (uri))
    return _("It must name a server.");
  return NULL;
}

/* One spelling for one server. */
static char *
plain_host (GUri *uri)
{
  g_autofree char *ascii = g_hostname_to_ascii (g_uri_get_host (uri));
  char *host = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  if (host != NULL && g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  return host;
}

static int
plain_port (GUri *uri)
{
  return g_uri_get_port (uri) == 443 ? -1 : g_uri_get_port (uri);
}

/* (nullable): without an error when it cannot be used, for a reason that WHY names. */
static char *
normalize (const char  *text,
           const char **why)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr(GUri) uri = g_uri_parse (stripped, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;

  *why = why_not (uri);
  if (*why != NULL)
    return NULL;
  host = plain_host (uri);
  if (host == NULL || !*host || g_uri_get_port (uri) == 0)
    {
      *why = _("It must name a server.");
      return NULL;
    }
  path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return g_uri_join (G_URI_FLAGS_ENCODED_PATH, "https", NULL, host, plain_port (uri), path, NULL, NULL);
}

/**
 * hkk_base_url_normalize:
 * @text: an address as a person or a setting gives it
 *
 * One spelling for one address: case, the port 443, a dot or slashes at the end and the letters of other scripts do not
 * count. It may have a path, below which the portal's routes are.
 *
 * Returns: (transfer full) (nullable): the address, without a slash at its end
 */
char *
hkk_base_url_normalize (const char  *text,
                        GError     **error)
{
  const char *why = NULL;
  g_autofree char *url = NULL;
  g_autofree char *sentence = NULL;
  gboolean secret = strchr (text, '@') != NULL;

  url = normalize (text, &why);
  if (url != NULL)
    return g_steal_pointer (&url);
  /* What may be a password is shown nowhere. */
  if (secret)
    /* TRANSLATORS: %s is a sentence that says what is wrong with the address */
    sentence = g_strdup_printf (_("The address of the portal cannot be used. %s"), why);
  else
    /* TRANSLATORS: %1$s is an address such as “http://example.org”; %2$s is a sentence that says what is wrong */
    sentence = g_strdup_printf (_("“%1$s” cannot be used as the address of the portal. %2$s"), text, why);
  g_propagate_error (error, hkk_portal_error_new (HKK_PORTAL_ERROR_ADDRESS, sentence));
  return NULL;
}

/**
 * hkk_base_url_same_place:
 * @a: an address
 * @b: another one
 *
 * Returns: whether both lead to the same port of the same server, whatever their spelling and their path
 */
gboolean
hkk_base_url_same_place (const char *a,
                         const char *b)
{
  const char *why = NULL;
  g_autofree char *first = normalize (a, &why);
  g_autofree char *second = normalize (b, &why);
  g_autoptr(GUri) one = first != NULL ? g_uri_parse (first, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autoptr(GUri) other = second != NULL ? g_uri_parse (second, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return one != NULL && other != NULL && g_str_equal (g_uri_get_host (one), g_uri_get_host (other)) &&
         g_uri_get_port (one) == g_uri_get_port (other);
}
