"""stalls.py OUT [long] [calls]: for how long the main thread is held in a tour of pages, dialogs, a form and an approval, or with "long"
in the lists of who has 300 documents and 2,000 messages; software rendering. Prints what was over 16 ms with the step in which it was, and writes OUT/stalls.json; with "calls" OUT/stalls.log has
what was under way, which takes time itself. Gates nothing."""
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from desk import HOME, Desk  # noqa: E402
from walks import (T, at_overview, begin_form, choose_from_list, choose_in_menu, country, fill_sick_note, mnemonic,  # noqa: E402
                   picture, type_sign_in)

OUT = Path(sys.argv[1])
LOG = OUT / "stalls.log"
LONG = "long" in sys.argv
PERSON = ("C000500021", "Clausen-kocht-1957") if LONG else ("A000500015", "Amsel-singt-1988")
QUIET = 0.2  # seconds
REPEAT = 1 / 30  # of a key that is held
PLACES = ("Overview", "Requests", "Documents & services", "Personal data", "Messages & contact", "Security")


def busy(process):
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


class Tour:
    """Steps with their beginnings: what held the program belongs to the last that had begun."""

    def __init__(self, app):
        self.app, self.steps = app, []

    def step(self, name):
        """Begins when the program has become quiet after what was before."""
        before = None
        while before != (before := busy(self.app.process)):
            select.select([], [], [], QUIET)
        self.steps.append((time.monotonic() * 1e6, name))


def go_to(app, place):
    app.key(f"ctrl+{PLACES.index(place) + 1}")
    app.find(name=T(place))


def close(app, title):
    app.find("dialog", title)
    app.key("Escape")
    app.gone("dialog", title)


def pages(tour):
    app = tour.app
    for place in (*PLACES[1:], PLACES[0]):
        tour.step(place)
        go_to(app, place)
    tour.step("a request")
    go_to(app, "Requests")
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Requests")))
    app.find("label", T("Course"))
    tour.step("a message")
    go_to(app, "Messages & contact")
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Messages")))
    app.find("button", T("Write a message"))


def dialogs(tour):
    app = tour.app
    for key, title in (("F1", "Help"), ("ctrl+slash", "Keyboard shortcuts")):
        tour.step(title)
        app.key(key)
        close(app, T(title))
    tour.step("About")
    choose_in_menu(app, T("Main menu"), "_About")
    app.find("dialog")
    app.key("Escape")
    app.gone("dialog")
    go_to(app, "Documents & services")
    tour.step("Get a certificate")
    app.click(T("Get a certificate"))
    close(app, T("Get a certificate"))
    go_to(app, "Security")
    tour.step("Change password")
    app.find(name=T("Change password"))
    app.key(f"alt+{mnemonic('Change _password')}")
    close(app, T("Change password"))


def forms(tour):
    app = tour.app
    go_to(app, "Overview")
    tour.step("New request")
    app.key("ctrl+n")
    app.find("list item", T("Treatment costs abroad"))
    tour.step("a form with a list of countries")
    begin_form(app, T("Treatment costs abroad"))
    app.find("heading", T("Your stay"))
    tour.step("the list of countries")
    choose_from_list(app, T("Country of treatment"), country("Spain"), country("Albania"))
    app.key("Escape")
    go_to(app, "Overview")
    tour.step("a sick note, filled in and read once more")
    fill_sick_note(app, picture("front.png"))
    tour.step("the waiting dialog")
    app.click(T("Hand in"))
    app.find("dialog", T("Approve in the Service-App"))
    tour.step("the decision")
    app.desk.mock("approve")
    app.find("heading", T("Done"))
    app.click(T("Done"))
    app.gone("dialog")
    tour.step("the end")


def page_down(app):
    """From the first row to the last one, page by page, with the key held."""
    rows = lambda: [node for node in app.nodes() if node.role == "list item" and "," in node.name  # noqa: E731
                    and node.name.split(",")[0] not in map(T, PLACES)]
    app.until(rows, "a row")
    for _ in range(40):
        holder = next((node for node in app.nodes() if node.had("FOCUSED")), None)
        if holder and any(holder.path == row.path or holder.inside(row) for row in rows()):
            break
        app.key("Tab")
        select.select([], [], [], QUIET)

    def focused():
        return next((node.name for node in app.nodes() if node.had("FOCUSED")), None)

    before = None
    while before != (before := focused()):
        for _ in range(20):
            app.key("Next")
            select.select([], [], [], REPEAT)
        select.select([], [], [], QUIET)


def type_search(tour, kind, words):
    app = tour.app
    tour.step(f"{kind}: the search")
    app.key("ctrl+f")
    app.find("entry")
    for count, letter in enumerate(words, 1):
        tour.step(f"{kind}: {words[:count]}")
        app.key(letter)
    tour.step(f"{kind}: no search")
    app.key("Escape")


def long_lists(tour):
    for place, kind in (("Documents & services", "Documents"), ("Messages & contact", "Messages")):
        tour.step(place)
        go_to(tour.app, place)
        tour.step(f"{kind}: Page Down to the end")
        page_down(tour.app)
        type_search(tour, kind, "rente")


def report(steps):
    rows = [[int(word) for word in line.split()[1:]] for line in LOG.read_text(errors="replace").splitlines() if line.startswith("held ")]
    held = [{"step": next((name for begin, name in reversed(steps) if begin <= start), "start"), "at": start,
             "milliseconds": length / 1000, "computed": computed / 1000} for start, length, computed in rows]
    print(f"{'held, ms':>10}{'computed':>10}  step")
    for row in sorted(held, key=lambda row: -row["computed"]):
        print(f"{row['milliseconds']:>10.1f}{row['computed']:>10.1f}  {row['step']}")
    print(f"{len(held)} times held for more than 16 ms; {sum(row['computed'] > 16 for row in held)} of them computing")
    (OUT / "stalls.json").write_text(json.dumps({"held": held}, indent=2) + "\n")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    LOG.unlink(missing_ok=True)
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", HERE / "held.c", "-o", HOME / "held.so"], check=True)
    desk = Desk()
    desk.unlock_keyring()
    desk.server()
    os.environ |= {"LD_PRELOAD": str(HOME / "held.so"), "HELD": str(LOG.resolve()), **({"HELD_STACKS": "1"} if "calls" in sys.argv else {})}
    app = desk.app()
    del os.environ["LD_PRELOAD"]
    tour = Tour(app)
    app.find(name=T("Insurance number"), role="text")
    tour.step("the sign-in")
    type_sign_in(app, *PERSON)
    at_overview(app)
    if LONG:
        long_lists(tour)
    else:
        pages(tour)
        dialogs(tour)
        forms(tour)
    desk.close()
    report(tour.steps)


main()
