/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-draft-sending.h"
#include "hkk-field-list.h"
#include "hkk-file-type.h"
#include "hkk-files-field.h"
#include "hkk-files-limits.h"
#include "hkk-pasted-image.h"
#include "hkk-thumbnail.h"
#include "hkk-upload-list.h"

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

/* As a message has them: ten files, 25 MB together. What does not fit is refused when it is chosen; what fits stays. */
static void
test_together (void)
{
  static const char definition[] =
    "{\"id\":\"note\",\"version\":1,\"kind\":\"message\",\"title\":\"Note\",\"submit\":\"Send\",\"sections\":["
    "{\"id\":\"a\",\"title\":\"A\",\"fields\":[{\"id\":\"files\",\"kind\":\"attachments\",\"label\":\"Files\","
    "\"max\":10,\"max_bytes\":26214400}]}]}";
  g_autoptr(JsonNode) json = json_from_string (definition, NULL);
  g_autoptr(HkkForm) form = hkk_form_new_from_json (json, NULL);
  g_autoptr(HkkFormValues) none = hkk_form_values_new ();
  g_autofree char *large = g_strnfill (10300000, ' ');
  Fixture fixture = { .model = hkk_form_model_new (form, none, NULL, "2026-11-23") };
  HkkFieldRow *files;
  Choice choice;

  memcpy (large, TEST_PDF, strlen (TEST_PDF));
  fixture.list = hkk_field_list_new_for_section (fixture.model, hkk_form_get_section (form, 0));
  fixture.window = harness_show (GTK_WIDGET (fixture.list), 600, 800);
  files = hkk_field_list_find_row (fixture.list, "files");
  choice_init (&choice, &fixture);
  for (guint i = 0; i < 11; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pdf", i);

      add_file (choice.files, choice.dir, name, TEST_PDF);
    }
  choose (&choice, files);
  g_assert_cmpuint (hkk_form_values_get_n_items (values (&fixture), "files"), ==, 10);
  g_assert_true (harness_shows (files, "10.pdf"));
  g_assert_true (harness_shows (files, "Here is room for 10 files."));
  for (guint i = 10; i > 0; i--)
    hkk_form_values_remove_item (values (&fixture), "files", i - 1);

  for (guint i = 0; i < 3; i++)
    {
      static const char * const names[] = { "front.pdf", "back.pdf", "too-much.pdf" };

      add_file (choice.files, choice.dir, names[i], large);
    }
  choose (&choice, files);
  g_assert_cmpuint (hkk_form_values_get_n_items (values (&fixture), "files"), ==, 2);
  g_assert_cmpstr (hkk_form_values_get_string (values (&fixture), "files[0].name"), ==, "front.pdf");
  g_assert_cmpstr (hkk_form_values_get_string (values (&fixture), "files[1].name"), ==, "back.pdf");
  g_assert_true (harness_shows (files, "too-much.pdf"));
  g_assert_true (harness_shows (files, "all files together may have up to 25 MB"));
  g_assert_true (harness_helps (files, "files"));
  /* There is room once another one went. */
  hkk_form_values_remove_item (values (&fixture), "files", 0);
  add_file (choice.files, choice.dir, "too-much.pdf", large);
  choose (&choice, files);
  g_assert_cmpuint (hkk_form_values_get_n_items (values (&fixture), "files"), ==, 2);
  choice_clear (&choice, &fixture);
  tear_down (&fixture, NULL);
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

/* --- On the way to the portal --- */

static void
keep_file (HkkFormModel   *model,
           HkkAttachment  *file,
           HkkAttachment **kept)
{
  *kept = file;
}

static GtkWidget *
button_named (gpointer    where,
              const char *tooltip)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = harness_find (where, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), tooltip) == 0)
        return button;
    }
}

