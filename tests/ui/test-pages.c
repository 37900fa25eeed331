/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "harness.h"
#include "hkk-device.h"
#include "hkk-document-row.h"
#include "hkk-documents-page.h"
#include "hkk-email-group.h"
#include "hkk-form-catalogue.h"
#include "hkk-message-row.h"
#include "hkk-messages-page.h"
#include "hkk-overview-page.h"
#include "hkk-portal-private.h"
#include "hkk-profile-page.h"
#include "hkk-requests-page.h"
#include "hkk-security-page.h"
#include "hkk-sidebar.h"
#include "hkk-transport.h"
#include "portal-server.h"
#include "portal-things.h"
#include "stub-shell.h"

/* Each of the places, opened in a shell of the test's own, with answers of the test's own. */
typedef struct
{
  const char *name;
  GType     (*type) (void);
  const char *route;      /* that the page lives on */
  const char *full;       /* an answer with something in it */
  const char *full_text;  /* what is then on the page */
  const char *empty;
  const char *empty_text;
} Place;

static const Place places[] = {
  { "overview", hkk_overview_page_get_type, "/v1/overview",
    "{\"person\":{\"name\":\"Andrea Amsel\",\"first_name\":\"Andrea\"},\"restricted\":false,"
    "\"counts\":{\"open_requests\":2,\"unread_messages\":3,\"needs_you\":1,\"open_approvals\":0},"
    "\"needs_you\":[{\"id\":\"m1\",\"kind\":\"message\",\"title\":\"Your <question>\",\"text\":\"We answered.\","
    "\"due_on\":null}],\"news\":[],\"in_progress\":[]}",
    "Your <question>",
    "{\"person\":{\"name\":\"Andrea Amsel\",\"first_name\":\"Andrea\"},\"restricted\":false,"
    "\"counts\":{\"open_requests\":0,\"unread_messages\":0,\"needs_you\":0,\"open_approvals\":0},"
    "\"needs_you\":[],\"news\":[],\"in_progress\":[]}",
    "Nothing to do right now" },
  { "requests", hkk_requests_page_get_type, "/v1/requests",
    "{\"items\":[{\"id\":\"1\",\"reference\":\"HKK-2026-000001\",\"form\":\"travel-costs\","
    "\"title\":\"Travel <costs>\",\"state\":\"in_review\",\"state_text\":\"In progress\","
    "\"created_at\":" PORTAL_TIME ",\"updated_at\":" PORTAL_TIME ",\"needs_you\":false}],\"total\":1}",
    "Travel <costs>", "{\"items\":[],\"total\":0}", "No requests" },
  { "documents", hkk_documents_page_get_type, "/v1/documents",
    "{\"items\":[" PORTAL_DOCUMENT ("d1", "Your <letter>") "],\"total\":1}",
    "Your <letter>", "{\"items\":[],\"total\":0}", "No documents yet" },
  { "profile", hkk_profile_page_get_type, "/v1/profile",
    "{\"sections\":[" PORTAL_SECTION ("contact", "How we <reach> you",
                                      "{\"label\":\"Phone\",\"value\":\"+49 421 12\"}") "]}",
    "How we <reach> you", "{\"sections\":[]}", "Password" },
  { "messages", hkk_messages_page_get_type, "/v1/messages",
    "{\"items\":[" PORTAL_MESSAGE ("m1", "About <you>", "") "],\"total\":1}",
    "About <you>", "{\"items\":[],\"total\":0}", "No messages" },
  { "security", hkk_security_page_get_type, "/v1/devices",
    "{\"items\":[{\"id\":\"d1\",\"name\":\"My <phone>\",\"platform\":\"android\",\"bound_at\":" PORTAL_TIME ","
    "\"last_seen_at\":null,\"locked\":false,\"provisional\":false}]}",
    "My <phone>", "{\"items\":[]}", "No device is registered yet. With one you can approve." },
};

