"""Text twice as large in a window as narrow as a phone: every page fits, for what does not is a warning, which is fatal."""
from desk import chain, main
from walks import T, at_sign_in, begin_form, type_sign_in, ANDREA, order_certificate, waiting

PLACES = ("Overview", "Requests", "Documents & services", "Personal data & settings", "Messages & contact", "Security")
SERVICES = ("Health card", "Video consultation", "Appointments", "Brochures")


def shown(app, name, role=None):
    """What has this name is drawn, after two rounds of layout."""
    app.find(role, name, where=lambda node: node.had("SHOWING"))


def before_the_sign_in(desk):
    app = desk.app()
    app.place(0, 0, 360, 640)
    at_sign_in(app)
    return desk, app


def sign_in_page_and_guides(desk, app):
    for button in "Not registered yet?", "Forgotten password?":
        app.click(T(button))
        app.dialog()
        app.key("Escape")
        app.gone("dialog")
    type_sign_in(app, *ANDREA[:2])
    shown(app, T("Hand in a sick note"))


def places_and_what_is_behind_them(desk, app):
    for number, place in enumerate(PLACES, 1):
        app.key(f"ctrl+{number}")
        shown(app, T(place))
    app.key("ctrl+5")
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Messages")))
    shown(app, T("Answer"))
    app.key("ctrl+2")
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Requests")))
    shown(app, T("Course"))
    app.key("ctrl+n")
    shown(app, T("Search forms"))
    begin_form(app, T("Sick note"))
    shown(app, T("Next", "form"))


def services(desk, app):
    app.key("Escape", "Escape", "ctrl+3")
    for service in SERVICES:
        app.click(T(service))
        app.gone("button", T("Get a certificate"))
        app.key("Escape")
        app.find("button", T("Get a certificate"))


def dialogs(desk, app):
    app.key("ctrl+k")
    app.dialog(T("Find"))
    app.key("Escape")
    app.gone("dialog")
    order_certificate(app)
    waiting(app)
    app.key("Escape")
    app.dialog(T("Stop waiting?"))
    app.press(app.find("button", T("Keep waiting")))
    app.gone(name=T("Stop waiting?"))


main(chain(before_the_sign_in, sign_in_page_and_guides, places_and_what_is_behind_them, services, dialogs))
