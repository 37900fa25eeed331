"""Approvals that another computer of hers asks for, and a phone that answers them."""
from elsewhere import Elsewhere
from walks import ANDREA, T, arrived, press_digits

NUMBER, PASSWORD, _ = ANDREA
NOTHING = ("label", T("Nothing to approve"))
ASKS_NUMBER = ("label", T("Which number does your computer show?"))


class Computer(Elsewhere):
    """Another computer of hers, which asks for something small."""

    def __init__(self, url, name="Büro"):
        super().__init__(url, NUMBER, PASSWORD, name)

    def ask(self):
        self.asked = self.call("POST", "/v1/step-up")
        return self.asked["number"]

    def act(self, action):
        return self.call("POST", f"/v1/approvals/{self.asked['id']}/{action}")


def a_quarter_later(desk, url):
    """Five approvals are all that can be asked for in 15 minutes; who signed in before is signed out then."""
    desk.mock("advance", seconds=901)
    return Computer(url)


def status(desk):
    """Of the newest approval, as the portal knows it."""
    return desk.mock("approvals")["approvals"][0]["status"]


def with_a_phone(desk):
    _, url = desk.server()
    phone = desk.phone()
    phone.find(*NOTHING)
    return desk, phone, url


def to_number(phone):
    arrived(phone)
    phone.click(T("Approve"))
    phone.find(*ASKS_NUMBER)


def to_pin(phone, number):
    to_number(phone)
    press_digits(phone, number)
    phone.click(T("Approval PIN"))
    return phone.find(name=T("Approval PIN"), where=lambda node: node.can("EditableText"))


def fail(desk, action, *operations, nth=0, phase="before-read"):
    for operation in operations:
        desk.mock("faults", do="add", operation=operation, nth=nth, phase=phase, action=action)


def leave(phone):
    phone.click(T("Done"))
