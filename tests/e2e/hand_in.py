"""Handing in with an approval on the phone, and every way in which it ends."""
import hashlib

from desk import chain, main
from walks import (ANDREA, T, approve, arrived, at_overview, decide, end_of_dialog, executed, fill_sick_note, give_pin, hand_in,
                   lines, picture, press_digits, sign_in, waiting, wrong_pin)

DECLINED = T("You declined. Nothing was changed.")
WRONG_TWICE = T("The number was wrong twice. Nothing was changed.")
NOT_ME = T("You said that this was not you. Nothing was changed.")
LOCKED = T("%s is locked. Approve with another registered device, or choose “Forgotten password/approval PIN” in the Service-App.")
FILES = picture("front.png"), picture("back.png", 300, 200)


def form_filled_in(desk):
    """Signed in, the phone beside it, the form filled in and read once more."""
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    fill_sick_note(app, *FILES)
    return desk, app, phone


def everything_is_kept(app):
    app.find("heading", T("Check your entries"))
    for path in FILES:
        app.find("label", contains=path.name)
    app.find("button", T("Hand in"))


def back_in_the_form(app, end):
    """The page behind the dialog says how it ended too, and what to do."""
    app.click(T("Close", "button"))
    app.gone("dialog")
    everything_is_kept(app)
    app.find("label", contains=end)


def wrong(number):
    return "10" if number != "10" else "11"


def time_runs_out_and_can_be_asked_again(desk, app, phone):
    hand_in(app)
    arrived(phone)
    desk.mock("advance", seconds=600)
    end_of_dialog(app, T("Time ran out. Nothing was changed."))
    executed(desk, "submit_request", 0)
    phone.find("label", contains=T("Time ran out"))
    phone.gone("button", T("That wasn’t me"))
    app.click(T("Ask again"))
    waiting(app)
    executed(desk, "submit_request", 0)


def declined_keeps_the_entries(desk, app, phone):
    decide(phone, T("Decline"), T("Declined"))
    end_of_dialog(app, DECLINED)
    back_in_the_form(app, DECLINED)
    executed(desk, "submit_request", 0)


def the_second_wrong_number_denies(desk, app, phone):
    number = hand_in(app)  # asking again is a new question with a new number
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, wrong(number))
    give_pin(phone, ANDREA[2])
    phone.find("label", contains=T("The number is wrong"))
    press_digits(phone, wrong(number))
    give_pin(phone, ANDREA[2])
    phone.find("label", T("Not approved"))
    phone.click(T("Done"))
    end_of_dialog(app, WRONG_TWICE)
    back_in_the_form(app, WRONG_TWICE + "\n" + T("You get a new number when you ask again. Type exactly that one in the "
                                                 "Service-App. What you entered is kept."))
    executed(desk, "submit_request", 0)


def reported_ends_the_session(desk, app, phone):
    hand_in(app)
    decide(phone, T("That wasn’t me"), T("Thank you for telling us"))
    executed(desk, "submit_request", 0)
    app.find("dialog", T("Sign in again"))
    app.find("label", contains=T("“That wasn’t me” was chosen in the Service-App, so this session ended. If it was not you, "
                                 "change your password after signing in."))
    app.type(T("Password"), ANDREA[1])
    app.click(T("Sign in"))
    app.gone("dialog", T("Sign in again"))
    end_of_dialog(app, NOT_ME)
    app.find("button", T("Open Security"))
    back_in_the_form(app, NOT_ME + "\n" + T("The session that asked for it was ended. If it really was not you, choose a new "
                                            "password under “Security” and look there who has signed in. What you entered is "
                                            "kept."))  # it is the same person
    app.click(T("Open Security"))
    app.find("label", T("Devices that approve"))
    app.key("ctrl+1")
    at_overview(app)
    app.find("label", contains=T("Draft, saved %s") % "")
    executed(desk, "submit_request", 0)


def approved_is_done_once(desk, app, phone):
    app.click(T("Hand in a sick note"))  # the draft
    everything_is_kept(app)
    number = hand_in(app)
    executed(desk, "submit_request", 0)
    arrived(phone)
    signed = lines(app, T("What will change"))
    assert signed == lines(phone, T("What will happen")), f"the computer shows {signed}"
    for program, title in (app, T("What will change")), (phone, T("What will happen")):
        above = program.find("list", title)
        stops = [node.had("FOCUSABLE") for node in program.all("list item", where=lambda node: node.inside(above))]
        assert stops == [True] * len(signed), f"not every line of “{title}” is a stop: {stops}"
    assert (T("Person"), "Andrea Amsel") in signed, signed
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)
    reference = app.find("label", where=lambda node: node.name.startswith("HKK-")).text()
    app.click(T("Open request"))
    app.find("heading", T("Your request is with us."))
    app.find("label", reference)
    app.press(app.find("list item", contains=T("Approved in the Service-App"), where=lambda node: node.count))
    stands = lines(app, T("Approved in the Service-App"))
    assert all(line in stands for line in signed), f"the request does not say {signed}, but {stands}"
    for path in FILES:
        app.press(app.find("list item", contains=path.name))  # the check sum is there for who wants to see it
        app.find("label", contains=hashlib.sha256(path.read_bytes()).hexdigest())
    executed(desk, "put_upload", 2)


def the_fifth_wrong_pin_locks_the_phone(desk, app, phone):
    desk.mock("advance", seconds=310)  # the limit is five questions in a quarter of an hour; the first is older then
    app.click(T("Withdraw"))
    question = app.find(name=T("Withdraw this request?"), where=lambda node: node.role in ("alert", "dialog"))
    app.click(T("Withdraw"), where=lambda node: node.inside(question))
    number = waiting(app)
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, number)
    for attempt in range(5):
        give_pin(phone, f"11223{attempt}")
        if attempt < 4:
            phone.find("label", wrong_pin(4 - attempt))
    phone.find("label", T("This device is locked"))
    app.find("label", contains=LOCKED.split("%s")[1])
    assert not phone.all("label", T("Not found")), "what waits is asked for by a device that may not read it"
    executed(desk, "withdraw_request", 0)
    executed(desk, "submit_request", 1)


main(chain(form_filled_in, time_runs_out_and_can_be_asked_again, declined_keeps_the_entries, the_second_wrong_number_denies,
           reported_ends_the_session, approved_is_done_once, the_fifth_wrong_pin_locks_the_phone))
