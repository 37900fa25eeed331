/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "config.h"
#include "hkk-clock.h"
#include "hkk-document.h"
#include "hkk-drafts-store.h"
#include "hkk-drafts.h"
#include "hkk-file-type.h"
#include "hkk-form-summary.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-overview.h"
#include "hkk-paged-list.h"
#include "hkk-portal.h"
#include "hkk-profile-section.h"
#include "hkk-transfer.h"
#include "mock-client.h"
#include "portal-server.h"

/* One desktop at the mock. */
typedef struct
{
  MockClient      *mock;
  char            *dir;
  HkkPortal       *portal;
  int              ended;
  HkkPortalConfig  config;
} Fixture;

static void
on_session_ended (HkkPortal     *portal,
                  HkkSessionEnd  reason,
                  const char    *message,
                  gpointer       data)
{
  ((Fixture *) data)->ended = (int) reason;
}

static void
open_portal (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->config = (HkkPortalConfig) { .base_url = hkk_mock_get_url (self->mock->mock),
                                     .trust_pem = hkk_mock_get_certificate (self->mock->mock),
                                     .data_dir = self->dir, .program = "test", .version = "1", .device_name = "PC" };
  self->portal = hkk_portal_new (&self->config, &error);
  g_assert_no_error (error);
  g_object_set (self->portal, "language", "en", NULL);
  self->ended = -1;
  g_signal_connect (self->portal, "session-ended", G_CALLBACK (on_session_ended), self);
}

static gboolean
sign_in (Fixture     *self,
         const char  *password,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_sign_in_async (self->portal, "a000500015", password, FALSE, NULL, test_keep_result, &result);
  return hkk_portal_sign_in_finish (self->portal, test_wait (&result), error);
}

static void
drain (void)
{
  test_drain ();
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  open_portal (self);
  g_assert_true (sign_in (self, MOCK_ANDREA_PASSWORD, &error));
  g_assert_no_error (error);
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
}

static void
close_portal (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_close_async (self->portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_close_finish (self->portal, test_wait (&result), NULL));
  g_clear_object (&self->portal);
  drain ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  close_portal (self);
  mock_client_free (self->mock);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static JsonNode *
get (Fixture     *self,
     const char  *path,
     GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_get_async (self->portal, path, NULL, test_keep_result, &result);
  return hkk_portal_get_finish (self->portal, test_wait (&result), error);
}

static void
decide (Fixture    *self,
        const char *decision)
{
  g_autoptr(JsonObject) answer = mock_command (self->mock,
                                               hkk_json_object ("command", "approve", "decision", decision));

  g_assert_nonnull (answer);
}

#if HKK_FAULT_HOOKS
static void
add_fault (Fixture    *self,
           const char *operation,
           const char *phase,
           const char *action,
           gint64      nth,
           gint64      argument)
{
  g_autoptr(JsonObject) answer = mock_command (self->mock,
    hkk_json_object ("command", "faults", "do", "add", "operation", operation, "phase", phase, "action", action,
                     "nth", nth, "argument", argument));

  g_assert_nonnull (answer);
}
#endif

/* An approval that nobody waits for yet. */
static HkkApproval *
ask_to_raise (Fixture *self)
{
  g_autoptr(GAsyncResult) asked = NULL;
  g_autoptr(HkkAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  hkk_portal_send_async (self->portal, "POST", "/v1/step-up", NULL, NULL, NULL, test_keep_result, &asked);
  answer = hkk_portal_send_finish (self->portal, test_wait (&asked), &error);
  g_assert_no_error (error);
  return g_object_ref (hkk_answer_get_approval (answer));
}

/* A sick note with one file. */
static HkkDraft *
sick_note (Fixture *self)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  HkkDraft *draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 1, NULL, "Sick note");
  g_autofree char *path = g_build_filename (self->dir, "Muster 1.pdf", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(HkkAttachment) attachment = NULL;
  g_autofree char *today = hkk_clock_today ();
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) values = NULL;

  g_assert_true (g_file_set_contents (path, TEST_PDF, -1, NULL));
  hkk_drafts_attach_async (drafts, draft, file, NULL, NULL, test_keep_result, &result);
  attachment = hkk_drafts_attach_finish (drafts, test_wait (&result), NULL);
  g_assert_nonnull (attachment);
  json = g_strdup_printf (
    "{\"certificate_kind\":\"first\",\"unfit_since\":\"%s\",\"unfit_until\":\"%s\",\"established_on\":\"%s\","
    "\"accident_at_work\":false,\"employer\":\"Gärtnerei\",\"declaration\":true,\"certificate\":[{\"upload\":\"%s\","
    "\"name\":\"Muster 1.pdf\",\"size\":%d,\"sha256\":\"%s\",\"media_type\":\"application/pdf\"}]}",
    today, today, today, hkk_attachment_get_upload (attachment), (int) strlen (TEST_PDF),
    hkk_attachment_get_sha256 (attachment));
  values = hkk_json_parse (json, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  hkk_draft_take_values (draft, g_steal_pointer (&values));
  return draft;
}

static HkkSubmitOutcome
submit (Fixture      *self,
        HkkDraft     *draft,
        HkkApproval **approval,
        GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_submit_async (self->portal, draft, NULL, NULL, test_keep_result, &result);
  return hkk_portal_submit_finish (self->portal, test_wait (&result), approval, NULL, error);
}

static HkkAttachment *
nth_file (HkkDraft *draft,
          guint     position)
{
  g_autoptr(HkkAttachment) file = g_list_model_get_item (hkk_draft_get_attachments (draft), position);

  return file;
}

/* What the portal says of a file is said at the file: what is the matter, then why in the desktop's own words. */
static void
test_unreadable_file (Fixture       *self,
                      gconstpointer  data)
{
  static const char broken[] = "%PDF-1.4\ntrailer << >>";
  g_autoptr(HkkDraft) draft = sick_note (self);
  HkkAttachment *file = nth_file (draft, 0);
  g_autoptr(GBytes) bytes = g_bytes_new_static (broken, strlen (broken));
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) expected = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *path = NULL;

  g_assert_true (hkk_drafts_place_write_file (hkk_drafts_get_place (hkk_portal_get_drafts (self->portal)),
                                              hkk_draft_get_id (draft), hkk_attachment_get_upload (file), bytes, NULL));
  g_assert_cmpint (submit (self, draft, NULL, &error), ==, HKK_SUBMIT_REFUSED);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_VALIDATION);
  g_assert_cmpint (hkk_attachment_get_upload_state (file), ==, HKK_UPLOAD_FAILED);
  g_assert_true (hkk_portal_error_is_code (hkk_attachment_get_failure (file), "file_unreadable"));
  hkk_file_fail (&expected, HKK_FILE_ERROR_PDF_NO_PAGE);
  sentence = g_strconcat ("The file cannot be opened. ", expected->message, NULL);
  g_assert_cmpstr (hkk_attachment_get_failure (file)->message, ==, sentence);
  path = hkk_draft_dup_failed_path (draft);
  g_assert_cmpstr (path, ==, "certificate[0]");
  g_assert_cmpuint (mock_ledger_count (self->mock, "submit_request"), ==, 0);
}

