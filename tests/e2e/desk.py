"""A desk for scenarios: real programs on a real session bus, seen and used through the accessibility tree.

Nothing here sleeps for a fixed time: every wait is for a condition, with a deadline.
"""
import collections
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

DEADLINE = float(os.environ.get("HKK_DEADLINE", 60))
PREFIX = Path(os.environ["HKK_PREFIX"])
HOME = Path(os.environ["HOME"])
STATE = HOME / ".local/share/meine-hkk/demo"
ROOT = "/org/a11y/atspi/accessible/root"
SCHEMA = "de.hkk.MeineHkk.Session"

import notifications  # noqa: E402

Atspi.init()
notifications.start()
Atspi.set_timeout(5000, 15000)
Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)  # a remembered name may be an old one


def wait(condition, what, deadline=DEADLINE):
    """Returns the first true value of condition(); the main context runs meanwhile."""
    end = time.monotonic() + deadline
    while True:
        begun = time.monotonic()
        try:
            value = condition()
        except GLib.Error:
            value = None  # the widget went away while it was read
        if value:
            return value
        now = time.monotonic()
        if now > end:
            raise AssertionError(f"waited {deadline:g} s in vain for: {what}")
        iterate(max(0.05, now - begun))  # looking costs the program time too


def iterate(seconds):
    """Runs the main context, which brings the events of the programs, for a moment."""
    over = []
    GLib.timeout_add(int(seconds * 1000), lambda: over.append(True))
    while not over:
        GLib.MainContext.default().iteration(True)


