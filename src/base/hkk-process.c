/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-process.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* What libadwaita looks up among the texts of the program instead of its own: the button that closes a dialog,
 * and what a screen reader says of a toast. */
static const char * const toolkit_texts[] G_GNUC_UNUSED = {
  /* TRANSLATORS: Button, a verb: closes a dialog */
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
