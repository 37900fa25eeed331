"""Every page, dialog and state of both programs, in parts, for whoever looks at them: shots.py takes pictures, accessibility.py
reads the tree. A part is given a desk, the program and a visitor, which it calls with (program, name of what is shown) and, where
something moves for ever, still=False; a visitor knows the WIDTH of the window and whether the session's text is LARGE."""
import importlib
import os

import states
import states_of_tasks
import states_of_the_phone
import walks
from desk import Desk, wait

MODULES = states, states_of_tasks, states_of_the_phone
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


def names(app):
    return [node.name for node in app.nodes()]


def press(app, step):
    """A key, or the control whose name has those words."""
    if step.startswith(("ctrl+", "F")) and " " not in step:
        app.key(step)
        return
    words = walks.T(step), step  # what the portal wrote before is in English where it does not speak the language
    app.press(app.find(where=lambda node: node.role in ("button", "list item") and any(word in node.name for word in words)
                       and node.had("SENSITIVE")))


def walk_pages(app, shoot):
    states.places(app, shoot)
    before = None
    for name, (steps, back) in VIEWS.items():
        if shoot.width == 360 and name == "request-rejected":
            continue  # its row is below the fold, where a list has none
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


def parts():
    """By name, in the order in which they are visited."""
    return {part.__name__: part for part in (pages, *(state for module in MODULES for state in module.STATES))}


def is_of_the_phone(part):
    """A phone has one width."""
    return part.__module__ == states_of_the_phone.__name__


def speak(language):
    """The language of the programs from now on, and of what the parts look for. Who has no catalogue gets German."""
    os.environ["LANGUAGE"] = language
    for module in (walks, *MODULES):
        importlib.reload(module)


def visit(part, visitor):
    """One part, at a desk of its own."""
    desk = Desk()
    desk.unlock_keyring()
    _, desk.url = desk.server()
    try:
        app = desk.app()
        app.place(0, 0, visitor.width, 760)
        part(desk, app, visitor)
    finally:
        desk.abandon()
        desk.clear()
