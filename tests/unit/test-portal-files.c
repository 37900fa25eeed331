/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hkk-drafts.h"
#include "hkk-file-read.h"
#include "hkk-file-type.h"
#include "hkk-pdf-check.h"
#include "test-folder.h"
#include "test-wait.h"

#define TAKEN (-1)

/* A draft and a folder with what people have. */
typedef struct
{
  char      *root;
  HkkDrafts *drafts;
  HkkDraft  *draft;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *dir = NULL;
  g_autoptr(GBytes) key = g_bytes_new ("0123456789abcdef0123456789abcdef", 32);

  self->root = test_make_folder ();
  dir = g_build_filename (self->root, "drafts", NULL);
  self->drafts = hkk_drafts_new (dir, "p1", key);
  self->draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 3, NULL, "Krankmeldung");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->draft);
  g_clear_object (&self->drafts);
  test_remove_folder (self->root);
  g_free (self->root);
}

static HkkAttachment *
attach (Fixture       *self,
        GFile         *file,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_drafts_attach_async (self->drafts, self->draft, file, NULL, cancellable, test_keep_result, &result);
  return hkk_drafts_attach_finish (self->drafts, test_wait (&result), error);
}

/* NAME (nullable): what it is called then; EXPECTED: TAKEN or why not. */
static void
assert_attach (Fixture    *self,
               GFile      *file,
               const char *name,
               int         expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAttachment) attachment = attach (self, file, NULL, &error);

  g_test_message ("%s", name != NULL ? name : g_file_peek_path (file));
  if (expected == TAKEN)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (hkk_attachment_get_name (attachment), ==, name);
      return;
    }
  g_assert_null (attachment);
  g_assert_error (error, HKK_FILE_ERROR, expected);
}

static void
test_samples (Fixture       *self,
              gconstpointer  data)
{
  static const struct { const char *sample, *name; int expected; } cases[] = {
    { "plain.pdf", "plain.pdf", TAKEN },
    { "pdf-two-pages.pdf", "pdf-two-pages.pdf", TAKEN },
    { "pdf-blank-line-first.pdf", "pdf-blank-line-first.pdf", TAKEN },
    { "pdf-bom-first.pdf", "pdf-bom-first.pdf", TAKEN },
    { "pdf-owner-password-only.pdf", "pdf-owner-password-only.pdf", TAKEN },
    { "pdf-needs-password.pdf", NULL, HKK_FILE_ERROR_PDF_PASSWORD },
    { "pdf-after-http-header.pdf", NULL, HKK_FILE_ERROR_PDF_BURIED },
    { "pdf-no-page.pdf", NULL, HKK_FILE_ERROR_PDF_NO_PAGE },
    { "pdf-cut-off.pdf", NULL, HKK_FILE_ERROR_PDF_CUT_OFF },
    { "photo.jpg", "photo.jpg", TAKEN },
    { "photo.jfif", "photo (2).jpg", TAKEN },
    { "photo-no-extension", "photo-no-extension.jpg", TAKEN },
    { "photo-cmyk.jpg", "photo-cmyk.jpg", TAKEN },
    { "photo-turned-by-exif.jpg", "photo-turned-by-exif.jpg", TAKEN },
    { "photo-cut-off.jpg", NULL, HKK_FILE_ERROR_PICTURE_CUT_OFF },
    { "photo-is-heic.jpg", NULL, HKK_FILE_ERROR_HEIC },
    { "scan.tiff", NULL, HKK_FILE_ERROR_TIFF },
    { "picture.svg", NULL, HKK_FILE_ERROR_SVG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "files", cases[i].sample, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);

      assert_attach (self, file, cases[i].name, cases[i].expected);
    }
}

/* (transfer full) */
static GFile *
write_file (Fixture    *self,
            const char *name,
            const char *content,
            gsize       size)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);

  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  return g_file_new_for_path (path);
}

