"""The program is killed at the worst moments; nothing is lost and nothing happens twice."""
import time

from desk import HOME, chain, main, wait
from walks import (T, approve, at_overview, begin_sick_note, day, end_of_dialog, executed, fill_the_rest, hand_in, picture, sign_in,
                   waiting)

DRAFTS = HOME / ".local/share/meine-hkk/demo-client/drafts"


def stays_signed_in(desk):
    app = desk.app()
    sign_in(app, stay=True)
    return desk, app


def killed_while_typing(desk, app):
    begin_sick_note(app)
    typed = time.time()
    wait(lambda: any(path.stat().st_mtime > typed + 0.2 for path in DRAFTS.rglob("*") if path.is_file()),
         "the draft with the last entry, which is saved a moment after it")
    app.find("label", contains=T("Saved at %s") % "")
    app.kill()
    app = desk.app()
    at_overview(app)
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    app.find("label", contains=T("This is your draft: %s.").split("%s")[0])
    assert app.find("radio button", T("First certificate")).had("CHECKED")
    for label, offset in ("Unfit for work since", -3), ("Expected until", 4), ("Established on", -3):
        assert app.find("text", T(label)).text() == day(offset), f"{label} is kept"
    executed(desk, "submit_request", 0)
    return desk, app


def killed_while_it_waits(desk, app):
    phone = desk.phone()
    fill_the_rest(app, picture("note.png"))
    app.gone("label", contains=T("This is your draft: %s.").split("%s")[0])  # it is a newer one by now
    number = hand_in(app)
    app.kill()
    app = desk.app()
    assert waiting(app) == number, "the same question, not a new one"
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)


main(chain(stays_signed_in, killed_while_typing, killed_while_it_waits))
