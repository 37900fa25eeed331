/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-portal-private.h"
#include "hkk-search-dialog.h"
#include "portal-server.h"
#include "portal-things.h"

/* A dialog over a window that notes where it is sent, and a portal that finds one thing of each kind. */
typedef struct
{
  PortalServer      *server;
  HkkPortal         *portal;
  GtkWindow         *window;
  HkkSearchDialog   *dialog;  /* Borrowed from the window */
  GtkEditable       *entry;   /* Borrowed */
  char              *asked;   /* Owned (nullable): the words that the portal was asked for last */
  char              *sent_to; /* Owned (nullable): action and target */
  guint              status;
  gboolean           hold;    /* the next question for requests has to wait */
  SoupServerMessage *held;    /* Owned (nullable) */
} Fixture;

#define LIST(item) "{\"items\":[" item "],\"total\":1,\"next_cursor\":null}"

static const struct
{
  const char *path;
  const char *found;
} lists[] = {
  { "/v1/requests", LIST (PORTAL_REQUEST ("r1")) },
  { "/v1/messages", LIST (PORTAL_MESSAGE ("m1", "About <you>", "")) },
  { "/v1/documents", LIST (PORTAL_DOCUMENT ("d1", "Your <letter>")) },
  { "/v1/forms", "{\"categories\":[],\"items\":[" PORTAL_FORM_SUMMARY ("sick-note") "]}" },
};

static const char *
answer_of (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (path, lists[i].path))
      return lists[i].found;
  return "{}";
}

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  guint activities = 0;
  g_autoptr(GHashTable) asked = query != NULL ? soup_form_decode (query) : NULL;
  const char *words = asked != NULL ? g_hash_table_lookup (asked, "q") : NULL;

  if (words != NULL)
    g_set_str (&self->asked, words);
  if (g_str_equal (path, "/iam/token"))
    {
      portal_answer_sign_in (message, 900, FALSE, 0);
    }
  else if (portal_answer_presence (message, path, &activities))
    {
      return;
    }
  else if (words != NULL && self->hold && self->held == NULL && g_str_equal (path, lists[0].path))
    {
      self->held = g_object_ref (message);
      soup_server_message_pause (message);
    }
  else if (words != NULL && self->status >= 400)
    {
      portal_answer_problem (message, self->status, "internal");
    }
  else if (words != NULL && g_str_equal (words, "zzzz"))
    {
      portal_answer (message, 200, "{\"items\":[],\"total\":0,\"next_cursor\":null}");
    }
  else
    {
      portal_answer (message, 200, answer_of (path));
    }
}

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  Fixture *self = data;

  g_free (self->sent_to);
  self->sent_to = g_strjoin (" ", g_action_get_name (G_ACTION (action)),
                             parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL, NULL);
}