/* A file's row says how far it is, and of one that failed why; then it can be tried again. */
static void
test_upload_state (Fixture       *fixture,
                   gconstpointer  data)
{
  Choice choice;
  HkkFieldRow *invoice = fixture->invoice;
  g_autoptr(HkkAttachment) file = NULL;
  HkkAttachment *asked = NULL;
  g_autoptr(GError) error = hkk_portal_error_new (HKK_PORTAL_ERROR_SERVER, NULL);
  g_autoptr(GSimpleActionGroup) app = g_simple_action_group_new ();
  const GActionEntry answer = { .name = "answer", .parameter_type = "s" };
  GtkWidget *again;

  g_action_map_add_action_entries (G_ACTION_MAP (app), &answer, 1, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "app", G_ACTION_GROUP (app));
  choice_init (&choice, fixture);
  add_file (choice.files, choice.dir, "bill.pdf", TEST_PDF);
  choose (&choice, invoice);
  file = g_list_model_get_item (hkk_draft_get_attachments (choice.draft), 0);
  again = button_named (invoice, "Try \u2068bill.pdf\u2069 again");
  g_assert_nonnull (again);
  g_assert_false (gtk_widget_get_visible (again));
  g_assert_false (harness_helps (invoice, "trouble"));
  g_signal_connect (fixture->model, "upload-again", G_CALLBACK (keep_file), &asked);

  hkk_attachment_set_sent (file, hkk_attachment_get_size (file) / 2);
  g_assert_true (harness_shows (invoice, "uploading: 50 %") || harness_shows (invoice, "uploading: 49 %"));
  hkk_attachment_set_failure (file, error);
  g_assert_true (harness_shows (invoice, "Not uploaded: The portal does not work at the moment."));
  g_assert_true (gtk_widget_get_visible (again));
  test_wait_until (harness_helps (invoice, "trouble"));
  g_assert_true (hkk_field_row_focus_control (invoice, "invoice[0]"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == again);
  harness_shot ("upload-failed");
  g_signal_emit_by_name (again, "clicked");
  g_assert_true (asked == file);
  hkk_attachment_set_sent (file, 0);
  g_assert_false (gtk_widget_get_visible (again));
  g_assert_false (harness_helps (invoice, "trouble"));
  /* Not on the button that removes. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) != NULL);
  g_assert_false (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  /* Nor who looked at the help when it went on by itself. */
  hkk_attachment_set_failure (file, error);
  test_wait_until (harness_helps (invoice, "trouble"));
  g_assert_true (gtk_widget_grab_focus (button_named (invoice, "Help with \u2068bill.pdf\u2069")));
  hkk_attachment_set_uploaded (file, TRUE);
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_assert_true (harness_shows (invoice, ", uploaded"));
  g_assert_false (gtk_widget_get_visible (again));
  choice_clear (&choice, fixture);
}

static void
count (gpointer object,
       guint   *n)
{
  (*n)++;
}

static double
fraction (HkkUploadList *list,
          guint          position)
{
  return gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (harness_find (list, GTK_TYPE_PROGRESS_BAR, position)));
}