#if HKK_FAULT_HOOKS
/* A sick note with one file more. */
static HkkDraft *
sick_note_of_files (Fixture *self,
                    guint    n_files)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  HkkDraft *draft = sick_note (self);
  JsonNode *values = hkk_json_copy (hkk_draft_get_values (draft));
  JsonArray *files = hkk_json_get_array (json_node_get_object (values), "certificate");
  g_autoptr(GBytes) bytes = g_bytes_new_static (TEST_PDF, strlen (TEST_PDF));

  for (guint i = 1; i < n_files; i++)
    {
      g_autoptr(GAsyncResult) attached = NULL;
      g_autoptr(HkkAttachment) file = NULL;

      hkk_drafts_attach_bytes_async (drafts, draft, "more.pdf", bytes, NULL, NULL, test_keep_result, &attached);
      file = hkk_drafts_attach_finish (drafts, test_wait (&attached), NULL);
      json_array_add_object_element (files,
        hkk_json_object ("upload", hkk_attachment_get_upload (file), "name", hkk_attachment_get_name (file),
                         "size", hkk_attachment_get_size (file), "sha256", hkk_attachment_get_sha256 (file),
                         "media_type", hkk_attachment_get_media_type (file)));
    }
  hkk_draft_take_values (draft, values);
  return draft;
}

/* The others get there; the one that failed is tried again alone, and nothing is sent twice. */
static void
test_one_file_fails (Fixture       *self,
                     gconstpointer  data)
{
  static const struct { const char *action; gint64 argument; HkkPortalError code; } cases[] = {
    { "status", 500, HKK_PORTAL_ERROR_SERVER },
    { "status", 413, HKK_PORTAL_ERROR_REFUSED },
    { "html200", 0, HKK_PORTAL_ERROR_PROTOCOL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HkkDraft) draft = sick_note_of_files (self, 3);
      guint before = mock_ledger_count (self->mock, "put_upload");
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(HkkApproval) approval = NULL;
      g_autoptr(GError) refused = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *path = NULL;

      add_fault (self, "put_upload", "before-commit", cases[i].action, 2, cases[i].argument);
      g_assert_cmpint (submit (self, draft, NULL, &refused), ==, HKK_SUBMIT_REFUSED);
      g_assert_error (refused, HKK_PORTAL_ERROR, (int) cases[i].code);
      g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_EDITING);
      path = hkk_draft_dup_failed_path (draft);
      g_assert_cmpstr (path, ==, "certificate[1]");
      g_assert_cmpint (hkk_attachment_get_upload_state (nth_file (draft, 0)), ==, HKK_UPLOAD_DONE);
      g_assert_error (hkk_attachment_get_failure (nth_file (draft, 1)), HKK_PORTAL_ERROR, (int) cases[i].code);
      g_assert_cmpint (hkk_attachment_get_upload_state (nth_file (draft, 2)), ==, HKK_UPLOAD_DONE);
      g_assert_cmpuint (mock_ledger_count (self->mock, "put_upload"), ==, before + 2);

      hkk_portal_upload_async (self->portal, draft, nth_file (draft, 1), NULL, test_keep_result, &result);
      g_assert_true (hkk_portal_upload_finish (self->portal, test_wait (&result), &error));
      g_assert_no_error (error);
      g_assert_null (hkk_draft_dup_failed_path (draft));
      g_assert_cmpint (submit (self, draft, &approval, &error), ==, HKK_SUBMIT_APPROVAL);
      g_assert_no_error (error);
      g_assert_cmpuint (mock_ledger_count (self->mock, "put_upload"), ==, before + 3);
      decide (self, "deny");
      test_wait_until (hkk_approval_is_final (approval));
    }
}

/* What breaks each time on its way is no missing connection: the person is told which. */
static void
test_uploads_break (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = sick_note_of_files (self, 2);
  g_autoptr(JsonObject) cleared = NULL;
  g_autoptr(GError) error = NULL;

  add_fault (self, "put_upload", "before-commit", "reset", 0, 0);
  g_assert_cmpint (submit (self, draft, NULL, &error), ==, HKK_SUBMIT_REFUSED);
  for (guint i = 0; i < 2; i++)
    g_assert_error (hkk_attachment_get_failure (nth_file (draft, i)), HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE);
  cleared = mock_command (self->mock, hkk_json_object ("command", "faults", "do", "clear"));
  g_assert_cmpint (submit (self, draft, NULL, NULL), ==, HKK_SUBMIT_APPROVAL);
  g_assert_cmpuint (mock_ledger_count (self->mock, "put_upload"), ==, 2);
}
#endif

static guint
n_drafts (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (hkk_portal_get_drafts (self->portal)));
}

