"""The Service-App's settings and side menu with the keyboard alone: password, PIN, Face-ID, name, what was approved, unbinding."""
import signal

from desk import PREFIX, KeysOnly, chain, main, wait
from walks import ANDREA, T, arrived, choose_in_menu, executed, go_to, order_certificate, press_digits, sign_in, waiting

NUMBER, PASSWORD, PIN = ANDREA
NEW_PASSWORD, NEW_PIN = "Vier Worte und ein Lied", "804713"
WRONG_PIN = "111222"


def open_menu(phone, entry):
    """By its key, as who has no mouse."""
    phone.key("F10")
    phone.press(phone.find("list item", entry, where=lambda node: node.had("SENSITIVE")))


def settings(phone):
    open_menu(phone, T("Settings"))
    phone.find("list item", T("Change approval PIN"))


def take(phone, row):
    phone.press(phone.find("list item", row))


def devices(desk):
    return [device for device in desk.mock("devices")["devices"] if device["person"] == NUMBER]


def bound(desk):
    desk.server()
    phone = desk.start(PREFIX / "bin/meine-hkk-phone", kind=KeysOnly)
    phone.find("label", T("Nothing to approve"))
    return desk, phone


def menu_help_and_imprint(desk, phone):
    open_menu(phone, T("Help"))
    phone.find("label", T("Press a question to read its answer."))
    open_menu(phone, T("Imprint"))
    phone.find("list item", T("Version"))
    phone.find("label", T("SIMULATOR – this is not a real phone"))
    phone.key("Escape")
    phone.find("label", T("Nothing to approve"))


def another_name(desk, phone):
    phone.type(T("Name of the device"), "Telefon im Flur")
    phone.key("Return")
    phone.find("label", T("The device has its new name."))
    wait(lambda: devices(desk)[0]["name"] == "Telefon im Flur", "the backend knows the new name")
    executed(desk, "update_own_device", 1)


def another_pin(desk, phone):
    take(phone, T("Change approval PIN"))
    phone.type(T("Present approval PIN"), WRONG_PIN)
    phone.type(T("New approval PIN"), NEW_PIN)
    phone.type(T("The same PIN again"), NEW_PIN)
    phone.click(T("Change approval PIN"))
    phone.find("label", contains=T("The approval PIN is wrong"))
    wrong = phone.find(name=T("Present approval PIN"), where=lambda node: node.can("EditableText"))
    wait(lambda: wrong.has("INVALID_ENTRY"), "what is wrong is tied to its entry")
    assert wrong.has("REQUIRED"), "it has to be filled in"
    executed(desk, "change_pin", 0)
    phone.type(T("Present approval PIN"), PIN)
    phone.click(T("Change approval PIN"))
    phone.find("label", T("The approval PIN is changed."))
    phone.find("list item", T("Change password"))
    executed(desk, "change_pin", 1)


def biometrics(desk, phone):
    switch = phone.find(name=T("Fingerprint and Face-ID"), where=lambda node: node.role in ("check box", "switch"))
    assert switch.has("CHECKED"), "the demo's phone has them"
    phone.focus(switch)
    phone.key("space")
    phone.find("label", T("Fingerprint and Face-ID are off."))
    executed(desk, "change_biometrics", 1)
    phone.focus(switch)
    phone.key("space")
    phone.type(T("Approval PIN"), PIN)  # the old one
    phone.click(T("Switch on"))
    phone.find("label", contains=T("The approval PIN is wrong"))
    phone.type(T("Approval PIN"), NEW_PIN)
    phone.click(T("Switch on"))
    phone.find("label", T("Fingerprint and Face-ID are on."))
    executed(desk, "change_biometrics", 2)


def they_approve(desk, phone):
    """The new PIN and the new fingerprint open the same key."""
    open_menu(phone, T("Start"))
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    order_certificate(app)
    number = waiting(app)
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, number)
    phone.click(T("Fingerprint (simulated)"))
    phone.find("label", T("Approved"))
    phone.click(T("Done"))
    phone.find("label", T("Nothing to approve"))
    app.gone("dialog")
    executed(desk, "issue_certificate", 1)
    return desk, phone, app


