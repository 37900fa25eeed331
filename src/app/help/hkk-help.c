/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help.h"

#include <glib.h>
#include <glib/gi18n.h>

typedef enum
{
  TOPIC_SIGN_IN,
  TOPIC_APPROVALS,
  TOPIC_PROGRAM,
} Topic;

static const char * const topics[] = {
  [TOPIC_SIGN_IN] = N_("Sign in and register"),
  [TOPIC_APPROVALS] = N_("Approvals in the Service-App"),
  /* TRANSLATORS: Heading of a group of questions: drafts, security, accessibility */
  [TOPIC_PROGRAM] = N_("This program"),
};

/* By topic. */
static const struct
{
  Topic       topic;
  const char *question; /* untranslated, it is the id too */
  const char *answer;
} entries[] = {
  { TOPIC_SIGN_IN, N_("Do I have to register again?"),
    N_("No. If you are registered for the portal or the Service-App, the same insurance number and password are valid "
       "here. You never register again.") },
  { TOPIC_SIGN_IN, N_("What do I need for everything to work?"),
    N_("The Service-App on a smartphone or tablet that is registered for you. Without it you can read most things and "
       "write plain messages.") },
  { TOPIC_SIGN_IN, N_("How do I register for the first time?"),
    N_("In the Service-App. Have your identity card or passport and your health card ready. Choose “Registrieren”, "
       "type your insurance number, your birth date and the last 6 digits of your health card’s number, identify "
       "yourself with NECT, then choose a password and an approval PIN.") },
  { TOPIC_SIGN_IN, N_("Which documents are accepted?"),
    N_("Every valid German identity card, and common valid passports, which may take somewhat longer in single "
       "cases.") },
  { TOPIC_SIGN_IN, N_("What is NECT?"),
    N_("A company from Hamburg whose procedure has won awards; its app is certified by TÜV for data protection. You "
       "film your document, photograph its back and read shown words aloud in a short video of yourself. A machine "
       "checks it around the clock; only in single cases a person helps, as a rule within 10 minutes. There is no "
       "conversation with an adviser who films your living room, and no waiting for registered mail. The "
       "identification is required by law.") },
  { TOPIC_SIGN_IN, N_("I forgot my password or my approval PIN"),
    N_("Open the Service-App and choose “Passwort/Freigabe-Pin vergessen”. At present this needs the full "
       "identification again; a simpler way is being worked on.") },
  { TOPIC_SIGN_IN, N_("What does “Stay signed in” need?"),
    N_("A keyring: the place where your desktop keeps passwords. Your sign-in is kept there and nowhere else. Without "
       "a keyring, or while it is locked, you are signed in until you quit.") },
  { TOPIC_SIGN_IN, N_("The window is locked. Do I need the internet to go on?"),
    N_("No. The window locks after 5 minutes, with the screen, and with Ctrl+L; what you began is kept. This computer "
       "checks your password by itself and shows what it has. After five wrong passwords only the portal can check it. "
       "Mistakes at the lock do not lock your access. If you changed the password elsewhere, type the new one and "
       "choose “I changed it elsewhere”: the portal checks it.") },
  { TOPIC_SIGN_IN, N_("How do I change my password?"),
    N_("Under “Security”, or in the Service-App under “Einstellungen”.") },
  { TOPIC_APPROVALS, N_("What is 2FA?"),
    N_("Two things together prove that it is you: something you know, your password, and something you have, your "
       "smartphone or tablet. It has been in force since 4 March 2020.") },
  { TOPIC_APPROVALS, N_("Which data does it protect, and why?"),
    N_("What is sensitive and could do harm in wrong hands: health data, personal data, payments. The legal ground is "
       "the guideline under § 217f Abs. 4b SGB V and its implementation guide.") },
  { TOPIC_APPROVALS, N_("How do I approve a request?"),
    N_("Fill in the form and hand it in. A dialog appears here. Open the Service-App, type the number that the dialog "
       "shows, and approve with fingerprint, Face-ID or your approval PIN.") },
  { TOPIC_APPROVALS, N_("What is the number for?"),
    N_("It makes sure that you approve what you started here and nothing that somebody else has started. It is an "
       "addition of this program.") },
  { TOPIC_APPROVALS, N_("The Service-App shows no prompt"),
    N_("Open the Service-App, then the side menu, “2FA-Freigabe”, “Abrufen”. “Check now” in the dialog here always "
       "works too.") },
  { TOPIC_APPROVALS, N_("How do I register a device?"),
    N_("Open the Service-App and sign in with your insurance number and password. Then scan the QR code of the letter "
       "with your access data, or use your health card: the last 6 digits of its number and its validity.") },
  { TOPIC_APPROVALS, N_("How do I register a second device?"),
    N_("As the first one. Then confirm it on the first: the new device shows a number, which you type there. If the "
       "first one is not at hand, register the new one with a letter: then it can approve after an hour, and you get a "
       "message at once. If you have no letter, lock the first one under “Security”, then order one there: that needs "
       "no approval then. The first one can be unlocked again.") },
  { TOPIC_APPROVALS, N_("My device is lost or locked"),
    N_("Lock a lost one under “Security”: from then on it can approve nothing, and what is open on it is withdrawn. "
       "Another device unlocks it, or a letter with a QR code that you order there. There you can also remove it.") },
  { TOPIC_PROGRAM, N_("What happens to what I typed when something breaks?"),
    N_("Drafts are saved as you type, encrypted on this computer. A draft is only deleted after the portal has "
       "received it.") },
  { TOPIC_PROGRAM, N_("What becomes of my drafts when I sign out?"),
    N_("They stay on this computer, encrypted, and open when you sign in again. The key is with the portal, so nobody "
       "else can read them.") },
  { TOPIC_PROGRAM, N_("Was my request sent twice?"),
    N_("No. Each request is handed in once or not at all, even when the connection breaks. If no answer came, you see "
       "“Result unknown – being checked” until it is clear.") },
  { TOPIC_PROGRAM, N_("How is the connection protected?"),
    N_("All connections are encrypted. “SSL” (Secure Socket Layer) is the familiar name; TLS 1.3, its successor, is "
       "what is used here.") },
  /* TRANSLATORS: A question in Help: what the program does for people with disabilities */
  { TOPIC_PROGRAM, N_("Accessibility"),
    /* xgettext:no-c-format */
    N_("Everything works with the keyboard alone, with a screen reader, with text at 200 % and in windows of 360 "
       "pixels. Colours and contrast follow your desktop. Known limits: documents open in the viewer of your desktop, "
       "and older letters may not be tagged for screen readers. If something does not work for you, write to us under "
       "“Messages & contact”, category technology and access.") },
};

