/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-error-text.h"
#include "hkk-health-card-page.h"
#include "hkk-help-context.h"
#include "hkk-help-dialog.h"
#include "hkk-help.h"
#include "hkk-portal-error.h"
#include "hkk-portal-private.h"
#include "hkk-form-page.h"
#include "hkk-preferences-dialog.h"
#include "hkk-search-dialog.h"
#include "mock-window.h"
#include "text.h"

/* What the help must say, and where. */
static const struct
{
  const char *id;
  const char *english; /* words parted by | */
  const char *german;
} facts[] = {
  { "again",
    "same insurance number and the same password|in the Service-App, too",
    "derselben Versichertennummer und demselben Passwort|auch in der Service-App" },
  { "register",
    "Service-App|App Store or Play Store|Register for the first time|insurance number, your birth date|last 6 digits|"
    "NECT|approval PIN",
    "Service-App|App Store oder Play Store|„Registrieren“|Versichertennummer, Geburtsdatum|letzten 6 Ziffern|NECT|"
    "Freigabe-PIN" },
  { "document",
    "every valid German identity card|passports|single cases",
    "gültigen deutschen Personalausweise|Reisepässe|Einzelfällen" },
  { "nect",
    "Hamburg|award|certified by TÜV for data protection|film the front|photograph its back|read the words aloud|"
    "A machine|around the clock|single cases|at most 10 minutes|living room|registered mail|required by law",
    "Hamburg|Preise|vom TÜV für Datenschutz zertifiziert|filmen die Vorderseite|fotografieren die Rückseite|lesen "
    "darin die Wörter vor|maschinell|rund um die Uhr|Einzelfällen|höchstens 10 Minuten|Wohnzimmer|Einschreiben|"
    "gesetzlich vorgeschrieben" },
  { "forgotten",
    "Forgotten password/approval PIN|again with NECT|full identification|simpler way is being worked on|locked for a "
    "while",
    "Passwort/Freigabe-Pin vergessen|noch einmal mit NECT|volle Identifizierung|arbeiten an einem einfacheren Weg|für "
    "eine Weile gesperrt" },
  { "password",
    "“Personal data”|“Password”|“Security”|Change password|Approve it in the Service-App|(IAM)|“Settings”",
    "„Persönliche Daten“|„Passwort“|„Sicherheit“|Passwort ändern|in der Service-App frei|(IAM)|„Einstellungen“" },
  { "2fa",
    "two-factor|you know|you have|4 March 2020",
    "2-Faktor|das Sie wissen|das Sie besitzen|4. März 2020" },
  { "protects",
    "sensitive|harm|GKV-Spitzenverband|§ 217f Absatz 4b SGB V|implementation guide",
    "sensibel|Schaden|GKV-Spitzenverband|§ 217f Absatz 4b SGB V|Umsetzungsleitfaden" },
  { "device",
    "App Store or Play Store|QR code of the letter|health card|60 days",
    "App Store oder Play Store|QR-Code aus dem Brief|Gesundheitskarte|60 Tage" },
  { "encryption",
    "encrypted|“SSL” (Secure Socket Layer)|TLS",
    "verschlüsselt|„SSL“ (Secure Socket Layer)|TLS" },
  { "trouble",
    "proxy|slow",
    "Proxy|langsam" },
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
    "side menu|“2FA approval”|“Fetch”|“Check now”",
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
    "outbox|handed in by itself, and you approve it then",
    "Postausgang|von selbst eingereicht, und Sie geben es frei" },
  { "time",
    "5 minutes|“Not yet”|12 hours|30 days|60 minutes|up to ten times|where you type it|60 days|15 minutes after|"
    "until when you can cancel it|after a day|no limit",
    "5 Minuten|„Noch nicht“|12 Stunden|30 Tagen|60 Minuten|bis zu zehnmal|wo Sie ihn eingeben|60 Tage|"
    "15 Minuten lang, nachdem|bis wann Sie ihn hier absagen|nach einem Tag|keine Grenze" },
  { "kept",
    "encrypted|keyring|this computer can check it",
    "verschlüsselt|Schlüsselbund|dieser Computer es prüfen kann" },
  { "notifications",
    "whether, and whether with names",
    "ob, und ob mit Namen" },
  { "certificate",
    "at once|opens only after you have approved it",
    "sofort|öffnet sich erst, wenn Sie sie in der Service-App freigegeben haben" },
  { "accessibility",
    "EN 301 549|WCAG 2.1|AA|of our own|Orca|Contrasts|200 %|Last review: 30 November 2026",
    "EN 301 549|WCAG 2.1|AA|Selbstbewertung|Orca|Kontraste|200 %" },
  { "limits",
    "PDFs|another program|which row of how many|landmarks|GTK 4.18",
    "PDFs|anderen Programm|die wievielte Zeile|Orientierungspunkte|GTK 4.18" },
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