def newest_window(*search):
    """The last opened window that is shown and that xdotool finds."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", *search], capture_output=True, text=True).stdout.split()
    return found[-1] if found else None


LEAVES = ("label", "heading", "text", "password text", "image", "radio button", "toggle button")


def walk(node):
    """All showing descendants of a node, in reading order. What is inside a label or an entry is never asked for."""
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is None or not child.get_state_set().contains(Atspi.StateType.SHOWING):
            continue
        yield child
        if child.get_role_name() not in LEAVES:
            yield from walk(child)


def text_of(node):
    """What a person would read: the text of an entry or label, else the name."""
    if node.is_text() and node.get_role_name() in ("text", "password text", "entry", "label", "static"):
        text = node.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    return node.get_name()


def has_state(node, name):
    return node.get_state_set().contains(getattr(Atspi.StateType, name))


def actions(node):
    """The names of what can be done with a node."""
    action = node.get_action_iface()
    try:
        return [action.get_action_name(i) for i in range(action.get_n_actions() if action else 0)]
    except GLib.Error:
        return []  # a control that only has the interface


Item = collections.namedtuple("Item", "parent index children name role showing")


class Program:
    """One running program, addressed through the accessibility bus by its process."""

    fatal = "fatal-warnings"

    def __init__(self, desk, *command):
        self.desk = desk
        self.log = open(desk.logs / f"{Path(command[0]).name}-{len(desk.programs)}.log", "wb")
        self.process = subprocess.Popen([str(c) for c in command], stdout=self.log, stderr=subprocess.STDOUT,
                                        env=os.environ | {"G_DEBUG": self.fatal})
        self.name = Path(command[0]).name
        self.bus_name = None
        self.walked = time.monotonic()

    def pids(self):
        """Whose connections to the accessibility bus are the program's."""
        return {self.process.pid}

    def root(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_process_id() in self.pids():
                return application
        return None

    def address(self):
        """The program's name on the accessibility bus."""
        bus = self.desk.accessibility

        def ask(method, signature=None, *values):
            return bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", method,
                                 GLib.Variant(signature, values) if signature else None, None, 0, -1, None).unpack()[0]

        for name in ask("ListNames"):
            if name.startswith(":") and ask("GetConnectionUnixProcessID", "(s)", name) in self.pids():
                return name
        raise RuntimeError(f"{self.name} is not on the accessibility bus")

    def items(self):
        """The whole tree in one call, as the program's own cache has it: cheap enough to ask for again and again."""
        if self.bus_name is None:
            self.bus_name = self.address()
        rows = self.desk.accessibility.call_sync(self.bus_name, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems",
                                                 None, None, 0, 15000, None).unpack()[0]
        return {path: Item(parent, index, children, name, Atspi.role_get_name(Atspi.Role(role)),
                           states[0] >> Atspi.StateType.SHOWING & 1)
                for (_, path), _, (_, parent), index, children, _, name, role, _, states in rows}

    def way_to(self, items, path):
        """The positions that lead from the root to an item, or nothing if it is not shown."""
        way = []
        while path in items and path != ROOT:
            if not items[path].showing or items[path].index < 0:
                return None
            way.insert(0, items[path].index)
            path = items[path].parent
        return way if path == ROOT else None

    def follow(self, way):
        node = self.root()
        for index in way:
            node = node.get_child_at_index(index) if node else None
        return node

    def glance(self, items, role, name, contains):
        """What is shown and may be meant, in reading order, without a walk through all of it."""
        ways = [self.way_to(items, path) for path, item in items.items() if name in (None, item.name)
                and (contains is None or contains in item.name) and role in (None, item.role)]
        for way in sorted(filter(None, ways)):
            node = self.follow(way)
            if node and name in (None, node.get_name()) and role in (None, node.get_role_name()):
                yield node

    def ask(self, paths, method):
        """Asks all of them at once; who has gone answers None."""
        answers = [None] * len(paths)
        open_calls = set(range(len(paths)))

        def done(bus, result, i):
            open_calls.remove(i)
            try:
                answers[i] = bus.call_finish(result).unpack()[0]
            except GLib.Error:
                pass  # the widget went away

        for i, path in enumerate(paths):
            self.desk.accessibility.call(self.bus_name, path, "org.a11y.atspi.Accessible", method, None, None, 0, 15000, None, done, i)
        while open_calls:
            GLib.MainContext.default().iteration(True)
        return answers

    def fetch(self, items):
        """Looks at what is new, level by level: the program's cache has a widget only after somebody looked at it."""
        known = collections.Counter(item.parent for item in items.values())
        new = [path for path, item in items.items() if item.showing and item.role not in LEAVES and item.children > known[path]
               and self.way_to(items, path)]
        if len(self.ask([ROOT], "GetChildren")[0] or ()) > known[ROOT]:
            new.append(ROOT)
        level = new
        while level:
            children = [path for answer in self.ask(level, "GetChildren") for _, path in answer or ()]
            states = self.ask(children, "GetState")
            roles = self.ask(children, "GetRoleName")
            level = [path for path, state, role in zip(children, states, roles)
                     if state and state[0] >> Atspi.StateType.SHOWING & 1 and role not in LEAVES]
        return bool(new)

    def look(self, role, name, contains, where):
        """The first match: by a glance, and once in a while by a walk."""
        items = self.items()
        found = next((node for node in self.glance(items, role, name, contains) if not where or where(node)), None)
        if found is None and self.fetch(items):
            found = next((node for node in self.glance(self.items(), role, name, contains) if not where or where(node)), None)
        if found is None and time.monotonic() > self.walked + 4:
            self.root().clear_cache()  # the client's: an event that it missed leaves it behind for good
            found = next(self.matches(role, name, contains, where), None)
            self.walked = time.monotonic()
        return found

    def nodes(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} has ended with {self.process.returncode}: {self.output()[-2000:]}")
        root = self.root()
        return walk(root) if root else ()

    def matches(self, role=None, name=None, contains=None, where=None):
        for node in self.nodes():
            if role and node.get_role_name() != role:
                continue
            if name is not None or contains is not None:
                label = node.get_name() or ""
                if name is not None and label != name:
                    continue
                if contains is not None and contains not in label and contains not in (text_of(node) or ""):
                    continue
            if where and not where(node):
                continue
            yield node

    def all(self, role=None, name=None, contains=None, where=None):
        return list(self.matches(role, name, contains, where))

    def find(self, role=None, name=None, contains=None, where=None, deadline=DEADLINE):
        what = f"{self.name}: {role or 'anything'} {name or contains or ''}"
        try:
            return wait(lambda: self.look(role, name, contains, where), what, deadline)
        except AssertionError:
            self.desk.report(self)
            raise

    def gone(self, role=None, name=None, contains=None, where=None, deadline=DEADLINE):
        def still_there():
            by_glance = self.glance(self.items(), role, name, contains)
            return any(not where or where(node) for node in by_glance) or next(self.matches(role, name, contains, where), None)

        try:
            wait(lambda: not still_there(), f"{self.name}: no {role or ''} {name or contains}", deadline)
        except AssertionError:
            self.desk.report(self)
            raise

    def click(self, name=None, role="button", contains=None, deadline=DEADLINE):
        """Presses the first sensitive control of that name, by its own accessible action where it has one."""
        sensitive = lambda node: node.get_state_set().contains(Atspi.StateType.SENSITIVE)  # noqa: E731
        node = self.find(role, name, contains, sensitive, deadline)
        self.press(node)
        return node

    def press(self, node, key="Return"):
        """Presses a control by its own accessible action, else with the keyboard: a row of a list has none."""
        for name in actions(node):
            if name in ("click", "activate", "toggle"):
                assert node.get_action_iface().do_action(actions(node).index(name)), f"{node.get_name()} refused to be pressed"
                return
        self.focus(node)
        self.key(key)

    def focus(self, node, key="Tab", limit=90):
        """Goes to a control as a person without a mouse does."""
        for _ in range(limit):
            if has_state(node, "FOCUSED"):
                return
            moved = self.desk.focus_moves
            self.key(key)
            wait(lambda: self.desk.focus_moves > moved, f"{self.name}: {key} moves the focus")
        raise AssertionError(f"{self.name}: {key} does not reach {node.get_role_name()} {node.get_name()}")

    def pick(self, name, group=None):
        """Takes one of a group of radio buttons, or turns a check box on."""
        boxes = ("radio button", "check box", "switch")
        box = self.find(name=name, where=lambda n: n.get_role_name() in boxes and group in (None, n.get_parent().get_name()))
        around = box.get_parent()
        siblings = [around.get_child_at_index(i) for i in range(around.get_child_count())]
        chosen = next((node for node in siblings if node.get_role_name() == "radio button" and has_state(node, "CHECKED")), None)
        if chosen:  # Tab stops at the chosen one of a group only, the arrows go on from there
            self.focus(chosen)
            self.focus(box, "Right" if siblings.index(box) > siblings.index(chosen) else "Left", len(siblings))
        else:
            self.focus(box)
        if not has_state(box, "CHECKED"):
            self.key("space")
        wait(lambda: has_state(box, "CHECKED"), f"{self.name}: {name} is chosen")

    def type(self, name, text, role=None):
        """Replaces the text of the entry of that name."""
        roles = (role,) if role else ("text", "password text", "entry")
        entry = self.find(name=name, where=lambda n: n.get_role_name() in roles and n.is_editable_text())
        wait(lambda: entry.get_editable_text_iface().set_text_contents(text), f"{self.name}: {name} can be written to")
        return entry

    def window(self):
        return newest_window("--pid", str(self.process.pid))

    def place(self, x, y, width=None, height=None):
        window = wait(self.window, f"a window of {self.name}")
        subprocess.run(["xdotool", "windowmove", window, str(x), str(y)], check=True)
        if width:
            subprocess.run(["xdotool", "windowsize", window, str(width), str(height)], check=True)

    def write(self, text):
        """Types into what has the focus."""
        window = wait(self.window, f"a window of {self.name}")
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "type", "--clearmodifiers", text], check=True)

    def key(self, *keys):
        window = wait(self.window, f"a window of {self.name}")
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", "--clearmodifiers", *keys], check=True)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def quit(self, deadline=20):
        """Ends the program as a person does; a sanitizer's report shows as a failure."""
        if self.process.poll() is None:
            self.key("ctrl+q")
        try:
            code = self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.desk.report(self)
            self.kill()
            raise AssertionError(f"{self.name} did not end within {deadline} s")
        assert code == 0, f"{self.name} ended with {code}: {self.output()[-3000:]}"

    def output(self):
        return Path(self.log.name).read_text(errors="replace")


