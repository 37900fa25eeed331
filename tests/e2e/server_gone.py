"""The backend dies or is being maintained while it is used: the program says what is the matter and goes on by itself."""
import json
import signal
import time

from desk import STATE, chain, main, wait
from walks import T, approve, below_the_header, end_of_dialog, executed, fill_sick_note, hand_in, picture, sign_in

UNTIL = T("The portal is being maintained, probably until %s. What you type is kept.").split("%s")[0]
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


def details_hold_nothing_personal(app):
    app.click(T("_Details"))
    dialog = app.find("alert", T("Connection to the portal"))
    report = app.find("label", contains=T("Code: %s") % "maintenance", where=lambda node: node.inside(dialog)).name
    assert T("Time: %s").split("%s")[0] in report and T("Program: %1$s %2$s").split("%")[0] in report
    assert "Amsel" not in report and "A000500015" not in report
    app.click(T("Co_py"), where=lambda node: node.inside(dialog))
    app.find("button", T("Copied."))
    app.click(T("_Help"), where=lambda node: node.inside(dialog))
    app.dialog(T("Help"))
    app.gone("alert")
    app.key("Escape")
    app.gone("dialog")


def maintenance_comes_and_goes(desk, app):
    done = desk.ledger()
    desk.mock("maintenance", on=True)
    app.key("ctrl+2")
    app.find("label", MAINTAINED)
    app.find(name=T("No request chosen"))
    below_the_header(app, MAINTAINED, T("_Details"))
    details_hold_nothing_personal(app)
    app.key("ctrl+3")  # the banner goes along
    app.gone(name=T("No request chosen"))
    app.find("label", MAINTAINED)
    below_the_header(app, MAINTAINED, T("_Details"))
    told = [node.name for node in app.nodes() if T("The portal is being maintained") in node.name and node.role == "label"]
    assert told == [MAINTAINED], f"it is told once, not {told}"
    app.key("ctrl+2")
    desk.mock("maintenance", on=True, seconds=7200)
    app.find("label", contains=UNTIL)
    app.gone("label", MAINTAINED)
    desk.mock("maintenance", on=False)
    over = time.monotonic()
    app.gone("label", contains=UNTIL)
    assert time.monotonic() - over < 30, "long before it was expected to be over"
    app.find("list", T("Requests"))
    assert desk.ledger() == done, "nothing was carried out meanwhile"


main(chain(served_by_another_process, the_program_takes_over, maintenance_comes_and_goes))
