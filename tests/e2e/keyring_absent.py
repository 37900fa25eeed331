"""There is no keyring at all: signing in works for this session, the program says so, and no file holds a secret."""
from desk import main
from walks import ANDREA, T, approve, at_sign_in, end_of_dialog, executed, fill_sick_note, hand_in, picture, sign_in


def works_until_quit(desk):
    app = desk.app()
    sign_in(app, stay=True)
    app.find("label", T("This computer has no keyring. You are signed in until you quit. To stay signed in, install one, "
                        "for example GNOME Keyring."))
    phone = desk.phone()
    fill_sick_note(app, picture("note.png"))
    approve(phone, hand_in(app))
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)
    assert desk.files_with(ANDREA[1]) == []
    app.quit()
    at_sign_in(desk.app())


main(works_until_quit)
