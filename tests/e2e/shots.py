"""Every page and dialog, light and dark, in German, English and Arabic script direction, 360 and 1000 px wide, and narrow with
text twice as large; and, but for Arabic, what they look like when something is the matter: ./dev shots."""
import importlib
import os
import subprocess
import sys
from pathlib import Path

import states
import walks
from desk import Desk, wait

LARGE = sys.argv[2:] == ["large"]  # the session's text is
LANGUAGES = ["de"] if LARGE else sys.argv[2:] or ["de", "en", "ar"]
WIDTHS = (360,) if LARGE else (1000, 360)
SCHEMES = ("light",) if LARGE else ("light", "dark")
PAGES = ("overview", "requests", "documents", "personal-data", "messages", "security")
# What to press from anywhere, keys or the names of controls, and what leads back.
VIEWS = {
    "new-request": (["ctrl+n"], "Escape"),
    "request": (["ctrl+2", "HKK-2026-004715"], "Escape"),
    "request-rejected": (["ctrl+2", "HKK-2026-004712"], "Escape"),
    "certificate": (["ctrl+3", "Get a certificate"], "Escape"),
    "health-card": (["ctrl+3", "Health card"], "Escape"),
    "video": (["ctrl+3", "Video consultation"], "Escape"),
    "appointments": (["ctrl+3", "Appointments"], "Escape"),
    "brochures": (["ctrl+3", "Brochures"], "Escape"),
    "message": (["ctrl+5", "A question about your request"], "Escape"),
    "write": (["ctrl+5", "Write a message"], "Escape"),
    "password": (["ctrl+6", "Change password"], "Escape"),
    "access-log": (["ctrl+6", "Show all"], "Escape"),
    "preferences": (["ctrl+comma"], "Escape"),
    "find": (["ctrl+k"], "Escape"),
    "help": (["F1"], "Escape"),
    "shortcuts": (["ctrl+question"], "Escape"),
}
BESIDE = ("request", "request-rejected", "message")  # where there is room they stand beside their list
if LARGE:
    del VIEWS["request-rejected"]  # its row is below the fold, where a list has none


def picture(app):
    return subprocess.run(["import", "-window", str(app.window()), "rgb:-"], capture_output=True, check=True).stdout


def keep(app, folder, name):
    subprocess.run(["import", "-window", str(app.window()), str(folder / f"{name}.png")], check=True)


def shoot(app, folder, name, before=None):
    """Waits for two pictures in a row that are the same and not BEFORE: nothing moves or loads any more."""
    last = []

    def still():
        last.append(picture(app))
        return (last[-1] != before and len(last) > 1 and last[-1] == last[-2]
                and not any(node.has("BUSY") for node in app.nodes()))

    wait(still, f"a still picture: {name}")
    keep(app, folder, name)
    return last[-1]


def names(app):
    return [node.name for node in app.nodes()]


def press(app, step):
    """A key, or the control whose name has those words."""
    if step.startswith(("ctrl+", "F")) and " " not in step:
        app.key(step)
        return
    words = walks.T(step)
    app.press(app.find(where=lambda node: node.role in ("button", "list item") and words in node.name and node.had("SENSITIVE")))


def walk_pages(app, folder, width):
    before = None
    for number, page in enumerate(PAGES, 1):
        app.key(f"ctrl+{number}")
        before = shoot(app, folder, f"{page}-{width}", before)
    for name, (steps, back) in VIEWS.items():
        for step in steps:
            here = names(app)
            press(app, step)
        wait(lambda here=here: names(app) != here, f"another view: {name}")
        before = shoot(app, folder, f"{name}-{width}", before)
        if name in BESIDE and width == 1000:
            continue
        here = names(app)
        app.key(back)
        wait(lambda here=here: names(app) != here, f"back from {name}")


def to_approval(app, folder, width):
    """A form, what it says at last, and what is asked on the phone."""
    app.key("ctrl+1")
    app.click(walks.T("Hand in a sick note"))
    app.find("heading", walks.T("Your sick note"))
    shoot(app, folder, f"form-{width}")
    walks.fill_first_step(app)
    walks.fill_the_rest(app, walks.picture("certificate.png"))
    shoot(app, folder, f"review-{width}")
    walks.hand_in(app)
    app.dialog()
    keep(app, folder, f"approval-{width}")  # what turns there never stands still


def session(desk, folder, width):
    app = desk.app()
    app.place(0, 0, width, 760)
    app.find("list item", "Andrea Amsel")
    shoot(app, folder, f"sign-in-{width}")
    app.click("Andrea Amsel", "list item")
    app.gone("list item", "Andrea Amsel")
    walk_pages(app, folder, width)
    to_approval(app, folder, width)
    app.kill()


def session_of_states(folder, width):
    for state in states.STATES:
        desk = Desk()
        desk.unlock_keyring()
        desk.server()
        app = desk.app()
        app.place(0, 0, width, 760)
        state(desk, app, lambda app, name: shoot(app, folder, f"{name}-{width}"))
        desk.abandon()
        desk.clear()


def main():
    for language in LANGUAGES:
        for scheme in SCHEMES:
            os.environ["LANGUAGE"] = language
            os.environ["ADW_DEBUG_COLOR_SCHEME"] = f"prefer-{scheme}"
            importlib.reload(walks)
            importlib.reload(states)
            folder = Path(sys.argv[1]) / (f"{language}-{scheme}" + ("-large" if LARGE else ""))
            folder.mkdir(parents=True, exist_ok=True)
            for width in WIDTHS:
                desk = Desk()
                desk.unlock_keyring()
                session(desk, folder, width)
                desk.clear()
                if language != "ar":
                    session_of_states(folder, width)


main()
