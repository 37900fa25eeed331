/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help-dialog.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-found.h"
#include "hkk-header-bar.h"
#include "hkk-help-answer.h"
#include "hkk-help.h"
#include "hkk-marking.h"
#include "hkk-no-device.h"
#include "hkk-offer.h"
#include "hkk-plain-text.h"
#include "hkk-row.h"
#include "hkk-rules.h"
#include "hkk-shell.h"

struct _HkkHelpDialog
{
  AdwDialog   parent_instance;

  GHashTable     *rows;  /* Owned: AdwExpanderRow by the id of its question, those that are there yet */
  guint           next;    /* entry whose topic is added next */
  guint           filling; /* 0: all topics are there */
  HkkFound       *found; /* Owned */
  GtkSearchEntry *entry;
  GtkStack       *stack;
  GtkButton      *messages_button;
  GtkButton      *write_button;
  GtkBox         *topics_box;
  AdwStatusPage  *nothing;
};

G_DEFINE_FINAL_TYPE (HkkHelpDialog, hkk_help_dialog, ADW_TYPE_DIALOG)

static HkkPortal *
get_portal (HkkHelpDialog *self)
{
  GtkWidget *shell = gtk_widget_get_ancestor (GTK_WIDGET (self), HKK_TYPE_SHELL);

  return shell != NULL ? hkk_shell_get_portal (HKK_SHELL (shell)) : NULL;
}

/* A page can be gone to by who is signed in and has nothing else open. */
static gboolean
has_pages (HkkHelpDialog *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  HkkPortal *portal = get_portal (self);
  g_autoptr(GListModel) dialogs = NULL;

  if (portal == NULL || hkk_portal_get_state (portal) != HKK_PORTAL_SIGNED_IN || !ADW_IS_APPLICATION_WINDOW (window))
    return FALSE;
  dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (window));
  return g_list_model_get_n_items (dialogs) <= 1;
}

/* Over the lock there is no shell: who passes by does not change how the program works. */
static gboolean
leads (const HkkHelpLink *link,
       gpointer           data)
{
  if (g_str_has_prefix (link->action, "win."))
    return has_pages (data) && hkk_offer_leads (get_portal (data), link->action, link->target);
  if (g_str_equal (link->action, "app.preferences"))
    return gtk_widget_get_ancestor (data, HKK_TYPE_SHELL) != NULL;
  return !g_str_equal (link->action, "app.open-phone") || hkk_no_device_has_phone ();
}

/* All answers would be measured when the dialog opens, shown or not. */
static void
on_expanded (AdwExpanderRow *row,
             GParamSpec     *pspec,
             gpointer        data)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (row), HKK_TYPE_HELP_DIALOG);

  g_signal_handlers_disconnect_by_func (row, on_expanded, data);
  adw_expander_row_add_row (row, hkk_help_answer_new (data, leads, dialog));
}

static GtkWidget *
make_row (const HkkHelpEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(entry->question));
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), (gpointer) entry);
  return row;
}

/* Of an entry that is offered. */
static GtkWidget *
get_row (HkkHelpDialog      *self,
         const HkkHelpEntry *entry)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, entry->id);

  if (row == NULL)
    {
      row = make_row (entry);
      g_hash_table_insert (self->rows, (gpointer) entry->id, row);
    }
  return row;
}

static AdwPreferencesGroup *
make_group (const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  return group;
}

/* What the person is at has its rows above already. FALSE if there was no topic any more. */
static gboolean
add_topic (HkkHelpDialog *self)
{
  const HkkHelpEntry *entry = hkk_help_get (self->next);
  const char *topic = entry != NULL ? hkk_help_get_topic (entry) : NULL;
  AdwPreferencesGroup *group = NULL;
  gboolean any = FALSE;

  if (topic == NULL)
    return FALSE;
  group = make_group (topic);
  gtk_box_append (self->topics_box, GTK_WIDGET (group));
  for (; entry != NULL && g_str_equal (hkk_help_get_topic (entry), topic); entry = hkk_help_get (++self->next))
    {
      GtkWidget *row = hkk_help_is_offered (entry) ? get_row (self, entry) : NULL;

      if (row == NULL || gtk_widget_get_parent (row) != NULL)
        continue;
      adw_preferences_group_add (group, row);
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (group), any);
  return TRUE;
}

