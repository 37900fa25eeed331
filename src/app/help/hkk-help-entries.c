/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help-entries.h"

#include <glib/gi18n.h>

/* {date}: of the last review. */

static const HkkHelpEntry sign_in[] = {
  { "again", N_("Do I have to register again?"),
    N_("No. If you are registered for the portal or the Service-App, you sign in here with the same insurance "
       "number and the same password. Both are valid in the Service-App, too. You do not register a second time.") },
  { "need", N_("What do I need for everything to work?"),
    N_("The Service-App on a smartphone or tablet that is registered for you. Without it you can sign in, read "
       "most things and write plain messages, but hand in nothing that needs an approval."),
    .links = { { N_("How to register a device"), "app.answer", "device" } } },
  { "register", N_("How do I register for the first time?"),
    N_("Once, in the Service-App. Have your identity card or passport and your health card ready."),
    { N_("Get the Service-App from the App Store or Play Store, on your smartphone or tablet. “First "
         "registration” here shows a QR code that leads there."),
      N_("Choose “Register for the first time” in it. Type your insurance number, your birth date and the last 6 "
         "digits of your health card’s number."),
      N_("Identify yourself with NECT: a video of the front of your document, a photo of its back, a short "
         "video of you in which you read the shown words aloud."),
      N_("Choose a new password and an approval PIN. Your device is then bound: you approve with it.") },
    N_("Then sign in here with your insurance number and the new password."),
    { { N_("Open “First registration”"), "app.guide", "registration" },
      /* TRANSLATORS: button below an answer of the help: shows the answer about the identification procedure */
      { N_("About NECT"), "app.answer", "nect" } } },
  { "document", N_("Which documents are accepted?"),
    N_("Every valid German identity card, and common valid passports, which may take somewhat longer in single "
       "cases.") },
  { "nect", N_("What is NECT?"),
    N_("A company from Hamburg. Its procedure has won awards, and its app is certified by TÜV for data "
       "protection. There are three steps:"),
    { N_("You film the front of your document."),
      N_("You photograph its back."),
      N_("You record a short video of yourself and read the words aloud that are shown.") },
    N_("A machine checks it, around the clock. Only in single cases a person helps, as a rule for at most 10 "
       "minutes. There is no conversation with an adviser who films your living room, and no waiting for "
       "registered mail. The identification is required by law.") },
  { "forgotten", N_("I forgot my password or my approval PIN"),
    N_("You choose new ones in the Service-App:"),
    { N_("Open the Service-App and choose “Forgotten password/approval PIN”."),
      N_("Type your insurance number and your birth date."),
      N_("Identify yourself again with NECT."),
      N_("Choose a new password and a new approval PIN.") },
    N_("All sessions end, and your other devices are unbound. At present this needs the full identification; a "
       "simpler way is being worked on. After several wrong passwords your access is locked for a while: wait as "
       "long as the message says, then try again."),
    { { N_("Open “Forgotten password”"), "app.guide", "recovery" }, { N_("About NECT"), "app.answer", "nect" } } },
  { "password", N_("How do I change my password?"), N_("As long as you know it:"),
    { N_("Go to “Personal data” (in the portal: “Personal data & settings”) and choose “Password”. This leads to "
         "the page “Security”."),
      N_("Choose “Change password”. Type the present password and the new one."),
      N_("Approve it in the Service-App. Without a registered device the present password is enough.") },
    N_("The identity service of the portal (IAM) carries it out. In the Service-App you find it at the bottom, "
       "under “Settings”."),
    /* TRANSLATORS: button below an answer of the help: goes to that page */
    { { N_("Open “Security”"), "win.go-to", "security" }, { N_("I forgot it"), "app.answer", "forgotten" } } },
  { "stay", N_("What does “Stay signed in” need?"),
    N_("A keyring: the place where your computer keeps passwords. Your sign-in is kept there and nowhere else. "
       "Without a keyring, or while it is locked, you are signed in until you quit.") },
  { "lock", N_("The window is locked. Do I need the internet to go on?"),
    N_("No. The window locks after 5 minutes, with the screen, and with Ctrl+L; what you began is kept. This "
       "computer checks your password by itself and shows what it has. After five wrong passwords only the "
       "portal can check it. Mistakes at the lock do not lock your access. If you changed the password "
       "elsewhere, type the new one and choose “I changed it elsewhere”: the portal checks it.") },
};

