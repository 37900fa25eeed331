"""lists.py DRIVER OUT: the page of messages over 100, 2,000 and 100,000 of them, in turn within one run; what the backend alone needs for
a search and a far page. Prints a table and writes OUT/lists.json. Gates nothing. Runs in tests/e2e/session."""
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
from pathlib import Path

DRIVER, OUT = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
PREFIX = Path(os.environ["HKK_PREFIX"])
FOLDER = Path(os.environ["HOME"]) / "bench-lists"
SIZES, ROUNDS, FRAME = (100, 2000, 100000), 3, 1000 / 60
NUMBER, PASSWORD = "C000500021", "Clausen-kocht-1957"


class Mock:
    def __init__(self, state):
        self.state = state
        self.process = subprocess.Popen([PREFIX / "bin/meine-hkk-mock", "serve", "--state", state, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.pem = state / "certificate.pem"

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def curl(self, path, *more):
        return subprocess.run(["curl", "-sS", "--fail-with-body", "--cacert", self.pem, *more, self.url + path], capture_output=True, text=True, check=True).stdout

    def sign_in(self):
        body = {"grant_type": "password", "username": NUMBER, "password": PASSWORD, "client": "desktop", "device_name": "bench"}
        return json.loads(self.curl("/iam/token", "--json", json.dumps(body)))["access_token"]

    def milliseconds(self, path, token):
        """Of the second answer on one connection: the first one is the handshake's."""
        again = ["-H", f"Authorization: Bearer {token}", "-o", "/dev/null", "-w", "%{time_total}\n", self.url + "/v1/messages?limit=1", "-o", "/dev/null"]
        return float(self.curl(path, *again).split()[-1]) * 1000


def fill(database, size):
    """Carl has SIZE messages: the 2,000 of the demo over and over, ever older, and one that has a word of its own."""
    with sqlite3.connect(database) as db:
        db.create_function("search_key", 1, lambda text: text and text.casefold(), deterministic=True)
        account = db.execute("SELECT id FROM accounts WHERE kvnr = ?", (NUMBER,)).fetchone()[0]
        names = [row[1] for row in db.execute("PRAGMA table_info (messages)") if row[1] not in ("row", "id", "thread_id", "created_at", "found_in")]
        have = db.execute("SELECT count(*), min(created_at), max(created_at) FROM messages WHERE account_id = ?", (account,)).fetchone()
        for again in range(1, size // have[0]):
            db.execute(f"INSERT INTO messages (id, thread_id, created_at, {', '.join(names)}) SELECT id || ?1, thread_id || ?1, created_at - ?2, {', '.join(names)}"
                       " FROM messages WHERE account_id = ?3 AND row IN (SELECT row FROM messages WHERE account_id = ?3 ORDER BY row LIMIT ?4)",
                       (f"x{again}", again * (have[2] - have[1] + 1000), account, have[0]))
        db.execute("DELETE FROM messages WHERE account_id = ?1 AND row NOT IN (SELECT row FROM messages WHERE account_id = ?1 ORDER BY created_at DESC LIMIT ?2)", (account, size - 1))
        db.execute(f"INSERT INTO messages (id, thread_id, created_at, {', '.join(names)}) SELECT 'rare', 'rare', created_at - 1,"
                   f" {', '.join(repr('Ein Quastenflosser') if name == 'subject_de' else name for name in names)} FROM messages WHERE account_id = ? ORDER BY created_at LIMIT 1", (account,))
        assert db.execute("SELECT count(*) FROM messages WHERE account_id = ?", (account,)).fetchone()[0] == size
    db.close()


def prepare():
    base = Mock(FOLDER / "base")
    base.stop()
    mocks = {}
    for size in SIZES:
        state = FOLDER / str(size)
        shutil.copytree(FOLDER / "base", state, ignore=shutil.ignore_patterns("*.sock"))
        fill(state / "mock.sqlite", size)
        mocks[size] = Mock(state)
    return mocks


def p99(values):
    return sorted(values)[int(len(values) * 0.99)]


def summary(runs):
    """Of each kind of step, over all rounds: how long the main loop's longest turn was, what was computed, what was waited. The first
    opening of a program is left out."""
    row = {name: statistics.median(run[name] for run in runs) for name in ("heap_open", "heap_scrolled")}
    for name in ("open", "line", "page", "jump", "end", "search", "search_rare"):
        steps = [step for run in runs for step in [step for step in run["steps"] if step["name"] == name][name == "open":]]
        row[name] = {"steps": len(steps), "late": sum(step["longest"] > FRAME for step in steps), "p99": p99([step["longest"] for step in steps]),
                     **{what: statistics.median(step[what] for step in steps) for what in ("waited", "computed", "longest")}}
    return row


def alone(mock, size):
    """What the backend needs without a client, median of five."""
    token = mock.sign_in()
    paths = {"first page": "?limit=100", "far page": f"?limit=100&offset={max(0, size - 100)}", "search": "?limit=100&q=Erstattung", "search_rare": "?limit=100&q=Quastenflosser",
             "search_two": "?limit=100&q=renten%20vers", "search_short": "?limit=100&q=re", "search_none": "?limit=100&q=xyzzy"}
    return {name: statistics.median(mock.milliseconds("/v1/messages" + path, token) for _ in range(5)) for name, path in paths.items()}


def main():
    mocks = prepare()
    runs = {size: [] for size in SIZES}
    for again in range(ROUNDS):
        for size, mock in mocks.items():
            output = subprocess.run([DRIVER, mock.url, mock.pem, NUMBER, PASSWORD, str(size), FOLDER / f"data-{size}-{again}"], stdout=subprocess.PIPE, text=True, check=True).stdout
            runs[size].append(json.loads(output))
    result = {str(size): {**summary(runs[size]), "backend": alone(mock, size)} for size, mock in mocks.items()}
    for mock in mocks.values():
        mock.stop()
    print(f"{'':<34}" + "".join(f"{int(size):>12,}" for size in result))
    for label, cell in (*[(f"{name.replace('_', ' ')}: {label}", lambda r, n=name, w=what: f"{r[n][w]:.1f}")
                          for name in ("open", "end", "search", "search_rare") for label, what in (("waited, ms", "waited"), ("computed, ms", "computed"))],
                        *[(f"{name}: {label}", lambda r, n=name, c=cell: c(r[n])) for name in ("line", "page", "jump")
                          for label, cell in (("turns > 16.7 ms", lambda s: f"{s['late']} / {s['steps']}"), ("longest turn, median, p99", lambda s: f"{s['longest']:.1f} {s['p99']:.1f}"),
                                              ("computed, waited, ms", lambda s: f"{s['computed']:.1f} {s['waited']:.0f}"))],
                        ("heap for it, MiB", lambda r: f"{r['heap_open'] / 2**20:.1f}"), ("  and after scrolling", lambda r: f"{r['heap_scrolled'] / 2**20:.1f}"),
                        *[(f"backend: {name.replace('_', ' ')}, ms", lambda r, n=name: f"{r['backend'][n]:.1f}") for name in result["100"]["backend"]]):
        print(f"{label:<34}" + "".join(f"{cell(row):>12}" for row in result.values()))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "lists.json").write_text(json.dumps(result, indent=2) + "\n")


main()
