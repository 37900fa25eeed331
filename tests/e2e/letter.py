"""The letter with the code, on the phone: ordered, approved on another device, scanned from its picture, used once, and no longer than
60 days; it unlocks a locked device."""
from pathlib import Path

from desk import chain, main, wait
from walks import (ANDREA, T, choose_in_menu, choose_letter, decide, executed, fresh_phone, go_to, order_certificate, save_here, sign_in,
                   toolkit, type_sign_in, waiting)

XENIA = ("X110411675", "Xaver-wandert-1995")
CARD_END, CARD_UNTIL = "952837", "31.12.2031"
PIN, OTHER_PIN = "804713", "570924"
DAY = 86400
CODE = T("Code from the letter")
REFUSED = T("This code is not valid. Compare it with the letter. A code can be used once, within 60 days.")


def signed_in(person):
    """A phone that is nobody's, and PERSON about to register it with the letter."""
    def prepare(desk):
        desk.server()
        desk, phone = fresh_phone(desk)
        type_sign_in(phone, *person[:2])
        choose_letter(phone)
        return desk, phone

    return prepare


def order(phone):
    phone.press(phone.find("button", T("Order a letter")))
    phone.dialog(T("Order a letter with a QR code?"))
    phone.click(T("_Order", "letter"))


def waits(desk, phone):
    """The page that waits for another device; returns the approval as the backend has it."""
    phone.find("label", T("Type this number on your other device:"))
    approval = desk.mock("approvals")["approvals"][0]
    phone.find("label", T("Number: %s") % " ".join(approval["number"]))
    phone.find("label", approval["device"]["name"])
    return approval


def ended(phone, title):
    phone.find("label", title)
    phone.click(T("Done"))
    phone.find("text", T("Code from the letter"))


def it_waits_for_another_device_and_can_be_withdrawn(desk, phone):
    order(phone)
    waits(desk, phone)
    phone.click(T("Cancel"))
    ended(phone, T("Cancelled"))
    assert desk.mock("approvals")["approvals"][0]["status"] == "cancelled", "it was not withdrawn at the server"
    executed(desk, "order_letter", 0)


def it_is_declined_there(desk, phone):
    order(phone)
    waits(desk, phone)
    desk.mock("approve", decision="deny")
    ended(phone, T("Declined on the other device"))
    executed(desk, "order_letter", 0)


def it_is_approved_while_the_connection_is_interrupted(desk, phone):
    order(phone)
    waits(desk, phone)
    desk.mock("faults", do="add", operation="get_approval", nth=0, phase="before-read", action="stall")
    phone.find("label", T("The connection is interrupted. Your approval goes on."))
    desk.mock("faults", do="clear")
    desk.mock("approve")
    ended(phone, T("Done"))
    executed(desk, "order_letter", 1)


def choose_pin(phone, pin, button):
    phone.type(T("New approval PIN"), pin)
    phone.type(T("The same PIN again"), pin)
    phone.click(button)


def hold_before_the_camera(phone):
    """Scans the newest letter that lies in the demo's letter box."""
    phone.click(T("Scan the letter’s QR code from a picture"))
    phone.press(phone.find("list item", contains=T("Letter with access data")))
    code = phone.find("text", CODE)
    wait(lambda: code.length() == 19, "the code is there")
    phone.says(T("The code of the letter was read."))
    return code


def devices_of(desk, number):
    return [device for device in desk.mock("devices")["devices"] if device["person"] == number]


# Who has no device

def an_o_is_told(desk, phone):
    code = phone.type(CODE, "k7of 3m9t xw2d 8hrp")
    phone.click(T("Register"))
    phone.find("label", contains=T("A code never has the letters O and I and the digits 0 and 1, which look alike. Look at the letter "
                                   "once more."))
    assert code.text() == "k7of 3m9t xw2d 8hrp", "what was typed is not there any more"
    executed(desk, "enrol_device", 0)


def who_has_no_device_gets_it_at_once(desk, phone):
    phone.click(T("Scan the letter’s QR code from a picture"))
    phone.find("label", T("No letter has come yet. Order one, or take a picture of one that you have."))
    phone.key("Escape")
    phone.find("text", CODE)
    order(phone)
    ended(phone, T("The letter is on its way"))
    executed(desk, "order_letter", 1)


def its_code_registers(desk, phone):
    desk.mock("advance", seconds=4 * DAY)  # it comes in three to five days
    sign_in_again(phone)
    hold_before_the_camera(phone)
    choose_pin(phone, PIN, T("Register"))
    phone.find("label", T("Nothing to approve"))
    executed(desk, "enrol_device", 1)


def sign_in_again(phone):
    """The sign-in has ended meanwhile, which the person is told on the way."""
    phone.type(CODE, "K7QF-3M9T-XW2D-8HRP")
    choose_pin(phone, PIN, T("Register"))
    phone.find("button", T("Sign in"))
    type_sign_in(phone, *XENIA)
    choose_letter(phone)


def it_is_used_once(desk, phone):
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", T("Settings")))
    phone.press(phone.find("list item", T("Unbind this device")))
    phone.type(T("Approval PIN"), PIN)
    phone.click(T("Unbind"))
    phone.find("button", T("Sign in"))
    type_sign_in(phone, *XENIA)
    choose_letter(phone)
    hold_before_the_camera(phone)
    choose_pin(phone, PIN, T("Register"))
    phone.find("label", REFUSED)
    executed(desk, "enrol_device", 1)


