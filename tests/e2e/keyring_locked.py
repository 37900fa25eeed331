"""The keyring is locked: signing in works for this session, the program says so, and no file holds a secret."""
from desk import chain, main
from walks import ANDREA, T, at_overview, at_sign_in, executed, sign_in

ASKING = T("Your keyring is locked and asks for its password. Type it there to stay signed in after you quit.")
LOCKED = T("Your keyring is locked. You are signed in until you quit.")


def locked(desk):
    desk.lock_keyring()
    return desk, desk.app()


def the_prompt_is_closed(desk, app):
    sign_in(app, stay=True)  # while the prompt stands there
    app.find("label", ASKING)
    desk.answer_prompt("Escape")
    app.find("label", LOCKED)
    assert desk.files_with(ANDREA[1]) == []
    app.quit()
    assert "refresh-token" not in desk.in_keyring()
    app = desk.app()
    at_sign_in(app)
    executed(desk, None, 0)
    return desk, app


def unlocked_later(desk, app):
    sign_in(app, stay=True)
    desk.answer_prompt("Escape")
    app.find("label", LOCKED)
    app.click(T("Unlock keyring"))
    desk.answer_prompt("d", "e", "m", "o", "Return")
    app.gone("label", LOCKED)
    assert "refresh-token" in desk.in_keyring()
    app.quit()
    at_overview(desk.app())
    assert desk.files_with(ANDREA[1]) == []
    executed(desk, None, 0)


main(chain(locked, the_prompt_is_closed, unlocked_later))
