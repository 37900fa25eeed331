/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-row.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-message.h"

/* A list makes some 200 rows, whatever its height, and fills them anew as it scrolls. So a row can be put together
 * later, and of inscriptions, which keep their size whatever they say. */
struct _HkkMessageRow
{
  AdwBin          parent_instance;

  GtkInscription *from_label; /* Borrowed, as all of these (nullable) until it is built */
  GtkInscription *date_label;
  GtkInscription *subject_label;
  GtkInscription *preview_label;
  GtkImage       *state_icon;

  HkkPagedItem   *item;      /* Owned (nullable) */
  GtkListItem    *list_item; /* Borrowed (nullable) while bound */
};

G_DEFINE_FINAL_TYPE (HkkMessageRow, hkk_message_row, ADW_TYPE_BIN)

/* Whether it is unread is said by weight, by an icon and to screen readers. */
static void
show_state (HkkMessageRow *self,
            HkkMessage    *message)
{
  gboolean unread = hkk_message_is_from_insurer (message) && !hkk_message_get_read (message);
  gboolean is_protected = hkk_thing_get_boolean (HKK_THING (message), "protected");
  const char *icon_name = is_protected ? "channel-secure-symbolic" : "mail-unread-symbolic";

  if (unread)
    gtk_widget_add_css_class (GTK_WIDGET (self->subject_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->subject_label), "heading");
  if (g_strcmp0 (gtk_image_get_icon_name (self->state_icon), icon_name) != 0)
    gtk_image_set_from_icon_name (self->state_icon, icon_name);
  gtk_widget_set_opacity (GTK_WIDGET (self->state_icon), unread || is_protected ? 1 : 0);
}

static void
name_row (HkkMessageRow *self,
          HkkMessage    *message,
          const char    *from,
          const char    *day)
{
  gboolean unread = hkk_message_is_from_insurer (message) && !hkk_message_get_read (message);
  const char *subject = hkk_message_get_subject (message);
  g_autofree char *title = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *name = NULL;

  if (subject == NULL || !*subject)
    subject = _("Message");
  title = hkk_format_isolate (subject);
  sender = hkk_format_isolate (from);

  if (unread)
    /* TRANSLATORS: a row of the inbox for screen readers; first %s: subject, second %s: from whom, third %s: day */
    name = g_strdup_printf (_("Unread: %s, %s, %s"), title, sender, day);
  else
    /* TRANSLATORS: a row of the inbox for screen readers; first %s: subject, second %s: from whom, third %s: day */
    name = g_strdup_printf (_("%s, %s, %s"), title, sender, day);
  gtk_list_item_set_accessible_label (self->list_item, name);
}

static void
show_nothing (HkkMessageRow *self)
{
  gtk_inscription_set_text (self->subject_label, "…");
  gtk_inscription_set_text (self->from_label, NULL);
  gtk_inscription_set_text (self->preview_label, NULL);
  gtk_inscription_set_text (self->date_label, NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->state_icon), 0);
}

static void
show_message (HkkMessageRow *self,
              HkkMessage    *message,
              const char    *from,
              const char    *day)
{
  const char *preview = hkk_thing_get_string (HKK_THING (message), "preview");
  const char *subject = hkk_message_get_subject (message);

  if (hkk_thing_get_boolean (HKK_THING (message), "protected") && (preview == NULL || !*preview))
    preview = _("Protected: opens after an approval");
  gtk_inscription_set_text (self->from_label, from);
  gtk_inscription_set_text (self->date_label, day);
  gtk_inscription_set_text (self->subject_label, subject != NULL && *subject ? subject : _("Message"));
  gtk_inscription_set_text (self->preview_label, preview);
  show_state (self, message);
}