static const HkkHelpEntry approvals[] = {
  { "2fa", N_("What is 2FA?"),
    N_("2FA is short for two-factor authentication. Two things together prove that it is you: something you "
       "know, your password, and something you have, your smartphone or tablet. It has been in force since 4 "
       "March 2020.") },
  { "protects", N_("Which data does it protect, and why?"),
    N_("Above all your personal data: name, address, bank account. Also requests that found or prove an "
       "insurance, your health data, and payments. They are sensitive and could do harm in wrong hands. The "
       "legal ground is the guideline of the GKV-Spitzenverband under § 217f Absatz 4b SGB V, and its "
       "implementation guide.") },
  { "approve", N_("How do I approve a request?"), N_("With the Service-App, at once:"),
    { N_("Fill in the form and hand it in. A window with a number appears here."),
      N_("Open the Service-App at once: the time is limited, and the window tells how much is left."),
      N_("Read there what you approve, and type the number that the window shows."),
      N_("Approve with fingerprint, Face-ID or your approval PIN.") },
    N_("“More time” gives you more of it. When the time has run out, nothing was handed in, and your entries "
       "are kept."),
    { { N_("The Service-App shows no prompt"), "app.answer", "no-prompt" } } },
  { "number", N_("What is the number for?"),
    N_("It makes sure that you approve what you started here and nothing that somebody else has started. It is "
       "an addition of this program.") },
  { "no-prompt", N_("The Service-App shows no prompt"), N_("Then fetch it:"),
    { N_("Open the Service-App, then its side menu."),
      /* TRANSLATORS: a step: an entry of the Service-App’s menu. German: 2FA-Freigabe */
      N_("Choose “2FA approval”."),
      N_("Choose “Fetch”: what waits for you appears.") },
    N_("“Check now” in the window here always works, too. “Send again” asks your device once more.") },
  { "device", N_("How do I register a device?"),
    N_("A smartphone or tablet that approves is registered once:"),
    { N_("Install the Service-App from the App Store or Play Store on it."),
      N_("Open it and sign in with your insurance number and your password."),
      N_("Follow what it says: scan the QR code of the letter with your access data, or type the last 6 digits "
         "of your health card’s number and until when the card is valid."),
      N_("Done: from now on you approve with this device.") },
    N_("The letter is valid for 60 days. If you have none, order one: it comes to the address that we know."),
    { { N_("Order a letter"), "win.order-letter", NULL }, { N_("Open “Security”"), "win.go-to", "security" },
      { N_("Where to get the Service-App"), "app.guide", "registration" } } },
  { "second-device", N_("How do I register a second device?"),
    N_("As the first one. Then confirm it on the first: the new device shows a number, which you type there. If "
       "the first one is not at hand, register the new one with a letter: then it can approve after an hour, "
       "and you get a message at once. If you have no letter, lock the first one under “Security”, then order "
       "one there: that needs no approval then. The first one can be unlocked again."),
    .links = { { N_("Open “Security”"), "win.go-to", "security" } } },
  { "locked-device", N_("My device is lost or locked"),
    N_("Lock a lost one under “Security”: from then on it can approve nothing, and what is open on it is "
       "withdrawn. After five wrong approval PINs a device locks itself. Another device unlocks it, or a letter "
       "with a QR code that you order there. There you can also remove it."),
    .links = { { N_("Open “Security”"), "win.go-to", "security" } } },
  { "not-me", N_("An approval that I did not ask for"),
    N_("Choose “That wasn’t me” in the Service-App. Nothing is done, and the session that asked ends. Then "
       "change your password, and look at the access log under “Security”: it says who was signed in, and where."),
    .links = { { N_("Open “Security”"), "win.go-to", "security" },
               { N_("How to change the password"), "app.answer", "password" } } },
};

