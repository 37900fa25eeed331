/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-search-dialog.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-error-help.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-header-bar.h"
#include "hkk-plain-text.h"
#include "hkk-row.h"
#include "hkk-rules.h"
#include "hkk-search-here.h"
#include "hkk-search-row.h"
#include "hkk-search.h"

/* A word is typed to its end before the portal is asked, in milliseconds. */
#define PAUSE 200

struct _HkkSearchDialog
{
  AdwDialog         parent_instance;

  HkkPortal        *portal;                    /* Owned */
  HkkFormCatalogue *catalogue;                 /* Owned (nullable) until it is loaded */
  GListModel       *kept[HKK_N_SEARCH_KINDS];  /* Owned (nullable): the copies on this computer */
  GCancellable     *cancellable;               /* Owned: of the catalogue and the copies */
  GCancellable     *asked;                     /* Owned (nullable): of what the portal is asked for now */
  GListStore       *hits[HKK_N_SEARCH_GROUPS]; /* Owned */
  char             *text;                      /* Owned: what is looked for */
  guint             pause;                     /* source, or 0 */
  guint             n_asked;                   /* answers that are still to come */
  guint             n_reading;                 /* copies that are still to come */
  gboolean          answered[HKK_N_SEARCH_KINDS]; /* what the portal has answered to this text */
  GError           *failed;                    /* Owned (nullable): why the portal did not look everywhere */

  GtkSearchEntry   *entry;
  GtkStack         *stack;
  GtkListBox       *list;
  GtkLabel         *status;
  HkkErrorHelp     *error_help;
  AdwStatusPage    *nothing;
  GtkButton        *write_button;
};

G_DEFINE_FINAL_TYPE (HkkSearchDialog, hkk_search_dialog, ADW_TYPE_DIALOG)

/* What the portal is asked for, and where its answer is shown. */
static const HkkSearchGroup group_of[HKK_N_SEARCH_KINDS] = {
  [HKK_SEARCH_REQUESTS] = HKK_SEARCH_GROUP_REQUESTS,
  [HKK_SEARCH_MESSAGES] = HKK_SEARCH_GROUP_MESSAGES,
  [HKK_SEARCH_DOCUMENTS] = HKK_SEARCH_GROUP_DOCUMENTS,
};

typedef struct
{
  HkkSearchDialog *dialog; /* Owned */
  HkkSearchKind    kind;
} Asked;

static Asked *
asked_new (HkkSearchDialog *self,
           HkkSearchKind    kind)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->dialog = g_object_ref (self);
  asked->kind = kind;
  return asked;
}

static guint
count (HkkSearchDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < HKK_N_SEARCH_GROUPS; i++)
    n += g_list_model_get_n_items (G_LIST_MODEL (self->hits[i]));
  return n;
}

/* --- What is said --- */

static char *
dup_status (HkkSearchDialog *self)
{
  guint n = count (self);

  if (self->failed != NULL)
    {
      g_autofree char *sentence = hkk_error_sentence (self->failed);
      g_autofree char *isolated = hkk_format_isolate (sentence);

      /* TRANSLATORS: %s is a sentence that says what went wrong */
      return g_strdup_printf (_("The portal could not look through everything. %s"), isolated);
    }
  if (self->n_asked > 0 || self->pause != 0)
    return g_strdup (_("Searching at the portal …"));
  if (*self->text == '\0' || self->n_reading > 0)
    return g_strdup ("");
  if (!hkk_portal_get_online (self->portal))
    /* TRANSLATORS: how many things were found; the portal cannot be asked now */
    return g_strdup_printf (ngettext ("%u hit in what is kept on this computer",
                                      "%u hits in what is kept on this computer", n), n);
  /* TRANSLATORS: how many things were found */
  return g_strdup_printf (ngettext ("%u hit", "%u hits", n), n);
}

