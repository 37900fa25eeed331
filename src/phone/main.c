/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-application.h"
#include "hkk-language.h"
#include "hkk-process.h"

static void
open_display (void)
{
  gtk_disable_setlocale ();
  if (gtk_init_check ())
    gtk_widget_set_default_direction (hkk_language_is_right_to_left (g_getenv ("LANGUAGE")) ? GTK_TEXT_DIR_RTL
                                                                                           : GTK_TEXT_DIR_LTR);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(HkkPhoneApplication) application = NULL;

  hkk_process_harden ();
  hkk_language_set_up (argv);
  hkk_process_start_gui (open_display);

  application = hkk_phone_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
