/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-choice-field.h"

#include <glib/gi18n.h>

#include "hkk-descendant.h"
#include "hkk-found.h"
#include "hkk-plain-text.h"

/* So many options can be searched. */
#define SEARCHED_FROM 12
/* The width of an option in the open list. */
#define WIDTH_CHARS 36

/* One of many: a list that opens. */
struct _HkkChoiceField
{
  HkkFieldRow  parent_instance;

  GtkDropDown *list;    /* Borrowed from the row's content; position 0 is "no answer yet" */
  HkkFound    *found;   /* Owned (nullable): where one can search */
};

G_DEFINE_FINAL_TYPE (HkkChoiceField, hkk_choice_field, HKK_TYPE_FIELD_ROW)

static void
store (HkkChoiceField *self,
       guint           option)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  HkkFormField *field = hkk_field_row_get_field (row);
  const char *value = option < hkk_form_field_get_n_options (field) ? hkk_form_field_get_option (field, option)->value
                                                                    : NULL;

  hkk_field_row_set_answered (row);
  hkk_field_row_set_busy (row, TRUE);
  hkk_form_values_set_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row), value);
  hkk_field_row_set_busy (row, FALSE);
}

static void
on_selected (HkkChoiceField *self)
{
  guint selected = gtk_drop_down_get_selected (self->list);

  if (!hkk_field_row_is_busy (HKK_FIELD_ROW (self)))
    store (self, selected == 0 || selected == GTK_INVALID_LIST_POSITION ? G_MAXUINT : selected - 1);
}

/* The answer is read whole in the narrowest window. */
static void
on_setup_chosen (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
}

static void
on_setup_few (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  on_setup_chosen (factory, item);
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_list_item_get_child (item)), WIDTH_CHARS);
}

/* Of many options 200 rows are made and measured at a time, also for each letter of the search. A label sets its text
 * to know its size; this has the size of so many characters and sets the text when it is painted. */
static void
on_setup_many (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), WIDTH_CHARS);
  gtk_inscription_set_wrap_mode (GTK_INSCRIPTION (text), PANGO_WRAP_WORD_CHAR);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_list_item_set_child (item, text);
}

/* Words do not fill their lines. */
static void
on_bind_many (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkInscription *text = GTK_INSCRIPTION (gtk_list_item_get_child (item));
  const char *option = gtk_string_object_get_string (gtk_list_item_get_item (item));
  long length = g_utf8_strlen (option, -1);

  gtk_inscription_set_text (text, option);
  gtk_inscription_set_min_lines (text, length <= WIDTH_CHARS ? 1 : 1 + (guint) (length / (WIDTH_CHARS * 3 / 4)));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
make_factory (GCallback setup,
              GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", bind, NULL);

  return factory;
}

/* What is looked in when a person types: the text, and the text as it may be typed. (transfer full) */
static char *
searched_text (GtkStringObject *item,
               gpointer         data)
{
  const char *text = gtk_string_object_get_string (item);
  g_autofree char *key = hkk_plain_text_key (text);

  return g_strjoin ("\n", text, key, NULL);
}

static void
on_search_changed (HkkChoiceField *self,
                   GtkSearchEntry *entry)
{
  GtkListView *options = GTK_LIST_VIEW (hkk_descendant_find (GTK_WIDGET (self->list), GTK_TYPE_LIST_VIEW));

  hkk_found_say (self->found, gtk_editable_get_text (GTK_EDITABLE (entry)),
                 g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (options))));
}

/* After the list itself has looked. */
static void
say_found (HkkChoiceField *self)
{
  GtkWidget *entry = hkk_descendant_find (GTK_WIDGET (self->list), GTK_TYPE_SEARCH_ENTRY);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  self->found = hkk_found_new (GTK_WIDGET (self));
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (on_search_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
hkk_choice_field_build (HkkFieldRow *row)
{
  HkkChoiceField *self = HKK_CHOICE_FIELD (row);
  HkkFormField *field = hkk_field_row_get_field (row);
  gboolean many = hkk_form_field_get_n_options (field) >= SEARCHED_FROM;
  g_autoptr(GtkListItemFactory) factory = make_factory (G_CALLBACK (on_setup_chosen), G_CALLBACK (on_bind));
  g_autoptr(GtkListItemFactory) list_factory = make_factory (many ? G_CALLBACK (on_setup_many)
                                                                  : G_CALLBACK (on_setup_few),
                                                             many ? G_CALLBACK (on_bind_many) : G_CALLBACK (on_bind));
  GtkStringList *labels = gtk_string_list_new (NULL);

  /* TRANSLATORS: first entry of a list of answers, as long as none is chosen */
  gtk_string_list_append (labels, _("Choose"));
  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    gtk_string_list_append (labels, hkk_form_field_get_option (field, i)->label);

  self->list = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels),
                                                 gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                                              G_CALLBACK (searched_text), NULL, NULL)));
  gtk_drop_down_set_factory (self->list, factory);
  gtk_drop_down_set_list_factory (self->list, list_factory);
  gtk_drop_down_set_enable_search (self->list, many);
  gtk_drop_down_set_search_match_mode (self->list, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  if (many)
    say_found (self);
  hkk_field_row_set_control (row, GTK_WIDGET (self->list), GTK_WIDGET (self->list));
}

static void
hkk_choice_field_refresh (HkkFieldRow *row)
{
  HkkChoiceField *self = HKK_CHOICE_FIELD (row);
  HkkFormField *field = hkk_field_row_get_field (row);
  const char *value = hkk_form_values_get_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row));
  guint selected = 0;

  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    if (g_strcmp0 (hkk_form_field_get_option (field, i)->value, value) == 0)
      selected = i + 1;

  gtk_drop_down_set_selected (self->list, selected);
}

static void
hkk_choice_field_dispose (GObject *object)
{
  g_clear_pointer (&HKK_CHOICE_FIELD (object)->found, hkk_found_free);

  G_OBJECT_CLASS (hkk_choice_field_parent_class)->dispose (object);
}

static void
hkk_choice_field_class_init (HkkChoiceFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_choice_field_dispose;
  row_class->build = hkk_choice_field_build;
  row_class->refresh = hkk_choice_field_refresh;
}

static void
hkk_choice_field_init (HkkChoiceField *self)
{
}