static void
test_reads (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) overview_node = get (self, "/v1/overview", &error);
  g_autoptr(JsonNode) forms_node = get (self, "/v1/forms", &error);
  g_autoptr(JsonNode) profile_node = get (self, "/v1/profile", &error);
  g_autoptr(HkkOverview) overview = NULL;
  g_autofree char *name = NULL;
  g_autoptr(HkkFormSummary) form = NULL;
  g_autoptr(HkkProfileSection) section = NULL;
  g_autoptr(JsonNode) values = NULL;
  g_autoptr(GListModel) needs_you = NULL;
  gboolean restricted;

  g_assert_no_error (error);
  overview = hkk_thing_new_from_json (HKK_TYPE_OVERVIEW, json_node_get_object (overview_node));
  g_object_get (overview, "name", &name, "needs-you", &needs_you, NULL);
  g_assert_cmpstr (name, ==, "Andrea Amsel");
  g_assert_cmpuint (g_list_model_get_n_items (needs_you), >, 0);
  form = hkk_thing_new_from_json (
    HKK_TYPE_FORM_SUMMARY, hkk_json_array_object (hkk_json_get_array (json_node_get_object (forms_node), "items"), 0));
  g_assert_nonnull (hkk_form_summary_get_title (form));
  g_assert_true (hkk_form_summary_matches (form, hkk_form_summary_get_title (form)));
  g_assert_false (hkk_form_summary_matches (form, "xyzzy"));
  section = hkk_thing_new_from_json (
    HKK_TYPE_PROFILE_SECTION,
    hkk_json_array_object (hkk_json_get_array (json_node_get_object (profile_node), "sections"), 0));
  g_assert_cmpuint (g_list_model_get_n_items (hkk_profile_section_get_rows (section)), >, 0);
  values = hkk_profile_section_dup_values (section);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (values));
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_IN);
  g_assert_cmpstr (hkk_portal_get_person_name (self->portal), ==, "Andrea Amsel");
  g_object_get (self->portal, "restricted", &restricted, NULL);
  g_assert_false (restricted);
  g_assert_cmpint (hkk_portal_get_connectivity (self->portal), ==, HKK_CONNECTIVITY_ONLINE);
}

static void
test_submit (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = sick_note (self);
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *path = NULL;
  g_autoptr(HkkRequest) request = NULL;

  g_assert_cmpint (submit (self, draft, &approval, &error), ==, HKK_SUBMIT_APPROVAL);
  g_assert_no_error (error);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_APPROVAL);
  g_assert_cmpstr (hkk_draft_get_approval_id (draft), ==, hkk_approval_get_id (approval));
  g_assert_cmpuint (n_drafts (self), ==, 1);
  decide (self, "approve");
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_EXECUTED);
  g_assert_nonnull (hkk_approval_get_reference (approval));
  /* The draft goes when the server has it, and not before. */
  g_assert_cmpuint (n_drafts (self), ==, 0);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_DONE);
  g_assert_cmpuint (mock_ledger_count (self->mock, "submit_request"), ==, 1);
  path = g_strconcat ("/v1/requests/", hkk_approval_get_request_id (approval), NULL);
  node = get (self, path, &error);
  g_assert_no_error (error);
  request = hkk_thing_new_from_json (HKK_TYPE_REQUEST, json_node_get_object (node));
  g_assert_cmpint (hkk_request_get_state (request), ==, HKK_REQUEST_RECEIVED);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_request_get_files (request)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_request_get_timeline (request)), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_request_get_sections (request)), >, 0);
}

static void
count_save (HkkDraft   *draft,
            GParamSpec *pspec,
            gpointer    data)
{
  (*(guint *) data)++;
}

/* One call takes what was entered, drops a file that nothing names any more, and saves before it sends and when it
 * knows. */
static void
test_submit_values (Fixture       *self,
                    gconstpointer  data)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  g_autoptr(HkkDraft) draft = sick_note (self);
  JsonNode *values = hkk_json_copy (hkk_draft_get_values (draft));
  g_autofree char *path = g_build_filename (self->dir, "removed.pdf", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) attached = NULL;
  g_autoptr(HkkAttachment) removed = NULL;
  g_autoptr(HkkAttachment) kept = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  guint n_saves = 0;

  g_assert_true (g_file_set_contents (path, TEST_PDF, -1, NULL));
  hkk_drafts_attach_async (drafts, draft, file, NULL, NULL, test_keep_result, &attached);
  removed = hkk_drafts_attach_finish (drafts, test_wait (&attached), NULL);
  g_assert_nonnull (removed);
  json_object_set_string_member (json_node_get_object (values), "employer", "Bäckerei");
  g_signal_connect (draft, "notify::saved-at", G_CALLBACK (count_save), &n_saves);
  hkk_portal_submit_async (self->portal, draft, values, NULL, test_keep_result, &result);
  g_assert_cmpint (hkk_portal_submit_finish (self->portal, test_wait (&result), &approval, NULL, NULL),
                   ==, HKK_SUBMIT_APPROVAL);
  g_assert_cmpstr (hkk_json_get_string (json_node_get_object (hkk_draft_get_values (draft)), "employer"),
                   ==, "Bäckerei");
  g_assert_cmpuint (g_list_model_get_n_items (hkk_draft_get_attachments (draft)), ==, 1);
  kept = g_list_model_get_item (hkk_draft_get_attachments (draft), 0);
  g_assert_true (kept != removed);
  g_assert_cmpuint (n_saves, ==, 2);
}

static void
test_denied (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = sick_note (self);
  g_autofree char *key = g_strdup (hkk_draft_get_key (draft));
  g_autoptr(HkkApproval) approval = NULL;

  g_assert_cmpint (submit (self, draft, &approval, NULL), ==, HKK_SUBMIT_APPROVAL);
  decide (self, "deny");
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_EDITING);
  g_assert_cmpstr (hkk_draft_get_key (draft), !=, key);
  g_assert_cmpuint (n_drafts (self), ==, 1);
  g_assert_cmpuint (mock_ledger_count (self->mock, "submit_request"), ==, 0);
}