static gboolean
on_turn (gpointer data)
{
  HkkHelpDialog *self = data;

  if (add_topic (self))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* For who looks for something now. */
static void
add_rest (HkkHelpDialog *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  while (add_topic (self))
    continue;
}

static gboolean
has (const HkkHelpEntry *entry,
     const char         *key)
{
  g_autofree char *text = hkk_help_dup_text (entry);
  g_autofree char *text_key = hkk_plain_text_key (text);

  return hkk_plain_text_key_has (text_key, key);
}

static void
show_nothing (HkkHelpDialog *self,
              const char    *text,
              guint          n)
{
  g_autofree char *isolated = hkk_format_isolate (text);
  /* TRANSLATORS: %s is what was looked for in the help */
  g_autofree char *said = g_strdup_printf (_("“%s” is in no question and no answer. Try another word. When you are "
                                             "signed in, Ctrl+K looks through everything, and you find our telephone "
                                             "number under “Messages & contact”."), isolated);
  g_autofree char *escaped = g_markup_escape_text (said, -1);

  adw_status_page_set_description (self->nothing, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->messages_button),
                          has_pages (self) && hkk_offer_leads (get_portal (self), "win.go-to", "messages"));
  gtk_widget_set_visible (GTK_WIDGET (self->write_button),
                          has_pages (self) && hkk_offer_leads (get_portal (self), "win.compose", NULL));
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "topics" : "nothing");
}

static void
open_row (HkkHelpDialog *self,
          GtkWidget     *row)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  adw_dialog_set_focus (ADW_DIALOG (self), row);
}

static void
on_search_changed (HkkHelpDialog *self)
{
  g_autofree char *text = hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)), FALSE);
  g_autofree char *key = hkk_plain_text_key (text);
  const HkkHelpEntry *entry = NULL;
  guint n = 0;

  add_rest (self);
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->topics_box)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    gtk_widget_set_visible (group, FALSE);
  for (guint i = 0; (entry = hkk_help_get (i)) != NULL; i++)
    {
      GtkWidget *row = g_hash_table_lookup (self->rows, entry->id);
      gboolean matches = row != NULL && has (entry, key);

      if (row != NULL)
        gtk_widget_set_visible (row, matches);
      if (matches)
        gtk_widget_set_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), TRUE);
      n += matches ? 1 : 0;
    }
  show_nothing (self, text, n);
  hkk_found_say (self->found, text, n);
}

/* (nullable): in the order of the screen, in which what the person is at comes first. */
static GtkWidget *
find_first_shown (GtkWidget *widget)
{
  GtkWidget *first = NULL;

  if (!gtk_widget_get_visible (widget) || ADW_IS_EXPANDER_ROW (widget))
    return gtk_widget_get_visible (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && first == NULL;
       child = gtk_widget_get_next_sibling (child))
    first = find_first_shown (child);
  return first;
}

/* Enter opens the first answer that was found. */
static void
on_activate (HkkHelpDialog *self)
{
  GtkWidget *row = NULL;

  on_search_changed (self);
  row = find_first_shown (GTK_WIDGET (self->topics_box));
  if (row != NULL)
    open_row (self, row);
}

static void
on_stop_search (HkkHelpDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  hkk_marking_take (GTK_EDITABLE (HKK_HELP_DIALOG (widget)->entry));
}

/* Goes where an answer leads: to another answer, or away from here. */
static void
follow (HkkHelpDialog *self,
        const char    *action,
        const char    *target)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr(GVariant) value = *target != '\0' ? g_variant_ref_sink (g_variant_new_string (target)) : NULL;

  if (g_str_equal (action, "app.answer"))
    {
      hkk_help_dialog_show_answer (self, target);
      return;
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action_variant (window, action, value);
}

