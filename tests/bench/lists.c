/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <malloc.h>
#include <time.h>

#include "hkk-messages-page.h"
#include "stub-shell.h"
#include "test-wait.h"

/* bench-lists URL CERTIFICATE NUMBER PASSWORD TOTAL FOLDER: the page of messages over a portal that has TOTAL of them.
 * Prints what it took as an object of JSON: waiting in milliseconds of the clock, and what the main thread computed,
 * which other programs' load does not change: altogether, and the longest turn of the main loop, in which no picture
 * comes. */

#define OPENED 5
#define LINES 120
#define PAGES 60
#define JUMPS 60
#define LINE 40.0 /* pixels */

typedef struct
{
  HkkPortal     *portal;
  GtkWindow     *window;
  GtkListView   *view;       /* Borrowed */
  GListModel    *model;      /* Borrowed */
  GtkAdjustment *adjustment; /* Borrowed */
  double         wanted;     /* value of the adjustment */
  guint          painted;    /* pictures */
} Bench;

typedef struct
{
  double waited;
  double computed;
  double longest;
} Took;

/* Of the main loop, which knows no data. */
static double turn_began, longest_turn;

static double
cpu_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static int
on_poll (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  int result;

  longest_turn = MAX (longest_turn, cpu_now () - turn_began);
  result = g_poll (fds, n_fds, timeout);
  turn_began = cpu_now ();
  return result;
}

static void
begin (Took *took)
{
  longest_turn = 0;
  turn_began = cpu_now ();
  took->waited = (double) g_get_monotonic_time () / 1000;
  took->computed = turn_began;
}

static void
end (Took       *took,
     const char *name,
     GString    *json)
{
  took->waited = (double) g_get_monotonic_time () / 1000 - took->waited;
  took->computed = cpu_now () - took->computed;
  g_string_append_printf (json, "%s{\"name\": \"%s\", \"waited\": %.2f, \"computed\": %.2f, \"longest\": %.2f}",
                          json->str[json->len - 1] == '[' ? "" : ", ", name, took->waited, took->computed,
                          MAX (longest_turn, cpu_now () - turn_began));
}

static void
on_after_paint (GdkFrameClock *clock,
                Bench         *self)
{
  self->painted++;
}

static void
wait_painted (Bench *self)
{
  guint before = self->painted;

  gtk_widget_queue_draw (GTK_WIDGET (self->window));
  test_wait_until (self->painted > before);
}

/* A place is held by the list's rows too, so looking at it asks for nothing more than they do. */
static void
wait_there (Bench *self,
            guint  position)
{
  g_autoptr(HkkPagedItem) item = g_list_model_get_item (self->model, position);

  test_wait_until (hkk_paged_item_get_thing (item) != NULL);
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static GListModel *
list_of (Bench *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);

  return model != NULL ? gtk_no_selection_get_model (GTK_NO_SELECTION (model)) : NULL;
}

/* From nothing to the list on the screen. */
static void
open_page (Bench   *self,
           guint    total,
           GString *json)
{
  Took took;
  HkkPage *page;

  begin (&took);
  page = g_object_new (HKK_TYPE_MESSAGES_PAGE, NULL);
  self->view = GTK_LIST_VIEW (find (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW));
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (stub_shell_new (self->portal, page)));
  test_wait_until ((self->model = list_of (self)) != NULL);
  test_wait_until (g_list_model_get_n_items (self->model) == total);
  wait_painted (self);
  end (&took, "open", json);
}

static void
close_page (Bench *self)
{
  adw_window_set_content (ADW_WINDOW (self->window), NULL);
  wait_painted (self);
}

static gsize
heap (void)
{
  test_drain ();
  return mallinfo2 ().uordblks;
}

static gboolean
on_scroll (gpointer data)
{
  Bench *self = data;

  gtk_adjustment_set_value (self->adjustment, self->wanted);
  return G_SOURCE_REMOVE;
}

static void
scroll_to (Bench  *self,
           double  value)
{
  self->wanted = value;
  g_idle_add_full (G_PRIORITY_HIGH, on_scroll, self, NULL);
  wait_painted (self);
}

