/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "harness.h"
#include "hkk-form-page.h"
#include "hkk-json.h"
#include "hkk-message-form.h"
#include "hkk-shell.h"
#include "mock-portal.h"
#include "mock-window.h"

/* Messages that are begun and not sent. */

static HkkDrafts *
drafts (MockWindow *self)
{
  return hkk_portal_get_drafts (self->portal);
}

static guint
count_drafts (MockWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (drafts (self)));
}

static HkkFormModel *
model (MockWindow *self)
{
  HkkPage *page = mock_window_get_task (self);

  return HKK_IS_FORM_PAGE (page) ? hkk_form_page_get_model (HKK_FORM_PAGE (page)) : NULL;
}

static HkkDraft *
draft (MockWindow *self)
{
  return hkk_form_model_get_draft (model (self));
}

static void
begin (MockWindow *self,
       const char *action,
       const char *target)
{
  mock_window_act (self, action, target);
  test_wait_until (model (self) != NULL && hkk_drafts_get_loaded (drafts (self)));
}

static void
write_subject (MockWindow *self,
               const char *subject)
{
  hkk_form_values_set_string (hkk_form_model_get_values (model (self)), "subject", subject);
}

static const char *
subject (MockWindow *self)
{
  return hkk_form_values_get_string (hkk_form_model_get_values (model (self)), "subject");
}

static void
leave (MockWindow *self)
{
  adw_navigation_view_pop (self->window->task_view);
  test_wait_until (mock_window_get_task (self) == NULL);
}

/* Each new message is a draft of its own, and goes on as it was left. */
static void
test_several (MockWindow    *self,
              gconstpointer  data)
{
  g_autofree char *first = NULL;

  begin (self, "win.compose", NULL);
  write_subject (self, "One");
  first = g_strdup (hkk_draft_get_id (draft (self)));
  leave (self);

  begin (self, "win.compose", NULL);
  g_assert_null (subject (self));
  g_assert_false (harness_shows (mock_window_get_task (self), "This is your draft"));
  write_subject (self, "Two");
  leave (self);
  test_wait_until (count_drafts (self) == 2);

  begin (self, "win.open-draft", first);
  g_assert_cmpstr (subject (self), ==, "One");
  g_assert_true (harness_shows (mock_window_get_task (self), "This is your draft"));
  g_assert_false (harness_shows (mock_window_get_task (self), "Start anew"));
  write_subject (self, "One more");
  leave (self);
  test_wait_until (g_strcmp0 (hkk_draft_get_title (hkk_drafts_find (drafts (self), first)), "One more") == 0);
  g_assert_cmpuint (count_drafts (self), ==, 2);
}

/* (transfer full): the id of the newest thing of the list at PATH. */
static char *
find_newest (MockWindow *self,
             const char *path)
{
  g_autoptr(JsonObject) list = NULL;

  mock_sign_in (self->mock, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  list = mock_portal_get (self->mock, path);
  return g_strdup (hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (list, "items"), 0), "id"));
}

static void
begin_answer (MockWindow *self,
              const char *message)
{
  hkk_shell_push (HKK_SHELL (self->window), ADW_NAVIGATION_PAGE (hkk_message_form_new (message, NULL)));
  test_wait_until (model (self) != NULL && hkk_drafts_get_loaded (drafts (self)));
}

/* A question about a request and an answer are gone on with where they were begun. */
static void
test_about (MockWindow    *self,
            gconstpointer  data)
{
  g_autofree char *request = find_newest (self, "/v1/requests");
  g_autofree char *message = find_newest (self, "/v1/messages");

  begin (self, "win.write-about", request);
  write_subject (self, "Why");
  leave (self);
  begin_answer (self, message);
  g_assert_cmpstr (subject (self), !=, "Why");
  write_subject (self, "Because");
  leave (self);

  begin (self, "win.write-about", request);
  g_assert_cmpstr (subject (self), ==, "Why");
  leave (self);
  begin_answer (self, message);
  g_assert_cmpstr (subject (self), ==, "Because");
  leave (self);
  g_assert_cmpuint (count_drafts (self), ==, 2);
}

static gboolean
is_saved (MockWindow *self)
{
  return hkk_draft_get_saved_at (draft (self)) != NULL && adw_navigation_page_get_can_pop (
    ADW_NAVIGATION_PAGE (mock_window_get_task (self)));
}

