"""start.py OUT: the start of a person who stays signed in, the backend apart, beside the smallest window of libadwaita, in turn.
Prints a table and writes OUT/start.json; filled: the screen is as it stays. Gates nothing."""
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from desk import HOME, PREFIX, Desk, wait  # noqa: E402
from screen import Screen  # noqa: E402
from walks import sign_in  # noqa: E402

OUT = Path(sys.argv[1])
ROUNDS = int(os.environ.get("ROUNDS", 8))
QUIET = 0.8  # seconds
TICK = 1000 / os.sysconf("SC_CLK_TCK")
FIGURES = {"first": "first frame, ms", "filled": "filled, ms", "cpu": "CPU until idle, ms", "pss": "PSS, MiB"}


def build_hello():
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libadwaita-1"], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(["cc", "-O3", HERE / "hello.c", "-o", HOME / "hello", *flags], check=True)
    return HOME / "hello"


def cpu(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def pss(pid):
    return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1]) / 1024


def start(screen, program):
    screen.clear()
    began = time.monotonic()
    process = subprocess.Popen([program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    first = screen.next(30)
    assert first, f"{program} shows nothing"
    painted = [(first, screen.content()), *screen.until_quiet(QUIET)]
    filled = next(moment for moment, content in painted if content == painted[-1][1])
    figures = {"first": (first - began) * 1000, "filled": (filled - began) * 1000, "cpu": cpu(process.pid), "pss": pss(process.pid)}
    process.terminate()
    process.wait(20)
    screen.until_quiet(QUIET)
    return figures


def stay_signed_in(desk):
    desk.unlock_keyring()
    desk.server()
    app = desk.app()
    sign_in(app, stay=True)
    wait(desk.in_keyring, "the keyring has the sign-in")
    app.quit()


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    desk, screen = Desk(), Screen()
    programs = {"hello": build_hello(), "Meine hkk": PREFIX / "bin/meine-hkk"}
    stay_signed_in(desk)
    screen.until_quiet(QUIET)
    rounds = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            rounds[name].append(start(screen, program))
    desk.close()
    (OUT / "start.json").write_text(json.dumps(rounds, indent=2) + "\n")
    print(f"{'median of ' + str(ROUNDS):<22}{'hello':>8}{'Meine hkk':>12}")
    for figure, text in FIGURES.items():
        hello, ours = (statistics.median(one[figure] for one in rounds[name]) for name in programs)
        print(f"{text:<22}{hello:>8.0f}{ours:>12.0f}{ours / hello:>8.2f}×")


main()