class Desk:
    """A person's desk: programs, keyring, backend, pictures."""

    def __init__(self):
        self.programs = []
        self.logs = HOME / "logs"
        self.logs.mkdir(exist_ok=True)
        self.pictures = None
        self.servers = []
        self.focus_moves = 0
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None).unpack()[0]
        self.accessibility = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.listener = Atspi.EventListener.new(self.on_focus)
        self.listener.register("object:state-changed:focused")

    def on_focus(self, event):
        self.focus_moves += event.detail1

    # Programs

    program = Program

    def start(self, *command):
        program = self.program(self, *command)
        self.programs.append(program)
        wait(lambda: program.root() is not None or program.process.poll() is not None, f"{command[0]} on the bus")
        assert program.process.poll() is None, program.output()
        return program

    def app(self, *arguments):
        return self.start(PREFIX / "bin/meine-hkk", *arguments)

    def phone(self, *arguments):
        return self.start(PREFIX / "bin/meine-hkk-phone", *arguments)

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

    backend = (PREFIX / "bin/meine-hkk-mock",)
    state = STATE

    def mock(self, *arguments):
        """One command of the mock's command line; its answer as JSON."""
        done = subprocess.run([*self.backend, *map(str, arguments), "--state", self.state],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"meine-hkk-mock {arguments}: {done.stdout}{done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else None

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
        def shown():
            return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Keyring"], capture_output=True, text=True,
                                  timeout=60).stdout.split()

        window = wait(shown, "the keyring's prompt")[-1]
        for key in keys:
            subprocess.run(["xdotool", "windowfocus", window, "key", key], check=True, timeout=60)
        wait(lambda: window not in shown(), "the keyring's prompt closes")

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
        self.listener.deregister("object:state-changed:focused")
        for folder in (".local/share/meine-hkk", ".config", ".cache"):
            shutil.rmtree(HOME / folder, ignore_errors=True)
        if os.environ["SESSION_KEYRING"] != "absent":
            self.unlock_keyring()
            subprocess.run(["secret-tool", "clear", "xdg:schema", SCHEMA], timeout=60)

    # Pictures

    def shot(self, name):
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            subprocess.run(["import", "-window", "root", str(self.pictures / f"{name}.png")], check=True)

    def report(self, program):
        """What stands on the screen, for the log of a failed scenario."""
        lines = [f"What {program.name} shows:"]
        lines += [f"  {node.get_role_name()}: {node.get_name()}" for node in program.nodes() if node.get_name()]
        lines += program.output()[-2000:].splitlines()
        print("".join(f"# {line}\n" for line in lines))
        keep = PREFIX.parent / "failed"
        keep.mkdir(exist_ok=True)
        subprocess.run(["import", "-window", "root", str(keep / f"{Path(sys.argv[0]).stem}.png")])


def main(*scenarios):
    """Runs scenarios as TAP, or only those named on the command line; each gets a desk of its own in the one session."""
    scenarios = [scenario for scenario in scenarios if not sys.argv[1:] or scenario.__name__ in sys.argv[1:]]
    print(f"1..{len(scenarios)}")
    failed = 0
    for number, scenario in enumerate(scenarios, 1):
        desk = Desk()
        if os.environ["SESSION_KEYRING"] != "absent":
            desk.unlock_keyring()
        try:
            scenario(desk)
            desk.close()
            print(f"ok {number} {scenario.__name__}", flush=True)
        except Exception:  # the reason goes to the log, the run goes on
            failed += 1
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()))
            print(f"not ok {number} {scenario.__name__}", flush=True)
            for program in desk.programs:
                if program.process.poll() is None:
                    program.kill()
            for server in desk.servers:
                server.kill()
                server.wait()
        desk.clear()
    sys.exit(failed > 0)
