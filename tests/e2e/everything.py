"""Every page, dialog and search while somebody else reads all of it; HKK_SECONDS: for how long, else each once."""
import os
import time

from desk import BUS, DEADLINE, chain, main, name_toolkit_leaks
from reader import Reader
from walks import (ANDREA, T, arrived, at_overview, at_sign_in, begin_form, change, choose_in_menu, decide,
                   end_of_dialog, mnemonic, order_certificate, sign_in, waiting)

PLACES = ("Overview", "Requests", "Documents & services", "Personal data", "Messages & contact", "Security")
OVERVIEW, REQUESTS, DOCUMENTS, PROFILE, MESSAGES, SECURITY = (f"ctrl+{number}" for number in range(1, len(PLACES) + 1))
SECONDS = int(os.environ.get("HKK_SECONDS", 0))
NOTHING = "zzzz"


def look(app, reader):
    """Reads what is there now, to the end."""
    reader.begin()
    done = BUS.iterate(DEADLINE, reader.is_done)
    app.must_run()
    assert done, "the reader gets its answers"


def glance(app, reader, *keys):
    """Goes on while it is being read."""
    reader.begin()
    app.key(*keys)


def escape(app, role, name):
    app.key("Escape")
    app.gone(role, name)


def dialog(app, reader, title, role="dialog"):
    """What is open is read and closed with Escape, and what is left is read again."""
    app.find(role, title)
    look(app, reader)
    escape(app, role, title)
    look(app, reader)


def keyed_dialogs(app, reader):
    for key, title in ("F1", T("Help")), ("ctrl+slash", T("Keyboard shortcuts")):
        glance(app, reader, key)
        dialog(app, reader, title)


def search(app, reader, name, key="ctrl+f"):
    """A search without a hit, and out of it again; then with a hit, and the page is left as it is."""
    if key:
        app.key(key)
    app.type(name, NOTHING)
    app.find(where=lambda node: node.name == T("Nothing found") or NOTHING in node.name and not node.can("EditableText"))
    look(app, reader)
    glance(app, reader, "Escape")
    app.until(lambda: not app.all(name=name, where=lambda node: node.can("EditableText") and node.text() == NOTHING),
              "the search is over")
    look(app, reader)


def page(app, reader, title):
    """A page over the place is read and left."""
    app.find(contains=title, where=lambda node: node.role in ("heading", "label", "panel", "group"))
    look(app, reader)
    glance(app, reader, "Escape")


# The cases

def before_the_sign_in(desk):
    app = desk.app()
    at_sign_in(app)
    return desk, app, Reader(BUS, app.address())


def the_sign_in_page_and_its_dialogs(desk, app, reader):
    look(app, reader)
    for button, title in (("Not registered yet?", "Register"), ("Forgotten password?", "Forgotten password")):
        app.click(T(button))
        app.until(lambda: app.all("dialog"), "the guide")
        look(app, reader)
        app.key("Escape")
        app.gone("dialog")
    keyed_dialogs(app, reader)


def every_place(desk, app, reader):
    if not app.all("list item", T("Overview")):
        sign_in(app)
    for number, place in enumerate(PLACES, 1):
        glance(app, reader, f"ctrl+{number}")
        app.find(name=T(place))
        look(app, reader)
    keyed_dialogs(app, reader)


def every_search(desk, app, reader):
    for place, name in ((DOCUMENTS, "Search documents"), (MESSAGES, "Search messages"), (REQUESTS, "Search requests")):
        glance(app, reader, place)
        search(app, reader, T(name))
    glance(app, reader, OVERVIEW, "ctrl+n")
    app.find(name=T("Search forms"))
    search(app, reader, T("Search forms"), None)
    app.key("Escape")


def every_page_behind(desk, app, reader):
    glance(app, reader, DOCUMENTS)
    for button, title in (("Video consultation", "Video consultation"), ("Appointments", "Appointments"),
                          ("Brochures", "Brochures")):
        app.click(T(button))
        page(app, reader, T(title))
        app.find("button", T("Get a certificate"))
    glance(app, reader, MESSAGES)
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Messages")))
    look(app, reader)
    app.click(T("Write a message"))
    page(app, reader, T("Your message"))
    glance(app, reader, REQUESTS)
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Requests")))
    app.find("label", T("Course"))
    look(app, reader)
    glance(app, reader, MESSAGES, OVERVIEW)
    app.click(T("Hand in a sick note"))
    page(app, reader, T("Your sick note"))
    glance(app, reader, PROFILE)
    change(app, "Bank account for refunds")
    app.find("text", T("IBAN"))
    look(app, reader)
    app.key("Escape")


def every_dialog(desk, app, reader):
    glance(app, reader, DOCUMENTS)
    app.click(T("Get a certificate"))
    dialog(app, reader, T("Get a certificate"))
    glance(app, reader, SECURITY)
    app.find(name=T("Change password"))
    glance(app, reader, f"alt+{mnemonic('Change _password')}")
    dialog(app, reader, T("Change password"))
    choose_in_menu(app, T("Main menu"), "_About")
    app.dialog()
    look(app, reader)
    app.key("Escape")
    app.gone("dialog")


