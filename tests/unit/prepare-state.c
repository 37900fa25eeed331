/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-process.h"
#include "mock-state.h"

/* prepare-state FOLDER: the state from which a scenario's backend starts. */
int
main (int    argc,
      char **argv)
{
  hkk_process_harden ();
  if (argc != 2)
    {
      g_printerr ("usage: prepare-state FOLDER\n");
      return 2;
    }
  mock_state_prepare (argv[1]);
  return 0;
}
