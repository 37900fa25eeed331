/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-document.h"
#include "hkk-json.h"
#include "hkk-message.h"
#include "hkk-offline.h"
#include "hkk-portal-private.h"
#include "hkk-profile-section.h"
#include "hkk-request.h"
#include "hkk-search.h"
#include "portal-server.h"
#include "portal-things.h"
#include "test-folder.h"

/* What this computer keeps of what was seen. */
typedef struct
{
  PortalServer *server;
  HkkPortal    *portal;
  guint         activities;
  guint         changes;   /* of the files that are kept */
  GPtrArray    *asked;     /* Owned: the things' routes, in order */
} Fixture;

#define LIST(items) "{\"items\":[" items "],\"total\":2,\"next_cursor\":null}"

#define PROTECTED(more) \
  "{\"id\":\"m2\",\"thread_id\":\"t2\",\"subject\":\"Befund\",\"category\":\"other\",\"category_text\":\"Other\"," \
  "\"from\":\"hkk\",\"from_name\":\"hkk\",\"created_at\":" PORTAL_TIME ",\"read\":true,\"preview\":null," \
  "\"attachments\":[],\"request_id\":null,\"protected\":true" more "}"

/* What the portal has: one message is protected, one request is closed. */
static const struct
{
  const char *path;
  const char *json;
} things[] = {
  { "/v1/messages", LIST (PORTAL_MESSAGE ("m1", "Kurantrag", "") "," PROTECTED ("")) },
  { "/v1/messages/m1", PORTAL_MESSAGE ("m1", "Kurantrag", ",\"body\":\"Guten Tag\"") },
  { "/v1/messages/m2", PROTECTED (",\"body\":\"Diagnose\"") },
  { "/v1/documents", LIST (PORTAL_DOCUMENT ("d1", "Bescheid") "," PORTAL_DOCUMENT ("d2", "Rechnung")) },
  { "/v1/requests", LIST (PORTAL_REQUEST ("r1") ",{\"id\":\"r2\",\"reference\":\"HKK-2\",\"form\":\"f\","
                          "\"title\":\"T\",\"state\":\"paid\",\"state_text\":\"Paid\",\"created_at\":" PORTAL_TIME
                          ",\"updated_at\":" PORTAL_TIME ",\"next_step\":null,\"deadline\":null,\"due_on\":null,"
                          "\"needs_you\":false}") },
  { "/v1/requests/r1", PORTAL_REQUEST_DETAIL ("r1") },
  { "/v1/overview", PORTAL_OVERVIEW ("") },
  { "/v1/profile", "{\"sections\":[" PORTAL_SECTION ("contact", "Contact", "") "]}" },
  { "/v1/forms", "{\"items\":[],\"categories\":[]}" },
};

static gboolean
answer_thing (Fixture           *self,
              SoupServerMessage *message,
              const char        *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    if (g_str_equal (path, things[i].path))
      {
        g_ptr_array_add (self->asked, g_strdup (path));
        portal_answer (message, 200, things[i].json);
        return TRUE;
      }
  return FALSE;
}

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;

  if (g_str_equal (path, "/iam/token"))
    portal_answer_sign_in (message, 900, FALSE, 0);
  else if (g_str_equal (path, "/v1/account/data-key"))
    portal_answer (message, 200, "{\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
  else if (!portal_answer_presence (message, path, &self->activities) && !answer_thing (self, message, path))
    portal_answer (message, 200, "{\"state\":\"ok\",\"items\":[]}");
}