static gsize
find (const char *id)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (entries) && g_strcmp0 (entries[i].question, id) != 0)
    i++;
  return i;
}

/**
 * hkk_help_get_id:
 * @index: from 0 on
 *
 * Returns: (transfer none) (nullable): the id of a question; %NULL after the last one
 */
const char *
hkk_help_get_id (unsigned int index)
{
  return index < G_N_ELEMENTS (entries) ? entries[index].question : NULL;
}

/**
 * hkk_help_get_topic:
 * @id: of a question
 *
 * Returns: (transfer none) (nullable): the heading above the question
 */
const char *
hkk_help_get_topic (const char *id)
{
  gsize i = find (id);

  return i < G_N_ELEMENTS (entries) ? _(topics[entries[i].topic]) : NULL;
}

/**
 * hkk_help_get_question:
 * @id: of a question
 *
 * Returns: (transfer none) (nullable): the question
 */
const char *
hkk_help_get_question (const char *id)
{
  gsize i = find (id);

  return i < G_N_ELEMENTS (entries) ? _(entries[i].question) : NULL;
}

/**
 * hkk_help_get_answer:
 * @id: of a question
 *
 * Returns: (transfer none) (nullable): the answer, plain text
 */
const char *
hkk_help_get_answer (const char *id)
{
  gsize i = find (id);

  return i < G_N_ELEMENTS (entries) ? _(entries[i].answer) : NULL;
}
