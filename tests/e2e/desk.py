"""A desk for scenarios: real programs on a real session bus, seen and used through the accessibility tree.

Nothing here sleeps for a fixed time: every wait is for a condition, with a deadline.
"""
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import traceback
from pathlib import Path

from gi.repository import Gio, GLib

import notifications
from accessible import ROOT, Bus, Tree
from keyboard import Keyboard

DEADLINE = float(os.environ.get("HKK_DEADLINE", 60))
PREFIX = Path(os.environ["HKK_PREFIX"])
HOME = Path(os.environ["HOME"])
PREPARE_STATE = os.environ.get("HKK_PREPARE_STATE")
STATE = HOME / ".local/share/meine-hkk/demo"
SCHEMA = "de.hkk.MeineHkk.Session"
TOOLKIT_LEAKS = PREFIX.parent / "tests/e2e/libtoolkit-leaks.so"  # of a test build

BUS = Bus()
KEYBOARD = Keyboard()
notifications.start()


def wait(condition, what, deadline=DEADLINE):
    """Returns the first true value of condition(); looks again when a program tells of a change, and once in a while."""
    end = time.monotonic() + deadline
    longest = 0.1
    while True:
        seen = BUS.changes
        try:
            value = condition()
        except GLib.Error:
            value = None  # the widget went away while it was read
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {deadline:g} s in vain for: {what}")
        if BUS.rest(seen, longest):
            longest = 0.1
        else:
            BUS.doubt()
            longest = min(2 * longest, 0.8)


def gone(error):
    """Whether a call reached nobody, because the widget is not there any more."""
    return Gio.DBusError.get_remote_error(error) in ("org.freedesktop.DBus.Error.UnknownMethod",
                                                     "org.freedesktop.DBus.Error.UnknownObject")


def tell(lines):
    """Says why something failed where the log of a whole run shows it: of the standard output it keeps the results only."""
    print("\n".join(lines), file=sys.stderr, flush=True)