/* What was taken out after a decline is with the portal already, and still does not go along. */
static void
test_denied_and_removed (Fixture       *self,
                         gconstpointer  data)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  g_autoptr(HkkDraft) draft = sick_note (self);
  JsonNode *without = hkk_json_copy (hkk_draft_get_values (draft));
  JsonNode *with = hkk_json_copy (hkk_draft_get_values (draft));
  g_autoptr(GBytes) bytes = g_bytes_new_static (TEST_PDF, strlen (TEST_PDF));
  g_autoptr(GAsyncResult) attached = NULL;
  g_autoptr(GAsyncResult) handed_in = NULL;
  g_autoptr(HkkAttachment) wrong = NULL;
  g_autoptr(HkkApproval) declined = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *path = NULL;
  JsonArray *files;

  hkk_drafts_attach_bytes_async (drafts, draft, "wrong.pdf", bytes, NULL, NULL, test_keep_result, &attached);
  wrong = hkk_drafts_attach_finish (drafts, test_wait (&attached), NULL);
  json_array_add_object_element (hkk_json_get_array (json_node_get_object (with), "certificate"),
    hkk_json_object ("upload", hkk_attachment_get_upload (wrong), "name", hkk_attachment_get_name (wrong),
                     "size", hkk_attachment_get_size (wrong), "sha256", hkk_attachment_get_sha256 (wrong),
                     "media_type", hkk_attachment_get_media_type (wrong)));
  hkk_draft_take_values (draft, with);
  g_assert_cmpint (submit (self, draft, &declined, NULL), ==, HKK_SUBMIT_APPROVAL);
  decide (self, "deny");
  test_wait_until (hkk_approval_is_final (declined));
  g_assert_cmpuint (mock_ledger_count (self->mock, "put_upload"), ==, 2);

  hkk_portal_submit_async (self->portal, draft, without, NULL, test_keep_result, &handed_in);
  g_assert_cmpint (hkk_portal_submit_finish (self->portal, test_wait (&handed_in), &approval, NULL, NULL),
                   ==, HKK_SUBMIT_APPROVAL);
  decide (self, "approve");
  test_wait_until (hkk_approval_is_final (approval));
  path = g_strconcat ("/v1/requests/", hkk_approval_get_request_id (approval), NULL);
  node = get (self, path, NULL);
  files = hkk_json_get_array (json_node_get_object (node), "files");
  g_assert_cmpuint (hkk_json_array_length (files), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (files, 0), "name"), ==, "Muster 1.pdf");
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 1, NULL, "Sick note");
  g_autofree char *key = g_strdup (hkk_draft_get_key (draft));
  g_autoptr(GError) error = NULL;
  HkkProblem *problem;

  g_assert_cmpint (submit (self, draft, NULL, &error), ==, HKK_SUBMIT_REFUSED);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_VALIDATION);
  problem = hkk_portal_error_get_problem (error);
  g_assert_cmpuint (hkk_problem_get_n_fields (problem), >, 2);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_EDITING);
  g_assert_cmpstr (hkk_draft_get_key (draft), !=, key);
}

#if HKK_FAULT_HOOKS
/* The answer of the POST is lost after the server has committed: once, whatever the client does. */
static void
test_lost_answer (Fixture       *self,
                  gconstpointer  data)
{
  static const char * const phases[] = { "before-read", "before-commit", "after-commit", "mid-response" };

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autoptr(HkkDraft) draft = sick_note (self);
      g_autoptr(HkkApproval) approval = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", phases[i]);
      add_fault (self, "submit_request", phases[i], "close", 1, 0);
      g_assert_cmpint (submit (self, draft, &approval, &error), ==, HKK_SUBMIT_APPROVAL);
      g_assert_no_error (error);
      decide (self, "approve");
      test_wait_until (hkk_approval_is_final (approval));
      g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_EXECUTED);
      g_assert_cmpuint (mock_ledger_count (self->mock, "submit_request"), ==, i + 1);
    }
}
#endif

/* The server is away when it is handed in; it goes by itself when it is back. */
static void
test_waiting (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = sick_note (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkPortal) portal = g_object_ref (self->portal);
  GListModel *approvals = hkk_portal_get_approvals (portal);
  g_autoptr(HkkApproval) approval = NULL;

  g_assert_true (hkk_portal_set_endpoint (portal, "https://127.0.0.1:9", self->config.trust_pem, NULL));
  g_assert_cmpint (submit (self, draft, NULL, &error), ==, HKK_SUBMIT_WAITING);
  g_assert_true (hkk_portal_error_is_transport (error));
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_WAITING);
  g_assert_true (hkk_portal_set_endpoint (portal, self->config.base_url, self->config.trust_pem, NULL));
  test_wait_until (hkk_draft_get_state (draft) == HKK_DRAFT_APPROVAL);
  g_assert_cmpuint (g_list_model_get_n_items (approvals), ==, 1);
  approval = g_list_model_get_item (approvals, 0);
  decide (self, "approve");
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpuint (mock_ledger_count (self->mock, "submit_request"), ==, 1);
  g_assert_cmpuint (n_drafts (self), ==, 0);
}

/* The program ends while it waits for the Service-App; the next start finds out. */
static void
test_restart (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = sick_note (self);
  g_autofree char *id = g_strdup (hkk_draft_get_id (draft));

  g_assert_cmpint (submit (self, draft, NULL, NULL), ==, HKK_SUBMIT_APPROVAL);
  g_clear_object (&draft);
  decide (self, "approve");
  /* As after a crash: nothing is said to the server. */
  g_clear_object (&self->portal);
  drain ();
  open_portal (self);
  g_assert_true (sign_in (self, MOCK_ANDREA_PASSWORD, NULL));
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
  test_wait_until (hkk_drafts_find (hkk_portal_get_drafts (self->portal), id) == NULL);
  g_assert_cmpuint (mock_ledger_count (self->mock, "submit_request"), ==, 1);
}