typedef struct
{
  const Place       *place;
  guint              status;  /* of the page's route */
  const char        *body;
  const char        *offers;  /* (nullable): the answer to what the portal serves */
  const char        *forms;   /* (nullable): the catalogue */
  gboolean           hold;    /* the page's route gets no answer yet */
  SoupServerMessage *held;    /* Owned (nullable) */
  const char        *held_route; /* (nullable): another one that gets no answer yet */
  gboolean           asked;   /* for the page's route */
  guint              activities;
  PortalServer      *server;
  HkkPortal         *portal;
  HkkPage           *page;    /* Borrowed from the window */
  StubShell         *shell;
  GtkWindow         *window;
} Fixture;

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;

  self->asked |= g_str_equal (path, self->place->route);
  if (g_str_equal (path, "/iam/token"))
    {
      portal_answer_sign_in (message, 900, FALSE, 0);
    }
  else if (portal_answer_presence (message, path, &self->activities))
    {
      return;
    }
  else if (self->offers != NULL && g_str_equal (path, "/v1/status"))
    {
      portal_answer (message, 200, self->offers);
    }
  else if (self->forms != NULL && self->held_route == NULL && g_str_equal (path, "/v1/forms"))
    {
      portal_answer (message, 200, self->forms);
    }
  else if (g_strcmp0 (path, self->held_route) == 0)
    {
      self->held = g_object_ref (message);
      soup_server_message_pause (message);
    }
  else if (g_str_equal (path, "/v1/profile/email-code"))
    {
      portal_answer (message, 200, "{\"sent_to\":\"a…@example.org\",\"valid_for\":900}");
    }
  else if (!g_str_equal (path, self->place->route))
    {
      portal_answer (message, 200, "{\"items\":[],\"categories\":[]}");
    }
  else if (self->hold)
    {
      self->held = g_object_ref (message);
      soup_server_message_pause (message);
    }
  else if (self->status >= 400)
    {
      portal_answer_problem (message, self->status, "internal");
    }
  else
    {
      portal_answer (message, self->status, self->body);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->place = data;
  self->status = 200;
  self->body = self->place->full;
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  hkk_portal_sign_in_async (self->portal, "A000500015", "x", FALSE, NULL, test_keep_result, &result);
  hkk_portal_sign_in_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
}

/* The key of what is kept on this computer is not here yet. */
static void
set_up_without_key (Fixture       *self,
                    gconstpointer  data)
{
  self->held_route = "/v1/account/data-key";
  set_up (self, data);
  test_wait_until (self->held != NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  hkk_portal_finish_session (self->portal);
  test_drain ();
  harness_finalize (self->portal);
  portal_server_free (self->server);
}

static void
open_page (Fixture *self)
{
  self->page = g_object_new (self->place->type (), NULL);
  self->shell = stub_shell_new (self->portal, self->page);
  self->window = harness_show (GTK_WIDGET (self->shell), 900, 900);
}

static void
wait_for (Fixture    *self,
          const char *text)
{
  test_wait_until (harness_shows (self->page, text));
}

static void
test_content (Fixture       *self,
              gconstpointer  data)
{
  open_page (self);
  /* As it came: no markup of the portal's is taken for ours. */
  wait_for (self, self->place->full_text);
  g_assert_cmpint (hkk_page_get_state (self->page), ==, HKK_PAGE_STATE_CONTENT);
  g_assert_null (stub_shell_get_said (self->shell));
}

static void
test_empty (Fixture       *self,
            gconstpointer  data)
{
  self->body = self->place->empty;
  open_page (self);
  wait_for (self, self->place->empty_text);
}

static void
test_error (Fixture       *self,
            gconstpointer  data)
{
  self->status = 500;
  open_page (self);
  test_wait_until (hkk_page_get_state (self->page) == HKK_PAGE_STATE_ERROR);
  /* Tried again, the page is there. */
  self->status = 200;
  g_signal_emit_by_name (harness_find_button (self->page, "_Try again"), "clicked");
  wait_for (self, self->place->full_text);
}

static void
test_offline (Fixture       *self,
              gconstpointer  data)
{
  g_assert_true (hkk_portal_set_endpoint (self->portal, "https://portal.invalid", self->server->pem, NULL));
  open_page (self);
  /* Why is said by the window's banner, for all pages. */
  test_wait_until (hkk_page_get_state (self->page) == HKK_PAGE_STATE_OFFLINE);
}

static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  self->body = "[\"not\", \"this\"]";
  open_page (self);
  test_wait_until (hkk_page_get_state (self->page) == HKK_PAGE_STATE_ERROR);
}

/* The page is gone before its answer comes: nothing of the page is touched, and nothing keeps it any longer. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  gint64 begun = g_get_monotonic_time ();
  gpointer gone = NULL;

  self->asked = FALSE;
  self->hold = TRUE;
  open_page (self);
  test_wait_until (self->asked);
  gone = self->page;
  g_object_add_weak_pointer (gone, &gone);
  gtk_window_destroy (g_steal_pointer (&self->window));
  test_drain ();
  portal_answer (self->held, 200, self->body);
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  test_wait_until (gone == NULL);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, HKK_CALL_MS * 1000); /* not by the call's deadline */
}

static void
test_numbers (Fixture       *self,
              gconstpointer  data)
{
  gint64 unread = 0;

  open_page (self);
  wait_for (self, self->place->full_text);
  g_object_get (stub_shell_get_overview (self->shell), "unread-messages", &unread, NULL);
  g_assert_cmpint (unread, ==, 3);
}

