"""Programs as a screen reader meets them: the tree of a program on the accessibility bus, and what can be done in it."""
import json
import time

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Json", "1.0")
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
LEAVES = ("label", "heading", "text", "password text", "image", "radio button", "toggle button")
# Not where widgets are: each layout tells that of each widget.
CHANGES = ("ChildrenChanged", "PropertyChange", "SelectionChanged", "StateChanged", "TextChanged", "TextSelectionChanged")
# Who may have an action of its own; GTK 4.18 leaks when it lists the actions of the others.
ACTIVE = ("button", "toggle button", "menu item")
QUIET = 0.04  # seconds without an event after which a change is over


def state_bit(name):
    return 1 << getattr(Atspi.StateType, name)


def plain(variant):
    """As unpack(), but many times as fast."""
    return json.loads(Json.gvariant_serialize_data(variant)[0])


class Bus:
    """The accessibility bus: calls to the programs on it, and word of what changes in them."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.changes = 0
        self.changes_of = {}  # by program
        self.doubts = 0  # how often something may have changed of which no program told
        self.added = []  # what the cache of a program has got since that was looked at
        self.focused = {}  # by program: the number of the change that moved the focus last
        self.focus = {}  # by program: where it went
        self.announced = {}  # by program: what it had screen readers say
        self.subscribe("org.a11y.atspi.Event.Object", "Announcement", self.on_announcement)
        for change in CHANGES:
            self.subscribe("org.a11y.atspi.Event.Object", change, self.on_change)
        self.subscribe("org.a11y.atspi.Cache", "RemoveAccessible", self.on_change)
        self.subscribe("org.a11y.atspi.Cache", "AddAccessible", self.on_added)
        self.subscribe("org.freedesktop.DBus", "NameOwnerChanged", self.on_change)
        # Who emits events may ask first whether anybody listens.
        for event in ("object:", "window:"):
            self.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "(sass)", event, [], "")

    def subscribe(self, interface, signal, callback):
        self.connection.signal_subscribe(None, interface, signal, None, None, Gio.DBusSignalFlags.NONE, callback)

    def on_change(self, _connection, program, path, _interface, signal, parameters):
        self.changes += 1
        self.changes_of[program] = self.changes_of.get(program, 0) + 1
        if signal == "StateChanged" and parameters[0] == "focused" and parameters[1]:
            self.focused[program] = self.changes
            self.focus[program] = path

    def on_announcement(self, _connection, program, _path, _interface, _signal, parameters):
        self.announced.setdefault(program, []).append(parameters[3])

    def on_added(self, _connection, _program, _path, _interface, _signal, item):
        self.added.append(item)

    @staticmethod
    def hear():
        """Takes all of which the bus has brought word."""
        while GLib.MainContext.default().iteration(False):
            pass

    def last_focus(self, program):
        """Tells one move of the focus from another."""
        self.hear()
        return self.focused.get(program)

    def moment(self, program):
        """While it is the same, the program shows what it showed."""
        self.hear()
        return self.changes_of.get(program), self.doubts

    def doubt(self):
        """Something was done to a program, or none has told anything for a while: what was seen before is not relied on."""
        self.doubts += 1

    def call(self, program, path, interface, method, signature=None, *values):
        """One call; its answer as a tuple."""
        parameters = GLib.Variant(signature, values) if signature else None
        return self.connection.call_sync(program, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, 15000,
                                         None).unpack()

    def call_each(self, program, paths, method, interface="Accessible", parameters=None):
        """Asks all of them at once; who has gone answers None."""
        answers = [None] * len(paths)
        left = len(paths)

        def done(connection, result, i):
            nonlocal left
            left -= 1
            try:
                answers[i] = connection.call_finish(result).unpack()[0]
            except GLib.Error:
                pass  # the widget went away

        for i, path in enumerate(paths):
            self.connection.call(program, path, f"org.a11y.atspi.{interface}", method, parameters, None, Gio.DBusCallFlags.NONE,
                                 15000, None, done, i)
        while left:
            GLib.MainContext.default().iteration(True)
        return answers

    def items(self, program):
        """What the program's own cache knows, each as it is at this moment."""
        answer = self.connection.call_sync(program, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems", None, None,
                                           Gio.DBusCallFlags.NONE, 15000, None)
        return plain(answer)[0]

    def explore(self, program, paths):
        """Asks for what is inside some widgets, level by level: the program tells of each that nobody has asked for before.
        How many are inside, of those that were named: none, too, while a window gets its size."""
        counts = None
        while paths:
            self.added.clear()
            answers = self.call_each(program, paths, "GetChildren")
            counts = counts or {path: len(answer or ()) for path, answer in zip(paths, answers)}
            new = [Node(self, plain(item)[0]) for item in self.added]
            paths = [node.path for node in new if node.program == program and node.is_opened()]
        return counts

    def programs(self):
        return [name for name, _ in self.call(REGISTRY, ROOT, "org.a11y.atspi.Accessible", "GetChildren")[0]]

    def process(self, program):
        return self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID", "(s)", program)[0]

    def rest(self, seen, longest):
        """Until something has changed since the count of changes was seen, and that is over; or for a while."""
        if self.iterate(longest, lambda: self.changes != seen):
            end = time.monotonic() + 10 * QUIET
            while time.monotonic() < end:
                now = self.changes
                if not self.iterate(QUIET, lambda: self.changes != now):
                    return True
            return True
        return False

    @staticmethod
    def iterate(seconds, until):
        """Runs the main context until something is so; False if the time is over before."""
        over = []
        source = GLib.timeout_add(max(1, int(seconds * 1000)), lambda: over.append(True))
        while not until():
            if over:
                return False
            GLib.MainContext.default().iteration(True)
        if not over:
            GLib.source_remove(source)
        return True


