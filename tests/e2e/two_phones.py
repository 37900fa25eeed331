"""Two phones of one person side by side, a smartphone and a tablet: each has a binding of its own, both are asked and one answers,
and whichever program serves the demo may end."""
import signal
import subprocess

from desk import PREFIX, chain, main, wait
from walks import (ANDREA, T, arrived, choose_in_menu, decide, end_of_dialog, executed, give_pin, order_certificate, press_digits,
                   sign_in, waiting, wrong_pin)

NUMBER, PASSWORD, PIN = ANDREA
CARD_END, CARD_UNTIL = "481502", "30.06.2030"
PHONE, TABLET = T("Andrea’s smartphone"), T("Simulated tablet")


def devices(desk):
    """What the backend knows of her devices, by name."""
    return {device["name"]: device for device in desk.mock("devices")["devices"] if device["person"] == NUMBER}


def at_rest(phone):
    phone.find("label", T("Nothing to approve"))


def register(tablet, phone):
    """A second device, which the first one confirms."""
    tablet.type(T("Password"), PASSWORD)
    tablet.click(T("Sign in"))
    tablet.type(T("Last 6 digits of the card number"), CARD_END[::-1])
    tablet.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    tablet.type(T("New approval PIN"), PIN)
    tablet.type(T("The same PIN again"), PIN)
    tablet.click(T("Register"))
    tablet.find("label", T("These digits and this date do not belong to your health card. Use the card that is valid now."))
    tablet.type(T("Last 6 digits of the card number"), CARD_END)
    tablet.click(T("Register"))
    tablet.click(T("Confirm on the other device"))
    number = tablet.find("label", contains=T("Number: %s") % "").text().strip()
    decide(phone, T("Approve"), T("Approved"), number, asks="Which number does your other device show?")
    tablet.click(T("Done"))
    at_rest(tablet)


def beside_each_other(desk):
    """The desktop opens the phone, and then the tablet, which is nobody's yet and told whose it may become."""
    app = desk.app()
    sign_in(app)
    app.click(T("Open the _phone"))
    phone = desk.started("meine-hkk-phone")
    phone.device = PHONE
    at_rest(phone)
    choose_in_menu(app, T("More devices of the demo"), "Open the _tablet")
    tablet = desk.started("meine-hkk-phone")
    tablet.device = TABLET
    wait(lambda: tablet.find("text", T("Insurance number")).text() == NUMBER, "the tablet knows who has opened it")
    tablet.find("label", T("SIMULATOR – this is not a real tablet"))
    phone.find("label", T("SIMULATOR – this is not a real phone"))
    settings(phone)
    phone.find("label", T("No other device is registered. With a second one you can lock this one if you lose it."))
    phone.key("Escape")
    register(tablet, phone)
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


def leave(phone, sentence):
    """It was answered elsewhere, and says where."""
    phone.find("label", contains=sentence)
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
    leave(other, T("You approved it on “%s”. Your computer goes on by itself.") % first.device)


def one_declines(app, first, other=None):
    ask(app)
    arrived(other or first)
    decide(first, T("Decline"), T("Declined"))
    app.click(T("Close", "button"))
    app.key("Escape")
    app.gone("dialog")
    if other:
        leave(other, T("It was not approved on “%s”. Nothing was changed.") % first.device)


def both_are_asked_and_one_answers(desk, app, phone, tablet):
    one_declines(app, tablet, phone)
    at_rest(tablet)
    one_approves(desk, app, phone, tablet)


def open_phone(desk, device):
    phone = desk.phone(*(("--profile", "tablet") if device == TABLET else ()))
    phone.device = device
    return phone


def server(desk, *programs):
    """Which of the programs serves the demo."""
    return wait(lambda: next((program for program in programs if program.process.pid == desk.serving()), None), "one of them serves")


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
    assert server(desk, app, phone, tablet) == app, "who came first does not serve"
    app.quit()
    server(desk, phone, tablet)
    desk.mock("advance", seconds=900)  # so many questions in a quarter of an hour are allowed
    fetch(phone)
    fetch(tablet)
    app = desk.app()
    sign_in(app)
    one_declines(app, tablet, phone)
    ends = server(desk, phone, tablet)
    stays = tablet if ends == phone else phone
    ends.quit()
    fetch(stays)
    one_declines(app, stays)
    back = open_phone(desk, ends.device)
    at_rest(back)
    one_approves(desk, app, back, stays)
    for program in (stays, app, back):
        program.quit()
    tablet = open_phone(desk, TABLET)
    assert server(desk, tablet) == tablet
    desk.mock("advance", seconds=900)  # so many questions in a quarter of an hour are allowed
    app = desk.app()
    sign_in(app)
    phone = open_phone(desk, PHONE)
    at_rest(phone)
    one_declines(app, phone, tablet)
    return desk, app, phone, tablet


