"""A second device is confirmed on the first: two phones of one person, side by side. Until then it approves nothing."""
from desk import chain, main, wait
from walks import ANDREA, T, arrived, decide, executed, lines, sign_in, type_sign_in

NUMBER, PASSWORD, PIN = ANDREA
CARD_END, CARD_UNTIL = "481502", "30.06.2030"
UNCONFIRMED = T("This device has to be confirmed")
TABLET = T("Simulated tablet")


def device(desk, name):
    return next((device for device in desk.mock("devices")["devices"] if device["name"] == name), None)


def register_tablet(desk, tablet):
    type_sign_in(tablet, NUMBER, PASSWORD)
    tablet.type(T("Last 6 digits of the card number"), CARD_END)
    tablet.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    tablet.type(T("New approval PIN"), PIN)
    tablet.type(T("The same PIN again"), PIN)
    tablet.click(T("Register"))
    tablet.find("label", UNCONFIRMED)


def both_are_there(desk):
    app = desk.app_by_keys()
    sign_in(app)
    phone = desk.phone()
    phone.find("label", T("Nothing to approve"))
    tablet = desk.phone("--profile", "tablet")
    tablet.find("button", T("Sign in"))
    register_tablet(desk, tablet)
    return desk, app, phone, tablet


def waiting_text(app):
    """What the list of devices says of the tablet."""
    app.key("ctrl+6")
    app.find("label", T("Devices that approve"))
    app.find("label", T("Waits: it can approve once you confirm it on another device"))


def it_is_told(desk, app, phone, tablet):
    waiting_text(app)
    app.key("ctrl+5")
    app.find("label", T("A new device has to be confirmed"))
    assert device(desk, TABLET)["waits"], device(desk, TABLET)


def ask(desk, tablet):
    """The number that the tablet shows, as its words say it."""
    tablet.click(T("Confirm on the other device"))
    tablet.find("label", T("Type this number on your other device:"))
    number = next(approval["number"] for approval in desk.mock("approvals")["approvals"] if approval["status"] in ("pending", "delivered", "opened"))
    tablet.find("label", T("Number: %s") % " ".join(number))
    return number


def declined_there(desk, app, phone, tablet):
    ask(desk, tablet)
    decide(phone, T("Decline"), T("Declined"))
    tablet.find("label", T("Declined on the other device"))
    tablet.find("label", T("This device cannot approve anything. It is removed after a day unless you confirm it."))
    tablet.says(T("This device cannot approve anything. It is removed after a day unless you confirm it."))
    tablet.click(T("Done"))
    tablet.find("label", UNCONFIRMED)
    executed(desk, "confirm_device", 0)


def killed_while_it_waits(desk, app, phone, tablet):
    number = ask(desk, tablet)
    arrived(phone)
    tablet.kill()
    tablet = desk.phone("--profile", "tablet")
    tablet.find("label", UNCONFIRMED)
    assert ask(desk, tablet) == number, "it is another question"
    return desk, app, phone, tablet, number


def confirmed_on_the_first(desk, app, phone, tablet, number):
    arrived(phone)
    signed = lines(phone, T("What will happen"))
    assert (T("Device"), TABLET) in signed, signed
    phone.find("label", contains=TABLET)
    decide(phone, T("Approve"), T("Approved"), number, asks="Which number does your other device show?")
    tablet.find("label", T("This device can approve for you now."))
    tablet.click(T("Done"))
    tablet.find("label", T("Nothing to approve"))
    executed(desk, "confirm_device", 1)
    app.key("ctrl+6")
    app.gone("label", T("Waits: it can approve once you confirm it on another device"))
    assert not device(desk, TABLET)["waits"]


def reported_there(desk):
    desk, app, phone, tablet = both_are_there(desk)
    ask(desk, tablet)
    decide(phone, T("That wasn’t me"), T("Thank you for telling us"))
    tablet.find("button", T("Sign in"))
    wait(lambda: device(desk, TABLET) is None, "it is removed")
    app.key("ctrl+5")
    app.find("label", T("A device was removed"))
    executed(desk, "confirm_device", 0)


main(chain(both_are_there, it_is_told, declined_there, killed_while_it_waits, confirmed_on_the_first), reported_there)
