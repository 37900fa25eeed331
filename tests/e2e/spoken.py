"""What a blind person hears, with the keyboard alone, from Orca: signing in, a search, a request with an error, each end of its
approval, a message and the answer to it. spoken.txt has what must be heard; all that was heard stands in build/test/spoken-de.txt."""
import subprocess
from pathlib import Path

from desk import PREFIX, chain, main
from orca import Orca
from walks import ANDREA, T, at_overview, executed


class Ear:
    """The person: each key waits until what the one before it brought is heard."""

    def __init__(self, desk):
        self.app = desk.app_by_keys()
        self.app.focus(self.app.find("text", T("Insurance number")))
        self.orca = Orca(Path(__file__).with_name("spoken.txt"), PREFIX.parent / "spoken-de.txt")
        self.orca.follows("The program begins")
        self.orca.hears("The program begins")

    def after(self, step, act):
        self.orca.follows(step)
        act()
        self.orca.hears(step)

    def presses(self, *keys):
        for key in keys:
            self.after(key, lambda key=key: self.app.key(key))

    def goes_to(self, role, name):
        """Listens on the way."""
        while not self.app.find(role, name).has("FOCUSED"):
            self.presses("Tab")

    def hurries_to(self, role, name):
        self.after(f"To “{name}”", lambda: self.app.focus(self.app.find(role, name)))

    def types(self, text):
        """Where each key is not answered."""
        subprocess.run(["xdotool", "type", text], check=True)

    def looks_for(self, text):
        self.app.key("ctrl+a")
        self.after(f"{text} is typed", lambda: self.types(text))


def at_the_sign_in_page(desk):
    return desk, Ear(desk)


def signs_in(desk, ear):
    ear.types(ANDREA[0])
    ear.presses("Tab")
    ear.types("falsch")
    ear.presses("Return")
    ear.app.key("ctrl+a")
    ear.types(ANDREA[1])
    ear.presses("Return")
    at_overview(ear.app)


def searches(desk, ear):
    ear.presses("ctrl+2", "ctrl+k")
    ear.looks_for("zzzz")
    ear.looks_for("beitrag")
    ear.presses("Down", "Escape")


def asks_for_a_card(desk, ear):
    ear.presses("ctrl+n")
    ear.looks_for("gesundheitskarte")
    ear.presses("Tab", "Return", "Return")
    ear.goes_to("button", T("Next", "form"))
    ear.presses("Return")  # with an answer missing
    ear.presses("space")
    ear.hurries_to("button", T("Next", "form"))
    ear.presses("Return")
    ear.goes_to("check box", T("I have checked the address. My name is on the letter box."))
    ear.presses("space")
    ear.hurries_to("button", T("Next", "form"))
    ear.presses("Return", "Tab", "Down")
    ear.hurries_to("button", T("Order the card"))


def is_declined(desk, ear):
    ear.presses("Return")
    ear.goes_to("button", T("Check now"))
    ear.presses("Return")
    ear.goes_to("button", T("More time"))
    ear.presses("Return")
    ear.after("It is declined on the phone", lambda: desk.mock("approve", decision="deny"))


def is_too_late(desk, ear):
    ear.presses("Return")
    ear.after("Half a minute is left", lambda: desk.mock("advance", seconds=270))
    ear.after("The time is over", lambda: desk.mock("advance", seconds=40))


def gives_up(desk, ear):
    ear.presses("Return")
    ear.hurries_to("button", T("Cancel"))
    ear.presses("Return", "Return")  # closes


def is_approved(desk, ear):
    ear.hurries_to("button", T("Order the card"))
    ear.presses("Return")
    ear.after("It is approved on the phone", lambda: desk.mock("approve"))
    executed(desk, "submit_request", 1)
    ear.presses("Return")  # closes


def reads_and_answers_a_message(desk, ear):
    ear.presses("ctrl+5", "ctrl+f")
    ear.looks_for("Bonus")
    ear.presses("Tab", "Tab", "Return")
    ear.app.find("list item", contains=f"{T('Messages & contact')}, 2")  # of three: it is known as read
    ear.goes_to("button", T("Answer"))
    ear.presses("Return")
    ear.hurries_to("text", T("Message"))
    ear.types("Danke.")
    ear.hurries_to("button", T("Send"))
    ear.presses("Return")
    executed(desk, "send_message", 1)


def nothing_else_is_heard(desk, ear):
    ear.orca.close()


main(chain(at_the_sign_in_page, signs_in, searches, asks_for_a_card, is_declined, is_too_late, gives_up, is_approved,
           reads_and_answers_a_message, nothing_else_is_heard))
