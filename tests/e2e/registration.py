"""The phone's own ways: first registration with the identification, and a forgotten password."""
import json
import locale
from pathlib import Path

import notifications
from desk import chain, main, wait
from walks import (T, at_overview, decide, end_of_dialog, executed, fresh_phone, go_to, identify_further, order_certificate,
                   type_sign_in, waiting)

NUMBER = "K220635158"
FIRST = ("Vier Worte und ein Lied", "804713")
DIFFERENT = ("Nina fliegt nach Norden", "570924")
IDENTIFIED = T("You are identified. Choose your password and PIN, you have time until %s.").split("%s")[0]
DEMO = Path(__file__).parents[2] / "data/demo"
SAMPLES = {sample["file"]: sample["title"][locale.getlocale()[0][:2]]
           for sample in json.loads((DEMO / "nect.json").read_text())["samples"]}


def menu(phone, entry):
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", entry))


def begin(phone, way):
    phone.focus(phone.find("button", T(way)))  # a row of a list has no action of its own
    phone.key("Return")
    phone.gone("button", T("Sign in"))


def at_step(phone, number):
    phone.find("label", T("Step %1$u of %2$u").replace("%1$u", str(number)).replace("%2$u", "3"))


def record(phone, *samples, first=1):
    for number, sample in enumerate(samples, first):
        at_step(phone, number)
        phone.press(phone.find("list item", SAMPLES[sample]))


def choose_document(phone, document):
    phone.find("label", T("Which document do you show?"))
    phone.press(phone.find("list item", contains=T(document)))


def check(desk, phone):
    phone.find("button", T("Check now"))
    desk.mock("advance", seconds=60)
    phone.click(T("Check now"))


def identify(desk, phone, selfie):
    phone.find("label", T("NECT, a company from Hamburg. Its app is certified by TÜV for data protection."))
    phone.click(T("I agree"))
    choose_document(phone, "German identity card")
    record(phone, "identity-card-front.mp4", "identity-card-back.png", selfie)
    check(desk, phone)


def choose_secrets(phone, password, pin):
    phone.find("label", contains=T("You are identified, %s. Choose a new password and a new approval PIN.").split("%s")[0])
    phone.type(T("New password"), password[:4])
    phone.find("label", T("%1$u of at least %2$u characters").replace("%1$u", "4").replace("%2$u", "12"))
    phone.type(T("New password"), password)
    phone.find("label", T("Long enough, and not one that many people use."))
    phone.says(T("Long enough, and not one that many people use."))
    phone.type(T("New approval PIN"), pin)
    phone.type(T("The same PIN again"), pin)
    phone.click(T("Finish"))
    phone.find("label", T("Nothing to approve"))


def paste_secrets(phone, password, pin):
    """A line end that came with the password is told and taken away before it could be kept."""
    phone.type(T("New password"), password + "\r\n")
    phone.type(T("New approval PIN"), f"PIN: {pin[:3]}\u00a0{pin[3:]}\n")
    phone.type(T("The same PIN again"), "".join(chr(0xff10 + int(digit)) for digit in pin))
    phone.click(T("Finish"))
    phone.find("label", T("A line end was copied together with the password. It has been taken away: try again."))
    phone.click(T("Finish"))
    phone.find("label", T("Nothing to approve"))


def get_certificate_with_approval(desk, app, phone, pin, certificates):
    order_certificate(app)
    decide(phone, T("Approve"), T("Approved"), waiting(app), pin)
    app.gone("dialog")  # what was wanted comes by itself
    executed(desk, "issue_certificate", certificates)


def nina_registers(desk, phone):
    """What is pasted is read as everywhere: words before it, spaces of all kinds, what nobody sees, digits of every script."""
    begin(phone, "Register for the first time")
    phone.type(T("Insurance number"), "KVNR: K22\u200b\u00a00635 158\n")
    phone.type(T("Birth date (day.month.year)"), "31.2.1990")
    phone.type(T("Last 6 digits of the card number"), "\uff15\uff16\uff18\u2009143\u200b")
    phone.click(T("Next", "form"))
    phone.find("label", T("This date does not exist. Type day, month and year."))
    phone.type(T("Birth date (day.month.year)"), "\u200e21.\u00a03.\u00a01990\n")
    phone.click(T("Next", "form"))
    identify(desk, phone, "selfie.mp4")
    paste_secrets(phone, *FIRST)
    executed(desk, "complete_registration", 1)
    app = desk.app()
    type_sign_in(app, NUMBER, FIRST[0])
    at_overview(app)
    go_to(app, "Documents & services")
    get_certificate_with_approval(desk, app, phone, FIRST[1], 1)
    return desk, phone, app


