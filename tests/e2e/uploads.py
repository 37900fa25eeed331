"""One of several files does not get to the portal: its row says why and is tried again; the others are not sent twice."""
import signal

from desk import chain, main
from walks import (T, approve, end_of_dialog, executed, fill_sick_note, hand_in, picture, sign_in, waiting)

FRONT, BACK, LETTER = picture("front.png"), picture("back.png", 300, 200), picture("letter.png", 200, 200)
FILES = FRONT, BACK, LETTER
BROKEN = T("The connection to the portal broke off. Try again; if that does not help, try another network.")
FAILED = T("Not handed in yet, because a file could not be uploaded. Try it again, or remove it.")


def filled_in(desk):
    app = desk.app()
    sign_in(app)
    fill_sick_note(app, *FILES)
    return desk, app


def fault(desk, action, nth, **more):
    desk.mock("faults", do="add", operation="put_upload", nth=nth, phase="before-commit", action=action, **more)


def row(app, path, says):
    """The row of a file, once it says this."""
    return app.find("list item", contains=path.name, where=lambda node: says in app_text(app, node))


def app_text(app, row):
    return "\n".join(node.name for node in app.nodes() if node.inside(row) or node.path == row.path)


def again(path):
    return T("Try %s again") % path.name


def again_below(path):
    """The button below the review, which has words on it."""
    return f"{T('Try again')}: {path.name}"


def remove(path):
    return T("Remove %s") % path.name


def the_one_that_failed_says_why_and_the_others_are_there(desk, app):
    fault(desk, "status", 2, argument=500)
    app.click(T("Hand in"))
    app.find("label", FAILED)
    row(app, BACK, T("Not uploaded: %s").split("%s")[0])
    for path in FRONT, LETTER:
        row(app, path, T("%s, uploaded").split("%s")[1])
        assert not app.all("button", again(path)), f"{path.name} can be tried again"
    app.find("button", again(BACK), where=lambda node: node.had("FOCUSED"))
    app.find("button", remove(BACK))
    executed(desk, "put_upload", 2)


def it_is_tried_again_until_it_is_there(desk, app):
    fault(desk, "status", 1, argument=413)
    app.key("Return")
    row(app, BACK, T("This is too large for the portal."))
    app.find("button", again(BACK), where=lambda node: node.had("FOCUSED"))
    app.key("Return")
    row(app, BACK, T("%s, uploaded").split("%s")[1])
    app.gone("button", again(BACK))
    app.gone("label", FAILED)
    executed(desk, "put_upload", 3)


def what_is_handed_in_then_sends_no_file_twice(desk, app):
    phone = desk.phone()
    app.click(T("Next", "form"))
    app.find("heading", T("Check your entries"))
    approve(phone, hand_in(app))
    end_of_dialog(app, T("Done"))
    executed(desk, "put_upload", 3)
    executed(desk, "submit_request", 1)
    app.click(T("Open request"))
    for path in FILES:
        app.find("list item", contains=path.name)


def what_breaks_each_time_is_said_at_its_file(desk):
    server, _ = desk.server()
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    fill_sick_note(app, FRONT, BACK)
    fault(desk, "reset", 0)
    app.click(T("Hand in"))
    app.find("label", FAILED)
    for path in FRONT, BACK:
        row(app, path, BROKEN)
    desk.mock("faults", do="clear")
    app.click(again(FRONT))
    row(app, FRONT, T("%s, uploaded").split("%s")[1])
    executed(desk, "put_upload", 1)
    return desk, server, app, phone


def without_a_connection_it_waits_and_can_be_sent_at_once(desk, server, app, phone):
    app.click(T("Next", "form"))
    app.find("heading", T("Check your entries"))
    server.send_signal(signal.SIGSTOP)
    app.click(T("Hand in"))
    app.find("button", again_below(BACK))
    assert not app.all("button", again_below(FRONT)), "what is there already is sent again"
    # It tries by itself, too, and offers nothing meanwhile.
    app.until(lambda: any(button.act() for button in app.all("button", again_below(BACK))), "it is tried again")
    server.send_signal(signal.SIGCONT)
    approve(phone, waiting(app))
    end_of_dialog(app, T("Done"))
    executed(desk, "put_upload", 2)
    executed(desk, "submit_request", 1)


main(chain(filled_in, the_one_that_failed_says_why_and_the_others_are_there, it_is_tried_again_until_it_is_there,
           what_is_handed_in_then_sends_no_file_twice),
     chain(lambda desk: (desk,), what_breaks_each_time_is_said_at_its_file,
           without_a_connection_it_waits_and_can_be_sent_at_once))
