"""Every page, dialog and search while somebody else reads all of it; HKK_SECONDS: for how long, else each once."""
import os
import time

from desk import BUS, DEADLINE, chain, main
from reader import Reader
from walks import T, at_sign_in, change, choose_in_menu, mnemonic, sign_in

PLACES = ("Overview", "Requests", "Documents & services", "Personal data & settings", "Messages & contact")
OVERVIEW, REQUESTS, DOCUMENTS, PROFILE, MESSAGES = (f"ctrl+{number}" for number in range(1, len(PLACES) + 1))
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


def dialog(app, reader, title):
    """What is open is read and closed with Escape, and what is left is read again."""
    app.find("dialog", title)
    look(app, reader)
    escape(app, "dialog", title)
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
    app.find(where=lambda node: node.name in (T("Nothing found"), T("Nothing fits your search."), T("No requests")))
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
    glance(app, reader, PROFILE)
    app.find(name=T("Change password"))
    glance(app, reader, f"alt+{mnemonic('Change _password')}")
    dialog(app, reader, T("Change password"))
    choose_in_menu(app, "Andrea Amsel", "_About")
    app.find("dialog")
    look(app, reader)
    app.key("Escape")
    app.gone("dialog")


def in_a_hurry(desk, app, reader):
    """Pages are left while they load, and read while they are left."""
    for keys in ((REQUESTS, MESSAGES, DOCUMENTS, OVERVIEW), (PROFILE, REQUESTS), ("ctrl+n", "Escape", MESSAGES),
                 ("F1", "Escape", DOCUMENTS, "ctrl+f", "Escape"), (MESSAGES, "ctrl+f", "z", "Escape"), ("F5", REQUESTS, "F5")):
        for key in keys:
            glance(app, reader, key)
            app.until(lambda: app.nodes(), "it answers")
    BUS.iterate(DEADLINE, reader.is_done)
    look(app, reader)


def for_minutes(desk, app, reader):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for case in (every_place, every_search, every_page_behind, every_dialog, in_a_hurry):
            case(desk, app, reader)
            reader.known.clear()
    print(f"# {reader.read} answers were read")


main(chain(before_the_sign_in, the_sign_in_page_and_its_dialogs, every_place, every_search, every_page_behind, every_dialog,
           in_a_hurry, *([for_minutes] if SECONDS else [])))