def settings(phone):
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", T("Settings")))


def each_knows_its_own_name(desk, app, phone, tablet):
    for one, name in ((phone, PHONE), (tablet, TABLET)):
        settings(one)
        one.until(lambda: one.find("text", T("Name of the device")).text() == name, f"it is {name}")
        one.key("Escape")
        at_rest(one)
    assert set(devices(desk)) == {PHONE, TABLET}, devices(desk)
    # One window for each: who starts it again sees the one that is there.
    again = subprocess.run([PREFIX / "bin/meine-hkk-phone", "--profile", "tablet"], timeout=60)
    assert again.returncode == 0 and tablet.process.poll() is None, again


def unfold(phone, device):
    """What can be done with another device."""
    phone.press(phone.find("list item", device))


def the_list_may_fail(desk, app, phone, tablet):
    """It says so, and is asked for again."""
    desk.mock("faults", do="add", operation="list_other_devices", nth=0, phase="before-read", action="status", argument=500)
    settings(tablet)
    # What was hidden and is shown now is seen when the tree is read anew, which a key makes sure of.
    tablet.until(lambda: tablet.all("button", T("Try again")) or tablet.key("Shift_L"), "it says that it failed")
    again = tablet.find("button", T("Try again"))
    assert not tablet.all("list item", PHONE), "it shows what it does not know"
    desk.mock("faults", do="clear")
    tablet.press(again)
    tablet.gone("button", T("Try again"))
    tablet.key("Escape")
    at_rest(tablet)
    settings(tablet)
    tablet.find("list item", PHONE)
    tablet.key("Escape")
    at_rest(tablet)


def one_locks_the_other_at_once(desk, app, phone, tablet):
    """The phone is about to sign when it is lost: it had not heard of that yet."""
    assert server(desk, phone, tablet, app) != phone, "the phone cannot be stopped, it serves"
    before = len(desk.ledger("issue_certificate"))
    settings(tablet)  # what arrives does not come to the front there: it is open on the phone alone
    number = ask(app)
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, number)
    give_pin(phone, PIN[:-1])
    phone.process.send_signal(signal.SIGSTOP)
    unfold(tablet, PHONE)
    tablet.click(T("Lock %s") % PHONE)
    tablet.dialog(T("Lock the device “%s”?") % PHONE)
    tablet.click(T("Lock", "other device"))
    tablet.find("label", T("The device is locked. It cannot approve anything now."))
    tablet.find("label", T("Locked: it cannot approve anything"))
    assert devices(desk)[PHONE]["locked"], "it is not locked"
    phone.key(PIN[-1])
    phone.process.send_signal(signal.SIGCONT)
    phone.find("label", T("This device is locked"))
    phone.find("label", T("It was locked with your device “%s”.") % TABLET)
    end_of_dialog(app, T("The approval is no longer valid. Nothing was changed."))
    executed(desk, "issue_certificate", before)
    app.click(T("Close", "button"))
    app.key("Escape")
    app.gone("dialog")
    executed(desk, "lock_other_device", 1)


def and_removes_it(desk, app, phone, tablet):
    """Its row is still open."""
    assert not tablet.all("button", T("Lock %s") % PHONE), "what is locked can be locked"
    tablet.click(T("Remove device %s", "other device") % PHONE)
    tablet.type(T("Approval PIN"), "135792")
    tablet.click(T("Remove device"))
    tablet.find("label", wrong_pin(4))
    assert PHONE in devices(desk), "it is removed with a wrong PIN"
    tablet.type(T("Approval PIN"), PIN)
    tablet.click(T("Remove device"))
    tablet.find("label", T("The device is removed."))
    tablet.find("label", T("No other device is registered. With a second one you can lock this one if you lose it."))
    phone.find("button", T("Sign in"))
    assert set(devices(desk)) == {TABLET}, devices(desk)
    executed(desk, "remove_other_device", 1)


def a_name_that_is_none(desk):
    for name in ("", "a b", "../phone", "x" * 31):
        done = subprocess.run([PREFIX / "bin/meine-hkk-phone", "--profile", name], capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "--profile" in done.stderr, done
    assert not [path.name for path in desk.state.glob("phone*")], "something was made of it"


main(chain(beside_each_other, both_are_registered, both_are_asked_and_one_answers, who_serves_may_end, each_knows_its_own_name,
           the_list_may_fail, one_locks_the_other_at_once, and_removes_it),
     a_name_that_is_none)
