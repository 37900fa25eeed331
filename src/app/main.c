/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hkk-application.h"

#include "hkk-start.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(HkkApplication) application = NULL;

  hkk_start_harden ();
  hkk_start_language ();
  hkk_start_display ();

  application = hkk_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