class Node:
    """A widget as it was when the program was looked at; what may have changed since is asked for anew."""

    roles = {}

    def __init__(self, bus, row):
        (self.program, self.path), _, (_, self.above), self.index, self.count, self.interfaces, name, role, said, (low, high) = row
        self.name = name.replace("\u2068", "").replace("\u2069", "")  # what keeps a file's name its own direction
        self.description = said
        self.bus = bus
        self.states = low | high << 32
        self.parent = None
        self.children = []
        self.search = None  # what it was found by
        if role not in self.roles:
            self.roles[role] = Atspi.role_get_name(Atspi.Role(role))
        self.role = self.roles[role]

    def __repr__(self):
        return f"{self.role} {self.name!r}"

    def had(self, state):
        return bool(self.states & state_bit(state))

    def has(self, state):
        low, high = self.call("Accessible", "GetState")[0]
        return bool((low | high << 32) & state_bit(state))

    def is_told(self):
        return self.index >= 0 and self.had("SHOWING")

    def is_opened(self):
        """Whether what is inside is anybody's concern. What is disposed of has no children, but they still name it."""
        return self.role not in LEAVES and self.count > 0 and self.had("SHOWING")

    def can(self, interface):
        return f"org.a11y.atspi.{interface}" in self.interfaces

    def call(self, interface, method, signature=None, *values):
        return self.bus.call(self.program, self.path, f"org.a11y.atspi.{interface}", method, signature, *values)

    def inside(self, other):
        """Whether it stands in another widget, however deep."""
        above, seen = self.parent, set()
        while above and above.path != other.path and above.path not in seen:  # some are above themselves
            seen.add(above.path)
            above = above.parent
        return above is not None and above.path == other.path

    def text(self):
        """What a person would read: the text of an entry or label, else the name."""
        return self.call("Text", "GetText", "(ii)", 0, self.length())[0] if self.can("Text") else self.name

    def length(self):
        return self.bus.call(self.program, self.path, "org.freedesktop.DBus.Properties", "Get", "(ss)", "org.a11y.atspi.Text",
                             "CharacterCount")[0]

    def place(self):
        """Left, top, width and height in its window."""
        return self.call("Component", "GetExtents", "(u)", 1)[0]

    def value(self):
        """How much it is, and the same in words."""
        return tuple(self.bus.call(self.program, self.path, "org.freedesktop.DBus.Properties", "Get", "(ss)",
                                   "org.a11y.atspi.Value", name)[0] for name in ("CurrentValue", "Text"))

    def write(self, text):
        self.bus.doubt()
        return self.call("EditableText", "SetTextContents", "(s)", text)[0]

    def act(self):
        """Does what it is there for by its own accessible action; None if it has none."""
        if self.role not in ACTIVE:
            return None
        self.bus.doubt()
        try:
            return self.call("Action", "DoAction", "(i)", 0)[0]
        except GLib.Error as error:
            if "No action" in error.message:
                return None  # a row of a list that is a button
            raise


class Tree:
    """What a program showed at one moment."""

    def __init__(self, bus, program):
        nodes = [Node(bus, row) for row in bus.items(program)]
        self.by_path = {node.path: node for node in nodes}
        self.windows = []
        for node in nodes:
            node.parent = self.by_path.get(node.above)
            if node.above == ROOT:
                self.windows.append(node)
            elif node.parent:
                node.parent.children.append(node)
        self.shown = list(self.walk(self.windows))
        self.forget_hidden(bus, program)

    def forget_hidden(self, bus, program):
        """GTK 4.18 says of a widget that was hidden later that it is shown; what is around it names it no more. What is around
        nothing that is shown is nobody's concern: the program's cache is full of what was there before."""
        crowded = [node for node in self.shown if sum(child.is_told() for child in node.children) > node.count]
        for node, answer in zip(crowded, bus.call_each(program, [node.path for node in crowded], "GetChildren")):
            there = {path for _, path in answer or ()}
            node.children = [child for child in node.children if child.path in there]
        if crowded:
            self.shown = list(self.walk(self.windows))

    def walk(self, nodes):
        """In reading order."""
        for node in sorted((node for node in nodes if node.is_told()), key=lambda node: node.index):
            yield node
            if node.is_opened():
                yield from self.walk(node.children)

    def unknown(self):
        """Whose children the program's cache does not have yet: it gets them only when somebody asks for them."""
        return [node for node in self.shown if node.is_opened() and node.count > len(node.children)]