/* One in which nothing is written leaves nothing behind: not opened, and not written in and emptied again. */
static void
test_blank (MockWindow    *self,
            gconstpointer  data)
{
  g_autoptr(HkkDraft) emptied = NULL;

  begin (self, "win.compose", NULL);
  leave (self);
  g_assert_cmpuint (count_drafts (self), ==, 0);

  begin (self, "win.compose", NULL);
  write_subject (self, "A thought");
  test_wait_until (is_saved (self));
  emptied = g_object_ref (draft (self));
  write_subject (self, NULL);
  leave (self);
  test_wait_until (count_drafts (self) == 0);
  g_assert_cmpint (hkk_draft_get_state (emptied), ==, HKK_DRAFT_DONE);
}

/* What somebody can come back to is not left: what is written there then is kept. */
static void
test_covered (MockWindow    *self,
              gconstpointer  data)
{
  begin (self, "win.compose", NULL);
  write_subject (self, "A thought");
  test_wait_until (is_saved (self));
  write_subject (self, NULL);
  mock_window_act (self, "win.new-request", NULL);
  test_wait_until (model (self) == NULL);
  test_drain ();
  adw_navigation_view_pop (self->window->task_view);
  test_wait_until (model (self) != NULL);
  write_subject (self, "Another");
  leave (self);
  test_wait_until (count_drafts (self) == 1);
}

static void
block_store (MockWindow *self,
             gboolean    blocked)
{
  g_autofree char *store = g_build_filename (self->dir, "drafts", NULL);
  g_autofree char *away = g_build_filename (self->dir, "away", NULL);

  if (!blocked)
    g_assert_cmpint (g_unlink (store), ==, 0);
  g_assert_cmpint (blocked ? g_rename (store, away) : g_rename (away, store), ==, 0);
  if (blocked)
    g_assert_true (g_file_set_contents (store, "", 0, NULL));
}

/* The draft as it was begun with the form's version before, which asked something more. */
static void
age (HkkDraft *draft)
{
  hkk_draft_set_version (draft, hkk_draft_get_version (draft) - 1);
  json_object_set_string_member (json_node_get_object (hkk_draft_get_values (draft)), "place", "By the Weser");
}

#define CHANGED "The form has changed since you began. Your entries are kept; look at them once more.\n" \
                "Not asked any more: \342\200\234By the Weser\342\200\235"

/* That the form has changed is said where the draft is opened; on a full disk too, where the banner says that. */
static void
test_changed (MockWindow    *self,
              gconstpointer  data)
{
  g_autoptr(HkkDraft) begun = NULL;
  gint64 version;

  begin (self, "win.compose", NULL);
  write_subject (self, "One");
  test_wait_until (is_saved (self));
  begun = g_object_ref (draft (self));
  version = hkk_draft_get_version (begun);
  leave (self);
  age (begun);
  begin (self, "win.open-draft", hkk_draft_get_id (begun));
  g_assert_true (harness_shows (mock_window_get_task (self), CHANGED));
  g_assert_cmpstr (subject (self), ==, "One");

  block_store (self, TRUE);
  write_subject (self, "Two");
  test_wait_until (harness_shows (mock_window_get_task (self), "Your newest entries are not saved since"));
  leave (self);
  age (begun);
  begin (self, "win.open-draft", hkk_draft_get_id (begun));
  g_assert_true (harness_shows (mock_window_get_task (self), "Your newest entries are not saved since"));
  g_assert_nonnull (self->window->toast);
  g_assert_cmpstr (adw_toast_get_title (self->window->toast), ==, CHANGED);
  g_assert_cmpstr (subject (self), ==, "Two");
  g_assert_cmpint (hkk_draft_get_version (begun), ==, version);

  block_store (self, FALSE);
  test_wait_until (hkk_drafts_get_n_unsaved (drafts (self)) == 0);
  g_assert_cmpuint (count_drafts (self), ==, 1);
  g_assert_cmpstr (subject (self), ==, "Two");
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/messages/" name, MockWindow, NULL, mock_window_set_up, function, mock_window_tear_down)
  ADD ("several", test_several);
  ADD ("about", test_about);
  ADD ("blank", test_blank);
  ADD ("covered", test_covered);
  ADD ("changed", test_changed);
  return g_test_run ();
}
