"""A reader of the screen that leaves nothing out: everything of every accessible, shown or not, while a person goes on."""
from gi.repository import Gio, GLib

from accessible import ROOT

ACCESSIBLE, COMPONENT, TEXT = ("org.a11y.atspi." + name for name in ("Accessible", "Component", "Text"))
PROPERTIES = "org.freedesktop.DBus.Properties"
CALLS_AT_A_TIME = 64
# What is asked of everybody: interface, method, arguments. GTK 4.18 leaks when it lists actions.
OF_ALL = (
    (PROPERTIES, "GetAll", GLib.Variant("(s)", (ACCESSIBLE,))),
    *((ACCESSIBLE, method, None) for method in ("GetChildren", "GetInterfaces", "GetRole", "GetLocalizedRoleName", "GetState",
                                                "GetAttributes", "GetRelationSet", "GetIndexInParent")),
    (COMPONENT, "GetExtents", GLib.Variant("(u)", (0,))),
)
# And of who has an interface.
OF_SOME = {
    TEXT: ((PROPERTIES, "GetAll", GLib.Variant("(s)", (TEXT,))),
           (TEXT, "GetText", GLib.Variant("(ii)", (0, -1))),
           (TEXT, "GetStringAtOffset", GLib.Variant("(iu)", (0, 2))),
           (TEXT, "GetAttributeRun", GLib.Variant("(ib)", (0, True))),
           (TEXT, "GetDefaultAttributes", None),
           (TEXT, "GetNSelections", None)),
    **{f"org.a11y.atspi.{name}": ((PROPERTIES, "GetAll", GLib.Variant("(s)", (f"org.a11y.atspi.{name}",))),)
       for name in ("Value", "Selection", "Image")},
}


class Reader:
    """Asks without waiting: what it has not heard yet, it hears while the person does the next thing."""

    def __init__(self, bus, program):
        self.bus = bus
        self.program = program
        self.known = set()  # the paths that were read before
        self.questions = []
        self.under_way = 0
        self.read = 0

    def begin(self):
        """Reads from the top: what is there since the last time whole, of the rest what may be inside; and the cache."""
        self.seen = set()
        self.enter(ROOT)
        self.ask("/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems", None)

    def read_all_again(self):
        self.known.clear()
        self.begin()

    def is_done(self):
        return not self.under_way and not self.questions

    def enter(self, path):
        if path in self.seen:
            return
        self.seen.add(path)
        questions = OF_ALL if path not in self.known else ((ACCESSIBLE, "GetChildren", None), (ACCESSIBLE, "GetRelationSet", None))
        self.known.add(path)
        for interface, method, arguments in questions:
            self.ask(path, interface, method, arguments)

    def ask(self, path, *question):
        self.questions.append((path, *question))
        self.go_on()

    def go_on(self):
        while self.questions and self.under_way < CALLS_AT_A_TIME:
            path, interface, method, arguments = self.questions.pop()
            self.under_way += 1
            self.bus.connection.call(self.program, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 15000, None,
                                     self.on_answer, (path, method))

    def on_answer(self, connection, result, question):
        path, method = question
        self.under_way -= 1
        try:
            answer = connection.call_finish(result).unpack()[0]
            self.read += 1
        except GLib.Error:
            answer = ()  # it went away, or has nothing to say to that
        if method == "GetChildren":
            for program, child in answer:
                if program == self.program:
                    self.enter(child)
        elif method == "GetInterfaces":
            for interface in answer:
                for more in OF_SOME.get(interface, ()):
                    self.ask(path, *more)
        self.go_on()