/* A decision on the phone changes a draft: what shows the decision is painted before the overview makes its rows. */
static void
test_draft_changed (Fixture       *self,
                    gconstpointer  data)
{
  GtkListBox *needs;
  g_autoptr(GtkListBoxRow) row = NULL;

  open_page (self);
  wait_for (self, self->place->full_text);
  needs = GTK_LIST_BOX (gtk_widget_get_template_child (GTK_WIDGET (self->page), HKK_TYPE_OVERVIEW_PAGE, "needs_list"));
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL);
  test_drain ();
  row = g_object_ref (gtk_list_box_get_row_at_index (needs, 0));
  g_list_model_items_changed (G_LIST_MODEL (hkk_portal_get_drafts (self->portal)), 0, 0, 0);
  g_assert_true (gtk_list_box_get_row_at_index (needs, 0) == row);
  test_wait_until (gtk_list_box_get_row_at_index (needs, 0) != row);
}

#define KEY "0123456789abcdef0123456789abcdef"
#define KEY_BASE64 "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"

/* Two drafts in the folder of the person. */
static void
write_drafts (Fixture *self)
{
  const char *profile = hkk_session_get_profile (self->portal->session);
  g_autofree char *dir = g_build_filename (self->server->config.data_dir, "drafts", profile, NULL);
  g_autoptr(GBytes) key = g_bytes_new_static (KEY, strlen (KEY));
  g_autoptr(HkkDrafts) drafts = hkk_drafts_new (dir, profile, key);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(HkkDraft) draft = hkk_draft_new (HKK_DRAFT_MESSAGE, "message", 1, NULL, "A <question>");
      g_autoptr(GAsyncResult) result = NULL;

      hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &result);
      g_assert_true (hkk_drafts_save_finish (drafts, test_wait (&result), NULL));
    }
}

#define MORE_TO_DO \
  "{\"person\":{\"name\":\"Andrea Amsel\",\"first_name\":\"Andrea\"},\"restricted\":false," \
  "\"counts\":{\"open_requests\":2,\"unread_messages\":3,\"needs_you\":2,\"open_approvals\":0}," \
  "\"needs_you\":[{\"id\":\"m1\",\"kind\":\"message\",\"title\":\"Your <question>\",\"text\":\"We answered.\"," \
  "\"due_on\":null},{\"id\":\"m2\",\"kind\":\"message\",\"title\":\"Your reply\",\"text\":\"Thank you.\"," \
  "\"due_on\":null}],\"news\":[],\"in_progress\":[]}"

static gboolean
has_copy (Fixture *self)
{
  g_autoptr(HkkOverview) copy = hkk_overview_dup_copy (self->portal, NULL);

  return copy != NULL;
}

/* What there is to do is said once, when all of it is known: what is kept on this computer comes after the page. */
static void
test_to_do (Fixture       *self,
            gconstpointer  data)
{
  write_drafts (self);
  harness_take_said ("");
  open_page (self);
  wait_for (self, self->place->full_text);
  test_drain ();
  g_assert_cmpuint (harness_take_said ("to do"), ==, 0);
  portal_answer (self->held, 200, "{\"key\":\"" KEY_BASE64 "\"}");
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  wait_for (self, "A <question>");
  test_drain ();
  g_assert_cmpuint (harness_take_said (". 3 things to do."), ==, 1);
  self->body = MORE_TO_DO;
  hkk_page_reload (self->page);
  wait_for (self, "Your reply");
  test_drain ();
  g_assert_cmpuint (harness_take_said ("to do"), ==, 0);
}

/* How much there was to do when the copy on this computer was made is not said for what there is now. */
static void
test_to_do_of_copy (Fixture       *self,
                    gconstpointer  data)
{
  self->body = self->place->empty;
  portal_answer (self->held, 200, "{\"key\":\"" KEY_BASE64 "\"}");
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  open_page (self);
  wait_for (self, self->place->empty_text);
  test_wait_until (has_copy (self));
  gtk_window_destroy (self->window);
  harness_take_said ("");
  self->status = 500;
  open_page (self);
  wait_for (self, self->place->empty_text);
  test_wait_until (stub_shell_get_said (self->shell) != NULL);
  test_drain ();
  g_assert_cmpuint (harness_take_said ("to do"), ==, 0);
  self->status = 200;
  self->body = self->place->full;
  hkk_page_reload (self->page);
  wait_for (self, self->place->full_text);
  test_drain ();
  g_assert_cmpuint (harness_take_said (". 1 thing to do."), ==, 1);
}

#define PORTAL_ROW(label) "{\"label\":\"" label "\",\"value\":\"1\"}"

#define FEATURED(title) \
  "{\"categories\":[],\"items\":[{\"id\":\"sick-note\",\"version\":1,\"title\":\"T\",\"summary\":\"S\"," \
  "\"category\":\"benefits\",\"kind\":\"request\",\"protection\":\"basic\",\"minutes\":3,\"keywords\":[]," \
  "\"prepare\":[],\"featured\":\"" title "\"}]}"

static gboolean
has_catalogue (Fixture *self)
{
  g_autoptr(HkkFormCatalogue) copy = hkk_form_catalogue_dup_copy (self->portal);

  return copy != NULL;
}

