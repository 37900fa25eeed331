/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-row.h"

#include <glib/gi18n.h>

#include "hkk-draft-words.h"
#include "hkk-format.h"
#include "hkk-message.h"
#include "hkk-room.h"

#define WORDS_LINES 2 /* why something is not sent is a sentence */
#define LARGE_LINES 2 /* of large text, what a narrow list has no room for in one line */

/* A list fills its rows anew as it scrolls. So one is put together of inscriptions, which keep their size whatever they
 * say. */
struct _HkkMessageRow
{
  AdwBin          parent_instance;

  GtkInscription *from_label;
  GtkInscription *date_label;
  GtkInscription *subject_label;
  GtkInscription *preview_label;
  GtkImage       *state_icon;
  GtkGrid        *grid;
  GtkWidget      *delete_button; /* Borrowed (nullable) until there was a draft here */

  gpointer        item;        /* Owned (nullable): HkkPagedItem or HkkDraft */
  GtkListItem    *list_item;   /* Borrowed (nullable) while bound */
  char           *open_thread; /* Owned (nullable): the conversation that is being read */
};

G_DEFINE_FINAL_TYPE (HkkMessageRow, hkk_message_row, ADW_TYPE_BIN)

/* Whether it is unread is said by weight, by an icon and to screen readers. */
static void
show_state (HkkMessageRow *self,
            const char    *icon_name,
            gboolean       heavy)
{
  if (heavy)
    gtk_widget_add_css_class (GTK_WIDGET (self->subject_label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->subject_label), "heading");
  if (icon_name != NULL && g_strcmp0 (gtk_image_get_icon_name (self->state_icon), icon_name) != 0)
    gtk_image_set_from_icon_name (self->state_icon, icon_name);
  gtk_widget_set_opacity (GTK_WIDGET (self->state_icon), icon_name != NULL ? 1 : 0);
}

/* The one that is being read is marked where the list shows what is selected, which this list has none of: it would
 * follow the pointer. */
static void
show_mark (HkkMessageRow *self,
           gboolean       is_open)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL && is_open)
    gtk_widget_add_css_class (parent, "hkk-open");
  else if (parent != NULL)
    gtk_widget_remove_css_class (parent, "hkk-open");
}

static gboolean
is_open (HkkMessageRow *self,
         HkkMessage    *message)
{
  return self->open_thread != NULL &&
         g_strcmp0 (hkk_thing_get_string (HKK_THING (message), "thread-id"), self->open_thread) == 0;
}

/* --- A conversation --- */

static char *
dup_subject (HkkMessage *message)
{
  const char *topic = *hkk_message_get_topic (message) ? hkk_message_get_topic (message) : _("Message");
  gint64 count = hkk_thing_get_int (HKK_THING (message), "count");

  /* TRANSLATORS: a conversation in the inbox; %1$s: what it is about, %2$d: how many messages it has */
  return count > 1 ? g_strdup_printf (_("%1$s (%2$d)"), topic, (int) count) : g_strdup (topic);
}

static void
name_row (HkkMessageRow *self,
          HkkMessage    *message,
          const char    *from,
          const char    *day)
{
  g_autofree char *subject = dup_subject (message);
  g_autofree char *title = hkk_format_isolate (subject);
  g_autofree char *sender = hkk_format_isolate (from);
  g_autofree char *name = NULL;

  if (hkk_message_is_unread (message))
    /* TRANSLATORS: a row of the inbox for screen readers; first %s: subject, second %s: from whom, third %s: day */
    name = g_strdup_printf (_("Unread: %s, %s, %s"), title, sender, day);
  else if (is_open (self, message))
    /* TRANSLATORS: a row of the inbox for screen readers, of the message that is shown beside it; first %s: subject,
       second %s: from whom, third %s: day */
    name = g_strdup_printf (_("Opened: %s, %s, %s"), title, sender, day);
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
  gtk_inscription_set_min_lines (self->preview_label, 1);
  gtk_inscription_set_text (self->date_label, NULL);
  show_state (self, NULL, FALSE);
}

