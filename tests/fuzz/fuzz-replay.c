/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "fuzz.h"

/* Beside each file as it is: cut at every byte, and with every byte damaged, so that a small corpus reaches far. */
static void
replay (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i <= length; i++)
    {
      g_autofree uint8_t *copy = g_memdup2 (text, i);

      LLVMFuzzerTestOneInput (copy, i);
    }
  for (gsize i = 0; i < length; i++)
    {
      char original = text[i];

      text[i] = (char) (original ^ (1 << (i % 8)));
      LLVMFuzzerTestOneInput ((const uint8_t *) text, length);
      text[i] = original;
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GError) error = NULL;
  const char *name;
  guint count = 0;

  g_assert (argc == 2);
  dir = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      replay (path);
      count++;
    }
  g_print ("%u files replayed\n", count);
  return count > 0 ? 0 : 1;
}
