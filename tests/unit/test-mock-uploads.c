/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-file-type.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"

#define ID "0123456789abcdef0123456789abcdef"

static MockClient *
new_client (void)
{
  return mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
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

static void
test_kept (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(MockAnswer) first = mock_portal_upload (self, ID, "Größe 7.pdf", "application/pdf", MOCK_PORTAL_PDF);
  g_autoptr(MockAnswer) again = mock_portal_upload (self, ID, "Größe 7.pdf", "application/pdf", MOCK_PORTAL_PDF);
  g_autoptr(MockAnswer) other = mock_portal_upload (self, ID, "Größe 7.pdf", "application/pdf",
                                                    MOCK_PORTAL_PDF "% more\n");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, MOCK_PORTAL_PDF, -1);

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpstr (hkk_json_get_string (first->json, "id"), ==, ID);
  g_assert_cmpstr (hkk_json_get_string (first->json, "name"), ==, "Größe 7.pdf");
  g_assert_cmpstr (hkk_json_get_string (first->json, "sha256"), ==, sha256);
  g_assert_cmpint (hkk_json_get_int (first->json, "size", 0), ==, (gint64) strlen (MOCK_PORTAL_PDF));
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (hkk_json_get_string (again->json, "sha256"), ==, sha256);
  mock_assert_problem (other, 409, "conflict");
}

static void
test_refused (void)
{
  g_autoptr(MockClient) self = new_client ();
  const struct { const char *name, *type, *content; guint status; const char *code; } cases[] = {
    { "a.pdf", "application/pdf", "", 422, "file_empty" },
    { "a.pdf", "application/pdf", "MZ\x90 not a PDF", 415, "file_type_refused" },
    { "a.png", "application/pdf", MOCK_PORTAL_PDF, 415, "file_type_refused" },
    { "a.pdf", "image/png", MOCK_PORTAL_PDF, 415, "file_type_refused" },
    { "", "application/pdf", MOCK_PORTAL_PDF, 400, "invalid_request" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MockAnswer) answer = mock_portal_upload (self, ID, cases[i].name, cases[i].type, cases[i].content);

      mock_assert_problem (answer, cases[i].status, cases[i].code);
    }
}

/* The words are those of the desktop when a file is chosen. */
static void
test_content (void)
{
  static const struct { const char *sample, *name, *type; int expected; guint status; } cases[] = {
    { "pdf-two-pages.pdf", "a.pdf", "application/pdf", -1, 201 },
    { "pdf-owner-password-only.pdf", "a.pdf", "application/pdf", -1, 201 },
    { "photo-turned-by-exif.jpg", "a.jpg", "image/jpeg", -1, 201 },
    { "pdf-needs-password.pdf", "a.pdf", "application/pdf", HKK_FILE_ERROR_PDF_PASSWORD, 422 },
    { "pdf-no-page.pdf", "a.pdf", "application/pdf", HKK_FILE_ERROR_PDF_NO_PAGE, 422 },
    { "pdf-cut-off.pdf", "a.pdf", "application/pdf", HKK_FILE_ERROR_PDF_CUT_OFF, 422 },
    { "photo-cut-off.jpg", "a.jpg", "image/jpeg", HKK_FILE_ERROR_PICTURE_CUT_OFF, 422 },
    { NULL, "a.png", "image/png", HKK_FILE_ERROR_PICTURE_HUGE, 422 },
    { "photo.jpg", "a.pdf", "application/pdf", HKK_FILE_ERROR_NAME, 415 },
    { "photo.jpg", "a.jpg", "image/png", HKK_FILE_ERROR_DECLARED, 415 },
    { "photo-is-heic.jpg", "a.jpg", "image/jpeg", HKK_FILE_ERROR_HEIC, 415 },
  };
  static const char huge[] = "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR\0\0\x75\x30\0\0\x75\x30\x01\0\0\0\0\0\0\0\0"
                             "\0\0\0\0IEND\xae\x42\x60\x82";
  g_autoptr(MockClient) self = new_client ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("%032x", i);
      g_autoptr(GBytes) bytes = cases[i].sample != NULL ? read_sample (cases[i].sample)
                                                        : g_bytes_new_static (huge, sizeof huge - 1);
      g_autoptr(MockAnswer) answer = mock_portal_upload_bytes (self, id, cases[i].name, cases[i].type, bytes);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].sample != NULL ? cases[i].sample : "huge");
      if (cases[i].expected < 0)
        {
          g_assert_cmpuint (answer->status, ==, cases[i].status);
          continue;
        }
      hkk_file_fail (&error, (HkkFileError) cases[i].expected);
      mock_assert_problem (answer, cases[i].status,
                           cases[i].status == 422 ? "file_unreadable" : "file_type_refused");
      g_assert_cmpstr (hkk_json_get_string (answer->json, "detail"), ==, error->message);
    }
}