def a_forgotten_password_is_replaced(desk, phone, app):
    phone.find("label", T("Nothing to approve"))
    menu(phone, T("Settings"))
    phone.press(phone.find("list item", T("Forgotten password/approval PIN")))
    phone.type(T("Insurance number"), NUMBER)
    phone.type(T("Birth date (day.month.year)"), "21.3.1990")
    phone.click(T("Next", "form"))
    identify(desk, phone, "selfie-other-person.mp4")
    phone.find("label", T("That did not work"))
    executed(desk, "complete_recovery", 0)
    phone.click(T("Take the recordings again"))  # with the same document
    record(phone, "identity-card-front.mp4", "identity-card-back.png", "selfie.mp4")
    check(desk, phone)
    choose_secrets(phone, *DIFFERENT)
    executed(desk, "complete_recovery", 1)
    app.find("dialog", T("Sign in again"))  # her sessions have ended
    app.type(T("Password"), DIFFERENT[0])
    app.click(T("Sign in"))
    app.gone("dialog", T("Sign in again"))
    get_certificate_with_approval(desk, app, phone, DIFFERENT[1], 2)


def stall(desk, phase):
    desk.mock("faults", do="clear")
    desk.mock("faults", do="add", operation="put_nect_front", nth=1, phase=phase, action="stall")


def recordings_are_broken_off_and_taken_again(desk, phone):
    """Without consent nothing begins; what was not sent is said; what arrived all the same counts; one can be taken again."""
    begin(phone, "Forgotten password/approval PIN")
    phone.press(phone.find("list item", "Carl Clausen"))
    phone.click(T("Next", "form"))
    phone.click(T("I do not agree"))
    phone.click(T("Next", "form"))
    phone.click(T("I agree"))
    executed(desk, "create_nect_case", 0)
    choose_document(phone, "Passport")
    stall(desk, "before-commit")
    record(phone, "passport-front.mp4")
    phone.click(T("Do not send"))
    phone.find("label", T("The recording was not sent. Take it again."))
    at_step(phone, 1)
    stall(desk, "after-commit")
    record(phone, "passport-front.mp4")
    wait(lambda: desk.ledger("put_nect_front"), "it has arrived")
    phone.click(T("Do not send"))
    at_step(phone, 2)
    desk.mock("faults", do="clear")
    phone.click(T("Take the last recording again"))
    phone.find("label", T("Film the front of your document once more, of a passport the page with your photo."))
    phone.click(T("Leave it as it was"))
    at_step(phone, 2)
    phone.click(T("Take the last recording again"))
    record(phone, "passport-front.mp4", "passport-back.png", "selfie-broken-off.mp4")
    executed(desk, "put_nect_front", 2)
    check(desk, phone)
    phone.find("label", T("That did not work"))
    phone.click(T("Choose a document"))
    phone.find("label", T("Which document do you show?"))
    return desk, phone


def a_child_is_told_why_not(desk, phone):
    begin(phone, "Register for the first time")
    phone.type(T("Insurance number"), "X110406067")
    phone.type(T("Birth date (day.month.year)"), "8.11.2013")
    phone.type(T("Last 6 digits of the card number"), "390451")
    phone.click(T("Next", "form"))
    phone.find("label", contains="SGB I")
    executed(desk, "start_registration", 0)


def restarted(desk, phone):
    """It died in the middle, and is opened again."""
    phone.kill()
    return desk.phone()


def record_first(phone):
    """Nina registers, up to the second recording."""
    begin(phone, "Register for the first time")
    phone.press(phone.find("list item", "Nina Neu"))
    phone.click(T("Next", "form"))
    phone.click(T("I agree"))
    choose_document(phone, "German identity card")
    record(phone, "identity-card-front.mp4")
    at_step(phone, 2)


def an_identification_survives(desk, phone):
    """The phone dies while recordings are taken and while a person looks at them; who has left is told and goes on."""
    record_first(phone)
    phone = restarted(desk, phone)
    identify_further(phone, "Your identification is not finished. You have time until %s.")
    record(phone, "identity-card-back.png", "selfie-hard-to-see.mp4", first=2)
    phone.find("button", T("Leave this page"))
    desk.mock("advance", seconds=30)
    phone.find("label", T("A person looks at your recordings, at most 10 minutes as a rule."))
    phone.click(T("Leave this page"))
    phone.find("label", T("Your identification is being checked. You are told when it is done."))
    phone = restarted(desk, phone)
    phone.find("label", T("Your identification is being checked. You are told when it is done."))
    desk.mock("advance", seconds=600)
    phone.find("label", contains=IDENTIFIED)
    number = wait(lambda: next((number for number, (_, text) in notifications.shown.items() if IDENTIFIED in text), None), "it is told")
    notifications.click(number)
    phone.find("label", contains=T("You are identified, %s. Choose a new password and a new approval PIN.").split("%s")[0])
    phone = restarted(desk, phone)
    identify_further(phone, "You are identified. Choose your password and PIN, you have time until %s.")
    choose_secrets(phone, *FIRST)
    executed(desk, "complete_registration", 1)
    executed(desk, "create_nect_case", 1)
    phone = restarted(desk, phone)
    phone.find("label", T("Nothing to approve"))
    phone.gone("button", T("Go on"))


def said(phone, sentence):
    """It stands there, and was said."""
    part = T(sentence).split("%s")[0]
    phone.find("label", contains=part)
    phone.says(part)


def holds(node):
    return node.had("FOCUSED")


