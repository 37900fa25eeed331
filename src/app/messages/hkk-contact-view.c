/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-contact-view.h"

#include <glib/gi18n.h>

#include "hkk-contact.h"
#include "hkk-error-text.h"
#include "hkk-row.h"

struct _HkkContactView
{
  AdwBin               parent_instance;

  GtkStack            *stack;
  AdwPreferencesGroup *reach_group;
  GtkListBox          *reach_list;
  GtkWidget           *hours_group;
  GtkListBox          *hours_list;
  GtkWidget           *forms_group;
  GtkListBox          *forms_list;

  HkkShell            *shell;       /* Weak (nullable) */
  GCancellable        *cancellable; /* Owned */
  HkkContact          *contact;     /* Owned (nullable): what is shown */
  gboolean             loading;
};

G_DEFINE_FINAL_TYPE (HkkContactView, hkk_contact_view, ADW_TYPE_BIN)

/* --- Actions --- */

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkContactView *self = HKK_CONTACT_VIEW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  if (self->shell != NULL)
    hkk_shell_say (self->shell, _("Copied."));
}

static void
on_launched (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkContactView) self = data;
  g_autoptr(GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) || hkk_error_is_cancel (error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) || self->shell == NULL)
    return;
  hkk_shell_say (self->shell, _("No program on this computer opens this. You can copy it."));
}

static void
launch_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HkkContactView *self = HKK_CONTACT_VIEW (widget);
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (g_variant_get_string (parameter, NULL));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), self->cancellable, on_launched,
                           g_object_ref (self));
}

/* --- Rows --- */

/* URI (nullable): where the row leads. COPIED: what its button copies. */
static void
add_way (HkkContactView *self,
         const char     *title,
         const char     *text,
         const char     *uri,
         const char     *copied,
         const char     *copy_label)
{
  GtkWidget *row = hkk_row_new (title, text);

  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  hkk_row_add_action (row, "edit-copy-symbolic", copy_label, "contact.copy", g_variant_new_string (copied));
  if (uri != NULL)
    hkk_row_lead (row, "contact.launch", uri);
  gtk_list_box_append (self->reach_list, row);
}

static void
add_phone (HkkContactView *self)
{
  const char *phone = hkk_thing_get_string (HKK_THING (self->contact), "phone");
  const char *text = hkk_thing_get_string (HKK_THING (self->contact), "phone-text");
  g_autofree char *uri = g_strconcat ("tel:", phone, NULL);

  if (phone != NULL)
    /* TRANSLATORS: Label: the insurer's number */
    add_way (self, _("Telephone"), text != NULL ? text : phone, uri, phone, _("Copy the telephone number"));
}

static void
add_address (HkkContactView *self)
{
  g_auto(GStrv) lines = NULL;
  g_autofree char *text = NULL;

  g_object_get (self->contact, "address", &lines, NULL);
  text = lines != NULL ? g_strjoinv ("\n", lines) : NULL;
  if (text != NULL && *text)
    add_way (self, _("Address for letters"), text, NULL, text, _("Copy the address"));
}

static void
add_web (HkkContactView *self)
{
  const char *web = hkk_thing_get_string (HKK_THING (self->contact), "web");

  if (web != NULL && g_str_has_prefix (web, "https://"))
    /* TRANSLATORS: Label: the insurer's page in the web */
    add_way (self, _("Website"), web, web, web, _("Copy the address of the website"));
}

static GtkWidget *
make_hours (gpointer item,
            gpointer data)
{
  GtkWidget *row = hkk_row_new (hkk_thing_get_string (item, "days"), hkk_thing_get_string (item, "times"));

  gtk_widget_add_css_class (row, "property");
  return row;
}

static GtkWidget *
make_form (gpointer item,
           gpointer data)
{
  GtkWidget *row = hkk_row_new (hkk_thing_get_string (item, "title"), NULL);

  hkk_row_lead (row, "win.open-form", hkk_thing_get_id (item));
  return row;
}

static void
show_contact (HkkContactView *self)
{
  gtk_list_box_remove_all (self->reach_list);
  add_phone (self);
  add_address (self);
  add_web (self);
  gtk_widget_set_visible (GTK_WIDGET (self->reach_group),
                          gtk_list_box_get_row_at_index (self->reach_list, 0) != NULL);
  hkk_row_fill_list (self->hours_list, self->hours_group, hkk_thing_get_list (HKK_THING (self->contact), "hours"),
                     make_hours);
  hkk_row_fill_list (self->forms_list, self->forms_group, hkk_thing_get_list (HKK_THING (self->contact), "forms"),
                     make_form);
  gtk_stack_set_visible_child_name (self->stack, "contact");
}

/* --- Loading --- */

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkContactView) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkContact) contact = hkk_contact_load_finish (HKK_PORTAL (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  /* A portal that does not tell is one like before: nothing is shown. It is asked again with the next reload. */
  if (contact == NULL)
    g_debug ("How to reach the insurer is not known: %s", error->message);
  else if (g_set_object (&self->contact, contact))
    show_contact (self);
}

static void
hkk_contact_view_dispose (GObject *object)
{
  HkkContactView *self = HKK_CONTACT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->shell);
  g_clear_object (&self->contact);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_CONTACT_VIEW);
  G_OBJECT_CLASS (hkk_contact_view_parent_class)->dispose (object);
}

static void
hkk_contact_view_finalize (GObject *object)
{
  g_object_unref (HKK_CONTACT_VIEW (object)->cancellable);
  G_OBJECT_CLASS (hkk_contact_view_parent_class)->finalize (object);
}

static void
hkk_contact_view_class_init (HkkContactViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_contact_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_contact_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-contact-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, reach_group);
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, reach_list);
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, hours_group);
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, hours_list);
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, forms_group);
  gtk_widget_class_bind_template_child (widget_class, HkkContactView, forms_list);
  gtk_widget_class_install_action (widget_class, "contact.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "contact.launch", "s", launch_action);
}

static void
hkk_contact_view_init (HkkContactView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_contact_view_set_shell:
 * @shell: (nullable): whose portal it asks, unless that has told already
 */
void
hkk_contact_view_set_shell (HkkContactView *self,
                            HkkShell       *shell)
{
  HkkPortal *portal = shell != NULL ? hkk_shell_get_portal (shell) : NULL;

  g_return_if_fail (HKK_IS_CONTACT_VIEW (self));

  g_set_weak_pointer (&self->shell, shell);
  if (portal == NULL || self->contact != NULL || self->loading || !hkk_portal_offers (portal, "get_contact"))
    return;
  self->loading = TRUE;
  hkk_contact_load_async (portal, self->cancellable, on_loaded, g_object_ref (self));
}