/* A chunk of a PNG, with its check sum: ISO/IEC 15948, annex D. */
static void
append_chunk (GByteArray *png,
              const char *name,
              const char *content,
              guint8      size)
{
  const guint8 length[4] = { 0, 0, 0, size };
  guint32 sum = 0xffffffff;

  g_byte_array_append (png, length, 4);
  g_byte_array_append (png, (const guint8 *) name, 4);
  g_byte_array_append (png, (const guint8 *) content, size);
  for (guint i = png->len - size - 4; i < png->len; i++)
    {
      sum ^= png->data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = (sum & 1) != 0 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
    }
  sum = GUINT32_TO_BE (~sum);
  g_byte_array_append (png, (guint8 *) &sum, 4);
}

/* (transfer full): what stays of a PNG where nothing decodes it. */
static GBytes *
make_picture (guint8 width,
              guint8 height)
{
  /* 512 and 256, and some more */
  const char header[] = { 0, 0, 2, (char) width, 0, 0, 1, (char) height, 8, 2, 0, 0, 0 };
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", "-", 1);
  append_chunk (png, "IEND", "", 0);
  return g_byte_array_free_to_bytes (png);
}

static MockAnswer *
order_card (MockClient *self,
            GBytes     *photo)
{
  g_autofree char *id = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, photo);
  g_autoptr(MockAnswer) upload = mock_portal_upload_bytes (self, id, "face.png", "image/png", photo);
  JsonArray *files = json_array_new ();
  JsonObject *values;

  g_assert_cmpuint (upload->status, ==, 201);
  values = hkk_json_object ("person", "self", "reason", "new_photo", "street", "Am Wall", "house_number", "1",
                            "country", "DE", "postal_code", "28195", "city", "Bremen",
                            "address_checked", HKK_JSON_BOOL (TRUE));
  json_array_add_object_element (files, hkk_json_object (
    "upload", id, "name", hkk_json_get_string (upload->json, "name"), "size", (gint64) g_bytes_get_size (photo),
    "sha256", hkk_json_get_string (upload->json, "sha256"), "media_type", "image/png"));
  json_object_set_array_member (values, "photo", files);
  return mock_call (self, "POST", "/v1/requests", hkk_json_object ("form", "health-card", "version", (gint64) 1,
                                                                    "values", values), NULL);
}

/* A form says how large a picture must be. */
static void
test_small_picture (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(GBytes) small = make_picture (0, 43);
  g_autoptr(GBytes) large = make_picture (0, 44);
  g_autoptr(MockAnswer) refused = order_card (self, small);
  g_autoptr(MockAnswer) taken = order_card (self, large);

  mock_assert_field (refused, "photo[0]");
  g_assert_cmpuint (taken->status, ==, 202);
}

/* Whatever it was called, what is kept is a name. */
static void
test_name (void)
{
  static const struct { const char *name, *kept; } cases[] = {
    { "../../etc/a.pdf", "a.pdf" }, { "a\nb.pdf", "a b.pdf" }, { "scan\\2026.pdf", "scan-2026.pdf" },
    { "Befund \u202e" "fdp.pdf", "Befund fdp.pdf" }, { "R\u200bechnung.pdf", "Rechnung.pdf" }, { " .pdf", "File.pdf" },
    { "CON.pdf", "_CON.pdf" }, { "Gr\xf6\xdf" "e.pdf", "Gr--e.pdf" }, { "Mu\u0308ller.PDF", "Müller.PDF" },
  };
  g_autoptr(MockClient) self = new_client ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("%032x", i);
      g_autoptr(MockAnswer) answer = mock_portal_upload (self, id, cases[i].name, "application/pdf", MOCK_PORTAL_PDF);

      g_assert_cmpuint (answer->status, ==, 201);
      g_assert_cmpstr (hkk_json_get_string (answer->json, "name"), ==, cases[i].kept);
    }
}

