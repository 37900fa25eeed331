/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message.h"
#include "hkk-paged-list.h"
#include "hkk-portal-private.h"
#include "portal-server.h"
#include "portal-things.h"

/* A list of messages m0, m1, …; new ones come in at the top as n1, n2, … */
typedef struct
{
  guint     total;
  guint     added;
  guint     pages;     /* that were asked for */
  guint     refuse;    /* HTTP status, 0: none */
  guint     repeats;   /* each page leads to the one from this place, counted from 1; 0: none does */
  gboolean  spoilt;    /* what is answered cannot be read */
  gboolean  jumps;     /* it takes "offset" */
  char     *query;     /* of the last call */
} Messages;

typedef struct
{
  Messages      messages;
  PortalServer *server;
  HkkPortal    *portal;
  HkkPagedList  *list;
  guint         told;      /* items, by what items-changed told */
  guint         changes;
  guint         position;
  guint         removed;
  guint         inserted;
} Fixture;

static void
append_item (Messages *messages,
             GString  *json,
             guint     at)
{
  if (at < messages->added)
    g_string_append_printf (json, "%s" PORTAL_MESSAGE ("n%u", "New", ""), json->str[json->len - 1] == '[' ? "" : ",",
                            messages->added - at);
  else
    g_string_append_printf (json, "%s" PORTAL_MESSAGE ("m%u", "Old", ""), json->str[json->len - 1] == '[' ? "" : ",",
                            at - messages->added);
}

static void
answer_page (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  Messages *messages = data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr(GHashTable) params = query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *cursor = params != NULL ? g_hash_table_lookup (params, "cursor") : NULL;
  guint all = messages->total + messages->added;
  const char *offset = params != NULL && messages->jumps ? g_hash_table_lookup (params, "offset") : NULL;
  guint from = offset != NULL ? (guint) atoi (offset) : 0;
  GString *json = NULL;
  g_autofree char *text = NULL;

  if (cursor != NULL)
    from = (guint) atoi (cursor + 1);
  messages->pages++;
  g_free (messages->query);
  messages->query = g_strdup (query);
  if (messages->spoilt)
    {
      portal_answer (message, 200, "{\"items\":[{\"id\":\"m0\"}],\"total\":1,\"next_cursor\":null}");
      return;
    }
  if (messages->refuse)
    {
      portal_answer_problem (message, messages->refuse, "internal");
      return;
    }
  json = g_string_new ("{\"items\":[");
  for (guint i = from; i < MIN (all, from + 100); i++)
    append_item (messages, json, i);
  g_string_append_printf (json, "],\"total\":%u,", all);
  if (messages->jumps && cursor == NULL)
    g_string_append_printf (json, "\"offset\":%u,", from);
  g_string_append (json, "\"next_cursor\":");
  if (messages->repeats)
    g_string_append_printf (json, "\"c%u\"}", messages->repeats - 1);
  else if (from + 100 < all)
    g_string_append_printf (json, "\"c%u\"}", from + 100);
  else
    g_string_append (json, "null}");
  text = g_string_free_and_steal (json);
  portal_answer (message, 200, text);
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    data)
{
  Fixture *self = data;

  self->told += added - removed;
  self->changes++;
  self->position = position;
  self->removed = removed;
  self->inserted = added;
}

/* Whoever is told of the number may change a list beside this one, in a model of both: this one must have told
 * before. */
static void
on_n_items (HkkPagedList *list,
            GParamSpec  *pspec,
            gpointer     data)
{
  Fixture *self = data;

  g_assert_cmpuint (self->told, ==, g_list_model_get_n_items (G_LIST_MODEL (list)));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->messages.total = 250;
  self->server = portal_server_new (answer_page, &self->messages);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  hkk_session_set_fixed_token (self->portal->session, "t");
  self->list = hkk_paged_list_new (self->portal, "/v1/messages", HKK_TYPE_MESSAGE, NULL);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect (self->list, "notify::n-items", G_CALLBACK (on_n_items), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->list);
  test_drain ();
  g_assert_finalize_object (g_steal_pointer (&self->portal));
  portal_server_free (self->server);
  g_free (self->messages.query);
}

