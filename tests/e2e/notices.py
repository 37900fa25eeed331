"""Notifications of the desktop: what they say with names and without, what is no news, and that a click opens the thing."""
from gi.repository import Gio, GLib

import notifications
from desk import HOME, chain, main, wait
from walks import (ANDREA, T, at_sign_in, executed, fill_sick_note, hand_in, marked, picture, sign_in, type_sign_in)
from woken import Woken, owner

APP, PATH = "de.hkk.MeineHkk", "/de/hkk/MeineHkk"
DONE, DEVICE = T("Approved and done"), T("A new device can approve for you")
REQUEST, MESSAGE, DOCUMENT = T("There is news about a request"), T("There is news in your inbox"), T("There is a new document")
HOUR, DAY = 60 * 60, 24 * 60 * 60


def noticed(title):
    """Waits for a notification: its number and its text."""
    def found():
        return next(((number, text) for number, (shown, text) in notifications.shown.items() if shown == title), None)

    return wait(found, f"the notification “{title}”, not {list(notifications.shown.values())}")


def signed_in(desk):
    notifications.shown.clear()
    app = desk.app()
    at_sign_in(app)
    desk.mock("inactivity", seconds=DAY)
    sign_in(app)
    return desk, app


def hand_in_and_leave(desk, app):
    """A device that is new approves, so that there are a message and a document about it besides."""
    fill_sick_note(app, picture("sick-note.png"))
    hand_in(app)
    app.leave()
    desk.mock("approve")


def of_the_request(app):
    app.find("label", T("Course"))
    marked(app, "Requests")
    assert not app.all("dialog"), "nothing covers it"


def what_was_approved_opens(desk, app):
    hand_in_and_leave(desk, app)
    number, _ = noticed(DONE)
    for title in (MESSAGE, DOCUMENT, DEVICE):
        noticed(title)
    assert REQUEST not in [title for title, _ in notifications.shown.values()], "who hands it in need not be told"
    assert {text for _, text in notifications.shown.values()} == {""}, "nothing says what it is about"
    notifications.click(number)
    of_the_request(app)
    executed(desk, "submit_request", 1)


def a_new_message_opens(desk, app):
    app.leave()
    notifications.click(noticed(MESSAGE)[0])
    marked(app, "Messages & contact")
    app.find("button", T("Answer"))


def a_new_document_opens(desk, app):
    app.leave()
    notifications.click(noticed(DOCUMENT)[0])
    marked(app, "Documents & services")
    wait(lambda: list((HOME / "run/meine-hkk-files").rglob("*.pdf")), "the file for the viewer")


def what_the_person_reads_is_no_news(desk, app):
    """Nor is it when it is read: what has come since is the first that is told."""
    desk.mock("advance", seconds=HOUR)
    number, _ = noticed(REQUEST)
    assert sorted(notifications.shown.values()) == sorted([(DEVICE, ""), (REQUEST, "")]), notifications.shown
    app.leave()
    notifications.click(number)
    of_the_request(app)


def with_names(desk):
    desk, app = signed_in(desk)
    app.key("ctrl+comma")
    app.dialog(T("Preferences"))
    app.press(app.find("combo box", T("_Show on the desktop")))
    app.find("label", T("With names"))
    app.key("End", "Return")
    app.find("label", T("With names"), where=lambda node: node.had("SHOWING"))
    # The list takes a key for itself until it is closed.
    app.find("combo box", T("_Show on the desktop"), where=lambda node: node.had("FOCUSED"))
    app.key("Escape")
    app.gone("dialog", T("Preferences"))
    return desk, app


def names_say_what_it_is_about(desk, app):
    hand_in_and_leave(desk, app)
    title = T("Sick note")
    assert title in noticed(DONE)[1], notifications.shown
    assert noticed(MESSAGE)[1] and noticed(DOCUMENT)[1], notifications.shown
    return desk, app, title


def not_while_the_window_is_locked(desk, app, title):
    notifications.click(noticed(DONE)[0])
    of_the_request(app)
    app.key("ctrl+l")
    app.find("button", T("Unlock"))
    app.leave()
    desk.mock("advance", seconds=HOUR)
    number, text = noticed(REQUEST)
    assert text == "", text
    notifications.click(number)
    app.type(T("Password"), ANDREA[1])
    app.click(T("Unlock"))
    of_the_request(app)


def one_that_stayed_starts_the_program(desk):
    """A desktop keeps notifications; a click on one of a program that has ended activates its action."""
    app = desk.app()
    sign_in(app)
    app.key("ctrl+2")
    app.find("list", T("Requests"))
    app.quit()
    wait(lambda: owner(APP) is None, "the program is gone")
    arguments = GLib.Variant("(sava{sv})", ("open-place", [GLib.Variant("s", "requests")], {}))
    Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(APP, PATH, "org.freedesktop.Application", "ActivateAction", arguments, None, 0,
                                                    20000, None)
    app = Woken(desk, owner(APP))
    at_sign_in(app)
    type_sign_in(app, *ANDREA[:2])
    marked(app, "Requests")


main(chain(signed_in, what_was_approved_opens, a_new_message_opens, a_new_document_opens, what_the_person_reads_is_no_news),
     chain(with_names, names_say_what_it_is_about, not_while_the_window_is_locked),
     one_that_stayed_starts_the_program)
