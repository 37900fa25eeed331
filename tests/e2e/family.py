"""A child is to be insured with its mother: declined on the phone, asked again on the computer, approved, done once."""
from desk import chain, main
from walks import (DECLARATION, T, approve, arrived, attach, begin_form, day, decide, end_of_dialog, executed, hand_in, lines,
                   next_step, picture, sign_in, waiting)

CHILD = "Alma Amsel"
BIRTH_CERTIFICATE = T("Birth certificate")


def take_the_child(app):
    app.click(T("Take %s") % CHILD)
    app.find("button", T("Take over"))
    app.pick(T("No"), T("Was this person insured before?"))
    app.pick(T("No"), T("Does this person have an income of their own?"))
    app.click(T("Take over"))
    app.gone("button", T("Take over"))


def filled_in(desk):
    """Family insurance for a child, read once more before it is handed in."""
    app = desk.app()
    sign_in(app)
    app.key("ctrl+n")
    begin_form(app, T("Family insurance"))
    app.find("heading", T("What it is about"))
    app.pick(T("I am a member and a relative is to be added"))
    app.pick(T("A relative’s own membership has ended"))
    app.type(T("Family insurance from"), day(0))
    next_step(app, T("Your relatives"))
    take_the_child(app)
    next_step(app, T("The other parent"))
    app.pick(T("With the hkk"))
    app.pick(T("Yes"), T("Are you married to the other parent, or in a civil partnership?"))
    app.pick(T("No"), T("Is the other parent’s income above this limit, and higher than yours?"))
    next_step(app, T("Your documents"))
    attach(app, BIRTH_CERTIFICATE, picture("birth.png"))
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))
    return desk, app, desk.phone()


def declined_nothing_is_done(desk, app, phone):
    hand_in(app)
    arrived(phone)
    signed = lines(app, T("What will change"))
    assert signed == lines(phone, T("What will happen")), signed
    assert any(CHILD in value for _, value in signed), f"the child has no line: {signed}"
    decide(phone, T("Decline"), T("Declined"))
    end_of_dialog(app, T("You declined. Nothing was changed."))
    executed(desk, "submit_request", 0)


def asked_again_it_is_done_once(desk, app, phone):
    app.click(T("Ask again"))
    number = waiting(app)
    arrived(phone)
    assert any(CHILD in value for _, value in lines(phone, T("What will happen"))), "the phone does not name the child"
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)
    again, declined = desk.mock("approvals")["approvals"]
    assert (declined["status"], again["status"]) == ("denied", "executed")
    assert declined["digest"] == again["digest"], "what was approved is not what was declined before"


main(chain(filled_in, declined_nothing_is_done, asked_again_it_is_done_once))