/* One picture for each step; with STEP 0 to places that the seed draws, each of which is waited for. */
static void
scroll (Bench      *self,
        const char *name,
        guint       steps,
        double      step,
        GString    *json)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (4711);

  scroll_to (self, 0);
  wait_there (self, 0);
  wait_painted (self);
  for (guint i = 0; i < steps; i++)
    {
      double upper = gtk_adjustment_get_upper (self->adjustment);
      double range = upper - gtk_adjustment_get_page_size (self->adjustment);
      double at = step > 0 ? MIN ((i + 1) * step, range) : g_rand_double_range (random, 0, range);
      Took took;

      begin (&took);
      scroll_to (self, at);
      if (step == 0)
        wait_there (self, (guint) (at / upper * g_list_model_get_n_items (self->model)));
      wait_painted (self);
      end (&took, name, json);
    }
}

static void
jump_to_end (Bench   *self,
             GString *json)
{
  guint last = g_list_model_get_n_items (self->model) - 1;
  Took took;

  scroll_to (self, 0);
  begin (&took);
  gtk_list_view_scroll_to (self->view, last, GTK_LIST_SCROLL_FOCUS, NULL);
  wait_there (self, last);
  wait_painted (self);
  end (&took, "end", json);
}

/* From the last key of the word to the first row that has it. */
static void
search (Bench      *self,
        const char *name,
        const char *word,
        GString    *json)
{
  GtkWidget *entry = find (adw_window_get_content (ADW_WINDOW (self->window)), GTK_TYPE_SEARCH_ENTRY);
  guint before = g_list_model_get_n_items (self->model);
  Took took;

  begin (&took);
  gtk_editable_set_text (GTK_EDITABLE (entry), word);
  test_wait_until (g_list_model_get_n_items (self->model) != before);
  wait_there (self, 0);
  wait_painted (self);
  end (&took, name, json);
}

static void
set_up (Bench  *self,
        char  **argv)
{
  g_autofree char *pem = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  HkkPortalConfig config = { .base_url = argv[1], .data_dir = argv[6], .program = "bench-lists", .version = "0" };

  g_file_get_contents (argv[2], &pem, NULL, &error);
  g_assert_no_error (error);
  config.trust_pem = pem;
  self->portal = hkk_portal_new (&config, &error);
  g_assert_no_error (error);
  hkk_portal_sign_in_async (self->portal, argv[3], argv[4], FALSE, NULL, test_keep_result, &result);
  hkk_portal_sign_in_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 1000, 800);
  gtk_window_present (self->window);
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint",
                    G_CALLBACK (on_after_paint), self);
}

int
main (int    argc,
      char **argv)
{
  Bench self = { NULL };
  g_autoptr(GString) json = g_string_new ("{\"steps\": [");
  g_autoptr(GtkCssProvider) css = NULL;
  gsize before, opened, scrolled;

  g_return_val_if_fail (argc == 7, 2);
  adw_init ();
  setlocale (LC_NUMERIC, "C"); /* of JSON */
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/de/hkk/MeineHkk/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_main_context_set_poll_func (NULL, on_poll);
  set_up (&self, argv);
  for (guint i = 0; i < OPENED; i++)
    {
      open_page (&self, (guint) atoi (argv[5]), json);
      close_page (&self);
    }
  before = heap ();
  open_page (&self, (guint) atoi (argv[5]), json);
  opened = heap () - before;
  scroll (&self, "line", LINES, LINE, json);
  scroll (&self, "page", PAGES, gtk_adjustment_get_page_size (self.adjustment), json);
  scroll (&self, "jump", JUMPS, 0, json);
  scrolled = heap () - before;
  jump_to_end (&self, json);
  search (&self, "search", "Erstattung", json);
  search (&self, "search_rare", "Quastenflosser", json);
  g_print ("%s], \"heap_open\": %" G_GSIZE_FORMAT ", \"heap_scrolled\": %" G_GSIZE_FORMAT "}\n", json->str, opened,
           scrolled);
  return 0;
}