static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  static const struct { const char *name, *expected; } cases[] = {
    { "Rechnung\n2026.pdf", "Rechnung 2026.pdf" }, { "scan\\2026.pdf", "scan-2026.pdf" },
    { "Befund \u202e" "fdp.pdf", "Befund fdp.pdf" }, { " vorn und hinten .pdf", "vorn und hinten.pdf" },
    { "Rechnung.pdf.", "Rechnung.pdf" }, { "RECHNUNG.PDF", "RECHNUNG (2).PDF" }, { "Rechnung.pdf ",
      "Rechnung (2).pdf" },
    { "Mu\u0308ller.pdf", "Müller.pdf" }, { "Gr\xf6\xdf" "e.pdf", "Gr--e.pdf" }, { "scan.tiff", "scan.pdf" },
    { "CON.pdf", "_CON.pdf" }, { "Beleg 🧾👨‍⚕️.pdf", "Beleg 🧾👨‍⚕️.pdf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GFile) file = write_file (self, cases[i].name, TEST_PDF, strlen (TEST_PDF));
      const char *expected = cases[i].expected;

      assert_attach (self, file, g_str_has_prefix (expected, "Rechnung (2)") ? "Rechnung (3).pdf" : expected, TAKEN);
    }
}

/* Where there is nothing to read, or nothing that ends. */
static void
test_no_files (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (self->root, "ein Ordner.pdf", NULL);
  g_autofree char *pipe = g_build_filename (self->root, "a.pdf", NULL);
  g_autofree char *gone = g_build_filename (self->root, "gone.pdf", NULL);
  const struct { GFile *file; int expected; } cases[] = {
    { g_file_new_for_path (folder), HKK_FILE_ERROR_FOLDER },
    { g_file_new_for_path (pipe), HKK_FILE_ERROR_SPECIAL },
    { g_file_new_for_path ("/dev/zero"), HKK_FILE_ERROR_SPECIAL },
    { g_file_new_for_uri ("https://example.org/picture.jpg"), HKK_FILE_ERROR_ELSEWHERE },
    { g_file_new_for_uri ("data:image/png;base64,AAAA"), HKK_FILE_ERROR_ELSEWHERE },
    { g_file_new_for_uri ("mtp://phone/DCIM/1.jpg"), HKK_FILE_ERROR_ELSEWHERE },
  };
  g_autoptr(GFile) missing = g_file_new_for_path (gone);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GFile) file = cases[i].file;

      assert_attach (self, file, NULL, cases[i].expected);
    }
  g_assert_null (attach (self, missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* --- A file that does not answer --- */

static gboolean let_go;
static GMutex answer_lock;
static GCond answered;

/* As a drive in the network that is gone: the worker sits in the call and hears of nothing. */
static GFileInfo *
query_info_hangs (GFile                *file,
                  const char           *attributes,
                  GFileQueryInfoFlags   flags,
                  GCancellable         *cancellable,
                  GError              **error)
{
  g_mutex_lock (&answer_lock);
  while (!let_go)
    g_cond_wait (&answered, &answer_lock);
  g_mutex_unlock (&answer_lock);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "gone");
  return NULL;
}

static gboolean
is_native (GFile *file)
{
  return TRUE;
}

typedef struct { GObject parent_instance; } MuteFile;
typedef struct { GObjectClass parent_class; } MuteFileClass;

static void
mute_file_iface_init (GFileIface *iface)
{
  iface->query_info = query_info_hangs;
  iface->is_native = is_native;
}

GType mute_file_get_type (void);
G_DEFINE_TYPE_WITH_CODE (MuteFile, mute_file, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_FILE, mute_file_iface_init))

static void
mute_file_class_init (MuteFileClass *klass)
{
}

static void
mute_file_init (MuteFile *self)
{
}

static void
test_mute (void)
{
  g_autoptr(GFile) file = g_object_new (mute_file_get_type (), NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) late = NULL;
  g_autoptr(GAsyncResult) given_up = NULL;
  g_autoptr(GError) slow = NULL;
  g_autoptr(GError) cancelled = NULL;

  hkk_file_read_async (file, 100, 50, NULL, test_keep_result, &late);
  hkk_file_read_async (file, 100, 100000, cancellable, test_keep_result, &given_up);
  g_assert_null (hkk_file_read_finish (test_wait (&late), &slow));
  g_assert_error (slow, HKK_FILE_ERROR, HKK_FILE_ERROR_SLOW);
  g_cancellable_cancel (cancellable);
  g_assert_null (hkk_file_read_finish (test_wait (&given_up), &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_mutex_lock (&answer_lock);
  let_go = TRUE;
  g_cond_broadcast (&answered);
  g_mutex_unlock (&answer_lock);
}

/* Not more than was asked for, and all of it. */
static void
test_limit (Fixture       *self,
            gconstpointer  data)
{
  const gsize size = 9 * 1024 * 1024 + 7;
  g_autofree char *content = g_strnfill (size, 'x');
  g_autoptr(GFile) file = write_file (self, "large", content, size);
  const gsize limits[] = { 1, 65536, 65537, size - 1, size, size + 1, 2 * size };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GBytes) bytes = NULL;

      hkk_file_read_async (file, limits[i], 60000, NULL, test_keep_result, &result);
      bytes = hkk_file_read_finish (test_wait (&result), NULL);
      g_assert_nonnull (bytes);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), content, MIN (size, limits[i]));
    }
}

