/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "target.h"

#include <string.h>

#define SCHEME "https://"
/* What RFC 3986 lets stand for itself in a path, without ";": readers disagree about what comes after it. */
#define PATH_MARKS "-._~!$&'()*+,=:@/"
#define QUERY_MARKS PATH_MARKS ";?"
/* Whoever decodes these early sees another path. */
#define HIDDEN_MARKS "/\\"

static int
decoded (const char *text)
{
  int high = g_ascii_xdigit_value (text[1]);
  int low = high >= 0 ? g_ascii_xdigit_value (text[2]) : -1;

  return low >= 0 ? high * 16 + low : -1;
}

/* Whether BYTE may be written as %XX in a path: it needs to be, and hides nothing. */
static gboolean
is_legally_encoded (int byte)
{
  return byte >= ' ' && byte != 0x7f && !g_ascii_isalnum ((char) byte) && strchr ("-._~" HIDDEN_MARKS, byte) == NULL;
}

static gboolean
is_spelled_well (const char *text,
                 const char *end,
                 const char *marks,
                 gboolean    strict)
{
  while (text < end)
    {
      int byte = *text == '%' ? decoded (text) : 0;

      if (*text == '%' ? byte < 0 || (strict && !is_legally_encoded (byte))
                       : !g_ascii_isalnum (*text) && strchr (marks, *text) == NULL)
        return FALSE;
      text += *text == '%' ? 3 : 1;
    }
  return TRUE;
}

/* Whether what QUERY spells is text: a null byte would end it before its end. */
static gboolean
is_text (const char *query)
{
  g_autofree char *text = g_uri_unescape_string (query, NULL);

  return text != NULL && g_utf8_validate (text, -1, NULL);
}

/* Whether HOST can stand in an address. */
static gboolean
is_host (const char *host)
{
  g_autofree char *address = g_strconcat (SCHEME, host, "/", NULL);

  return g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL);
}

/* An empty one in the middle, "." or "..". */
static gboolean
has_odd_segment (const char *path,
                 const char *end)
{
  const char *segment = path + 1;

  while (segment <= end)
    {
      const char *slash = memchr (segment, '/', (gsize) (end - segment));
      gsize length = (gsize) ((slash != NULL ? slash : end) - segment);

      if ((length == 0 && slash != NULL) || (length <= 2 && length > 0 && memcmp (segment, "..", length) == 0))
        return TRUE;
      segment = slash != NULL ? slash + 1 : end + 1;
    }
  return FALSE;
}

/* RFC 9112, 3.2.2: the absolute form names the host once more. */
static const char *
skip_authority (const char *target,
                const char *host)
{
  gsize length = host != NULL ? strlen (host) : 0;

  target += strlen (SCHEME);
  if (length == 0 || g_ascii_strncasecmp (target, host, length) != 0 || strchr ("/?", target[length]) == NULL)
    return NULL;
  return target + length;
}

/**
 * hkk_mock_target_read:
 * @host: (nullable): the value of the header Host
 * @code: (out): the problem of the contract, if it is refused
 *
 * Returns: (transfer full) (nullable): path and query
 */
char *
hkk_mock_target_read (const char  *method,
                      const char  *target,
                      const char  *host,
                      const char **code)
{
  const char *path = target;
  const char *end;

  *code = "invalid_request";
  if (strcmp (target, "*") == 0 && strcmp (method, "OPTIONS") == 0)
    *code = "not_found";
  if (g_ascii_strncasecmp (target, SCHEME, strlen (SCHEME)) == 0)
    path = skip_authority (target, host);
  if (path == NULL || (*path != '/' && (path == target || *path != '\0')) || (host != NULL && !is_host (host)))
    return NULL;
  end = path + strcspn (path, "?");
  if (!is_spelled_well (path, end, PATH_MARKS, TRUE) || has_odd_segment (path, end) ||
      (*end == '?' && (!is_spelled_well (end + 1, end + strlen (end), QUERY_MARKS, FALSE) || !is_text (end + 1))))
    return NULL;
  *code = NULL;
  return g_strconcat (*path == '\0' ? "/" : "", path, NULL);
}
