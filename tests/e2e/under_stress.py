"""Approvals that do not go smoothly: withdrawn, expired, extended or answered elsewhere while somebody is at it; the push lost, the
connection gone or slow, the answer lost, the phone ended; several at once. Nothing is forgotten, and nothing happens twice."""
from asked import ASKS_NUMBER, NOTHING, Computer, a_quarter_later, fail, leave, status, to_number, to_pin, with_a_phone
from desk import chain, main
from walks import (ANDREA, T, approve, arrived, change, day, decide, end_of_dialog, executed, go_to, lines, order_certificate,
                   press_digits, sign_in, time_left, type_sign_in, waiting)

NUMBER, PASSWORD, PIN = ANDREA
OTHER = "Test device"


def is_over(phone, title, sentence):
    """It says so by itself, nothing can be typed any more, and the way leads on."""
    phone.find("label", where=lambda node: title in node.name)
    phone.find("label", where=lambda node: sentence in node.name)
    assert not phone.all(where=lambda node: node.can("EditableText")), "digits are still taken"
    leave(phone)
    phone.find(*NOTHING)


# Ended while somebody is at it

def withdrawn_while_the_number_is_typed(desk, phone, url):
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    order_certificate(app)
    number = waiting(app)
    to_number(phone)
    press_digits(phone, number[0])
    app.click(T("Cancel"))
    is_over(phone, T("Withdrawn"), T("Your computer has withdrawn this. Nothing was changed."))
    executed(desk, "step_up", 0)
    app.quit()


def minutes_left(phone, most):
    """What it says to be left of MOST minutes, after as long as a slow machine takes to get there."""
    said = [time_left(n) for n in range(most - 3, most + 1)]
    return phone.find("label", where=lambda node: node.name in said).name


def expired_while_the_pin_is_typed(desk, phone, url):
    office = a_quarter_later(desk, url)
    entry = to_pin(phone, office.ask())
    minutes_left(phone, 5)
    entry.write(PIN[:3])
    desk.mock("advance", seconds=241)
    office.act("resend")  # so that the phone looks: the clocks of both go on, here only the portal's did
    phone.find("label", where=lambda node: node.name in [time_left(n, "second") for n in range(1, 60)])
    desk.mock("advance", seconds=60)
    is_over(phone, T("Time ran out"), T("Nothing was changed. Start again on your computer."))
    assert status(desk) == "expired"


def extended_while_it_is_read_and_while_the_number_is_typed(desk, phone, url):
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    order_certificate(app)
    number = waiting(app)
    arrived(phone)
    minutes_left(phone, 5)
    phone.click(T("Approve"))
    phone.find(*ASKS_NUMBER)
    minutes_left(phone, 5)
    app.click(T("More time"))
    phone.says(minutes_left(phone, 10))
    phone.key("Escape")
    arrived(phone)
    minutes_left(phone, 10)
    approve(phone, number)
    executed(desk, "step_up", 1)
    app.quit()


# Two devices: the first answer counts

def the_other_device_approves_first(desk, phone, url):
    a_quarter_later(desk, url).ask()
    arrived(phone)
    desk.mock("approve")
    is_over(phone, T("Approved"), T("You approved it on “%s”. Your computer goes on by itself.") % OTHER)
    assert not phone.all("button", T("That wasn’t me"))


def the_other_device_declines_while_the_pin_is_typed(desk, phone, url):
    entry = to_pin(phone, Computer(url).ask())
    entry.write(PIN[:5])
    desk.mock("approve", decision="deny")
    is_over(phone, T("Not approved"), T("It was not approved on “%s”. Nothing was changed.") % OTHER)
    assert status(desk) == "denied"


def the_later_answer_is_refused(desk, phone, url):
    done = len(desk.ledger("step_up"))
    entry = to_pin(phone, Computer(url).ask())
    # It does not hear of the other one any more.
    fail(desk, "stall", "get_device_feed", "list_device_approvals")
    desk.mock("approve", decision="deny")
    entry.write(PIN)
    phone.find("label", T("Your answer came too late"))
    phone.find("label", T("It was not approved on “%s”. Nothing was changed.") % OTHER)
    desk.mock("faults", do="clear")
    phone.click(T("Done"))
    phone.find(*NOTHING)
    executed(desk, "step_up", done)


def with_a_tablet(desk):
    """Two devices of hers side by side; the second was confirmed on the first."""
    desk, phone, url = with_a_phone(desk)
    tablet = desk.phone("--profile", "tablet")
    tablet.find("button", T("Sign in"))
    type_sign_in(tablet, NUMBER, PASSWORD)
    tablet.type(T("Last 6 digits of the card number"), "481502")
    tablet.type(T("Valid until (day.month.year)"), "30.06.2030")
    tablet.type(T("New approval PIN"), PIN)
    tablet.type(T("The same PIN again"), PIN)
    tablet.click(T("Register"))
    tablet.click(T("Confirm on the other device"))
    arrived(phone)
    number = next(one["number"] for one in desk.mock("approvals")["approvals"])
    decide(phone, T("Approve"), T("Approved"), number, asks="Which number does your other device show?")
    tablet.find("label", T("This device can approve for you now."))
    tablet.click(T("Done"))
    tablet.find(*NOTHING)
    return desk, phone, tablet, url