def a_saved_file_is_scanned_and_too_old(desk, phone):
    """As a person without a camera does: the letter is saved on the computer, and the phone is shown the file."""
    app = desk.app()
    sign_in(app, XENIA)
    order(phone)
    ended(phone, T("The letter is on its way"))
    go_to(app, "Documents & services")
    app.find("label", contains=T("Your access to the Service-App"))
    choose_in_menu(app, T("More"), "_Save as …")
    save_here(app)
    path = wait(lambda: next(iter(sorted(Path.cwd().glob("*.pdf"))), None), "the letter is saved")
    app.kill()  # the toolkit loses what its file chooser was still listing
    phone.click(T("Scan the letter’s QR code from a picture"))
    phone.click(T("Choose a file"))
    chooser = phone.dialog(T("Choose a picture of the letter"))
    phone.key("ctrl+l")
    phone.find("text", where=lambda node: node.inside(chooser) and node.can("EditableText")).write(str(path))
    phone.click(toolkit("_Open"), where=lambda node: node.inside(chooser))
    phone.gone("dialog", T("Choose a picture of the letter"))
    code = phone.find("text", CODE)
    wait(lambda: code.length() == 19, "the code of the file is there")
    scanned = code.text()
    path.unlink()
    desk.mock("advance", seconds=60 * DAY)
    phone.click(T("Register"))
    phone.find("button", T("Sign in"))
    type_sign_in(phone, *XENIA)
    choose_letter(phone)
    phone.type(CODE, scanned)
    choose_pin(phone, PIN, T("Register"))
    phone.find("label", REFUSED)
    executed(desk, "enrol_device", 1)


# A locked device

def locked(desk):
    desk.server()
    desk, phone = fresh_phone(desk)
    type_sign_in(phone, *XENIA)
    phone.type(T("Last 6 digits of the card number"), CARD_END)
    phone.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    choose_pin(phone, PIN, T("Register"))
    phone.find("label", T("Nothing to approve"))
    return desk, phone


def the_phone_says_that_it_is_locked(desk, phone):
    app = desk.app()
    sign_in(app, XENIA)
    app.key("ctrl+6")
    name = devices_of(desk, XENIA[0])[0]["name"]
    choose_in_menu(app, name, "_Lock …", "device")
    app.dialog(T("Lock this device?"))
    app.click(T("_Lock", "device"))
    phone.find("label", T("This device is locked"))
    phone.says(T("It was locked on your computer."))
    return desk, phone, app


def a_letter_unlocks_it(desk, phone, app):
    """After a restart, too; whoever unlocks signs in. Nobody could approve the letter."""
    before = devices_of(desk, XENIA[0])
    phone.kill()
    phone = desk.phone()
    phone.find("label", T("This device is locked"))
    phone.click(T("Unlock with a letter"))
    type_sign_in(phone, *XENIA)
    phone.find("text", CODE)
    order(phone)
    ended(phone, T("The letter is on its way"))
    executed(desk, "order_letter", 1)
    hold_before_the_camera(phone)
    choose_pin(phone, OTHER_PIN, T("_Unlock", "device"))
    phone.find("label", T("Nothing to approve"))
    phone.says(T("This device can approve for you now."))
    after = devices_of(desk, XENIA[0])
    assert [device["id"] for device in after] == [device["id"] for device in before], (before, after)
    assert not after[0]["locked"], after
    return desk, phone, app


def who_is_signed_out_meanwhile_is_told_and_types_nothing_twice(desk):
    desk, phone, app = the_phone_says_that_it_is_locked(*locked(desk))
    phone.click(T("Unlock with a letter"))
    phone.type(CODE, "K7QF-3M9T-XW2D-8HRP")
    phone.type(T("New approval PIN"), OTHER_PIN)
    phone.type(T("The same PIN again"), OTHER_PIN)
    desk.mock("advance", seconds=4 * DAY)
    phone.click(T("_Unlock", "device"))
    phone.find("label", T("You are signed out. Sign in again to go on."))
    type_sign_in(phone, *XENIA)
    code = phone.find("text", CODE)
    assert code.text() == "K7QF3M9TXW2D8HRP", "what was typed is gone"
    phone.click(T("_Unlock", "device"))
    phone.find("label", T("Nothing to approve"))
    assert not devices_of(desk, XENIA[0])[0]["locked"], "it is still locked"


def what_is_typed_stays_when_another_program_serves(desk):
    """The desktop, which serves the demo, is closed: the phone does it from then on."""
    app = desk.app()
    app.find("button", T("Sign in"))
    desk, phone = fresh_phone(desk)
    type_sign_in(phone, *XENIA)
    phone.type(T("Last 6 digits of the card number"), CARD_END)
    phone.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    next(desk.state.glob("endpoint*")).unlink()  # its address was taken by somebody else: the phone serves at another one
    app.quit()
    wait(lambda: desk.serving() == phone.process.pid, "the phone serves")
    choose_pin(phone, PIN, T("Register"))
    phone.find("label", T("Nothing to approve"))
    executed(desk, "enrol_device", 1)


def it_can_approve_again(desk, phone, app):
    app.gone("label", T("Locked: it cannot approve anything"))
    go_to(app, "Documents & services")
    order_certificate(app)
    decide(phone, T("Approve"), T("Approved"), waiting(app), OTHER_PIN)
    app.gone("dialog")  # what was wanted comes by itself
    executed(desk, "issue_certificate", 1)


main(chain(signed_in(ANDREA), it_waits_for_another_device_and_can_be_withdrawn, it_is_declined_there,
           it_is_approved_while_the_connection_is_interrupted),
     chain(signed_in(XENIA), an_o_is_told, who_has_no_device_gets_it_at_once, its_code_registers, it_is_used_once,
           a_saved_file_is_scanned_and_too_old),
     chain(locked, the_phone_says_that_it_is_locked, a_letter_unlocks_it, it_can_approve_again),
     who_is_signed_out_meanwhile_is_told_and_types_nothing_twice, what_is_typed_stays_when_another_program_serves)
