/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-closing.h"
#include "hkk-hyphens.h"
#include "hkk-room.h"
#include "hkk-structure.h"

static GPtrArray *announced;

/* In the place of the toolkit's, whose test backend has none. */
void
gtk_accessible_announce (GtkAccessible                     *self,
                         const char                        *message,
                         GtkAccessibleAnnouncementPriority  priority)
{
  if (announced == NULL)
    announced = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (announced, g_strdup (message));
}

guint
harness_take_said (const char *text)
{
  guint n = 0;

  for (guint i = 0; announced != NULL && i < announced->len; i++)
    n += strstr (announced->pdata[i], text) != NULL;
  if (announced != NULL)
    g_ptr_array_set_size (announced, 0);
  return n;
}

/* What stands on the screen goes into HKK_SHOTS as PNG files when that is set, for people to look at. */
static const char *shots;

/* GTK 4.24 counts the first frame of a popover twice on a display without a compositor, and warns of itself. Every
 * other warning ends the test. */
static gboolean
is_of_the_toolkit (const char *message)
{
  return g_strcmp0 (message, "gdk_frame_timings_submitted() called on submitted frame.") == 0;
}

static void
end_at_warning (GLogLevelFlags  level,
                const char     *message)
{
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0 && !is_of_the_toolkit (message))
    abort ();
}

static void
on_message (const char     *domain,
            GLogLevelFlags  level,
            const char     *message,
            gpointer        data)
{
  g_log_default_handler (domain, level, message, NULL);
  end_at_warning (level, message);
}

/* The same for those who log with fields. */
static GLogWriterOutput
on_fields (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  g_log_writer_default (level, fields, n_fields, NULL);
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      end_at_warning (level, fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

void
harness_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_log_set_default_handler (on_message, NULL);
  g_log_set_writer_func (on_fields, NULL, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  adw_init ();
  hkk_structure_begin ();
  hkk_room_begin ();
  hkk_hyphens_begin ();
  hkk_closing_begin ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (g_getenv ("HKK_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  {
    g_autoptr(GtkCssProvider) css = gtk_css_provider_new ();

    gtk_css_provider_load_from_resource (css, "/de/hkk/MeineHkk/style.css");
    gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  }
  shots = g_getenv ("HKK_SHOTS");
}

static GtkWidget *
find (GtkWidget *root,
      GType      type,
      guint     *position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*position)-- == 0)
        return child;
      found = find (child, type, position);
      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
harness_find (gpointer root,
              GType    type,
              guint    position)
{
  GtkWidget *found = find (GTK_WIDGET (root), type, &position);

  if (found == NULL)
    g_error ("no %s in a %s", g_type_name (type), G_OBJECT_TYPE_NAME (root));

  return found;
}

/* (nullable): that of a label inside, which can wrap, too. */
static const char *
label_of_button (GtkButton *button)
{
  const char *label = gtk_button_get_label (button);
  GtkWidget *inside = gtk_button_get_child (button);

  return label == NULL && GTK_IS_LABEL (inside) ? gtk_label_get_label (GTK_LABEL (inside)) : label;
}

GtkWidget *
harness_find_button (gpointer    root,
                     const char *label)
{
  for (guint i = 0;; i++)
    {
      guint position = i;
      GtkWidget *button = find (GTK_WIDGET (root), GTK_TYPE_BUTTON, &position);

      if (button == NULL)
        g_error ("no button “%s”", label);
      if (g_strcmp0 (label_of_button (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

static void
collect_primary (GtkWidget *widget,
                 GPtrArray *found)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_primary (child, found);
}

void
harness_assert_primary (gpointer    root,
                        const char *label)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  collect_primary (root, found);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (gtk_button_get_label (found->pdata[0]), ==, label);
}

static const char *
text_of (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
}

gboolean
harness_shows (gpointer    root,
               const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *said = text_of (child);

      if ((said != NULL && strstr (said, text) != NULL) || harness_shows (child, text))
        return TRUE;
    }
  return FALSE;
}

gboolean
harness_helps (gpointer    root,
               const char *answer)
{
  GVariant *target = GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root)
                       ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (root)) : NULL;

  if (target != NULL && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), "app.answer") == 0 &&
      g_str_equal (g_variant_get_string (target, NULL), answer))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (harness_helps (child, answer))
      return TRUE;
  return FALSE;
}

/* What is shown is read to its end: no text ends in dots, but where a row shows so many lines of it and no more. */
void
harness_assert_not_cut (gpointer root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && gtk_label_get_lines (root) < 1 &&
      pango_layout_is_ellipsized (gtk_label_get_layout (root)))
    g_error ("“%s” is cut in a %s", gtk_label_get_label (root),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (gtk_widget_get_parent (root))));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_opacity (child) > 0)
      harness_assert_not_cut (child);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (GTK_WIDGET (widget)) && gtk_widget_get_width (GTK_WIDGET (widget)) > 0;
}

GtkWindow *
harness_show (GtkWidget *content,
              int        width,
              int        height)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  gtk_widget_set_size_request (GTK_WIDGET (window), 360, 294);
  gtk_window_set_default_size (window, width, height);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_present (window);
  test_wait_until (is_mapped (content));
  test_drain ();

  return window;
}

void
harness_finalize (gpointer object)
{
  test_wait_until (G_OBJECT (object)->ref_count == 1);
  g_assert_finalize_object (G_OBJECT (object));
}

static gboolean
on_painted (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

void
harness_shot (const char *name)
{
  g_autofree char *path = NULL;
  const char *command[] = { "import", "-window", "root", NULL, NULL };
  gboolean painted = FALSE;

  if (shots == NULL)
    return;

  g_timeout_add (300, on_painted, &painted);
  test_wait_until (painted);
  path = g_strdup_printf ("%s/%s.png", shots, name);
  command[3] = path;
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

HkkForm *
harness_form (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "form-all-kinds.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  HkkForm *form = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  form = hkk_form_new_from_json (json_parser_get_root (parser), &error);
  g_assert_no_error (error);

  return form;
}

HkkFormModel *
harness_model (void)
{
  g_autoptr(HkkForm) form = harness_form ();
  g_autoptr(HkkFormValues) values = hkk_form_values_new ();

  return hkk_form_model_new (form, values, NULL, "2026-11-23");
}

/* Nothing listens there: whatever is asked fails as a broken connection. */
HkkSession *
harness_session (void)
{
  HkkPortalConfig config = { .base_url = "https://127.0.0.1:9", .program = "meine-hkk", .version = "0",
                             .data_dir = g_get_user_data_dir () };
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkTransport) transport = hkk_transport_new (&config, &error);
  g_autoptr(HkkKeyring) keyring = hkk_keyring_new (NULL);
  HkkSession *session = NULL;

  g_assert_no_error (error);
  session = hkk_session_new (transport, keyring, "desktop", NULL);
  hkk_session_set_fixed_token (session, "token");

  return session;
}