def nothing_was_approved_yet(desk, phone):
    """Empty, and while nothing answers."""
    settings(phone)
    take(phone, T("Approvals of the last 90 days"))
    phone.find("label", T("Nothing in the last 90 days"))
    phone.key("Escape")
    phone.find("list item", T("Change password"))
    desk.servers[0].send_signal(signal.SIGSTOP)
    take(phone, T("Approvals of the last 90 days"))
    phone.find("label", T("That did not work"))
    desk.servers[0].send_signal(signal.SIGCONT)
    phone.click(T("Try again"))
    phone.find("label", T("Nothing in the last 90 days"))
    phone.key("Escape")
    phone.find("list item", T("Change password"))


def what_was_approved(desk, phone, app):
    settings(phone)
    take(phone, T("Approvals of the last 90 days"))
    phone.find("label", contains=T("Approved"))
    phone.find("label", contains=T("today"))
    phone.key("Escape")
    phone.find("list item", T("Change password"))


def another_password(desk, phone, app):
    take(phone, T("Change password"))
    phone.type(T("Present password"), "nicht das Passwort")
    phone.type(T("New password"), NEW_PASSWORD)
    phone.find("label", T("Long enough, and not one that many people use."))
    phone.type(T("Approval PIN"), NEW_PIN)
    phone.click(T("Change password"))
    phone.find("label", T("This is not your password. Nothing was changed."))
    executed(desk, "change_password_on_device", 0)
    phone.type(T("Present password"), PASSWORD)
    phone.type(T("Approval PIN"), NEW_PIN)
    phone.click(T("Change password"))
    phone.find("label", T("The password is changed."))
    executed(desk, "change_password_on_device", 1)
    app.find("dialog", T("Sign in again"))  # all sessions have ended
    app.type(T("Password"), NEW_PASSWORD)
    app.click(T("Sign in"))
    app.gone("dialog", T("Sign in again"))


def unbound(desk, phone, app):
    phone.find("list item", T("Change password"))
    take(phone, T("Unbind this device"))
    phone.type(T("Approval PIN"), NEW_PIN)
    phone.click(T("Unbind"))
    phone.find("label", T("This device is not registered any more."))
    phone.find("button", T("Sign in"))
    assert not devices(desk), "the backend still knows it"
    executed(desk, "remove_own_device", 1)
    open_menu(phone, T("Help"))  # there before a device is bound, as is the imprint
    phone.find("label", T("Press a question to read its answer."))


def locked_while_the_settings_are_read(desk):
    """Their page goes while it still waits for the list of the other devices."""
    desk, phone = bound(desk)
    app = desk.app()
    sign_in(app)
    desk.mock("faults", do="add", operation="list_other_devices", nth=0, phase="before-read", action="stall")
    settings(phone)
    go_to(app, "Security")
    choose_in_menu(app, devices(desk)[0]["name"], "_Lock …", "device")
    app.dialog(T("Lock this device?"))
    app.click(T("_Lock", "device"))
    phone.find("label", T("This device is locked"))
    phone.find("button", T("Unlock with a letter"))
    desk.mock("faults", do="clear")


def what_arrives_late_leaves_who_types_alone(desk):
    """An approval is being fetched, slowly, when the person goes to the settings; it waits on the start page then."""
    desk, phone = bound(desk)
    app = desk.app()
    sign_in(app)
    desk.mock("faults", do="add", operation="open_device_approval", nth=0, phase="mid-response", action="trickle", argument=1)
    go_to(app, "Documents & services")
    order_certificate(app)
    waiting(app)
    wait(lambda: desk.mock("approvals")["approvals"][0]["status"] == "opened", "it is being opened")
    settings(phone)
    take(phone, T("Change password"))
    phone.type(T("Present password"), PASSWORD)
    phone.type(T("New password"), NEW_PASSWORD)
    phone.type(T("Approval PIN"), WRONG_PIN)
    phone.click(T("Change password"))
    phone.find("label", contains=T("The approval PIN is wrong"))
    desk.mock("faults", do="clear")
    phone.type(T("Approval PIN"), PIN)
    phone.click(T("Change password"))
    phone.find("label", T("The password is changed."))


main(chain(bound, menu_help_and_imprint, nothing_was_approved_yet, another_name, another_pin, biometrics, they_approve,
           what_was_approved, another_password, unbound),
     locked_while_the_settings_are_read, what_arrives_late_leaves_who_types_alone)
