"""F1 opens the answer about what the person is at, on every page, in every dialog, before the sign-in and at the lock: unfolded and
with the focus. What an answer speaks of is one click away. The accessibility statement is found before and after the sign-in."""
from gi.repository import Gio, GLib

from desk import chain, main
from walks import ANDREA, T, at_overview, at_sign_in, begin_form, go_to, sign_in, type_sign_in
from woken import Woken, owner

APP, PATH = "de.hkk.MeineHkk", "/de/hkk/MeineHkk"

HERE = T("About what you see here")


def answers(app, question):
    """F1, and out of it again. What is unfolded and has the focus is the first of all."""
    app.key("F1")
    app.dialog(T("Help"))
    app.find(name=HERE)
    app.until(lambda: [node for node in app.nodes() if node.had("FOCUSED") and node.name == T(question)], f"the focus at: {T(question)}")
    app.key("Escape")
    app.gone(name=HERE)


def before_the_sign_in(desk):
    app = desk.app_by_keys()
    at_sign_in(app)
    return desk, app


def the_sign_in_page_has_its_answer(desk, app):
    answers(app, "Do I have to register again?")
    app.click(T("Not registered yet?"))
    app.dialog()
    answers(app, "How do I register for the first time?")
    app.key("Escape")
    app.gone("dialog")


def the_statement_is_before_the_sign_in(desk, app):
    app.click(T("Accessibility"))
    app.dialog(T("Help"))
    app.find("label", contains="EN 301 549")
    app.key("Escape")
    app.gone("dialog")


def a_wrong_password_leads_to_what_to_do(desk, app):
    type_sign_in(app, ANDREA[0], "Falsch-gemerkt-2026")
    app.press(app.find("button", T("_Help")))
    app.dialog(T("Help"))
    app.find("list item", contains=T("Identify yourself again with NECT."))
    app.key("Escape")
    app.gone("dialog")


def each_place_has_its_answer(desk, app):
    sign_in(app)
    for key, question in (("ctrl+2", "What do the words of the processing status mean?"),
                          ("ctrl+3", "Where are my letters, and how do I save or print them?"),
                          ("ctrl+4", "How do I change my address, bank account or e-mail?"),
                          ("ctrl+5", "How do I write to the hkk?"), ("ctrl+6", "Who was signed in, and where?"),
                          ("ctrl+1", "What does the overview show?")):
        app.key(key)
        answers(app, question)


def each_dialog_has_its_answer(desk, app):
    for key, question in (("ctrl+comma", "Other language, larger text, dark colours"), ("ctrl+k", "How do I find something?")):
        app.key(key)
        app.dialog()
        answers(app, question)
        app.key("Escape")
        app.gone("dialog")


def a_form_has_its_answer(desk, app):
    app.key("ctrl+n")
    app.find("label", T("Refer a friend"))
    answers(app, "How do I hand in a request?")
    begin_form(app, T("Refer a friend"))
    answers(app, "How do I hand in a request?")
    app.key("Escape", "Escape")


def an_answer_leads_to_its_page(desk, app):
    app.key("ctrl+1")
    at_overview(app)
    app.key("F1")
    app.dialog(T("Help"))
    app.key("ctrl+f")
    app.key(*"iam")
    app.until(lambda: len(app.all("list item", T("What is 2FA?"))) == 0, "the hits")
    app.key("Return")
    app.press(app.find("button", T("Open “Security”")))
    app.gone("dialog")
    app.find(name=T("Devices that approve"))


def the_lock_has_its_answer(desk, app):
    app.key("ctrl+l")
    app.find("button", T("_Unlock"))
    answers(app, "The window is locked. Do I need the internet to go on?")


def the_keys_are_shown_at_the_lock(desk, app):
    """The settings are not: nothing waits over the work when it is unlocked."""
    app.key("ctrl+comma")
    app.key("ctrl+question")
    app.dialog(T("Keyboard shortcuts"))
    app.key("Escape")
    app.gone("dialog")
    app.type(T("Password"), ANDREA[1])
    app.click(T("Unlock"))
    app.find(name=T("Devices that approve"))
    assert not app.all("dialog"), "nothing covers it"


def the_help_is_asked_for_before_the_window(desk):
    """The desktop asks a program that does not run yet for one of its actions: it starts, with its window."""
    arguments = GLib.Variant("(sava{sv})", ("help-here", [], {}))
    Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(APP, PATH, "org.freedesktop.Application", "ActivateAction", arguments, None, 0,
                                                    20000, None)
    app = Woken(desk, owner(APP))
    app.dialog(T("Help"))
    app.key("Escape")
    app.gone("dialog")
    app.quit()


main(chain(before_the_sign_in, the_sign_in_page_has_its_answer, the_statement_is_before_the_sign_in,
           a_wrong_password_leads_to_what_to_do, each_place_has_its_answer, each_dialog_has_its_answer, a_form_has_its_answer,
           an_answer_leads_to_its_page, the_lock_has_its_answer,
           the_keys_are_shown_at_the_lock), the_help_is_asked_for_before_the_window)