static guint
n_items (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static gboolean
is_loaded (HkkPagedItem *item,
           const char  *id)
{
  return hkk_paged_item_get_thing (item) != NULL &&
         g_strcmp0 (hkk_thing_get_id (hkk_paged_item_get_thing (item)), id) == 0;
}

static void
load (Fixture *self)
{
  hkk_paged_list_reload (self->list);
  test_wait_until (hkk_paged_list_get_state (self->list) == HKK_PAGED_LIST_READY);
}

static void
test_load (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkPagedItem) first = NULL;
  g_autoptr(HkkPagedItem) same = NULL;
  g_autoptr(HkkPagedItem) last = NULL;
  guint position;

  g_assert_cmpint (hkk_paged_list_get_state (self->list), ==, HKK_PAGED_LIST_IDLE);
  g_assert_cmpuint (n_items (self), ==, 0);
  hkk_paged_list_refresh (self->list);
  g_assert_cmpint (hkk_paged_list_get_state (self->list), ==, HKK_PAGED_LIST_IDLE);
  load (self);
  g_assert_cmpuint (n_items (self), ==, 250);
  g_assert_cmpuint (self->messages.pages, ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  same = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  g_assert_true (first == same);
  g_assert_true (is_loaded (first, "m0"));
  g_assert_true (HKK_IS_MESSAGE (hkk_paged_item_get_thing (first)));
  last = g_list_model_get_item (G_LIST_MODEL (self->list), 249);
  g_assert_null (hkk_paged_item_get_thing (last));
  test_wait_until (is_loaded (last, "m249"));
  g_assert_cmpuint (self->messages.pages, ==, 3);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->list), 250));
  g_assert_true (hkk_paged_list_find (self->list, "m249", &position));
  g_assert_cmpuint (position, ==, 249);
  g_assert_false (hkk_paged_list_find (self->list, "nobody", &position));
  g_assert_cmpuint (self->changes, ==, 1);
}

static void
test_far (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(HkkPagedItem) far = NULL;
  g_autoptr(HkkPagedItem) back = NULL;
  guint pages;

  self->messages.total = 20000;
  load (self);
  far = g_list_model_get_item (G_LIST_MODEL (self->list), 19999);
  test_wait_until (is_loaded (far, "m19999"));
  g_assert_cmpuint (self->messages.pages, ==, 200);
  /* What was forgotten comes back with one call: the way is known now. */
  pages = self->messages.pages;
  back = g_list_model_get_item (G_LIST_MODEL (self->list), 5050);
  g_assert_null (hkk_paged_item_get_thing (back));
  test_wait_until (is_loaded (back, "m5050"));
  g_assert_cmpuint (self->messages.pages, ==, pages + 1);
}

/* As many places as a view has, around POSITION. Owned by the array. */
static GPtrArray *
hold_view (Fixture *self,
           guint    position)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position - 103; i < position + 103; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (self->list), i));
  return rows;
}

