"""Every page, dialog and state as a screen reader and the keys meet them. After it: names of parts of visits.py, all without any.
What was met, and what is wrong with it, is told in accessibility/PART.md beside the installation; a fault fails the part.
With "itself" after it: whether what is wrong in a window that was broken on purpose is found, all of it and nothing else."""
import os
import sys
import time
import traceback
from collections import Counter

from gi.repository import Atspi, GLib

import desk
import looks
import visits
from accessible import QUIET
from desk import BUS, HOME, PREFIX, Desk, tell, wait
from inside import BUTTONS, Open, Widget
from walks import toolkit

PRESSED = ("button", "toggle button", "link", "menu item", "check box", "switch", "radio button")
TYPED = ("text", "password text", "entry", "spin button")
CONTROLS = (*PRESSED, *TYPED, "combo box", "slider", "list item", "table cell", "tree item", "tab")
OVER = ("dialog", "alert", "menu")  # what is open lies over the rest
PAGES = ("form", "dialog", "alert")  # what begins its headings anew
NEEDS = {kind: int(getattr(Atspi.RelationType, kind)) for kind in ("LABELLED_BY", "DESCRIBED_BY", "ERROR_MESSAGE", "MEMBER_OF")}
BAR = 46  # pixels: the height of a header bar
LIMIT = 150  # Tab stops of one view
CONTROLS_OF_WINDOWS = "GtkWindowControls", "AdwSheetControls"  # of header bars, in windows and in dialogs
WINDOW_BUTTONS = {toolkit(name) for name in ("Close", "Minimize", "Maximize", "Restore")}  # in header bars; keys do the same


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
        self.over = open_ones[-1] if open_ones else self.opened(tree)
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

    @staticmethod
    def opened(tree):
        """What is pressed, or chosen from, whose popover has the focus."""
        button = next((node for node in tree.shown if node.had("FOCUSED")), None)
        while button and not (button.role in ("button", "combo box") and any(
                child.role == "toggle button" and (child.had("CHECKED") or child.had("PRESSED")) for child in button.children)):
            button = button.parent
        return button

    def fault(self, kind, node, more=""):
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
            if not plain(node.name) and node.role == "list item" and self.around(node, "combo box"):
                continue  # GtkDropDown shows in it what is chosen, as a row without a name: it has one itself
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
        """One name, several effects: what names the same action does the same, wherever it stands. Choices have their group's name
        with theirs."""
        named = [node for node in self.controls if node.name and not (node.role == "toggle button" and self.around(node, "combo box"))]
        alone = [node for node in named if not any(node.inside(other) and node.name == other.name for other in named)]
        keys = Counter((self.group_of(node), node.role in TYPED, plain(node.name)) for node in alone)
        for (group, _, name), times in keys.items():
            actions = self.actions_of(name) if times > 1 else []
            if times > 1 and not (len(actions) >= times and all(actions) and len(set(actions)) == 1):
                node = next(node for node in alone if plain(node.name) == name and self.group_of(node) == group)
                self.fault("the same name", node, f"{times} times: {actions}")

    def actions_of(self, name):
        """What the buttons of that name do; a dialog in a sheet is closed with the sheet."""
        buttons = [widget for widget in self.app.shown() if widget.kind in BUTTONS]
        return [button.action.replace("sheet.", "window.") for button in buttons
                if name in (plain(button.hint), button.says()) or name in WINDOW_BUTTONS and "close" in button.classes]

    def positions(self):
        """A screen reader is told where in its list a row stands. GTK 4.18 does not hand it on: it is asked for in the program."""
        before = {}  # of the rows of each list view the last one
        for widget in self.app.shown():
            if widget.place.startswith("/"):  # what scrolls with rows and is none is not counted
                at, size = (int(number) for number in widget.told.split("/"))
                last, same = before.get(widget.above.path, (at - 1, size))
                right = at == last + 1 and size == same and 1 <= at <= size <= int(widget.place[1:])
                before[widget.above.path] = at, size
            else:
                right = not widget.place or widget.told == widget.place
            if not right:
                self.faults.append(f"its place in the list is not told: {widget}, {widget.told} and not {widget.place}")

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
            if (node.had("INVALID") or node.had("INVALID_ENTRY")) and not self.related(node, "ERROR_MESSAGE"):
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
        if not pages and not (self.over and self.over.role in ("alert", "menu", "button", "combo box")):
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
                if self.over and one.role == two.role == "button" and self.around(one, "alert"):
                    continue  # AdwAlertDialog itself turns its answers round where they stand in a row
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
        return (self.names, self.duplicates, self.roles, self.related_ones, self.headings, self.landmarks, self.order, self.positions)