/* The tiles of the last time are there before the portal answers, and become those of its answer. */
static void
test_tiles_of_copy (Fixture       *self,
                    gconstpointer  data)
{
  self->held_route = NULL;
  self->forms = FEATURED ("A sick note");
  portal_answer (self->held, 200, "{\"key\":\"" KEY_BASE64 "\"}");
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  open_page (self);
  wait_for (self, "A sick note");
  wait_for (self, self->place->full_text);
  test_wait_until (has_copy (self) && has_catalogue (self));
  gtk_window_destroy (self->window);
  self->held_route = "/v1/forms";
  open_page (self);
  wait_for (self, self->place->full_text);
  g_assert_true (harness_shows (self->page, "A sick note"));
  test_wait_until (self->held != NULL);
  portal_answer (self->held, 200, FEATURED ("The sick note"));
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  wait_for (self, "The sick note");
  g_assert_false (harness_shows (self->page, "A sick note"));
}

static guint
count_sections (Fixture *self)
{
  GtkWidget *box = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self->page), HKK_TYPE_PROFILE_PAGE,
                                                              "sections_box"));
  guint n = 0;

  for (GtkWidget *section = gtk_widget_get_first_child (box); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    n++;
  return n;
}

/* The sections that are not seen at first come one after the other; who wants to go to one finds it at once. */
static void
test_sections_in_turns (Fixture       *self,
                        gconstpointer  data)
{
  self->body = "{\"sections\":[" PORTAL_SECTION ("a", "A", PORTAL_ROW ("First")) ","
               PORTAL_SECTION ("b", "B", PORTAL_ROW ("Second")) "," PORTAL_SECTION ("c", "C", PORTAL_ROW ("Third")) ","
               PORTAL_SECTION ("d", "D", PORTAL_ROW ("Fourth")) "," PORTAL_SECTION ("e", "E", PORTAL_ROW ("Last"))
               "]}";
  self->hold = TRUE;
  open_page (self);
  test_wait_until (self->held != NULL);
  portal_answer (self->held, 200, self->body);
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  test_wait_until (count_sections (self) > 0);
  g_assert_cmpuint (count_sections (self), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "profile.jump", "s", "e");
  g_assert_cmpuint (count_sections (self), ==, 5);
  gtk_window_destroy (self->window);
  self->hold = FALSE;
  open_page (self);
  wait_for (self, "Last");
}

/* Who cannot approve yet is not told that nothing is to be done. */
static void
test_to_do_without_device (Fixture       *self,
                           gconstpointer  data)
{
  self->body = "{\"person\":{\"name\":\"Andrea Amsel\",\"first_name\":\"Andrea\"},\"restricted\":true,"
               "\"counts\":{\"open_requests\":0,\"unread_messages\":0,\"needs_you\":0,\"open_approvals\":0},"
               "\"needs_you\":[],\"news\":[],\"in_progress\":[]}";
  harness_take_said ("");
  open_page (self);
  wait_for (self, "No smartphone or tablet is registered yet");
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL);
  test_wait_until (hkk_drafts_get_failure (hkk_portal_get_drafts (self->portal)) != NULL);
  test_drain ();
  g_assert_cmpuint (harness_take_said (". 1 thing to do."), ==, 1);
}

/* A portal that serves half of the contract: the rest is not offered, and comes back when it is served. */
static void
test_half_a_portal (Fixture       *self,
                    gconstpointer  data)
{
  gboolean overview = self->place == &places[0];
  const char *served = overview ? "Get a certificate" : "Brochures";
  const char *missing = overview ? "Write a message" : "Video consultation";
  HkkSidebar *sidebar = g_object_new (HKK_TYPE_SIDEBAR, NULL);
  GtkWindow *window = harness_show (GTK_WIDGET (sidebar), 300, 600);

  self->offers = "{\"operations\":[\"get_overview\",\"list_documents\",\"list_certificates\",\"list_brochures\"]}";
  hkk_portal_check_now (self->portal);
  test_wait_until (!hkk_portal_offers (self->portal, "list_messages"));
  open_page (self);
  wait_for (self, self->place->full_text);
  g_assert_true (harness_shows (self->page, served));
  g_assert_false (harness_shows (self->page, missing));
  hkk_sidebar_set_portal (sidebar, self->portal);
  g_assert_true (harness_shows (sidebar, "Documents & services"));
  g_assert_false (harness_shows (sidebar, "Messages & contact"));

  self->offers = "{}";
  hkk_portal_check_now (self->portal);
  test_wait_until (hkk_portal_offers (self->portal, "list_messages"));
  test_wait_until (harness_shows (self->page, missing));
  hkk_sidebar_set_portal (sidebar, self->portal);
  g_assert_true (harness_shows (sidebar, "Messages & contact"));
  gtk_window_destroy (window);
}

