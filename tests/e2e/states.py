"""What a page looks like to its end, when something is the matter, or when it was looked for: states that ./dev shots takes
pictures of, each at a desk of its own. SHOOT (app, name) waits until nothing moves."""
import signal

from desk import HOME, wait
from walks import (ANDREA, CERTIFICATE, T, at_sign_in, attach, begin_form, choose_from_list, end_of_dialog, fill_first_step,
                   order_certificate, picture, to_certificate, type_sign_in, waiting)

TALL = 2300  # pixels: all of a page
XENIA = ("X110411675", "Xaver-wandert-1995")
AGAIN = T("Sign in again")
KEPT = ("overview", "requests", "messages", "documents", "profile", "forms")


def at_home(app, person=ANDREA):
    """At the overview, in a window of any width."""
    at_sign_in(app)
    type_sign_in(app, *person[:2])
    app.find("label", contains=T("Last checked: %s") % "")


PLACES = {"overview": "Overview", "requests": "Requests", "documents": "Documents & services",
          "personal-data": "Personal data & settings", "messages": "Messages & contact", "security": "Security"}


def places(app, shoot, name="{}"):
    """Each place, when what it shows has arrived."""
    for number, (place, title) in enumerate(PLACES.items(), 1):
        app.key(f"ctrl+{number}")
        app.find("grouping", T(title), where=lambda node: node.had("SHOWING"))
        app.gone(name=T("Loading"))
        shoot(app, name.format(place))


def come_back(app):
    app.type(T("Password"), ANDREA[1])
    app.click(T("Sign in"))
    app.gone("dialog", AGAIN)


def search(app, shoot, name, entry, word):
    app.key("ctrl+f")
    app.type(T(entry), word)
    app.find("label", where=lambda node: word in node.name and node.name != word)
    shoot(app, name)
    app.key("Escape")


def before_the_sign_in(desk, app, shoot):
    at_sign_in(app)
    for name, button in ("guide-register", "Not registered yet?"), ("guide-forgotten", "Forgotten password?"):
        app.click(T(button))
        app.dialog()
        shoot(app, name)
        app.key("Escape")
        app.gone("dialog")
    app.click(T("Sign in"))
    app.find("label", T("Type your password."))
    shoot(app, "sign-in-empty")
    type_sign_in(app, ANDREA[0], "Amsel-sang-1988")
    app.find("label", T("Insurance number or password is wrong"))
    shoot(app, "sign-in-wrong")


def not_sent(desk, app, shoot):
    """Maintenance, what it says on demand, and what waits meanwhile."""
    at_home(app)
    app.key("ctrl+5")
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    choose_from_list(app, T("What is it about?"), T("Other"), T("Health card"))
    app.type(T("Subject"), "Am Samstag")
    app.type(T("Message"), "Sind Sie samstags da?")
    desk.mock("maintenance", on=True)
    app.click(T("Send"))
    app.gone("heading", T("Your message"))
    app.find("list item", contains=T("Is sent when the connection is back"))
    shoot(app, "messages-not-sent")
    app.click(T("_Details"))
    app.find("alert", T("Connection to the portal"))
    shoot(app, "trouble")
    app.key("Escape")
    app.gone("alert")
    desk.mock("maintenance", on=True, seconds=7200)
    app.find("label", contains=T("The portal is being maintained, probably until %s. What you type is kept.").split("%s")[0])
    shoot(app, "maintenance-until")
    desk.mock("maintenance", on=False)
    app.gone("list item", contains=T("Is sent when the connection is back"))
    app.click(T("How to reach us"))
    app.find("label", contains="0421")
    shoot(app, "contact")


def looked_for(desk, app, shoot):
    at_home(app)
    for key, name, entry in (("ctrl+2", "requests", "Search requests"), ("ctrl+3", "documents", "Search documents"),
                             ("ctrl+5", "messages", "Search messages")):
        app.key(key)
        search(app, shoot, f"{name}-nothing-found", entry, "zzzz")
    app.key("ctrl+n")
    app.type(T("Search forms"), "zzzz")
    app.find("label", T("Nothing found"))
    shoot(app, "new-request-nothing-found")
    app.type(T("Search forms"), "")
    app.press(app.find("list item", T("Sick note")))
    app.find("button", T("Begin", "form"))
    shoot(app, "new-request-unfolded")
    app.key("Escape")
    for name, word in ("found", "bonus"), ("nothing-found", "zzzz"):
        app.key("ctrl+k")
        app.dialog(T("Find"))
        app.type(T("Find pages, requests, messages, documents, forms and help"), word)
        app.gone("label", T("Searching at the portal …"))
        shoot(app, f"find-{name}")
        app.key("Escape")
        app.gone("dialog")


