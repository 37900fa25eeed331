/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-file-type.h"
#include "hkk-picture-pdf.h"
#include "hkk-picture-page.h"
#include "hkk-pictures-dialog.h"

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

/* Whether the focus is on the row of a page. */
static gboolean
has_focus (HkkPicturesDialog *dialog,
           int                position)
{
  GObject *list = gtk_widget_get_template_child (GTK_WIDGET (dialog), HKK_TYPE_PICTURES_DIALOG, "list");

  return gtk_widget_is_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), position)));
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
  test_wait_until (harness_shows (dialog, "Not added: no.txt."));
  g_assert_true (harness_shows (dialog, "two.png"));
  harness_shot ("pictures-dialog");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "page.down", "u", 0);
  g_assert_true (has_focus (dialog, 1));
  test_drain ();
  g_assert_true (has_focus (dialog, 1));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "page.remove", "u", 1);
  test_drain ();
  g_assert_true (harness_shows (dialog, "two.png"));
  g_assert_false (harness_shows (dialog, "one.png"));
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
  g_test_add_func ("/pictures/dialog", test_dialog);
  return g_test_run ();
}
