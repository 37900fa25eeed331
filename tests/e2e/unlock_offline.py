"""The portal does not answer, as in a train: the password opens the lock all the same, and what was typed is there."""
import signal

from desk import chain, main
from walks import ANDREA, T, begin_sick_note, day, executed, sign_in

PASSWORD = T("Password")
# The rest says how many more.
NOT_THE_PASSWORD = T("That is not your password. You can try once more here.").split(".")[0]


def typed_and_locked(desk):
    server, _ = desk.server()
    app = desk.app()
    sign_in(app)
    begin_sick_note(app)
    app.key("ctrl+l")
    app.find("label", T("This computer checks your password: you need no internet."))
    server.send_signal(signal.SIGSTOP)
    return desk, server, app


def unlock(app, password):
    app.type(PASSWORD, password)
    app.click(T("Unlock"))


def a_mistake_is_told_here(desk, server, app):
    unlock(app, "wrong-wrong-1988")
    app.find("label", contains=NOT_THE_PASSWORD)
    app.find("button", T("I changed it elsewhere: let the portal check it"))


def the_password_opens_the_draft(desk, server, app):
    unlock(app, ANDREA[1])
    app.find("heading", T("Your sick note"))
    assert app.find("text", T("Unfit for work since")).text() == day(-3)
    app.type(T("Expected until"), day(5))


def the_portal_is_back(desk, server, app):
    server.send_signal(signal.SIGCONT)
    app.key("ctrl+l")
    unlock(app, ANDREA[1])
    app.find("heading", T("Your sick note"))
    assert app.find("text", T("Expected until")).text() == day(5)
    executed(desk, None, 0)


main(chain(typed_and_locked, a_mistake_is_told_here, the_password_opens_the_draft, the_portal_is_back))