static void
open_dialog (Fixture *self)
{
  self->dialog = hkk_search_dialog_new (self->portal);
  self->entry = GTK_EDITABLE (gtk_widget_get_template_child (GTK_WIDGET (self->dialog), HKK_TYPE_SEARCH_DIALOG,
                                                             "entry"));
  adw_dialog_present (ADW_DIALOG (self->dialog), GTK_WIDGET (self->window));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const GActionEntry actions[] = {
    { .name = "go-to", .activate = on_action, .parameter_type = "s" },
    { .name = "open-request", .activate = on_action, .parameter_type = "s" },
    { .name = "open-message", .activate = on_action, .parameter_type = "s" },
    { .name = "compose", .activate = on_action },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GAsyncResult) result = NULL;

  self->status = 200;
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  hkk_portal_sign_in_async (self->portal, "A000500015", "x", FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 800, 700);
  adw_window_set_content (ADW_WINDOW (self->window), gtk_label_new ("Below"));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
  gtk_window_present (self->window);
  open_dialog (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (self->window);
  hkk_portal_finish_session (self->portal);
  test_drain ();
  harness_finalize (self->portal);
  portal_server_free (self->server);
  g_free (self->asked);
  g_free (self->sent_to);
}

static void
type (Fixture    *self,
      const char *text)
{
  gtk_editable_set_text (self->entry, text);
}

/* Before anything is typed, it says where one can go. */
static void
test_places (Fixture       *self,
             gconstpointer  data)
{
  test_wait_until (harness_shows (self->dialog, "Overview"));
  g_assert_true (harness_shows (self->dialog, "Keyboard shortcuts"));
  g_assert_false (harness_shows (self->dialog, "Sick note"));
  g_assert_null (self->asked);
}

/* Of each kind what fits, from the portal and from here, in groups with a heading; nothing of it is markup. */
static void
test_hits (Fixture       *self,
           gconstpointer  data)
{
  type (self, "you");
  test_wait_until (harness_shows (self->dialog, "About <you>"));
  test_wait_until (harness_shows (self->dialog, "Your <letter>"));
  g_assert_true (harness_shows (self->dialog, "Sick note"));
  g_assert_true (harness_shows (self->dialog, "What is NECT?"));
  g_assert_true (harness_shows (self->dialog, "Documents"));
  g_assert_true (harness_shows (self->dialog, "hits"));
}

/* Enter takes the first hit: the dialog is gone and the window leads there. */
static void
test_enter (Fixture       *self,
            gconstpointer  data)
{
  gpointer gone = self->dialog;

  g_object_add_weak_pointer (gone, &gone);
  type (self, "HKK-1");
  test_wait_until (harness_shows (self->dialog, "Your <letter>"));
  test_wait_until (harness_shows (self->dialog, "Sick note")); /* the request, which stands above what came before */
  g_signal_emit_by_name (self->entry, "activate");
  g_assert_cmpstr (self->sent_to, ==, "open-request r1");
  test_wait_until (gone == NULL);
}

static void
test_nothing (Fixture       *self,
              gconstpointer  data)
{
  type (self, "zzzz");
  test_wait_until (harness_shows (self->dialog, "\342\201\250zzzz\342\201\251” is in no page"));
  /* Who finds nothing can ask. */
  g_signal_emit_by_name (harness_find_button (self->dialog, "_Write a message"), "clicked");
  g_assert_cmpstr (self->sent_to, ==, "compose");
}

/* As people paste it: what cannot be seen is not looked for. */
static void
test_pasted (Fixture       *self,
             gconstpointer  data)
{
  type (self, "\342\200\213\342\200\216 About\302\240you\r\n");
  test_wait_until (self->asked != NULL);
  g_assert_cmpstr (self->asked, ==, "About you");
}

/* What could not be searched is said, and what is known here is there all the same. */
static void
test_failure (Fixture       *self,
              gconstpointer  data)
{
  self->status = 500;
  type (self, "NECT");
  test_wait_until (harness_shows (self->dialog, "could not look through everything"));
  g_assert_true (harness_shows (self->dialog, "What is NECT?"));
}

/* An answer to words that are no longer there changes nothing, also when it comes last. */
static void
test_overtaken (Fixture       *self,
                gconstpointer  data)
{
  self->hold = TRUE;
  type (self, "you");
  test_wait_until (self->held != NULL);
  type (self, "zzzz");
  test_wait_until (harness_shows (self->dialog, "is in no page"));
  portal_answer (self->held, 200, lists[0].found);
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
  test_drain ();
  g_assert_true (harness_shows (self->dialog, "is in no page"));
}

static char *
copy_path (Fixture    *self,
           const char *name)
{
  g_autofree char *dir = g_build_filename (self->server->config.data_dir, "cache",
                                           hkk_session_get_profile (self->portal->session), NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  return g_build_filename (dir, name, NULL);
}

/* A disk that does not answer holds up nobody: the dialog is there, and finds what the portal finds. */
static void
test_slow_disk (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *stuck = copy_path (self, "requests");
  int writer = -1;

  adw_dialog_force_close (ADW_DIALOG (self->dialog));
  test_wait_until (hkk_drafts_get_failure (hkk_portal_get_drafts (self->portal)) != NULL); /* it gives no key */
  self->portal->data_key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_assert_cmpint (mkfifo (stuck, 0600), ==, 0);
  open_dialog (self);
  type (self, "you");
  test_wait_until (harness_shows (self->dialog, "Your <letter>"));
  g_assert_false (harness_shows (self->dialog, "hits"));
  /* The one that reads it is let go. */
  test_wait_until ((writer = open (stuck, O_WRONLY | O_NONBLOCK)) >= 0);
  close (writer);
  test_wait_until (harness_shows (self->dialog, "hits"));
}

static HkkDrafts *
open_drafts (Fixture *self)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  g_autoptr(GBytes) key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr(GAsyncResult) result = NULL;

  test_wait_until (hkk_drafts_get_failure (drafts) != NULL); /* of a portal that gives no key */
  hkk_drafts_set_key (drafts, key);
  hkk_drafts_load_async (drafts, NULL, test_keep_result, &result);
  g_assert_true (hkk_drafts_load_finish (drafts, test_wait (&result), NULL));
  return drafts;
}

/* What was begun is found by what was entered, and stays when the portal has answered. */
static void
test_drafts (Fixture       *self,
             gconstpointer  data)
{
  HkkDrafts *drafts = open_drafts (self);
  g_autoptr(HkkDraft) draft = hkk_draft_new (HKK_DRAFT_MESSAGE, "message", 1, NULL, "A <question>");
  g_autoptr(GAsyncResult) result = NULL;

  hkk_draft_take_values (draft, hkk_json_node ("subject", "A <question>", "body", "The train was late."));
  hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &result);
  g_assert_true (hkk_drafts_save_finish (drafts, test_wait (&result), NULL));
  type (self, "question train");
  test_wait_until (harness_shows (self->dialog, "About <you>")); /* the portal's answer */
  g_assert_true (harness_shows (self->dialog, "Drafts and outbox"));
  g_assert_true (harness_shows (self->dialog, "A <question>"));
  type (self, "train gone");
  test_wait_until (!harness_shows (self->dialog, "A <question>"));
}

/* Closed while the portal still looks: nothing keeps it. */
static void
test_closed (Fixture       *self,
             gconstpointer  data)
{
  gpointer gone = self->dialog;

  g_object_add_weak_pointer (gone, &gone);
  self->hold = TRUE;
  type (self, "you");
  test_wait_until (self->held != NULL);
  adw_dialog_force_close (ADW_DIALOG (self->dialog));
  test_wait_until (gone == NULL);
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
}

int
main (int   argc,
      char *argv[])
{
  harness_init (&argc, &argv);
#define T(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  T ("/search/places", test_places);
  T ("/search/hits", test_hits);
  T ("/search/enter", test_enter);
  T ("/search/nothing", test_nothing);
  T ("/search/pasted", test_pasted);
  T ("/search/failure", test_failure);
  T ("/search/overtaken", test_overtaken);
  T ("/search/slow-disk", test_slow_disk);
  T ("/search/drafts", test_drafts);
  T ("/search/closed", test_closed);
  return g_test_run ();
}