def newest_window(*search):
    """The last opened window that is shown and that xdotool finds."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", *search], capture_output=True, text=True).stdout.split()
    return found[-1] if found else None


class Other:
    """A process that a program of the desk has started: what of subprocess.Popen is used."""

    returncode = None  # its parent's to know

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            dead = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except OSError:
            dead = True
        return 0 if dead else None

    def wait(self, timeout=60):
        wait(lambda: self.poll() is not None, f"the end of {self.pid}", timeout)
        return 0

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)


ROUNDS = 50  # of asking for what is inside: far more than there are levels


class Program:
    """One running program, addressed through the accessibility bus by its process."""

    fatal = "fatal-warnings"
    preloaded = {}

    def __init__(self, desk, *command):
        self.desk = desk
        self.name = Path(command[0]).name
        self.log = open(desk.logs / f"{self.name}-{len(desk.programs)}.log", "wb")
        self.process = self.begin(command)
        self.bus_name = None
        self.asked = {}
        self.seen = None  # the moment of the last look, and the tree

    def begin(self, command):
        return subprocess.Popen([str(c) for c in command], stdout=self.log, stderr=subprocess.STDOUT,
                                env=os.environ | self.preloaded | {"G_DEBUG": self.fatal})

    def owns(self, bus_name):
        return BUS.process(bus_name) == self.process.pid

    def address(self):
        """The program's name on the accessibility bus, once it is there."""
        if self.bus_name is None:
            self.bus_name = next(filter(self.owns, BUS.programs()), None)
        return self.bus_name

    def tree(self):
        """What the program shows now. What its cache does not have yet is asked for, level by level."""
        moment = BUS.moment(self.address())
        if self.seen and self.seen[0] == moment:
            return self.seen[1]
        try:
            BUS.call_each(self.address(), [ROOT], "GetChildren")
            asked = self.asked.copy()
            for _ in range(ROUNDS):
                tree = Tree(BUS, self.address())
                unknown = {node.path: (node.count, *(child.path for child in node.children)) for node in tree.unknown()}
                # Whose children are known is asked again when they are others.
                self.asked = {path: known for path, known in self.asked.items() if unknown.get(path) == known}
                new = [path for path, known in unknown.items() if asked.get(path) != known]
                if not new:
                    self.seen = moment, tree
                    return tree
                asked |= unknown
                counts = BUS.explore(self.address(), new)
                # Who does not name all of its children yet is asked again at another moment.
                self.asked |= {path: unknown[path] for path in new if counts[path] >= unknown[path][0]}
            return tree  # it does not rest: whoever waits looks again
        except GLib.Error:
            self.must_run()
            raise

    def must_run(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} has ended with {self.process.returncode}: {self.output()[-2000:]}")

    def nodes(self):
        return self.tree().shown

    def all(self, role=None, name=None, contains=None, where=None):
        roles = {None: None, "label": ("label", "heading")}.get(role, (role,))  # a heading is a label, too
        return [node for node in self.nodes() if (roles is None or node.role in roles) and name in (None, node.name)
                and (contains is None or contains in node.name) and (where is None or where(node))]

    def until(self, condition, what, deadline=DEADLINE):
        """Waits; in vain, what the program shows is told."""
        try:
            return wait(condition, f"{self.name}: {what}", deadline)
        except AssertionError:
            self.desk.report(self)
            raise

    def find(self, role=None, name=None, contains=None, where=None, deadline=DEADLINE):
        what = f"{role or 'anything'} {name or contains or ''}"
        node = self.until(lambda: self.all(role, name, contains, where), what, deadline)[0]
        node.search = role, name, contains, where
        return node

    def dialog(self, name=None):
        """A dialog in the window, once the focus is in it: a key that comes before reaches nobody."""
        def focused():
            holders = self.all(where=lambda node: node.had("FOCUSED"))
            return next((dialog for dialog in self.all(name=name, where=lambda node: node.role in ("dialog", "alert"))
                         if any(holder.path == dialog.path or holder.inside(dialog) for holder in holders)), None)

        return self.until(focused, f"the focus in the dialog {name or ''}")

    def says(self, text):
        """Waits until it has screen readers say so, since the last such wait; some of it is enough."""
        def said():
            BUS.hear()
            return next((said for said in BUS.announced.get(self.bus_name, []) if text in said), None)

        self.until(said, f"it says {text}")
        BUS.announced[self.bus_name] = []

    def gone(self, role=None, name=None, contains=None, where=None, deadline=DEADLINE):
        self.until(lambda: not self.all(role, name, contains, where), f"no {role or ''} {name or contains}", deadline)

    def click(self, name=None, role="button", contains=None, where=None, deadline=DEADLINE):
        """Presses the first sensitive control of that name."""
        meant = lambda node: node.had("SENSITIVE") and (where is None or where(node))  # noqa: E731
        self.press(self.find(role, name, contains, meant, deadline))

    def press(self, node, key="Return"):
        """Presses a control; one that was made anew since it was found is looked for again."""
        try:
            self.press_now(node, key)
        except GLib.Error as error:
            if not gone(error) or not node.search:
                raise
            self.press_now(self.find(*node.search), key)

    def press_now(self, node, key):
        """By its own accessible action, else with the keyboard: a row of a list has none."""
        done = node.act()
        assert done is not False, f"{node} refused to be pressed"
        if done is None:
            self.focus(node)
            self.key(key)

    def focus(self, node, key=None, limit=90):
        """Goes to a control as a person without a mouse does."""
        for _ in range(limit):
            # Twice: the program may answer the first time before it takes a key that it has got already.
            if node.has("FOCUSED") and node.has("FOCUSED"):
                return
            key = key or self.way(node)
            pressed = self.arrow(node) or key if key.endswith("Tab") else key
            before = BUS.last_focus(self.bus_name)
            self.key(pressed)
            moved = BUS.iterate(DEADLINE, lambda: BUS.last_focus(self.bus_name) != before)
            assert moved, f"{self.name}: {pressed} does not move the focus"
        raise AssertionError(f"{self.name}: {key} does not reach {node}")

    def way(self, node):
        """The key that leads from what has the focus to a control."""
        order = self.nodes()
        paths = [other.path for other in order]
        here = next((number for number, other in enumerate(order) if other.had("FOCUSED")), 0)
        return "Tab" if node.path not in paths or paths.index(node.path) > here else "shift+Tab"

    def arrow(self, node):
        """The key that leads from row to row, where the focus is on one of the list in which the control is."""
        here = next((other for other in self.nodes() if other.had("FOCUSED")), None)
        if here is None or here.role != "list item":
            return None
        row, seen = node, set()
        while row and row.above != here.above and row.path not in seen:  # some are above themselves
            seen.add(row.path)
            row = row.parent
        return None if row is None or row.above != here.above or row.path == here.path else "Down" if row.index > here.index else "Up"

    def pick(self, name, group=None):
        """Takes one of a group of radio buttons, or turns a check box on."""
        boxes = ("radio button", "check box", "switch")
        box = self.find(name=name, where=lambda node: node.role in boxes and group in (None, node.parent.name))
        siblings = sorted(box.parent.children, key=lambda node: node.index)
        chosen = next((node for node in siblings if node.role == "radio button" and node.had("CHECKED")), None)
        if chosen:  # Tab stops at the chosen one of a group only, the arrows go on from there
            self.focus(chosen)
            after = siblings.index(box) > siblings.index(chosen)
            beside = box.place()[1] == chosen.place()[1]  # an arrow goes where the next one is seen
            self.focus(box, ("Right" if after else "Left") if beside else ("Down" if after else "Up"), len(siblings))
        else:
            self.focus(box)
        if not box.has("CHECKED"):
            self.key("space")
        wait(lambda: box.has("CHECKED"), f"{self.name}: {name} is chosen")

    def type(self, name, text, role=None):
        """Replaces the text of the entry of that name."""
        roles = (role,) if role else ("text", "password text", "entry")
        entry = self.find(name=name, where=lambda node: node.role in roles and node.can("EditableText"))
        self.write(entry, text)
        return entry

    def write(self, entry, text):
        """Replaces the text of an entry."""
        wait(lambda: entry.write(text), f"{self.name}: {entry} can be written to")

    def window(self):
        """The program's topmost window."""
        return next((window for window, process in reversed(KEYBOARD.windows()) if process == self.process.pid), None)

    def place(self, x, y, width=None, height=None):
        window = str(wait(self.window, f"a window of {self.name}"))
        subprocess.run(["xdotool", "windowmove", window, str(x), str(y)], check=True)
        if width:
            subprocess.run(["xdotool", "windowsize", window, str(width), str(height)], check=True)

    def key(self, *keys):
        BUS.doubt()
        KEYBOARD.press(wait(self.window, f"a window of {self.name}"), *keys)

    def leave(self):
        """The person looks at something else: the keys go to no window of this program."""
        KEYBOARD.focus(0)
        KEYBOARD.sync()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ended(self, deadline):
        """The program's status, once it has ended; None if it has not."""
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            return None

    def quit(self, deadline=20):
        """Ends the program as a person does; a sanitizer's report shows as a failure."""
        code = self.process.poll()
        for _ in range(4 if code is None else 0):
            if self.window():  # who sees it still there presses again: a key can get lost while windows come and go
                self.key("ctrl+q")
            code = self.ended(deadline / 4)
            if code is not None:
                break
        if code is None:
            self.desk.report(self)
            self.kill()
            raise AssertionError(f"{self.name} did not end within {deadline} s")
        assert code == 0, f"{self.name} ended with {code}: {self.output()[-3000:]}"

    def output(self):
        return Path(self.log.name).read_text(errors="replace")


