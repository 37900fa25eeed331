/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "hkk-phone-application.h"
#include "hkk-process.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(HkkPhoneApplication) application = NULL;

  hkk_process_harden ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HKK_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = hkk_phone_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
