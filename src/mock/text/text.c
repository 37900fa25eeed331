/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <libsoup/soup.h>
#include <string.h>

#include "mo-file.h"

#define FOLDER "/de/hkk/MeineHkk/mock"

/* BCP 47 tag (interned) → HkkMockMoFile; made once, read from any thread. */
static GHashTable *catalogues;

/* "de@simple" → "de-simple", "pt_BR" → "pt-BR". */
static const char *
tag_of_locale (const char *locale)
{
  g_autofree char *tag = g_strdup (locale);

  g_strdelimit (tag, "_@", '-');
  return g_intern_string (tag);
}

static gpointer
load_catalogues (gpointer data)
{
  g_auto(GStrv) names = g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  catalogues = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER "/", names[i], NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *locale = NULL;
      HkkMockMoFile *catalogue;

      if (!g_str_has_suffix (names[i], ".mo"))
        continue;
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      catalogue = bytes != NULL ? hkk_mock_mo_file_new (bytes, &error) : NULL;
      locale = g_strndup (names[i], strlen (names[i]) - strlen (".mo"));
      if (catalogue != NULL)
        g_hash_table_insert (catalogues, (gpointer) tag_of_locale (locale), catalogue);
      else
        g_warning ("The message catalogue %s cannot be used: %s", names[i], error != NULL ? error->message : "missing");
    }
  return NULL;
}

static HkkMockMoFile *
catalogue_for (const char *language)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, load_catalogues, NULL);
  return language != NULL ? g_hash_table_lookup (catalogues, language) : NULL;
}

/* The tag itself, then without its last subtag: de-simple falls back to de. */
static const char *
lookup (const char *language,
        const char *msgid)
{
  g_autofree char *tag = g_strdup (language);

  while (tag != NULL && *tag != '\0')
    {
      HkkMockMoFile *catalogue = catalogue_for (tag);
      const char *text = NULL;
      char *dash;

      if (catalogue != NULL)
        text = hkk_mock_mo_file_lookup (catalogue, msgid);
      if (text != NULL)
        return text;
      dash = strrchr (tag, '-');
      if (dash == NULL)
        break;
      *dash = '\0';
    }
  return NULL;
}

/**
 * hkk_mock_text_in:
 * @language: (nullable): a BCP 47 tag
 * @msgid: the English text, marked with N_()
 *
 * Returns: (transfer none): the text in @language, or @msgid
 */
const char *
hkk_mock_text_in (const char *language,
                  const char *msgid)
{
  const char *text = lookup (language, msgid);

  return text != NULL ? text : msgid;
}

static const char *
match_tag (const char *tag)
{
  GHashTableIter iter;
  gpointer known;
  const char *dash = strchr (tag, '-');
  g_autofree char *base = dash != NULL ? g_strndup (tag, (gsize) (dash - tag)) : NULL;

  if (g_ascii_strcasecmp (tag, "en") == 0 || (base != NULL && g_ascii_strcasecmp (base, "en") == 0))
    return g_intern_static_string ("en");
  catalogue_for (NULL);
  g_hash_table_iter_init (&iter, catalogues);
  while (g_hash_table_iter_next (&iter, &known, NULL))
    if (g_ascii_strcasecmp (known, tag) == 0)
      return known;
  return base != NULL ? match_tag (base) : NULL;
}

/**
 * hkk_mock_text_negotiate:
 * @accept_language: (nullable): an Accept-Language header (RFC 9110, 12.5.4)
 *
 * Returns: (transfer none): an interned tag that there are texts for; "en" when nothing fits
 */
const char *
hkk_mock_text_negotiate (const char *accept_language)
{
  GSList *tags = accept_language != NULL ? soup_header_parse_quality_list (accept_language, NULL) : NULL;
  const char *best = NULL;

  for (GSList *l = tags; l != NULL && best == NULL; l = l->next)
    best = match_tag (l->data);
  soup_header_free_list (tags);
  return best != NULL ? best : g_intern_static_string ("en");
}