static void
sign_in (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_sign_in_async (self->portal, "A000500015", "x", FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
  test_wait_until (hkk_portal_can_keep (self->portal));
}

static void
sign_out (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_sign_out_async (self->portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_out_finish (self->portal, test_wait (&result), NULL));
}

static void
on_files_changed (HkkPortal  *portal,
                  const char *name,
                  gpointer    data)
{
  ((Fixture *) data)->changes++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  g_signal_connect (self->portal, "files-changed", G_CALLBACK (on_files_changed), self);
  sign_in (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_portal_finish_session (self->portal);
  test_drain ();
  g_clear_object (&self->portal);
  portal_server_free (self->server);
  g_ptr_array_unref (self->asked);
}

/* From now on nobody answers. */
static void
cut_off (Fixture *self)
{
  g_assert_true (hkk_portal_set_endpoint (self->portal, "https://127.0.0.1:9", self->server->pem, NULL));
}

/* How many files are below a folder of the data directory, of whoever. */
static guint
count (Fixture    *self,
       const char *folder)
{
  g_autofree char *dir = g_build_filename (self->server->config.data_dir, folder,
                                           hkk_portal_get_profile_id (self->portal), NULL);
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  guint n = 0;

  while (open != NULL && g_dir_read_name (open) != NULL)
    n++;
  return n;
}

static char *
path_of (Fixture    *self,
         const char *folder,
         const char *name)
{
  return g_build_filename (self->server->config.data_dir, folder, hkk_portal_get_profile_id (self->portal), name, NULL);
}

static gboolean
is_cached (Fixture    *self,
           const char *name)
{
  g_autoptr(JsonNode) node = hkk_portal_get_cached (self->portal, name, NULL);

  return node != NULL;
}

static void
put (Fixture    *self,
     const char *name)
{
  g_autoptr(JsonNode) node = hkk_json_node ("secret", "Diagnose");

  hkk_portal_put_cached (self->portal, name, node);
}

/* Changes one byte in the middle of it. */
static void
spoil (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) size, "Diagnose"));
  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static void
test_damaged_is_none (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *path = path_of (self, "cache", "messages");

  put (self, "messages");
  test_wait_until (is_cached (self, "messages"));
  spoil (path);
  g_assert_false (is_cached (self, "messages"));
  /* One thing's copy is not another's. */
  put (self, "messages");
  test_wait_until (is_cached (self, "messages"));
  {
    g_autofree char *other = path_of (self, "cache", "documents");

    g_assert_cmpint (g_rename (path, other), ==, 0);
  }
  g_assert_false (is_cached (self, "documents"));
}

static void
test_bound (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *first = path_of (self, "cache", "message-0");
  g_autofree char *second = path_of (self, "cache", "message-1");

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("message-%u", i);

      put (self, name);
      test_wait_until (is_cached (self, name));
    }
  /* Small files that were there before take the places. */
  for (guint i = 2; i < 400; i++)
    {
      g_autofree char *name = g_strdup_printf ("message-%u", i);
      g_autofree char *path = path_of (self, "cache", name);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
  put (self, "overview");
  test_wait_until (is_cached (self, "overview"));
  test_wait_until (count (self, "cache") == 300);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
}

/* Nothing comes to it late, either. */
static void
test_sign_out (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *dir = path_of (self, "cache", ".");

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("message-%u", i);

      put (self, name);
    }
  sign_out (self);
  test_drain ();
  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
  sign_in (self);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("message-%u", i);

      g_assert_false (is_cached (self, name));
    }
}

static void
test_not_wanted (Fixture       *self,
                 gconstpointer  data)
{
  put (self, "messages");
  test_wait_until (is_cached (self, "messages"));
  hkk_portal_set_keeps_copy (self->portal, FALSE);
  g_assert_false (hkk_portal_get_keeps_copy (self->portal));
  g_assert_false (hkk_portal_can_keep (self->portal));
  g_assert_false (is_cached (self, "messages"));
  put (self, "messages");
  test_drain ();
  g_assert_cmpuint (count (self, "cache"), ==, 0);
  hkk_portal_set_keeps_copy (self->portal, TRUE);
  put (self, "messages");
  test_wait_until (is_cached (self, "messages"));
}

/* Who stayed signed in when the program ended may be somebody else than who sits there now, or nobody is signed in. */
static void
test_not_wanted_by_anybody (Fixture       *self,
                            gconstpointer  data)
{
  static const char * const folders[] = { "cache", "kept" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *dir = g_build_filename (self->server->config.data_dir, folders[i], "somebody", NULL);
      g_autofree char *path = g_build_filename (dir, "overview", NULL);

      g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, "sealed", -1, NULL));
      hkk_portal_set_keeps_copy (self->portal, FALSE);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      hkk_portal_set_keeps_copy (self->portal, TRUE);
    }
}

/* --- Lists and things without a connection --- */

static gboolean
is_ready (HkkPagedList *list)
{
  return hkk_paged_list_get_state (list) == HKK_PAGED_LIST_READY;
}

