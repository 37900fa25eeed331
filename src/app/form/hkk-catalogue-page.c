/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-catalogue-page.h"

#include <glib/gi18n.h>

#include "hkk-form-summary.h"
#include "hkk-row.h"
#include "hkk-rules.h"

struct _HkkCataloguePage
{
  HkkPage           parent_instance;

  HkkFormCatalogue *catalogue; /* Owned (nullable) */
  guint             next;      /* the category that is not shown yet */
  guint             source;    /* 0: all are */
  GPtrArray        *forms;     /* Owned, of owned HkkFormSummary */
  GPtrArray        *rows;      /* Owned, of borrowed AdwActionRow, one per form */

  HkkStatusStack   *status;
  GtkSearchEntry   *search;
  GtkBox           *groups;
  GtkWidget        *nothing;
};

G_DEFINE_FINAL_TYPE (HkkCataloguePage, hkk_catalogue_page, HKK_TYPE_PAGE)

static char *
describe (HkkFormSummary *form)
{
  HkkThing *thing = HKK_THING (form);
  const char *summary = hkk_thing_get_string (thing, "summary");
  guint minutes = (guint) hkk_thing_get_int (thing, "minutes");
  g_auto(GStrv) prepare = NULL;
  gboolean substantial = FALSE;
  GString *text = g_string_new (summary != NULL ? summary : "");

  g_object_get (form, "prepare", &prepare, "substantial", &substantial, NULL);
  if (prepare != NULL && prepare[0] != NULL)
    {
      g_autofree char *things = g_strjoinv (", ", prepare);

      g_string_append_c (text, '\n');
      /* TRANSLATORS: %s is a list of papers, for example “Invoice, Proof of payment” */
      g_string_append_printf (text, _("Have ready: %s"), things);
    }
  if (minutes > 0)
    {
      g_string_append_c (text, '\n');
      /* TRANSLATORS: how long filling in a form takes */
      g_string_append_printf (text, ngettext ("About %u minute", "About %u minutes", minutes), minutes);
    }
  if (substantial)
    {
      g_string_append_c (text, '\n');
      g_string_append (text, _("Needs your Service-App"));
    }

  return g_string_free_and_steal (text);
}

static GtkWidget *
make_row (HkkFormSummary *form)
{
  g_autofree char *subtitle = describe (form);
  GtkWidget *row = hkk_row_new (hkk_form_summary_get_title (form), subtitle);

  hkk_row_lead (row, "win.open-form", hkk_form_summary_get_id (form));

  return row;
}

static void
add_category (HkkCataloguePage *self,
              const char       *id,
              const char       *title,
              GListModel       *forms)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  guint before = self->rows->len;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++)
    {
      g_autoptr(HkkFormSummary) form = g_list_model_get_item (forms, i);
      HkkThing *thing = HKK_THING (form);
      GtkWidget *row = NULL;

      /* Personal data are changed where they are shown. */
      if (g_strcmp0 (hkk_thing_get_string (thing, "category"), id) != 0 ||
          g_strcmp0 (hkk_thing_get_string (thing, "kind"), "profile") == 0)
        continue;
      row = make_row (form);
      g_ptr_array_add (self->forms, g_object_ref (form));
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_widget_set_visible (group, self->rows->len > before);
  gtk_box_append (self->groups, group);
}

/* FALSE if there was none any more. */
static gboolean
add_next (HkkCataloguePage *self)
{
  GListModel *categories = self->catalogue != NULL ? hkk_form_catalogue_get_categories (self->catalogue) : NULL;
  g_autoptr(HkkThing) category = categories != NULL ? g_list_model_get_item (categories, self->next) : NULL;

  if (category == NULL)
    return FALSE;
  self->next++;
  if (hkk_thing_get_id (category) != NULL && hkk_thing_get_string (category, "title") != NULL)
    add_category (self, hkk_thing_get_id (category), hkk_thing_get_string (category, "title"),
                  hkk_form_catalogue_get_forms (self->catalogue));
  return TRUE;
}

