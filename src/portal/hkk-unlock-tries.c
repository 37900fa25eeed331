/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-unlock-tries.h"

#include <glib/gstdio.h>

#include "hkk-sealed-file.h"

#define GROUP "tries"
#define MAX_REFUSED 3
#define REFUSED_SECONDS (15 * 60)

typedef struct
{
  guint  wrong;       /* that this computer found wrong, or was checking when it was ended */
  guint  refused;     /* … that the portal found wrong */
  gint64 refused_at;  /* seconds of the wall clock: the last of them */
} Tries;

static Tries
read_tries (const char *path,
            const char *profile)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *whose = NULL;
  Tries tries = { 0 };
  gint64 age;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return tries;
  whose = g_key_file_get_string (file, GROUP, "profile", NULL);
  if (g_strcmp0 (whose, profile) != 0)
    return tries;
  tries.wrong = (guint) CLAMP (g_key_file_get_integer (file, GROUP, "wrong", NULL), 0, HKK_UNLOCK_TRIES);
  tries.refused = (guint) CLAMP (g_key_file_get_integer (file, GROUP, "refused", NULL), 0, MAX_REFUSED);
  tries.refused_at = g_key_file_get_int64 (file, GROUP, "refused_at", NULL);
  age = g_get_real_time () / G_USEC_PER_SEC - tries.refused_at;
  /* A clock that was set back keeps nobody waiting for longer than that. */
  if (age < 0 || age >= REFUSED_SECONDS)
    tries.refused = 0;
  return tries;
}

static gboolean
write_tries (const char  *path,
             const char  *profile,
             const Tries *tries)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "profile", profile);
  g_key_file_set_integer (file, GROUP, "wrong", (int) tries->wrong);
  g_key_file_set_integer (file, GROUP, "refused", (int) tries->refused);
  g_key_file_set_int64 (file, GROUP, "refused_at", tries->refused_at);
  text = g_key_file_to_data (file, &length, NULL);
  if (!hkk_write_private (path, text, length, &error))
    g_debug ("%s", error->message);
  return error == NULL;
}

/**
 * hkk_unlock_tries_get_left:
 *
 * Returns: how many passwords this computer still checks
 */
guint
hkk_unlock_tries_get_left (const char *path,
                           const char *profile)
{
  return HKK_UNLOCK_TRIES - read_tries (path, profile).wrong;
}

/**
 * hkk_unlock_tries_take:
 * @left: (out): how many there are after this one
 *
 * Counts a try before it is made: whoever ends the program in the middle has used it up.
 *
 * Returns: %FALSE when none is left, or when it cannot be counted
 */
gboolean
hkk_unlock_tries_take (const char *path,
                       const char *profile,
                       guint      *left)
{
  Tries tries = read_tries (path, profile);

  *left = 0;
  if (tries.wrong >= HKK_UNLOCK_TRIES)
    return FALSE;
  tries.wrong++;
  *left = HKK_UNLOCK_TRIES - tries.wrong;
  return write_tries (path, profile, &tries);
}

/**
 * hkk_unlock_tries_give_back:
 *
 * The password was right: this computer checks five again. What the portal has counted stays.
 */
void
hkk_unlock_tries_give_back (const char *path,
                            const char *profile)
{
  Tries tries = read_tries (path, profile);

  tries.wrong = 0;
  write_tries (path, profile, &tries);
}

/**
 * hkk_unlock_tries_get_wait:
 *
 * Returns: seconds until the portal may be asked again; 0: now
 */
guint
hkk_unlock_tries_get_wait (const char *path,
                           const char *profile)
{
  Tries tries = read_tries (path, profile);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return tries.refused >= MAX_REFUSED ? (guint) (tries.refused_at + REFUSED_SECONDS - now) : 0;
}

/**
 * hkk_unlock_tries_note_refused:
 *
 * The portal found a password wrong.
 */
void
hkk_unlock_tries_note_refused (const char *path,
                               const char *profile)
{
  Tries tries = read_tries (path, profile);

  tries.refused++;
  tries.refused_at = g_get_real_time () / G_USEC_PER_SEC;
  write_tries (path, profile, &tries);
}

/**
 * hkk_unlock_tries_reset:
 *
 * The portal found a password right.
 */
void
hkk_unlock_tries_reset (const char *path)
{
  g_unlink (path);
}
