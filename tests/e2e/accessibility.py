"""Every page, dialog and state as a screen reader and the Tab key meet them. After it: names of parts of visits.py, all without any.
What was met, and what is wrong with it, is told in accessibility/PART.md beside the installation; a fault fails the part."""
import os
import sys
import time
import traceback
from collections import Counter

from gi.repository import Atspi, GLib

import visits
from accessible import QUIET
from desk import BUS, HOME, PREFIX, tell, wait
from walks import T

PRESSED = ("button", "toggle button", "link", "menu item", "check box", "switch", "radio button")
TYPED = ("text", "password text", "entry", "spin button")
CONTROLS = (*PRESSED, *TYPED, "combo box", "slider", "list item", "table cell", "tree item", "tab")
OVER = ("dialog", "alert", "menu")  # what is open lies over the rest
PAGES = ("form", "dialog", "alert")  # what begins its headings anew
NEEDS = {kind: int(getattr(Atspi.RelationType, kind)) for kind in ("LABELLED_BY", "DESCRIBED_BY", "ERROR_MESSAGE", "MEMBER_OF")}
# A kind of fault, and what something or one of those around it is, or the view: the toolkit's own, which nothing here can mend.
EXCUSED = {
    ("no name", "combo box"),  # GtkDropDown shows in it what is chosen, as a row without a name: it has one itself
    ("no heading", "about"),  # AdwAboutDialog
    ("comes before what is seen before it", "alert"),  # AdwAlertDialog has the answers in another order where they stand in a row
}
ALIKE = (T("Find anything"), T("Open the phone"), T("Write a message"))  # does the same wherever it stands
CLOSE = T("Close", "button")  # of a dialog: the one in its header bar does the same
BAR = 46  # pixels: the height of a header bar
LIMIT = 150  # Tab stops of one view


def plain(text):
    return " ".join(text.split())