static gboolean
on_idle (gpointer data)
{
  HkkCataloguePage *self = data;

  if (add_next (self))
    return G_SOURCE_CONTINUE;
  gtk_widget_set_visible (self->nothing, self->rows->len == 0);
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static void
on_search (HkkCataloguePage *self)
{
  g_autofree char *text = hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search)), FALSE);

  while (add_next (self))
    continue;
  g_clear_handle_id (&self->source, g_source_remove);
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    gtk_widget_set_visible (group, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      gboolean matches = hkk_form_summary_matches (g_ptr_array_index (self->forms, i), text);

      gtk_widget_set_visible (row, matches);
      if (matches)
        gtk_widget_set_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), TRUE);
    }
  gtk_widget_set_visible (self->nothing, hkk_catalogue_page_get_n_shown (self) == 0);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkCataloguePage) self = HKK_CATALOGUE_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormCatalogue) catalogue = hkk_form_catalogue_load_finish (HKK_PORTAL (source), result, NULL, &error);

  if (hkk_page_take (HKK_PAGE (self), catalogue, error))
    hkk_catalogue_page_show (self, catalogue);
}

static void
hkk_catalogue_page_reload (HkkPage *page)
{
  hkk_form_catalogue_load_async (hkk_page_get_portal (page), hkk_page_get_cancellable (page), on_loaded,
                                 g_object_ref (page));
}

static gboolean
hkk_catalogue_page_start_search (HkkPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HKK_CATALOGUE_PAGE (page)->search));
}

static void
hkk_catalogue_page_dispose (GObject *object)
{
  HkkCataloguePage *self = HKK_CATALOGUE_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->catalogue);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (hkk_catalogue_page_parent_class)->dispose (object);
}

static void
hkk_catalogue_page_finalize (GObject *object)
{
  HkkCataloguePage *self = HKK_CATALOGUE_PAGE (object);

  g_ptr_array_unref (self->forms);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (hkk_catalogue_page_parent_class)->finalize (object);
}

static void
hkk_catalogue_page_class_init (HkkCataloguePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_catalogue_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_catalogue_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_catalogue_page_reload;
  HKK_PAGE_CLASS (klass)->start_search = hkk_catalogue_page_start_search;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-catalogue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, search);
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, groups);
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
}

static void
hkk_catalogue_page_init (HkkCataloguePage *self)
{
  self->forms = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
}

/**
 * hkk_catalogue_page_new:
 *
 * Returns: (transfer floating): the page where a new request begins
 */
HkkCataloguePage *
hkk_catalogue_page_new (void)
{
  return g_object_new (HKK_TYPE_CATALOGUE_PAGE, NULL);
}

/**
 * hkk_catalogue_page_show:
 * @catalogue: all forms
 *
 * Shows the forms by category: the first at once, the others one after the other between frames, so that nothing is
 * held up by all of them being measured.
 */
void
hkk_catalogue_page_show (HkkCataloguePage *self,
                         HkkFormCatalogue *catalogue)
{
  GtkWidget *child = NULL;

  g_return_if_fail (HKK_IS_CATALOGUE_PAGE (self));
  g_return_if_fail (HKK_IS_FORM_CATALOGUE (catalogue));

  g_ptr_array_set_size (self->forms, 0);
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);

  g_set_object (&self->catalogue, catalogue);
  self->next = 0;
  gtk_widget_set_visible (self->nothing, FALSE);
  add_next (self);
  if (!self->source)
    self->source = g_idle_add (on_idle, self);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  /* What was typed before a reload still holds. */
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    on_search (self);
}

/**
 * hkk_catalogue_page_get_n_shown:
 *
 * Returns: how many forms match the search
 */
guint
hkk_catalogue_page_get_n_shown (HkkCataloguePage *self)
{
  guint n = 0;

  g_return_val_if_fail (HKK_IS_CATALOGUE_PAGE (self), 0);

  for (guint i = 0; i < self->rows->len; i++)
    n += gtk_widget_get_visible (g_ptr_array_index (self->rows, i)) ? 1 : 0;

  return n;
}
