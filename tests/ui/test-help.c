/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-error-text.h"
#include "hkk-help-context.h"
#include "hkk-help-dialog.h"
#include "hkk-help.h"
#include "hkk-portal-error.h"
#include "hkk-form-page.h"
#include "mock-window.h"
#include "text.h"

/* What the help must say, and where. */
static const struct
{
  const char *id;
  const char *english; /* words parted by | */
  const char *german;
} facts[] = {
  { "need",
    "Service-App|smartphone or tablet|registered",
    "Service-App|Smartphone oder Tablet|registriert" },
  { "approve",
    "Fill in the form|window|Open the Service-App at once|time is limited|the number|fingerprint, Face-ID or "
    "your approval PIN|More time",
    "Füllen Sie das Formular aus|Fenster|sofort die Service-App|Zeit ist begrenzt|die Zahl|Fingerabdruck, "
    "Face-ID oder Ihrer Freigabe-PIN|Mehr Zeit" },
  { "number",
    "what you started here|addition of this program",
    "was Sie hier begonnen haben|Ergänzung dieses Programms" },
  { "no-prompt",
    "side menu|“2FA-Freigabe”|“Abrufen”|“Check now”",
    "Seitenmenü|„2FA-Freigabe“|„Abrufen“|„Jetzt prüfen“" },
  { "missing-paper",
    "Hand in documents",
    "Dokumente nachreichen" },
  { "withdraw",
    "Withdraw",
    "Zurückziehen" },
  { "objection",
    "one month",
    "eines Monats" },
  { "unknown",
    "Result unknown – being checked",
    "Ergebnis unbekannt – wird geprüft" },
  { "refer",
    "Refer a friend",
    "Neukunden werben" },
  { "offline",
    "outbox",
    "Postausgang" },
  { "kept",
    "encrypted",
    "verschlüsselt" },
  { "accessibility",
    "EN 301 549|WCAG 2.1|AA|of our own|Orca|Contrasts|200 %|Last review: 30 November 2026",
    "EN 301 549|WCAG 2.1|AA|Selbstbewertung|Orca|Kontraste|200 %" },
  { "limits",
    "PDFs|another program",
    "PDFs|anderen Programm" },
  { "complain",
    "“Technical matters & access”|Schlichtungsstelle nach § 16 BGG",
    "„Technik & Zugang“|Schlichtungsstelle nach § 16 BGG" },
  { "demo",
    "invented",
    "erfunden" },
  { "phone",
    "simulator",
    "Simulator" },
};

static void
append_german (GString    *text,
               const char *msgid)
{
  const char *german = msgid != NULL ? hkk_mock_text_in ("de", msgid) : NULL;

  if (german == NULL)
    return;
  g_assert_cmpstr (german, !=, "");
  g_string_append_printf (text, "%s\n", german);
}

static char *
dup_german (const HkkHelpEntry *entry)
{
  GString *text = g_string_new (NULL);

  append_german (text, entry->answer);
  for (gsize i = 0; i < HKK_HELP_MAX_STEPS; i++)
    append_german (text, entry->steps[i]);
  append_german (text, entry->after);
  return g_string_free (text, FALSE);
}

static void
check_words (const char *id,
             const char *text,
             const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, "|", -1);
  g_autofree char *key = g_utf8_casefold (text, -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_utf8_casefold (parts[i], -1);

      if (strstr (key, part) == NULL)
        g_error ("%s does not say: %s", id, parts[i]);
    }
}

static void
every_fact_is_said (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const HkkHelpEntry *entry = hkk_help_find (facts[i].id);
      g_autofree char *english = NULL;
      g_autofree char *german = NULL;

      g_assert_nonnull (entry);
      english = hkk_help_dup_text (entry);
      german = dup_german (entry);
      check_words (facts[i].id, english, facts[i].english);
      check_words (facts[i].id, german, facts[i].german);
    }
}