class Round:
    """Tab from where the focus is until it comes back, and the arrows where Tab stops at one of several only."""

    known = {}  # by what there is to stop at: one round is enough
    known_rows = {}  # by their list and their names: where in it those are to which arrows lead
    doubts = True  # whether a page may change on the way

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
            if self.faults and self.doubts:  # what is wrong is so twice, from the same beginning
                self.faults, self.stops = [], []
                self.known_rows.clear()
                begin = self.begin()
                if begin:
                    self.come_to(lambda path: path == begin.path)
                self.go()
            self.known[places] = self.stops
        self.stops = self.known[places]

    def press(self, key):
        """Where the key leads; None if nowhere."""
        before = BUS.last_focus(self.app.bus_name)
        self.app.key(key)
        BUS.iterate(2, lambda: BUS.last_focus(self.app.bus_name) != before)
        return BUS.focus.get(self.app.bus_name) if BUS.last_focus(self.app.bus_name) != before else None

    def begin(self):
        return next((node for node in self.view.nodes if node.had("FOCUSED")), None)

    def go(self):
        begin = self.begin()
        paths = []
        again = None
        while len(paths) < LIMIT:
            path = self.press("Tab")
            if path is None and len(paths) != 1:
                self.faults.append(f"Tab leads nowhere: from {self.view.by_path.get(paths[-1]) if paths else begin}")
            if path is None or path in paths:
                again = path
                break
            paths.append(path)
            if begin and path == begin.path:  # where the visit goes on from
                break
        known = self.app.tree().by_path
        self.stops = [known[path] for path in paths if path in known]
        if len(paths) == LIMIT:
            self.faults.append(f"Tab does not come back: {self.stops[-1]}")
        self.look()
        self.look_for_the_rest(known, begin)
        if self.faults and again and begin and begin.had("FOCUSABLE") and begin.path not in paths:
            self.faults.append(f"a trap: {', '.join(str(known.get(path)) for path in paths[paths.index(again):])}")

    def controls(self):
        """What can be pressed or typed in, but for what is chosen in a combo box."""
        self.shown = self.app.shown()
        found = [node for node in self.app.nodes() if node.path in self.view.places and self.is_in_view(node) and self.is_sensitive(node)
                 and (node.role in (*PRESSED, *TYPED) or node.role == "list item" and node.had("FOCUSABLE"))
                 and not (node.role == "list item" and self.view.around(node, "combo box"))]
        under = self.find_under(found)
        return [node for node in found if node.path not in under]

    def find_under(self, nodes):
        """What lies under a side menu: the toolkit keeps the keys from it. It has the name and the size of a widget that does, and its
        place; GTK 4.18 tells the bus of places that lie beside, all of them as far."""
        pairs = [(node, (left - widget.bounds[0], top - widget.bounds[1])) for node in nodes
                 for left, top, *size in [self.view.places[node.path] or (0, 0)] for widget in self.shown
                 if widget.under and widget.pressed and tuple(size) == widget.bounds[2:] and node.name in (plain(widget.hint), widget.says())]
        beside = Counter(by for _, by in pairs).most_common(1)
        return {node.path for node, by in pairs if by == beside[0][0]}

    @staticmethod
    def is_sensitive(node):
        """GTK 4.18 does not tell it of what is in something that is not."""
        while node and (node.had("SENSITIVE") or node.role == "application"):
            node = node.parent
        return node is None

    def is_in_view(self, node):
        """What has a popover open is not in it."""
        over = self.view.over
        if over and over.role == "button" and over.path in (node.path, node.above):
            return False
        return not over or node.path == over.path or node.inside(over)

    def is_reached(self, node):
        """It is a stop, or what is in it or around it and does the same is one; of a group one is. What is in the rows of a list is
        reached if it is in one of them."""
        if any(stop.path == node.path or stop.inside(node) for stop in self.stops):
            return True
        if node.role == "radio button" or node.role == "toggle button" and self.view.around(node, "radio group"):
            return any(stop.role == node.role and stop.above == node.above or stop.inside(self.view.around(node, "list") or node)
                       for stop in self.stops)
        row = self.view.around(node, "list item")
        if row and row in self.stops and any(stop.role == node.role and (other := self.view.around(stop, "list item")) and
                                             other.above == row.above for stop in self.stops):
            return True
        return any(node.inside(stop) and stop.role in CONTROLS and (not node.had("FOCUSABLE") or stop.name == node.name)
                   for stop in self.stops)

    def look_for_the_rest(self, known, begin):
        """Goes to the lists of which Tab stops at one row, and through them."""
        missed = self.but_for_the_window_manager([node for node in self.controls() if not self.is_reached(node)])
        lists = {}
        for node in missed:
            if node.role == "list item":
                lists.setdefault(node.above, []).append(node)
        for path, rows in lists.items():
            key = path, *(row.name for row in rows)
            if key not in self.known_rows:
                self.known_rows[key] = self.reaches(known.get(path), rows, known)
            self.stops += [row for row in rows if row.index in self.known_rows[key]]
        for node in missed:
            row = self.view.around(node, "list item")
            if row in self.stops and not self.is_reached(node) and self.leads_into(row, node, known):
                self.stops.append(node)
        if lists and begin and begin.had("FOCUSABLE"):
            self.come_to(lambda path: path == begin.path)
        self.faults += [plain(f"no key leads to it: {node} in {self.view.path_of(node)}") for node in missed if not self.is_reached(node)]

    def but_for_the_window_manager(self, missed):
        """Without as many of each name as there are buttons that stand for it."""
        own = Counter(plain(widget.hint) for widget in self.shown if widget.kind == "GtkButton" and widget.inside(*CONTROLS_OF_WINDOWS))
        left = []
        for node in missed:
            if node.role == "button" and own[node.name] > 0:
                own[node.name] -= 1
            else:
                left.append(node)
        return left

    def reaches(self, around, rows, known):
        """Where in it those of these rows of a list to which the arrows lead, from where Tab stops in it."""
        if not around or not self.come_to(lambda path: path in known and known[path].inside(around)):
            return set()
        here = known[BUS.focus[self.app.bus_name]]
        while here.above != around.path:
            here = here.parent
        left = {row.path for row in rows}
        for key, there in ("Down", {row.path for row in rows if row.index > here.index}), ("Up", left):
            seen = set()
            while left & there and (path := self.press(key)) and path not in seen:
                seen.add(path)
                left.discard(path)
        return {row.index for row in rows if row.path not in left}

    def leads_into(self, row, node, known):
        """Whether Tab leads from the row of a list to what is in it."""
        self.reaches(row.parent, [row], known)
        return any(self.press("Tab") == node.path for _ in range(len(row.children) + 5))

    def come_to(self, is_there):
        seen = set()
        while (path := BUS.focus.get(self.app.bus_name)) not in seen and not is_there(path):
            seen.add(path)
            self.press("Tab")
        return is_there(path)

    def look(self):
        """A group with a name are the days of a calendar, and says which one the arrows are at."""
        for one, two in zip(self.stops, self.stops[1:]):
            if two.inside(one) and (two.role == "label" or two.name == one.name):
                self.faults.append(f"two stops for one thing: {one}, {two}")
        for stop in self.stops:
            if stop.role in ("panel", "grouping", "filler", "image", "landmark") and not (stop.role == "grouping" and stop.name):
                self.faults.append(f"a stop on what does nothing: {stop}")