def more_time_is_refused(desk, phone):
    """Who asks with the keyboard is still there when it did not work, and what was said of the time stays."""
    desk.mock("faults", do="add", operation="extend_registration", nth=1, phase="before-read", action="status", argument=500)
    phone.focus(phone.find("button", T("More time")))
    phone.key("Return")
    phone.find("label", T("The connection broke before the answer came. It is not known yet whether the portal carried this out."))
    phone.find("label", contains=T("There are less than 5 minutes left: you have time until %s.").split("%s")[0])
    phone.find("button", T("More time"), where=holds)
    desk.mock("faults", do="clear")


def time_is_told_and_extended(desk, phone):
    """Until when is said at once; near the end once more, with a way to more time, and at the end what is kept."""
    begin(phone, "Register for the first time")
    phone.press(phone.find("list item", "Nina Neu"))
    phone.click(T("Next", "form"))
    said(phone, "You have time until %s. Before that you can get more.")
    phone.click(T("I agree"))
    choose_document(phone, "German identity card")
    at_step(phone, 1)
    phone.gone("button", T("More time"))
    desk.mock("advance", seconds=26 * 60)
    record(phone, "identity-card-front.mp4")
    said(phone, "There are less than 5 minutes left: you have time until %s.")
    more_time_is_refused(desk, phone)
    phone.key("Return")
    said(phone, "You have time until %s. Before that you can get more.")
    phone.gone("button", T("More time"))
    phone.find(where=holds)
    executed(desk, "extend_registration", 1)
    desk.mock("advance", seconds=28 * 60)  # more than the first half hour
    record(phone, "identity-card-back.png", first=2)
    at_step(phone, 3)
    phone.find("button", T("More time"))
    desk.mock("advance", seconds=10 * 60)
    phone.press(phone.find("list item", SAMPLES["selfie.mp4"]))
    said(phone, "Time ran out before the recordings were complete. Nothing was changed. You can start again at any time.")
    phone.click(T("Choose a document"))
    choose_document(phone, "German identity card")
    said(phone, "Your insurance number and date of birth are kept.")
    phone.click(T("Start again"))
    assert phone.find("text", T("Insurance number")).text().replace(" ", "").replace("\u00a0", "") == NUMBER
    phone.click(T("Next", "form"))
    phone.find("button", T("I agree"))
    executed(desk, "start_registration", 2)


def near_the_end(desk, phone):
    """Of the half hour; the phone learns it with what it asks next."""
    desk.mock("advance", seconds=26 * 60)
    phone.click(T("Take the last recording again"))
    phone.click(T("Leave it as it was"))
    phone.click(T("More time"))


def there_is_not_more_than_ten_times(desk, phone):
    """Also told if the portal has to say so: a phone that was restarted does not know how often it was."""
    record_first(phone)
    for _ in range(10):
        near_the_end(desk, phone)
        phone.gone("button", T("More time"))
    executed(desk, "extend_registration", 10)
    phone = restarted(desk, phone)
    identify_further(phone, "Your identification is not finished. You have time until %s.")
    at_step(phone, 2)
    near_the_end(desk, phone)
    phone.gone("button", T("More time"))
    phone.find("label", contains=T("There are less than 5 minutes left: you have time until %s.").split("%s")[0])
    said(phone, "Then you start again; your insurance number and date of birth are kept.")
    executed(desk, "extend_registration", 10)


def time_runs_out_at_the_password(desk, phone):
    """The phone died, and all of the time is over: it begins again with what was known."""
    begin(phone, "Register for the first time")
    phone.press(phone.find("list item", "Nina Neu"))
    phone.click(T("Next", "form"))
    identify(desk, phone, "selfie.mp4")
    phone = restarted(desk, phone)
    identify_further(phone, "You are identified. Choose your password and PIN, you have time until %s.")
    phone.find(name=T("New password"))
    said(phone, "You have time until %s. Before that you can get more.")
    desk.mock("advance", seconds=31 * 60)
    phone.type(T("New password"), FIRST[0])
    phone.type(T("New approval PIN"), FIRST[1])
    phone.type(T("The same PIN again"), FIRST[1])
    finish = phone.find("button", T("Finish"))
    phone.focus(finish)
    phone.key("Return")
    said(phone, "Your insurance number and date of birth are kept.")
    phone.until(lambda: finish.has("FOCUSED"), "the focus where it was before the portal answered")
    phone.key("F1")
    phone.find("label", T("Press a question to read its answer."), where=lambda node: node.had("SHOWING"))
    phone.key("Escape")
    phone.gone("label", T("Press a question to read its answer."))
    phone.find("label", contains=T("This identification is over. Start again."))
    phone.click(T("Start again"))
    assert NUMBER[:4] in phone.find("text", T("Insurance number")).text()
    executed(desk, "complete_registration", 0)


if __name__ == "__main__":
    main(chain(fresh_phone, nina_registers, a_forgotten_password_is_replaced), chain(fresh_phone, a_child_is_told_why_not),
         chain(fresh_phone, recordings_are_broken_off_and_taken_again), chain(fresh_phone, an_identification_survives),
         chain(fresh_phone, time_is_told_and_extended), chain(fresh_phone, time_runs_out_at_the_password),
         chain(fresh_phone, there_is_not_more_than_ten_times))