static gboolean
all_loaded (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (hkk_paged_item_get_thing (rows->pdata[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Where the portal takes a place, the end of a long list is one call away, and so is what lies between. */
static void
test_jump (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkPagedItem) end = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  self->messages.total = 100000;
  self->messages.jumps = TRUE;
  load (self);
  end = g_list_model_get_item (G_LIST_MODEL (self->list), 99999);
  test_wait_until (is_loaded (end, "m99999"));
  g_assert_cmpuint (self->messages.pages, ==, 2);
  rows = hold_view (self, 50050);
  test_wait_until (all_loaded (rows));
  g_assert_true (is_loaded (rows->pdata[0], "m49947"));
  g_assert_true (is_loaded (rows->pdata[205], "m50152"));
  g_assert_cmpuint (self->messages.pages, ==, 5);
  test_drain ();
  g_assert_cmpuint (self->messages.pages, ==, 5);
}

/* Where the view jumped over is not asked for: only what is held. */
static void
test_passed (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) rows = NULL;

  self->messages.total = 100000;
  self->messages.jumps = TRUE;
  load (self);
  for (guint position = 1000; position < 90000; position += 1000)
    {
      g_clear_pointer (&rows, g_ptr_array_unref);
      rows = hold_view (self, position);
    }
  test_wait_until (all_loaded (rows));
  g_assert_cmpuint (self->messages.pages, ==, 5); /* the first, and the four that a view around 89,000 lies on */
}

/* What came in at the top meanwhile moves the place that was jumped to. */
static void
test_jump_moved (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(HkkPagedItem) far = NULL;
  guint position;

  self->messages.total = 20000;
  self->messages.jumps = TRUE;
  load (self);
  far = g_list_model_get_item (G_LIST_MODEL (self->list), 15000);
  self->messages.added = 2;
  test_wait_until (hkk_paged_item_get_thing (far) != NULL);
  g_assert_cmpuint (n_items (self), ==, 20002);
  g_assert_cmpuint (hkk_paged_item_get_position (far), ==, 15002);
  g_assert_true (is_loaded (far, "m15000"));
  g_assert_true (hkk_paged_list_find (self->list, "n2", &position));
  g_assert_cmpuint (position, ==, 0);
}

/* A portal that does not take a place any more is followed by cursors. */
static void
test_jump_ends (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkPagedItem) far = NULL;

  self->messages.total = 2000;
  self->messages.jumps = TRUE;
  load (self);
  self->messages.jumps = FALSE;
  far = g_list_model_get_item (G_LIST_MODEL (self->list), 1999);
  test_wait_until (is_loaded (far, "m1999"));
  g_assert_cmpuint (self->messages.pages, ==, 21);
}

/* What is new is told from what is known also when the person is far from the top. */
static void
test_added_far (Fixture       *self,
                gconstpointer  data)
{
  self->messages.total = 20000;
  self->messages.jumps = TRUE;
  load (self);
  for (guint position = 200; position < 3000; position += 200)
    {
      g_autoptr(GPtrArray) rows = hold_view (self, position);

      test_wait_until (all_loaded (rows));
    }
  self->messages.added = 1;
  hkk_paged_list_refresh (self->list);
  test_wait_until (n_items (self) == 20001);
  g_assert_cmpuint (self->removed, ==, 0);
  g_assert_cmpuint (self->inserted, ==, 1);
}

/* Who types is not answered letter by letter: the first, and then the last. */
static void
test_typed (Fixture       *self,
            gconstpointer  data)
{
  load (self);
  hkk_paged_list_set_param (self->list, "q", "a");
  hkk_paged_list_set_param (self->list, "q", "ab");
  hkk_paged_list_set_param (self->list, "q", "abc");
  test_wait_until (g_strcmp0 (self->messages.query, "limit=100&q=abc") == 0);
  test_drain ();
  g_assert_cmpuint (self->messages.pages, ==, 3);
}

static void
test_added (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(HkkPagedItem) item = NULL;
  g_autoptr(HkkPagedItem) top = NULL;
  HkkPagedItem *same;

  load (self);
  item = g_list_model_get_item (G_LIST_MODEL (self->list), 30);
  self->messages.added = 2;
  hkk_paged_list_refresh (self->list);
  test_wait_until (n_items (self) == 252);
  g_assert_cmpuint (self->position, ==, 0);
  g_assert_cmpuint (self->removed, ==, 0);
  g_assert_cmpuint (self->inserted, ==, 2);
  /* The row that was held is the same object at its new place. */
  g_assert_cmpuint (hkk_paged_item_get_position (item), ==, 32);
  same = g_list_model_get_item (G_LIST_MODEL (self->list), 32);
  g_assert_true (same == item);
  g_object_unref (same);
  g_assert_true (is_loaded (item, "m30"));
  top = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  g_assert_true (is_loaded (top, "n2"));
  /* Nothing new: nothing moves. */
  hkk_paged_list_refresh (self->list);
  test_wait_until (self->messages.pages == 3);
  test_drain ();
  g_assert_cmpuint (self->changes, ==, 2);
}

static void
test_removed (Fixture       *self,
              gconstpointer  data)
{
  load (self);
  self->messages.total = 0;
  hkk_paged_list_refresh (self->list);
  test_wait_until (n_items (self) == 0);
  g_assert_cmpuint (self->removed, ==, 250);
  self->messages.total = 3;
  hkk_paged_list_refresh (self->list);
  test_wait_until (n_items (self) == 3);
}

/* Of another list the places stay, with what stands there now: a view that has them fills its rows and makes none. */
static void
test_replaced (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) rows = NULL;

  self->messages.total = 50000;
  load (self);
  rows = hold_view (self, 103);
  test_wait_until (all_loaded (rows));
  self->messages.total = 20000;
  self->messages.added = 20000;
  hkk_paged_list_set_param (self->list, "q", "x");
  test_wait_until (n_items (self) == 40000);
  g_assert_cmpuint (self->position, ==, 40000);
  g_assert_cmpuint (self->removed, ==, 10000);
  g_assert_cmpuint (self->inserted, ==, 0);
  g_assert_true (is_loaded (rows->pdata[0], "n20000"));
  g_assert_null (hkk_paged_item_get_thing (rows->pdata[205]));
  test_wait_until (all_loaded (rows));
  g_assert_true (is_loaded (rows->pdata[205], "n19795"));
}

