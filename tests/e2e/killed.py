"""The phone, the desktop or the backend is killed at each step of binding, approval and recovery: what was done stays done, once, and
whoever opens it again goes on."""
import json
import locale
from pathlib import Path

from desk import chain, main, wait
from walks import (ANDREA, T, arrived, begin_sick_note, choose_letter, executed, fill_the_rest, fresh_phone, give_pin,
                   hand_in, identify_further, order_certificate, picture, press_digits, sign_in, type_sign_in, waiting)

DEMO = Path(__file__).parents[2] / "data/demo"
XENIA, LETTER = ("X110411675", "Xaver-wandert-1995", "739204"), "K7QF-3M9T-XW2D-8HRP"
SAMPLES = [sample["title"][locale.getlocale()[0][:2]] for name in ("identity-card-front.mp4", "identity-card-back.png", "selfie.mp4")
           for sample in json.loads((DEMO / "nect.json").read_text())["samples"] if sample["file"] == name]
CARL, NEW = ("C000500021", "2.9.1957"), ("Clausen backt Brot im Mai", "518394")
BEFORE, AFTER = "before-commit", "mid-response"  # the backend has not done it yet; it has, and its answer is cut


def stall(desk, operation, phase):
    """The next call of OPERATION stays where it is."""
    desk.mock("faults", do="clear")
    desk.mock("faults", do="add", operation=operation, nth=1, phase=phase, action="stall")


def reached(desk, operation, phase, before):
    """The call is where it stays; OPERATION was carried out BEFORE times before it."""
    wait(lambda: desk.mock("faults", do="list")["faults"][0]["matches"], f"{operation} has arrived")
    done = before + (phase == AFTER)
    wait(lambda: len(desk.ledger(operation)) == done, f"{operation} was carried out {done} times")
    return done


def again(desk, program, begin):
    """It is killed, and opened again; nothing stays where it is any more."""
    program.kill()
    desk.mock("faults", do="clear")
    return begin()


def devices(desk, number):
    return [device for device in desk.mock("devices")["devices"] if device["person"] == number]


def is_kept(desk, number):
    """The person's one device calls: the phone does as soon as it has kept what it needs."""
    assert len(devices(desk, number)) == 1, devices(desk, number)
    wait(lambda: not devices(desk, number)[0]["unseen"], "the phone calls")


def at_rest(phone):
    phone.find("label", T("Nothing to approve"))


# Binding

def beside_a_server(desk):
    """The backend is a program of its own, which goes on when others die."""
    desk.server()
    return fresh_phone(desk)


def with_letter(phone):
    type_sign_in(phone, *XENIA[:2])
    choose_letter(phone)
    phone.type(T("Code from the letter"), LETTER)
    phone.type(T("New approval PIN"), XENIA[2])
    phone.type(T("The same PIN again"), XENIA[2])
    phone.click(T("Register"))


def a_letter_is_not_lost(desk, phone):
    """Whether the backend had bound the phone or not when it died: the letter binds it, and there is one device."""
    done = 0
    for phase in BEFORE, AFTER, AFTER:
        stall(desk, "enrol_device", phase)
        with_letter(phone)
        done = reached(desk, "enrol_device", phase, done)
        phone = again(desk, phone, desk.phone)
        phone.find("button", T("Sign in"))
    with_letter(phone)
    at_rest(phone)
    is_kept(desk, XENIA[0])
    phone = again(desk, phone, desk.phone)
    at_rest(phone)
    app = desk.app()
    sign_in(app, XENIA)
    app.key("ctrl+3")
    order_certificate(app)
    number = waiting(app)
    arrived(phone)
    phone.click(T("Approve"))
    press_digits(phone, number)
    give_pin(phone, XENIA[2])
    app.gone("dialog")
    executed(desk, "issue_certificate", 1)


# Approval

def asked(desk):
    """Andrea's phone is registered; her desktop asks for a certificate."""
    server, _ = desk.server()
    phone, app = desk.phone(), desk.app()
    at_rest(phone)
    sign_in(app)
    app.key("ctrl+3")
    order_certificate(app)
    return desk, server, phone, app


def at_the_number(phone):
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))


def the_phone_dies_before_it_decides(desk, server, phone, app):
    """At the question, at the number, at the PIN: each time the same approval is there again, and the number counts as never typed."""
    number = waiting(app)
    arrived(phone)
    phone = again(desk, phone, desk.phone)
    at_the_number(phone)
    phone = again(desk, phone, desk.phone)
    at_the_number(phone)
    press_digits(phone, number)
    phone.find("button", T("Approval PIN"))  # or fingerprint and Face-ID, which are on
    phone = again(desk, phone, desk.phone)
    arrived(phone)
    assert waiting(app) == number, "the desktop waits for the same approval"
    executed(desk, "step_up", 0)
    return desk, server, phone, app


def answer(phone, number):
    at_the_number(phone)
    press_digits(phone, number)
    give_pin(phone, ANDREA[2])


