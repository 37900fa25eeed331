/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-document-row.h"
#include "hkk-documents-page.h"
#include "hkk-message-row.h"
#include "hkk-messages-page.h"
#include "hkk-portal-private.h"
#include "portal-server.h"
#include "portal-things.h"
#include "stub-shell.h"

#define TOTAL 300
#define MANY 20000
#define PAGE 100
#define FOUND 3
#define IN_VIEW 200 /* rows that a view has at its top, whatever its list has */
#define AT_ONCE 24 /* rows, which is more than can be seen here */

/* A place with a long list, a search in it, and a portal that has 300 things, of which a search finds three. */
typedef struct
{
  const char *name;
  GType     (*type) (void);
  const char *route;
  const char *item; /* its id and its title */
} Place;

static const Place places[] = {
  { "documents", hkk_documents_page_get_type, "/v1/documents", PORTAL_DOCUMENT ("d%u", "Letter %u") },
  { "messages", hkk_messages_page_get_type, "/v1/messages", PORTAL_MESSAGE ("m%u", "Letter %u", "") },
};

typedef struct
{
  const Place  *place;
  guint         status;     /* of a search */
  guint         total;      /* without one */
  guint         activities;
  guint         asked_with; /* rows when the portal was asked for a search; 0: it was not */
  guint         most;       /* rows that came or went at once */
  guint         changes;    /* of the rows */
  PortalServer *server;
  HkkPortal    *portal;
  HkkPage      *page;       /* Borrowed from the window */
  GListModel   *rows;       /* Borrowed (nullable) */
  GtkWindow    *window;
} Fixture;

static guint
count_rows (Fixture *self)
{
  return self->rows != NULL ? g_list_model_get_n_items (self->rows) : 0;
}

static char *
make_items (const Place *place,
            guint        from,
            guint        total)
{
  g_autoptr(GString) items = g_string_new ("{\"items\":[");
  guint to = MIN (from + PAGE, total);

  for (guint i = from; i < to; i++)
    {
      g_string_append (items, i > from ? "," : "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (items, place->item, i, i);
#pragma GCC diagnostic pop
    }
  g_string_append_printf (items, "],\"total\":%u,\"next_cursor\":", total);
  if (to < total)
    g_string_append_printf (items, "\"%u\"}", to);
  else
    g_string_append (items, "null}");
  return g_string_free_and_steal (g_steal_pointer (&items));
}

static void
answer_list (Fixture           *self,
             SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr(GHashTable) asked = soup_form_decode (query != NULL ? query : "");
  const char *words = g_hash_table_lookup (asked, "q");
  const char *cursor = g_hash_table_lookup (asked, "cursor");
  g_autofree char *items = make_items (self->place, cursor != NULL ? (guint) atoi (cursor) : 0,
                                       words != NULL ? FOUND : self->total);

  if (words != NULL)
    self->asked_with = count_rows (self);
  if (words != NULL && self->status >= 400)
    portal_answer_problem (message, self->status, "internal");
  else
    portal_answer (message, 200, items);
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
  else if (portal_answer_presence (message, path, &self->activities))
    return;
  else if (g_str_equal (path, self->place->route))
    answer_list (self, message);
  else
    portal_answer (message, 200, "{\"items\":[],\"categories\":[]}");
}

static void
on_rows_changed (GListModel *rows,
                 guint       position,
                 guint       removed,
                 guint       added,
                 Fixture    *self)
{
  self->changes++;
  if (position < IN_VIEW)
    self->most = MAX (self->most, MAX (added, removed));
}

static GtkListView *
get_view (Fixture *self)
{
  return GTK_LIST_VIEW (harness_find (self->page, GTK_TYPE_LIST_VIEW, 0));
}

static guint
others (Fixture *self)
{
  return g_str_equal (self->place->name, "documents") ? 1 : 0; /* the services */
}

static void
wait_whole (Fixture *self)
{
  test_wait_until (count_rows (self) == self->total + others (self));
}

/* From its first row on: on a busy machine they come while one waits for the list. */
static void
follow_rows (Fixture *self)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (get_view (self)));

  if (rows == NULL || rows == self->rows)
    return;
  self->rows = rows;
  g_signal_connect (rows, "items-changed", G_CALLBACK (on_rows_changed), self);
}

static void
set_up_total (Fixture    *self,
              const void *data,
              guint       total)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->place = data;
  self->status = 200;
  self->total = total;
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  hkk_portal_sign_in_async (self->portal, "A000500015", "x", FALSE, NULL, test_keep_result, &result);
  hkk_portal_sign_in_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  self->page = g_object_new (self->place->type (), NULL);
  g_signal_connect_swapped (get_view (self), "notify::model", G_CALLBACK (follow_rows), self);
  follow_rows (self);
  self->window = harness_show (GTK_WIDGET (stub_shell_new (self->portal, self->page)), 900, 700);
  test_wait_until (self->rows != NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  set_up_total (self, data, TOTAL);
}

static void
set_up_many (Fixture       *self,
             gconstpointer  data)
{
  set_up_total (self, data, MANY);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  self->rows = NULL;
  gtk_window_destroy (self->window);
  hkk_portal_finish_session (self->portal);
  test_drain ();
  harness_finalize (self->portal);
  portal_server_free (self->server);
}

static void
type_search (Fixture    *self,
             const char *words)
{
  GtkWidget *bar = harness_find (self->page, GTK_TYPE_SEARCH_BAR, 0);

  gtk_editable_set_text (GTK_EDITABLE (harness_find (bar, GTK_TYPE_SEARCH_ENTRY, 0)), words);
}