/* Of each id there is one entry, and a link to an answer leads to one. */
static void
every_link_leads_somewhere (void)
{
  const HkkHelpEntry *entry = NULL;

  for (guint i = 0; (entry = hkk_help_get (i)) != NULL; i++)
    {
      g_assert_true (hkk_help_find (entry->id) == entry);
      for (gsize j = 0; j < HKK_HELP_MAX_LINKS && entry->links[j].action != NULL; j++)
        if (g_str_equal (entry->links[j].action, "app.answer"))
          g_assert_nonnull (hkk_help_find (entry->links[j].target));
    }
}

/* An error that the help explains leads to what explains it. */
static void
every_error_has_its_answer (void)
{
  static const struct
  {
    HkkPortalError  code;
    const char     *answer;
  } errors[] = {
    { HKK_PORTAL_ERROR_TLS, "distrusted" }, { HKK_PORTAL_ERROR_NO_DEVICE, "device" },
    { HKK_PORTAL_ERROR_OFFLINE, "offline" },
    { HKK_PORTAL_ERROR_INVALID_CREDENTIALS, "forgotten" }, { HKK_PORTAL_ERROR_TIMEOUT, "trouble" },
    { HKK_PORTAL_ERROR_STEP_UP, "approve" }, { HKK_PORTAL_ERROR_NOT_FOUND, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (HKK_PORTAL_ERROR, (int) errors[i].code, "It broke.");
      const char *answer = hkk_error_get_answer (error);

      g_assert_cmpstr (answer, ==, errors[i].answer);
      g_assert_true (answer == NULL || hkk_help_find (answer) != NULL);
    }
}

static const char *
first_answer (MockWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  const char * const *ids = hkk_help_context_find (GTK_WIDGET (self->window), GTK_WIDGET (dialog));

  return ids != NULL ? ids[0] : NULL;
}

/* Each place has answers of its own, whatever has the focus. */
static void
each_place_has_its_answers (MockWindow    *self,
                            gconstpointer  data)
{
  static const struct
  {
    const char *place;
    const char *answer;
  } places[] = {
    { "overview", "overview" }, { "requests", "states" }, { "documents", "documents" }, { "profile", "profile" },
    { "messages", "message" }, { "security", "security" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      mock_window_act (self, "win.go-to", places[i].place);
      test_wait_until (g_strcmp0 (first_answer (self), places[i].answer) == 0);
    }
  mock_window_act (self, "win.new-request", NULL);
  test_wait_until (g_strcmp0 (first_answer (self), "hand-in") == 0);
}

static AdwExpanderRow *
find_row (AdwDialog  *help,
          const char *title)
{
  GtkWidget *row = NULL;

  for (guint i = 0; (row = harness_find (help, ADW_TYPE_EXPANDER_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return ADW_EXPANDER_ROW (row);
  return NULL;
}

static AdwDialog *
open_help (MockWindow *self)
{
  AdwDialog *help = ADW_DIALOG (hkk_help_dialog_new ());

  adw_dialog_present (help, GTK_WIDGET (self->window));
  return help;
}

/* What belongs to the page stands first, unfolded, and has the focus. */
static void
the_answer_is_open (MockWindow    *self,
                    gconstpointer  data)
{
  static const char * const ids[] = { "password", "device", NULL };
  AdwDialog *help = open_help (self);
  AdwExpanderRow *first = NULL;
  GtkWidget *focus = NULL;

  hkk_help_dialog_show_here (HKK_HELP_DIALOG (help), ids);
  first = ADW_EXPANDER_ROW (harness_find (help, ADW_TYPE_EXPANDER_ROW, 0));
  g_assert_true (first == find_row (help, "How do I change my password?"));
  g_assert_true (harness_find (help, ADW_TYPE_EXPANDER_ROW, 1) ==
                 GTK_WIDGET (find_row (help, "How do I register a device?")));
  g_assert_true (adw_expander_row_get_expanded (first));
  test_wait_until ((focus = gtk_window_get_focus (GTK_WINDOW (self->window))) != NULL &&
                   (focus == GTK_WIDGET (first) || gtk_widget_is_ancestor (focus, GTK_WIDGET (first))));
  g_assert_true (harness_shows (help, "(IAM)"));
}

/* Steps are rows of a list, and each page that is spoken of is one click away. */
static void
a_link_leads_to_its_page (MockWindow    *self,
                          gconstpointer  data)
{
  AdwDialog *help = open_help (self);
  AdwExpanderRow *row = NULL;
  GtkListBox *steps = NULL;

  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "forgotten");
  row = find_row (help, "I forgot my password or my approval PIN");
  for (guint i = 0; steps == NULL || !gtk_widget_has_css_class (GTK_WIDGET (steps), "hkk-help-steps"); i++)
    steps = GTK_LIST_BOX (harness_find (row, GTK_TYPE_LIST_BOX, i));
  g_assert_nonnull (gtk_list_box_get_row_at_index (steps, 3));
  g_assert_null (gtk_list_box_get_row_at_index (steps, 4));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (steps, 2)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "3. Identify yourself again with NECT.");
  g_signal_emit_by_name (harness_find_button (row, "About NECT"), "clicked");
  g_assert_true (adw_expander_row_get_expanded (find_row (help, "What is NECT?")));
  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "password");
  row = find_row (help, "How do I change my password?");
  g_signal_emit_by_name (harness_find_button (row, "Open “Security”"), "clicked");
  test_wait_until (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) == NULL);
  test_wait_until (g_strcmp0 (first_answer (self), "security") == 0);
}

/* Who complains about accessibility writes to who is in charge of it. */
static void
a_complaint_has_its_subject (MockWindow    *self,
                             gconstpointer  data)
{
  AdwDialog *help = open_help (self);
  HkkFormPage *page = NULL;

  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "complain");
  g_signal_emit_by_name (harness_find_button (find_row (help, "Something is not accessible for me"),
                                              "Write a message about it"), "clicked");
  test_wait_until (HKK_IS_FORM_PAGE (mock_window_get_task (self)));
  page = HKK_FORM_PAGE (mock_window_get_task (self));
  test_wait_until (hkk_form_page_get_model (page) != NULL);
  g_assert_cmpstr (hkk_form_values_get_string (hkk_form_model_get_values (hkk_form_page_get_model (page)), "category"),
                   ==, "access");
}

