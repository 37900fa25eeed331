/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-file-type.h"
#include "hkk-picture-pdf.h"
#include "hkk-picture-page.h"
#include "hkk-pictures-dialog.h"

/* What keeps a name its own direction. */
#define FSI "\342\201\250"
#define PDI "\342\201\251"

/* (transfer full): a picture of which nothing can be left out. */
static GBytes *
noise (int         side,
       const char *type,
       const char *quality)
{
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, side, side / 2);
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  guchar *pixels = gdk_pixbuf_get_pixels (picture);
  char *data = NULL;
  gsize size = 0;

  for (gsize i = 0; i + 4 <= gdk_pixbuf_get_byte_length (picture); i += 4)
    memcpy (pixels + i, &(guint32) { g_rand_int (random) }, 4);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &data, &size, type, NULL, quality != NULL ? "quality" : NULL,
                                            quality, NULL));
  return g_bytes_new_take (data, size);
}

static void
add (GListStore *pages,
     GBytes     *picture,
     guint       turns)
{
  g_autoptr(HkkPicturePage) page = hkk_picture_page_new ("page", picture);

  for (guint i = 0; i < turns; i++)
    hkk_picture_page_turn (page);
  g_list_store_append (pages, page);
}

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_there (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static GBytes *
make (GListStore  *pages,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_picture_pdf_async (G_LIST_MODEL (pages), NULL, on_made, &result);
  test_wait_until (is_there (&result));
  return hkk_picture_pdf_finish (result, error);
}

static guint
count (GBytes     *bytes,
       const char *text)
{
  const char *at = g_bytes_get_data (bytes, NULL), *end = at + g_bytes_get_size (bytes);
  guint n = 0;

  while ((at = memmem (at, (gsize) (end - at), text, strlen (text))) != NULL)
    {
      at += strlen (text);
      n++;
    }
  return n;
}

/* A JPEG is put in as it is, a PNG becomes one; the result passes what every file passes. */
static void
test_as_they_are (void)
{
  g_autoptr(GListStore) pages = g_list_store_new (HKK_TYPE_PICTURE_PAGE);
  g_autoptr(GBytes) jpeg = noise (200, "jpeg", "90");
  g_autoptr(GBytes) png = noise (100, "png", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = NULL;
  guint side = 0;

  add (pages, jpeg, 0);
  add (pages, png, 1);
  add (pages, jpeg, 2);
  pdf = make (pages, &error);
  g_assert_no_error (error);
  g_assert_true (hkk_file_check_content (pdf, &side, &error));
  g_assert_no_error (error);
  g_assert_nonnull (memmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), g_bytes_get_data (jpeg, NULL),
                            g_bytes_get_size (jpeg)));
  g_assert_cmpuint (count (pdf, "/DCTDecode"), >=, 2);
  g_assert_cmpuint (count (pdf, "MediaBox"), >=, 3);
}

/* What would be too much for a file is made smaller. */
static void
test_room (void)
{
  g_autoptr(GListStore) pages = g_list_store_new (HKK_TYPE_PICTURE_PAGE);
  g_autoptr(GBytes) large = noise (3200, "jpeg", "98");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = NULL;

  g_assert_cmpuint (g_bytes_get_size (large), >, HKK_FILE_MAX_BYTES / 2);
  add (pages, large, 0);
  add (pages, large, 0);
  pdf = make (pages, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pdf), <=, HKK_FILE_MAX_BYTES);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, 1024 * 1024);
}

static void
test_broken (void)
{
  g_autoptr(GListStore) pages = g_list_store_new (HKK_TYPE_PICTURE_PAGE);
  g_autoptr(GBytes) jpeg = noise (100, "jpeg", "90");
  g_autoptr(GBytes) broken = g_bytes_new_from_bytes (jpeg, 0, g_bytes_get_size (jpeg) / 2);
  g_autoptr(GError) error = NULL;

  add (pages, jpeg, 0);
  add (pages, broken, 0);
  g_assert_null (make (pages, &error));
  g_assert_error (error, HKK_FILE_ERROR, HKK_FILE_ERROR_PICTURE_CUT_OFF);
}

/* --- Upright --- */

static GBytes *
read_photo (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "files", "photo.jpg", NULL);
  char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return g_bytes_new_take (content, size);
}