class View:
    """What one page, dialog or state holds: the widgets of what is open, and what the bus tells of each."""

    def __init__(self, app, name):
        self.app = app
        self.name = name
        tree = app.tree()
        open_ones = [node for node in tree.shown if node.role in OVER and (node.role != "alert" or node.name) and (  # no toast
            node.role != "menu" or any(one.role == "menu item" and one.inside(node) for one in tree.shown))]
        self.over = open_ones[-1] if open_ones else None
        self.nodes = [node for node in tree.shown if not self.over or node is self.over or node.inside(self.over)]
        self.by_path = tree.by_path
        self.inside = {}
        for node in self.nodes:
            above = node.parent
            while above:
                self.inside.setdefault(above.path, []).append(node)
                above = above.parent
        paths = [node.path for node in self.nodes]
        self.attributes = dict(zip(paths, BUS.call_each(app.bus_name, paths, "GetAttributes")))
        self.relations = dict(zip(paths, BUS.call_each(app.bus_name, paths, "GetRelationSet")))
        self.places = dict(zip(paths, BUS.call_each(app.bus_name, paths, "GetExtents", "Component", GLib.Variant("(u)", (1,)))))
        self.focusable = [node for node in self.nodes if node.had("FOCUSABLE") and node.had("SENSITIVE")]
        self.controls = [node for node in self.focusable if node.role in CONTROLS]
        self.faults = []

    def fault(self, kind, node, more=""):
        around = node
        while around:
            if (kind, around.role) in EXCUSED or (kind, self.name) in EXCUSED:
                return
            around = around.parent
        self.faults.append(plain(f"{kind}: {node} {more}"))

    def within(self, node, *roles):
        return [one for one in self.inside.get(node.path, ()) if one.role in roles]

    def around(self, node, *roles):
        """The nearest of those roles around it."""
        above = node.parent
        while above and above.role not in roles:
            above = above.parent
        return above

    def related(self, node, kind):
        return [path for number, targets in self.relations[node.path] or () if number == NEEDS[kind] for _, path in targets]

    # What is checked

    def names(self):
        for node in self.controls:
            if not plain(node.name) and self.within(node, "list item"):
                continue  # an AdwExpanderRow is a row around the row that has its title and takes the focus
            if not plain(node.name):
                self.fault("no name", node, f"in {self.path_of(node)}")
            elif node.role in PRESSED:
                said = plain(f"{node.name} {node.description}").casefold()
                for label in self.within(node, "label"):
                    if plain(label.name).casefold() not in said and label.path not in self.related(node, "DESCRIBED_BY"):
                        self.fault("what is seen is not in the name", node, f"{label.name!r}")

    def path_of(self, node):
        """Where something without a name stands: what around it has one."""
        above = node.parent
        while above and not above.name:
            above = above.parent
        return above

    def duplicates(self):
        """One name, several effects. Choices have their group's name with theirs."""
        named = [node for node in self.controls if node.name]
        alone = [node for node in named if not any(node.inside(other) and node.name == other.name for other in named)]
        keys = Counter((self.group_of(node), node.role in TYPED, plain(node.name)) for node in alone)
        for (group, _, name), times in keys.items():
            if times > 1 and name not in ALIKE and not (self.over and name == CLOSE):
                node = next(node for node in alone if plain(node.name) == name and self.group_of(node) == group)
                self.fault("the same name", node, f"{times} times")

    def group_of(self, node):
        if node.role == "list item":
            group = self.around(node, "list")
            return group.name if group else ""
        if node.role in ("radio button", "check box", *TYPED):
            group = self.around(node, "grouping", "list", "panel")
            while group and not group.name:
                group = group.parent
            return group.name if group else ""
        return ""

    def roles(self):
        for node in self.nodes:
            if node.role == "list item" and not self.around(node, "list", "list box", "tree", "table"):
                self.fault("a row outside a list", node)
            if node.role in ("table", "tree table") and not self.within(node, "table row", "row header", "column header"):
                self.fault("a table without rows", node, f"in {self.path_of(node)}")

    def related_ones(self):
        targets = {path for relations in self.relations.values() for _, ends in relations or () for _, path in ends}
        unknown = [path for path in targets if path not in self.by_path]
        dead = {path for path, state in zip(unknown, BUS.call_each(self.app.bus_name, unknown, "GetState")) if state is None}
        for node in self.nodes:
            for number, ends in self.relations[node.path] or ():
                if any(path in dead for _, path in ends):
                    self.fault("points to what is gone", node, f"relation {number}")
            if node.had("INVALID_ENTRY") and not self.related(node, "ERROR_MESSAGE"):
                self.fault("wrong, but not said why", node)
            for path in self.related(node, "DESCRIBED_BY") if node.description else ():
                said = self.by_path.get(path)
                if said and plain(said.name) and not said.had("SHOWING") and plain(said.name) in plain(node.description):
                    self.fault("described by what is not shown", node, f"{said.name!r}")
            if node.role == "radio button":
                group = self.around(node, "grouping", "radio group", "list", "menu", "tool bar")
                if not group:
                    self.fault("a choice without a group", node)

    def headings(self):
        pages = {}
        for node in self.nodes:
            if node.role == "heading":
                if not plain(node.name):
                    self.fault("a heading without words", node, f"in {self.path_of(node)}")
                page = self.around(node, *PAGES)
                pages.setdefault(page.path if page else None, []).append(node)
        if not pages and not (self.over and self.over.role in ("alert", "menu")):
            self.fault("no heading", self.over or self.nodes[0])
        for inside in pages.values():
            before = 0
            for node in sorted(inside, key=self.height_of_heading):
                level = int((self.attributes[node.path] or {}).get("level", 0))
                if not level:
                    self.fault("a heading without a level", node)
                elif level > before + 1:
                    self.fault("a level is left out", node, f"{before} is followed by {level}")
                before = level or before

    def height_of_heading(self, node):
        """What is scrolled away is still below the title."""
        top = self.places[node.path][1] if self.places[node.path] else 0
        return BAR if top < 0 else top, top

    def landmarks(self):
        """GTK 4.18 tells of main and navigation that they are fillers, which a screen reader skips: groups with names stand for
        them. What is searched with is a form."""
        if not self.over and not any(node.name and self.within(node, "heading") for node in self.nodes if node.role in ("grouping", "form")):
            self.fault("nothing says which page it is", self.nodes[0])
        for node in self.nodes:
            if node.role in ("landmark", "form") and not node.name and self.inside.get(node.path):
                self.fault("a landmark without a name", node, f"in {self.path_of(node)}")
            if node.role == "filler" and node.name:
                self.fault("a role of which nothing is told", node)

    def order(self):
        """What stands in a box comes in the order in which it is seen."""
        for node in self.nodes:
            # A view with toolbars has what is between them first.
            bars = node.role == "grouping" and not node.name
            children = [child for child in sorted(node.children, key=lambda child: child.index)
                        if child.index >= 0 and child.had("SHOWING") and child.path in self.places and self.holds(child)]
            for one, two in zip(children, children[1:]):
                x, y, width, height = self.places[one.path]
                other_x, other_y, other_width, other_height = self.places[two.path]
                if bars and two.role == "grouping" and not two.name:
                    continue
                above = other_y + other_height <= y and other_x < x + width and x < other_x + other_width
                before = other_x + other_width <= x and other_y < y + height and y < other_y + other_height
                if above or before:
                    self.fault("comes before what is seen before it", one, f"{two} in {self.path_of(one)}")

    def holds(self, node):
        """Whether there is anything in it to read or press that is seen."""
        return self.is_seen(node) and (node.name or any(one.name and self.is_seen(one) for one in self.inside.get(node.path, ())))

    def is_seen(self, node):
        place = self.places[node.path]
        return place and min(place[2:]) > 0

    def checks(self):
        return (self.names, self.duplicates, self.roles, self.related_ones, self.headings, self.landmarks, self.order)


