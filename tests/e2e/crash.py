"""The program is killed at the worst moments; nothing is lost and nothing happens twice."""
from desk import main, text_of
from walks import (T, approve, at_overview, begin_sick_note, day, end_of_dialog, executed, fill_sick_note, hand_in, picture, sign_in,
                   waiting)


def killed_while_it_waits(desk):
    app = desk.app()
    sign_in(app, stay=True)
    phone = desk.phone()
    fill_sick_note(app, picture("note.png"))
    number = hand_in(app)
    app.kill()
    app = desk.app()
    assert waiting(app) == number, "the same question, not a new one"
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)


def killed_while_typing(desk):
    app = desk.app()
    sign_in(app, stay=True)
    begin_sick_note(app)
    app.find("label", contains=T("Saved at %s") % "")
    app.type(T("Expected until"), day(6))
    saved_again(app)
    app.kill()
    app = desk.app()
    at_overview(app)
    app.press(app.find("list item", T("Sick note"), where=lambda n: any_draft(n)))
    app.find("heading", T("Your sick note"))
    assert text_of(app.find("text", T("Unfit for work since"))) == day(-3)
    assert text_of(app.find("text", T("Expected until"))) == day(6)
    executed(desk, "submit_request", 0)