static void
show_message (HkkMessageRow *self,
              HkkMessage    *message,
              const char    *from,
              const char    *day)
{
  const char *preview = hkk_thing_get_string (HKK_THING (message), "preview");
  gboolean is_protected = hkk_thing_get_boolean (HKK_THING (message), "protected");
  gboolean unread = hkk_message_is_unread (message);
  g_autofree char *subject = dup_subject (message);

  if (is_protected && (preview == NULL || !*preview))
    preview = _("Protected: opens after an approval");
  gtk_inscription_set_text (self->from_label, from);
  gtk_inscription_set_text (self->date_label, day);
  gtk_widget_set_visible (GTK_WIDGET (self->date_label), TRUE);
  gtk_inscription_set_text (self->subject_label, subject);
  gtk_inscription_set_text (self->preview_label, preview);
  gtk_inscription_set_min_lines (self->preview_label, 1);
  if (is_protected)
    show_state (self, "channel-secure-symbolic", unread);
  else
    show_state (self, unread ? "mail-unread-symbolic" : NULL, unread);
}

/* What it is about, and from whom. */
static char *
dup_origin (HkkMessage *message)
{
  const char *from = hkk_message_is_from_insurer (message) ? hkk_thing_get_string (HKK_THING (message), "from-name")
                                                           : _("You");
  const char *category = hkk_thing_get_string (HKK_THING (message), "category-text");

  /* Most are from the same: where the row is narrow, that is what is cut. */
  if (category == NULL)
    return g_strdup (from != NULL ? from : "");
  return g_strjoin (" · ", category, from, NULL);
}

static void
update_message (HkkMessageRow *self)
{
  HkkMessage *message = hkk_paged_item_get_thing (self->item);
  g_autoptr(GDateTime) created = message != NULL ? hkk_thing_get_time (HKK_THING (message), "created-at") : NULL;
  g_autofree char *day = hkk_format_day (created);
  g_autofree char *from = message != NULL ? dup_origin (message) : NULL;

  if (message == NULL)
    {
      show_nothing (self);
    }
  else
    {
      show_message (self, message, from, day);
      name_row (self, message, from, day);
    }
  show_mark (self, message != NULL && is_open (self, message));
}

/* --- What is not sent --- */

static const char *
icon_of_draft (HkkDraft *draft)
{
  g_autoptr(GError) refusal = hkk_draft_dup_refusal (draft);

  if (hkk_draft_is_on_its_way (draft))
    return "content-loading-symbolic";
  return refusal != NULL ? "dialog-warning-symbolic" : "document-edit-symbolic";
}

/* What the portal may have cannot be deleted here. */
static void
show_delete_button (HkkMessageRow *self,
                    HkkDraft      *draft)
{
  HkkDraftState state = draft != NULL ? hkk_draft_get_state (draft) : HKK_DRAFT_DONE;
  gboolean offered = state == HKK_DRAFT_EDITING || state == HKK_DRAFT_WAITING;

  if (self->delete_button == NULL && offered)
    {
      self->delete_button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      gtk_widget_set_valign (self->delete_button, GTK_ALIGN_CENTER);
      /* TRANSLATORS: Button, a verb: deletes a message that was not sent */
      gtk_widget_set_tooltip_text (self->delete_button, _("Delete"));
      gtk_widget_add_css_class (self->delete_button, "flat");
      gtk_grid_attach (self->grid, self->delete_button, 3, 0, 1, 3);
    }
  if (self->delete_button == NULL)
    return;
  gtk_widget_set_visible (self->delete_button, offered);
  if (!offered)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->delete_button), "s", hkk_draft_get_id (draft));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->delete_button), "messages.delete-draft");
}