/* All come, and never many in one turn of the main loop. */
static void
test_gradually (Fixture       *self,
                gconstpointer  data)
{
  wait_whole (self);
  g_assert_cmpuint (self->most, >, 0);
  g_assert_cmpuint (self->most, <=, AT_ONCE);
}

/* The rows out of sight go before the portal is asked, some per turn, and come back as they came. */
static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  wait_whole (self);
  self->most = 0;
  type_search (self, "x");
  test_wait_until (count_rows (self) == FOUND + others (self));
  g_assert_cmpuint (self->asked_with, >, 0);
  g_assert_cmpuint (self->asked_with, <=, AT_ONCE);
  type_search (self, "");
  wait_whole (self);
  g_assert_cmpuint (self->most, <=, AT_ONCE);
}

/* Of a list that is ever so long only the rows that the view has go one after the other. */
static void
test_search_in_many (Fixture       *self,
                     gconstpointer  data)
{
  wait_whole (self);
  self->changes = 0;
  type_search (self, "x");
  test_wait_until (self->asked_with > 0);
  g_assert_cmpuint (self->changes, <, 100);
  g_assert_cmpuint (self->asked_with, <=, AT_ONCE);
}

/* A search that is refused leaves the list as it was. */
static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  wait_whole (self);
  self->status = 500;
  type_search (self, "x");
  test_wait_until (self->asked_with > 0);
  wait_whole (self);
}

/* What is looked for is shown from its top, wherever the list was. */
static void
test_top (Fixture       *self,
          gconstpointer  data)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (self)));

  wait_whole (self);
  gtk_list_view_scroll_to (get_view (self), TOTAL - 1, GTK_LIST_SCROLL_NONE, NULL);
  test_wait_until (gtk_adjustment_get_value (place) > 1000);
  self->status = 500;
  type_search (self, "x");
  test_wait_until (self->asked_with > 0);
  wait_whole (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (place), <, 1);
}

/* What asks for nothing else leaves the list as it was: a gap, or a letter that is taken back at once. */
static void
test_same (Fixture       *self,
           gconstpointer  data)
{
  static const char * const typed[] = { " ", "" };

  wait_whole (self);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      self->most = 0;
      type_search (self, typed[i]);
      test_wait_until (self->most > 0);
      wait_whole (self);
    }
  g_assert_cmpuint (self->asked_with, ==, 0);
}

/* Only a row that can be seen has its buttons: of 200 they cost more than all the rest of them. */
static void
test_buttons (Fixture       *self,
              gconstpointer  data)
{
  guint rows = 0;
  guint seen = 0;

  wait_whole (self);
  test_wait_until (gtk_widget_get_mapped (harness_find (self->page, HKK_TYPE_DOCUMENT_ROW, 0)));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (get_view (self))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (!HKK_IS_DOCUMENT_ROW (row))
        continue;
      g_assert_true (gtk_widget_get_mapped (row) == gtk_widget_get_visible (harness_find_button (row, "Open")));
      seen += gtk_widget_get_mapped (row);
      rows++;
    }
  g_assert_cmpuint (rows, >, 100);
  g_assert_cmpuint (seen, >, 0);
  g_assert_cmpuint (seen, <, AT_ONCE);
}

/* Whether all rows, but for those that can be seen, keep a place for their buttons. */
static gboolean
keep_places (Fixture *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (get_view (self))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      int height = 0;

      if (!HKK_IS_DOCUMENT_ROW (row) || gtk_widget_get_mapped (row))
        continue;
      gtk_widget_get_size_request (gtk_widget_get_parent (harness_find_button (row, "Open")), NULL, &height);
      if (height <= 0)
        return FALSE;
    }
  return TRUE;
}

/* Who has chosen several and goes on finds the rows as they were: none grows as it is scrolled to. */
static void
test_places (Fixture       *self,
             gconstpointer  data)
{
  wait_whole (self);
  test_wait_until (keep_places (self));
  gtk_widget_activate_action (GTK_WIDGET (self->page), "documents.choose", NULL);
  g_assert_false (keep_places (self));
  gtk_widget_activate_action (GTK_WIDGET (self->page), "documents.end-choosing", NULL);
  g_assert_true (keep_places (self));
}

/* A message out of sight has nothing in it, and is as high as one that is seen. */
static void
test_height (Fixture       *self,
             gconstpointer  data)
{
  int height = 0;
  guint rows = 0;
  guint seen = 0;

  wait_whole (self);
  test_wait_until (gtk_widget_get_height (harness_find (self->page, HKK_TYPE_MESSAGE_ROW, 0)) > 1);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (get_view (self))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      int natural;

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      height = height > 0 ? height : natural;
      g_assert_cmpint (natural, ==, height);
      g_assert_true (gtk_widget_get_mapped (row) == gtk_widget_get_visible (gtk_widget_get_first_child (row)));
      seen += gtk_widget_get_mapped (row);
      rows++;
    }
  g_assert_cmpuint (rows, >, 100);
  g_assert_cmpuint (seen, >, 0);
  g_assert_cmpuint (seen, <, AT_ONCE);
}

static void
add (const Place  *place,
     const char   *name,
     void        (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/long-list/%s/%s", place->name, name);

  g_test_add (path, Fixture, place, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      add (&places[i], "gradually", test_gradually);
      add (&places[i], "search", test_search);
      add (&places[i], "refused", test_refused);
      add (&places[i], "top", test_top);
      add (&places[i], "same", test_same);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strdup_printf ("/long-list/%s/search-in-many", places[i].name);

      g_test_add (path, Fixture, &places[i], set_up_many, test_search_in_many, tear_down);
    }
  add (&places[0], "buttons", test_buttons);
  add (&places[0], "places", test_places);
  add (&places[1], "height", test_height);
  return g_test_run ();
}