static void
test_params (Fixture       *self,
             gconstpointer  data)
{
  hkk_paged_list_set_param (self->list, "q", "Zähne & mehr");
  test_wait_until (hkk_paged_list_get_state (self->list) == HKK_PAGED_LIST_READY);
  g_assert_nonnull (strstr (self->messages.query, "limit=100"));
  g_assert_null (strstr (self->messages.query, "state"));
  g_assert_nonnull (strstr (self->messages.query, "%20%26%20mehr"));
  hkk_paged_list_set_param (self->list, "q", "Zähne & mehr");
  g_assert_cmpuint (self->messages.pages, ==, 1);
  hkk_paged_list_set_param (self->list, "q", "");
  test_wait_until (self->messages.pages == 2);
  g_assert_cmpstr (self->messages.query, ==, "limit=100");
}

static void
test_error (Fixture       *self,
            gconstpointer  data)
{
  self->messages.refuse = 500;
  hkk_paged_list_reload (self->list);
  g_assert_cmpint (hkk_paged_list_get_state (self->list), ==, HKK_PAGED_LIST_LOADING);
  test_wait_until (hkk_paged_list_get_state (self->list) == HKK_PAGED_LIST_ERROR);
  g_assert_error (hkk_paged_list_get_error (self->list), HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_SERVER);
  self->messages.refuse = 0;
  load (self);
  g_assert_null (hkk_paged_list_get_error (self->list));
  /* What is shown stays when a refresh fails. */
  self->messages.refuse = 503;
  hkk_paged_list_refresh (self->list);
  test_wait_until (hkk_paged_list_get_error (self->list) != NULL);
  g_assert_cmpint (hkk_paged_list_get_state (self->list), ==, HKK_PAGED_LIST_READY);
  g_assert_cmpuint (n_items (self), ==, 250);
}

/* Dropped in the middle of everything. */
static void
test_dropped (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkPagedItem) item = NULL;

  load (self);
  item = g_list_model_get_item (G_LIST_MODEL (self->list), 249);
  hkk_paged_list_refresh (self->list);
  g_clear_object (&self->list);
  test_wait_until (!g_main_context_pending (NULL));
  g_assert_null (hkk_paged_item_get_thing (item));
}

/* A cursor that leads back ends the list: page for page, or at once. */
static void
test_repeats (Fixture       *self,
              gconstpointer  data)
{
  for (guint again = 0; again <= 100; again += 100)
    {
      g_autoptr(HkkPagedItem) last = NULL;

      self->messages.pages = 0;
      self->messages.repeats = again + 1;
      hkk_paged_list_reload (self->list);
      test_wait_until (n_items (self) == 250);
      last = g_list_model_get_item (G_LIST_MODEL (self->list), 249);
      test_wait_until (n_items (self) < 250);
      test_drain ();
      g_assert_cmpuint (n_items (self), ==, again + 100);
      g_assert_cmpuint (self->messages.pages, ==, 2);
    }
}

static void
test_misfit (Fixture       *self,
             gconstpointer  data)
{
  load (self);
  self->messages.spoilt = TRUE;
  hkk_paged_list_reload (self->list);
  test_wait_until (hkk_paged_list_get_error (self->list) != NULL);
  g_assert_error (hkk_paged_list_get_error (self->list), HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
  g_assert_cmpuint (n_items (self), ==, 250);
}

#define add(name, func) g_test_add ("/portal/paged-list/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("load", test_load);
  add ("far", test_far);
  add ("jump", test_jump);
  add ("passed", test_passed);
  add ("jump-moved", test_jump_moved);
  add ("jump-ends", test_jump_ends);
  add ("added", test_added);
  add ("added-far", test_added_far);
  add ("typed", test_typed);
  add ("removed", test_removed);
  add ("replaced", test_replaced);
  add ("params", test_params);
  add ("error", test_error);
  add ("dropped", test_dropped);
  add ("repeats", test_repeats);
  add ("misfit", test_misfit);
  return g_test_run ();
}