static HkkDraft *
find_after_restart (Fixture    *self,
                    const char *id)
{
  g_clear_object (&self->portal);
  drain ();
  open_portal (self);
  g_assert_true (sign_in (self, MOCK_ANDREA_PASSWORD, NULL));
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
  return hkk_drafts_find (hkk_portal_get_drafts (self->portal), id);
}

/* Why it was refused is known to the next start, until something else is entered. */
static void
test_refused_and_restarted (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 1, NULL, "Sick note");
  g_autofree char *id = g_strdup (hkk_draft_get_id (draft));
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) kept = NULL;
  g_autoptr(GError) gone = NULL;
  g_autoptr(GAsyncResult) saved = NULL;
  HkkDraft *found;

  g_assert_cmpint (submit (self, draft, NULL, &error), ==, HKK_SUBMIT_REFUSED);
  g_clear_object (&draft);
  found = find_after_restart (self, id);
  kept = hkk_draft_dup_refusal (found);
  g_assert_error (kept, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_VALIDATION);
  g_assert_cmpstr (kept->message, ==, error->message);
  g_assert_cmpuint (hkk_problem_get_n_fields (hkk_portal_error_get_problem (kept)), ==,
                    hkk_problem_get_n_fields (hkk_portal_error_get_problem (error)));
  hkk_draft_take_values (found, hkk_json_node ("employer", "B"));
  hkk_drafts_save_async (hkk_portal_get_drafts (self->portal), found, NULL, test_keep_result, &saved);
  g_assert_true (hkk_drafts_save_finish (hkk_portal_get_drafts (self->portal), test_wait (&saved), NULL));
  gone = hkk_draft_dup_refusal (find_after_restart (self, id));
  g_assert_no_error (gone);
}

#if HKK_FAULT_HOOKS
/* So is which file it was about. */
static void
test_file_failed_and_restarted (Fixture       *self,
                                gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = sick_note_of_files (self, 2);
  g_autofree char *id = g_strdup (hkk_draft_get_id (draft));
  g_autofree char *path = NULL;
  HkkDraft *found;

  add_fault (self, "put_upload", "before-commit", "status", 2, 413);
  g_assert_cmpint (submit (self, draft, NULL, NULL), ==, HKK_SUBMIT_REFUSED);
  g_clear_object (&draft);
  found = find_after_restart (self, id);
  path = hkk_draft_dup_failed_path (found);
  g_assert_cmpstr (path, ==, "certificate[1]");
  g_assert_cmpstr (hkk_attachment_get_failure (nth_file (found, 1))->message, ==, "This is too large for the portal.");
  g_assert_cmpint (hkk_attachment_get_upload_state (nth_file (found, 0)), ==, HKK_UPLOAD_DONE);
}
#endif

static void
test_one_object (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(HkkApproval) approval = ask_to_raise (self);
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) cancelled = NULL;

  hkk_portal_list_open_approvals_async (self->portal, NULL, test_keep_result, &listed);
  open = hkk_portal_list_open_approvals_finish (self->portal, test_wait (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_true (open->pdata[0] == approval);
  hkk_approval_act_async (approval, HKK_APPROVAL_ACTION_CANCEL, NULL, test_keep_result, &cancelled);
  g_assert_true (hkk_approval_act_finish (approval, test_wait (&cancelled), &error));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_portal_get_approvals (self->portal)), ==, 0);
}

static void
on_event (HkkPortal  *portal,
          const char *type,
          const char *id,
          const char *status,
          gpointer    data)
{
  if (g_str_equal (type, "document"))
    *(gboolean *) data = TRUE;
}

static guint
n_approvals (Fixture *self)
{
  return g_list_model_get_n_items (hkk_portal_get_approvals (self->portal));
}

static void
order_certificate (Fixture       *self,
                   const char    *language,
                   GAsyncResult **result)
{
  g_autofree char *text = g_strdup_printf ("{\"kind\":\"membership\",\"language\":\"%s\"}", language);
  g_autoptr(JsonNode) body = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

  hkk_portal_send_async (self->portal, "POST", "/v1/certificates", body, NULL, NULL, test_keep_result, result);
}

/* Refused until the session is raised, which happens meanwhile. */
static HkkDocument *
issue_certificate (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  order_certificate (self, "de", &result);
  test_wait_until (n_approvals (self) == 1);
  decide (self, "approve");
  answer = hkk_portal_send_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hkk_answer_get_status (answer), ==, 201);
  return hkk_thing_new_from_json (HKK_TYPE_DOCUMENT, hkk_json_get_object (hkk_answer_get_object (answer), "document"));
}

static gboolean
count_started (HkkPortal   *portal,
               HkkApproval *approval,
               gpointer     data)
{
  (*(guint *) data)++;
  return FALSE;
}

/* Two calls that are refused wait for one approval; declined, both say so and nothing was done. */
static void
test_raised_once (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(GAsyncResult) german = NULL;
  g_autoptr(GAsyncResult) english = NULL;
  g_autoptr(GAsyncResult) later = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) second = NULL;
  g_autoptr(HkkAnswer) answer = NULL;
  guint n_started = 0;

  g_signal_connect (self->portal, "approval-started", G_CALLBACK (count_started), &n_started);
  order_certificate (self, "de", &german);
  order_certificate (self, "en", &english);
  test_wait_until (n_approvals (self) == 1);
  decide (self, "deny");
  g_assert_null (hkk_portal_send_finish (self->portal, test_wait (&german), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP);
  g_assert_null (hkk_portal_send_finish (self->portal, test_wait (&english), &second));
  g_assert_error (second, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP);
  g_assert_cmpuint (n_started, ==, 1);
  g_assert_cmpuint (mock_ledger_count (self->mock, "issue_certificate"), ==, 0);
  /* The next one asks anew. */
  order_certificate (self, "de", &later);
  test_wait_until (n_approvals (self) == 1);
  decide (self, "approve");
  answer = hkk_portal_send_finish (self->portal, test_wait (&later), NULL);
  g_assert_cmpuint (hkk_answer_get_status (answer), ==, 201);
  g_assert_cmpuint (n_started, ==, 2);
  g_assert_cmpuint (mock_ledger_count (self->mock, "issue_certificate"), ==, 1);
}