static const HkkHelpEntry requests[] = {
  { "hand-in", N_("How do I hand in a request?"), N_("With a form, step by step:"),
    { N_("Choose “New request” and the form that fits."),
      N_("Answer the questions. What you type is saved as a draft, and you can go on later."),
      N_("Add files where papers are asked for."),
      N_("Check everything on the last page and choose “Hand in”."),
      N_("If an approval is needed, approve in the Service-App.") },
    N_("You get a reference number and a receipt with all that you handed in. Both stay with the request. A "
       "message is written and sent in the same way."),
    { { N_("Choose a form"), "win.new-request", NULL },
      /* TRANSLATORS: button below an answer of the help: goes to that page */
      { N_("Open “Requests”"), "win.go-to", "requests" } } },
  { "states", N_("What do the words of the processing status mean?"),
    N_("Each request says where it stands:"),
    { N_("Waiting for approval: it is handed in as soon as you approve it."),
      N_("Received: it is with us."),
      N_("In progress: we are working on it."),
      N_("We have a question: a paper is missing, and the request says which and until when."),
      N_("With the Medical Service: the Medical Service looks at it for us."),
      N_("Granted, partly granted or not granted: that is our decision; the letter says why."),
      N_("Paid out: the money is on its way to your account."),
      N_("Withdrawn: you have withdrawn it, and we do nothing more."),
      N_("Not approved: the approval did not come, so nothing was handed in; your entries are kept.") },
    N_("By law a decision takes 3 weeks at most, 5 with the Medical Service, 6 for dental treatment (§ 13 Abs. "
       "3a SGB V). The request shows the day."),
    { { N_("Open “Requests”"), "win.go-to", "requests" } }, .is_list = TRUE },
  { "missing-paper", N_("A paper is missing. How do I hand it in?"), N_("At the request itself:"),
    { N_("Open the request. It says which paper is missing and until when."),
      N_("Choose “Hand in documents” and add the file."),
      N_("Send it, and approve it in the Service-App.") },
    NULL, { { N_("Open “Requests”"), "win.go-to", "requests" }, { N_("Which files fit"), "app.answer", "files" } } },
  { "withdraw", N_("Can I withdraw a request?"),
    N_("Yes, until we have decided: open the request, choose “Withdraw” and approve it in the Service-App."),
    .links = { { N_("Open “Requests”"), "win.go-to", "requests" } } },
  { "objection", N_("I do not agree with a decision"),
    N_("You can object within one month. The request shows the last day and, until then, the way to the "
       "objection. Our letter says how it can be done on paper."),
    .links = { { N_("Open “Requests”"), "win.go-to", "requests" } } },
  { "unknown", N_("Was my request sent twice?"),
    N_("No. Each request is handed in once or not at all, even when the connection breaks. If no answer came, "
       "you see “Result unknown – being checked” until it is clear.") },
  { "files", N_("Which files can I add?"),
    N_("PDF, JPEG and PNG, up to 10 MB each, 10 files, 25 MB together. You can choose them, drop them on the "
       "form, paste a picture, or make one PDF of several pictures. What does not fit is said at once.") },
  { "entry", N_("How can I type dates and amounts?"),
    N_("Dates in the order that is usual in your region, with two or four digits for the year, or with the "
       "month as a word. Amounts with or without marks between the thousands: 1234,50 or 1’234.50. When you "
       "leave the field, it shows what was understood.") },
};

