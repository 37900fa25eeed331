/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-field-list.h"
#include "hkk-file-type.h"
#include "hkk-files-field.h"
#include "hkk-files-limits.h"
#include "hkk-pasted-image.h"

typedef struct
{
  HkkFormModel *model;
  HkkFieldList *list;
  GtkWindow    *window;
  HkkFieldRow  *invoice; /* Borrowed from the list: up to two files */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->model = harness_model ();
  fixture->list = hkk_field_list_new_for_section (
    fixture->model, hkk_form_get_section (hkk_form_model_get_form (fixture->model), 1));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->list));
  fixture->window = harness_show (scroller, 600, 800);
  fixture->invoice = hkk_field_list_find_row (fixture->list, "invoice");
  g_assert_nonnull (fixture->invoice);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  test_drain ();
  g_assert_finalize_object (fixture->model);
}

static HkkFormValues *
values (Fixture *fixture)
{
  return hkk_form_model_get_values (fixture->model);
}

static gboolean
nothing_is_checked (gpointer files)
{
  return !harness_shows (files, "Is being checked");
}

static void
add_file (GListStore *files,
          const char *dir,
          const char *name,
          const char *content)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_list_store_append (files, file);
}

/* A draft for the model, and a folder with its copies and with what is chosen. */
typedef struct
{
  char       *dir;
  HkkDrafts  *drafts;
  HkkDraft   *draft;
  GListStore *files;
} Choice;

static void
choice_init (Choice  *choice,
             Fixture *fixture)
{
  g_autofree char *store = NULL;
  g_autoptr(GBytes) key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);

  choice->dir = test_make_folder ();
  store = g_build_filename (choice->dir, "drafts", NULL);
  choice->drafts = hkk_drafts_new (store, "account", key);
  choice->draft = hkk_draft_new (HKK_DRAFT_REQUEST, "all-kinds", 1, NULL, "Test");
  choice->files = g_list_store_new (G_TYPE_FILE);
  hkk_form_model_set_draft (fixture->model, choice->drafts, choice->draft);
}

static void
choice_clear (Choice  *choice,
              Fixture *fixture)
{
  hkk_form_model_set_draft (fixture->model, NULL, NULL);
  g_clear_object (&choice->drafts);
  g_clear_object (&choice->draft);
  g_clear_object (&choice->files);
  test_drain ();
  test_remove_folder (choice->dir);
  g_free (choice->dir);
}

static void
choose (Choice      *choice,
        HkkFieldRow *field)
{
  hkk_files_field_add_files (HKK_FILES_FIELD (field), G_LIST_MODEL (choice->files));
  test_wait_until (nothing_is_checked (field));
  g_list_store_remove_all (choice->files);
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  Choice choice;
  HkkFieldRow *invoice = fixture->invoice;

  choice_init (&choice, fixture);
  add_file (choice.files, choice.dir, "bill\n1.pdf", TEST_PDF);
  add_file (choice.files, choice.dir, "empty.pdf", "");
  choose (&choice, invoice);
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "invoice"), ==, 1);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "invoice[0].name"), ==, "bill 1.pdf");
  g_assert_true (harness_shows (invoice, "bill 1.pdf"));
  g_assert_true (harness_shows (invoice, "empty.pdf"));

  /* The name says PDF, the content does not; and one file more than there is room for. */
  add_file (choice.files, choice.dir, "false.pdf", "PK\003\004 this is something else");
  choose (&choice, invoice);
  g_assert_false (harness_shows (invoice, "empty.pdf"));
  g_assert_true (harness_shows (invoice, "false.pdf"));
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "invoice"), ==, 1);
  add_file (choice.files, choice.dir, "bill 1.pdf", TEST_PDF);
  add_file (choice.files, choice.dir, "third.pdf", TEST_PDF);
  choose (&choice, invoice);
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "invoice"), ==, 2);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "invoice[1].name"), ==, "bill 1 (2).pdf");
  g_assert_true (harness_shows (invoice, "third.pdf"));
  harness_shot ("files");
  choice_clear (&choice, fixture);
}

/* As many as there is room for are looked at, the next one for each that is refused; the rest is one sentence. */
static void
test_many_files (Fixture       *fixture,
                 gconstpointer  data)
{
  Choice choice;
  HkkFieldRow *invoice = fixture->invoice;

  choice_init (&choice, fixture);
  add_file (choice.files, choice.dir, "empty.pdf", "");
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pdf", i);

      add_file (choice.files, choice.dir, name, TEST_PDF);
    }
  choose (&choice, invoice);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "invoice[0].name"), ==, "0.pdf");
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "invoice[1].name"), ==, "1.pdf");
  g_assert_true (harness_shows (invoice, "empty.pdf"));
  g_assert_true (harness_shows (invoice, "498 files"));
  g_assert_false (harness_shows (invoice, "2.pdf"));

  /* Nothing that can be added: not every one of them is looked at. */
  hkk_form_values_remove_item (values (fixture), "invoice", 1);
  for (guint i = 0; i < 60; i++)
    add_file (choice.files, choice.dir, "empty.pdf", "");
  choose (&choice, invoice);
  g_assert_true (harness_shows (invoice, "50 files"));
  choice_clear (&choice, fixture);
}