def the_phone_dies_as_it_decides(desk, server, phone, app):
    """What had not arrived is asked for again; what had is done, and both sides say so."""
    number = waiting(app)
    stall(desk, "decide_device_approval", BEFORE)
    answer(phone, number)
    wait(lambda: desk.mock("faults", do="list")["faults"][0]["matches"], "the decision has arrived")
    executed(desk, "step_up", 0)
    phone = again(desk, phone, desk.phone)
    arrived(phone)
    stall(desk, "decide_device_approval", AFTER)
    answer(phone, number)
    reached(desk, "step_up", AFTER, 0)
    app.gone("dialog")
    phone = again(desk, phone, desk.phone)
    at_rest(phone)
    app.find("label", contains=T("Membership certificate"))
    executed(desk, "step_up", 1)
    executed(desk, "issue_certificate", 1)
    return desk, server, phone, app


def the_desktop_dies_as_it_is_done(desk, server, phone, app):
    """It is opened again and tells what became of what it had asked for; nothing is asked for again."""
    app.kill()
    app = desk.app()
    sign_in(app)
    begin_sick_note(app)
    fill_the_rest(app, picture("note.png"))
    number = hand_in(app)
    stall(desk, "decide_device_approval", AFTER)
    answer(phone, number)
    app.kill()
    reached(desk, "submit_request", AFTER, 0)
    desk.mock("faults", do="clear")
    app = desk.app()
    sign_in(app)
    app.key("ctrl+2")
    app.find("list item", contains=f', {T("Received")},')
    app.gone("dialog")
    executed(desk, "submit_request", 1)
    return desk, server, phone, app


# Recovery

def consent(phone):
    phone.find("label", T("NECT, a company from Hamburg. Its app is certified by TÜV for data protection."))


def begin_recovery(phone):
    phone.focus(phone.find("button", T("Forgotten password/approval PIN")))
    phone.key("Return")
    phone.type(T("Insurance number"), CARL[0])
    phone.type(T("Birth date (day.month.year)"), CARL[1])
    phone.click(T("Next", "form"))
    consent(phone)


def record(phone, number):
    phone.find("label", T("Step %1$u of %2$u").replace("%1$u", str(number)).replace("%2$u", "3"))
    phone.press(phone.find("list item", SAMPLES[number - 1]))


def secrets(phone):
    phone.type(T("New password"), NEW[0])
    phone.type(T("New approval PIN"), NEW[1])
    phone.type(T("The same PIN again"), NEW[1])


BEGUN = "Your identification is not finished. You have time until %s."
DONE = "You are identified. Choose your password and PIN, you have time until %s."


def a_recovery_is_gone_on_with(desk, phone):
    """Before anything was recorded it begins again; from then on it goes on where it was, to its last step."""
    begin_recovery(phone)
    phone = again(desk, phone, desk.phone)
    begin_recovery(phone)
    phone.click(T("I agree"))
    phone.find("label", T("Which document do you show?"))
    phone.press(phone.find("list item", contains=T("German identity card")))
    for number in 1, 2:
        record(phone, number)
        phone.find("label", T("Step %1$u of %2$u").replace("%1$u", str(number + 1)).replace("%2$u", "3"))
        phone = again(desk, phone, desk.phone)
        identify_further(phone, BEGUN)
    record(phone, 3)
    phone.find("button", T("Check now"))
    phone = again(desk, phone, desk.phone)
    phone.find("label", T("Your identification is being checked. You are told when it is done."))
    desk.mock("advance", seconds=60)
    identify_further(phone, DONE)
    secrets(phone)
    phone = again(desk, phone, desk.phone)
    executed(desk, "create_nect_case", 1)
    return desk, phone


def its_last_step_is_not_lost(desk, phone):
    """Nothing of it, or all of it but what the phone should have kept: the person chooses once more, and that counts."""
    for phase in BEFORE, AFTER:
        identify_further(phone, DONE)
        secrets(phone)
        stall(desk, "complete_recovery", phase)
        phone.click(T("Finish"))
        reached(desk, "complete_recovery", phase, 0)
        phone = again(desk, phone, desk.phone)
    identify_further(phone, DONE)
    secrets(phone)
    phone.click(T("Finish"))
    at_rest(phone)
    executed(desk, "complete_recovery", 2)
    is_kept(desk, CARL[0])
    phone = again(desk, phone, desk.phone)
    at_rest(phone)
    phone.gone("button", T("Go on"))
    app = desk.app()
    sign_in(app, (CARL[0], NEW[0]))
    app.key("ctrl+3")
    order_certificate(app)
    number = waiting(app)
    at_the_number(phone)
    press_digits(phone, number)
    give_pin(phone, NEW[1])
    app.gone("dialog")
    executed(desk, "issue_certificate", 1)


main(chain(beside_a_server, a_recovery_is_gone_on_with, its_last_step_is_not_lost),
     chain(beside_a_server, a_letter_is_not_lost),
     chain(asked, the_phone_dies_before_it_decides, the_phone_dies_as_it_decides, the_desktop_dies_as_it_is_done))
