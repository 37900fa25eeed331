/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-access-row.h"

#include <glib/gi18n.h>

#include "hkk-format.h"

struct _HkkAccessRow
{
  AdwBin        parent_instance;

  GtkListItem  *list_item;   /* Borrowed: it owns this row */
  GtkLabel     *what_label;  /* Borrowed */
  GtkLabel     *words_label; /* Borrowed */

  HkkPagedItem *item;        /* Owned (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkAccessRow, hkk_access_row, ADW_TYPE_BIN)

static GtkLabel *
append_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
on_thing (HkkAccessRow *self)
{
  HkkThing *entry = self->item != NULL ? hkk_paged_item_get_thing (self->item) : NULL;
  const char *what = entry != NULL ? hkk_thing_get_string (entry, "text") : "";
  g_autofree char *words = entry != NULL ? hkk_access_row_words (entry) : NULL;
  g_autofree char *name = g_strjoin (", ", what, words, NULL);

  gtk_list_item_set_accessible_label (self->list_item, name);
  gtk_label_set_label (self->what_label, what);
  gtk_label_set_label (self->words_label, words != NULL ? words : "");
}

static void
hkk_access_row_dispose (GObject *object)
{
  hkk_access_row_bind (HKK_ACCESS_ROW (object), NULL);
  G_OBJECT_CLASS (hkk_access_row_parent_class)->dispose (object);
}

static void
hkk_access_row_class_init (HkkAccessRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_access_row_dispose;
}

static void
hkk_access_row_init (HkkAccessRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->what_label = append_label (box);
  self->words_label = append_label (box);
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "dimmed");
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * hkk_access_row_new:
 * @list_item: (transfer none): what owns the row, and is named after what it shows
 *
 * Returns: (transfer floating): a row without an entry
 */
GtkWidget *
hkk_access_row_new (GtkListItem *list_item)
{
  HkkAccessRow *self = g_object_new (HKK_TYPE_ACCESS_ROW, NULL);

  self->list_item = list_item;
  return GTK_WIDGET (self);
}

/**
 * hkk_access_row_bind:
 * @item: (nullable): what to show, as soon as it is loaded
 */
void
hkk_access_row_bind (HkkAccessRow *self,
                     HkkPagedItem *item)
{
  g_return_if_fail (HKK_IS_ACCESS_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (g_set_object (&self->item, item) && adw_bin_get_child (ADW_BIN (self)) != NULL)
    on_thing (self);
  if (item != NULL)
    g_signal_connect_object (item, "notify::thing", G_CALLBACK (on_thing), self, G_CONNECT_SWAPPED);
}

static void
add_part (GString    *words,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, " · ");
  g_string_append (words, part);
}

/* (transfer full) (nullable) */
static char *
dup_place (HkkThing *entry)
{
  const char *client = hkk_thing_get_string (entry, "client");
  g_autofree char *name = hkk_format_isolate (hkk_thing_get_string (entry, "device-name"));
  gboolean named = hkk_thing_get_string (entry, "device-name") != NULL;

  if (g_strcmp0 (client, "phone") == 0)
    /* TRANSLATORS: from where something was done; %s: the name of a phone */
    return named ? g_strdup_printf (_("Service-App on %s"), name) : g_strdup (_("Service-App"));
  if (g_strcmp0 (client, "desktop") == 0)
    /* TRANSLATORS: from where something was done; %s: the name of a computer */
    return named ? g_strdup_printf (_("Computer %s"), name) : g_strdup (_("Computer"));
  return named ? g_steal_pointer (&name) : NULL;
}

/**
 * hkk_access_row_words:
 * @entry: a line of the access log
 *
 * Returns: (transfer full): who did it, when and from where, as far as the portal says so
 */
char *
hkk_access_row_words (HkkThing *entry)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (entry, "at");
  g_autofree char *moment = hkk_format_moment (at);
  g_autofree char *place = dup_place (entry);
  GString *words = g_string_new (NULL);

  add_part (words, hkk_thing_get_string (entry, "who"));
  add_part (words, moment);
  add_part (words, place);
  return g_string_free (words, FALSE);
}
