"""What the phone shows: states as in states.py, with the phone beside the program."""
import json
import os
from pathlib import Path

from asked import Computer, leave
from desk import wait
from states import at_home
from walks import (ANDREA, T, arrived, end_of_dialog, fill_first_step, fill_the_rest, fresh_phone, give_pin, hand_in,
                   order_certificate, picture, press_digits, time_left, type_sign_in, waiting)

WIDTH, HEIGHT = 360, 720
DEMO = Path(__file__).parents[2] / "data/demo"
XENIA = ("X110411675", "Xaver-wandert-1995")
WRONG_PIN = "135792"


def sample(file):
    """What the portal calls a sample of the simulated camera."""
    samples = json.loads((DEMO / "nect.json").read_text())["samples"]
    titles = next(one["title"] for one in samples if one["file"] == file)
    return titles.get(os.environ["LANGUAGE"], titles["de"])


def bound(desk, shoot):
    phone = desk.phone()
    phone.find("label", T("Nothing to approve"))
    phone.place(0, 0, WIDTH, HEIGHT)
    shoot(phone, "phone-start")
    return phone


def side_menu(phone, entry):
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", entry))


def its_menu(desk, app, shoot):
    phone = bound(desk, shoot)
    phone.click(T("Side menu"))
    phone.find("list item", T("Start"))
    shoot(phone, "phone-menu")
    phone.press(phone.find("list item", T("2FA approval")))
    phone.focus(phone.find("button", T("Fetch")))
    phone.key("Return")
    phone.find("label", T("Nothing waits for your approval."))
    shoot(phone, "phone-fetch")
    phone.key("Escape")
    side_menu(phone, T("Settings"))
    phone.find("list item", T("Unbind this device"))
    shoot(phone, "phone-settings")
    phone.press(phone.find("list item", T("Unbind this device")))
    phone.find("button", T("Unbind"))
    shoot(phone, "phone-unbind")


def what_it_asks(desk, app, shoot):
    at_home(app)
    app.click(T("Hand in a sick note"))
    fill_first_step(app)
    fill_the_rest(app, picture("certificate.png"))
    phone = bound(desk, shoot)
    number = hand_in(app)
    arrived(phone)
    shoot(phone, "phone-approval")
    phone.click(T("Approve"))
    question = T("Which number does your computer show?")
    phone.find("label", question)
    shoot(phone, "phone-number")
    press_digits(phone, f"{(int(number) + 1) % 90 + 10:02}")
    phone.click(T("Approval PIN"))
    phone.find("label", T("Type your approval PIN."))
    shoot(phone, "phone-pin")
    phone.type(T("Approval PIN"), ANDREA[2])
    phone.find("label", question)
    shoot(phone, "phone-wrong-number")
    press_digits(phone, number)
    phone.find("button", T("Approval PIN"))
    shoot(phone, "phone-how")
    give_pin(phone, WRONG_PIN)
    wait(lambda: any("4" in node.name for node in phone.all("label")), "how many tries are left")
    shoot(phone, "phone-wrong-pin")
    phone.type(T("Approval PIN"), ANDREA[2])
    phone.find("label", T("Approved"))
    shoot(phone, "phone-approved")
    phone.click(T("Done"))


def what_is_declined(desk, app, shoot):
    at_home(app)
    phone = bound(desk, shoot)
    app.key("ctrl+3")
    for button, outcome, name in ((T("Decline"), T("Declined"), "phone-declined"),
                                  (T("That wasn’t me"), T("Thank you for telling us"), "phone-reported")):
        order_certificate(app)
        waiting(app)
        arrived(phone)
        if name == "phone-declined":
            shoot(phone, "phone-certificate")
        phone.click(button)
        give_pin(phone, ANDREA[2])
        phone.find("label", outcome)
        shoot(phone, name)
        phone.click(T("Done"))
        if name == "phone-declined":
            app.click(T("Close", "button"))
            app.key("Escape")
            app.gone("dialog")


