"""From nothing to the first approved request: somebody who only has an insurance card. With a folder named, each step is a picture,
those of the README: ./dev shots store."""
import sys
from pathlib import Path

from camera import Camera
from desk import Desk, chain, main, wait
from registration import NUMBER, at_step, begin, choose_document, record
from walks import T, at_overview, end_of_dialog, executed, fill_sick_note, give_pin, hand_in, picture, press_digits, type_sign_in

PASSWORD, PIN = "Vier Worte und ein Lied", "804713"
DESKTOP, PHONE = (0, 0, 1000, 700), (1060, 0, 360, 720)


def no_picture(program, name):
    """As a test it looks only."""


def the_guide_leads_to_the_phone(desk, shoot=no_picture):
    """Nobody's phone: it does not register itself for one of the demo's persons."""
    app = desk.app()
    app.place(*DESKTOP)
    app.click(T("Not registered yet?"))
    guide = app.dialog()
    app.find("label", T("Scan this code with the camera of your smartphone or tablet: it leads to the Service-App. Or type the address "
                        "there."))
    shoot(app, "1-guide")
    app.press(app.find("button", T("Open the _phone"), where=lambda node: node.inside(guide)))
    phone = desk.started("meine-hkk-phone")
    phone.find("button", T("Sign in"))
    phone.place(*PHONE)
    app.key("Escape")
    app.gone("dialog")
    return desk, app, phone, shoot


def a_phone_that_is_somebodys_is_left_alone(desk):
    """The demo's phone is Andrea's already: who is new gets one beside it."""
    first = desk.phone()
    first.find("label", T("Nothing to approve"))
    app = desk.app()
    app.click(T("Not registered yet?"))
    guide = app.dialog()
    app.press(app.find("button", T("Open the _phone"), where=lambda node: node.inside(guide)))
    phone = desk.started("meine-hkk-phone")
    phone.find("button", T("Register for the first time"))
    phone.find("label", T("SIMULATOR “%s” – this is not a real phone") % "2")
    first.find("label", T("Nothing to approve"))


def she_says_who_she_is(desk, app, phone, shoot):
    begin(phone, "Register for the first time")
    phone.type(T("Insurance number"), NUMBER)
    phone.type(T("Birth date (day.month.year)"), "21.3.1990")
    phone.focus(phone.type(T("Last 6 digits of the card number"), "568143"))
    shoot(phone, "2-card")
    phone.click(T("Next", "form"))


def she_shows_her_identity_card(desk, app, phone, shoot):
    phone.find("label", T("NECT, a company from Hamburg. Its app is certified by TÜV for data protection."))
    phone.click(T("I agree"))
    choose_document(phone, "German identity card")
    at_step(phone, 1)
    shoot(phone, "3-identity-card")
    record(phone, "identity-card-front.mp4", "identity-card-back.png", "selfie.mp4")
    phone.find("button", T("Check now"))
    desk.mock("advance", seconds=60)
    phone.click(T("Check now"))


def she_chooses_password_and_pin(desk, app, phone, shoot):
    phone.type(T("New password"), PASSWORD)
    phone.find("label", T("Long enough, and not one that many people use."))
    phone.type(T("New approval PIN"), PIN)
    phone.focus(phone.type(T("The same PIN again"), PIN))
    shoot(phone, "4-password-and-pin")
    phone.click(T("Finish"))
    phone.find("label", T("Nothing to approve"))
    executed(desk, "complete_registration", 1)


def she_signs_in(desk, app, phone, shoot):
    type_sign_in(app, NUMBER, PASSWORD)
    at_overview(app)
    shoot(app, "5-overview")


def her_first_request_waits_for_her(desk, app, phone, shoot):
    fill_sick_note(app, picture("certificate.png"))
    number = hand_in(app)
    phone.find("button", T("That wasn’t me"))
    shoot(app, "6-number")
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, number[:1])
    shoot(phone, "7-approve")
    question = phone.find("text", T("Number from the computer"))
    phone.click(number[1])
    wait(lambda: question.length() == 2 or not question.has("SHOWING"), "the number is typed")
    return desk, app, phone, shoot


def it_is_approved_and_has_a_reference_number(desk, app, phone, shoot):
    give_pin(phone, PIN)
    phone.find("label", T("Approved"))
    end_of_dialog(app, T("Done"))
    app.find("label", contains="HKK-")
    shoot(app, "8-done")
    executed(desk, "submit_request", 1)


STEPS = (she_says_who_she_is, she_shows_her_identity_card, she_chooses_password_and_pin, she_signs_in,
         her_first_request_waits_for_her, it_is_approved_and_has_a_reference_number)


def with_pictures(folder):
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk()
    desk.unlock_keyring()
    camera = Camera(folder, "newcomer", False)
    # What turns beside the number never stands still.
    shared = the_guide_leads_to_the_phone(desk, lambda program, name: camera(program, name, still=name != "6-number"))
    for step in STEPS:
        shared = step(*shared) or shared
    desk.close()


if "/" in (sys.argv + [""])[1]:
    with_pictures(Path(sys.argv[1]))
else:
    main(chain(lambda desk: (desk,), the_guide_leads_to_the_phone, *STEPS), a_phone_that_is_somebodys_is_left_alone)