/* (transfer full): the first page as a reader of PDFs shows it, 36 pixels to the inch. */
static GdkPixbuf *
render (GBytes *pdf)
{
  g_autofree char *dir = test_make_folder ();
  g_autofree char *path = g_build_filename (dir, "pages.pdf", NULL);
  g_autofree char *picture = g_build_filename (dir, "page", NULL);
  g_autofree char *made = g_strconcat (picture, ".png", NULL);
  char *command[] = { (char *) "pdftoppm", (char *) "-r", (char *) "36", (char *) "-png", (char *) "-singlefile", path,
                      picture, NULL };
  g_autoptr(GError) error = NULL;
  GdkPixbuf *page = NULL;
  int status = 0;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error));
  g_assert_true (g_spawn_sync (NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  page = gdk_pixbuf_new_from_file (made, &error);
  g_assert_no_error (error);
  test_remove_folder (dir);
  return page;
}

/* How far what stands in the middle of PAGE is from PICTURE, of 255. */
static double
distance (GdkPixbuf *page,
          GdkPixbuf *picture)
{
  double room_x = gdk_pixbuf_get_width (page) - 18, room_y = gdk_pixbuf_get_height (page) - 18;
  double scale = MIN (room_x / gdk_pixbuf_get_width (picture), room_y / gdk_pixbuf_get_height (picture));
  g_autoptr(GdkPixbuf) scaled = gdk_pixbuf_scale_simple (picture, (int) (gdk_pixbuf_get_width (picture) * scale),
                                                         (int) (gdk_pixbuf_get_height (picture) * scale),
                                                         GDK_INTERP_BILINEAR);
  int width = gdk_pixbuf_get_width (scaled), height = gdk_pixbuf_get_height (scaled);
  int left = (gdk_pixbuf_get_width (page) - width) / 2, top = (gdk_pixbuf_get_height (page) - height) / 2;
  gint64 sum = 0;

  for (int y = 0; y < height; y++)
    {
      const guint8 *a = gdk_pixbuf_read_pixels (page) + (top + y) * gdk_pixbuf_get_rowstride (page) + 3 * left;
      const guint8 *b = gdk_pixbuf_read_pixels (scaled) + y * gdk_pixbuf_get_rowstride (scaled);

      for (int x = 0; x < 3 * width; x++)
        sum += ABS (a[x] - b[x]);
    }
  return (double) sum / (3.0 * width * height);
}

/* As the camera held it, in each of the eight ways that it can note, and as the person turns it besides. */
static void
test_upright (void)
{
  g_autoptr(GBytes) photo = read_photo ();

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      guint turns = (guint) orientation % 3 == 0 ? 1 : 0;
      g_autoptr(GListStore) pages = g_list_store_new (HKK_TYPE_PICTURE_PAGE);
      g_autoptr(GBytes) turned = test_turn_jpeg (photo, (guint8) orientation);
      g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (turned);
      g_autoptr(GdkPixbuf) lying = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
      g_autoptr(GdkPixbuf) standing = gdk_pixbuf_apply_embedded_orientation (lying);
      g_autoptr(GdkPixbuf) expected = gdk_pixbuf_rotate_simple (standing, turns == 1 ? GDK_PIXBUF_ROTATE_CLOCKWISE
                                                                                     : GDK_PIXBUF_ROTATE_NONE);
      g_autoptr(GdkPixbuf) upside_down = gdk_pixbuf_rotate_simple (expected, GDK_PIXBUF_ROTATE_UPSIDEDOWN);
      g_autoptr(GBytes) pdf = NULL;
      g_autoptr(GdkPixbuf) page = NULL;

      add (pages, turned, turns);
      pdf = make (pages, NULL);
      g_assert_nonnull (pdf);
      page = render (pdf);
      g_test_message ("orientation %d, turned %u times: %.1f, upside down %.1f", orientation, turns,
                      distance (page, expected), distance (page, upside_down));
      g_assert_cmpfloat (distance (page, expected), <, 12);
      g_assert_cmpfloat (distance (page, upside_down), >, 24);
    }
}

/* Whether the focus is on the row of a page. */
static gboolean
has_focus (HkkPicturesDialog *dialog,
           int                position)
{
  GObject *list = gtk_widget_get_template_child (GTK_WIDGET (dialog), HKK_TYPE_PICTURES_DIALOG, "list");

  return gtk_widget_is_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), position)));
}

static GtkWidget *
page_row (HkkPicturesDialog *dialog,
          int                position)
{
  GObject *list = gtk_widget_get_template_child (GTK_WIDGET (dialog), HKK_TYPE_PICTURES_DIALOG, "list");

  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), position));
}

static gboolean
is_before (HkkPicturesDialog *dialog,
           const char        *first,
           const char        *second)
{
  return harness_shows (page_row (dialog, 0), first) && harness_shows (page_row (dialog, 1), second);
}

/* As a person lets go of the page FROM over the page TO. */
static void
drop (HkkPicturesDialog *dialog,
      int                from,
      int                to)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (page_row (dialog, to));
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, from);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        {
          g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
          break;
        }
    }
  g_assert_true (taken);
}