static const HkkHelpEntry services[] = {
  { "documents", N_("Where are my letters, and how do I save or print them?"),
    N_("Under “Documents & services”, by kind and month. Each can be opened, saved and printed; “Save all” "
       "saves all of them. A request and a message can be printed where they are shown."),
    .links = { { N_("Open “Documents & services”"), "win.go-to", "documents" } } },
  { "certificate", N_("How do I get a certificate?"), N_("As a PDF, most of them at once:"),
    { N_("Go to “Documents & services” and choose “Get a certificate”."),
      N_("Choose which one and, where it is asked for, the language or the year. One with sensitive data opens "
         "only after you have approved it in the Service-App.") },
    N_("It is among your documents from then on."),
    { { N_("Get a certificate"), "win.certificate", NULL } } },
  { "protected", N_("Why is a document or message protected?"),
    N_("It holds health data or other sensitive data. It opens after one approval in the Service-App; after "
       "that all of them open for 15 minutes.") },
  { "health-card", N_("Health card: number, validity, a new one"),
    N_("Under “Documents & services”, “Health card”. If yours is lost, stolen or does not work, order a new one "
       "there; until it comes, a replacement certificate proves your insurance."),
    .links = { { N_("Open “Health card”"), "win.open-service", "health-card" },
               { N_("Get a certificate"), "win.certificate", NULL } } },
  { "services", N_("Video consultation, appointments, brochures"),
    N_("All three are under “Documents & services”. The doctor appointment service looks for a doctor, the "
       "video consultation brings one to your screen, and brochures can be read here or come by post. None of "
       "them needs an approval."),
    .links = { { N_("Open “Documents & services”"), "win.go-to", "documents" } } },
  { "profile", N_("How do I change my address, bank account or e-mail?"),
    N_("Under “Personal data”. Choose “Change”, type the new one, and approve it in the Service-App, which "
       "shows the old and the new one. “Export everything” there saves all that we know about you in one file."),
    .links = { { N_("Open “Personal data”"), "win.go-to", "profile" } } },
  { "security", N_("Who was signed in, and where?"),
    N_("“Security” has your devices, the sessions that are open now, and the access log. You can end a session, "
       "sign out everywhere, and close the account there."),
    .links = { { N_("Open “Security”"), "win.go-to", "security" } } },
  { "message", N_("How do I write to the hkk?"),
    N_("Under “Messages & contact”, “Write a message”; our telephone numbers and opening hours are there, too. "
       "A message without attachments needs no approval. Without a connection it waits in the outbox and is "
       "sent by itself."),
    .links = { { N_("Write a message"), "win.compose", NULL },
               { N_("Open “Messages & contact”"), "win.go-to", "messages" } } },
  { "refer", N_("How do I refer a friend?"),
    N_("With the form “Refer a friend” under “New request”: a name, how we reach the person, and the consent of "
       "the person. It needs no approval."),
    .links = { { N_("Open the form"), "win.open-form", "refer-a-friend" } } },
};