static void
name_delete_button (HkkMessageRow *self,
                    HkkDraft      *draft)
{
  g_autofree char *called = hkk_draft_name (draft);
  g_autofree char *title = hkk_format_isolate (called);
  /* TRANSLATORS: %s: the subject of a message that is not sent */
  g_autofree char *name = g_strdup_printf (_("Delete “%s”"), title);

  if (self->delete_button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->delete_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_draft (HkkMessageRow *self)
{
  HkkDraft *draft = self->item;
  g_autofree char *words = hkk_draft_words (draft);
  g_autofree char *called = hkk_draft_name (draft);
  g_autofree char *title = hkk_format_isolate (called);
  /* TRANSLATORS: a message that is not sent, for screen readers; first %s: its subject, second %s: its state */
  g_autofree char *name = g_strdup_printf (_("Not sent: %s, %s"), title, words);

  gtk_list_item_set_accessible_label (self->list_item, name);
  show_mark (self, FALSE);
  gtk_inscription_set_text (self->subject_label, called);
  gtk_inscription_set_text (self->preview_label, words);
  gtk_inscription_set_min_lines (self->preview_label, WORDS_LINES);
  /* TRANSLATORS: State of a message: sending it failed */
  gtk_inscription_set_text (self->from_label, _("Not sent"));
  gtk_widget_set_visible (GTK_WIDGET (self->date_label), FALSE);
  show_state (self, icon_of_draft (draft), FALSE);
  name_delete_button (self, draft);
}

static void
update (HkkMessageRow *self)
{
  HkkDraft *draft = HKK_IS_DRAFT (self->item) ? self->item : NULL;

  if (self->item == NULL)
    return;
  show_delete_button (self, draft);
  if (draft != NULL)
    update_draft (self);
  else
    update_message (self);
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
hkk_message_row_finalize (GObject *object)
{
  g_free (HKK_MESSAGE_ROW (object)->open_thread);
  G_OBJECT_CLASS (hkk_message_row_parent_class)->finalize (object);
}

/* A list keeps some 200 rows, and GTK looks at the style of everything in them whenever one of them moves. So one that
 * is out of sight has nothing in it but keeps its height, which its words do not change. */
static void
hkk_message_row_map (GtkWidget *widget)
{
  gtk_widget_set_visible (GTK_WIDGET (HKK_MESSAGE_ROW (widget)->grid), TRUE);
  gtk_widget_set_size_request (widget, -1, -1);
  GTK_WIDGET_CLASS (hkk_message_row_parent_class)->map (widget);
}

static void
hkk_message_row_unmap (GtkWidget *widget)
{
  GtkWidget *grid = GTK_WIDGET (HKK_MESSAGE_ROW (widget)->grid);
  int height;

  GTK_WIDGET_CLASS (hkk_message_row_parent_class)->unmap (widget);
  gtk_widget_measure (grid, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  gtk_widget_set_size_request (widget, -1, height);
  gtk_widget_set_visible (grid, FALSE);
}

static void
hkk_message_row_class_init (HkkMessageRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_message_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_message_row_finalize;
  GTK_WIDGET_CLASS (klass)->map = hkk_message_row_map;
  GTK_WIDGET_CLASS (klass)->unmap = hkk_message_row_unmap;
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

static void
hkk_message_row_init (HkkMessageRow *self)
{
  static const char * const plain[] = { NULL }, * const dimmed[] = { "dimmed", NULL },
    * const caption[] = { "caption", "dimmed", NULL }, * const day[] = { "caption", "dimmed", "hkk-number", NULL };
  gboolean large = hkk_room_is_large (GTK_WIDGET (self));
  GtkGrid *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 9, "row-spacing", 3, "margin-top", 6, "margin-bottom",
                                6, NULL);

  self->state_icon = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_START,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_grid_attach (grid, GTK_WIDGET (self->state_icon), 0, 0, 1, 1);
  self->subject_label = add_text (grid, 1, 0, 2, plain);
  self->preview_label = add_text (grid, 1, 1, large ? 2 : 1, dimmed);
  gtk_widget_set_hexpand (GTK_WIDGET (self->preview_label), TRUE);
  self->date_label = large ? add_text (grid, 1, 3, 2, day) : add_text (grid, 2, 1, 1, day);
  self->from_label = add_text (grid, 1, 2, 2, caption);
  /* Not read: the row's name has the day. */
  g_object_set (self->date_label, "xalign", large ? 0.0f : 1.0f, "min-chars", 10, "nat-chars", 18,
                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  if (large)
    {
      g_object_set (self->subject_label, "min-lines", LARGE_LINES, "yalign", 0.0f, NULL);
      g_object_set (self->from_label, "min-lines", LARGE_LINES, "yalign", 0.0f, NULL);
    }
  self->grid = grid;
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (grid));
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
 * @item: (nullable) (type GObject): the place in the inbox (#HkkPagedItem) or the #HkkDraft that it shows; %NULL lets
 *   go
 * @list_item: (nullable): of the list, for its accessible name
 */
void
hkk_message_row_bind (HkkMessageRow *self,
                      gpointer       item,
                      GtkListItem   *list_item)
{
  g_return_if_fail (HKK_IS_MESSAGE_ROW (self));

  drop_item (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  self->list_item = list_item;
  if (HKK_IS_DRAFT (item))
    hkk_draft_words_watch (item, G_CALLBACK (update), self);
  else
    g_signal_connect_object (item, "notify::thing", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * hkk_message_row_set_open:
 * @thread_id: (nullable): the conversation that is being read
 *
 * Marks the row if it is this one.
 */
void
hkk_message_row_set_open (HkkMessageRow *self,
                          const char    *thread_id)
{
  g_return_if_fail (HKK_IS_MESSAGE_ROW (self));

  if (g_set_str (&self->open_thread, thread_id))
    update (self);
}
