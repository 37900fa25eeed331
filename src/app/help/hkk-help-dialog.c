/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help-dialog.h"

#include <glib/gi18n.h>

struct _HkkHelpDialog
{
  AdwDialog  parent_instance;

  GtkBox    *topics_box;
};

G_DEFINE_FINAL_TYPE (HkkHelpDialog, hkk_help_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  const char *question; /* NULL ends a topic */
  const char *answer;
} HelpEntry;

static const HelpEntry sign_in_entries[] = {
  { N_("Do I have to register again?"),
    N_("No. If you are registered for the portal or the Service-App, the same insurance number and password are valid "
       "here. You never register again.") },
  { N_("What do I need for everything to work?"),
    N_("The Service-App on a smartphone or tablet that is registered for you. Without it you can read most things and "
       "write plain messages.") },
  { N_("How do I register for the first time?"),
    N_("In the Service-App. Have your identity card or passport and your health card ready. Choose “Registrieren”, "
       "type your insurance number, your birth date and the last 6 digits of your health card’s number, identify "
       "yourself with NECT, then choose a password and an approval PIN.") },
  { N_("Which documents are accepted?"),
    N_("Every valid German identity card, and common valid passports, which may take somewhat longer in single "
       "cases.") },
  { N_("What is NECT?"),
    N_("A company from Hamburg whose procedure has won awards; its app is certified by TÜV for data protection. You "
       "film your document, photograph its back and read shown words aloud in a short video of yourself. A machine "
       "checks it around the clock; only in single cases a person helps, as a rule within 10 minutes. There is no "
       "conversation with an adviser who films your living room, and no waiting for registered mail. The "
       "identification is required by law.") },
  { N_("I forgot my password or my approval PIN"),
    N_("Open the Service-App and choose “Passwort/Freigabe-Pin vergessen”. At present this needs the full "
       "identification again; a simpler way is being worked on.") },
  { N_("What does “Stay signed in” need?"),
    N_("A keyring: the place where your desktop keeps passwords. Your sign-in is kept there and nowhere else. Without "
       "a keyring, or while it is locked, you are signed in until you quit.") },
  { N_("The window is locked. Do I need the internet to go on?"),
    N_("No. The window locks after 5 minutes, with the screen, and with Ctrl+L; what you began is kept. This computer "
       "checks your password by itself and shows what it has. After five wrong passwords only the portal can check it. "
       "Mistakes at the lock do not lock your access. If you changed the password elsewhere, type the new one and "
       "choose “I changed it elsewhere”: the portal checks it.") },
  { N_("How do I change my password?"),
    N_("Under “Security”, or in the Service-App under “Einstellungen”.") },
  { NULL },
};

static const HelpEntry approval_entries[] = {
  { N_("What is 2FA?"),
    N_("Two things together prove that it is you: something you know, your password, and something you have, your "
       "smartphone or tablet. It has been in force since 4 March 2020.") },
  { N_("Which data does it protect, and why?"),
    N_("What is sensitive and could do harm in wrong hands: health data, personal data, payments. The legal ground is "
       "the guideline under § 217f Abs. 4b SGB V and its implementation guide.") },
  { N_("How do I approve a request?"),
    N_("Fill in the form and hand it in. A dialog appears here. Open the Service-App, type the number that the dialog "
       "shows, and approve with fingerprint, Face-ID or your approval PIN.") },
  { N_("What is the number for?"),
    N_("It makes sure that you approve what you started here and nothing that somebody else has started. It is an "
       "addition of this program.") },
  { N_("The Service-App shows no prompt"),
    N_("Open the Service-App, then the side menu, “2FA-Freigabe”, “Abrufen”. “Check now” in the dialog here always "
       "works too.") },
  { N_("How do I register a device?"),
    N_("Open the Service-App and sign in with your insurance number and password. Then scan the QR code of the letter "
       "with your access data, or use your health card: the last 6 digits of its number and its validity.") },
  { NULL },
};

static const HelpEntry program_entries[] = {
  { N_("What happens to what I typed when something breaks?"),
    N_("Drafts are saved as you type, encrypted on this computer. A draft is only deleted after the portal has "
       "received it.") },
  { N_("What becomes of my drafts when I sign out?"),
    N_("They stay on this computer, encrypted, and open when you sign in again. The key is with the portal, so nobody "
       "else can read them.") },
  { N_("Was my request sent twice?"),
    N_("No. Each request is handed in once or not at all, even when the connection breaks. If no answer came, you see "
       "“Result unknown – being checked” until it is clear.") },
  { N_("How is the connection protected?"),
    N_("All connections are encrypted. “SSL” (Secure Socket Layer) is the familiar name; TLS 1.3, its successor, is "
       "what is used here.") },
  { N_("Accessibility"),
    N_("Everything works with the keyboard alone, with a screen reader, with text at 200 % and in windows of 360 "
       "pixels. Colours and contrast follow your desktop. Known limits: documents open in the viewer of your desktop, "
       "and older letters may not be tagged for screen readers. If something does not work for you, write to us under "
       "“Messages & contact”, category technology and access.") },
  { NULL },
};

static const struct
{
  const char      *title;
  const HelpEntry *entries;
} topics[] = {
  { N_("Sign in and register"), sign_in_entries },
  { N_("Approvals in the Service-App"), approval_entries },
  { N_("This program"), program_entries },
};

static GtkWidget *
make_answer (const HelpEntry *entry)
{
  GtkWidget *answer = gtk_label_new (_(entry->answer));

  gtk_label_set_wrap (GTK_LABEL (answer), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (answer), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (answer), 0);
  gtk_label_set_selectable (GTK_LABEL (answer), TRUE);
  gtk_widget_set_margin_start (answer, 12);
  gtk_widget_set_margin_end (answer, 12);
  gtk_widget_set_margin_top (answer, 12);
  gtk_widget_set_margin_bottom (answer, 12);
  return answer;
}

/* All answers would be measured when the dialog opens, shown or not. */
static void
on_expanded (AdwExpanderRow *row,
             GParamSpec     *pspec,
             gpointer        data)
{
  g_signal_handlers_disconnect_by_func (row, on_expanded, data);
  adw_expander_row_add_row (row, make_answer (data));
}

static GtkWidget *
make_row (const HelpEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(entry->question));
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), (gpointer) entry);
  return row;
}

static void
hkk_help_dialog_class_init (HkkHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkHelpDialog, topics_box);
}

static void
hkk_help_dialog_init (HkkHelpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(topics[i].title));
      for (const HelpEntry *entry = topics[i].entries; entry->question != NULL; entry++)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (entry));
      gtk_box_append (self->topics_box, group);
    }
}

/**
 * hkk_help_dialog_new:
 *
 * Returns: (transfer floating): questions and answers, to present
 */
HkkHelpDialog *
hkk_help_dialog_new (void)
{
  return g_object_new (HKK_TYPE_HELP_DIALOG, NULL);
}
