"""What eyes and fingers find on every page, dialog and state: nothing is cut, all of it is within the window, what is pressed is
large enough for a finger, all of it is translated, and where one reads from right to left, it is turned round.
After it: "fingers", "large", "pseudo", "wide" (as that, in a wide window) or "arabic", then names of parts; all of them is the
default."""
import json
import os
import re
import sys
import traceback
from functools import lru_cache
from pathlib import Path

import catalogues
import desk
import visits
from camera import Camera
from desk import HOME, PREFIX, tell
from inside import BUTTONS, Open

WIDTH, WIDE, FINGER = 360, 1000, 44  # pixels
STRAIGHT = ("HkkHealthCardPicture", "HkkNumberPad")  # as they are everywhere
TEXTS = ("GtkLabel", "GtkInscription")
TOP = Path(__file__).resolve().parents[2]
ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
# What a program reads: a place for a value, markup, an entity.
KEPT = re.compile(r"(%\d*\$?['0-9.+-]*(?:[a-zA-Z]|%)|\{[^}]*\}|<[^>]*>|&[a-z]+;)")
MARK = re.compile(r"_(?=\w)")  # of a mnemonic
OPEN = "⟦"


def is_seen(widget):
    return widget.seen[2] > 0 and widget.seen[3] > 0


def cut(widgets):
    """Texts of which a person cannot read the end, here or elsewhere on the page. Whoever gives a text a number of lines means its
    beginning, and so does the list of messages, which is of inscriptions. What is out of sight was not laid out yet."""
    whole = "\n".join(widget.text for widget in widgets if widget.kind in TEXTS and not widget.cut)
    for widget in widgets:
        read = widget.text in whole and not widget.inside(*BUTTONS)  # what a button says stands on it
        if widget.cut and is_seen(widget) and widget.kind == "GtkLabel" and widget.lines < 1 and not read:
            yield f"is cut: {widget}"


def out_of_the_window(widgets):
    """A popover is moved to where there is room; on a phone there is as much of it as the window has."""
    for widget in widgets:
        if widget.kind == "GtkPopover" and is_seen(widget) and widget.bounds[2] > widgets[0].bounds[2]:
            yield f"is wider than the window: {widget}"
        if widget.inside("GtkPopover"):
            continue
        window = widgets[0].bounds[0] + widgets[0].bounds[2]
        left, _, width, _ = widget.bounds
        if (widget.pressed or widget.kind in TEXTS) and is_seen(widget) and (left < -1 or left + width > window + 1):
            yield f"is not all of it in the window: {widget}"


def too_small(widgets):
    """What is pressed is as large as a finger, or stands in a row that does the same."""
    for widget in widgets:
        _, _, width, height = widget.bounds
        small = widget.pressed and widget.sensitive and is_seen(widget) and min(width, height) < FINGER
        if small and not {"minimize", "maximize"} & set(widget.classes):
            above = widget.above
            while above and not (above.pressed and min(above.bounds[2:]) >= FINGER):
                above = above.above
            if not above:
                yield f"is too small: {widget} in {widget.above.above}"