/* Each file has its own progress: one that the portal has already takes nothing from the next. */
static void
test_upload_list (Fixture       *fixture,
                  gconstpointer  data)
{
  Choice choice;
  g_autoptr(GPtrArray) files = NULL;
  HkkAttachment *first, *second;
  g_autoptr(GError) error = hkk_portal_error_new (HKK_PORTAL_ERROR_UNREACHABLE, NULL);
  HkkUploadList *list;
  GtkWindow *window;
  GtkWidget *again;
  guint n_again = 0;

  choice_init (&choice, fixture);
  add_file (choice.files, choice.dir, "front.pdf", TEST_PDF);
  add_file (choice.files, choice.dir, "back.pdf", TEST_PDF);
  choose (&choice, fixture->invoice);
  hkk_draft_take_values (choice.draft, hkk_form_values_to_json (values (fixture)));
  files = hkk_draft_get_used (choice.draft);
  first = g_ptr_array_index (files, 0);
  second = g_ptr_array_index (files, 1);
  hkk_attachment_set_uploaded (first, TRUE);
  hkk_draft_set_state (choice.draft, HKK_DRAFT_SENDING);
  list = hkk_upload_list_new (choice.draft);
  window = harness_show (GTK_WIDGET (list), 360, 400);
  g_signal_connect (list, "again", G_CALLBACK (count), &n_again);
  g_assert_cmpfloat (fraction (list, 0), ==, 1.0);
  g_assert_cmpfloat (fraction (list, 1), ==, 0.0);
  hkk_attachment_set_sent (second, hkk_attachment_get_size (second) / 2);
  g_assert_cmpfloat (fraction (list, 1), >, 0.4);
  g_assert_cmpfloat (fraction (list, 1), <, 0.6);

  hkk_attachment_set_failure (second, error);
  g_assert_cmpfloat (fraction (list, 1), ==, 0.0); /* what is not uploaded looks so */
  test_wait_until (harness_helps (list, "trouble"));
  again = harness_find (list, GTK_TYPE_BUTTON, 3); /* each file has "Help" and "Try again" */
  g_assert_false (gtk_widget_get_visible (again)); /* it is still being sent */
  hkk_draft_set_state (choice.draft, HKK_DRAFT_WAITING);
  g_assert_true (gtk_widget_get_visible (again));
  g_assert_false (gtk_widget_get_visible (harness_find (list, GTK_TYPE_BUTTON, 1)));
  g_assert_true (harness_shows (list, "The connection to the portal broke off."));
  g_signal_emit_by_name (again, "clicked");
  g_assert_cmpuint (n_again, ==, 1);
  harness_shot ("upload-list");
  gtk_window_destroy (window);
  choice_clear (&choice, fixture);
}

/* --- Previews --- */

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

static GdkTexture *
make_small (GBytes  *picture,
            GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_thumbnail_async (picture, 64, NULL, test_keep_result, &result);
  return hkk_thumbnail_finish (test_wait (&result), error);
}

static GBytes *
read_sample (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "files", name, NULL);
  char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return g_bytes_new_take (content, size);
}

/* (transfer full): the picture of the sample's file, 64 pixels at most, as red, green, blue and alpha. */
static GBytes *
small_pixels (const char *name,
              int        *width,
              int        *height)
{
  g_autoptr(GBytes) sample = read_sample (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = make_small (sample, &error);
  g_autoptr(GdkTextureDownloader) downloader = NULL;
  gsize stride;

  g_assert_no_error (error);
  *width = gdk_texture_get_width (texture);
  *height = gdk_texture_get_height (texture);
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  return gdk_texture_downloader_download_bytes (downloader, &stride);
}

static void
test_upright (void)
{
  int width, height;
  g_autoptr(GBytes) plain = small_pixels ("photo.jpg", &width, &height);
  g_autoptr(GBytes) cmyk = NULL;
  g_autoptr(GBytes) turned = NULL;
  gint64 apart = 0;

  g_assert_cmpint (width, ==, 64);
  g_assert_cmpint (height, <, 64);
  cmyk = small_pixels ("photo-cmyk.jpg", &width, &height);
  g_assert_cmpuint (g_bytes_get_size (cmyk), ==, g_bytes_get_size (plain));
  for (gsize i = 0; i < g_bytes_get_size (plain); i++)
    apart += ABS (((const guint8 *) g_bytes_get_data (plain, NULL))[i] -
                  ((const guint8 *) g_bytes_get_data (cmyk, NULL))[i]);
  g_assert_cmpint (apart / (gint64) g_bytes_get_size (plain), <, 24); /* of 255: no colour is another one */
  turned = small_pixels ("photo-turned-by-exif.jpg", &width, &height);
  g_assert_cmpint (width, <, 64);
  g_assert_cmpint (height, ==, 64);
}

/* A small file can be a picture that no memory holds, or one that is none. */
static void
test_no_preview (void)
{
  static const char content[] = "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR\0\0\x20\0\0\0\x20\0\x01\0\0\0\0\0\0\0\0"
                                "\0\0\0\0IEND\xae\x42\x60\x82";
  g_autoptr(GBytes) large = g_bytes_new_static (content, sizeof content - 1);
  g_autoptr(GBytes) broken = read_sample ("photo-cut-off.jpg");
  g_autoptr(GError) huge = NULL;
  g_autoptr(GError) cut_off = NULL;

  g_assert_null (make_small (large, &huge));
  g_assert_error (huge, HKK_FILE_ERROR, HKK_FILE_ERROR_PICTURE_HUGE);
  g_assert_null (make_small (broken, &cut_off));
  g_assert_error (cut_off, HKK_FILE_ERROR, HKK_FILE_ERROR_PICTURE_CUT_OFF);
}

/* (nullable) */
static GtkWidget *
find_preview (gpointer widget)
{
  gboolean is_preview = GTK_IS_IMAGE (widget) && gtk_image_get_storage_type (widget) == GTK_IMAGE_PAINTABLE;
  GtkWidget *found = is_preview ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_preview (child);
  return found;
}

static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  Choice choice;
  HkkFieldRow *invoice = fixture->invoice;
  g_autoptr(GBytes) picture = make_noise (40, 30);
  g_autofree char *path = NULL;
  g_autoptr(GFile) file = NULL;
  g_autofree char *told = NULL;

  choice_init (&choice, fixture);
  path = g_build_filename (choice.dir, "note.png", NULL);
  file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture),
                                      NULL));
  add_file (choice.files, choice.dir, "bill.pdf", TEST_PDF);
  choose (&choice, invoice);
  g_list_store_append (choice.files, file);
  choose (&choice, invoice);
  test_wait_until (find_preview (invoice) != NULL);
  told = gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_preview (invoice)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             "Preview of \u2068note.png\u2069");
  g_assert_cmpstr (told, ==, NULL);
  harness_shot ("preview");
  /* The row of the file that is left shows that one. */
  hkk_form_values_remove_item (values (fixture), "invoice", 0);
  hkk_field_row_update (invoice, "");
  test_wait_until (find_preview (invoice) != NULL);
  hkk_form_values_remove_item (values (fixture), "invoice", 0);
  hkk_field_row_update (invoice, "");
  g_assert_null (find_preview (invoice));
  choice_clear (&choice, fixture);
}

