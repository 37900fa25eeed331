"""Every page and dialog, light and dark, in German, English and Arabic script direction, 360 and 1000 px wide, and narrow with
text twice as large; what they look like on the way of an errand and when something is the matter, and the phone: ./dev shots.
After it: languages, "large" for the session whose text is, "light" or "dark", widths, "pages", names of states; all is the default."""
import importlib
import os
import sys
import traceback
from pathlib import Path

import states
import states_of_tasks
import states_of_the_phone
import walks
from camera import Camera
from desk import HOME, Desk, tell, wait

MODULES = states, states_of_tasks, states_of_the_phone
ALL_STATES = [state for module in MODULES for state in module.STATES]


def asked_for(*choices):
    """Those that the command line has a word for, else all."""
    return [choice for choice in choices if str(choice) in sys.argv[2:]] or list(choices)


LARGE = "large" in sys.argv[2:]  # the session's text is
LANGUAGES = ["de"] if LARGE else asked_for("de", "en", "ar")
WIDTHS = [360] if LARGE else asked_for(1000, 360)
SCHEMES = ["light"] if LARGE else asked_for("light", "dark")
PARTS = asked_for("pages", *(state.__name__ for state in ALL_STATES))
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


def names(app):
    return [node.name for node in app.nodes()]


def press(app, step):
    """A key, or the control whose name has those words."""
    if step.startswith(("ctrl+", "F")) and " " not in step:
        app.key(step)
        return
    words = walks.T(step)
    app.press(app.find(where=lambda node: node.role in ("button", "list item") and words in node.name and node.had("SENSITIVE")))


def walk_pages(app, shoot):
    states.places(app, shoot)
    before = None
    for name, (steps, back) in VIEWS.items():
        for step in steps:
            here = names(app)
            press(app, step)
        wait(lambda here=here: names(app) != here, f"another view: {name}")
        app.gone(name=walks.T("Loading"))
        before = shoot(app, name, before)
        if name in BESIDE and shoot.width == 1000:
            continue
        here = names(app)
        app.key(back)
        wait(lambda here=here: names(app) != here, f"back from {name}")


def to_approval(app, shoot):
    """A form, what it says at last, and what is asked on the phone."""
    app.key("ctrl+1")
    app.click(walks.T("Hand in a sick note"))
    app.find("heading", walks.T("Your sick note"))
    shoot(app, "form")
    walks.fill_first_step(app)
    walks.fill_the_rest(app, walks.picture("certificate.png"))
    shoot(app, "review")
    walks.hand_in(app)
    app.dialog()
    shoot(app, "approval", still=False)  # what turns there never does


def pages(desk, app, shoot):
    app.find("list item", "Andrea Amsel")
    shoot(app, "sign-in")
    app.click("Andrea Amsel", "list item")
    app.gone("list item", "Andrea Amsel")
    walk_pages(app, shoot)
    to_approval(app, shoot)


def at_a_desk(part, shoot):
    """Takes the pictures of one part; whether it came to its end."""
    desk = Desk()
    desk.unlock_keyring()
    _, desk.url = desk.server()
    try:
        app = desk.app()
        app.place(0, 0, shoot.width, 760)
        part(desk, app, shoot)
        return True
    except Exception:  # the others are taken all the same
        tell([f"{shoot.folder.name}, {shoot.width}, {part.__name__}:", *traceback.format_exc().splitlines()])
        return False
    finally:
        desk.abandon()
        desk.clear()


def main():
    taken, failed = 0, []
    here = Path(sys.argv[1]).resolve()
    os.chdir(HOME)  # what is saved is saved there
    for language in LANGUAGES:
        for scheme in SCHEMES:
            os.environ["LANGUAGE"] = language
            os.environ["ADW_DEBUG_COLOR_SCHEME"] = f"prefer-{scheme}"
            for module in (walks, *MODULES):
                importlib.reload(module)
            folder = here / (f"{language}-{scheme}" + ("-large" if LARGE else ""))
            folder.mkdir(parents=True, exist_ok=True)
            parts = [part for part in (pages, *(state for module in MODULES for state in module.STATES)) if part.__name__ in PARTS]
            for width in WIDTHS:
                shoot = Camera(folder, width, LARGE)
                for part in parts:
                    if part.__module__ == states_of_the_phone.__name__ and width != WIDTHS[-1]:
                        continue  # a phone has one width
                    if not at_a_desk(part, shoot):
                        failed.append(f"{folder.name} {width} {part.__name__}")
                taken += shoot.taken
    print(f"{taken} pictures")
    if failed:
        sys.exit("\n".join(["These have no picture, or not all of them:", *failed]))


main()
