/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "pdf-kinds.h"
#include "pdf-layout.h"

static const char * const address[] = { "Andrea Amsel", "Vogelweg 7", "28195 Bremen", NULL };

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return memmem (data, length, text, strlen (text)) != NULL;
}

/* The output of a program that is given the file; NULL if the program is not installed. */
static char *
run_on (GBytes     *bytes,
        const char *program,
        const char *option,
        const char *last)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = g_find_program_in_path (program);
  g_autofree char *path = NULL;
  char *output = NULL;
  int status;
  int fd;

  if (found == NULL)
    return NULL;
  fd = g_file_open_tmp ("hkk-XXXXXX.pdf", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  {
    const char *argv[] = { found, option, path, last, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status, &error);
  }
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_unlink (path);
  return output;
}

static JsonObject *
parse (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static void
check_file (GBytes     *pdf,
            const char *language)
{
  g_autofree char *lang = g_strdup_printf ("/Lang (%s)", language);
  g_autofree char *checked = run_on (pdf, "qpdf", "--check", NULL);

  g_assert_true (contains (pdf, "%PDF-1.4"));
  g_assert_true (contains (pdf, lang));
  g_assert_true (contains (pdf, "/DisplayDocTitle true"));
  g_assert_true (contains (pdf, "/Marked true"));
  g_assert_true (contains (pdf, "/StructTreeRoot"));
  g_assert_true (contains (pdf, "/FontFile2") || contains (pdf, "/FontFile3"));
  if (checked != NULL)
    g_assert_nonnull (strstr (checked, "No syntax or stream encoding errors"));
}

static void
test_letter (void)
{
  g_autoptr(JsonObject) letter =
    parse ("{\"title\":\"Ihr Bonus\",\"paragraphs\":[\"bis zum {date+4} auf Ihrem Konto.\"],"
           "\"rows\":[{\"label\":\"Betrag\",\"value\":\"75,00 €\"}],\"closing\":[\"Viel Freude damit.\"]}");
  g_autoptr(GBytes) pdf = hkk_mock_pdf_letter (letter, address, G_GINT64_CONSTANT (1795435200000), "de");
  g_autofree char *text = run_on (pdf, "pdftotext", "-layout", "-");
  g_autofree char *tags = run_on (pdf, "pdfinfo", "-struct", NULL);

  check_file (pdf, "de-DE");
  if (text == NULL || tags == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return;
    }
  g_assert_nonnull (strstr (text, "Andrea Amsel"));
  g_assert_nonnull (strstr (text, "28195 Bremen"));
  g_assert_nonnull (strstr (text, "bis zum 27. November 2026 auf Ihrem Konto."));
  g_assert_nonnull (strstr (text, "75,00 €"));
  g_assert_nonnull (strstr (tags, "H1"));
  g_assert_nonnull (strstr (tags, "TH"));
  g_assert_nonnull (strstr (tags, "TD"));
}

/* More than a page: rows and a value that is longer than a page. */
static void
test_long (void)
{
  g_autoptr(HkkMockPdf) pdf = hkk_mock_pdf_new ("Long", "en", 0);
  g_autoptr(GString) value = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (value, "line number %u\n", i);
  hkk_mock_pdf_address (pdf, address, "23 November 2026");
  hkk_mock_pdf_title (pdf, "Long");
  for (guint i = 0; i < 40; i++)
    hkk_mock_pdf_row (pdf, "Label",
                      "A value that is so long that it needs more than one line in the column that it stands in");
  hkk_mock_pdf_section (pdf, "Notes");
  hkk_mock_pdf_row (pdf, "Note", value->str);
  hkk_mock_pdf_small (pdf, "The end");
  bytes = hkk_mock_pdf_finish (pdf);
  check_file (bytes, "en-GB");
  text = run_on (bytes, "pdftotext", "-layout", "-");
  if (text == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return;
    }
  g_assert_nonnull (strstr (text, "line number 0"));
  g_assert_nonnull (strstr (text, "line number 199"));
  g_assert_nonnull (strstr (text, "The end"));
  g_assert_true (g_regex_match_simple ("Page 3 of ([0-9])\\b[^\\f]*\\f.*Page \\1 of \\1", text, G_REGEX_DOTALL, 0));
}

/* Black squares to scan, and the same to type, which can be read out. */
static void
test_code (void)
{
  g_autoptr(JsonObject) plain = parse ("{\"title\":\"Ihr Zugang\",\"paragraphs\":[\"Scannen Sie den Code.\"]}");
  g_autoptr(JsonObject) letter = parse ("{\"title\":\"Ihr Zugang\",\"paragraphs\":[\"Scannen Sie den Code.\"],"
                                        "\"code\":\"K7QF-3M9T-XW2D-8HRP\"}");
  g_autoptr(GBytes) without = hkk_mock_pdf_letter (plain, address, 0, "de");
  g_autoptr(GBytes) pdf = hkk_mock_pdf_letter (letter, address, 0, "de");
  g_autofree char *text = run_on (pdf, "pdftotext", "-layout", "-");

  check_file (pdf, "de-DE");
  g_assert_cmpuint (g_bytes_get_size (pdf), >, g_bytes_get_size (without) + 500);
  if (text == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return;
    }
  g_assert_nonnull (strstr (text, "K7QF-3M9T-XW2D-8HRP"));
}

static void
test_receipt (void)
{
  g_autoptr(JsonObject) data =
    parse ("{\"sections\":[{\"section\":\"Your stay\",\"rows\":[{\"label\":\"Country\",\"value\":\"Spain\"}]}],"
           "\"files\":[{\"name\":\"bill.pdf\",\"size\":12,\"sha256\":\"0123456789abcdef\"}],"
           "\"approved\":[{\"label\":\"Person\",\"old\":null,\"new\":\"Andrea Amsel\"},"
           "{\"label\":\"Attached\",\"old\":null,\"new\":\"Files: 1\\nbill.pdf\"}]}");
  g_autoptr(GBytes) pdf = hkk_mock_pdf_receipt (&(HkkMockReceipt) {
    .title = "Treatment costs abroad", .reference = "HKK-2026-004711", .language = "en",
    .received_at = G_GINT64_CONSTANT (1795467600000), .created_at = G_GINT64_CONSTANT (1795467600000),
    .approved_at = G_GINT64_CONSTANT (1795467600000), .digest = "abc-digest",
    .approved = json_object_get_array_member (data, "approved"),
    .sections = json_object_get_array_member (data, "sections"),
    .files = json_object_get_array_member (data, "files") }, address);
  g_autofree char *text = run_on (pdf, "pdftotext", "-layout", "-");
  const char *wanted[] = { "HKK-2026-004711", "Treatment costs abroad", "Spain", "bill.pdf", "0123456789abcdef",
                           "abc-digest", "23 November 2026", "22:00:00" /* in Germany */,
                           "Andrea Amsel", "Attached", "Files: 1" };

  check_file (pdf, "en-GB");
  if (text == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (text, wanted[i]) == NULL)
      g_error ("“%s” is missing in: %s", wanted[i], text);
}

/* The same content gives the same bytes: what is listed is what is fetched, whenever it is made. */
static void
test_stable (void)
{
  g_autoptr(JsonObject) letter = parse ("{\"title\":\"Stable\",\"paragraphs\":[\"one\"]}");
  g_autoptr(GBytes) a = hkk_mock_pdf_letter (letter, address, 0, "en");
  g_autoptr(GBytes) b = hkk_mock_pdf_letter (letter, address, 0, "en");

  g_assert_true (g_bytes_equal (a, b));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mock/pdf/letter", test_letter);
  g_test_add_func ("/mock/pdf/long", test_long);
  g_test_add_func ("/mock/pdf/receipt", test_receipt);
  g_test_add_func ("/mock/pdf/code", test_code);
  g_test_add_func ("/mock/pdf/stable", test_stable);
  return g_test_run ();
}