class Menu(Round):
    """The arrows through an open menu."""

    def go(self):
        paths = []
        while len(paths) < LIMIT and (path := self.press("Down")) and path not in paths:
            paths.append(path)
        known = self.app.tree().by_path
        self.stops = [known[path] for path in paths if path in known]
        self.faults += [f"no key leads to it: {node}" for node in self.controls() if node.role == "menu item" and not self.is_reached(node)]


class Choice(Round):
    """The arrows through the rows of an open combo box, which Escape closes; it is left open."""

    def go(self):
        begin = self.begin()
        rows = [node for node in self.view.nodes if node.role == "list item" and self.view.around(node, "list")]
        paths = {begin.path} if begin else set()
        for key in "Down", "Up":
            while (path := self.press(key)) and path not in paths:
                paths.add(path)
        self.stops = [row for row in rows if row.path in paths]
        self.faults += [f"no key leads to it: {row} in {self.view.over}" for row in rows if row.path not in paths]
        if self.press("Escape") in (None, *(row.path for row in rows)):
            self.faults.append(f"does not close: {self.view.over}")
        else:
            self.press("Return")


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
        if app.is_covered():
            self.row(name, "", "", "", "the toolkit's own")
            return
        view = View(app, name)
        for check in view.checks():
            check()
        faults = view.faults
        tabs = {"menu": Menu, "combo box": Choice}.get(view.over and view.over.role, Round)(view)
        if still:
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


