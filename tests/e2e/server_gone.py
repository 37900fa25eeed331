"""The backend dies or is being maintained while it is used: the program says what is the matter and goes on by itself."""
import json
import signal

from desk import STATE, chain, main, wait
from walks import T, approve, end_of_dialog, executed, fill_sick_note, go_to, hand_in, picture, sign_in

MAINTAINED = T("The portal is being maintained. What you type is kept.")


def endpoint():
    return json.loads((STATE / "endpoint.json").read_text())["url"]


def serves(desk):
    try:
        return desk.mock("approvals")
    except OSError:  # nobody, for a moment
        return None


def served_by_another_process(desk):
    server, url = desk.server()
    app = desk.app()
    sign_in(app)
    return desk, server, url, app


def the_program_takes_over(desk, server, url, app):
    phone = desk.phone()
    fill_sick_note(app, picture("note.png"))
    number = hand_in(app)
    server.send_signal(signal.SIGKILL)
    server.wait()
    desk.servers.clear()
    wait(lambda: serves(desk), "another process serves")
    assert endpoint() == url, "the same port"
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)
    app.click(T("Close", "button"))
    app.gone("dialog")
    return desk, app


def maintenance_comes_and_goes(desk, app):
    done = desk.ledger()
    desk.mock("maintenance", on=True)
    go_to(app, "Requests")
    app.find("label", MAINTAINED)
    desk.mock("maintenance", on=False)
    app.gone("label", MAINTAINED)
    app.find("list", T("Requests"))
    assert desk.ledger() == done, "nothing was carried out meanwhile"


main(chain(served_by_another_process, the_program_takes_over, maintenance_comes_and_goes))
