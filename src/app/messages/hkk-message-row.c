/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-row.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-message.h"

struct _HkkMessageRow
{
  GtkGrid      parent_instance;

  GtkLabel    *from_label;
  GtkLabel    *date_label;
  GtkLabel    *subject_label;
  GtkLabel    *preview_label;
  GtkImage    *state_icon;

  HkkPagedItem *item;      /* Owned (nullable) */
  GtkListItem *list_item; /* Borrowed (nullable) while bound */
};

G_DEFINE_FINAL_TYPE (HkkMessageRow, hkk_message_row, GTK_TYPE_GRID)

/* Whether it is unread is said by weight, by an icon and to screen readers. */
static void
show_state (HkkMessageRow *self,
            HkkMessage    *message)
{
  gboolean unread = hkk_message_is_from_insurer (message) && !hkk_message_get_read (message);
  gboolean is_protected = hkk_thing_get_boolean (HKK_THING (message), "protected");

  if (unread)
    gtk_widget_add_css_class (GTK_WIDGET (self->subject_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->subject_label), "heading");
  gtk_image_set_from_icon_name (self->state_icon, is_protected ? "channel-secure-symbolic" : "mail-unread-symbolic");
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
update (HkkMessageRow *self)
{
  HkkMessage *message = self->item != NULL ? hkk_paged_item_get_thing (self->item) : NULL;
  g_autoptr(GDateTime) created = message != NULL ? hkk_thing_get_time (HKK_THING (message), "created-at") : NULL;
  g_autofree char *day = hkk_format_day (created);
  const char *from = message != NULL ? hkk_thing_get_string (HKK_THING (message), "from-name") : NULL;
  const char *preview = message != NULL ? hkk_thing_get_string (HKK_THING (message), "preview") : NULL;
  const char *subject = message != NULL ? hkk_message_get_subject (message) : NULL;

  if (message == NULL)
    {
      gtk_label_set_label (self->subject_label, "…");
      gtk_label_set_label (self->from_label, " ");
      gtk_label_set_label (self->preview_label, " ");
      gtk_label_set_label (self->date_label, "");
      gtk_widget_set_opacity (GTK_WIDGET (self->state_icon), 0);
      return;
    }
  if (!hkk_message_is_from_insurer (message))
    from = _("You");
  if (hkk_thing_get_boolean (HKK_THING (message), "protected") && (preview == NULL || !*preview))
    preview = _("Protected: opens after an approval");
  gtk_label_set_label (self->from_label, from != NULL ? from : "");
  gtk_label_set_label (self->date_label, day);
  gtk_label_set_label (self->subject_label, subject != NULL && *subject ? subject : _("Message"));
  gtk_label_set_label (self->preview_label, preview != NULL && *preview ? preview : " ");
  show_state (self, message);
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
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_MESSAGE_ROW);
  G_OBJECT_CLASS (hkk_message_row_parent_class)->dispose (object);
}

static void
hkk_message_row_class_init (HkkMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_message_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkMessageRow, from_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageRow, date_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageRow, subject_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageRow, preview_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageRow, state_icon);
}

static void
hkk_message_row_init (HkkMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
                      HkkPagedItem   *item,
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
