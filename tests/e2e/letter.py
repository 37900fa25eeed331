"""The letter with the code, on the phone: ordered, approved on another device, scanned from its picture, used once, and no longer than
60 days; it unlocks a locked device."""
from desk import chain, main, wait
from walks import ANDREA, T, choose_letter, executed, fresh_phone, type_sign_in

XENIA = ("X110411675", "Xaver-wandert-1995")
PIN = "804713"


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
    desk.mock("faults", do="add", operation="get_approval", nth=0, phase="before-read", action="reset")
    phone.find("label", T("The connection is interrupted. Your approval goes on."))
    desk.mock("faults", do="clear")
    desk.mock("approve")
    ended(phone, T("Done"))
    executed(desk, "order_letter", 1)


main(chain(signed_in(ANDREA), it_waits_for_another_device_and_can_be_withdrawn, it_is_declined_there,
           it_is_approved_while_the_connection_is_interrupted))
