/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-sidebar.h"

#include <glib/gi18n.h>

#include "config.h"
#include "hkk-header-bar.h"
#include "hkk-main-menu.h"
#include "hkk-offer.h"

struct _HkkSidebar
{
  AdwNavigationPage  parent_instance;

  GtkListBox        *list;
  GtkLabel          *person_label;

  GtkWidget         *rows[HKK_N_PLACES];   /* Borrowed */
  GtkLabel          *badges[HKK_N_PLACES]; /* Borrowed */
};

G_DEFINE_FINAL_TYPE (HkkSidebar, hkk_sidebar, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_PLACE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *icon_name;
  const char *title;
  const char *count;      /* (nullable): property of HkkOverview */
} places[HKK_N_PLACES] = {
  [HKK_PLACE_OVERVIEW] = { "go-home-symbolic", N_("Overview"), "open-approvals" },
  [HKK_PLACE_REQUESTS] = { "hkk-requests-symbolic", N_("Requests"), "requests-need-you" },
  [HKK_PLACE_DOCUMENTS] = { "folder-documents-symbolic", N_("Documents & services") },
  [HKK_PLACE_PROFILE] = { "avatar-default-symbolic", N_("Personal data") },
  [HKK_PLACE_MESSAGES] = { "mail-unread-symbolic", N_("Messages & contact"), "unread-messages" },
  [HKK_PLACE_SECURITY] = { "security-high-symbolic", N_("Security") },
};

static void
on_row_activated (HkkSidebar    *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_PLACE_CHOSEN], 0, gtk_list_box_row_get_index (row));
}

static void
name_row (HkkSidebar *self,
          HkkPlace    place,
          guint       count)
{
  g_autofree char *name = NULL;

  if (count > 0)
    /* TRANSLATORS: an entry of the side menu for screen readers; %s: its title, %u: how many things in it need the
       person */
    name = g_strdup_printf (ngettext ("%s, %u to do", "%s, %u to do", count), _(places[place].title), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[place]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : _(places[place].title), -1);
}

static void
set_badge (HkkSidebar *self,
           HkkPlace    place,
           guint       count)
{
  g_autofree char *text = count > 99 ? g_strdup ("99+") : g_strdup_printf ("%u", count);

  gtk_label_set_label (self->badges[place], text);
  gtk_widget_set_visible (GTK_WIDGET (self->badges[place]), count > 0);
  name_row (self, place, count);
}

/* The row's name has it all: what stands in it would be read after it once more. */
static GtkWidget *
label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
append_row (HkkSidebar *self,
            HkkPlace    place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (places[place].icon_name);
  GtkWidget *label = label_new (_(places[place].title));
  GtkWidget *badge = label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (badge, "hkk-badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
  self->rows[place] = row;
  self->badges[place] = GTK_LABEL (badge);
  name_row (self, place, 0);
}

static void
hkk_sidebar_class_init (HkkSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_PLACE_CHOSEN] = g_signal_new ("place-chosen", HKK_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  g_type_ensure (HKK_TYPE_MAIN_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, HkkSidebar, person_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
hkk_sidebar_init (HkkSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), HKK_APP_NAME);
  for (int place = 0; place < HKK_N_PLACES; place++)
    append_row (self, (HkkPlace) place);
}

/**
 * hkk_sidebar_select:
 * @place: the place that is shown
 *
 * Marks @place without saying that the person chose it. No other row can be marked: where the keys are is no mark.
 */
void
hkk_sidebar_select (HkkSidebar *self,
                    HkkPlace    place)
{
  g_return_if_fail (HKK_IS_SIDEBAR (self));

  for (int i = 0; i < HKK_N_PLACES; i++)
    gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self->rows[i]), i == (int) place);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (self->rows[place]));
}

/**
 * hkk_sidebar_focus:
 * @place: one of the places
 *
 * Puts the keyboard focus on the row of @place.
 */
void
hkk_sidebar_focus (HkkSidebar *self,
                   HkkPlace    place)
{
  g_return_if_fail (HKK_IS_SIDEBAR (self));

  gtk_widget_grab_focus (self->rows[place]);
}

/**
 * hkk_sidebar_set_overview:
 * @overview: (nullable): what the portal said last; %NULL: nobody is signed in
 *
 * Shows at each place how many things there need the person.
 */
void
hkk_sidebar_set_overview (HkkSidebar  *self,
                          HkkOverview *overview)
{
  g_return_if_fail (HKK_IS_SIDEBAR (self));
  g_return_if_fail (overview == NULL || HKK_IS_OVERVIEW (overview));

  for (int place = 0; place < HKK_N_PLACES; place++)
    {
      gint64 count = 0;

      if (overview != NULL && places[place].count != NULL)
        g_object_get (overview, places[place].count, &count, NULL);
      set_badge (self, (HkkPlace) place, (guint) CLAMP (count, 0, G_MAXUINT));
    }
}

/**
 * hkk_sidebar_set_portal:
 * @portal: (nullable): whose places are shown
 *
 * Shows the places that @portal serves, and no others.
 */
void
hkk_sidebar_set_portal (HkkSidebar *self,
                        HkkPortal  *portal)
{
  g_return_if_fail (HKK_IS_SIDEBAR (self));

  for (int place = 0; place < HKK_N_PLACES; place++)
    gtk_widget_set_visible (self->rows[place],
                            hkk_offer_leads (portal, "win.go-to", hkk_place_get_name ((HkkPlace) place)));
}

/**
 * hkk_sidebar_set_person_name:
 * @name: (nullable): who is signed in
 */
void
hkk_sidebar_set_person_name (HkkSidebar *self,
                             const char *name)
{
  g_return_if_fail (HKK_IS_SIDEBAR (self));

  gtk_label_set_label (self->person_label, name != NULL ? name : "");
}