/* A text of the portal keeps its direction inside of a sentence of ours; alone it is as it came. */
static void
test_right_to_left (Fixture       *self,
                    gconstpointer  data)
{
  self->body = "{\"person\":{\"name\":\"أندريا أمسل\",\"first_name\":\"أندريا\"},\"restricted\":false,"
               "\"counts\":{\"open_requests\":0,\"unread_messages\":0,\"needs_you\":1,\"open_approvals\":0},"
               "\"needs_you\":[{\"id\":\"r1\",\"kind\":\"deadline\",\"title\":\"طلب (2)\",\"text\":\"أرسل الوثيقة.\","
               "\"due_on\":\"2026-12-14\"}],\"news\":[],\"in_progress\":[]}";
  open_page (self);
  wait_for (self, "\342\201\250أرسل الوثيقة.\342\201\251 Until ");
  g_assert_true (harness_shows (self->page, ", \342\201\250أندريا\342\201\251"));
  g_assert_true (harness_shows (self->page, "طلب (2)"));
  g_assert_false (harness_shows (self->page, "\342\201\250طلب"));
}

/* The drafts of a portal that gives no key. */
static HkkDrafts *
load_drafts (Fixture *self)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  g_autoptr(GBytes) key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr(GAsyncResult) result = NULL;

  test_wait_until (hkk_drafts_get_failure (drafts) != NULL);
  hkk_drafts_set_key (drafts, key);
  hkk_drafts_load_async (drafts, NULL, test_keep_result, &result);
  g_assert_true (hkk_drafts_load_finish (drafts, test_wait (&result), NULL));
  return drafts;
}

/* A file that cannot be read stands in the overview until the person removes it. */
static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  HkkDrafts *drafts = NULL;
  g_autofree char *dir = g_build_filename (self->server->config.data_dir, "drafts",
                                           hkk_session_get_profile (self->portal->session), NULL);
  g_autofree char *path = g_build_filename (dir, "0123456789abcdef0123456789abcdef.draft", NULL);
  g_autofree char *kept = g_strconcat (path, ".damaged", NULL);
  AdwDialog *dialog = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  drafts = load_drafts (self);
  open_page (self);
  wait_for (self, "A draft could not be read");
  g_assert_true (gtk_widget_activate_action (harness_find (self->page, GTK_TYPE_LIST_BOX, 0), "overview.remove-damaged",
                                             "s", hkk_drafts_get_damaged (drafts)[0]));
  test_wait_until (harness_shows (self->window, "Remove this draft?"));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (self->window));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "keep");
  g_signal_emit_by_name (harness_find_button (dialog, "Remove"), "clicked");
  test_wait_until (!harness_shows (self->page, "A draft could not be read"));
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static HkkDraft *
save_draft (HkkDrafts *drafts)
{
  HkkDraft *draft = hkk_draft_new (HKK_DRAFT_MESSAGE, "message", 1, NULL, "A <question>");
  g_autoptr(GAsyncResult) result = NULL;

  hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &result);
  g_assert_true (hkk_drafts_save_finish (drafts, test_wait (&result), NULL));
  return draft;
}

static HkkDraft *
keep_draft (Fixture *self)
{
  return save_draft (load_drafts (self));
}

/* Presses the draft's button: the page no longer shows it, and says so. */
static void
delete_draft (Fixture  *self,
              HkkDraft *draft)
{
  gboolean overview = self->place == &places[0];

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page),
                                             overview ? "overview.delete-draft" : "messages.delete-draft", "s",
                                             hkk_draft_get_id (draft)));
  g_assert_cmpstr (stub_shell_get_said (self->shell), ==, overview ? "Draft deleted" : "Message deleted.");
  test_wait_until (!harness_shows (self->page, "A <question>"));
}

/* Two that are called alike are two for who hears or sees their names only. */
static void
test_told_apart (Fixture       *self,
                 gconstpointer  data)
{
  HkkDrafts *drafts = load_drafts (self);
  g_autoptr(HkkDraft) first = save_draft (drafts);
  g_autoptr(HkkDraft) second = save_draft (drafts);

  open_page (self);
  wait_for (self, "A <question>");
  wait_for (self, "A <question>, no. 2");
}

/* A draft can be brought back while that is offered. One that the disk does not let go is there again, and why is
 * said. */
static void
test_deleted (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = keep_draft (self);
  g_autofree char *store = g_build_filename (self->server->config.data_dir, "drafts", NULL);
  g_autofree char *away = g_build_filename (self->server->config.data_dir, "away", NULL);
  g_autoptr(AdwToast) toast = NULL;

  open_page (self);
  wait_for (self, "A <question>");
  delete_draft (self, draft);
  g_signal_emit_by_name (stub_shell_get_toast (self->shell), "button-clicked");
  g_signal_emit_by_name (stub_shell_get_toast (self->shell), "dismissed");
  wait_for (self, "A <question>");
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_EDITING);

  delete_draft (self, draft);
  toast = g_object_ref (stub_shell_get_toast (self->shell));
  g_assert_cmpint (g_rename (store, away), ==, 0);
  g_assert_true (g_file_set_contents (store, "", 0, NULL));
  g_signal_emit_by_name (toast, "dismissed");
  wait_for (self, "A <question>");
  test_wait_until (stub_shell_get_toast (self->shell) != toast);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_EDITING);
  g_assert_cmpint (g_unlink (store), ==, 0);
  g_assert_cmpint (g_rename (away, store), ==, 0);

  delete_draft (self, draft);
  g_signal_emit_by_name (stub_shell_get_toast (self->shell), "dismissed");
  test_wait_until (hkk_draft_get_state (draft) == HKK_DRAFT_DONE);
  test_drain ();
  g_assert_false (harness_shows (self->page, "A <question>"));
}