def what_goes_otherwise(desk, app, shoot):
    """Decided elsewhere, withdrawn, extended."""
    phone = bound(desk, shoot)
    office = Computer(desk.url)
    for name, title in (("phone-elsewhere", T("Not approved")), ("phone-withdrawn", T("Withdrawn"))):
        office.ask()
        arrived(phone)
        if name == "phone-elsewhere":
            desk.mock("approve", decision="deny")
        else:
            office.act("cancel")
        phone.find("label", contains=title)
        shoot(phone, name)
        leave(phone)
    office.ask()
    arrived(phone)
    office.act("extend")
    phone.find("label", where=lambda node: node.name in [time_left(n) for n in range(7, 11)])
    shoot(phone, "phone-extended")


def locked(desk, app, shoot):
    at_home(app)
    phone = bound(desk, shoot)
    app.key("ctrl+3")
    order_certificate(app)
    waiting(app)
    arrived(phone)
    phone.click(T("Decline"))
    for _ in range(5):
        give_pin(phone, WRONG_PIN)
        wait(lambda: not phone.all("text", T("Approval PIN"), where=lambda node: node.length()), "the PIN is refused")
    phone.find("label", T("This device is locked"))
    shoot(phone, "phone-locked")
    phone.click(T("Unlock with a letter"))  # who has bound it is signed in still
    phone.find("text", T("Code from the letter"))
    shoot(phone, "phone-unlock")
    phone.press(phone.find("button", T("Order a letter")))
    phone.dialog(T("Order a letter with a QR code?"))
    shoot(phone, "phone-letter-ask")
    phone.click(T("_Order", "letter"))
    phone.find("label", T("The letter is on its way"))
    shoot(phone, "phone-letter-ordered")
    phone.click(T("Done"))
    phone.find("text", T("Code from the letter"))
    phone.click(T("Scan the letter’s QR code from a picture"))
    phone.find("list item", contains=T("Letter with access data"))
    shoot(phone, "phone-camera")


def registered_by_card_or_letter(desk, app, shoot):
    _, phone = fresh_phone(desk)
    phone.place(0, 0, WIDTH, HEIGHT)
    shoot(phone, "phone-sign-in")
    phone.type(T("Insurance number"), XENIA[0])
    phone.type(T("Password"), XENIA[1])
    phone.click(T("Sign in"))
    phone.find("text", T("Last 6 digits of the card number"))
    shoot(phone, "phone-bind-card")
    phone.focus(phone.find("combo box", T("Register with")))
    phone.key("Return")
    phone.find("label", T("Letter with code"))
    phone.key("Down", "Return")
    phone.find("combo box", T("Register with"), where=lambda node: node.had("FOCUSED"))
    phone.key("Tab")
    phone.find("text", T("Code from the letter"))
    shoot(phone, "phone-bind-letter")
    phone.click(T("Register"))
    phone.find("label", T("Type the code from the letter: four groups of four characters."))
    shoot(phone, "phone-bind-letter-missing")


def letter_beside_a_device(desk, app, shoot):
    """Ordered where another device has to approve it."""
    _, phone = fresh_phone(desk)
    phone.place(0, 0, WIDTH, HEIGHT)
    type_sign_in(phone, *ANDREA[:2])
    phone.press(phone.find("button", T("Order a letter")))
    phone.dialog(T("Order a letter with a QR code?"))
    phone.click(T("_Order", "letter"))
    phone.find("label", T("Type this number on your other device:"))
    shoot(phone, "phone-waits-for-another")
    phone.click(T("Cancel"))
    phone.find("label", T("Cancelled"))
    shoot(phone, "phone-waits-cancelled")