def filled_in(desk, app, shoot):
    """What a form says of an entry, a file in it, a row of several."""
    at_home(app)
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    app.click(T("Next", "form"))
    app.find("label", contains=T("Choose an answer."))
    shoot(app, "form-errors")
    fill_first_step(app)
    to_certificate(app)
    attach(app, CERTIFICATE, picture("front.png"))
    app.find("button", T("Remove %s") % "front.png")
    shoot(app, "form-file")
    app.key("Escape")
    app.gone("button", T("Remove %s") % "front.png")
    app.key("ctrl+n")
    begin_form(app, T("Family insurance"))
    app.find("button", T("Next", "form"))
    shoot(app, "form-family")


def approved_or_not(desk, app, shoot):
    """How an approval ends, in the dialog and on the page behind."""
    at_home(app)
    app.key("ctrl+3")
    for decision, end in (("deny", "You declined. Nothing was changed."), ("report", "You said that this was not you. Nothing was changed.")):
        order_certificate(app)
        waiting(app)
        desk.mock("approve", decision=decision)
        if decision == "report":
            app.dialog(AGAIN)
            shoot(app, "sign-in-again-reported")
            come_back(app)
        end_of_dialog(app, T(end))
        shoot(app, f"approval-{decision}")
        app.click(T("Close", "button"), where=lambda node: node.inside(app.find("dialog", T(end))))
        app.gone("heading", T(end))
        shoot(app, f"behind-{decision}")
        app.key("Escape")
        app.gone("dialog", T("Get a certificate"))


def away(desk, app, shoot):
    desk.mock("inactivity", seconds=125)
    at_home(app)
    app.find("button", T("_Stay signed in"))
    shoot(app, "session-ends-soon")
    desk.mock("advance", seconds=130)
    app.dialog(AGAIN)
    shoot(app, "sign-in-again")
    app.type(T("Password"), "Amsel-sang-1988")
    app.click(T("Sign in"))
    app.find("label", T("Insurance number or password is wrong"))
    shoot(app, "sign-in-again-wrong")
    come_back(app)
    app.key("ctrl+l")
    app.find("button", T("Unlock"))
    shoot(app, "lock")


def no_device(desk, app, shoot):
    at_home(app, XENIA)
    shoot(app, "no-device-overview")
    app.key("ctrl+n")
    app.find("label", T("Refer a friend"))
    shoot(app, "no-device-new-request")
    app.key("Escape")
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    shoot(app, "no-device-form")
    app.click(T("_Order a letter"))
    app.dialog(T("Order a letter with a QR code?"))
    shoot(app, "no-device-letter")


def tunnel(desk, app, shoot):
    """Nothing answers any more: what is kept here, and what is not."""
    at_home(app)
    data = HOME / ".local/share/meine-hkk"
    wait(lambda: set(KEPT) <= {path.name for path in data.glob("*/cache/*/*")}, "the copy of each place")
    desk.servers[0].send_signal(signal.SIGSTOP)
    try:
        app.key("F5")
        app.find("button", T("_Details"))
        places(app, shoot, "offline-{}")
    finally:
        desk.servers[0].send_signal(signal.SIGCONT)


def whole_pages(desk, app, shoot):
    """Each page to its end."""
    app.place(0, 0, shoot.width, TALL)
    app.find("list item", "Andrea Amsel")
    shoot(app, "sign-in-whole")
    at_home(app)
    places(app, shoot, "{}-whole")
    app.key("ctrl+2")
    app.press(app.find("list item", contains="HKK-2026-004715"))
    app.find("label", T("Course"))
    shoot(app, "request-whole")
    app.key("ctrl+n")
    app.find("label", T("Refer a friend"))
    shoot(app, "new-request-whole")
    app.key("Escape")
    last = "Brochures"
    for name, button in (("health-card", "Health card"), ("video", "Video consultation"), ("appointments", "Appointments"),
                         ("brochures", last)):
        app.key("ctrl+3")
        app.click(T(button))
        app.gone("button", T(last))
        shoot(app, f"{name}-whole")
        app.key("Escape")
        app.find("button", T(last))
    app.key("F1")
    app.dialog()
    shoot(app, "help-whole")
    app.key("Escape")
    app.gone("dialog")
    app.key("ctrl+comma")
    app.dialog()
    shoot(app, "preferences-whole")


def forms(desk, app, shoot):
    """The first step of each form."""
    app.place(0, 0, shoot.width, TALL)
    at_home(app)
    app.key("ctrl+n")
    app.find("label", T("Refer a friend"))
    groups = [node for node in app.all("list") if node.name not in ("", T("Side menu"))]
    names = list(dict.fromkeys(node.name for node in app.all("list item")
                               if node.name and any(node.inside(group) for group in groups)))
    for number, name in enumerate(names):
        begin_form(app, name)
        app.gone("list item", name)
        app.find("button", where=lambda node: node.name in (T("Next", "form"), T("Send")))
        shoot(app, f"form-{number:02}")
        app.key("Escape")
        app.find("list item", name)


STATES = (whole_pages, forms, before_the_sign_in, not_sent, looked_for, filled_in, approved_or_not, away, no_device,
          tunnel)