static void
show_nothing (HkkSearchDialog *self)
{
  g_autofree char *isolated = hkk_format_isolate (self->text);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (!hkk_portal_get_online (self->portal))
    /* TRANSLATORS: %s is what was looked for */
    text = g_strdup_printf (_("“%s” is in nothing that is kept on this computer: of documents the titles, of messages "
                              "how they begin. The portal, which looks into the whole texts, cannot be asked now."),
                            isolated);
  else
    /* TRANSLATORS: %s is what was looked for */
    text = g_strdup_printf (_("“%s” is in no page, form, answer, draft, request, message or document. Of what is "
                              "protected only the title was searched. Try another word, or ask us."), isolated);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->nothing, escaped);
}

/* The end of a search is told to who does not see it, once. */
static void
update (HkkSearchDialog *self)
{
  g_autofree char *status = dup_status (self);
  gboolean settled = self->n_asked == 0 && self->pause == 0 && self->n_reading == 0;
  gboolean empty = count (self) == 0 && settled && self->failed == NULL;

  if (empty)
    show_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, empty ? "nothing" : "hits");
  gtk_label_set_label (self->status, empty ? "" : status);
  hkk_error_help_show (self->error_help, hkk_error_get_answer (self->failed));
  if (settled && *self->text != '\0')
    hkk_announce (GTK_WIDGET (self), empty ? _("Nothing found") : status);
}

/* --- Looking --- */

/* What is there already stays: somebody may be on it with the keyboard. */
static void
replace (GListStore *hits,
         GListStore *by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (by));
  guint same = 0;
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkSearchHit) here = g_list_model_get_item (G_LIST_MODEL (hits), i);
      g_autoptr(HkkSearchHit) there = g_list_model_get_item (G_LIST_MODEL (by), i);

      if (same == i && here != NULL && hkk_search_hit_equal (here, there))
        same++;
      else
        g_ptr_array_add (rest, g_steal_pointer (&there));
    }
  g_list_store_splice (hits, same, g_list_model_get_n_items (G_LIST_MODEL (hits)) - same, rest->pdata, rest->len);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Asked *asked = data;
  g_autoptr(HkkSearchDialog) self = asked->dialog;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) found = hkk_search_finish (HKK_PORTAL (source), result, &error);
  HkkSearchGroup group = group_of[asked->kind];

  if (hkk_error_is_cancel (error))
    return;
  self->n_asked--;
  if (found != NULL)
    {
      g_autoptr(GListStore) hits = g_list_store_new (HKK_TYPE_SEARCH_HIT);

      self->answered[asked->kind] = TRUE;
      hkk_search_here_add_things (hits, group, found);
      replace (self->hits[group], hits);
    }
  else if (self->failed == NULL)
    {
      self->failed = g_steal_pointer (&error);
    }
  update (self);
}

static void
ask_portal (gpointer data)
{
  HkkSearchDialog *self = data;

  self->pause = 0;
  self->asked = g_cancellable_new ();
  for (int kind = 0; kind < HKK_N_SEARCH_KINDS; kind++)
    if (hkk_search_is_offered (self->portal, (HkkSearchKind) kind))
      {
        self->n_asked++;
        hkk_search_async (self->portal, (HkkSearchKind) kind, self->text, self->asked, on_found,
                          asked_new (self, (HkkSearchKind) kind));
      }
  update (self);
}

static void
stop_asking (HkkSearchDialog *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  g_clear_error (&self->failed);
  self->n_asked = 0;
  memset (self->answered, 0, sizeof self->answered);
}

static void
look_here (HkkSearchDialog *self)
{
  g_autofree char *key = hkk_plain_text_key (self->text);

  for (guint i = 0; i < HKK_N_SEARCH_GROUPS; i++)
    g_list_store_remove_all (self->hits[i]);
  hkk_search_here_add_places (self->hits[HKK_SEARCH_GROUP_PLACES], self->portal, key);
  if (*self->text == '\0')
    return;
  hkk_search_here_add_drafts (self->hits[HKK_SEARCH_GROUP_DRAFTS], hkk_portal_get_drafts (self->portal), key);
  for (guint i = 0; i < HKK_N_SEARCH_KINDS; i++)
    hkk_search_here_add_kept (self->hits[group_of[i]], group_of[i], self->kept[i], key);
  hkk_search_here_add_forms (self->hits[HKK_SEARCH_GROUP_FORMS], self->catalogue, self->text);
  hkk_search_here_add_help (self->hits[HKK_SEARCH_GROUP_HELP], key);
}

