"""Every page and dialog, light and dark, in German, English and the direction of Arabic, 360 and 1000 px wide, and narrow with
text twice as large; what they look like on the way of an errand and when something is the matter, and the phone: ./dev shots.
After it: languages, "large" for the session whose text is, "light", "dark" or "contrast" for the high one, which is taken only where
it is asked for, widths, "pages", names of states; all is the default."""
import os
import subprocess
import sys
import traceback
from contextlib import nullcontext
from pathlib import Path

import visits
from camera import Camera
from catalogues import spoken
from desk import HOME, tell


def asked_for(*choices):
    """Those that the command line has a word for, else all."""
    return [choice for choice in choices if str(choice) in sys.argv[2:]] or list(choices)


LARGE = "large" in sys.argv[2:]  # the session's text is
LANGUAGES = ["de"] if LARGE else asked_for("de", "en", "ar")
WIDTHS = [360] if LARGE else asked_for(1000, 360)
CONTRAST = "contrast" in sys.argv[2:]  # the desktop's is high
SCHEMES = ["light"] if LARGE or CONTRAST else asked_for("light", "dark")
PARTS = asked_for(*visits.parts())


def has_pictures(part, shoot):
    """Takes the pictures of one part; whether it came to its end."""
    if CONTRAST:  # each part begins with nothing
        subprocess.run(["gsettings", "set", "org.gnome.desktop.a11y.interface", "high-contrast", "true"], check=True)
    try:
        visits.visit(part, shoot)
        return True
    except Exception:  # the others are taken all the same
        tell([f"{shoot.folder.name}, {shoot.width}, {part.__name__}:", *traceback.format_exc().splitlines()])
        return False


def take(here, language):
    """All pictures in a language: how many, and of which parts they lack."""
    taken, failed = 0, []
    for scheme in SCHEMES:
        os.environ["ADW_DEBUG_COLOR_SCHEME"] = f"prefer-{scheme}"
        visits.speak(language)
        folder = here / (f"{language}-{'contrast' if CONTRAST else scheme}" + ("-large" if LARGE else ""))
        folder.mkdir(parents=True, exist_ok=True)
        parts = [part for name, part in visits.parts().items() if name in PARTS]
        for width in WIDTHS:
            shoot = Camera(folder, width, LARGE)
            for part in parts:
                if visits.is_of_the_phone(part) and width != WIDTHS[-1]:
                    continue
                if not has_pictures(part, shoot):
                    failed.append(f"{folder.name} {width} {part.__name__}")
            taken += shoot.taken
    return taken, failed


def main():
    taken, failed = 0, []
    here = Path(sys.argv[1]).resolve()
    os.chdir(HOME)  # what is saved is saved there
    for language in LANGUAGES:
        with spoken(language) if language == "ar" else nullcontext():
            more, lacking = take(here, language)
        taken += more
        failed += lacking
    print(f"{taken} pictures")
    if failed:
        sys.exit("\n".join(["These have no picture, or not all of them:", *failed]))


main()