/* Over another dialog there is no page to go to; the other answers are there. */
static void
over_a_dialog_no_page_is_offered (MockWindow    *self,
                                  gconstpointer  data)
{
  AdwDialog *below = adw_dialog_new ();
  AdwDialog *help = NULL;
  AdwExpanderRow *row = NULL;

  adw_dialog_set_child (below, gtk_button_new_with_label ("Below"));
  adw_dialog_present (below, GTK_WIDGET (self->window));
  help = open_help (self);
  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "password");
  row = find_row (help, "How do I change my password?");
  test_wait_until (harness_shows (row, "I forgot it"));
  g_assert_false (harness_shows (row, "Open “Security”"));
}

#define ADD(name, test) g_test_add ("/ui/help/" name, MockWindow, NULL, mock_window_set_up, test, mock_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  harness_init (&argc, &argv);
  g_test_add_func ("/ui/help/every-fact-is-said", every_fact_is_said);
  g_test_add_func ("/ui/help/every-link-leads-somewhere", every_link_leads_somewhere);
  g_test_add_func ("/ui/help/every-error-has-its-answer", every_error_has_its_answer);
  ADD ("each-place-has-its-answers", each_place_has_its_answers);
  ADD ("the-answer-is-open", the_answer_is_open);
  ADD ("a-link-leads-to-its-page", a_link_leads_to_its_page);
  ADD ("a-complaint-has-its-subject", a_complaint_has_its_subject);
  ADD ("over-a-dialog-no-page-is-offered", over_a_dialog_no_page_is_offered);
  return g_test_run ();
}
