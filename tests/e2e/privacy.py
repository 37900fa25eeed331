"""What the preferences promise: the content is hidden from who looks over the shoulder, and the copy on this computer goes, and comes
again, with its switch."""
import subprocess

from desk import HOME, chain, main, wait
from walks import T, at_overview, at_sign_in, go_to, sign_in

KEPT = HOME / ".local/share/meine-hkk/demo-client/cache"
NAMES = HOME / ".cache/meine-hkk/form-names.json"


def copies():
    return sorted(path.name for path in KEPT.rglob("*") if path.is_file())


def colours():
    """How many the screen shows: text has many shades."""
    done = subprocess.run(["import", "-window", "root", "-format", "%k", "info:-"], capture_output=True, text=True, check=True)
    return int(done.stdout)


def switch(app, name):
    app.key("ctrl+comma")
    app.dialog(T("Preferences"))
    app.press(app.find(name=T(name), where=lambda node: node.can("Action")))
    app.key("Escape")
    app.gone("dialog", T("Preferences"))


def signed_in(desk):
    app = desk.app()
    sign_in(app)
    return desk, app


def who_looks_elsewhere_shows_nothing(desk, app):
    app.place(0, 0, 1480, 900)
    switch(app, "_Hide the content while another window is in use")
    shown = colours()
    app.leave()
    hidden = wait(lambda: colours() < shown / 4 and colours(), f"less than the {shown} colours of text")
    app.key("ctrl+3")
    app.find("heading", T("Documents"))
    wait(lambda: colours() > 2 * hidden, f"more than {hidden} colours")


def the_copy_goes_at_once_and_for_good(desk, app):
    wait(lambda: {"requests", "messages", "documents", "forms"} <= set(copies()) and NAMES.exists(), "the copy")
    switch(app, "_Keep a copy on this computer")
    assert copies() == [] and not NAMES.exists()
    for page, heading in (("Requests", "Search requests"), ("Messages & contact", "Search messages")):
        go_to(app, page)
        app.find(name=T(heading))
        app.key("F5")
    go_to(app, "Overview")
    at_overview(app)
    assert copies() == [] and not NAMES.exists()


def it_comes_again(desk, app):
    switch(app, "_Keep a copy on this computer")
    go_to(app, "Requests")
    app.key("F5")
    wait(lambda: "requests" in copies(), "the copy again")


def before_the_sign_in_too(desk, app):
    """Who stayed signed in is not signed in while the keyring is away; what was kept for them goes all the same."""
    other = KEPT / "somebody" / "overview"
    other.parent.mkdir()
    other.write_bytes(b"sealed")
    app.quit()
    app = desk.app()
    at_sign_in(app)
    assert other.exists()
    switch(app, "_Keep a copy on this computer")
    assert copies() == []
    return desk, app


main(chain(signed_in, who_looks_elsewhere_shows_nothing, the_copy_goes_at_once_and_for_good, it_comes_again, before_the_sign_in_too))