static void
follow_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_autofree char *action = NULL;
  g_autofree char *target = NULL;

  g_variant_get (parameter, "(ss)", &action, &target);
  follow (HKK_HELP_DIALOG (widget), action, target);
}

static void
on_write (HkkHelpDialog *self)
{
  follow (self, "win.compose", "");
}

static void
on_messages (HkkHelpDialog *self)
{
  follow (self, "win.go-to", "messages");
}

static void
hkk_help_dialog_dispose (GObject *object)
{
  g_clear_handle_id (&HKK_HELP_DIALOG (object)->filling, g_source_remove);
  g_clear_pointer (&HKK_HELP_DIALOG (object)->found, hkk_found_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_HELP_DIALOG);
  G_OBJECT_CLASS (hkk_help_dialog_parent_class)->dispose (object);
}

static void
hkk_help_dialog_finalize (GObject *object)
{
  g_hash_table_unref (HKK_HELP_DIALOG (object)->rows);
  G_OBJECT_CLASS (hkk_help_dialog_parent_class)->finalize (object);
}

static void
hkk_help_dialog_class_init (HkkHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_help_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_help_dialog_finalize;

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, topics_box);
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, messages_button);
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, write_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_messages);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
  gtk_widget_class_install_action (widget_class, "help.follow", "(ss)", follow_action);
  /* The keys of the window wait for the dialog to be gone. */
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search", NULL);
}

static void
hkk_help_dialog_init (HkkHelpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->messages_button);
  self->found = hkk_found_new (GTK_WIDGET (self));
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  /* What is seen at first; the other topics come one for each turn of the main loop. */
  add_topic (self);
  self->filling = g_idle_add (on_turn, self);
}

/**
 * hkk_help_dialog_new:
 *
 * Returns: (transfer floating): questions and answers, to present
 */
HkkHelpDialog *
hkk_help_dialog_new (void)
{
  return g_object_new (HKK_TYPE_HELP_DIALOG, NULL);
}

/**
 * hkk_help_dialog_show_answer:
 * @id: of an entry, see hkk_help_find()
 *
 * Opens the answer and goes to it.
 */
void
hkk_help_dialog_show_answer (HkkHelpDialog *self,
                             const char    *id)
{
  GtkWidget *row = NULL;

  g_return_if_fail (HKK_IS_HELP_DIALOG (self));
  g_return_if_fail (id != NULL);

  if (!g_hash_table_contains (self->rows, id))
    add_rest (self);
  row = g_hash_table_lookup (self->rows, id);
  if (row == NULL)
    return;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      on_search_changed (self);
    }
  open_row (self, row);
}

static void
move_row (GtkWidget           *row,
          AdwPreferencesGroup *here)
{
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
  g_autoptr(GtkWidget) kept = g_object_ref_sink (row);

  if (group != NULL)
    {
      GtkWidget *list = gtk_widget_get_parent (row);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), kept);
      gtk_widget_set_visible (group, gtk_widget_get_first_child (list) != NULL);
    }
  adw_preferences_group_add (here, kept);
}

/**
 * hkk_help_dialog_show_here:
 * @ids: (array zero-terminated=1): of entries
 *
 * Puts the entries above all others, as those about what the person has just seen, and opens the first one.
 */
void
hkk_help_dialog_show_here (HkkHelpDialog       *self,
                           const char * const  *ids)
{
  AdwPreferencesGroup *here = NULL;

  g_return_if_fail (HKK_IS_HELP_DIALOG (self));
  g_return_if_fail (ids != NULL);

  here = make_group (_("About what you see here"));
  gtk_box_prepend (self->topics_box, GTK_WIDGET (here));
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      const HkkHelpEntry *entry = hkk_help_find (ids[i]);

      if (entry != NULL && hkk_help_is_offered (entry))
        move_row (get_row (self, entry), here);
    }
  hkk_help_dialog_show_answer (self, ids[0]);
}