static const HkkHelpEntry program[] = {
  { "overview", N_("What does the overview show?"),
    N_("“To do” has what waits for you: approvals, questions of ours with their last day, drafts. Below is what "
       "is on its way and what is new. “Last checked” says how fresh it is; F5 checks at once."),
    /* TRANSLATORS: button below an answer of the help: goes to that page */
    .links = { { N_("Open “Overview”"), "win.go-to", "overview" } } },
  { "find", N_("How do I find something?"),
    N_("Ctrl+F searches the list that you see, Ctrl+K everything: pages, requests, messages, documents, forms "
       "and this help."),
    .links = { { N_("Find anything"), "win.find", NULL } } },
  { "drafts", N_("What happens to what I typed when something breaks?"),
    N_("Drafts are saved as you type, encrypted on this computer. A draft is only deleted after the portal has "
       "received it.") },
  { "drafts-out", N_("What becomes of my drafts when I sign out?"),
    N_("They stay on this computer, encrypted, and open when you sign in again. The key is with the portal, so "
       "nobody else can read them.") },
  { "time", N_("How much time do I have?"),
    N_("There is a limit in these places, and what you typed is kept:"),
    { N_("An approval in the Service-App: 5 minutes. “More time” gives you 5 more, once."),
      N_("The window locks after 5 minutes without a key or a click. A minute before, “Not yet” puts it off."),
      N_("A sign-in ends after 12 hours; with “Stay signed in” after 30 days. 10 minutes before, “Sign in again” lets "
         "you go on where you are. Without “Stay signed in” it also ends when you do nothing for 15 minutes; you are "
         "told 2 minutes before, unless the window is locked."),
      N_("A registration or a new password in the Service-App: 60 minutes, of which the recordings for NECT have 30, "
         "and the new password 30 after them. “More time” gives you 30 more, up to ten times."),
      N_("The code for a new e-mail address: 15 minutes; where you type it you read until when. The code of a letter "
         "for a device: 60 days; its last day stands in the letter. You can have a new one sent."),
      N_("Messages and documents with health data: 15 minutes after you have approved that they are shown. After that "
         "you approve it again."),
      N_("A booked appointment says until when you can cancel it here. A request says the last day of a question of "
         "ours, and of an objection."),
      N_("A second device that nobody confirms is removed after a day. A draft has no limit: it stays until you hand "
         "it in or delete it.") },
    NULL, { { N_("What becomes of what I typed"), "app.answer", "drafts" } }, .is_list = TRUE },
  { "offline", N_("Can I use it without a connection?"),
    N_("Yes. You can read the copy that this computer keeps, fill in forms and write messages. What you send "
       "waits in the outbox until the portal can be used again; what needs an approval is handed in by itself, "
       "and you approve it then.") },
  { "kept", N_("What is kept on this computer?"),
    N_("Drafts, the outbox, and a copy of your requests, documents and messages, all encrypted. The copy can be "
       "switched off in the preferences; it is deleted at once then. Your password is never kept: only something "
       "by which this computer can check it. “Stay signed in” keeps your sign-in in the keyring."),
    .links = { { N_("Open the preferences"), "app.preferences", NULL } } },
  { "notifications", N_("How am I notified?"),
    N_("On the desktop, while the program runs: the preferences say whether, and whether with names. By e-mail "
       "or post as you choose under “Personal data”, “Notifications”."),
    .links = { { N_("Open the preferences"), "app.preferences", NULL },
               { N_("Open “Personal data”"), "win.go-to", "profile" } } },
  { "language", N_("Other language, larger text, dark colours"),
    N_("Language and colours are in the preferences. The size of the text, high contrast and reduced motion "
       "follow the settings of your computer."),
    .links = { { N_("Open the preferences"), "app.preferences", NULL } } },
  { "keys", N_("Which keys are there?"),
    N_("Everything can be done with the keyboard. F1 shows the help for the page that you see, Ctrl+1 to Ctrl+6 "
       "go to the pages, Escape closes the innermost thing."),
    .links = { { N_("Show all keys"), "app.shortcuts", NULL } } },
  { "encryption", N_("How is the connection protected?"),
    N_("All connections are encrypted. “SSL” (Secure Socket Layer) is the familiar name; TLS 1.3, its "
       "successor, is what is used here.") },
  { "trouble", N_("The portal cannot be reached"),
    N_("The message says why: this computer is offline, the address is not found, the network wants a sign-in "
       "first, or the portal has a problem, is slow to answer or is being maintained. If the proxy is in the "
       "way, the network settings of this computer name one that does not let the program through: correct them, "
       "or ask who looks after your network. What you began is kept, and the program tries again by itself."),
    .links = { { N_("Without a connection"), "app.answer", "offline" } } },
  { "distrusted", N_("The connection is not trustworthy"),
    N_("Then something between you and the portal answers in its place, often the network of a hotel or firm, "
       "or a virus scanner, or the clock of this computer is wrong. Nothing was sent. Set the clock, try "
       "another network, and do not type your password elsewhere.") },
};

