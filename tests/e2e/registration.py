"""The phone's own ways: first registration with the identification, and a forgotten password."""
import json
import locale
from pathlib import Path

from desk import chain, main
from walks import T, at_overview, decide, end_of_dialog, executed, fresh_phone, go_to, order_certificate, type_sign_in, waiting

NUMBER = "K220635158"
FIRST = ("Vier Worte und ein Lied", "804713")
DIFFERENT = ("Nina fliegt nach Norden", "570924")
DEMO = Path(__file__).parents[2] / "data/demo"
SAMPLES = {sample["file"]: sample["title"][locale.getlocale()[0][:2]]
           for sample in json.loads((DEMO / "nect.json").read_text())["samples"]}


def menu(phone, entry):
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", entry))


def identify(desk, phone, selfie):
    phone.find("label", T("Which document do you show?"))
    phone.press(phone.find("list item", contains=T("German identity card")))
    for sample in "identity-card-front.mp4", "identity-card-back.png":
        phone.press(phone.find("list item", SAMPLES[sample]))
    phone.find("label", T("Step %1$u of %2$u").replace("%1$u", "3").replace("%2$u", "3"))
    phone.press(phone.find("list item", SAMPLES[selfie]))
    phone.find("button", T("Check now"))
    desk.mock("advance", seconds=60)
    phone.click(T("Check now"))


def choose_secrets(phone, password, pin):
    phone.find("label", contains=T("You are identified, %s. Choose a new password and a new approval PIN.").split("%s")[0])
    phone.type(T("New password"), password[:4])
    phone.find("label", T("%1$u of at least %2$u characters").replace("%1$u", "4").replace("%2$u", "12"))
    phone.type(T("New password"), password)
    phone.find("label", T("This password can be used."))
    phone.type(T("New approval PIN"), pin)
    phone.type(T("The same PIN again"), pin)
    phone.click(T("Finish"))
    phone.find("label", T("Nothing to approve"))


def paste_secrets(phone, password, pin):
    """A line end that came with the password is told and taken away before it could be kept."""
    phone.type(T("New password"), password + "\r\n")
    phone.type(T("New approval PIN"), f"PIN: {pin[:3]}\u00a0{pin[3:]}\n")
    phone.type(T("The same PIN again"), "".join(chr(0xff10 + int(digit)) for digit in pin))
    phone.click(T("Finish"))
    phone.find("label", T("A line end was copied together with the password. It has been taken away: try again."))
    phone.click(T("Finish"))
    phone.find("label", T("Nothing to approve"))


def get_certificate_with_approval(desk, app, phone, pin, certificates):
    order_certificate(app)
    decide(phone, T("Approve"), T("Approved"), waiting(app), pin)
    app.gone("dialog")  # what was wanted comes by itself
    executed(desk, "issue_certificate", certificates)


def nina_registers(desk, phone):
    """What is pasted is read as everywhere: words before it, spaces of all kinds, what nobody sees, digits of every script."""
    phone.focus(phone.find("button", T("Register for the first time")))  # a row of a list has no action of its own
    phone.key("Return")
    phone.gone("button", T("Sign in"))
    phone.type(T("Insurance number"), "KVNR: K22\u200b\u00a00635 158\n")
    phone.type(T("Birth date (day.month.year)"), "31.2.1990")
    phone.type(T("Last 6 digits of the card number"), "\uff15\uff16\uff18\u2009143\u200b")
    phone.click(T("Next", "form"))
    phone.find("label", T("This date does not exist. Type day, month and year."))
    phone.type(T("Birth date (day.month.year)"), "\u200e21.\u00a03.\u00a01990\n")
    phone.click(T("Next", "form"))
    identify(desk, phone, "selfie.mp4")
    paste_secrets(phone, *FIRST)
    executed(desk, "complete_registration", 1)
    app = desk.app()
    type_sign_in(app, NUMBER, FIRST[0])
    at_overview(app)
    go_to(app, "Documents & services")
    get_certificate_with_approval(desk, app, phone, FIRST[1], 1)
    return desk, phone, app


def a_forgotten_password_is_replaced(desk, phone, app):
    phone.find("label", T("Nothing to approve"))
    menu(phone, T("Settings"))
    phone.press(phone.find("list item", T("Forgotten password/approval PIN")))
    phone.type(T("Insurance number"), NUMBER)
    phone.type(T("Birth date (day.month.year)"), "21.3.1990")
    phone.click(T("Next", "form"))
    identify(desk, phone, "selfie-other-person.mp4")
    phone.find("label", T("That did not work"))
    executed(desk, "complete_recovery", 0)
    phone.click(T("Try again"))
    identify(desk, phone, "selfie.mp4")
    choose_secrets(phone, *DIFFERENT)
    executed(desk, "complete_recovery", 1)
    app.find("dialog", T("Sign in again"))  # her sessions have ended
    app.type(T("Password"), DIFFERENT[0])
    app.click(T("Sign in"))
    app.gone("dialog", T("Sign in again"))
    get_certificate_with_approval(desk, app, phone, DIFFERENT[1], 2)


main(chain(fresh_phone, nina_registers, a_forgotten_password_is_replaced))