static gboolean
window_has_action (const char *action)
{
  GtkWidgetClass *widget_class = g_type_class_get (HKK_TYPE_WINDOW);
  const char *name = NULL;
  const char *property = NULL;
  const GVariantType *type = NULL;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (widget_class, i, &owner, &name, &type, &property); i++)
    if (g_str_equal (name, action))
      return TRUE;
  return FALSE;
}

static void
check_link (const HkkHelpLink *link)
{
  HkkPlace place;

  if (g_str_has_prefix (link->action, "win."))
    g_assert_true (window_has_action (link->action));
  if (g_str_equal (link->action, "app.answer"))
    g_assert_nonnull (hkk_help_find (link->target));
  if (g_str_equal (link->action, "win.go-to"))
    g_assert_true (hkk_place_find (link->target, &place));
}

/* Of each id there is one entry, and a link leads to what there is. The house rules know more: forms, and the actions
 * of the program. */
static void
every_link_leads_somewhere (void)
{
  g_autoptr(GTypeClass) window_class = g_type_class_ref (HKK_TYPE_WINDOW);
  const HkkHelpEntry *entry = NULL;

  for (guint i = 0; (entry = hkk_help_get (i)) != NULL; i++)
    {
      g_assert_true (hkk_help_find (entry->id) == entry);
      for (gsize j = 0; j < HKK_HELP_MAX_LINKS && entry->links[j].action != NULL; j++)
        check_link (&entry->links[j]);
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
    { HKK_PORTAL_ERROR_LOCKED, "forgotten" }, { HKK_PORTAL_ERROR_PROXY, "trouble" },
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

static AdwDialog *
get_dialog (MockWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

static const char *
first_answer (MockWindow *self)
{
  const char * const *ids = hkk_help_context_find (ADW_APPLICATION_WINDOW (self->window));

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
  test_wait_until (get_dialog (self) == NULL);
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

static void
follow (MockWindow *self,
        const char *id,
        const char *question,
        const char *label)
{
  AdwDialog *help = open_help (self);

  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), id);
  g_signal_emit_by_name (harness_find_button (find_row (help, question), label), "clicked");
}

/* What is opened over the window waits for the help to be gone. */
static void
a_link_opens_a_dialog_or_a_task (MockWindow    *self,
                                 gconstpointer  data)
{
  follow (self, "find", "How do I find something?", "Find anything");
  test_wait_until (HKK_IS_SEARCH_DIALOG (get_dialog (self)));
  adw_dialog_force_close (get_dialog (self));
  test_wait_until (get_dialog (self) == NULL);
  follow (self, "health-card", "Health card: number, validity, a new one", "Open “Health card”");
  test_wait_until (HKK_IS_HEALTH_CARD_PAGE (mock_window_get_task (self)));
}

/* Enter opens what stands first on the screen. */
static void
the_first_hit_is_opened (MockWindow    *self,
                         gconstpointer  data)
{
  static const char * const ids[] = { "security", NULL };
  AdwDialog *help = open_help (self);
  GtkWidget *entry = harness_find (help, GTK_TYPE_SEARCH_ENTRY, 0);

  hkk_help_dialog_show_here (HKK_HELP_DIALOG (help), ids);
  adw_expander_row_set_expanded (find_row (help, "Who was signed in, and where?"), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "sign");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (adw_expander_row_get_expanded (find_row (help, "Who was signed in, and where?")));
}

/* A question over a page or a dialog is about what lies below it. */
static void
a_question_has_the_answers_of_what_is_below (MockWindow    *self,
                                             gconstpointer  data)
{
  AdwDialog *below = ADW_DIALOG (hkk_preferences_dialog_new ());

  mock_window_act (self, "win.go-to", "security");
  test_wait_until (g_strcmp0 (first_answer (self), "security") == 0);
  adw_dialog_present (ADW_DIALOG (adw_alert_dialog_new ("Above the page", NULL)), GTK_WIDGET (self->window));
  g_assert_cmpstr (first_answer (self), ==, "security");
  adw_dialog_force_close (get_dialog (self));
  test_wait_until (get_dialog (self) == NULL);
  adw_dialog_present (below, GTK_WIDGET (self->window));
  g_assert_cmpstr (first_answer (self), ==, "language");
  adw_dialog_present (ADW_DIALOG (adw_alert_dialog_new ("Above the dialog", NULL)), GTK_WIDGET (self->window));
  g_assert_false (get_dialog (self) == below);
  g_assert_cmpstr (first_answer (self), ==, "language");
}

static void
check_action (GtkActionable *button)
{
  g_autofree char *action = NULL;

  if (g_strcmp0 (gtk_actionable_get_action_name (button), "help.follow") != 0)
    return;
  g_variant_get (gtk_actionable_get_action_target_value (button), "(ss)", &action, NULL);
  g_assert_true (g_str_has_prefix (action, "app."));
  g_assert_cmpstr (action, !=, "app.preferences");
}

static void
check_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    check_action (GTK_ACTIONABLE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_buttons (child);
}

/* The window behind the lock is hidden, and who passes by does not change how the program works. */
static void
at_the_lock_only_answers_are_offered (MockWindow    *self,
                                      gconstpointer  data)
{
  AdwDialog *help = ADW_DIALOG (hkk_help_dialog_new ());
  const HkkHelpEntry *entry = NULL;

  hkk_portal_lock (self->portal);
  test_wait_until (self->window->lock_window != NULL);
  adw_dialog_present (help, GTK_WIDGET (self->window->lock_window));
  for (guint i = 0; (entry = hkk_help_get (i)) != NULL; i++)
    hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), entry->id);
  test_wait_until (harness_shows (help, "Show all keys") && harness_shows (help, "How to complain"));
  check_buttons (GTK_WIDGET (help));
}

