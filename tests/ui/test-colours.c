/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "harness.h"

/* Contrast with each accent colour of a desktop, light, dark and in high contrast: text 4.5 : 1, graphics 3 : 1. */

#define TEXT 4.5
#define GRAPHIC 3.0

/* How much of its own colour the ground of a chip has, and of the text's that of a row or a button that is chosen. */
#define TINT 0.1f
#define CHOSEN 0.19f

typedef enum
{
  WINDOW,
  VIEW,
  CARD,
  SIDEBAR,
  SECONDARY_SIDEBAR,
  HEADERBAR,
  POPOVER,
  DIALOG,
  N_GROUNDS,
  ACCENT_BG = N_GROUNDS,
  ACCENT,
  N_COLOURS
} Colour;

static const char *names[N_COLOURS] = { "window-bg", "view-bg", "card-bg", "sidebar-bg", "secondary-sidebar-bg",
                                        "headerbar-bg", "popover-bg", "dialog-bg", "accent-bg", "accent" };
static const char *chips[] = { "accent", "success", "warning", "error" };
static const char *buttons[] = { "suggested-action", "destructive-action", "raised", "flat" };
static const struct { GtkStateFlags flags; const char *words; } states[] = {
  { GTK_STATE_FLAG_NORMAL, "as it is" }, { GTK_STATE_FLAG_PRELIGHT, "under the pointer" },
  { GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_ACTIVE, "pressed" }, { GTK_STATE_FLAG_CHECKED, "chosen" },
};

typedef struct
{
  GtkWidget *probes[N_COLOURS]; /* Borrowed: each has the colour for its text */
  GtkWidget *buttons[G_N_ELEMENTS (buttons)], *badge; /* Borrowed */
  GtkWidget *chips[G_N_ELEMENTS (chips)]; /* Borrowed */
  const char *style; /* what is measured, for who reads a failure */
  guint failures;
} Measure;

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (GdkRGBA colour)
{
  return 0.2126 * linear (colour.red) + 0.7152 * linear (colour.green) + 0.0722 * linear (colour.blue);
}

static GdkRGBA
over (GdkRGBA colour,
      float   opacity,
      GdkRGBA ground)
{
  float alpha = colour.alpha * opacity;

  return (GdkRGBA) { colour.red * alpha + ground.red * (1 - alpha), colour.green * alpha + ground.green * (1 - alpha),
                     colour.blue * alpha + ground.blue * (1 - alpha), 1 };
}

static void
check (Measure    *measure,
       const char *what,
       GdkRGBA     colour,
       GdkRGBA     ground,
       double      least)
{
  double one = luminance (over (colour, 1, ground)), other = luminance (ground);
  double contrast = (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);

  if (contrast >= least)
    return;
  g_test_message ("%s: %s has a contrast of %.2f, not %.1f", measure->style, what, contrast, least);
  measure->failures++;
}

static GdkRGBA
colour_of (GtkWidget *widget)
{
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  return colour;
}

/* As it is drawn, below its upper edge; it may let what is behind it through. */
static GdkRGBA
ground_of (GtkWidget *widget)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  graphene_rect_t bounds;
  guchar point[4] = { 0 };

  g_assert_true (gtk_widget_compute_bounds (widget, gtk_widget_get_parent (widget), &bounds));
  gtk_widget_queue_draw (widget);
  gtk_widget_snapshot_child (gtk_widget_get_parent (widget), widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (bounds.origin.x + bounds.size.width / 2,
                                                              bounds.origin.y + 2, 1, 1));
  gdk_texture_download (texture, point, sizeof point); /* blue, green, red, opacity */
  if (point[3] == 0)
    return (GdkRGBA) { 0 };
  return (GdkRGBA) { point[2] / (float) point[3], point[1] / (float) point[3], point[0] / (float) point[3],
                     point[3] / 255.f };
}

static void
check_on (Measure    *measure,
          const char *name,
          GdkRGBA     ground)
{
  g_autofree char *words = g_strconcat ("accent on ", name, NULL);
  g_autofree char *chosen = g_strconcat ("focus on what is chosen on ", name, NULL);
  GdkRGBA accent = colour_of (measure->probes[ACCENT]);

  check (measure, words, accent, ground, TEXT); /* links; the focus and edges, too */
  check (measure, chosen, accent, over (colour_of (measure->buttons[2]), CHOSEN, ground), GRAPHIC);
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      g_autofree char *chip = g_strconcat ("chip ", chips[i], " on ", name, NULL);
      GdkRGBA colour = colour_of (measure->chips[i]);

      check (measure, chip, colour, over (colour, TINT, ground), TEXT);
    }
}