def pseudo(text):
    """A text in a language that nobody speaks: after a bracket, with accents and 40 % longer. With a mnemonic and without it is
    the same."""
    parts = KEPT.split(MARK.sub("", text))
    words = [part if number % 2 else part.translate(ACCENTS) for number, part in enumerate(parts)]
    longer = " ".join(["öüx"] * -(-sum(map(len, parts[::2])) // 10))
    return f"{OPEN}{longer.replace('x', '_x', 1) if MARK.search(text) else longer} {''.join(words)}"


def also_in(language, say, value):
    """What a JSON file of the demo holds, where each text that is in German is in a language besides."""
    if isinstance(value, list):
        return [also_in(language, say, part) for part in value]
    if not isinstance(value, dict):
        return value
    more = {language: say(value["de"])} if isinstance(value.get("de"), str) else {}
    return {key: also_in(language, say, part) for key, part in value.items()} | more


def let_the_server_speak(language, say):
    """The demo's portal speaks it, too: what it has of its own and its forms, in place of those that are built in."""
    overlay = HOME / "overlay"
    pairs = catalogues.entries(catalogues.LOCALES / language / catalogues.CATALOGUE)
    catalogues.write(overlay / f"{language}.mo", pairs)
    for path in (PREFIX.parent / "data/forms").glob("*.form.xml"):
        forms = re.sub(r'<(\w+)[^<>]* xml:lang="de">(.*?)</\1>',
                       lambda match: f'{match[0]}<{match[1]} xml:lang="{language}">{say(match[2])}</{match[1]}>', path.read_text(), flags=re.DOTALL)
        (overlay / path.name).write_text(forms)
    for path in (TOP / "data/demo").glob("*.json"):
        (overlay / path.name).write_text(json.dumps(also_in(language, say, json.loads(path.read_text()))))
    os.environ["G_RESOURCE_OVERLAYS"] = f"/de/hkk/MeineHkk/mock={overlay}"
    # The states that others begin with speak the languages that there are.
    os.environ["HKK_STATES"] = str(HOME / "states")


# Of what stands in one label after each other, what may be words of the portal's: no numbers of requests.
PIECE = re.compile(r"[^\W\d_][^·,:()\d\n\u2066-\u2069]{2,}")
NO_WORD = re.compile(r"\S*(?:\.png|://)\S*")
OPTION = re.compile(r"<option[^>]*>\s*<label>([^<]*)</label>")
# What is called so in every language, and what the portal had written of its own accord.
NAMES = {"Meine hkk", "Commerzbank Köln", "A question about your request", "HKK-", "myself"}


def pieces(text):
    return {piece.strip() for piece in PIECE.findall(text)}


def strings(value):
    """All that a JSON file of the demo says."""
    if isinstance(value, dict):
        yield f"{value.get('first_name')} {value.get('last_name')}"
    if isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


@lru_cache(maxsize=1)
def of_the_portal():
    """What invented persons are called, and what was written or chosen before the portal spoke the language."""
    data = [text for path in (TOP / "data/demo").glob("*.json") for text in strings(json.loads(path.read_text()))]
    chosen = [option for path in (PREFIX.parent / "data/forms").glob("*.form.xml") for option in OPTION.findall(path.read_text())]
    return NAMES.union(*map(pieces, data + chosen))


def untranslated(widgets):
    """What has letters and no bracket, but for a whole text of the portal's data."""
    for widget in widgets:
        if widget.kind in TEXTS and OPEN not in widget.text and not {"dimmed", "hkk-number"} & set(widget.classes):
            if not pieces(NO_WORD.sub("", widget.text)) <= of_the_portal():
                yield f"is not translated: {widget}"


def not_turned(widgets):
    """What does not run from right to left, and what stands beside each other in the order of who reads from left to right."""
    for widget in widgets:
        if not widget.turned and widget.kind not in STRAIGHT and is_seen(widget) and widget.above and widget.above.turned:
            yield f"is not turned: {widget}"
        row = [child for child in widget.below if widget.turned and is_seen(child) and child.kind not in ("GtkPopoverMenu", "GtkPopover")]
        for one, other in zip(row, row[1:]):
            beside = one.bounds[1] < other.bounds[1] + other.bounds[3] and other.bounds[1] < one.bounds[1] + one.bounds[3]
            if beside and one.bounds[0] + one.bounds[2] <= other.bounds[0]:
                yield f"stands left of what comes after it: {one} {other} in {widget}"


CHECKS = {"fingers": (cut, out_of_the_window, too_small), "large": (cut, out_of_the_window), "pseudo": (cut, out_of_the_window, untranslated),
          "wide": (cut, out_of_the_window, untranslated), "arabic": (cut, out_of_the_window, not_turned)}
# The walk's language, where it is not German, and what is said in it.
LANGUAGES = {"pseudo": ("eo", pseudo), "wide": ("eo", pseudo), "arabic": ("ar", str)}


class Eyes(Camera):
    """Looks at each page with the checks of one walk."""

    def __init__(self, folder, width, large, checks):
        super().__init__(folder, width, large)
        self.checks = checks
        self.found = []

    def __call__(self, app, name, before=None, still=True):
        seen = self.calm(app, name, before, still)
        if self.folder:
            self.keep(name, *seen)
        widgets = [] if app.is_covered() else app.shown()
        self.found += [f"{name}: {complaint}" for check in self.checks for complaint in check(widgets)]
        return seen


def walk(kind, names):
    parts = {name: part for name, part in visits.parts().items() if name in names or not names}
    folder = Path(os.environ["HKK_PICTURES"]) / kind if os.environ.get("HKK_PICTURES") else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    print(f"1..{len(parts)}", flush=True)
    failed = 0
    for number, name in enumerate(parts, 1):
        eyes = Eyes(folder, WIDE if kind == "wide" else WIDTH, kind == "large", CHECKS[kind])
        try:
            visits.visit(parts[name], eyes)
        except Exception:  # the reason goes to the log, the walk goes on
            eyes.found += traceback.format_exc().splitlines()
        failed += bool(eyes.found)
        tell(eyes.found)
        print(f"{'not ' * bool(eyes.found)}ok {number} {kind}-{name}", flush=True)
    return failed


def main():
    kind, *names = sys.argv[1:]
    os.chdir(HOME)  # what is saved is saved there
    desk.Desk.program = Open
    if kind not in LANGUAGES:
        visits.speak("de")
        sys.exit(walk(kind, names) > 0)
    language, say = LANGUAGES[kind]
    with catalogues.spoken(language, say):
        let_the_server_speak(language, say)
        visits.speak(language)
        failed = walk(kind, names)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