static gboolean
show_it (HkkPortal   *portal,
         HkkApproval *approval,
         gpointer     data)
{
  return TRUE;
}

static void
expect_outcome (Fixture             *self,
                GAsyncResult       **result,
                HkkApprovalOutcome   wanted)
{
  HkkApprovalOutcome outcome;
  g_autoptr(GError) error = NULL;

  g_assert_true (hkk_portal_await_finish (self->portal, test_wait (result), &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, wanted);
}

/* Who shows the approval says when the person is done with it: not before, and then whatever became of it. */
static void
test_await_shown (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = ask_to_raise (self);
  g_autoptr(GAsyncResult) left = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GAsyncResult) nobody = NULL;
  g_autoptr(GAsyncResult) at_once = NULL;
  gulong closed = g_signal_connect (self->portal, "approval-started", G_CALLBACK (hkk_portal_approval_closed), NULL);
  gulong shown;

  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &at_once);
  expect_outcome (self, &at_once, HKK_APPROVAL_OUTCOME_BACKGROUND);
  g_signal_handler_disconnect (self->portal, closed);
  shown = g_signal_connect (self->portal, "approval-started", G_CALLBACK (show_it), NULL);
  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &left);
  hkk_portal_approval_closed (self->portal, approval);
  expect_outcome (self, &left, HKK_APPROVAL_OUTCOME_BACKGROUND);
  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &done);
  decide (self, "approve");
  test_wait_until (hkk_approval_is_final (approval));
  drain ();
  g_assert_null (done);
  hkk_portal_approval_closed (self->portal, approval);
  expect_outcome (self, &done, HKK_APPROVAL_OUTCOME_EXECUTED);
  g_signal_handler_disconnect (self->portal, shown);
  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &nobody);
  expect_outcome (self, &nobody, HKK_APPROVAL_OUTCOME_EXECUTED);
}

/* Nobody shows it: the waiting ends with the approval, with the caller, or with who is signed in. */
static void
test_await_ends (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = ask_to_raise (self);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(GAsyncResult) stopped = NULL;
  g_autoptr(GAsyncResult) denied = NULL;
  g_autoptr(GError) by_caller = NULL;
  g_autoptr(GError) by_sign_out = NULL;
  g_autoptr(GAsyncResult) too_late = NULL;
  g_autoptr(GError) before = NULL;
  HkkApprovalOutcome outcome;
  guint n_started = 0;

  g_signal_connect (self->portal, "approval-started", G_CALLBACK (count_started), &n_started);
  hkk_portal_await_async (self->portal, approval, cancellable, test_keep_result, &cancelled);
  g_cancellable_cancel (cancellable);
  g_assert_false (hkk_portal_await_finish (self->portal, test_wait (&cancelled), &outcome, &by_caller));
  g_assert_error (by_caller, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Nobody is asked for a caller who is gone. */
  hkk_portal_await_async (self->portal, approval, cancellable, test_keep_result, &too_late);
  g_assert_false (hkk_portal_await_finish (self->portal, test_wait (&too_late), &outcome, &before));
  g_assert_error (before, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_started, ==, 1);
  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &stopped);
  hkk_portal_stop_waiting (self->portal);
  g_assert_false (hkk_portal_await_finish (self->portal, test_wait (&stopped), &outcome, &by_sign_out));
  g_assert_error (by_sign_out, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &denied);
  decide (self, "deny");
  expect_outcome (self, &denied, HKK_APPROVAL_OUTCOME_ENDED);
}

static HkkApproval *
ask_again (Fixture     *self,
           HkkApproval *approval)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  HkkApproval *next;

  hkk_portal_ask_again_async (self->portal, approval, NULL, test_keep_result, &result);
  next = hkk_portal_ask_again_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_true (next != approval);
  return next;
}

/* What was declined is asked once more as it was: who waited goes on waiting, and it is done once. */
static void
test_ask_again (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GAsyncResult) ordered = NULL;
  g_autoptr(HkkAnswer) answer = NULL;
  g_autoptr(HkkApproval) first = NULL;
  g_autoptr(HkkApproval) second = NULL;

  g_signal_connect (self->portal, "approval-started", G_CALLBACK (show_it), NULL);
  order_certificate (self, "de", &ordered);
  test_wait_until (n_approvals (self) == 1);
  first = g_list_model_get_item (hkk_portal_get_approvals (self->portal), 0);
  g_assert_false (hkk_portal_can_ask_again (self->portal, first));
  decide (self, "deny");
  test_wait_until (hkk_approval_is_final (first));
  g_assert_true (hkk_portal_can_ask_again (self->portal, first));
  second = ask_again (self, first);
  g_assert_false (hkk_portal_can_ask_again (self->portal, first));
  g_assert_true (hkk_portal_opens_something (self->portal, second));
  decide (self, "approve");
  test_wait_until (hkk_approval_is_final (second));
  g_assert_null (ordered);
  hkk_portal_approval_closed (self->portal, second);
  answer = hkk_portal_send_finish (self->portal, test_wait (&ordered), NULL);
  g_assert_cmpuint (hkk_answer_get_status (answer), ==, 201);
  g_assert_cmpuint (mock_ledger_count (self->mock, "issue_certificate"), ==, 1);
}