def identify(desk, shoot, selfie):
    """The steps of the identification, up to what comes out."""
    _, phone = fresh_phone(desk)
    phone.place(0, 0, WIDTH, HEIGHT)
    phone.press(phone.find("button", T("Register for the first time")))
    phone.gone("button", T("Sign in"))
    shoot(phone, "phone-register")
    phone.type(T("Insurance number"), "K220635158")
    phone.type(T("Birth date (day.month.year)"), "21.3.1990")
    phone.type(T("Last 6 digits of the card number"), "568143")
    phone.click(T("Next", "form"))
    phone.find("button", T("I agree"))
    shoot(phone, "phone-nect-consent")
    phone.click(T("I agree"))
    phone.find("label", T("Which document do you show?"))
    shoot(phone, "phone-nect-document")
    phone.press(phone.find("list item", contains=T("German identity card")))
    for step, file in enumerate(("identity-card-front.mp4", "identity-card-back.png", selfie), 1):
        row = phone.find("list item", sample(file))
        shoot(phone, f"phone-nect-{step}")
        phone.press(row)
        phone.gone("list item", sample(file))
    phone.find("button", T("Check now"))
    shoot(phone, "phone-nect-check", still=False)
    desk.mock("advance", seconds=60)
    phone.click(T("Check now"))
    return phone


def identified(desk, app, shoot):
    phone = identify(desk, shoot, "selfie.mp4")
    phone.find("text", T("New password"))
    shoot(phone, "phone-secrets")


def not_identified(desk, app, shoot):
    phone = identify(desk, shoot, "selfie-other-person.mp4")
    phone.find("label", T("That did not work"))
    shoot(phone, "phone-nect-failed")


def forgotten(desk, app, shoot):
    _, phone = fresh_phone(desk)
    phone.place(0, 0, WIDTH, HEIGHT)
    phone.click(T("Forgotten password/approval PIN"))
    phone.gone("button", T("Sign in"))
    shoot(phone, "phone-forgotten")


def a_second_one(desk, app, shoot):
    """The mock's own device is the first: it has approved a letter."""
    at_home(app)
    app.key("ctrl+6")
    app.press(app.find("button", T("Order a _letter with a QR code")))
    app.dialog(T("Order a letter with a QR code?"))
    app.click(T("_Order", "letter"))
    wait(lambda: desk.mock("approvals")["approvals"], "the backend asks for an approval")
    desk.mock("approve")
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    app.gone("heading", T("Done"))
    phone = desk.phone()
    phone.find("label", T("This device has to be confirmed"))
    phone.place(0, 0, WIDTH, HEIGHT)
    shoot(phone, "phone-unconfirmed")
    phone.click(T("It is not at hand"))
    phone.dialog(T("The other device is not at hand?"))
    shoot(phone, "phone-unconfirmed-ways")
    phone.key("Escape")
    phone.click(T("Confirm on the other device"))
    phone.find("label", T("Type this number on your other device:"))
    shoot(phone, "phone-confirmation")
    phone.quit()
    app.find("label", T("Waits: it can approve once you confirm it on another device"))
    shoot(app, "security-device-waits")


def the_others(desk, app, shoot):
    """The mock's own device is the second one: it has approved a certificate."""
    at_home(app)
    phone = bound(desk, shoot)
    app.key("ctrl+3")
    order_certificate(app)
    waiting(app)
    arrived(phone)
    desk.mock("approve")
    app.gone("dialog")
    phone.key("Escape")
    phone.find("label", T("Nothing to approve"))
    side_menu(phone, T("Settings"))
    other = desk.mock("devices")["devices"][1]["name"]
    row = phone.find("list item", other)
    phone.press(row)
    phone.focus(phone.find("button", T("Lock %s") % other))
    shoot(phone, "phone-others")
    phone.key("Return")
    phone.dialog(T("Lock the device “%s”?") % other)
    shoot(phone, "phone-others-lock")
    phone.click(T("Lock", "other device"))
    phone.find("label", T("Locked: it cannot approve anything"))
    phone.focus(phone.find("button", T("Remove device %s", "other device") % other))
    shoot(phone, "phone-others-locked")
    phone.key("Return")
    phone.find("text", T("Approval PIN"))
    shoot(phone, "phone-others-remove")


STATES = (its_menu, the_others, a_second_one, what_it_asks, what_is_declined, what_goes_otherwise, locked, registered_by_card_or_letter,
          letter_beside_a_device, identified, not_identified, forgotten)