static void
look (HkkSearchDialog *self)
{
  stop_asking (self);
  look_here (self);
  /* Nobody waits for a way that is known to be broken. */
  if (*self->text != '\0' && hkk_portal_get_online (self->portal))
    self->pause = g_timeout_add_once (PAUSE, ask_portal, self);
  update (self);
}

static void
on_search_changed (HkkSearchDialog *self)
{
  g_autofree char *text = hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)), FALSE);

  if (g_set_str (&self->text, text))
    look (self);
}

static void
on_catalogue (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkSearchDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormCatalogue) catalogue = hkk_form_catalogue_load_finish (HKK_PORTAL (source), result, NULL, &error);

  /* Without a connection there is no form to open either. */
  if (!g_set_object (&self->catalogue, catalogue) || *self->text == '\0')
    return;
  g_list_store_remove_all (self->hits[HKK_SEARCH_GROUP_FORMS]);
  hkk_search_here_add_forms (self->hits[HKK_SEARCH_GROUP_FORMS], self->catalogue, self->text);
  update (self);
}

/* What the portal has answered meanwhile counts more. */
static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree Asked *asked = data;
  g_autoptr(HkkSearchDialog) self = asked->dialog;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) kept = hkk_search_kept_finish (HKK_PORTAL (source), result, &error);
  HkkSearchGroup group = group_of[asked->kind];
  g_autofree char *key = hkk_plain_text_key (self->text);

  if (hkk_error_is_cancel (error))
    return;
  self->n_reading--;
  g_set_object (&self->kept[asked->kind], kept);
  if (*self->text != '\0' && !self->answered[asked->kind])
    hkk_search_here_add_kept (self->hits[group], group, kept, key);
  if (*self->text != '\0')
    update (self);
}

/* --- Choosing --- */

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return hkk_search_row_new (item);
}

static HkkSearchGroup
get_group (GtkListBoxRow *row)
{
  return hkk_search_hit_get_group (hkk_search_row_get_hit (HKK_SEARCH_ROW (row)));
}

/* The list has it after all rows; a screen reader reads in the order in which things are there. */
static void
on_title_map (GtkWidget     *title,
              GtkListBoxRow *row)
{
  gtk_widget_insert_before (title, gtk_widget_get_parent (title), GTK_WIDGET (row));
}

static void
set_header (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       data)
{
  HkkSearchGroup group = get_group (row);
  GtkWidget *title = NULL;

  if (before != NULL && get_group (before) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label",
                        hkk_search_group_get_title (group), "xalign", 0.0f, "wrap", TRUE, "wrap-mode",
                        PANGO_WRAP_WORD_CHAR, "margin-start", 12, "margin-end", 12, "margin-top", 12,
                        "margin-bottom", 6, NULL);
  gtk_widget_add_css_class (title, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  g_signal_connect_object (title, "map", G_CALLBACK (on_title_map), row, 0);
  gtk_list_box_row_set_header (row, title);
}

static void
choose (HkkSearchDialog *self,
        HkkSearchHit    *chosen)
{
  g_autoptr(HkkSearchHit) hit = g_object_ref (chosen); /* its row goes */
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action_variant (window, hkk_search_hit_get_action (hit), hkk_search_hit_get_target (hit));
}

static void
on_row_activated (HkkSearchDialog *self,
                  GtkListBoxRow   *row)
{
  choose (self, hkk_search_row_get_hit (HKK_SEARCH_ROW (row)));
}

/* Enter takes the first hit. */
static void
on_activate (HkkSearchDialog *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first != NULL)
    on_row_activated (self, first);
}