class KeysOnly(Program):
    """A program that is used with keys alone: what is pressed or written in has the focus before."""

    def press_now(self, node, key):
        self.focus(node)
        self.key(key)

    def write(self, entry, text):
        self.focus(entry)
        self.key("ctrl+a")
        subprocess.run(["xdotool", "type", text], check=True)


class Started(Program):
    """A program that another one has started; it writes into the log of that."""

    def begin(self, command):
        known = [program.process.pid for program in self.desk.programs]

        def running():
            for bus_name in BUS.programs():
                pid = BUS.process(bus_name)
                if pid not in known and Path(f"/proc/{pid}/exe").resolve().name == self.name:
                    return Other(pid)
            return None

        return wait(running, f"{self.name}, started by another program")

    def output(self):
        return "".join(program.output() for program in self.desk.programs if not isinstance(program, Started))


def prepare_state(folder):
    """The state that the backend of a desk begins with: a copy in the test build, else the first program makes it itself."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if PREPARE_STATE:
        subprocess.run([PREPARE_STATE, folder], check=True, timeout=60)


def name_toolkit_leaks():
    """What the toolkit loses is not told of the programs that begin from now on. For what opens its file chooser or its print dialog,
    or goes on for minutes."""
    if TOOLKIT_LEAKS.exists():
        Program.preloaded = {"LD_PRELOAD": str(TOOLKIT_LEAKS), "ASAN_OPTIONS": os.environ["ASAN_OPTIONS"] + ":verify_asan_link_order=0"}


class Desk:
    """A person's desk: programs, keyring, backend, pictures."""

    def __init__(self):
        self.programs = []
        self.logs = HOME / "logs"
        self.logs.mkdir(exist_ok=True)
        self.pictures = None
        self.servers = []
        prepare_state(self.state)

    # Programs

    program = Program

    def start(self, *command, kind=None):
        program = (kind or self.program)(self, *command)
        self.programs.append(program)
        wait(lambda: program.address() or program.must_run(), f"{command[0]} on the bus")
        return program

    def app(self, *arguments):
        return self.start(PREFIX / "bin/meine-hkk", *arguments)

    def app_by_keys(self, *arguments):
        """The program as who has no mouse uses it."""
        return self.start(PREFIX / "bin/meine-hkk", *arguments, kind=KeysOnly)

    def phone(self, *arguments):
        return self.start(PREFIX / "bin/meine-hkk-phone", *arguments)

    def started(self, name):
        """A program that another one has started, once it is there."""
        program = Started(self, name)
        self.programs.append(program)
        return program

    def abandon(self):
        """Ends what a failure left behind."""
        for process in [program.process for program in self.programs] + self.servers:
            if process.poll() is None:
                process.kill()
            process.wait()

    def close(self):
        for program in reversed(self.programs):
            if program.process.poll() is None:
                program.quit()
        for server in self.servers:
            server.terminate()
            server.wait(20)
        for program in self.programs:
            output = program.output()
            assert "AddressSanitizer" not in output and "runtime error:" not in output, output[-4000:]

    # The demo backend

    state = STATE

    def serving(self):
        """The process that serves the demo; None if there is none."""
        with socket.socket(socket.AF_UNIX) as steering:
            if steering.connect_ex(str(self.state / "control.sock")):
                return None
            return struct.unpack("3i", steering.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))[0]

    def mock(self, command, **arguments):
        """One command over the control socket, as meine-hkk-mock sends it, but without a process for each."""
        with socket.socket(socket.AF_UNIX) as steering:
            steering.settimeout(60)
            steering.connect(str(self.state / "control.sock"))
            with steering.makefile("rw") as lines:
                print(json.dumps({"command": command, **arguments}), file=lines, flush=True)
                answer = json.loads(lines.readline())
        assert answer["ok"], f"{command} {arguments}: {answer}"
        return answer

    def ledger(self, operation=None):
        rows = self.mock("ledger")["ledger"]
        return [row for row in rows if operation in (None, row["operation"])]

    # The keyring

    def unlock_keyring(self, password="demo"):
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets", "--daemonize"],
                       input=password.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=60)

    def server(self):
        """The backend as a process of its own, which the programs find and use."""
        process = subprocess.Popen([PREFIX / "bin/meine-hkk-mock", "serve", "--state", STATE], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        url = process.stdout.readline().strip()
        assert url.startswith("https://"), f"the backend says {url}"
        self.servers.append(process)
        return process, url

    def answer_prompt(self, *keys):
        """What a person does in the window in which the keyring asks for its password."""
        own = {program.process.pid for program in self.programs}

        def prompt():
            return next((window for window, process in KEYBOARD.windows() if process not in own), None)

        window = wait(prompt, "the keyring's prompt")
        KEYBOARD.press(window, *keys)
        wait(lambda: prompt() != window, "the keyring's prompt closes")

    def lock_keyring(self):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
                      GLib.Variant("(ao)", (["/org/freedesktop/secrets/collection/login"],)), None, 0, 10000, None)

    def in_keyring(self):
        """What the keyring holds of the program: the uses of its secrets, sorted."""
        found = subprocess.run(["secret-tool", "search", "--all", "xdg:schema", SCHEMA], capture_output=True, text=True, timeout=60)
        lines = (found.stdout + found.stderr).splitlines()
        return sorted(line.split(" = ")[1] for line in lines if line.startswith("attribute.use = "))

    def files_with(self, secret):
        """Files in the home that hold a text, but for the demo backend's own and the keyring's."""
        exempt = (STATE, HOME / ".local/share/keyrings", HOME / "run")
        return [path for path in HOME.rglob("*") if path.is_file() and not any(path.is_relative_to(folder) for folder in exempt)
                and secret.encode() in path.read_bytes()]

    def clear(self):
        """Leaves nothing of a scenario to the next one."""
        for folder in (".local/share/meine-hkk", ".config", ".cache"):
            shutil.rmtree(HOME / folder, ignore_errors=True)
        if os.environ["SESSION_KEYRING"] != "absent":
            self.unlock_keyring()  # a scenario may have locked it
            subprocess.run(["secret-tool", "clear", "xdg:schema", SCHEMA], timeout=60)

    # Pictures

    def shot(self, name):
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            subprocess.run(["import", "-window", "root", str(self.pictures / f"{name}.png")], check=True)

    def report(self, program):
        """What stands on the screen, for the log of a failed scenario."""
        lines = [f"What {program.name} shows:"]
        lines += [f"  {node.role}: {node.name!r}" for node in program.nodes() if node.name]
        lines += program.output()[-2000:].splitlines()
        tell(lines)
        keep = PREFIX.parent / "failed"
        keep.mkdir(exist_ok=True)
        subprocess.run(["import", "-window", "root", str(keep / f"{Path(sys.argv[0]).stem}.png")])


