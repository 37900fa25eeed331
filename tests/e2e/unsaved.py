"""Entries that cannot be saved: said in the form, in the overview and on return, asked about before they would be lost, and saved
by themselves when that works again."""
from desk import HOME, chain, main
from walks import ANDREA, T, at_overview, begin_sick_note, choose_in_menu, day, sign_in

DRAFTS = HOME / ".local/share/meine-hkk/demo-client/drafts"
NOT_SAVED = T("Your newest entries are not saved since %s. %s It is tried again by itself.").split("%s")[0]
UNTIL = T("Expected until")


def answer(app, heading, button):
    question = app.dialog(heading)
    app.click(button, where=lambda node: node.inside(question))
    app.gone(name=heading)


def nothing_can_be_written(desk):
    app = desk.app()
    sign_in(app)
    begin_sick_note(app)
    app.find("label", contains=T("Saved at %s").split("%s")[0])
    folder = next(DRAFTS.iterdir())
    away = folder.rename(folder.with_name("away"))
    folder.write_bytes(b"")  # a file in place of the folder stops the superuser too
    app.type(UNTIL, day(5))
    app.find("label", contains=NOT_SAVED)
    return desk, app, folder, away


def leaving_asks_and_the_overview_says_so(desk, app, folder, away):
    app.key("Escape")
    app.dialog(T("Leave without saving?"))
    app.key("Escape")  # to stay is what happens without a choice
    app.gone(name=T("Leave without saving?"))
    app.find("heading", T("Your sick note"))
    app.key("ctrl+2")
    answer(app, T("Leave without saving?"), T("Stay"))
    app.key("Escape")
    answer(app, T("Leave without saving?"), T("Leave"))
    at_overview(app)
    app.find("label", contains=T("Draft; newer entries are not saved yet, last saved: %s").split("%s")[0])
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    answer(app, T("Sign out without saving?"), T("Stay"))
    at_overview(app)


def the_form_shows_what_is_in_memory(desk, app, folder, away):
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    assert app.find("text", UNTIL).text() == day(5)
    app.find("label", contains=NOT_SAVED)
    app.gone("label", contains=T("This is your draft: %s.").split("%s")[0])


def quitting_asks(desk, app, folder, away):
    app.key("ctrl+q")
    answer(app, T("Quit without saving?"), T("Stay"))
    app.find("heading", T("Your sick note"))


def behind_the_lock_too(desk, app, folder, away):
    """Locking itself loses nothing, so it does not ask; what leads away from there does."""
    app.key("ctrl+l")
    app.find("label", T("This computer checks your password: you need no internet."))
    app.click(T("Sign _out"))
    app.dialog(T("Sign out without saving?"))
    app.key("Escape")
    app.gone(name=T("Sign out without saving?"))
    app.key("ctrl+q")
    answer(app, T("Quit without saving?"), T("Stay"))
    app.type(T("Password"), ANDREA[1])
    app.click(T("Unlock"))
    app.find("heading", T("Your sick note"))
    assert app.find("text", UNTIL).text() == day(5)
    app.find("label", contains=NOT_SAVED)


def keys_alone_answer(desk, app, folder, away):
    """To stay is under the focus; one Tab away is what leads on, and Space and Enter press it."""
    app.key("Escape")
    app.dialog(T("Leave without saving?"))
    app.key("Return")
    app.gone(name=T("Leave without saving?"))
    app.find("heading", T("Your sick note"))
    app.key("alt+Left")
    app.dialog(T("Leave without saving?"))
    app.key("shift+Tab")
    app.key("space")
    at_overview(app)
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))


def it_is_saved_when_there_is_room_again(desk, app, folder, away):
    folder.unlink()
    away.rename(folder)
    app.gone("label", contains=NOT_SAVED)
    app.find("label", contains=T("Saved at %s").split("%s")[0])
    app.quit()
    app = desk.app()
    sign_in(app)
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    assert app.find("text", UNTIL).text() == day(5)


main(chain(nothing_can_be_written, leaving_asks_and_the_overview_says_so, the_form_shows_what_is_in_memory,
           quitting_asks, behind_the_lock_too, keys_alone_answer, it_is_saved_when_there_is_room_again))
