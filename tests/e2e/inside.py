"""What stands in a program's windows, as the toolkit has it: what is cut, what is pressed, which way it runs, where it is."""
import os
import signal
from dataclasses import dataclass, field

from desk import HOME, PREFIX, Program, wait


@dataclass
class Widget:
    path: str
    bounds: tuple  # left, top, width, height in the window
    seen: tuple  # as much of them as nothing that scrolls hides
    lines: int  # how many its text may have; of more than one a beginning is meant
    cut: bool
    pressed: bool  # whether it is there to be
    turned: bool  # from right to left
    sensitive: bool
    under: bool  # something that the keys do not leave
    kind: str
    classes: list
    action: str  # with what it is done to
    told: str  # where in its list it says that it stands: "2/3"
    place: str  # where it does; of a row in a list view only how many there are at most: "/3"
    hint: str
    text: str
    above: "Widget" = None
    below: list = field(default_factory=list)

    def __repr__(self):
        left, top, width, height = self.bounds
        return f"{self.kind}{''.join('.' + name for name in self.classes)} {self.text!r} {width}×{height} at {left},{top}"

    def inside(self, *kinds):
        """The nearest widget of one of these kinds that it stands in, None if there is none."""
        above = self.above
        while above and above.kind not in kinds:
            above = above.above
        return above

    def says(self):
        """What stands on it."""
        return " ".join(" ".join(widget.text.split()) for widget in self.all() if widget.kind == "GtkLabel" and widget.text)

    def all(self):
        yield self
        for child in self.below:
            yield from child.all()


def unescaped(text):
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1", "ignore").decode() if "\\" in text else text


def read(line):
    path, *numbers, lines, flags, kind, classes, action, told, place, hint, text = line.rstrip("\n").split("\t")
    numbers = [int(number) for number in numbers]
    cut, pressed, turned, sensitive, under = (flag == "1" for flag in flags)
    return Widget(path, tuple(numbers[:4]), tuple(numbers[4:]), int(lines), cut, pressed, turned, sensitive, under, kind, classes.split(), action,
                  told, place, unescaped(hint), unescaped(text))


BUTTONS = ("GtkButton", "GtkToggleButton", "GtkMenuButton", "AdwSplitButton")


class Open(Program):
    """A program that can be looked into."""

    def begin(self, command):
        self.inside = HOME / f"inside-{len(self.desk.programs)}"
        sanitizer = f"ASAN_OPTIONS={os.environ['ASAN_OPTIONS']}:verify_asan_link_order=0"
        return super().begin(["env", f"LD_PRELOAD={PREFIX.parent / 'tests/e2e/liblook-inside.so'}", f"HKK_INSIDE={self.inside}",
                              sanitizer, *command])

    def widgets(self):
        """The windows that are shown."""
        self.inside.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        wait(self.inside.exists, f"what is inside of {self.name}")
        windows, by_path = [], {}
        for line in self.inside.read_text().split("\n")[:-1]:
            widget = read(line)
            by_path[widget.path] = widget
            widget.above = by_path.get(widget.path.rpartition(".")[0])
            (widget.above.below if widget.above else windows).append(widget)
        return windows

    def is_covered(self):
        """Whether a window of the toolkit's own lies over the program's, as that in which a file is chosen."""
        return any(window.kind.startswith("Gtk") and window.kind.endswith("Dialog") for window in self.widgets())

    def shown(self):
        """All widgets of what is in front: of the last window, or of the dialog in it."""
        widgets = list(self.widgets()[0].all())
        sheets = [widget for widget in widgets if widget.kind in ("AdwFloatingSheet", "AdwBottomSheet") and widget.seen[2] > 0]
        return list(sheets[-1].all()) if sheets else widgets