static void
test_small_picture (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char definition[] =
    "{\"id\":\"card\",\"version\":1,\"kind\":\"service\",\"title\":\"Card\",\"submit\":\"Order\",\"sections\":["
    "{\"id\":\"a\",\"title\":\"A\",\"fields\":[{\"id\":\"photo\",\"kind\":\"attachments\",\"label\":\"Photo\","
    "\"min_side\":300}]}]}";
  static const struct { int width, height; gboolean taken; } cases[] = {
    { 299, 600, FALSE }, { 600, 299, FALSE }, { 300, 300, TRUE },
  };
  g_autoptr(JsonNode) json = json_from_string (definition, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkForm) form = hkk_form_new_from_json (json, &error);
  HkkFormField *field;
  g_autofree char *allowed = NULL;

  g_assert_no_error (error);
  field = hkk_form_find_field (form, "photo");
  g_assert_cmpuint (hkk_form_field_get_min_side (field), ==, 300);
  allowed = hkk_files_limits_dup_allowed (hkk_form_field_get_media_types (field), 1, 0, 300);
  g_assert_nonnull (strstr (allowed, "at least 300 pixels on each side"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Choice choice;
      g_autoptr(GBytes) picture = make_noise (cases[i].width, cases[i].height);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(HkkAttachment) file = NULL;
      g_autofree char *refusal = NULL;

      choice_init (&choice, fixture);
      hkk_drafts_attach_bytes_async (choice.drafts, choice.draft, "a.png", picture, NULL, NULL, test_keep_result,
                                     &result);
      file = hkk_drafts_attach_finish (choice.drafts, test_wait (&result), NULL);
      refusal = hkk_files_limits_dup_refusal (field, values (fixture), "photo", file);
      if (cases[i].taken)
        g_assert_null (refusal);
      else
        g_assert_nonnull (strstr (refusal, "at least 300 pixels on each side"));
      choice_clear (&choice, fixture);
    }
}

/* --- Pictures from the clipboard --- */

static void
put_on_clipboard (const char *media_type,
                  GBytes     *content)
{
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_for_bytes (media_type, content);

  g_assert_true (gdk_clipboard_set_content (gdk_display_get_clipboard (gdk_display_get_default ()), provider));
}

static GBytes *
paste (GBytes  *content,
       GError **error)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr(GAsyncResult) result = NULL;

  put_on_clipboard ("image/png", content);
  g_assert_true (hkk_pasted_image_is_there (clipboard));
  hkk_pasted_image_async (clipboard, NULL, test_keep_result, &result);
  return hkk_pasted_image_finish (test_wait (&result), error);
}

