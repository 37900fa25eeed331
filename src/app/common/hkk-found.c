/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-found.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"

/* A word is typed to its end before anything is said, in milliseconds. */
#define PAUSE 500

struct _HkkFound
{
  GtkWidget *widget; /* Borrowed: owns this */
  char      *text;   /* Owned: what was looked for last */
  guint      n;
  guint      source;
};

static void
on_pause (gpointer data)
{
  HkkFound *self = data;
  /* TRANSLATORS: how many things were found */
  g_autofree char *count = g_strdup_printf (ngettext ("%u hit", "%u hits", self->n), self->n);

  self->source = 0;
  hkk_announce (self->widget, self->n > 0 ? count : _("Nothing found"));
}

/**
 * hkk_found_new:
 * @widget: what it is said from; frees this before it is gone
 *
 * Returns: (transfer full): nothing is said yet
 */
HkkFound *
hkk_found_new (GtkWidget *widget)
{
  HkkFound *self = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_new0 (HkkFound, 1);
  self->widget = widget;
  self->text = g_strdup ("");
  return self;
}

/**
 * hkk_found_free:
 *
 * Nothing is said any more.
 */
void
hkk_found_free (HkkFound *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self->text);
  g_free (self);
}

/**
 * hkk_found_say:
 * @text: what is looked for; of nothing, nothing is said
 * @n: how many there are
 *
 * The same result is said once, however often it is shown anew.
 */
void
hkk_found_say (HkkFound   *self,
               const char *text,
               guint       n)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->text, text) && self->n == n)
    return;
  self->n = n;
  g_clear_handle_id (&self->source, g_source_remove);
  if (*text != '\0')
    self->source = g_timeout_add_once (PAUSE, on_pause, self);
}