static const HkkHelpEntry accessibility[] = {
  /* TRANSLATORS: a question in the help, which the law calls so */
  { "accessibility", N_("Accessibility statement"),
    /* TRANSLATORS: {date} is a day in words: 30 November 2026; it stays */
    N_("This program is meant to be used by everybody. It is measured against EN 301 549, clause 11, and WCAG "
       "2.1, level AA; the statutory ground in Germany is BITV 2.0. Last review: {date}. It is an assessment of "
       "our own:"),
    { N_("A test walks over pages, dialogs and states, and checks names, headings and what the Tab key reaches."),
      N_("The screen reader Orca reads whole tasks aloud, and what it says is compared."),
      N_("Contrasts are measured in pictures, in light, dark and high contrast."),
      /* xgettext:no-c-format */
      N_("Tasks are done with text at 200 % in a window of 360 pixels.") },
    NULL,
    { { N_("What does not work yet"), "app.answer", "limits" }, { N_("How to complain"), "app.answer", "complain" } },
    .is_list = TRUE },
  { "limits", N_("What is not accessible yet?"), N_("As far as we know:"),
    { N_("Letters and documents open in another program of your computer. How they can be read there depends on "
         "it."),
      N_("A screen reader is not told which row of how many it reads, nor the parts of the window as landmarks: the "
         "toolkit (GTK 4.18) does not pass them on."),
      N_("PDFs that come from elsewhere, such as older letters, may not be tagged for screen readers."),
      N_("Video consultations take place in your browser, with a service of its own.") },
    NULL, { { N_("How to complain"), "app.answer", "complain" } }, .is_list = TRUE },
  { "complain", N_("Something is not accessible for me"),
    N_("Write to us, with the subject “Technical matters & access”: what did you want to do, and what was in "
       "the way? If our answer does not help you, turn to the Schlichtungsstelle nach § 16 BGG, the arbitration "
       "board of the Federal Government Commissioner for Matters relating to Persons with Disabilities. It "
       "costs nothing."),
    .links = { { N_("Write a message about it"), "win.write-in", "access" } } },
};

static const HkkHelpEntry demo[] = {
  { "demo", N_("What is the demo?"),
    N_("The program with an invented portal on this computer. The persons, their numbers and all data are "
       "invented, and nothing leaves this computer. “Reset the demo” in the main menu begins anew."), .is_demo = TRUE },
  { "phone", N_("What is the phone for?"),
    N_("In the demo a simulator takes the place of the Service-App on a smartphone. “Open the phone” starts it; "
       "what waits for your approval appears in it. Camera, fingerprint and Face-ID are simulated."),
    .links = { { N_("Open the phone"), "app.open-phone", NULL } }, .is_demo = TRUE },
};

const HkkHelpTopic hkk_help_topics[] = {
  { N_("Sign in and register"), sign_in, G_N_ELEMENTS (sign_in) },
  { N_("Approvals in the Service-App"), approvals, G_N_ELEMENTS (approvals) },
  /* TRANSLATORS: heading in the help, above questions about requests that are handed in */
  { N_("Requests"), requests, G_N_ELEMENTS (requests) },
  { N_("Documents, data and messages"), services, G_N_ELEMENTS (services) },
  /* TRANSLATORS: heading in the help: drafts, what is kept, keys, the connection */
  { N_("This program"), program, G_N_ELEMENTS (program) },
  /* TRANSLATORS: heading in the help, and an entry of the main menu */
  { N_("Accessibility"), accessibility, G_N_ELEMENTS (accessibility) },
  /* TRANSLATORS: heading in the help: the program with invented data */
  { N_("The demo"), demo, G_N_ELEMENTS (demo) },
};

const gsize hkk_help_n_topics = G_N_ELEMENTS (hkk_help_topics);