static void
on_stop_search (HkkSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
on_entry_key (GtkEventControllerKey *controller,
              guint                  keyval,
              guint                  keycode,
              GdkModifierType        state,
              HkkSearchDialog       *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  return keyval == GDK_KEY_Down && first != NULL && gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* Who types on while a hit has the focus goes on in the entry, at its end. The search entry's own way takes Enter for
 * itself. */
static gboolean
on_list_key (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             HkkSearchDialog       *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char typed[6];
  int end;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || !g_unichar_isgraph (letter))
    return FALSE;
  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (text, -1);
  end = gtk_editable_get_position (text);
  gtk_editable_insert_text (text, typed, g_unichar_to_utf8 (letter, typed), &end);
  gtk_editable_set_position (text, end);
  return TRUE;
}

/* Up from the first hit leads back to the entry. */
static gboolean
on_keynav_failed (HkkSearchDialog  *self,
                  GtkDirectionType  direction)
{
  return direction == GTK_DIR_UP && gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_ask_us (HkkSearchDialog *self)
{
  g_autoptr(HkkSearchHit) hit = hkk_search_hit_new (HKK_SEARCH_GROUP_PLACES, NULL, NULL, "win.compose", NULL);

  choose (self, hit);
}

static void
hkk_search_dialog_dispose (GObject *object)
{
  HkkSearchDialog *self = HKK_SEARCH_DIALOG (object);

  stop_asking (self);
  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_SEARCH_DIALOG);
  G_OBJECT_CLASS (hkk_search_dialog_parent_class)->dispose (object);
}

static void
hkk_search_dialog_finalize (GObject *object)
{
  HkkSearchDialog *self = HKK_SEARCH_DIALOG (object);

  for (guint i = 0; i < HKK_N_SEARCH_GROUPS; i++)
    g_object_unref (self->hits[i]);
  g_object_unref (self->cancellable);
  g_clear_object (&self->catalogue);
  for (guint i = 0; i < HKK_N_SEARCH_KINDS; i++)
    g_clear_object (&self->kept[i]);
  g_clear_object (&self->portal);
  g_free (self->text);
  G_OBJECT_CLASS (hkk_search_dialog_parent_class)->finalize (object);
}

static void
hkk_search_dialog_class_init (HkkSearchDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_search_dialog_dispose;
  object_class->finalize = hkk_search_dialog_finalize;

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, status);
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, error_help);
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, HkkSearchDialog, write_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_keynav_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_us);
}

static void
hkk_search_dialog_init (HkkSearchDialog *self)
{
  GListStore *groups = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr(GtkFlattenListModel) all = gtk_flatten_list_model_new (G_LIST_MODEL (groups));

  self->cancellable = g_cancellable_new ();
  self->text = g_strdup ("");
  for (guint i = 0; i < HKK_N_SEARCH_GROUPS; i++)
    {
      self->hits[i] = g_list_store_new (HKK_TYPE_SEARCH_HIT);
      g_list_store_append (groups, self->hits[i]);
    }
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->write_button);
  gtk_search_entry_set_search_delay (self->entry, 0);
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (all), make_row, NULL, NULL);
}

/**
 * hkk_search_dialog_new:
 * @portal: where somebody is signed in
 *
 * Returns: (transfer floating): a dialog to present over the window whose actions it uses
 */
HkkSearchDialog *
hkk_search_dialog_new (HkkPortal *portal)
{
  HkkSearchDialog *self = NULL;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  self = g_object_new (HKK_TYPE_SEARCH_DIALOG, NULL);
  self->portal = g_object_ref (portal);
  look_here (self);
  for (self->n_reading = 0; self->n_reading < HKK_N_SEARCH_KINDS; self->n_reading++)
    hkk_search_kept_async (portal, (HkkSearchKind) self->n_reading, self->cancellable, on_kept,
                           asked_new (self, (HkkSearchKind) self->n_reading));
  hkk_form_catalogue_load_async (portal, self->cancellable, on_catalogue, g_object_ref (self));
  return self;
}

/**
 * hkk_search_dialog_set_text:
 * @text: what to look for
 *
 * Looks for @text as if it had been typed.
 */
void
hkk_search_dialog_set_text (HkkSearchDialog *self,
                            const char      *text)
{
  g_return_if_fail (HKK_IS_SEARCH_DIALOG (self));
  g_return_if_fail (text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