/* A catalogue without a bill to hand in does not ask for one. */
static void
test_tiles_of_the_catalogue (Fixture       *self,
                             gconstpointer  data)
{
  open_page (self);
  wait_for (self, self->place->full_text);
  test_wait_until (!harness_shows (self->page, "Hand in a bill"));
  test_wait_until (!harness_shows (self->page, "Change the address"));
  g_assert_true (harness_shows (self->page, "Write a message"));
}

/* A new e-mail address is confirmed where it stands. */
static void
test_email (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *group = NULL;
  GtkWidget *row = NULL;

  self->body = "{\"sections\":[{\"id\":\"contact\",\"title\":\"Contact\",\"protection\":\"substantial\","
               "\"form\":\"profile-contact\",\"etag\":\"1\",\"rows\":[{\"label\":\"E-mail\","
               "\"value\":\"a@example.org\"}],"
               "\"values\":{\"email\":\"a@example.org\",\"email_confirmed\":false}}]}";
  open_page (self);
  wait_for (self, "Confirm the e-mail address");
  group = harness_find (self->page, HKK_TYPE_EMAIL_GROUP, 0);
  row = harness_find (group, ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (row), "12 34");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (harness_shows (group, "The code has six digits."));
  /* The next key begins anew. */
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (row), NULL, NULL));
  gtk_editable_set_text (GTK_EDITABLE (row), "123 456");
  g_signal_emit_by_name (row, "apply");
  test_wait_until (!gtk_widget_get_visible (group));
}

/* Owned: personal data with an address whose code is valid for so long. */
static char *
make_email (int seconds)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) end = g_date_time_add_seconds (now, seconds);
  g_autofree char *until = g_date_time_format_iso8601 (end);

  return g_strdup_printf ("{\"sections\":[{\"id\":\"contact\",\"title\":\"Contact\",\"protection\":\"substantial\","
                          "\"form\":\"profile-contact\",\"etag\":\"1\",\"rows\":[],\"email_code_until\":\"%s\","
                          "\"values\":{\"email\":\"a@example.org\",\"email_confirmed\":false}}]}", until);
}

/* Whoever types a code goes on typing, whatever comes meanwhile. */
static void
test_email_stays (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *first = make_email (-60);
  g_autofree char *second = make_email (900);
  GtkWidget *row = NULL;

  self->body = first;
  open_page (self);
  wait_for (self, "The code is no longer valid. ");
  row = harness_find (harness_find (self->page, HKK_TYPE_EMAIL_GROUP, 0), ADW_TYPE_ENTRY_ROW, 0);
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "123");
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
  self->body = second;
  hkk_page_reload (self->page);
  wait_for (self, "The code is valid until ");
  row = harness_find (harness_find (self->page, HKK_TYPE_EMAIL_GROUP, 0), ADW_TYPE_ENTRY_ROW, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "123");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) ==
                 GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, 3);
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (row), NULL, NULL));
}

/* Until when the code is valid stands at the field, is said when it is over, and begins anew with a new one. */
static void
test_email_time (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *body = make_email (900);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) end = NULL;
  GtkWidget *group = NULL;
  GtkWidget *row = NULL;

  self->body = body;
  open_page (self);
  wait_for (self, "The code is valid until ");
  group = harness_find (self->page, HKK_TYPE_EMAIL_GROUP, 0);
  row = harness_find (group, ADW_TYPE_ENTRY_ROW, 0);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
  harness_take_said ("");
  end = g_date_time_add_seconds (now, 2);
  g_assert_true (hkk_email_group_go_on (HKK_EMAIL_GROUP (group), "a@example.org", end));
  wait_for (self, "The code is no longer valid. Have a new one sent; the address is kept.");
  g_assert_cmpuint (harness_take_said ("no longer valid"), ==, 1);
  g_signal_emit_by_name (adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group)), "clicked");
  wait_for (self, "The code is valid until ");
}

/* Who looks for their card among their data finds the way to a new one. */
static void
test_card (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *row = NULL;

  self->body = "{\"sections\":[{\"id\":\"health_card\",\"title\":\"Health card\",\"protection\":\"basic\","
               "\"etag\":\"1\",\"rows\":[{\"label\":\"Valid until\",\"value\":\"30 June 2030\"}],\"values\":{}}]}";
  open_page (self);
  wait_for (self, "New health card");
  row = harness_find (self->page, ADW_TYPE_ACTION_ROW, 1);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "New health card");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), ==, "win.open-service");
}

