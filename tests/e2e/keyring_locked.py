"""The keyring is locked: signing in works for this session, the program says so, and no file holds a secret."""
from desk import main
from walks import ANDREA, T, at_sign_in, sign_in


def signs_in_until_quit(desk):
    desk.lock_keyring()
    app = desk.app()
    sign_in(app, stay=True)
    app.find("label", T("Your keyring is locked. You are signed in until you quit."))
    assert desk.files_with(ANDREA[1]) == []
    app.quit()
    assert desk.in_keyring() == [], "nothing was stored in the locked keyring"
    at_sign_in(desk.app())


main(signs_in_until_quit)