static gboolean
download (Fixture     *self,
          HkkDocument *document,
          const char  *target,
          GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (target);
  g_autofree char *path = hkk_document_dup_content_path (document);
  g_autoptr(HkkTransfer) transfer = hkk_portal_new_download (self->portal, path, file);
  g_autoptr(GAsyncResult) result = NULL;
  gboolean done;
  double fraction;

  hkk_transfer_run_async (transfer, NULL, test_keep_result, &result);
  done = hkk_transfer_run_finish (transfer, test_wait (&result), error);
  g_assert_cmpint (hkk_transfer_get_state (transfer), ==, done ? HKK_TRANSFER_DONE : HKK_TRANSFER_FAILED);
  g_object_get (transfer, "fraction", &fraction, NULL);
  if (done)
    g_assert_cmpfloat (fraction, ==, 1.0);
  return done;
}

static guint
count_entries (const char *dir)
{
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (open) != NULL)
    count++;
  return count;
}

static void
check_file (HkkDocument *document,
            const char  *path)
{
  g_autofree char *content = NULL;
  g_autofree char *sha256 = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_assert_cmpstr (sha256, ==, hkk_thing_get_string (HKK_THING (document), "sha256"));
  g_assert_cmpint (memcmp (content, "%PDF-", 5), ==, 0);
}

/* What has the name stays as it is; the new one is numbered. Who stops leaves nothing. */
static void
check_beside (Fixture     *self,
              HkkDocument *document,
              const char  *dir)
{
  g_autofree char *path = hkk_document_dup_content_path (document);
  g_autofree char *taken = g_build_filename (dir, "c.pdf", NULL);
  g_autofree char *numbered = g_build_filename (dir, "c (2).pdf", NULL);
  g_autoptr(GFile) target = g_file_new_for_path (taken);
  g_autoptr(HkkTransfer) transfer = hkk_portal_new_download (self->portal, path, target);
  g_autoptr(HkkTransfer) stopped = hkk_portal_new_download (self->portal, path, target);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) late = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (taken, "mine", -1, NULL));
  hkk_transfer_keep_existing (transfer);
  hkk_transfer_run_async (transfer, NULL, test_keep_result, &result);
  g_assert_true (hkk_transfer_run_finish (transfer, test_wait (&result), NULL));
  g_assert_cmpstr (g_file_peek_path (hkk_transfer_get_target (transfer)), ==, numbered);
  check_file (document, numbered);
  g_assert_true (g_file_get_contents (taken, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");

  hkk_transfer_keep_existing (stopped);
  g_signal_connect_object (stopped, "notify::done-bytes", G_CALLBACK (g_cancellable_cancel), cancellable,
                           G_CONNECT_SWAPPED);
  hkk_transfer_run_async (stopped, cancellable, test_keep_result, &late);
  g_assert_false (hkk_transfer_run_finish (stopped, test_wait (&late), &error));
  g_assert_cmpuint (count_entries (dir), ==, 2);
  g_unlink (numbered);
  g_unlink (taken);
}

static void
test_certificate (Fixture       *self,
                  gconstpointer  data)
{
  gboolean seen = FALSE;
  g_autoptr(HkkDocument) document = NULL;
  g_autofree char *dir = g_build_filename (self->dir, "saved", NULL);
  g_autofree char *target = g_build_filename (dir, "c.pdf", NULL);
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) nowhere = NULL;

  g_signal_connect (self->portal, "event", G_CALLBACK (on_event), &seen);
  document = issue_certificate (self);
  test_wait_until (seen);
  name = hkk_document_dup_file_name (document);
  g_assert_true (g_str_has_suffix (name, ".pdf"));
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  g_assert_true (download (self, document, target, &error));
  g_assert_no_error (error);
  check_file (document, target);
  g_assert_cmpuint (count_entries (dir), ==, 1);
  g_assert_false (download (self, document, "/nonexistent/c.pdf", &nowhere));
  g_assert_error (nowhere, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
  g_assert_cmpstr (nowhere->message, ==, "The folder is no longer there. Choose another one.");
  check_beside (self, document, dir);
#if HKK_FAULT_HOOKS
  {
    static const char * const actions[] = { "close", "truncate", "reset" };

    /* It breaks in the middle and goes on from there, or begins anew; what is saved is whole. */
    for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
      {
        g_autoptr(GError) broken = NULL;

        g_unlink (target);
        add_fault (self, "get_document_content", "mid-response", actions[i], 1, 0);
        g_assert_true (download (self, document, target, &broken));
        g_assert_no_error (broken);
        check_file (document, target);
        g_assert_cmpuint (count_entries (dir), ==, 1);
      }
  }
#endif
}

static void
test_lock (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) wrong = NULL;
  g_autoptr(GAsyncResult) right = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) no_error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) sessions = NULL;

  hkk_portal_lock (self->portal);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_LOCKED);
  hkk_portal_unlock_async (self->portal, "wrong-password", FALSE, NULL, test_keep_result, &wrong);
  g_assert_false (hkk_portal_unlock_finish (self->portal, test_wait (&wrong), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_LOCKED);
  hkk_portal_unlock_async (self->portal, MOCK_ANDREA_PASSWORD, FALSE, NULL, test_keep_result, &right);
  g_assert_true (hkk_portal_unlock_finish (self->portal, test_wait (&right), &no_error));
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_IN);
  node = get (self, "/v1/overview", &no_error);
  g_assert_no_error (no_error);
}

static void
test_idle_lock (Fixture       *self,
                gconstpointer  data)
{
  g_object_set (self->portal, "lock-after", 1u, NULL);
  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_LOCKED);
  g_assert_cmpint (self->ended, ==, -1);
}

static void
test_wrong_password (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) locked = NULL;

  close_portal (self);
  open_portal (self);
  g_assert_false (sign_in (self, "Amsel-schweigt-1988", &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_OUT);
  for (guint i = 0; i < 5; i++)
    {
      g_clear_error (&locked);
      g_assert_false (sign_in (self, "Amsel-schweigt-1988", &locked));
    }
  g_assert_error (locked, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED);
  g_assert_cmpint (hkk_problem_get_retry_after (hkk_portal_error_get_problem (locked)), >, 0);
}

