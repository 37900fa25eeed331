/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <malloc.h>
#include <time.h>

#include "hkk-messages-page.h"
#include "stub-shell.h"
#include "test-wait.h"

/* bench-lists URL CERTIFICATE NUMBER PASSWORD TOTAL FOLDER: the page of messages over a portal that has TOTAL of them.
 * Prints what it took as an object of JSON: waiting in milliseconds of the clock, frames in milliseconds that the main
 * thread computed from one picture to the next, which another program's load does not change. */

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
  GArray        *frames;     /* of double */
  double         computed;   /* until the last frame */
  guint          painted;
} Bench;

static double
cpu_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static double
since (gint64 began)
{
  return (double) (g_get_monotonic_time () - began) / 1000;
}

static void
on_after_paint (GdkFrameClock *clock,
                Bench         *self)
{
  double now = cpu_now ();
  double took = now - self->computed;

  g_array_append_val (self->frames, took);
  self->computed = now;
  self->painted++;
}

static void
wait_painted (Bench *self)
{
  guint before = self->painted;

  gtk_widget_queue_draw (GTK_WIDGET (self->window));
  test_wait_until (self->painted > before);
}

static gboolean
is_there (Bench *self,
          guint  position)
{
  g_autoptr(HkkPagedItem) item = g_list_model_get_item (self->model, position);

  return item != NULL && hkk_paged_item_get_thing (item) != NULL;
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
static double
open_page (Bench *self,
           guint  total)
{
  gint64 began = g_get_monotonic_time ();
  HkkPage *page = g_object_new (HKK_TYPE_MESSAGES_PAGE, NULL);

  self->view = GTK_LIST_VIEW (find (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW));
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (stub_shell_new (self->portal, page)));
  test_wait_until ((self->model = list_of (self)) != NULL);
  test_wait_until (g_list_model_get_n_items (self->model) == total);
  wait_painted (self);
  return since (began);
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

/* One place for each frame; SHOWN: each is waited for. */
static void
scroll (Bench      *self,
        const char *name,
        guint       steps,
        double      step,
        gboolean    shown,
        GString    *json)
{
  g_autoptr(GArray) took = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GRand) random = g_rand_new_with_seed (4711);
  guint total = g_list_model_get_n_items (self->model);

  gtk_adjustment_set_value (self->adjustment, 0);
  test_wait_until (is_there (self, 0));
  wait_painted (self);
  g_array_set_size (self->frames, 0);
  for (guint i = 0; i < steps; i++)
    {
      double range = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);
      double at = shown ? g_rand_double_range (random, 0, range) : (i + 1) * step;
      gint64 began = g_get_monotonic_time ();
      double waited;

      gtk_adjustment_set_value (self->adjustment, MIN (at, range));
      wait_painted (self);
      if (shown)
        test_wait_until (is_there (self, (guint) (at / gtk_adjustment_get_upper (self->adjustment) * total)));
      waited = since (began);
      g_array_append_val (took, waited);
    }
  g_string_append_printf (json, ", \"%s\": [", name);
  for (guint i = 0; i < self->frames->len; i++)
    g_string_append_printf (json, "%s%.2f", i > 0 ? ", " : "", g_array_index (self->frames, double, i));
  g_string_append_printf (json, "], \"%s_waited\": [", name);
  for (guint i = 0; i < took->len; i++)
    g_string_append_printf (json, "%s%.2f", i > 0 ? ", " : "", g_array_index (took, double, i));
  g_string_append (json, "]");
}

static double
jump_to_end (Bench *self)
{
  guint last = g_list_model_get_n_items (self->model) - 1;
  gint64 began = g_get_monotonic_time ();

  gtk_list_view_scroll_to (self->view, last, GTK_LIST_SCROLL_FOCUS, NULL);
  test_wait_until (is_there (self, last));
  wait_painted (self);
  return since (began);
}

/* From the last key of the word to the first row that has it. */
static double
search (Bench      *self,
        const char *word)
{
  GtkWidget *entry = find (adw_window_get_content (ADW_WINDOW (self->window)), GTK_TYPE_SEARCH_ENTRY);
  guint before = g_list_model_get_n_items (self->model);
  gint64 began = g_get_monotonic_time ();

  gtk_editable_set_text (GTK_EDITABLE (entry), word);
  test_wait_until (g_list_model_get_n_items (self->model) != before);
  test_wait_until (is_there (self, 0));
  wait_painted (self);
  return since (began);
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
  self->frames = g_array_new (FALSE, FALSE, sizeof (double));
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
  g_autoptr(GString) json = g_string_new ("{\"open\": [");
  g_autoptr(GtkCssProvider) css = NULL;
  gsize before;

  g_return_val_if_fail (argc == 7, 2);
  adw_init ();
  setlocale (LC_NUMERIC, "C"); /* of JSON */
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/de/hkk/MeineHkk/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  set_up (&self, argv);
  for (guint i = 0; i < OPENED; i++)
    {
      g_string_append_printf (json, "%s%.2f", i > 0 ? ", " : "", open_page (&self, (guint) atoi (argv[5])));
      close_page (&self);
    }
  before = heap ();
  open_page (&self, (guint) atoi (argv[5]));
  g_string_append_printf (json, "], \"heap_open\": %" G_GSIZE_FORMAT, heap () - before);
  scroll (&self, "line", LINES, LINE, FALSE, json);
  scroll (&self, "page", PAGES, gtk_adjustment_get_page_size (self.adjustment), FALSE, json);
  scroll (&self, "jump", JUMPS, 0, TRUE, json);
  g_string_append_printf (json, ", \"heap_scrolled\": %" G_GSIZE_FORMAT, heap () - before);
  gtk_adjustment_set_value (self.adjustment, 0);
  wait_painted (&self);
  g_string_append_printf (json, ", \"end\": %.2f", jump_to_end (&self));
  g_string_append_printf (json, ", \"search\": %.2f", search (&self, "Rentenversicherung"));
  g_string_append_printf (json, ", \"search_rare\": %.2f}", search (&self, "Quastenflosser"));
  g_print ("%s\n", json->str);
  return 0;
}
