"""Text twice as large in a window as narrow as a phone: every page fits, for what does not is a warning, which is fatal."""
from desk import chain, main, wait
from walks import (ANDREA, T, arrived, at_sign_in, attach, begin_form, change, fresh_phone, next_step, order_certificate, picture,
                   press_digits, type_sign_in, waiting)

WIDTH = 360

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
        app.find("image", T("QR code"))
        app.find("label", contains="/service-app")
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
        app.gone("toggle button", T("Search documents"))
        app.key("Escape")
        app.find("toggle button", T("Search documents"))


def nothing_found(desk, app):
    for key, entry in ("ctrl+2", "Search requests"), ("ctrl+3", "Search documents"), ("ctrl+5", "Search messages"):
        app.key(key)
        app.key("ctrl+f")
        app.type(T(entry), "zzzz")
        app.find("label", where=lambda node: "zzzz" in node.name and node.name != "zzzz")
        app.key("Escape")
    app.key("ctrl+k")
    app.dialog(T("Find"))
    app.type(T("Find pages, requests, messages, documents, forms and help"), "zzzz")
    app.find("label", T("Nothing found"))
    app.key("Escape")
    app.gone("dialog")
    app.key("ctrl+3")


def forms_and_their_dialogs(desk, app):
    """The longest button of a form; a photo that is cut, and pictures that become one file."""
    app.key("ctrl+4")
    change(app, "Notifications")
    app.pick(T("On paper"))
    next_step(app, T("Check the changes"))
    shown(app, T("Change notifications"))
    app.key("ctrl+3")
    app.click(T("Health card"))
    app.click(T("Order a new one"))
    app.find("heading", T("Your card"))
    app.pick(T("It is lost"))
    app.pick(T("I want a new photo"))
    photo = picture("me.png", 900, 600)
    attach(app, T("Photo"), photo)
    app.click(T("Turn and crop %s") % photo.name)
    shown(app, T("Section of the picture"))
    app.key("Escape")
    app.gone("slider", T("Section of the picture"))
    app.key("ctrl+5")
    app.click(T("Write a message"))
    app.click(contains=T("One PDF of several pictures"))
    app.dialog(T("One PDF of several pictures"))
    app.key("Escape")
    app.gone("dialog")
    app.key("ctrl+3")


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


def fits(phone):
    """Nothing that is read or pressed reaches out of a window as wide as a phone is."""
    def outside():
        left, _, width, _ = phone.find("frame").place()
        places = [(node, node.place()) for node in phone.nodes() if node.role in ("label", "button", "text")]
        return [(node, place) for node, place in places if place[0] < left - 1 or place[0] + place[2] > WIDTH + 2 * left]

    wait(lambda: not outside(), f"nothing out of sight, as {outside()}")


def phone_of_nobody(desk):
    desk.server()
    desk, phone = fresh_phone(desk)
    phone.place(0, 0, WIDTH, 720)
    return desk, phone


def the_phone_before_it_is_bound(desk, phone):
    fits(phone)
    phone.click(T("Forgotten password/approval PIN"))
    phone.gone("button", T("Sign in"))
    fits(phone)
    phone.kill()


def bound_phone(desk):
    desk.server()
    phone = desk.phone()
    phone.find("label", T("Nothing to approve"))
    phone.place(0, 0, WIDTH, 720)
    return phone


def the_settings_of_the_phone(desk):
    phone = bound_phone(desk)
    phone.key("F10")
    phone.press(phone.find("list item", T("Settings")))
    phone.gone("list item", T("Start"))
    for row in "Change password", "Change approval PIN", "Unbind this device", "Approvals of the last 90 days", "Help":
        phone.press(phone.find("list item", T(row)))
        phone.gone("list item", T("Registered for"))
        fits(phone)
        phone.key("Escape")
        phone.find("list item", T(row))
        fits(phone)


def the_phone_with_its_menu(desk):
    phone = bound_phone(desk)
    phone.click(T("Side menu"), role=None, where=lambda node: "button" in node.role)
    start = phone.find("list item", T("Start"))
    wait(lambda: start.place()[2] > 0, "the menu is drawn")
    assert start.place()[2] < WIDTH - 44, "there is room beside the menu to press, and so to close it"
    app = desk.app()
    type_sign_in(app, *ANDREA[:2])
    app.find("button", T("Hand in a sick note"))
    app.key("ctrl+3")
    order_certificate(app)
    number = waiting(app)
    phone.gone("list item", T("Start"))  # what arrives is not behind it
    arrived(phone)
    fits(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    fits(phone)
    press_digits(phone, number)
    phone.click(T("Approval PIN"))
    phone.find("label", T("Type your approval PIN."))
    fits(phone)


main(chain(before_the_sign_in, sign_in_page_and_guides, places_and_what_is_behind_them, services, nothing_found,
           forms_and_their_dialogs, dialogs),
     chain(phone_of_nobody, the_phone_before_it_is_bound), the_settings_of_the_phone, the_phone_with_its_menu)
