"""approval.py OUT: from the moment in which a phone's decision reaches the backend until the dialog shows it, without animations.
Prints a table and writes OUT/approval.json. Gates nothing."""
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from desk import PREFIX, Desk, wait  # noqa: E402
from screen import Screen  # noqa: E402
from walks import T, end_of_dialog, fill_sick_note, hand_in, picture, sign_in  # noqa: E402

OUT = Path(sys.argv[1])
COUNT = int(os.environ.get("ROUNDS", 50))
QUIET = 0.4  # seconds
MIDDLE = 400, 200, 200, 300  # of the window: in the dialog


class Backend:
    """Serves, and tells when a decision came in and when it was answered, in seconds of the monotonic clock."""

    def __init__(self, state):
        self.decisions = []
        self.process = subprocess.Popen([PREFIX / "bin/meine-hkk-mock", "serve", "--state", state, "--log"], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().startswith("https://"), "the backend does not serve"
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stderr:
            now = time.monotonic()
            said = json.loads(line)
            if said.get("operation") == "decide_device_approval":
                self.decisions.append((now - said["microseconds"] / 1e6, now))


def one(desk, app, screen, backend):
    desk.mock("advance", seconds=310)  # the limit is five questions in a quarter of an hour
    hand_in(app)
    known = len(backend.decisions)
    screen.clear()
    phone = threading.Thread(target=desk.mock, args=("approve",), kwargs={"decision": "deny"})
    phone.start()
    painted = screen.until_quiet(QUIET)
    phone.join()
    decided, answered = wait(lambda: backend.decisions[known:], "the decision")[0]
    shown = next(moment for moment, content in painted if moment > decided and content == painted[-1][1])
    end_of_dialog(app, T("You declined. Nothing was changed."))
    app.click(T("Close", "button"))
    app.gone("dialog")
    return {"painted": (shown - decided) * 1000, "answered": (answered - decided) * 1000}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    desk, screen = Desk(), Screen(*MIDDLE)
    desk.unlock_keyring()
    backend = Backend(desk.state)
    desk.servers.append(backend.process)
    app = desk.app()
    sign_in(app)
    fill_sick_note(app, picture("front.png"))
    hand_in(app)
    desk.mock("approve", decision="deny")  # binds the test device; not counted
    end_of_dialog(app, T("You declined. Nothing was changed."))
    app.click(T("Close", "button"))
    app.gone("dialog")
    rounds = [one(desk, app, screen, backend) for _ in range(COUNT)]
    desk.close()
    (OUT / "approval.json").write_text(json.dumps(rounds, indent=2) + "\n")
    for figure, text in (("answered", "decision answered"), ("painted", "decision painted")):
        values = sorted(row[figure] for row in rounds)
        print(f"{text:<20} n = {COUNT}  p50 {statistics.median(values):>6.1f} ms  p99 {values[int(0.99 * (len(values) - 1))]:>6.1f} ms  longest {values[-1]:>6.1f} ms")


main()