def chain(prepare, *cases):
    """Cases on one desk, each going on from where the one before it ends, with what that or prepare(desk) returned."""
    return prepare, cases


def chosen(scenarios, names):
    """The chains that hold a named case, each up to the last one of them; a case alone is a chain of itself."""
    chains = [one if isinstance(one, tuple) else (lambda desk: (desk,), (one,)) for one in scenarios]
    for prepare, cases in chains:
        last = max((number for number, case in enumerate(cases, 1) if not names or case.__name__ in names), default=0)
        if last:
            yield prepare, cases[:last]


def run(number, prepare, cases):
    """Runs a chain at a desk of its own; after a failure nothing of it passes. Returns how many failed."""
    desk = Desk()
    if os.environ["SESSION_KEYRING"] != "absent":
        desk.unlock_keyring()
    shared = broken = None
    failed = 0
    for number, case in enumerate(cases, number):
        try:
            assert broken is None, f"it goes on from where {broken} ends, which failed"
            shared = shared or prepare(desk)
            shared = case(*shared) or shared
            if case is cases[-1]:
                desk.close()
            print(f"ok {number} {case.__name__}", flush=True)
        except Exception:  # the reason goes to the log, the run goes on
            broken = broken or case.__name__
            failed += 1
            tell(traceback.format_exc().splitlines())
            print(f"not ok {number} {case.__name__}", flush=True)
    if failed:
        desk.abandon()
    desk.clear()
    return failed


def main(*scenarios):
    """Runs scenarios as TAP, or only those named on the command line with what they go on from, in the one session."""
    chains = list(chosen(scenarios, sys.argv[1:]))
    print(f"1..{sum(len(cases) for _, cases in chains)}")
    number, failed = 1, 0
    for prepare, cases in chains:
        failed += run(number, prepare, cases)
        number += len(cases)
    sys.exit(failed > 0)
