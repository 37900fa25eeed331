/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-language.h"

#include <glib/gi18n.h>
#include <hb.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <pango/pango.h>
#include <string.h>

#include "config.h"
#include "hkk-settings.h"
#include "languages.h"

/* The languages that the program was built with: how gettext calls it, what it calls itself, and a locale that has its
 * names of days and months. English needs no catalogue. */
static const struct { const char *code, *name, *locale; } built[] = {
  { "en", "English", "en_US.UTF-8" },
  HKK_LANGUAGES
};

/**
 * hkk_language_is_english:
 * @language: as gettext or BCP 47 calls it: "en_GB", "en-GB"
 *
 * Returns: whether it is English of any kind, which needs no translation
 */
gboolean
hkk_language_is_english (const char *language)
{
  return g_str_has_prefix (language, "en") && !g_ascii_isalpha (language[2]);
}

static gboolean
has_catalogue (const char *language,
               const char *catalogues)
{
  g_autofree char *path = g_build_filename (catalogues, language, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* "de_AT.UTF-8" is spoken where there is a catalogue of "de". */
static gboolean
is_spoken (const char * const *variants,
           const char         *catalogues)
{
  gboolean spoken = FALSE;

  for (gsize i = 0; variants[i] != NULL && !spoken; i++)
    spoken = hkk_language_is_english (variants[i]) || has_catalogue (variants[i], catalogues);
  return spoken;
}

/**
 * hkk_language_choose:
 * @wishes: (nullable): languages as LANGUAGE has them, the dearest first ("tr:fr", "de@simple")
 * @catalogues: the folder with the catalogues of translations
 *
 * The first of the wishes that the program speaks, else the insurer's language. That comes before English, too, where
 * a translation lacks a text: gettext would give the English one. English needs no catalogue, so nothing may follow it.
 *
 * Returns: (transfer full) (nullable): what LANGUAGE is to be; %NULL without a wish
 */
char *
hkk_language_choose (const char *wishes,
                     const char *catalogues)
{
  g_auto(GStrv) wished = g_strsplit (wishes != NULL ? wishes : "", ":", -1);
  gboolean any = FALSE;

  for (gsize i = 0; wished[i] != NULL; i++)
    {
      g_auto(GStrv) variants = g_get_locale_variants (wished[i]);
      g_autofree char *all = g_strjoinv (":", variants);

      any = any || *wished[i];
      if (!*wished[i] || !is_spoken ((const char * const *) variants, catalogues))
        continue;
      if (hkk_language_is_english (wished[i]))
        return g_steal_pointer (&all);
      return g_strconcat (all, ":" HKK_FALLBACK_LANGUAGE, NULL);
    }
  return any ? g_strdup (HKK_FALLBACK_LANGUAGE) : NULL;
}

static gboolean
is_plain (const char *locale)
{
  return locale == NULL || strcmp (locale, "C") == 0 || g_str_has_prefix (locale, "C.") ||
         strcmp (locale, "POSIX") == 0;
}

/* What the computer's owner wants: gettext heeds LANGUAGE only where the locale is somebody's. */
static const char *
wished_by_environment (void)
{
  static const char *variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
  const char *language = g_getenv ("LANGUAGE");
  const char *locale = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (variables) && (locale == NULL || !*locale); i++)
    locale = g_getenv (variables[i]);
  if (locale == NULL || !*locale || is_plain (locale))
    return NULL;
  return language != NULL && *language ? language : locale;
}

/* --language=tr or --language tr: read here, since the locale is set up before a program reads its arguments. */
static const char *
wished_by_arguments (char **arguments)
{
  const char *wished = NULL;

  for (gsize i = 0; arguments != NULL && arguments[i] != NULL && !g_str_equal (arguments[i], "--"); i++)
    {
      const char *rest = arguments[i];

      if (!g_str_has_prefix (rest, "--language"))
        continue;
      rest += strlen ("--language");
      if (*rest == '=')
        wished = rest + 1;
      if (*rest == '\0')
        wished = arguments[i + 1];
    }
  return wished;
}

/* gettext ignores LANGUAGE under C and C.UTF-8, so a language needs any real locale. */
static void
leave_plain_locale (void)
{
  if (is_plain (setlocale (LC_MESSAGES, NULL)) && setlocale (LC_MESSAGES, "de_DE.UTF-8") == NULL)
    setlocale (LC_MESSAGES, "en_US.UTF-8");
}

static char *date_format; /* Owned (nullable) */
static char *region;      /* Owned (nullable) */

/* Before the language is followed: what the person's region has. C and POSIX are nobody's. */
static void
note_region (void)
{
  const char *locale = setlocale (LC_TIME, NULL);

  if (is_plain (locale))
    return;
  g_set_str (&region, locale);
  g_set_str (&date_format, nl_langinfo (D_FMT));
}

/* The calendar's names of days and months come from the locale, not from LANGUAGE: they follow where the locale speaks
 * another language than the texts, and stay where no locale has theirs. */
static void
follow_with_dates (const char *language)
{
  const char *locale = setlocale (LC_TIME, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (built); i++)
    if (strncmp (built[i].locale, language, 2) == 0 && strncmp (built[i].locale, locale, 2) != 0)
      {
        setlocale (LC_TIME, built[i].locale);
        return;
      }
}

/**
 * hkk_language_set_up:
 * @arguments: (nullable): the program's, of which `--language` is read
 *
 * Decides which language the program speaks and sets the locale up, before the toolkit does: what the arguments say,
 * else the person's choice, else what the computer speaks. See hkk_language_choose().
 */
void
hkk_language_set_up (char **arguments)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();
  g_autofree char *chosen = settings != NULL ? g_settings_get_string (settings, "language") : NULL;
  const char *wishes = wished_by_arguments (arguments);
  g_autofree char *language = NULL;

  if (wishes == NULL)
    wishes = chosen != NULL && *chosen ? chosen : wished_by_environment ();
  language = hkk_language_choose (wishes, HKK_LOCALEDIR);
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  setlocale (LC_ALL, "");
  note_region ();
  if (language != NULL)
    {
      leave_plain_locale ();
      follow_with_dates (language);
    }
  bindtextdomain (GETTEXT_PACKAGE, HKK_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * hkk_language_get_date_format:
 *
 * Returns: (transfer none) (nullable): how the person's region writes a date in figures, as strftime() has it
 *   ("%d.%m.%Y"); %NULL if the locale is of no region
 */
const char *
hkk_language_get_date_format (void)
{
  return date_format;
}

/**
 * hkk_language_get_region:
 *
 * Returns: (transfer none) (nullable): the locale of the person's region ("de_CH.UTF-8"), whatever language was chosen;
 *   %NULL if it is of no region
 */
const char *
hkk_language_get_region (void)
{
  return region;
}

/**
 * hkk_language_is_right_to_left:
 * @language: (nullable): languages as LANGUAGE has them ("ar:de", "de@simple"); NULL or "": the locale's
 *
 * Returns: whether the first is written from right to left, found out as GTK does, which looks at the locale only
 */
gboolean
hkk_language_is_right_to_left (const char *language)
{
  g_autofree char *first = g_strdup (language != NULL ? language : "");
  PangoLanguage *known = pango_language_get_default ();
  const PangoScript *scripts;
  int n_scripts = 0;
  guint32 tag;

  first[strcspn (first, ":")] = '\0';
  if (*first)
    known = pango_language_from_string (first);
  scripts = pango_language_get_scripts (known, &n_scripts);
  tag = n_scripts > 0 ? g_unicode_script_to_iso15924 ((GUnicodeScript) scripts[0]) : HB_TAG_NONE;
  return hb_script_get_horizontal_direction (hb_script_from_iso15924_tag (tag)) == HB_DIRECTION_RTL;
}

/**
 * hkk_language_get_codes:
 *
 * Returns: (transfer none): the values of the setting "language" to choose among: "", the computer's language; then
 *   those that are installed
 */
const char * const *
hkk_language_get_codes (void)
{
  static const char *codes[G_N_ELEMENTS (built) + 2] = { "" };
  gsize n = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (built); i++)
    if (hkk_language_is_english (built[i].code) || has_catalogue (built[i].code, HKK_LOCALEDIR))
      codes[n++] = built[i].code;
  codes[n] = NULL;
  return codes;
}

/**
 * hkk_language_get_name:
 * @code: one of hkk_language_get_codes()
 *
 * Returns: (transfer none): what the language calls itself; of "": that it is the computer's, translated
 */
const char *
hkk_language_get_name (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (built); i++)
    if (strcmp (built[i].code, code) == 0)
      return built[i].name;
  /* TRANSLATORS: a choice in a list of languages: that of the computer, whichever that is */
  return _("Language of the desktop");
}