/* A portal need not serve everything. */
static void
what_the_portal_lacks_is_not_offered (MockWindow    *self,
                                      gconstpointer  data)
{
  static const char * const served[] = { "list_requests", "submit_request", "get_data_key", "list_forms", NULL };
  AdwDialog *help = open_help (self);

  mock_window_serve (self, served);
  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "health-card");
  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "security");
  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "hand-in");
  test_wait_until (harness_shows (help, "Open “Requests”") && harness_shows (help, "Choose a form"));
  g_assert_false (harness_shows (help, "Open “Health card”"));
  g_assert_false (harness_shows (help, "Open “Security”"));
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

static guint
count_topics (AdwDialog *help)
{
  GtkWidget *box = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (help), HKK_TYPE_HELP_DIALOG, "topics_box"));
  guint n = 0;

  for (GtkWidget *topic = gtk_widget_get_first_child (box); topic != NULL; topic = gtk_widget_get_next_sibling (topic))
    n++;
  return n;
}

/* The topics come one after the other, and what is asked for is there at once. */
static void
topics_come_in_turns (MockWindow    *self,
                      gconstpointer  data)
{
  AdwDialog *help = open_help (self);
  guint n = 0;

  g_assert_cmpuint (count_topics (help), ==, 1);
  test_wait_until (count_topics (help) > 5);
  test_drain ();
  n = count_topics (help);
  adw_dialog_force_close (help);
  help = open_help (self);
  hkk_help_dialog_show_answer (HKK_HELP_DIALOG (help), "limits");
  g_assert_cmpuint (count_topics (help), ==, n);
  test_drain ();
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
  ADD ("a-link-opens-a-dialog-or-a-task", a_link_opens_a_dialog_or_a_task);
  ADD ("topics-come-in-turns", topics_come_in_turns);
  ADD ("the-first-hit-is-opened", the_first_hit_is_opened);
  ADD ("a-question-has-the-answers-of-what-is-below", a_question_has_the_answers_of_what_is_below);
  ADD ("at-the-lock-only-answers-are-offered", at_the_lock_only_answers_are_offered);
  ADD ("what-the-portal-lacks-is-not-offered", what_the_portal_lacks_is_not_offered);
  ADD ("over-a-dialog-no-page-is-offered", over_a_dialog_no_page_is_offered);
  return g_test_run ();
}