static guint
n_items (HkkPagedList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkPagedList) online = hkk_messages_new (self->portal);
  g_autoptr(HkkPagedList) offline = NULL;
  guint position;

  hkk_paged_list_reload (online);
  test_wait_until (is_ready (online));
  g_assert_false (hkk_paged_list_get_stored (online));
  test_wait_until (is_cached (self, "messages"));
  cut_off (self);
  test_wait_until (!hkk_portal_get_online (self->portal));
  offline = hkk_messages_new (self->portal);
  hkk_paged_list_reload (offline);
  /* At once: nobody waits for a call that fails. */
  g_assert_true (is_ready (offline) && hkk_paged_list_get_stored (offline));
  g_assert_nonnull (hkk_paged_list_get_checked_at (offline));
  g_assert_cmpuint (n_items (offline), ==, 2);
  test_wait_until (hkk_paged_list_get_error (offline) != NULL);
  g_assert_cmpuint (n_items (offline), ==, 2);
  hkk_paged_list_set_param (offline, "q", "kur");
  g_assert_cmpuint (n_items (offline), ==, 1);
  g_assert_true (hkk_paged_list_find (offline, "m1", &position));
  hkk_paged_list_set_param (offline, "q", "nirgends");
  g_assert_cmpuint (n_items (offline), ==, 0);
  hkk_paged_list_set_param (offline, "q", NULL);
  hkk_paged_list_set_param (offline, "unread", "1");
  g_assert_cmpuint (n_items (offline), ==, 1);
  /* What was loaded stays as it is where it fits. */
  hkk_paged_list_reload (online);
  test_wait_until (hkk_paged_list_get_error (online) != NULL);
  g_assert_false (hkk_paged_list_get_stored (online));
}

/* The first that notices asks in vain, and is given the copy then. */
static void
test_list_breaks (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkPagedList) list = hkk_documents_new (self->portal);

  hkk_paged_list_reload (list);
  test_wait_until (is_ready (list) && is_cached (self, "documents"));
  portal_server_disconnect (self->server, TRUE);
  hkk_paged_list_set_param (list, "q", "bescheid");
  test_wait_until (hkk_paged_list_get_stored (list));
  g_assert_cmpuint (n_items (list), ==, 1);
  hkk_paged_list_set_param (list, "year", "2025");
  test_wait_until (n_items (list) == 0);
  hkk_paged_list_set_param (list, "year", "2026");
  test_wait_until (n_items (list) == 1);
  hkk_paged_list_set_param (list, "kind", "receipt");
  test_wait_until (n_items (list) == 0);
  hkk_paged_list_set_param (list, "kind", NULL);
  hkk_paged_list_set_param (list, "year", NULL);
  hkk_paged_list_set_param (list, "q", "nirgends");
  test_wait_until (n_items (list) == 0);
  /* As the portal finds it: a year alone is one that is looked for. */
  hkk_paged_list_set_param (list, "q", "2026");
  test_wait_until (n_items (list) == 2);
  hkk_paged_list_set_param (list, "q", "2025");
  test_wait_until (n_items (list) == 0);
}

static HkkMessage *
load_message (Fixture    *self,
              const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_message_load_async (self->portal, id, NULL, test_keep_result, &result);
  return hkk_message_load_finish (self->portal, test_wait (&result), NULL);
}

/* A message that was opened is read again; one that takes an approval is not kept. */
static void
test_message (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkMessage) open = load_message (self, "m1");
  g_autoptr(HkkMessage) secret = load_message (self, "m2");
  g_autoptr(HkkMessage) again = NULL;

  g_assert_nonnull (open);
  g_assert_nonnull (secret);
  test_wait_until (is_cached (self, "message-m1"));
  test_drain ();
  g_assert_false (is_cached (self, "message-m2"));
  cut_off (self);
  again = load_message (self, "m1");
  g_assert_cmpstr (hkk_message_get_body (again), ==, "Guten Tag");
  g_assert_null (load_message (self, "m2"));
}

static guint
count_asked (Fixture    *self,
             const char *path)
{
  guint n = 0;

  for (guint i = 0; i < self->asked->len; i++)
    n += g_str_equal (g_ptr_array_index (self->asked, i), path);
  return n;
}

static GListModel *
load_kept (Fixture       *self,
           HkkSearchKind  kind)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *kept;

  hkk_search_kept_async (self->portal, kind, NULL, test_keep_result, &result);
  kept = hkk_search_kept_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  return kept;
}