/* What does not answer can be given up, and what was chosen after it is looked at. */
static void
test_file_given_up (Fixture       *fixture,
                    gconstpointer  data)
{
  Choice choice;
  HkkFieldRow *invoice = fixture->invoice;

  choice_init (&choice, fixture);
  add_file (choice.files, choice.dir, "slow.pdf", TEST_PDF);
  hkk_files_field_add_files (HKK_FILES_FIELD (invoice), G_LIST_MODEL (choice.files));
  g_signal_emit_by_name (harness_find (invoice, GTK_TYPE_BUTTON, 0), "clicked");
  test_wait_until (nothing_is_checked (invoice));
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "invoice"), ==, 0);
  g_assert_false (harness_shows (invoice, "slow.pdf"));
  choose (&choice, invoice);
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "invoice"), ==, 1);
  choice_clear (&choice, fixture);
}

/* --- Pictures from the clipboard --- */

static GBytes *
paste (GBytes  *content,
       GError **error)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_for_bytes ("image/png", content);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_true (gdk_clipboard_set_content (clipboard, provider));
  g_assert_true (hkk_pasted_image_is_there (clipboard));
  hkk_pasted_image_async (clipboard, NULL, test_keep_result, &result);
  return hkk_pasted_image_finish (test_wait (&result), error);
}

/* (transfer full): a picture that does not pack well, as a photo. */
static GBytes *
make_noise (int width,
            int height)
{
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *pixels = gdk_pixbuf_get_pixels (picture);
  char *data = NULL;
  gsize size = 0;
  guint32 state = 1;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (picture); i++)
    {
      state = state * 1664525 + 1013904223;
      pixels[i] = (guint8) (state >> 24);
    }
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &data, &size, "png", NULL, "compression", "0", NULL));
  return g_bytes_new_take (data, size);
}

static void
test_paste (void)
{
  g_autoptr(GBytes) small = make_noise (40, 30);
  g_autoptr(GBytes) large = make_noise (2400, 1600);
  g_autoptr(GBytes) kept = NULL;
  g_autoptr(GBytes) shrunk = NULL;
  g_autoptr(GBytes) header = NULL;
  g_autoptr(GError) error = NULL;
  guint8 huge[45] = "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR\0\0\x75\x30\0\0\x75\x30\x01";

  g_assert_cmpint ((gint64) g_bytes_get_size (large), >, HKK_FILE_MAX_BYTES);
  kept = paste (small, NULL);
  g_assert_true (g_bytes_equal (kept, small));
  shrunk = paste (large, NULL);
  g_assert_nonnull (shrunk);
  g_assert_cmpint ((gint64) g_bytes_get_size (shrunk), <=, HKK_FILE_MAX_BYTES);
  g_assert_cmpint (hkk_file_type_sniff (g_bytes_get_data (shrunk, NULL), 3), ==, HKK_FILE_TYPE_JPEG);

  /* 900 million pixels in 45 bytes: not decoded. */
  memcpy (huge + 33, "\0\0\0\0IEND", 8);
  header = g_bytes_new (huge, sizeof huge);
  g_assert_null (paste (header, &error));
  g_assert_error (error, HKK_FILE_ERROR, HKK_FILE_ERROR_PICTURE_HUGE);
}

static void
test_allowed (void)
{
  const char *types[] = { "application/pdf", "image/png", NULL };
  g_autofree char *text = hkk_files_limits_dup_allowed (types, 2, 25 * 1024 * 1024);

  g_assert_nonnull (strstr (text, "PDF, PNG"));
  g_assert_nonnull (strstr (text, "10 MB"));
  g_assert_nonnull (strstr (text, "2 files"));
  g_assert_nonnull (strstr (text, "25 MB"));
}

#define ADD(name, func) g_test_add ("/files-field/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  ADD ("files", test_files);
  ADD ("many-files", test_many_files);
  ADD ("file-given-up", test_file_given_up);
  g_test_add_func ("/files-field/allowed", test_allowed);
  g_test_add_func ("/files-field/paste", test_paste);
  return g_test_run ();
}