static GtkWidget *
find_cards (Fixture *self)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = harness_find (self->page, GTK_TYPE_BUTTON, i);

      if (gtk_widget_has_css_class (button, "hkk-card"))
        return gtk_widget_get_ancestor (button, ADW_TYPE_WRAP_BOX);
    }
}

/* Whatever their number is, there is no hole among them: the last card of each line ends where the line does. */
static void
test_cards (Fixture       *self,
            gconstpointer  data)
{
  graphene_rect_t place, next;
  GtkWidget *last = NULL;
  guint n = 0;

  open_page (self);
  wait_for (self, self->place->full_text);
  test_wait_until (gtk_widget_get_width (find_cards (self)) > 0); /* laid out */
  test_drain ();
  for (GtkWidget *card = gtk_widget_get_first_child (find_cards (self)); card != NULL;
       card = gtk_widget_get_next_sibling (card), n++)
    {
      g_assert_true (gtk_widget_compute_bounds (card, gtk_widget_get_parent (card), &next));
      if (last != NULL && next.origin.y > place.origin.y)
        g_assert_cmpfloat_with_epsilon (place.origin.x + place.size.width,
                                        (float) gtk_widget_get_width (gtk_widget_get_parent (card)), 1.5);
      last = card;
      place = next;
    }
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat_with_epsilon (place.origin.x + place.size.width,
                                  (float) gtk_widget_get_width (gtk_widget_get_parent (last)), 1.5);
  g_assert_cmpfloat (place.origin.y, >, 2 * place.size.height);
  harness_shot ("documents-cards");
}

/* Of many rows one menu is opened, so no row has one before. */
static void
test_menu (Fixture       *self,
           gconstpointer  data)
{
  GtkMenuButton *button;

  open_page (self);
  wait_for (self, self->place->full_text);
  button = GTK_MENU_BUTTON (harness_find (self->page, GTK_TYPE_MENU_BUTTON, 0));
  g_assert_null (gtk_menu_button_get_popover (button));
  gtk_menu_button_popup (button);
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (button)), ==, 4);
  gtk_menu_button_popdown (button);
}

#define DEVICE(name) \
  "{\"items\":[{\"id\":\"d1\",\"name\":\"" name "\",\"platform\":\"android\",\"bound_at\":" PORTAL_TIME "," \
  "\"last_seen_at\":null,\"locked\":false,\"provisional\":false}]}"

/* A menu that is open stays, whatever comes meanwhile; that is shown when it is closed. */
static void
test_open_menu (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GtkMenuButton) button = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) devices = NULL;

  open_page (self);
  wait_for (self, self->place->full_text);
  button = g_object_ref (GTK_MENU_BUTTON (harness_find (self->page, GTK_TYPE_MENU_BUTTON, 0)));
  gtk_menu_button_popup (button);
  g_assert_true (gtk_menu_button_get_active (button));
  self->body = DEVICE ("Another name");
  hkk_page_reload (self->page);
  hkk_devices_load_async (self->portal, NULL, test_keep_result, &result); /* behind that of the page */
  devices = hkk_devices_load_finish (self->portal, test_wait (&result), NULL);
  g_assert_nonnull (devices);
  test_drain ();
  g_assert_true (gtk_menu_button_get_active (button));
  g_assert_true (harness_shows (self->page, self->place->full_text));
  gtk_menu_button_popdown (button);
  wait_for (self, "Another name");
}

/* Whatever they say, rows take the same room: a list that scrolls fills its rows anew and measures nothing. */
static void
test_row_size (Fixture       *self,
               gconstpointer  data)
{
  self->body = "{\"items\":[" PORTAL_MESSAGE ("m1", "A", "") ","
               PORTAL_MESSAGE ("m2", "A subject that is much longer than a row is wide", "") "],\"total\":2}";
  open_page (self);
  wait_for (self, "A subject that is much longer");
  for (guint orientation = GTK_ORIENTATION_HORIZONTAL; orientation <= GTK_ORIENTATION_VERTICAL; orientation++)
    {
      int natural[2];

      for (guint i = 0; i < 2; i++)
        gtk_widget_measure (harness_find (self->page, HKK_TYPE_MESSAGE_ROW, i), (GtkOrientation) orientation, -1, NULL,
                            &natural[i], NULL, NULL);
      g_assert_cmpint (natural[0], ==, natural[1]);
    }
}