def every_form(desk, app, reader):
    """The first step of each form, in the list's order."""
    glance(app, reader, OVERVIEW, "ctrl+n")
    app.find(name=T("Search forms"))

    def forms():
        return app.all("list item", where=lambda node: node.name and node.parent.name != T("Main view") and any(
            below.name == node.name for below in below_of(node)))

    names = list(dict.fromkeys(form.name for form in app.until(forms, "the forms")))
    for name in names:
        begin_form(app, name)
        app.gone("list item", name)
        app.find("button", T("Next", "form"))
        look(app, reader)
        glance(app, reader, "Escape")
    app.find("list item", names[0])
    app.key("Escape")


def below_of(node):
    for child in node.children:
        yield child
        yield from below_of(child)


def a_question_that_is_not_answered(desk, app, reader):
    """A request would be withdrawn; it is not."""
    glance(app, reader, REQUESTS)
    app.press(app.find("list item", contains=T("In progress")))
    app.click(T("Withdraw"))
    dialog(app, reader, T("Withdraw this request?"), "alert")


def an_approval_and_the_phone(desk, app, reader):
    """The dialog that waits is read beside the phone, whose pages are read too, up to its last state."""
    phone = next((program for program in desk.programs if program.name == "meine-hkk-phone"), None) or desk.phone()
    phone.find("label", T("Nothing to approve"))
    other = Reader(BUS, phone.address())
    look(phone, other)
    for entry in T("2FA approval"), T("Settings"):
        phone.click(T("Side menu"))
        look(phone, other)
        phone.press(phone.find("list item", entry))
        phone.gone("button", T("Side menu"))
        if entry == T("2FA approval"):
            phone.focus(phone.find("button", T("Fetch")))
            phone.key("Return")
            phone.find("label", T("Nothing waits for your approval."))
        look(phone, other)
        glance(phone, other, "Escape")
        phone.find("button", T("Side menu"))
    desk.mock("advance", seconds=300)  # so many questions in a quarter of an hour are allowed
    glance(app, reader, DOCUMENTS)
    order_certificate(app)
    waiting(app)
    look(app, reader)
    arrived(phone)
    look(phone, other)
    decide(phone, T("Decline"), T("Declined"))
    end_of_dialog(app, T("You declined. Nothing was changed."))
    look(app, reader)
    escape(app, "dialog", T("You declined. Nothing was changed."))
    dialog(app, reader, T("Get a certificate"))


def locked_and_opened(desk, app, reader):
    """The lock stands over everything; behind it the page waits. Then out, and in again."""
    glance(app, reader, OVERVIEW, "ctrl+l")
    app.find("button", T("Unlock"))
    look(app, reader)
    app.type(T("Password"), ANDREA[1])
    app.click(T("Unlock"))
    at_overview(app)
    look(app, reader)
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    at_sign_in(app)
    look(app, reader)
    sign_in(app)


def narrow(desk, app, reader):
    """A window as on a phone: one page at a time, the places behind it."""
    app.place(0, 0, 360, 640)
    for place in (REQUESTS, DOCUMENTS, PROFILE, MESSAGES, OVERVIEW):
        glance(app, reader, place)
        app.gone("list item", T("Overview"))
        look(app, reader)
    app.key("alt+Left")
    app.find("list item", T("Overview"))
    look(app, reader)
    app.place(0, 0, 1000, 700)
    app.find("list item", T("Overview"))
    glance(app, reader, REQUESTS, OVERVIEW)
    at_overview(app)


def in_a_hurry(desk, app, reader):
    """Pages are left while they load, and read while they are left."""
    for keys in ((REQUESTS, MESSAGES, DOCUMENTS, OVERVIEW), (PROFILE, REQUESTS), ("ctrl+n", "Escape", MESSAGES),
                 ("F1", "Escape", DOCUMENTS, "ctrl+f", "Escape"), (MESSAGES, "ctrl+f", "z", "Escape"), ("F5", REQUESTS, "F5")):
        for key in keys:
            glance(app, reader, key)
            app.until(lambda: app.nodes(), "it answers")
    BUS.iterate(DEADLINE, reader.is_done)
    look(app, reader)


AGAIN = (every_place, every_search, every_page_behind, every_dialog, every_form, a_question_that_is_not_answered,
         an_approval_and_the_phone, narrow, in_a_hurry, locked_and_opened)


def for_minutes(desk, app, reader):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for case in AGAIN:
            case(desk, app, reader)
            reader.known.clear()
    print(f"# {reader.read} answers were read")


name_toolkit_leaks()
main(chain(before_the_sign_in, the_sign_in_page_and_its_dialogs, *AGAIN, *([for_minutes] if SECONDS else [])))
