"""The page that the command line or the desktop names: known or not, before the sign-in and while the program runs."""
import subprocess

from gi.repository import Gio, GLib

from desk import PREFIX, chain, main, wait
from walks import ANDREA, T, marked, type_sign_in

PROGRAM = PREFIX / "bin/meine-hkk"


def size_of(app):
    window = str(wait(app.window, "a window"))
    lines = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True, check=True).stdout
    words = dict(line.split("=") for line in lines.split())
    return int(words["WIDTH"]), int(words["HEIGHT"])


def the_window_is_as_large_as_it_was(desk):
    app = desk.app()
    app.find(name=T("Insurance number"), role="text")
    assert size_of(app) != (840, 620)
    app.place(0, 0, 840, 620)
    entry = app.find(name=T("Insurance number"), role="text")
    # The entry stands in the middle of the window.
    app.until(lambda: size_of(app) == (840, 620) and abs(entry.place()[0] + entry.place()[2] / 2 - 420) < 40,
              "the size that the person gives it")
    app.quit()
    app = desk.app()
    app.find(name=T("Insurance number"), role="text")
    assert size_of(app) == (840, 620), size_of(app)
    app.quit()


def an_unknown_page_is_refused(desk):
    result = subprocess.run([PROGRAM, "--page", "nowhere"], capture_output=True, text=True, timeout=60)
    assert result.returncode == 2, result
    for name in ("nowhere", "overview", "requests", "documents", "profile", "messages", "security"):
        assert name in result.stderr, result.stderr


def signed_out(desk):
    return desk, desk.app("--page", "requests")


def it_waits_for_the_sign_in(desk, app):
    app.find(name=T("Insurance number"), role="text")
    type_sign_in(app, *ANDREA[:2])
    marked(app, "Requests")


def a_second_start_hands_it_over(desk, app):
    result = subprocess.run([PROGRAM, "--page", "security"], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result
    marked(app, "Security")
    app.find(name=T("Change password"))


def a_notification_leads_to_its_page(desk, app):
    """The desktop activates the action of a notification that is clicked."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    target = GLib.Variant("(sava{sv})", ("open-place", [GLib.Variant("s", "documents")], {}))
    bus.call_sync("de.hkk.MeineHkk", "/de/hkk/MeineHkk", "org.freedesktop.Application", "ActivateAction", target, None, 0, 20000,
                  None)
    marked(app, "Documents & services")


main(the_window_is_as_large_as_it_was, an_unknown_page_is_refused,
     chain(signed_out, it_waits_for_the_sign_in, a_second_start_hands_it_over, a_notification_leads_to_its_page))