static void
update (HkkMessageRow *self)
{
  HkkMessage *message = self->item != NULL ? hkk_paged_item_get_thing (self->item) : NULL;
  g_autoptr(GDateTime) created = message != NULL ? hkk_thing_get_time (HKK_THING (message), "created-at") : NULL;
  g_autofree char *day = hkk_format_day (created);
  const char *from = message != NULL ? hkk_thing_get_string (HKK_THING (message), "from-name") : NULL;
  gboolean built = self->subject_label != NULL;

  if (message == NULL)
    {
      if (built)
        show_nothing (self);
      if (self->list_item != NULL)
        gtk_list_item_set_accessible_label (self->list_item, "…");
      return;
    }
  if (!hkk_message_is_from_insurer (message))
    from = _("You");
  if (built)
    show_message (self, message, from, day);
  name_row (self, message, from != NULL ? from : "", day);
}

static void
drop_item (HkkMessageRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
  self->list_item = NULL;
}

static void
hkk_message_row_dispose (GObject *object)
{
  drop_item (HKK_MESSAGE_ROW (object));
  G_OBJECT_CLASS (hkk_message_row_parent_class)->dispose (object);
}

static void
hkk_message_row_class_init (HkkMessageRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_message_row_dispose;
}

static void
hkk_message_row_init (HkkMessageRow *self)
{
}

static GtkInscription *
add_text (GtkGrid            *grid,
          int                 column,
          int                 row,
          int                 width,
          const char * const *css_classes)
{
  GtkInscription *text = g_object_new (GTK_TYPE_INSCRIPTION, "css-classes", css_classes, "min-lines", 1,
                                       "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);

  gtk_grid_attach (grid, GTK_WIDGET (text), column, row, width, 1);
  return text;
}

/**
 * hkk_message_row_build:
 *
 * Puts the row together, unless it is. One that is not has no size and shows nothing, and tells screen readers all.
 */
void
hkk_message_row_build (HkkMessageRow *self)
{
  static const char * const plain[] = { NULL }, * const dimmed[] = { "dimmed", NULL },
    * const caption[] = { "caption", "dimmed", NULL }, * const day[] = { "caption", "dimmed", "hkk-number", NULL };
  GtkGrid *grid;

  g_return_if_fail (HKK_IS_MESSAGE_ROW (self));

  if (self->subject_label != NULL)
    return;
  grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 9, "row-spacing", 3, "margin-top", 6, "margin-bottom", 6, NULL);
  self->state_icon = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_START,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_grid_attach (grid, GTK_WIDGET (self->state_icon), 0, 0, 1, 1);
  self->subject_label = add_text (grid, 1, 0, 2, plain);
  self->preview_label = add_text (grid, 1, 1, 2, dimmed);
  self->from_label = add_text (grid, 1, 2, 1, caption);
  gtk_widget_set_hexpand (GTK_WIDGET (self->from_label), TRUE);
  self->date_label = add_text (grid, 2, 2, 1, day);
  g_object_set (self->date_label, "xalign", 1.0f, "min-chars", 10, "nat-chars", 18, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (grid));
  update (self);
}

/**
 * hkk_message_row_is_built:
 *
 * Returns: whether there is something of it to see
 */
gboolean
hkk_message_row_is_built (HkkMessageRow *self)
{
  g_return_val_if_fail (HKK_IS_MESSAGE_ROW (self), FALSE);

  return self->subject_label != NULL;
}

/**
 * hkk_message_row_new:
 *
 * Returns: (transfer floating): an empty row of the inbox
 */
HkkMessageRow *
hkk_message_row_new (void)
{
  return g_object_new (HKK_TYPE_MESSAGE_ROW, NULL);
}

/**
 * hkk_message_row_bind:
 * @item: (nullable): the place that it shows; %NULL lets go
 * @list_item: (nullable): of the list, for its accessible name
 */
void
hkk_message_row_bind (HkkMessageRow *self,
                      HkkPagedItem  *item,
                      GtkListItem   *list_item)
{
  g_return_if_fail (HKK_IS_MESSAGE_ROW (self));

  drop_item (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  self->list_item = list_item;
  g_signal_connect_object (item, "notify::thing", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
