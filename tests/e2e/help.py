"""F1 opens the answer about what the person is at, on every page, in every dialog, before the sign-in and at the lock: unfolded and
with the focus. What an answer speaks of is one click away. The accessibility statement is found before and after the sign-in."""
from gi.repository import Gio, GLib

from desk import BUS, chain, main
from walks import (ANDREA, T, arrived, at_overview, at_sign_in, begin_form, end_of_dialog, fresh_phone, order_certificate, press_digits,
                   sign_in, type_sign_in, waiting)
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
    app.click(T("Forgotten password?"))
    app.dialog()
    answers(app, "I forgot my password or my approval PIN")
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


def what_is_asked_has_its_answer(desk, app):
    """The password and a certificate."""
    app.key("ctrl+6")
    app.click(T("Change password"))
    app.dialog(T("Change password"))
    answers(app, "How do I change my password?")
    app.key("Escape")
    app.gone("dialog")
    app.key("ctrl+3")
    app.click(T("Get a certificate"))
    app.dialog(T("Get a certificate"))
    answers(app, "How do I get a certificate?")
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


def who_finds_nothing_is_led_to_the_messages(desk, app):
    app.key("F1")
    app.dialog(T("Help"))
    app.key("ctrl+f")
    app.key(*"zzz")
    app.find("label", T("Nothing found"))
    app.press(app.find("button", T("Open “Messages & contact”")))
    app.gone("dialog")
    app.find("grouping", T("Messages & contact"))


def the_lock_has_its_answer(desk, app):
    app.key("ctrl+l")
    app.find("button", T("_Unlock"))
    answers(app, "The window is locked. Do I need the internet to go on?")


def the_keys_are_shown_at_the_lock(desk, app):
    """The settings are not: nothing waits over the work when it is unlocked. What lies over the lock is about the lock."""
    app.key("ctrl+comma")
    app.key("ctrl+question")
    app.dialog(T("Keyboard shortcuts"))
    answers(app, "The window is locked. Do I need the internet to go on?")
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


def what_lies_over_a_dialog_has_its_answer(desk):
    """The approval, which goes on meanwhile, and the question whether it is to."""
    app = desk.app()
    sign_in(app)
    app.key("ctrl+3")
    order_certificate(app)
    waiting(app)
    answers(app, "How do I approve a request?")
    waiting(app)
    app.key("Escape")
    app.dialog(T("Stop waiting?"))
    answers(app, "How do I approve a request?")
    app.kill()


def phone_of_nobody(desk):
    desk.server()
    return fresh_phone(desk)


def reads_its_help(phone):
    phone.key("F1")
    phone.find("label", T("Press a question to read its answer."), where=lambda node: node.had("SHOWING"))
    phone.find("list item", where=lambda node: node.had("FOCUSED"))


def leaves_its_help(phone):
    phone.key("Escape")
    phone.gone("label", T("Press a question to read its answer."))


def leads_to_its_help(phone):
    """F1, once more, and out of it again: nothing of what was there is lost."""
    reads_its_help(phone)
    phone.key("F1")
    leaves_its_help(phone)


def the_phone_has_its_help_before_it_is_bound(desk, phone):
    number = phone.type(T("Insurance number"), "A000")
    leads_to_its_help(phone)
    assert number.text() == "A000", "it is kept"
    phone.click(T("Register for the first time"))
    phone.gone("button", T("Sign in"))
    leads_to_its_help(phone)
    phone.kill()


def the_phone_has_its_help_while_it_is_asked(desk):
    desk.server()
    phone = desk.phone()
    phone.find("label", T("Nothing to approve"))
    leads_to_its_help(phone)
    app = desk.app()
    sign_in(app)
    app.key("ctrl+3")
    order_certificate(app)
    number = waiting(app)
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    leads_to_its_help(phone)
    press_digits(phone, number)
    phone.find("button", T("Approval PIN"))


def what_ends_below_the_phones_help_is_said(desk):
    """Once, with the focus where it is closed; and the help is left as always."""
    def heard(words):
        BUS.hear()
        return sum(words in said for said in BUS.announced.get(phone.bus_name, []))

    desk.server()
    app = desk.app()
    sign_in(app)
    app.key("ctrl+3")
    phone = desk.phone()
    for answers in False, True:
        order_certificate(app)
        waiting(app)
        arrived(phone)
        if answers:
            phone.click(T("Approve"))
            phone.find("label", T("Which number does your computer show?"))
        reads_its_help(phone)
        app.click(T("Cancel"))
        end_of_dialog(app, T("Cancelled. Nothing was changed."))
        app.click(T("Close", "button"))
        app.gone("dialog", contains=T("Approve in the Service-App"))
        app.key("Escape")
        app.gone("dialog")
        if answers:
            phone.until(lambda: heard(T("Withdrawn")), "it says so at once")
        leaves_its_help(phone)
        phone.find("button", T("Done"), where=lambda node: node.had("FOCUSED"))
        phone.until(lambda: heard(T("Withdrawn")), "it says so")
        assert heard(T("Withdrawn")) == 1, BUS.announced[phone.bus_name]
        BUS.announced[phone.bus_name] = []
        phone.key("Return")
        phone.find("label", T("Nothing to approve"))


main(chain(before_the_sign_in, the_sign_in_page_has_its_answer, the_statement_is_before_the_sign_in,
           a_wrong_password_leads_to_what_to_do, each_place_has_its_answer, each_dialog_has_its_answer,
           what_is_asked_has_its_answer, a_form_has_its_answer, who_finds_nothing_is_led_to_the_messages,
           an_answer_leads_to_its_page, the_lock_has_its_answer, the_keys_are_shown_at_the_lock), the_help_is_asked_for_before_the_window,
     what_lies_over_a_dialog_has_its_answer, chain(phone_of_nobody, the_phone_has_its_help_before_it_is_bound),
     the_phone_has_its_help_while_it_is_asked, what_ends_below_the_phones_help_is_said)
