/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <zbar.h>

#include "harness.h"
#include "hkk-guide-dialog.h"
#include "hkk-qr-picture.h"
#include "portal-server.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (zbar_image_scanner_t, zbar_image_scanner_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (zbar_image_t, zbar_image_destroy)

#define ADDRESS "https://portal.example/service-app?from=desktop"

typedef struct
{
  PortalServer *server;
  HkkPortal    *portal;
  const char   *status;  /* the answer to what the portal says of itself */
  guint         asked;
  GtkWindow    *window;
  GtkWidget    *content; /* Borrowed from the dialog */
} Fixture;

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;

  g_assert_cmpstr (path, ==, "/v1/status");
  portal_answer (message, 200, self->status);
  self->asked++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  AdwDialog *dialog;

  self->status = "{}";
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  self->window = harness_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), GPOINTER_TO_INT (data), 800);
  dialog = ADW_DIALOG (hkk_guide_dialog_new (HKK_GUIDE_REGISTRATION, self->portal));
  self->content = adw_dialog_get_child (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  test_wait_until (self->asked == 1);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (self->window);
  test_drain ();
  harness_finalize (self->portal);
  portal_server_free (self->server);
}

static char *
get_address (Fixture *self)
{
  char *address = NULL;

  g_object_get (self->portal, "service-app", &address, NULL);
  return address;
}

static void
say (Fixture    *self,
     const char *address)
{
  guint asked = self->asked;
  g_autofree char *status = g_strdup_printf ("{\"service_app\":\"%s\"}", address);

  self->status = status;
  hkk_portal_check_now (self->portal);
  test_wait_until (self->asked > asked);
}

/* What a camera in front of the screen would read. */
static char *
scan (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guint8 *pixels = g_malloc ((gsize) width * height * 4);
  g_autofree guint8 *grey = g_malloc ((gsize) width * height);
  g_autoptr(zbar_image_scanner_t) scanner = zbar_image_scanner_create ();
  g_autoptr(zbar_image_t) image = zbar_image_create ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (gsize i = 0; i < (gsize) width * height; i++)
    grey[i] = pixels[4 * i + 1];
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (unsigned) width, (unsigned) height);
  zbar_image_set_data (image, grey, (unsigned long) width * height, NULL);
  zbar_scan_image (scanner, image);
  return zbar_image_first_symbol (image) != NULL ? g_strdup (zbar_symbol_get_data (zbar_image_first_symbol (image)))
                                                 : NULL;
}

/* The portal is asked; the code and the address beside it are there as soon as it has said so. */
static void
test_code (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *picture = harness_find (self->content, HKK_TYPE_QR_PICTURE, 0);
  g_autofree char *read = NULL;

  g_assert_false (gtk_widget_get_mapped (picture));
  say (self, ADDRESS);
  test_wait_until (gtk_widget_get_mapped (picture) && gtk_widget_get_width (picture) > 0);
  g_assert_true (harness_shows (self->content, ADDRESS));
  read = scan (picture);
  g_assert_cmpstr (read, ==, ADDRESS);
  harness_assert_not_cut (self->content);
  harness_shot ("guide");
}

/* The address can be copied; a guide that opens with it does not begin there. */
static void
test_address (Fixture       *self,
              gconstpointer  data)
{
  AdwDialog *again;
  GtkWidget *focus, *label = NULL;

  self->status = "{\"service_app\":\"" ADDRESS "\"}";
  hkk_portal_check_now (self->portal);
  test_wait_until (harness_shows (self->content, ADDRESS));
  again = ADW_DIALOG (hkk_guide_dialog_new (HKK_GUIDE_REGISTRATION, self->portal));
  adw_dialog_present (again, GTK_WIDGET (self->window));
  test_wait_until (gtk_window_get_focus (self->window) != NULL &&
                   gtk_widget_is_ancestor (gtk_window_get_focus (self->window), GTK_WIDGET (again)));
  for (guint i = 0; label == NULL; i++)
    {
      GtkWidget *each = harness_find (again, GTK_TYPE_LABEL, i);

      if (g_str_equal (gtk_label_get_label (GTK_LABEL (each)), ADDRESS))
        label = each;
    }
  focus = gtk_window_get_focus (self->window);
  g_assert_true (focus != label);
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (label), NULL, NULL));
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
  test_wait_until (gtk_widget_get_can_focus (label)); /* with keys too */
}

/* What is no address of a page, or could look like another one, is not shown; nor is one any more that was taken
 * back. */
static void
test_no_address (Fixture       *self,
                 gconstpointer  data)
{
  static const char * const bad[] = {
    "http://portal.example/app", "javascript:alert(1)", "https://", "https:///app", "https://hkk.example@evil.example/",
    "https://portal.example/a b", "https://p\303\266rtal.example/", "portal",
  };
  g_autofree char *filler = g_strnfill (200, 'a');
  g_autofree char *endless = g_strconcat ("https://portal.example/", filler, NULL);
  GtkWidget *picture = harness_find (self->content, HKK_TYPE_QR_PICTURE, 0);

  for (gsize i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *address = NULL;

      say (self, ADDRESS);
      test_wait_until (gtk_widget_get_mapped (picture));
      say (self, i < G_N_ELEMENTS (bad) ? bad[i] : endless);
      test_wait_until (!gtk_widget_get_mapped (picture));
      address = get_address (self);
      g_assert_null (address);
    }
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  g_test_add ("/guide/code", Fixture, GINT_TO_POINTER (480), set_up, test_code, tear_down);
  g_test_add ("/guide/address", Fixture, GINT_TO_POINTER (480), set_up, test_address, tear_down);
  /* There it comes from below. */
  g_test_add ("/guide/address-narrow", Fixture, GINT_TO_POINTER (360), set_up, test_address, tear_down);
  g_test_add ("/guide/no-address", Fixture, GINT_TO_POINTER (480), set_up, test_no_address, tear_down);
  return g_test_run ();
}