/* The dialog takes pictures and says of other files why not; order, direction and number are changed from the rows. */
static void
test_dialog (void)
{
  HkkPicturesDialog *dialog = hkk_pictures_dialog_new ();
  GtkWindow *window = harness_show (gtk_label_new ("Form"), 600, 700);
  g_autofree char *dir = test_make_folder ();
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GBytes) picture = noise (100, "png", NULL);
  const char *names[] = { "one.png", "two.png", "no.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);

      g_assert_true (g_file_set_contents (path, i < 2 ? g_bytes_get_data (picture, NULL) : "text",
                                          i < 2 ? (gssize) g_bytes_get_size (picture) : 4, NULL));
      g_list_store_append (files, file);
    }
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  hkk_pictures_dialog_add_files (dialog, G_LIST_MODEL (files));
  test_wait_until (harness_shows (dialog, "Not added: " FSI "no.txt" PDI "."));
  test_wait_until (harness_helps (dialog, "files"));
  g_assert_true (harness_shows (dialog, "two.png"));
  harness_shot ("pictures-dialog");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "page.down", "u", 0);
  g_assert_true (has_focus (dialog, 1));
  test_drain ();
  g_assert_true (has_focus (dialog, 1));
  g_assert_true (is_before (dialog, "two.png", "one.png"));
  drop (dialog, 0, 1);
  test_drain ();
  g_assert_true (is_before (dialog, "one.png", "two.png"));
  g_assert_true (has_focus (dialog, 1));
  drop (dialog, 1, 0);
  g_assert_true (is_before (dialog, "two.png", "one.png"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "page.remove", "u", 1);
  test_drain ();
  g_assert_true (harness_shows (dialog, "two.png"));
  g_assert_false (harness_shows (dialog, "one.png"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  gtk_window_destroy (window);
  test_drain ();
  test_remove_folder (dir);
}

/* Read at the same time, they come in the order in which they were chosen; and nothing keeps a dialog that was closed
 * meanwhile. */
static void
test_order (void)
{
  HkkPicturesDialog *dialog = hkk_pictures_dialog_new ();
  GtkWindow *window = harness_show (gtk_label_new ("Form"), 600, 700);
  g_autofree char *dir = test_make_folder ();
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GBytes) large = noise (1200, "png", NULL);
  g_autoptr(GBytes) small = noise (100, "png", NULL);
  gpointer gone = dialog;

  for (int i = 0; i < 6; i++)
    {
      GBytes *picture = i % 3 == 0 ? large : small;
      g_autofree char *name = g_strdup_printf ("%d.png", i);
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture),
                                          NULL));
      g_list_store_append (files, file);
    }
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  hkk_pictures_dialog_add_files (dialog, G_LIST_MODEL (files));
  test_wait_until (harness_shows (dialog, "Page 6"));
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d.png", i);

      g_assert_true (harness_shows (page_row (dialog, i), name));
    }
  hkk_pictures_dialog_add_files (dialog, G_LIST_MODEL (files));
  g_object_add_weak_pointer (gone, &gone);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_wait_until (gone == NULL);
  gtk_window_destroy (window);
  test_drain ();
  test_remove_folder (dir);
}

static void
test_too_many (void)
{
  HkkPicturesDialog *dialog = hkk_pictures_dialog_new ();
  GtkWindow *window = harness_show (gtk_label_new ("Form"), 600, 700);
  g_autofree char *dir = test_make_folder ();
  g_autofree char *path = g_build_filename (dir, "one.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GBytes) picture = noise (100, "png", NULL);
  g_autofree char *last = g_strdup_printf ("Page %u", HKK_PICTURE_PDF_MAX_PAGES);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture),
                                      NULL));
  for (guint i = 0; i < HKK_PICTURE_PDF_MAX_PAGES + 2; i++)
    g_list_store_append (files, file);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
  hkk_pictures_dialog_add_files (dialog, G_LIST_MODEL (files));
  test_wait_until (harness_shows (dialog, "2 pictures were not added"));
  g_assert_true (harness_shows (dialog, last));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  gtk_window_destroy (window);
  test_drain ();
  test_remove_folder (dir);
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  g_test_add_func ("/pictures/as-they-are", test_as_they_are);
  g_test_add_func ("/pictures/room", test_room);
  g_test_add_func ("/pictures/broken", test_broken);
  g_test_add_func ("/pictures/upright", test_upright);
  g_test_add_func ("/pictures/dialog", test_dialog);
  g_test_add_func ("/pictures/order", test_order);
  g_test_add_func ("/pictures/too-many", test_too_many);
  return g_test_run ();
}