/* Without a keyring there is nothing to resume. */
static void
test_resume_without_keyring (Fixture       *self,
                             gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  close_portal (self);
  open_portal (self);
  hkk_portal_resume_async (self->portal, NULL, test_keep_result, &result);
  g_assert_false (hkk_portal_resume_finish (self->portal, test_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_OUT);
}

/* The session runs out at the server. */
static void
test_ended (Fixture       *self,
            gconstpointer  data)
{
  mock_advance (self->mock, 16 * 60);
  test_wait_until (self->ended >= 0);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_ENDED);
  g_assert_cmpstr (hkk_portal_get_person_name (self->portal), ==, "Andrea Amsel");
  /* The drafts are still there, and so is the way back. */
  g_assert_nonnull (hkk_portal_get_drafts (self->portal));
  g_assert_true (sign_in (self, MOCK_ANDREA_PASSWORD, NULL));
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_IN);
}

static gboolean
is_cached (Fixture *self)
{
  g_autoptr(JsonNode) node = hkk_portal_get_cached (self->portal, "overview", NULL);

  return node != NULL;
}

static void
test_cache (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = get (self, "/v1/overview", &error);
  g_autoptr(JsonNode) cached = NULL;
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_null (hkk_portal_get_cached (self->portal, "overview", NULL));
  hkk_portal_put_cached (self->portal, "overview", node);
  test_wait_until (is_cached (self));
  cached = hkk_portal_get_cached (self->portal, "overview", &seen_at);
  g_assert_true (json_node_equal (cached, node));
  g_assert_nonnull (seen_at);
  g_assert_null (hkk_portal_get_cached (self->portal, "../session", NULL));
  hkk_portal_sign_out_async (self->portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_out_finish (self->portal, test_wait (&result), NULL));
  g_assert_false (is_cached (self));
  g_assert_true (sign_in (self, MOCK_ANDREA_PASSWORD, NULL));
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
  g_assert_false (is_cached (self));
}

static void
test_take_over (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) before = get (self, "/v1/overview", &error);
  g_autoptr(JsonNode) settled = get (self, "/v1/approvals?open=1", &error);

  g_assert_no_error (error);
  drain ();
  mock_client_restart (self->mock);
  g_assert_true (hkk_portal_set_endpoint (self->portal, hkk_mock_get_url (self->mock->mock),
                                          hkk_mock_get_certificate (self->mock->mock), &error));
  g_assert_no_error (error);
  node = get (self, "/v1/overview", &error);
  g_assert_no_error (error);
  g_assert_cmpint (self->ended, ==, -1);
}

static void
test_documents (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkPagedList) list = hkk_paged_list_new (self->portal, "/v1/documents", HKK_TYPE_DOCUMENT, NULL);
  g_autoptr(HkkPagedItem) item = NULL;

  hkk_paged_list_reload (list);
  test_wait_until (hkk_paged_list_get_state (list) == HKK_PAGED_LIST_READY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, 0);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_nonnull (hkk_document_get_title (hkk_paged_item_get_thing (item)));
}

static void
test_path (void)
{
  g_autofree char *plain = hkk_portal_path ("/v1/messages", NULL, NULL);
  g_autofree char *query = hkk_portal_path ("/v1/messages", "q", "a b&c", "cursor", NULL, "kind", "x", NULL);
  g_autofree char *key = hkk_new_key ();
  g_autofree char *other = hkk_new_key ();

  g_assert_cmpstr (plain, ==, "/v1/messages");
  g_assert_cmpstr (query, ==, "/v1/messages?q=a%20b%26c&kind=x");
  g_assert_cmpuint (strlen (key), ==, 32);
  g_assert_cmpstr (key, !=, other);
}

/* Where the computer is does not matter: "today" is the insurer's day for both sides. */
static void
test_submit_from_far_away (Fixture       *self,
                           gconstpointer  data)
{
  static const char * const zones[] = { "Pacific/Kiritimati", "America/Los_Angeles", "<+24>-24", "<-24>24" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(HkkDraft) draft = NULL;
      g_autoptr(HkkApproval) approval = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", zones[i]);
      g_setenv ("TZ", zones[i], TRUE);
      draft = sick_note (self);
      g_assert_cmpint (submit (self, draft, &approval, &error), ==, HKK_SUBMIT_APPROVAL);
      g_assert_no_error (error);
      decide (self, "approve");
      test_wait_until (hkk_approval_is_final (approval));
    }
  g_unsetenv ("TZ");
}

#define add(name, func) g_test_add ("/portal/at-mock/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  mock_client_init (&argc, &argv);
  add ("raised-once", test_raised_once);
  add ("await/shown", test_await_shown);
  add ("await/ends", test_await_ends);
  add ("await/again", test_ask_again);
  add ("unreadable-file", test_unreadable_file);
  g_test_add_func ("/portal/at-mock/path", test_path);
  add ("reads", test_reads);
  add ("submit/draft", test_submit);
  add ("submit/values", test_submit_values);
  add ("submit/from-far-away", test_submit_from_far_away);
  add ("denied", test_denied);
  add ("denied-and-removed", test_denied_and_removed);
  add ("refused", test_refused);
#if HKK_FAULT_HOOKS
  add ("lost-answer", test_lost_answer);
  add ("one-file-fails", test_one_file_fails);
  add ("uploads-break", test_uploads_break);
#endif
  add ("waiting", test_waiting);
  add ("restart", test_restart);
  add ("refused-and-restarted", test_refused_and_restarted);
#if HKK_FAULT_HOOKS
  add ("file-failed-and-restarted", test_file_failed_and_restarted);
#endif
  add ("one-object", test_one_object);
  add ("certificate", test_certificate);
  add ("lock", test_lock);
  add ("idle-lock", test_idle_lock);
  add ("wrong-password", test_wrong_password);
  add ("resume-without-keyring", test_resume_without_keyring);
  add ("ended", test_ended);
  add ("cache", test_cache);
  add ("take-over", test_take_over);
  add ("documents", test_documents);
  return g_test_run ();
}