class Round:
    """Tab from where the focus is until it comes back."""

    known = {}  # by what there is to stop at: one round is enough

    def __init__(self, view):
        self.view = view
        self.app = view.app
        self.stops = []
        self.faults = []

    def go_once(self):
        """The same page again, perhaps with other words in it, is not gone round again."""
        places = tuple((node.role, node.name) for node in self.view.focusable)
        if places not in self.known:
            self.go()
            self.known[places] = self.stops
        self.stops = self.known[places]

    def tab(self):
        """Where the next Tab leads; None if nowhere."""
        before = BUS.last_focus(self.app.bus_name)
        self.app.key("Tab")
        BUS.iterate(2, lambda: BUS.last_focus(self.app.bus_name) != before)
        return BUS.focus.get(self.app.bus_name) if BUS.last_focus(self.app.bus_name) != before else None

    def go(self):
        begin = next((node for node in self.view.nodes if node.had("FOCUSED")), None)
        paths = []
        while len(paths) < LIMIT:
            path = self.tab()
            if path is None and len(paths) != 1:
                self.faults.append(f"Tab leads nowhere: from {self.view.by_path.get(paths[-1]) if paths else begin}")
            if path is None or path in paths:
                break
            paths.append(path)
            if begin and path == begin.path:  # where the visit goes on from
                break
        known = self.app.tree().by_path
        self.stops = [known[path] for path in paths if path in known]
        if len(paths) == LIMIT:
            self.faults.append(f"Tab does not come back: {self.stops[-1]}")
        self.look()

    def look(self):
        for one, two in zip(self.stops, self.stops[1:]):
            if two.inside(one) and (two.role == "label" or two.name == one.name):
                self.faults.append(f"two stops for one thing: {one}, {two}")
        for stop in self.stops:
            if stop.role in ("panel", "grouping", "filler", "image", "landmark"):
                self.faults.append(f"a stop on what does nothing: {stop}")


class Reader:
    """Visits what visits.py shows."""

    large = False

    def __init__(self, width, report):
        self.width = width
        self.report = report
        self.views = self.widgets = self.headings = self.stops = 0
        self.faults = []

    def __call__(self, app, name, before=None, still=True):
        if still:
            self.calm(app, name)
        view = View(app, name)
        for check in view.checks():
            check()
        faults = view.faults
        tabs = Round(view)
        if still and not (view.over and view.over.role == "menu"):
            tabs.go_once()
            faults += tabs.faults
        headings = [node for node in view.nodes if node.role == "heading"]
        self.views += 1
        self.widgets += len(view.nodes)
        self.headings += len(headings)
        self.stops += len(tabs.stops)
        self.faults += faults
        self.row(name, len(view.nodes), len(headings), len(tabs.stops), "; ".join(faults).replace("|", "/"))

    def row(self, *cells):
        self.report.write(f"| {' | '.join(map(str, cells))} |\n")
        self.report.flush()

    def begin(self):
        self.row("view", "widgets", "headings", "Tab stops", "faults")
        self.row("-", "-:", "-:", "-:", "-")

    def end(self, seconds):
        self.row(f"**{self.views} views, {seconds:.0f} s**", self.widgets, self.headings, self.stops, len(self.faults))

    @staticmethod
    def calm(app, name):
        """Nothing loads any more, and nothing changes."""
        def rests():
            seen = BUS.changes
            return not any(node.had("BUSY") for node in app.nodes()) and not BUS.iterate(2 * QUIET, lambda: BUS.changes != seen)

        wait(rests, f"{name} is calm")


def main():
    visits.speak("de")
    parts = {name: part for name, part in visits.parts().items() if name in sys.argv[1:] or not sys.argv[1:]}
    folder = PREFIX.parent / "accessibility"
    folder.mkdir(exist_ok=True)
    os.chdir(HOME)  # what is saved is saved there
    failed = 0
    print(f"1..{len(parts)}")
    for number, (name, part) in enumerate(parts.items(), 1):
        broken = False
        begin = time.monotonic()
        with open(folder / f"{name}.md", "w") as report:
            reader = Reader(1000, report)
            reader.begin()
            try:
                visits.visit(part, reader)
            except Exception:  # the others are visited all the same
                broken = True
                tell(traceback.format_exc().splitlines())
            reader.end(time.monotonic() - begin)
        wrong = broken or reader.faults
        failed += bool(wrong)
        tell([f"{name}: {fault}" for fault in reader.faults])
        print(f"{'not ok' if wrong else 'ok'} {number} {name}", flush=True)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
