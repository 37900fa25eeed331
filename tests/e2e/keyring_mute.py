"""The keyring does not answer: the windows of the desktop and of the phone can be used at once all the same, each says what is so, and
what waits for the keyring goes on when it answers."""
import os
import signal
import time

from gi.repository import Gio, GLib

from desk import main, tell, wait
from walks import ANDREA, T, approve, at_overview, executed, order_certificate, sign_in, waiting

ASKED = T("The keyring is being asked whether you are still signed in. If it asks you something, answer it there. Or sign in here.")
SLOW = T("The keyring takes long to answer; it may be asking you something. You stay signed in once it has answered; until then, only "
         "until you quit.")
NO_APPROVALS = T("The keyring has not answered yet. Until then no approvals arrive.")
MUCH = 15  # seconds, on a busy computer: who waits for a keyring that is mute waits for 25


def keyring():
    """The process that serves it."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                         GLib.Variant("(s)", ("org.freedesktop.secrets",)), None, 0, 10000, None).unpack()[0]


def usable(start, what, use):
    """Starts a program and uses its window."""
    begun = time.monotonic()
    program = start()
    use(program)
    seconds = time.monotonic() - begun
    tell([f"{what}: used {seconds:.1f} s after its start"])
    assert seconds < MUCH, f"{what}: {seconds:.1f} s"
    return program


def look_into_the_menu(phone):
    phone.click(T("Side menu"))
    phone.find("list item", T("Settings"))
    phone.key("Escape")


def both_are_kept(desk):
    app = desk.app()
    sign_in(app, stay=True)
    phone = desk.phone()
    phone.find("label", T("Nothing to approve"))
    wait(lambda: {"refresh-token", "data-key", "device-token", "biometric"} <= set(desk.in_keyring()), "the keyring has all of it")
    phone.quit()
    app.quit()


def nobody_waits(desk):
    both_are_kept(desk)
    daemon = keyring()
    os.kill(daemon, signal.SIGSTOP)
    try:
        app = usable(desk.app, "the desktop", lambda app: app.type(T("Insurance number"), ANDREA[0]))
        app.find("label", ASKED)
        phone = usable(desk.phone, "the phone", look_into_the_menu)
        begun = time.monotonic()
        sign_in(app, stay=True)
        tell([f"signed in after {time.monotonic() - begun:.1f} s"])
        app.find("label", SLOW)
        phone.find("label", NO_APPROVALS)
    finally:
        os.kill(daemon, signal.SIGCONT)
    app.gone("label", SLOW)
    phone.gone("label", NO_APPROVALS)
    order_certificate(app)
    approve(phone, waiting(app))
    wait(lambda: desk.ledger("issue_certificate"), "it is carried out")
    executed(desk, "issue_certificate", 1)
    assert desk.files_with(ANDREA[1]) == []
    app.quit()
    at_overview(desk.app())


main(nobody_waits)
