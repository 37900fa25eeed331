/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-catalogue-page.h"

#include <glib/gi18n.h>

#include "hkk-catalogue-row.h"
#include "hkk-marking.h"
#include "hkk-no-device.h"
#include "hkk-row.h"
#include "hkk-rules.h"

struct _HkkCataloguePage
{
  HkkPage           parent_instance;

  HkkFormCatalogue *catalogue; /* Owned (nullable) */
  guint             next;      /* the group that is not shown yet: 0 is what is often needed, then the categories */
  guint             source;    /* 0: all are */
  GPtrArray        *rows;      /* Owned, of borrowed HkkCatalogueRow, one per form */

  HkkStatusStack   *status;
  GtkSearchEntry   *search;
  AdwBin           *no_device;
  GtkBox           *groups;
  GtkWidget        *nothing;
  GtkButton        *write_button;
};

G_DEFINE_FINAL_TYPE (HkkCataloguePage, hkk_catalogue_page, HKK_TYPE_PAGE)

/* One is read at a time: the list stays short. */
static void
on_row_expanded (HkkCataloguePage *self,
                 GParamSpec       *pspec,
                 AdwExpanderRow   *row)
{
  if (!adw_expander_row_get_expanded (row))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != row)
      adw_expander_row_set_expanded (g_ptr_array_index (self->rows, i), FALSE);
}

/* Personal data are changed where they are shown. What many people look for stands above the categories, once. */
static gboolean
belongs (HkkFormSummary *form,
         const char     *category)
{
  HkkThing *thing = HKK_THING (form);
  gboolean common = FALSE;

  g_object_get (form, "common", &common, NULL);
  if (g_strcmp0 (hkk_thing_get_string (thing, "kind"), "profile") == 0)
    return FALSE;
  if (category == NULL || common)
    return category == NULL && common;
  return g_strcmp0 (hkk_thing_get_string (thing, "category"), category) == 0;
}

static void
mark (HkkCataloguePage *self,
      HkkCatalogueRow  *row)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  gboolean substantial = FALSE;

  g_object_get (hkk_catalogue_row_get_form (row), "substantial", &substantial, NULL);
  if (substantial && portal != NULL)
    adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), hkk_no_device_badge_new (portal));
}

/* Above everything, whatever is searched for. */
static void
show_no_device (HkkCataloguePage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  if (portal != NULL)
    hkk_no_device_show (self->no_device, portal,
                        _("What is marked with “Device needed” can be handed in after you registered one."));
}

static void
add_group (HkkCataloguePage *self,
           const char       *category,
           const char       *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  GListModel *forms = hkk_form_catalogue_get_forms (self->catalogue);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  guint before = self->rows->len;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++)
    {
      g_autoptr(HkkFormSummary) form = g_list_model_get_item (forms, i);
      HkkCatalogueRow *row = NULL;

      if (!belongs (form, category))
        continue;
      row = hkk_catalogue_row_new (form);
      mark (self, row);
      g_signal_connect_object (row, "notify::expanded", G_CALLBACK (on_row_expanded), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (row));
    }
  gtk_widget_set_visible (group, self->rows->len > before);
  gtk_box_append (self->groups, group);
}

/* FALSE if there was none any more. */
static gboolean
add_next (HkkCataloguePage *self)
{
  GListModel *categories = self->catalogue != NULL ? hkk_form_catalogue_get_categories (self->catalogue) : NULL;
  g_autoptr(HkkThing) category = NULL;
  guint position = self->next;

  if (categories == NULL || position > g_list_model_get_n_items (categories))
    return FALSE;
  self->next++;
  if (position == 0)
    {
      /* TRANSLATORS: heading above the forms that many people look for */
      add_group (self, NULL, _("Often needed"));
      return TRUE;
    }
  category = g_list_model_get_item (categories, position - 1);
  if (hkk_thing_get_id (category) != NULL && hkk_thing_get_string (category, "title") != NULL)
    add_group (self, hkk_thing_get_id (category), hkk_thing_get_string (category, "title"));
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
      gboolean matches = hkk_form_summary_matches (hkk_catalogue_row_get_form (HKK_CATALOGUE_ROW (row)), text);

      gtk_widget_set_visible (row, matches);
      if (matches)
        gtk_widget_set_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), TRUE);
    }
  gtk_widget_set_visible (self->nothing, hkk_catalogue_page_get_n_shown (self) == 0);
  hkk_page_say_found (HKK_PAGE (self), text, hkk_catalogue_page_get_n_shown (self));
}

/* Escape takes what was typed back, and where there is nothing it leaves the page, as everywhere on it. */
static void
on_stop_search (HkkCataloguePage *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

/* Enter in the search goes on with the first form that it found. */
static void
on_search_activate (HkkCataloguePage *self)
{
  on_search (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (self->rows, i)))
      {
        adw_expander_row_set_expanded (g_ptr_array_index (self->rows, i), TRUE);
        return;
      }
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
  hkk_marking_take (GTK_EDITABLE (HKK_CATALOGUE_PAGE (page)->search));
  return TRUE;
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
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, no_device);
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, groups);
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, HkkCataloguePage, write_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
}

static void
hkk_catalogue_page_init (HkkCataloguePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_button_wrap (self->write_button);
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

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);

  show_no_device (self);
  g_set_object (&self->catalogue, catalogue);
  self->next = 0;
  gtk_widget_set_visible (self->nothing, FALSE);
  while (self->rows->len == 0 && add_next (self))
    continue;
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