/* On the grounds on which it stands. */
static void
check_button (Measure    *measure,
              GtkWidget  *button,
              const char *what)
{
  GdkRGBA window = colour_of (measure->probes[WINDOW]);
  GdkRGBA colour = colour_of (button), own = ground_of (button);

  for (Colour i = WINDOW; i < N_GROUNDS; i++)
    {
      g_autofree char *words = g_strconcat (what, " on ", names[i], NULL);

      check (measure, words, colour, over (own, 1, over (colour_of (measure->probes[i]), 1, window)), TEXT);
    }
}

static void
check_buttons (Measure *measure)
{
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    for (guint j = 0; j < G_N_ELEMENTS (states); j++)
      {
        g_autofree char *words = g_strconcat (buttons[i], " button, ", states[j].words, NULL);

        gtk_widget_set_state_flags (measure->buttons[i], states[j].flags, FALSE);
        check_button (measure, measure->buttons[i], words);
        gtk_widget_unset_state_flags (measure->buttons[i], states[j].flags);
      }
}

static void
check_all (Measure *measure)
{
  GdkRGBA accent = colour_of (measure->probes[ACCENT_BG]);
  GdkRGBA window = colour_of (measure->probes[WINDOW]);

  check_buttons (measure);
  check (measure, "badge", colour_of (measure->badge), ground_of (measure->badge), TEXT);
  check (measure, "knob of a switch", (GdkRGBA) { 1, 1, 1, 1 }, accent, GRAPHIC);
  for (Colour ground = WINDOW; ground < N_GROUNDS; ground++)
    check_on (measure, names[ground], over (colour_of (measure->probes[ground]), 1, window));
  check_on (measure, "card in a dialog",
            over (colour_of (measure->probes[CARD]), 1, colour_of (measure->probes[DIALOG])));
}

static GtkWidget *
add (GtkWidget  *box,
     GtkWidget  *widget,
     const char *css_class,
     const char *other)
{
  const char *classes[] = { css_class, other, NULL };

  gtk_widget_set_css_classes (widget, classes);
  gtk_box_append (GTK_BOX (box), widget);
  return widget;
}

static GtkCssProvider *
add_probes (GtkWidget *box,
            Measure   *measure)
{
  GtkCssProvider *provider = gtk_css_provider_new ();
  g_autoptr(GString) css = g_string_new (NULL);

  for (Colour i = 0; i < N_COLOURS; i++)
    {
      g_autofree char *css_class = g_strconcat ("of-", names[i], NULL);

      g_string_append_printf (css, ".%s { color: var(--%s-color); }", css_class, names[i]);
      measure->probes[i] = add (box, gtk_label_new ("a"), css_class, NULL);
    }
  gtk_css_provider_load_from_string (provider, css->str);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  return provider;
}

static void
check_accents (Measure    *measure,
               const char *scheme,
               GSettings  *interface)
{
  g_autoptr(GEnumClass) accents = g_type_class_ref (ADW_TYPE_ACCENT_COLOR);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_assert_cmpuint (accents->n_values, ==, 9);
  for (guint i = 0; i < accents->n_values; i++)
    {
      g_autofree char *style = g_strconcat (accents->values[i].value_nick, ", ", scheme, NULL);

      g_settings_set_string (interface, "accent-color", accents->values[i].value_nick);
      test_drain ();
      g_assert_cmpint (adw_style_manager_get_accent_color (manager), ==, accents->values[i].value);
      measure->style = style;
      check_all (measure);
    }
}

static void
test_accents (void)
{
  g_autoptr(GSettings) interface = g_settings_new ("org.gnome.desktop.interface");
  g_autoptr(GSettings) a11y = g_settings_new ("org.gnome.desktop.a11y.interface");
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Measure measure = { 0 };
  g_autoptr(GtkCssProvider) provider = add_probes (box, &measure);
  GtkWindow *window = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    measure.buttons[i] = add (box, gtk_button_new_with_label ("a"), buttons[i], NULL);
  measure.badge = add (box, gtk_label_new ("1"), "hkk-badge", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    measure.chips[i] = add (box, gtk_label_new ("a"), "hkk-chip", chips[i]);
  window = harness_show (box, 400, 800);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  check_accents (&measure, "light", interface);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  check_accents (&measure, "dark", interface);
  g_settings_set_boolean (a11y, "high-contrast", TRUE);
  g_assert_true (adw_style_manager_get_high_contrast (manager));
  check_accents (&measure, "dark in high contrast", interface);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  check_accents (&measure, "light in high contrast", interface);
  g_settings_reset (a11y, "high-contrast");
  g_settings_reset (interface, "accent-color");
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider));
  gtk_window_destroy (window);
  g_assert_cmpuint (measure.failures, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  g_test_add_func ("/colours/accents", test_accents);
  return g_test_run ();
}