/* Places that nobody has opened, one call after the other; what is kept and what is protected is not asked for. */
static void
test_ahead (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GListModel) none = load_kept (self, HKK_SEARCH_MESSAGES);
  HkkOffline *offline = hkk_offline_new (self->portal);
  g_autoptr(GListModel) messages = NULL;
  g_autoptr(GListModel) documents = NULL;
  g_autoptr(GListModel) requests = NULL;
  g_autoptr(GListModel) profile = NULL;

  g_assert_null (none);
  test_wait_until (is_cached (self, "message-m1") && is_cached (self, "request-r1"));
  messages = load_kept (self, HKK_SEARCH_MESSAGES);
  documents = load_kept (self, HKK_SEARCH_DOCUMENTS);
  requests = load_kept (self, HKK_SEARCH_REQUESTS);
  profile = hkk_profile_dup_copy (self->portal, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (documents), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (requests), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (profile), ==, 1);
  g_assert_cmpuint (count_asked (self, "/v1/messages/m2"), ==, 0);
  g_assert_cmpuint (count_asked (self, "/v1/messages"), ==, 1);
  hkk_offline_free (offline);
  /* The next start asks for the lists only. */
  g_ptr_array_set_size (self->asked, 0);
  offline = hkk_offline_new (self->portal);
  test_wait_until (count_asked (self, "/v1/forms") == 1);
  test_drain ();
  g_assert_cmpuint (self->asked->len, ==, 6);
  hkk_offline_free (offline);
}

/* --- Files --- */

static GFile *
make_file (Fixture    *self,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_build_filename (self->server->dir, name, NULL);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static GError *
keep (Fixture    *self,
      const char *name,
      GFile      *file)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  hkk_portal_keep_file_async (self->portal, name, file, NULL, test_keep_result, &result);
  hkk_portal_file_finish (self->portal, test_wait (&result), &error);
  return error;
}

static GError *
take (Fixture    *self,
      const char *name,
      GFile      *file)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  hkk_portal_take_file_async (self->portal, name, file, NULL, test_keep_result, &result);
  hkk_portal_file_finish (self->portal, test_wait (&result), &error);
  return error;
}

static void
test_file (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GFile) letter = make_file (self, "letter.pdf", "%PDF Diagnose");
  g_autoptr(GFile) back = make_file (self, "back.pdf", NULL);
  g_autoptr(GError) error = keep (self, "document-d1", letter);
  g_autofree char *path = path_of (self, "kept", "document-d1");
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (hkk_portal_has_file (self->portal, "document-d1"));
  g_assert_false (hkk_portal_has_file (self->portal, "document-d2"));
  g_assert_cmpuint (self->changes, ==, 1);
  error = take (self, "document-d1", back);
  g_assert_no_error (error);
  g_assert_true (g_file_load_contents (back, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, "%PDF Diagnose");
  /* What is damaged is not here. */
  spoil (path);
  error = take (self, "document-d1", back);
  g_assert_nonnull (error);
  g_assert_false (hkk_portal_has_file (self->portal, "document-d1"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_file_goes (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GFile) letter = make_file (self, "letter.pdf", "%PDF");
  g_autofree char *path = path_of (self, "kept", "document-d1");
  g_autoptr(GError) error = keep (self, "document-d1", letter);

  g_assert_no_error (error);
  hkk_portal_drop_file (self->portal, "document-d1");
  g_assert_false (hkk_portal_has_file (self->portal, "document-d1"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  error = keep (self, "document-d1", letter);
  g_assert_no_error (error);
  sign_out (self);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  sign_in (self);
  g_assert_false (hkk_portal_has_file (self->portal, "document-d1"));
  hkk_portal_set_keeps_copy (self->portal, FALSE);
  error = keep (self, "document-d1", letter);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE);
}

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
#define ADD(name, test) g_test_add ("/portal/copy/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("damaged-is-none", test_damaged_is_none);
  ADD ("bound", test_bound);
  ADD ("sign-out", test_sign_out);
  ADD ("not-wanted", test_not_wanted);
  ADD ("not-wanted-by-anybody", test_not_wanted_by_anybody);
  ADD ("list", test_list);
  ADD ("list-breaks", test_list_breaks);
  ADD ("message", test_message);
  ADD ("ahead", test_ahead);
  ADD ("file", test_file);
  ADD ("file-goes", test_file_goes);
#undef ADD
  return g_test_run ();
}
