"""Two phones of one person side by side, a smartphone and a tablet: each has a binding of its own, both are asked and one answers,
and whichever program serves the demo may end."""
import socket
import struct
import subprocess

from desk import PREFIX, chain, main, wait
from walks import ANDREA, T, arrived, choose_in_menu, decide, executed, order_certificate, sign_in, waiting

NUMBER, PASSWORD, PIN = ANDREA
CARD_END, CARD_UNTIL = "481502", "30.06.2030"
PHONE, TABLET = T("Andrea’s smartphone"), T("Simulated tablet")


def devices(desk):
    """What the backend knows of her devices, by name."""
    return {device["name"]: device for device in desk.mock("devices")["devices"] if device["person"] == NUMBER}


def at_rest(phone):
    phone.find("label", T("Nothing to approve"))


def register(tablet):
    tablet.type(T("Password"), PASSWORD)
    tablet.click(T("Sign in"))
    tablet.type(T("Last 6 digits of the card number"), CARD_END)
    tablet.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    tablet.type(T("New approval PIN"), PIN)
    tablet.type(T("The same PIN again"), PIN)
    tablet.click(T("Register"))
    at_rest(tablet)


def beside_each_other(desk):
    """The desktop opens the phone, and then the tablet, which is nobody's yet and told whose it may become."""
    app = desk.app()
    sign_in(app)
    app.click(T("Open the _phone"))
    phone = desk.started("meine-hkk-phone")
    at_rest(phone)
    choose_in_menu(app, T("More devices of the demo"), "Open the _tablet")
    tablet = desk.started("meine-hkk-phone")
    wait(lambda: tablet.find("text", T("Insurance number")).text() == NUMBER, "the tablet knows who has opened it")
    tablet.find("label", T("SIMULATOR – this is not a real tablet"))
    phone.find("label", T("SIMULATOR – this is not a real phone"))
    register(tablet)
    return desk, app, phone, tablet


def both_are_registered(desk, app, phone, tablet):
    known = devices(desk)
    assert set(known) == {PHONE, TABLET}, known
    assert known[TABLET]["platform"] == "tablet" and known[PHONE]["platform"] == "android", known
    assert desk.in_keyring().count("device-token") == 2, desk.in_keyring()


def ask(app):
    app.key("ctrl+3")
    order_certificate(app)
    return waiting(app)


def leave(phone):
    """It was answered elsewhere: what is still open there is left."""
    if phone.all("button", T("That wasn’t me")):
        phone.key("Escape")
    at_rest(phone)


def one_approves(desk, app, first, other):
    """Both are asked. It is the last one of a session, which is trusted for a while then."""
    before = len(desk.ledger("issue_certificate"))
    number = ask(app)
    arrived(other)
    decide(first, T("Approve"), T("Approved"), number)
    app.gone("dialog")
    executed(desk, "issue_certificate", before + 1)
    leave(other)


def one_declines(app, first, other):
    ask(app)
    arrived(other)
    decide(first, T("Decline"), T("Declined"))
    app.click(T("Close", "button"))
    app.key("Escape")
    app.gone("dialog")
    leave(other)


def both_are_asked_and_one_answers(desk, app, phone, tablet):
    one_declines(app, tablet, phone)
    at_rest(tablet)
    one_approves(desk, app, phone, tablet)


def server(desk, *programs):
    """Which of the programs serves the demo."""
    def serving():
        with socket.socket(socket.AF_UNIX) as steering:
            if steering.connect_ex(str(desk.state / "control.sock")):
                return None
            pid, _, _ = struct.unpack("3i", steering.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
        return next((program for program in programs if program.process.pid == pid), None)

    return wait(serving, "one of them serves")


def fetch(phone):
    """It asks the portal, and is answered."""
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", T("2FA approval")))
    phone.focus(phone.find("button", T("Fetch")))
    phone.key("Return")
    phone.find("label", T("Nothing waits for your approval."))
    phone.key("Escape")
    at_rest(phone)


def who_serves_may_end(desk, app, phone, tablet):
    """In any order: what goes on goes on, and who comes back is who it was."""
    start = {phone: desk.phone, tablet: lambda: desk.phone("--profile", "tablet")}
    assert server(desk, app, phone, tablet) == app, "who came first does not serve"
    app.quit()
    fetch(phone)
    fetch(tablet)
    app = desk.app()
    sign_in(app)
    one_declines(app, tablet, phone)
    ends = server(desk, phone, tablet)
    stays = tablet if ends == phone else phone
    ends.quit()
    fetch(stays)
    one_declines(app, stays, stays)
    back = start[ends]()
    at_rest(back)
    one_approves(desk, app, back, stays)
    for program in (stays, app, back):
        program.quit()
    tablet = desk.phone("--profile", "tablet")
    assert server(desk, tablet) == tablet
    desk.mock("advance", seconds=900)  # so many questions in a quarter of an hour are allowed
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    at_rest(phone)
    one_approves(desk, app, phone, tablet)
    return desk, app, phone, tablet


def each_knows_its_own_name(desk, app, phone, tablet):
    for one, name in ((phone, PHONE), (tablet, TABLET)):
        one.click(T("Side menu"))
        one.press(one.find("list item", T("Settings")))
        one.until(lambda: one.find("text", T("Name of the device")).text() == name, f"it is {name}")
        one.key("Escape")
        at_rest(one)
    assert set(devices(desk)) == {PHONE, TABLET}, devices(desk)
    # One window for each: who starts it again sees the one that is there.
    again = subprocess.run([PREFIX / "bin/meine-hkk-phone", "--profile", "tablet"], timeout=60)
    assert again.returncode == 0 and tablet.process.poll() is None, again


def a_name_that_is_none(desk):
    for name in ("", "a b", "../phone", "x" * 31):
        done = subprocess.run([PREFIX / "bin/meine-hkk-phone", "--profile", name], capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "--profile" in done.stderr, done
    assert not [path.name for path in desk.state.glob("phone*")], "something was made of it"


main(chain(beside_each_other, both_are_registered, both_are_asked_and_one_answers, who_serves_may_end, each_knows_its_own_name),
     a_name_that_is_none)
