/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <langinfo.h>
#include <locale.h>

#include "config.h"
#include "hkk-language.h"
#include "test-folder.h"

static void
add_catalogue (const char *folder,
               const char *language)
{
  g_autofree char *home = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (home, GETTEXT_PACKAGE ".mo", NULL);

  g_assert_no_errno (g_mkdir_with_parents (home, 0700));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

/* Whoever has no catalogue gets the insurer's language, not English; who wants English gets it. */
static void
test_choice (void)
{
  static const struct { const char *wishes, *language; } choices[] = {
    { NULL, NULL }, { "", NULL }, { ":", NULL },
    { "de", "de:de" }, { "de_AT", "de_AT:de:de" }, { "de_DE.UTF-8", "de_DE.UTF-8:de_DE:de.UTF-8:de:de" },
    { "tr", "de" }, { "ar_EG.UTF-8", "de" }, { "enm", "de" }, { "../../de", "de" },
    { "pl", "pl:de" }, { "pl_PL", "pl_PL:pl:de" }, { "de@simple", "de@simple:de:de" },
    { "en", "en" }, { "en_GB", "en_GB:en" }, { "en:de", "en" },
    { "tr:pl:de", "pl:de" }, { "tr:en", "en" }, { "tr:uk", "de" },
  };
  g_autofree char *folder = test_make_folder ();

  add_catalogue (folder, "de");
  add_catalogue (folder, "pl");
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *language = hkk_language_choose (choices[i].wishes, folder);

      g_test_message ("%s", choices[i].wishes);
      g_assert_cmpstr (language, ==, choices[i].language);
    }
  test_remove_folder (folder);
}

/* Run with another environment: what is spoken, and whose months there are. */
static void
speak (char **arguments)
{
  hkk_language_set_up (arguments);
  g_print ("%s, %s\n", _("Insurance number"), nl_langinfo (MON_12));
}

static void
test_computer (void)
{
  static const struct { const char *lang, *language, *said; } computers[] = {
    { "de_DE.UTF-8", NULL, "Versichertennummer, Dezember" },
    { "en_US.UTF-8", NULL, "Insurance number, December" },
    { "tr_TR.UTF-8", "xx", "Versichertennummer, Dezember" },
    { "ar_EG.UTF-8", "xx:yy_YY", "Versichertennummer, Dezember" },
    { "xx_XX.UTF-8", NULL, "Versichertennummer, Dezember" }, /* nobody has that locale */
    { "en_US.UTF-8", "xx:de", "Versichertennummer, Dezember" },
    { "de_DE.UTF-8", "en", "Insurance number, December" },
    { "de_DE.UTF-8", "xx", "Versichertennummer, Dezember" },
    { "de_DE.UTF-8", "en:de", "Insurance number, December" },
    { "C.UTF-8", NULL, "Insurance number, December" },
    { "C", "de", "Insurance number, December" },
  };

  if (g_test_subprocess ())
    {
      speak (NULL);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (computers); i++)
    {
      g_auto(GStrv) environment = g_environ_unsetenv (g_get_environ (), "LC_ALL");
      g_autofree char *said = g_strdup_printf ("*%s\n*", computers[i].said);

      environment = g_environ_unsetenv (environment, "LC_TIME");
      environment = g_environ_unsetenv (environment, "LC_MESSAGES");
      environment = g_environ_setenv (environment, "LANG", computers[i].lang, TRUE);
      environment = computers[i].language != NULL
                      ? g_environ_setenv (environment, "LANGUAGE", computers[i].language, TRUE)
                      : g_environ_unsetenv (environment, "LANGUAGE");
      g_test_trap_subprocess_with_envp (NULL, (const char * const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_message ("%s %s", computers[i].lang, computers[i].language);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout (said);
    }
}

/* What is said at the start goes before all else, also where the computer is nobody's. */
static void
test_argument (void)
{
  static char * const lines[][4] = {
    { (char *) "meine-hkk", (char *) "--language=de", NULL },
    { (char *) "meine-hkk", (char *) "--language", (char *) "de", NULL },
    { (char *) "meine-hkk", (char *) "--", (char *) "--language=de", NULL },
    { (char *) "meine-hkk", (char *) "--language", NULL },
  };

  if (g_test_subprocess ())
    {
      speak ((char **) lines[g_ascii_strtoull (g_getenv ("LINE"), NULL, 10)]);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strdup_printf ("%" G_GSIZE_FORMAT, i);
      g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "LINE", line, TRUE);

      environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
      g_test_trap_subprocess_with_envp (NULL, (const char * const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_message ("%s", line);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout (i < 2 ? "*Versichertennummer, Dezember\n*" : "*Insurance number, December\n*");
    }
}

/* What can be chosen is what is installed, each in its own words. */
static void
test_list (void)
{
  const char * const *codes = hkk_language_get_codes ();

  g_assert_cmpstr (codes[0], ==, "");
  g_assert_cmpstr (hkk_language_get_name (""), ==, "Language of the desktop");
  g_assert_cmpstr (codes[1], ==, "en");
  g_assert_cmpstr (hkk_language_get_name ("en"), ==, "English");
  g_assert_true (g_strv_contains (codes, "de"));
  g_assert_cmpstr (hkk_language_get_name ("de"), ==, "Deutsch");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/language/choice", test_choice);
  g_test_add_func ("/forms/language/computer", test_computer);
  g_test_add_func ("/forms/language/argument", test_argument);
  g_test_add_func ("/forms/language/list", test_list);
  return g_test_run ();
}
