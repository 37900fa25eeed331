/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-hint.h"

#include <glib/gstdio.h>

#include "hkk-sealed-file.h"

#define GROUP "session"

struct _HkkPortalHint
{
  char      *path;
  char      *profile; /* (nullable): whose sign-in stays */
  gboolean   locked;
  GPtrArray *leaving; /* Owned: profiles whose secrets the keyring may still have, though nobody needs them */
};

static void
save (HkkPortalHint *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (self->profile == NULL && self->leaving->len == 0)
    {
      g_unlink (self->path);
      return;
    }
  if (self->profile != NULL)
    g_key_file_set_string (file, GROUP, "profile", self->profile);
  g_key_file_set_boolean (file, GROUP, "stay", self->profile != NULL);
  g_key_file_set_boolean (file, GROUP, "locked", self->locked);
  g_key_file_set_string_list (file, GROUP, "leaving", (const char * const *) self->leaving->pdata, self->leaving->len);
  text = g_key_file_to_data (file, &length, NULL);
  /* Without it the next start begins with the sign-in page, no more. */
  if (!hkk_write_private (self->path, text, length, &error))
    g_debug ("%s", error->message);
}

static void
add_leaving (HkkPortalHint *self,
             const char    *profile)
{
  if (!g_ptr_array_find_with_equal_func (self->leaving, profile, g_str_equal, NULL))
    g_ptr_array_add (self->leaving, g_strdup (profile));
}

static gboolean
remove_leaving (HkkPortalHint *self,
                const char    *profile)
{
  guint i;

  if (!g_ptr_array_find_with_equal_func (self->leaving, profile, g_str_equal, &i))
    return FALSE;
  g_ptr_array_remove_index (self->leaving, i);
  return TRUE;
}

/**
 * hkk_portal_hint_new:
 * @path: the file; it need not exist
 */
HkkPortalHint *
hkk_portal_hint_new (const char *path)
{
  HkkPortalHint *self = g_new0 (HkkPortalHint, 1);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_auto(GStrv) leaving = NULL;
  g_autofree char *profile = NULL;

  self->path = g_strdup (path);
  self->leaving = g_ptr_array_new_with_free_func (g_free);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return self;
  leaving = g_key_file_get_string_list (file, GROUP, "leaving", NULL, NULL);
  for (char **id = leaving; id != NULL && *id != NULL; id++)
    add_leaving (self, *id);
  profile = g_key_file_get_string (file, GROUP, "profile", NULL);
  self->locked = g_key_file_get_boolean (file, GROUP, "locked", NULL);
  if (profile != NULL && g_key_file_get_boolean (file, GROUP, "stay", NULL))
    self->profile = g_steal_pointer (&profile);
  else if (profile != NULL)
    add_leaving (self, profile);
  return self;
}

void
hkk_portal_hint_free (HkkPortalHint *self)
{
  g_free (self->path);
  g_free (self->profile);
  g_ptr_array_unref (self->leaving);
  g_free (self);
}

/**
 * hkk_portal_hint_get_profile:
 *
 * Returns: (nullable): whose sign-in the keyring is to be asked for
 */
const char *
hkk_portal_hint_get_profile (HkkPortalHint *self)
{
  return self->profile;
}

/**
 * hkk_portal_hint_set_profile:
 * @profile: whose sign-in is in the keyring now. The secrets of whoever it was before are to leave it.
 */
void
hkk_portal_hint_set_profile (HkkPortalHint *self,
                             const char    *profile)
{
  g_autofree char *before = NULL;

  if (g_strcmp0 (self->profile, profile) == 0)
    return;
  before = g_steal_pointer (&self->profile);
  if (before != NULL)
    add_leaving (self, before);
  self->profile = g_strdup (profile);
  self->locked = FALSE;
  remove_leaving (self, profile);
  save (self);
}

/**
 * hkk_portal_hint_leave:
 * @profile: whose secrets are to leave the keyring
 */
void
hkk_portal_hint_leave (HkkPortalHint *self,
                       const char    *profile)
{
  add_leaving (self, profile);
  if (g_strcmp0 (self->profile, profile) == 0)
    {
      g_clear_pointer (&self->profile, g_free);
      self->locked = FALSE;
    }
  save (self);
}

/**
 * hkk_portal_hint_get_locked:
 *
 * Returns: whether the window was locked, so that the next start is no way around the password
 */
gboolean
hkk_portal_hint_get_locked (HkkPortalHint *self)
{
  return self->locked;
}

void
hkk_portal_hint_set_locked (HkkPortalHint *self,
                            gboolean       locked)
{
  if (self->locked == locked)
    return;
  self->locked = locked;
  save (self);
}

/**
 * hkk_portal_hint_dup_leaving:
 *
 * Returns: (transfer full): whose secrets are to be removed from the keyring
 */
char **
hkk_portal_hint_dup_leaving (HkkPortalHint *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->leaving->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->leaving, i));
  return g_strv_builder_end (builder);
}

/**
 * hkk_portal_hint_set_gone:
 * @profile: whose secrets the keyring has no more
 */
void
hkk_portal_hint_set_gone (HkkPortalHint *self,
                          const char    *profile)
{
  if (remove_leaving (self, profile))
    save (self);
}
