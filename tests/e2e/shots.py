"""Every page, light and dark, in German, English and Arabic script direction, 360 and 1000 px wide: ./dev shots."""
import os
import subprocess
import sys
from pathlib import Path

from desk import Desk, wait

PAGES = ("overview", "requests", "documents", "personal-data", "messages", "security")
LANGUAGES = sys.argv[2:] or ["de", "en", "ar"]


def picture(app):
    return subprocess.run(["import", "-window", str(app.window()), "rgb:-"], capture_output=True, check=True).stdout


def shoot(app, folder, name, before=None):
    """Waits for two pictures in a row that are the same and not BEFORE: nothing moves or loads any more."""
    last = []

    def still():
        last.append(picture(app))
        return last[-1] != before and len(last) > 1 and last[-1] == last[-2]

    wait(still, f"a still picture: {name}")
    subprocess.run(["import", "-window", str(app.window()), str(folder / f"{name}.png")], check=True)
    return last[-1]


def walk_pages(app, folder, width):
    before = None
    for number, page in enumerate(PAGES, 1):
        app.key(f"ctrl+{number}")
        before = shoot(app, folder, f"{page}-{width}", before)
    app.key("ctrl+n")
    app.find(where=lambda node: node.had("FOCUSED"))
    shoot(app, folder, f"new-request-{width}", before)
    app.key("Escape")


def session(desk, folder, width):
    app = desk.app()
    app.place(0, 0, width, 760)
    app.find("list item", "Andrea Amsel")
    shoot(app, folder, f"sign-in-{width}")
    app.click("Andrea Amsel", "list item")
    app.gone("list item", "Andrea Amsel")
    walk_pages(app, folder, width)
    app.quit()


def main():
    top = Path(sys.argv[1])
    for language in LANGUAGES:
        for scheme in ("light", "dark"):
            os.environ["LANGUAGE"] = language
            os.environ["ADW_DEBUG_COLOR_SCHEME"] = f"prefer-{scheme}"
            folder = top / f"{language}-{scheme}"
            folder.mkdir(parents=True, exist_ok=True)
            for width in (1000, 360):
                desk = Desk()
                desk.unlock_keyring()
                session(desk, folder, width)


main()