/* --- PDFs as other programs write them --- */

static void
qpdf (Fixture    *self,
      const char *options,
      int         expected)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "fixtures", "files", "pdf-two-pages.pdf", NULL);
  g_autofree char *in = g_shell_quote (sample);
  g_autofree char *out = g_build_filename (self->root, "out.pdf", NULL);
  g_autofree char *command = g_strdup_printf ("qpdf --allow-weak-crypto %s %s %s", options, in, out);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) refused = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *content = NULL;
  gsize size = 0;
  int status = 0;

  g_test_message ("%s", options);
  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_true (g_file_get_contents (out, &content, &size, NULL));
  bytes = g_bytes_new_take (content, size);
  g_assert_cmpint (hkk_pdf_check (bytes, &refused), ==, expected == TAKEN);
  if (expected != TAKEN)
    g_assert_error (refused, HKK_FILE_ERROR, expected);
  /* The first half of it. */
  for (gsize part = 3; part < 9; part++)
    {
      g_autoptr(GBytes) half = g_bytes_new_from_bytes (bytes, 0, size * part / 10);
      g_autoptr(GError) cut_off = NULL;

      g_assert_false (hkk_pdf_check (half, &cut_off));
      g_assert_error (cut_off, HKK_FILE_ERROR, HKK_FILE_ERROR_PDF_CUT_OFF);
    }
}

static void
test_written_by_qpdf (Fixture       *self,
                      gconstpointer  data)
{
  static const char *const locks[] = {
    "40 --", "128 --use-aes=n --", "128 --use-aes=y --", "128 --use-aes=y --cleartext-metadata --", "256 --",
    "256 --force-R5 --", "256 --cleartext-metadata --",
  };
  static const char *const forms[] = { "--object-streams=generate", "--linearize", "--object-streams=disable --qdf" };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    qpdf (self, forms[i], TAKEN);
  for (gsize i = 0; i < G_N_ELEMENTS (locks); i++)
    for (guint packed = 0; packed < 2; packed++)
      {
        const char *streams = packed == 1 ? "--object-streams=generate" : "--linearize";
        g_autofree char *for_all = g_strdup_printf ("%s --encrypt '' eigen %s", streams, locks[i]);
        g_autofree char *closed = g_strdup_printf ("%s --encrypt geheim eigen %s", streams, locks[i]);

        qpdf (self, for_all, TAKEN);
        qpdf (self, closed, HKK_FILE_ERROR_PDF_PASSWORD);
      }
}

#define PAGE "3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n"
#define PAGES "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
#define CATALOG "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
#define TRAILER "trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"