class Losing(Round):
    """One Tab is lost on its way, as now and then on a computer that has much to do."""

    lost = 0

    def press(self, key):
        self.lost += 1
        return None if self.lost == 3 else super().press(key)


def excused():
    """Which of some texts need not be translated."""
    def label(text):
        return Widget("0", (0, 0, 9, 9), (0, 0, 9, 9), 0, False, False, False, True, False, "GtkLabel", [], "", "", "", "", text)

    return [text for text in ("Saved as picture.png", *UNTRANSLATED) if not list(looks.untranslated([label(text)]))]


BROKEN = ("no name: button ''", "what is seen is not in the name: button 'Remove'", "the same name: button 'Open'", "a level is left out: heading",
          "a heading without a level: heading 'Without a level'", "its place in the list is not told: GtkListBoxRow",
          "wrong, but not said why: text 'Wrong entry'", "a choice without a group: radio button 'Alone'",
          "nothing says which page it is", "comes before what is seen before it: label 'Below'",
          "a stop on what does nothing: image 'Idle'", "no key leads to it: button 'Out of reach'", "no key leads to it: button 'Namesake'",
          "no key leads to it: list item 'Last row' in frame",
          "its place in the list is not told: GtkListItemWidget", "no key leads to it: list item 'Second row' in list 'Twin'",
          "no key leads to it: list item 'Last row' in list 'Twin'", f"no key leads to it: button '{toolkit('Close')}'", "no key leads to it: list item 'No option'", "does not close: combo box 'One option'", "a trap: button 'Trap', button 'Door of the trap'",
          "no key leads to it: button 'Before the trap'", "no key leads to it: button 'Behind the trap'")


UNTRANSLATED = "https://example.org", "picture.png"


def itself():
    """One result for each thing that is wrong in the broken window, and one for what is not."""
    reader = Reader(400, open(os.devnull, "w"))
    Round.doubts = False
    table = Desk()
    window = PREFIX.parent / "tests/e2e/meine-hkk-broken"
    for words in [], ["trap"], ["menu"]:
        reader(table.start(window, *words), "broken")
    Round.doubts = True
    sound = table.start(window, "sound")
    reader.calm(sound, "sound")
    losing = Losing(View(sound, "sound"))
    losing.go_once()
    reader.faults += losing.faults
    choice = table.start(window, "choice")
    choice.find("toggle button", where=lambda node: node.had("FOCUSED"))
    choice.key("Return")
    choice.find("label", "No option")
    Round.doubts = False
    reader(choice, "a choice")
    table.abandon()
    tell(reader.faults)
    print(f"1..{len(BROKEN) + 2}")
    missed = [fault for fault in BROKEN if not any(found.startswith(fault) for found in reader.faults)]
    more = [found for found in reader.faults if not found.startswith(BROKEN)]
    for number, fault in enumerate(BROKEN, 1):
        print(f"{'not ' * (fault in missed)}ok {number} finds {fault.replace('#', '')}")
    tell([f"not wrong: {fault}" for fault in more])
    print(f"{'not ' * bool(more)}ok {len(BROKEN) + 1} finds nothing else")
    print(f"{'not ' * (excused() != list(UNTRANSLATED))}ok {len(BROKEN) + 2} excuses what is the same in every language, and nothing beside it")
    return bool(missed or more or excused() != list(UNTRANSLATED))


def main():
    visits.speak("de")
    desk.Desk.program = Open
    if sys.argv[1:] == ["itself"]:
        sys.exit(itself())
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
