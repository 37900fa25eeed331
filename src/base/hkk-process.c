/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-process.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <hb.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <pango/pango.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "config.h"
#include "hkk-settings.h"

/* What libadwaita looks up among the texts of the program instead of its own: the button that closes a dialog,
 * and what a screen reader says of a toast. */
static const char * const toolkit_texts[] G_GNUC_UNUSED = {
  N_("Close"),
  N_("Close the window"),
  /* TRANSLATORS: read aloud; %s is what a message at the bottom of the window says */
  N_("A toast appeared: %s"),
  /* TRANSLATORS: read aloud; the first %s is what a message at the bottom of the window says, the second its button */
  N_("A toast appeared: %s, has a button: %s"),
};

/**
 * hkk_process_harden:
 *
 * First line of every program: TLS 1.3 only, for this process and not for its children; no file of TLS secrets; new
 * files for the person only; no core dump with personal data. The limit is 1 and not 0, since a pipe as core handler
 * ignores 0; the dumpable flag stays, since the desktop's file chooser needs to read this process's root.
 */
void
hkk_process_harden (void)
{
  struct rlimit core = { 1, 1 };
  GTlsBackend *backend;

  g_unsetenv ("SSLKEYLOGFILE");
  umask (077);
  setrlimit (RLIMIT_CORE, &core);
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3", TRUE);
  backend = g_tls_backend_get_default ();
  /* Kept: the priority is read when the class is made. */
  g_type_class_ref (g_tls_backend_get_server_connection_type (backend));
  g_type_class_ref (g_tls_backend_get_client_connection_type (backend));
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
}

static char *
chosen_language (void)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();

  return settings != NULL ? g_settings_get_string (settings, "language") : g_strdup ("");
}

/* gettext ignores LANGUAGE under C and C.UTF-8, so a chosen language needs any real locale. */
static void
leave_plain_locale (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  if (locale == NULL ||
      (strcmp (locale, "C") != 0 && !g_str_has_prefix (locale, "C.") && strcmp (locale, "POSIX") != 0))
    return;
  if (setlocale (LC_MESSAGES, "de_DE.UTF-8") == NULL)
    setlocale (LC_MESSAGES, "en_US.UTF-8");
}

static char *date_format; /* Owned (nullable) */

/* Before the language is followed: what the person's region has. C and POSIX are nobody's. */
static void
note_date_format (void)
{
  const char *locale = setlocale (LC_TIME, NULL);

  if (locale != NULL && strcmp (locale, "C") != 0 && !g_str_has_prefix (locale, "C.") &&
      strcmp (locale, "POSIX") != 0)
    g_set_str (&date_format, nl_langinfo (D_FMT));
}

/* The calendar's names of days and months come from the locale, not from LANGUAGE; where that locale is missing, they
 * stay. */
static void
follow_with_dates (const char *language)
{
  static const char *locales[] = { "ar_EG.UTF-8", "de_DE.UTF-8", "en_US.UTF-8", "pl_PL.UTF-8", "tr_TR.UTF-8",
                                   "uk_UA.UTF-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    if (strncmp (locales[i], language, 2) == 0)
      setlocale (LC_TIME, locales[i]);
}

/**
 * hkk_process_language:
 *
 * Puts the program's own language setting in place and sets the locale up, before the toolkit does.
 */
void
hkk_process_language (void)
{
  g_autofree char *language = chosen_language ();

  if (*language)
    {
      const char *base_end = strpbrk (language, "_@");
      g_autofree char *base = base_end != NULL ? g_strndup (language, (gsize) (base_end - language)) : NULL;
      g_autofree char *list = base != NULL ? g_strconcat (language, ":", base, NULL) : g_strdup (language);

      g_setenv ("LANGUAGE", list, TRUE);
    }
  setlocale (LC_ALL, "");
  note_date_format ();
  if (*language)
    {
      leave_plain_locale ();
      follow_with_dates (language);
    }
  bindtextdomain (GETTEXT_PACKAGE, HKK_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * hkk_process_get_date_format:
 *
 * Returns: (transfer none) (nullable): how the person's region writes a date in figures, as strftime() has it
 *   ("%d.%m.%Y"); %NULL if the locale is of no region
 */
const char *
hkk_process_get_date_format (void)
{
  return date_format;
}

/**
 * hkk_process_is_right_to_left:
 * @language: (nullable): a language as LANGUAGE has it ("ar", "de@simple"); NULL or "": the locale's
 *
 * Returns: whether it is written from right to left, found out as GTK does, which looks at the locale only
 */
gboolean
hkk_process_is_right_to_left (const char *language)
{
  PangoLanguage *known = language != NULL && *language ? pango_language_from_string (language)
                                                       : pango_language_get_default ();
  int n_scripts = 0;
  const PangoScript *scripts = pango_language_get_scripts (known, &n_scripts);
  guint32 tag = n_scripts > 0 ? g_unicode_script_to_iso15924 ((GUnicodeScript) scripts[0]) : HB_TAG_NONE;

  return hb_script_get_horizontal_direction (hb_script_from_iso15924_tag (tag)) == HB_DIRECTION_RTL;
}

static gboolean
has_gpu (void)
{
  g_autoptr(GDir) dri = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (dri != NULL && (name = g_dir_read_name (dri)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

/**
 * hkk_process_start_gui:
 * @init: opens the display (`adw_init`)
 *
 * Calls @init. Without a GPU the toolkit is kept from probing GL, which costs a fifth of the start and most of the
 * memory, and from handing that choice on to child processes.
 */
void
hkk_process_start_gui (void (*init) (void))
{
  gboolean skip = !has_gpu () && g_getenv ("GDK_DISABLE") == NULL;

  if (skip)
    g_setenv ("GDK_DISABLE", "gl,vulkan", TRUE);
  init ();
  if (skip)
    g_unsetenv ("GDK_DISABLE");
}
