/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hkk-start.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define TLS_PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3"

/* The TLS backend reads the priority once, when its classes are made; a program that we start must not inherit it. */
static void
pin_tls_version (void)
{
  GTlsBackend *backend = NULL;

  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, TRUE);
  backend = g_tls_backend_get_default ();
  if (g_tls_backend_supports_tls (backend))
    {
      g_type_class_ref (g_tls_backend_get_client_connection_type (backend));
      g_type_class_ref (g_tls_backend_get_server_connection_type (backend));
    }
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
}

/**
 * hkk_start_harden:
 *
 * First thing in main(): no traffic secrets in a file, private files, no core dump of secrets, TLS 1.3 only.
 */
void
hkk_start_harden (void)
{
  const struct rlimit one_byte = { 1, 1 };

  g_unsetenv ("SSLKEYLOGFILE");
  umask (077);
  setrlimit (RLIMIT_CORE, &one_byte);
  pin_tls_version ();
}

static char *
chosen_language (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, HKK_APP_ID, TRUE) : NULL;
  g_autoptr(GSettings) settings = schema ? g_settings_new_full (schema, NULL, NULL) : NULL;

  return settings ? g_settings_get_string (settings, "language") : g_strdup ("");
}

/**
 * hkk_start_direction_of:
 * @language: a language as LANGUAGE has it ("ar", "de@simple")
 *
 * Returns: the direction of its script; GTK itself looks at the locale only
 */
GtkTextDirection
hkk_start_direction_of (const char *language)
{
  static const char *right_to_left[] = { "ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb" };
  gsize length = strcspn (language, "_.@:");

  for (gsize i = 0; i < G_N_ELEMENTS (right_to_left); i++)
    if (strlen (right_to_left[i]) == length && strncmp (language, right_to_left[i], length) == 0)
      return GTK_TEXT_DIR_RTL;
  return GTK_TEXT_DIR_LTR;
}

/* gettext ignores LANGUAGE under C and C.UTF-8, so a chosen language needs any real locale. */
static void
leave_plain_locale (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  if (!locale || (strcmp (locale, "C") != 0 && !g_str_has_prefix (locale, "C.") && strcmp (locale, "POSIX") != 0))
    return;
  if (!setlocale (LC_MESSAGES, "de_DE.UTF-8"))
    setlocale (LC_MESSAGES, "en_US.UTF-8");
}

/**
 * hkk_start_language:
 *
 * Puts the program's own language setting in place and sets the locale up.
 */
void
hkk_start_language (void)
{
  g_autofree char *language = chosen_language ();

  if (*language)
    {
      const char *base_end = strpbrk (language, "_@");
      g_autofree char *base = base_end ? g_strndup (language, (gsize) (base_end - language)) : NULL;
      g_autofree char *list = base ? g_strconcat (language, ":", base, NULL) : g_strdup (language);

      g_setenv ("LANGUAGE", list, TRUE);
    }
  setlocale (LC_ALL, "");
  if (*language)
    leave_plain_locale ();
  gtk_disable_setlocale ();
  bindtextdomain (GETTEXT_PACKAGE, HKK_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static gboolean
has_gpu (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

/**
 * hkk_start_display:
 *
 * Opens the display. Without a GPU, GL and Vulkan are not even probed: that costs more time and memory than the program.
 */
void
hkk_start_display (void)
{
  const char *language = g_getenv ("LANGUAGE");
  gboolean gpu = has_gpu () || g_getenv ("GDK_DISABLE") != NULL;

  if (!gpu)
    g_setenv ("GDK_DISABLE", "gl,vulkan", TRUE);
  if (gtk_init_check () && language && *language)
    gtk_widget_set_default_direction (hkk_start_direction_of (language));
  if (!gpu)
    g_unsetenv ("GDK_DISABLE");
}