/* What is handed in is called as it was uploaded: nobody approves a name and another one arrives. */
static void
test_other_name (void)
{
  static const struct { const char *name, *field; } cases[] = {
    { "b.pdf", "certificate[0]" }, { "a\u202e.pdf", "certificate" }, { "../Bescheinigung.pdf", "certificate" },
  };
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(JsonObject) file = mock_portal_file (self, ID);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MockAnswer) answer = NULL;

      json_object_set_string_member (file, "name", cases[i].name);
      answer = mock_call (self, "POST", "/v1/requests", mock_portal_sick_note (json_object_ref (file)), NULL);
      mock_assert_field (answer, cases[i].field);
    }
}

static void
test_digest (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(GBytes) body = g_bytes_new_static (MOCK_PORTAL_PDF, strlen (MOCK_PORTAL_PDF));
  g_autoptr(MockAnswer) wrong = mock_call_bytes (self, "PUT",
                                                 "/v1/uploads/" ID, body, "Content-Type", "application/pdf",
                                                 "Content-Disposition", "attachment; filename*=UTF-8''a.pdf",
                                                 "Content-Digest",
                                                 "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", NULL);
  g_autoptr(MockAnswer) missing = mock_call_bytes (self, "PUT",
                                                   "/v1/uploads/" ID, body, "Content-Type", "application/pdf",
                                                   "Content-Disposition", "attachment; filename*=UTF-8''a.pdf", NULL);

  mock_assert_problem (wrong, 422, "upload_incomplete");
  mock_assert_problem (missing, 422, "upload_incomplete");
}

static void
test_id (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(MockAnswer) answer = mock_portal_upload (self, "../0123", "a.pdf", "application/pdf", MOCK_PORTAL_PDF);
  g_autoptr(MockAnswer) upper = mock_portal_upload (self, "0123456789ABCDEF0123456789ABCDEF", "a.pdf",
                                                    "application/pdf", MOCK_PORTAL_PDF);

  g_assert_cmpuint (answer->status, ==, 404);
  mock_assert_problem (upper, 400, "invalid_request");
}

static void
test_too_large (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autofree char *content = g_malloc (10 * 1024 * 1024 + 2);
  g_autoptr(MockAnswer) answer = NULL;

  memset (content, ' ', 10 * 1024 * 1024 + 1);
  content[10 * 1024 * 1024 + 1] = '\0';
  memcpy (content, "%PDF-1.4\n", 9);
  answer = mock_portal_upload (self, ID, "a.pdf", "application/pdf", content);
  g_assert_true (answer->status == 413 || answer->status == 0); /* 0: closed while we were still sending */
}

/* The file of another person is not there. */
static void
test_others (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(JsonObject) file = mock_portal_file (self, ID);
  g_autoptr(MockAnswer) answer = NULL;

  mock_sign_in (self, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  answer = mock_call (self, "POST", "/v1/requests", mock_portal_sick_note (json_object_ref (file)), NULL);
  mock_assert_field (answer, "certificate[0]");
}

/* What is used for nothing is removed after a day. */
static void
test_over (void)
{
  g_autoptr(MockClient) self = new_client ();
  g_autoptr(JsonObject) file = mock_portal_file (self, ID);
  g_autofree char *path = g_build_filename (self->folder, "uploads", NULL);
  g_autoptr(MockAnswer) answer = NULL;
  g_autoptr(GDir) folder = NULL;

  mock_advance (self, 90000);
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  answer = mock_call (self, "POST", "/v1/requests", mock_portal_sick_note (json_object_ref (file)), NULL);
  mock_assert_field (answer, "certificate[0]");
  mock_client_restart (self);
  folder = g_dir_open (path, 0, NULL);
  g_assert_nonnull (folder);
  g_assert_null (g_dir_read_name (folder));
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/uploads/kept", test_kept);
  g_test_add_func ("/mock/uploads/refused", test_refused);
  g_test_add_func ("/mock/uploads/content", test_content);
  g_test_add_func ("/mock/uploads/small-picture", test_small_picture);
  g_test_add_func ("/mock/uploads/name", test_name);
  g_test_add_func ("/mock/uploads/other-name", test_other_name);
  g_test_add_func ("/mock/uploads/digest", test_digest);
  g_test_add_func ("/mock/uploads/id", test_id);
  g_test_add_func ("/mock/uploads/too-large", test_too_large);
  g_test_add_func ("/mock/uploads/others", test_others);
  g_test_add_func ("/mock/uploads/over", test_over);
  return g_test_run ();
}
