/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help-dialog.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-found.h"
#include "hkk-header-bar.h"
#include "hkk-help.h"
#include "hkk-plain-text.h"
#include "hkk-rules.h"

struct _HkkHelpDialog
{
  AdwDialog   parent_instance;

  GHashTable     *rows;  /* Owned: AdwExpanderRow by the id of its question */
  HkkFound       *found; /* Owned */
  GtkSearchEntry *entry;
  GtkStack       *stack;
  GtkBox         *topics_box;
  AdwStatusPage  *nothing;
};

G_DEFINE_FINAL_TYPE (HkkHelpDialog, hkk_help_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_answer (const char *id)
{
  GtkWidget *answer = gtk_label_new (hkk_help_get_answer (id));

  gtk_label_set_wrap (GTK_LABEL (answer), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (answer), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (answer), 0);
  gtk_label_set_selectable (GTK_LABEL (answer), TRUE);
  gtk_widget_set_margin_start (answer, 12);
  gtk_widget_set_margin_end (answer, 12);
  gtk_widget_set_margin_top (answer, 12);
  gtk_widget_set_margin_bottom (answer, 12);
  return answer;
}

/* All answers would be measured when the dialog opens, shown or not. */
static void
on_expanded (AdwExpanderRow *row,
             GParamSpec     *pspec,
             gpointer        data)
{
  g_signal_handlers_disconnect_by_func (row, on_expanded, data);
  adw_expander_row_add_row (row, make_answer (data));
}

static GtkWidget *
make_row (const char *id)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hkk_help_get_question (id));
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), (gpointer) id);
  return row;
}

static gboolean
has (const char *id,
     const char *key)
{
  g_autofree char *text = g_strjoin (" ", hkk_help_get_question (id), hkk_help_get_answer (id), NULL);
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
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "topics" : "nothing");
}

static void
on_search_changed (HkkHelpDialog *self)
{
  g_autofree char *text = hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)), FALSE);
  g_autofree char *key = hkk_plain_text_key (text);
  const char *id = NULL;
  guint n = 0;

  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->topics_box)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    gtk_widget_set_visible (group, FALSE);
  for (guint i = 0; (id = hkk_help_get_id (i)) != NULL; i++)
    {
      GtkWidget *row = g_hash_table_lookup (self->rows, id);
      gboolean matches = has (id, key);

      gtk_widget_set_visible (row, matches);
      if (matches)
        gtk_widget_set_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), TRUE);
      n += matches ? 1 : 0;
    }
  show_nothing (self, text, n);
  hkk_found_say (self->found, text, n);
}

/* Enter opens the first answer that was found. */
static void
on_activate (HkkHelpDialog *self)
{
  const char *id = NULL;

  on_search_changed (self);
  for (guint i = 0; (id = hkk_help_get_id (i)) != NULL; i++)
    if (gtk_widget_get_visible (g_hash_table_lookup (self->rows, id)))
      {
        hkk_help_dialog_show_answer (self, id);
        return;
      }
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
  gtk_widget_grab_focus (GTK_WIDGET (HKK_HELP_DIALOG (widget)->entry));
}

static void
hkk_help_dialog_dispose (GObject *object)
{
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
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  /* The keys of the window wait for the dialog to be gone. */
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search", NULL);
}

static void
hkk_help_dialog_init (HkkHelpDialog *self)
{
  GtkWidget *group = NULL;
  const char *topic = NULL;
  const char *id = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = hkk_found_new (GTK_WIDGET (self));
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; (id = hkk_help_get_id (i)) != NULL; i++)
    {
      GtkWidget *row = make_row (id);

      if (g_strcmp0 (topic, hkk_help_get_topic (id)) != 0)
        {
          topic = hkk_help_get_topic (id);
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), topic);
          gtk_box_append (self->topics_box, group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_hash_table_insert (self->rows, (gpointer) id, row);
    }
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
 * @id: of a question, see hkk_help_get_id()
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

  row = g_hash_table_lookup (self->rows, id);
  if (row == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  adw_dialog_set_focus (ADW_DIALOG (self), row);
}