/* What a message is about is read in the narrowest list; the row gives it more room than it needs. */
static void
test_category (Fixture       *self,
               gconstpointer  data)
{
  const char *category = "Leistungen & Kostenerstattung";
  GtkWidget *row;
  GtkWidget *text;
  g_autoptr(PangoLayout) layout = NULL;
  int width = 0;

  self->body = "{\"items\":[{\"id\":\"m1\",\"thread_id\":\"t\",\"subject\":\"A\",\"category\":\"benefits\","
               "\"category_text\":\"Leistungen & Kostenerstattung\",\"from\":\"hkk\",\"from_name\":\"hkk\","
               "\"created_at\":" PORTAL_TIME ",\"read\":false,\"preview\":null,\"attachments\":[],"
               "\"request_id\":null,\"protected\":false}],\"total\":1}";
  open_page (self);
  wait_for (self, category);
  gtk_window_set_default_size (self->window, 640, 600);
  row = harness_find (self->page, HKK_TYPE_MESSAGE_ROW, 0);
  text = harness_find (row, GTK_TYPE_INSCRIPTION, 3);
  test_wait_until (gtk_widget_get_width (text) > 0 && gtk_widget_get_width (row) < 300);
  g_assert_true (g_str_has_prefix (gtk_inscription_get_text (GTK_INSCRIPTION (text)), category));
  layout = gtk_widget_create_pango_layout (text, category);
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (gtk_widget_get_width (text), >, width);
}

/* The longest words of a title are read whole in the narrowest window. */
static void
test_long_title (Fixture       *self,
                 gconstpointer  data)
{
  const char *word = "Auslandsbehandlungskosten,";
  GtkWidget *title;
  g_autoptr(PangoLayout) layout = NULL;
  int width = 0;

  self->body = "{\"items\":[" PORTAL_DOCUMENT ("d1", "Entscheidung: Auslandsbehandlungskosten, HKK-2026-000001") "],"
               "\"total\":1}";
  open_page (self);
  gtk_window_set_default_size (self->window, 360, 1500);
  wait_for (self, "Auslandsbehandlungskosten");
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->page)) <= 360);
  title = harness_find (harness_find (self->page, HKK_TYPE_DOCUMENT_ROW, 0), GTK_TYPE_LABEL, 1);
  test_wait_until (gtk_widget_get_width (title) > 0);
  layout = gtk_widget_create_pango_layout (title, word);
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (gtk_widget_get_width (title), >=, width);
}

/* Of large text, the day stands below and leaves its line to the text. */
static void
test_large_row (Fixture       *self,
                gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *row;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  self->body = "{\"items\":[" PORTAL_MESSAGE ("m1", "Your bonus is here", "") "],\"total\":1}";
  open_page (self);
  wait_for (self, "Your bonus is here");
  row = harness_find (self->page, HKK_TYPE_MESSAGE_ROW, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (gtk_widget_get_width (harness_find (row, GTK_TYPE_INSCRIPTION, i)), ==,
                     gtk_widget_get_width (harness_find (row, GTK_TYPE_INSCRIPTION, 0)));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
add (const Place  *place,
     const char   *name,
     void        (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/pages/%s/%s", place->name, name);

  g_test_add (path, Fixture, place, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      add (&places[i], "content", test_content);
      add (&places[i], "empty", test_empty);
      add (&places[i], "error", test_error);
      add (&places[i], "offline", test_offline);
      add (&places[i], "unreadable", test_unreadable);
      add (&places[i], "gone", test_gone);
    }
  add (&places[0], "numbers", test_numbers);
  add (&places[0], "draft-changed", test_draft_changed);
  g_test_add ("/pages/overview/to-do", Fixture, &places[0], set_up_without_key, test_to_do, tear_down);
  g_test_add ("/pages/profile/sections-in-turns", Fixture, &places[3], set_up, test_sections_in_turns, tear_down);
  g_test_add ("/pages/overview/tiles-of-copy", Fixture, &places[0], set_up_without_key, test_tiles_of_copy, tear_down);
  g_test_add ("/pages/overview/to-do-of-copy", Fixture, &places[0], set_up_without_key, test_to_do_of_copy, tear_down);
  add (&places[0], "to-do-without-device", test_to_do_without_device);
  add (&places[0], "half-a-portal", test_half_a_portal);
  add (&places[0], "tiles-of-the-catalogue", test_tiles_of_the_catalogue);
  add (&places[0], "right-to-left", test_right_to_left);
  add (&places[0], "damaged", test_damaged);
  add (&places[0], "deleted", test_deleted);
  add (&places[0], "told-apart", test_told_apart);
  add (&places[3], "email", test_email);
  add (&places[3], "email-stays", test_email_stays);
  add (&places[3], "email-time", test_email_time);
  add (&places[3], "card", test_card);
  add (&places[2], "half-a-portal", test_half_a_portal);
  add (&places[2], "menu", test_menu);
  add (&places[5], "open-menu", test_open_menu);
  add (&places[2], "cards", test_cards);
  add (&places[2], "long-title", test_long_title);
  add (&places[4], "deleted", test_deleted);
  add (&places[4], "told-apart", test_told_apart);
  add (&places[4], "row-size", test_row_size);
  add (&places[4], "category", test_category);
  add (&places[4], "large-row", test_large_row);
  return g_test_run ();
}