static void
test_written_by_hand (void)
{
  static const struct { const char *pdf; int expected; } cases[] = {
    { "%PDF-1.4\n" CATALOG PAGES PAGE TRAILER, TAKEN },
    { "%PDF-1.4\r"
      "1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<<>>endobj trailer<</Root 1 0 R>>", TAKEN },
    /* changed later: pages came, or went */
    { "%PDF-1.4\n" CATALOG "2 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\n" TRAILER PAGES PAGE TRAILER, TAKEN },
    { "%PDF-1.4\n" CATALOG PAGES PAGE TRAILER "2 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\n" TRAILER,
      HKK_FILE_ERROR_PDF_NO_PAGE },
    /* cut off in what was changed */
    { "%PDF-1.4\n" CATALOG PAGES PAGE TRAILER "4 0 obj\n<< /Length 100 >>\nstream\nabc", HKK_FILE_ERROR_PDF_CUT_OFF },
    { "%PDF-1.4\n" CATALOG PAGES PAGE TRAILER "5 0 obj\n<< /A (b", HKK_FILE_ERROR_PDF_CUT_OFF },
    /* something behind the end, and in a text or a stream what looks like objects */
    { "%PDF-1.4\n" CATALOG PAGES PAGE TRAILER "\n\n<!-- sent by a scanner -->", TAKEN },
    { "%PDF-1.4\n" CATALOG PAGES PAGE "4 0 obj (\\) 2 0 obj (x) \\\\) endobj " TRAILER, TAKEN },
    { "%PDF-1.4\n" CATALOG PAGES PAGE
      "4 0 obj << /Length 25 >> stream\n2 0 obj << /Kids [] >> xx\nendstream endobj " TRAILER, TAKEN },
    /* names that are written otherwise, a tree of pages, an encryption that is none, one that nobody here knows */
    { "%PDF-1.4\n" CATALOG
      "2 0 obj << /Type /P#61ges /K#69ds [ 4 0 R ] >> endobj 4 0 obj << /Kids [ 3 0 R ] >> endobj " PAGE TRAILER,
      TAKEN },
    { "%PDF-1.4\n" CATALOG "2 0 obj << /Kids [ 2 0 R ] >> endobj " TRAILER, TAKEN },
    { "%PDF-1.4\n" CATALOG PAGES PAGE "trailer << /Root 1 0 R /Encrypt null >>", TAKEN },
    { "%PDF-1.4\n" CATALOG PAGES PAGE
      "9 0 obj << /Filter /Adobe.PubSec >> endobj trailer << /Root 1 0 R /Encrypt 9 0 R >>",
      HKK_FILE_ERROR_PDF_PASSWORD },
    { "%PDF-1.4\n" CATALOG PAGES PAGE
      "trailer << /Root 1 0 R /Encrypt << /Filter /Standard /R 6 /V 5 /P 0 /U (short) /O () >> >>",
      HKK_FILE_ERROR_PDF_PASSWORD },
    /* a form: of boxes that everybody sees, and one whose only page says that another program is needed */
    { "%PDF-1.7\n1 0 obj << /Pages 2 0 R /AcroForm << /XFA [] >> /NeedsRendering false >> endobj " PAGES PAGE TRAILER,
      TAKEN },
    { "%PDF-1.7\n1 0 obj << /Pages 2 0 R /AcroForm << /XFA [] >> /NeedsRendering true >> endobj " PAGES PAGE TRAILER,
      HKK_FILE_ERROR_PDF_FORM },
    { "%PDF-1.4\n%%EOF\n", HKK_FILE_ERROR_PDF_CUT_OFF },
    { "%PDF-1.4\ntrailer << >>", HKK_FILE_ERROR_PDF_NO_PAGE },
    { "%PDF-1.4\ntrailer <", HKK_FILE_ERROR_PDF_NO_PAGE },
    { "%PDF-", HKK_FILE_ERROR_PDF_CUT_OFF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (cases[i].pdf, strlen (cases[i].pdf));
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].pdf);
      g_assert_cmpint (hkk_pdf_check (bytes, &error), ==, cases[i].expected == TAKEN);
      if (cases[i].expected != TAKEN)
        g_assert_error (error, HKK_FILE_ERROR, cases[i].expected);
    }
}

/* No bytes, however they came about, break the reader or keep it busy. */
static void
test_any_pdf (void)
{
  static const char *const samples[] = { "pdf-needs-password.pdf", "pdf-two-pages.pdf", "pdf-owner-password-only.pdf" };
  g_autofree char *open = g_malloc (256 * 1024);

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "files", samples[i % 3], NULL);
      g_autofree char *content = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      for (guint j = 0; j < 1 + i % 30; j++)
        content[g_test_rand_int_range (0, (int) size)] = "<>[]()/\\ \n09R#\xff"[g_test_rand_int_range (0, 15)];
      bytes = g_bytes_new (content, (gsize) g_test_rand_int_range (5, (int) size + 1));
      hkk_pdf_check (bytes, NULL);
    }
  for (gsize at = 0; at + 8 <= 256 * 1024; at += 8)
    memcpy (open + at, "1 0 obj(", 8);
  {
    g_autoptr(GBytes) bytes = g_bytes_new_static (open, 256 * 1024);

    g_assert_false (hkk_pdf_check (bytes, NULL));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/portal/files/samples", Fixture, NULL, set_up, test_samples, tear_down);
  g_test_add ("/portal/files/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/portal/files/no-files", Fixture, NULL, set_up, test_no_files, tear_down);
  g_test_add_func ("/portal/files/mute", test_mute);
  g_test_add ("/portal/files/limit", Fixture, NULL, set_up, test_limit, tear_down);
  g_test_add ("/portal/files/written-by-qpdf", Fixture, NULL, set_up, test_written_by_qpdf, tear_down);
  g_test_add_func ("/portal/files/written-by-hand", test_written_by_hand);
  g_test_add_func ("/portal/files/any-pdf", test_any_pdf);
  return g_test_run ();
}