def both_have_it_and_one_answers(desk, phone, tablet, url):
    Computer(url).ask()
    for device in (phone, tablet):
        arrived(device)
    decide(tablet, T("Decline"), T("Declined"))
    is_over(phone, T("Not approved"), T("It was not approved on “%s”. Nothing was changed.") % T("Simulated tablet"))
    number = Computer(url).ask()
    entry = to_pin(tablet, number)
    entry.write(PIN[:4])
    approve(phone, number)
    is_over(tablet, T("Approved"), T("You approved it on “%s”. Your computer goes on by itself.") % T("Andrea’s smartphone"))
    executed(desk, "step_up", 1)


# Several, and from the start

def one_after_the_other(desk, phone, url):
    office = a_quarter_later(desk, url)
    kitchen = Computer(url, "Küche")
    done = len(desk.ledger("step_up"))
    first, second = office.ask(), kitchen.ask()
    phone.find("label", contains="Büro")
    approve(phone, first)
    phone.find("label", contains="Küche")  # it comes by itself
    executed(desk, "step_up", done + 1)
    approve(phone, second)
    phone.find(*NOTHING)
    executed(desk, "step_up", done + 2)


def what_waits_at_the_start_is_shown_one_by_one(desk, phone, url):
    phone.quit()
    office = a_quarter_later(desk, url)
    office.ask()
    Computer(url, "Küche").ask()
    phone = desk.phone()
    arrived(phone)
    phone.key("Escape")
    rows = phone.until(lambda: phone.all("list item", where=lambda row: row.parent.name == T("Waiting for your approval")),
                       "what waits")
    assert len(rows) == 2, rows
    phone.press(rows[1])
    arrived(phone)
    return desk, phone, url


def killed_and_ended_it_is_shown_again(desk, phone, url):
    phone.kill()
    phone = desk.phone()
    arrived(phone)
    assert status(desk) == "opened"
    phone.quit()
    phone = desk.phone()
    decide(phone, T("Decline"), T("Declined"))
    decide(phone, T("Decline"), T("Declined"))
    phone.find(*NOTHING)
    return desk, phone, url


# The same lines

def on_the_phone(phone):
    """The lines as they are read there: what, and what it will be, with what it was until now."""
    above = phone.find("list", T("What will happen"))
    return [tuple(node.text() for node in phone.nodes() if node.role == "label" and node.inside(row))
            for row in phone.all("list item", where=lambda node: node.parent.path == above.path)]


def both_show_the_same_lines_of_what_is_signed(desk, phone, url):
    desk.mock("advance", seconds=901)
    app = desk.app()
    sign_in(app)
    go_to(app, "Personal data")
    change(app, "Address")
    app.type(T("Street"), "Am Dobben")
    app.type(T("House number"), "1 a")
    app.type(T("Valid from"), day(10))
    app.click(T("Next", "form"))
    app.find("heading", T("Check the changes"))
    app.click(T("Change address"))
    number = waiting(app)
    arrived(phone)
    asked = desk.mock("approvals")["approvals"][0]
    signed = [tuple(filter(None, (line["label"], line["old"], line["new"]))) for line in asked["authorization_details"]]
    change_of = T("Until now: %1$s\nNew: %2$s").replace("%1$s", "\u2068%s\u2069").replace("%2$s", "\u2068%s\u2069")
    both = [(label, change_of % tuple(words) if len(words) == 2 else words[0]) for label, *words in signed]
    assert on_the_phone(phone) == both, on_the_phone(phone)
    assert lines(app, T("What will change")) == both, lines(app, T("What will change"))
    assert any(len(line) == 3 for line in signed), "nothing of it was something else before"
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    done = desk.ledger("patch_profile")
    assert [row["digest"] for row in done] == [asked["digest"]], "it is what was signed"


main(chain(with_a_phone, withdrawn_while_the_number_is_typed, expired_while_the_pin_is_typed,
           extended_while_it_is_read_and_while_the_number_is_typed, the_other_device_approves_first,
           the_other_device_declines_while_the_pin_is_typed, the_later_answer_is_refused),
     chain(with_a_phone, one_after_the_other, what_waits_at_the_start_is_shown_one_by_one, killed_and_ended_it_is_shown_again,
           both_show_the_same_lines_of_what_is_signed),
     chain(with_a_tablet, both_have_it_and_one_answers))