/* (transfer full): what is made of a photo that was taken with a turned camera and is too large, of comments. */
static GdkPixbuf *
paste_turned (void)
{
  g_autoptr(GBytes) photo = read_sample ("photo.jpg");
  g_autoptr(GBytes) turned = test_turn_jpeg (photo, 6);
  g_autoptr(GByteArray) large = g_byte_array_new ();
  g_autofree guint8 *comment = g_malloc0 (65535 + 2);
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GBytes) pasted = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GdkPixbuf) stored = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (turned, &size);
  const gsize note = 2 + 36; /* the start and the camera's note */

  memcpy (comment, "\xff\xfe\xff\xff", 4);
  g_byte_array_append (large, data, (guint) note);
  while (large->len <= HKK_FILE_MAX_BYTES)
    g_byte_array_append (large, comment, 65535 + 2);
  g_byte_array_append (large, data + note, (guint) (size - note));
  content = g_byte_array_free_to_bytes (g_steal_pointer (&large));
  pasted = paste (content, NULL);
  stream = g_memory_input_stream_new_from_bytes (pasted);
  stored = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  return gdk_pixbuf_apply_embedded_orientation (stored);
}

static void
test_paste (void)
{
  g_autoptr(GBytes) small = make_noise (40, 30);
  g_autoptr(GBytes) large = make_noise (2400, 1600);
  g_autoptr(GBytes) kept = NULL;
  g_autoptr(GBytes) shrunk = NULL;
  g_autoptr(GBytes) header = NULL;
  g_autoptr(GdkPixbuf) shrunk_photo = NULL;
  g_autoptr(GError) error = NULL;
  guint8 huge[45] = "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR\0\0\x75\x30\0\0\x75\x30\x01";

  g_assert_cmpint ((gint64) g_bytes_get_size (large), >, HKK_FILE_MAX_BYTES);
  kept = paste (small, NULL);
  g_assert_true (g_bytes_equal (kept, small));
  shrunk = paste (large, NULL);
  g_assert_nonnull (shrunk);
  g_assert_cmpint ((gint64) g_bytes_get_size (shrunk), <=, HKK_FILE_MAX_BYTES);
  g_assert_cmpint (hkk_file_type_sniff (g_bytes_get_data (shrunk, NULL), 3), ==, HKK_FILE_TYPE_JPEG);

  /* What the camera noted is not lost when it is made JPEG again. */
  shrunk_photo = paste_turned ();
  g_assert_cmpint (gdk_pixbuf_get_width (shrunk_photo), ==, 400);
  g_assert_cmpint (gdk_pixbuf_get_height (shrunk_photo), ==, 600);

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
  g_autofree char *text = hkk_files_limits_dup_allowed (types, 2, 25 * 1024 * 1024, 0);

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
  g_test_add_func ("/files-field/together", test_together);
  ADD ("file-given-up", test_file_given_up);
  ADD ("upload-state", test_upload_state);
  ADD ("upload-list", test_upload_list);
  ADD ("preview", test_preview);
  ADD ("small-picture", test_small_picture);
  g_test_add_func ("/files-field/upright", test_upright);
  g_test_add_func ("/files-field/no-preview", test_no_preview);
  g_test_add_func ("/files-field/allowed", test_allowed);
  g_test_add_func ("/files-field/paste", test_paste);
  return g_test_run ();
}
