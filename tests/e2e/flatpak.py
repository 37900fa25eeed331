"""The Flatpak in its sandbox: what a person does there, through the portals, and what the sandbox keeps from the program."""
import configparser
import json
import os
import subprocess
from pathlib import Path

import desk
from accessible import ROOT
from desk import BUS, HOME, PREFIX, Program, newest_window, wait
from walks import (CERTIFICATE, DECLARATION, T, approve, at_overview, at_sign_in, begin_sick_note, choose_from_list,
                   choose_in_menu, end_of_dialog, executed, get_certificate, go_to, hand_in, next_step, picture, sign_in, to_certificate,
                   waiting)

APP = "de.hkk.MeineHkk"
RUN = ("flatpak", "run", "--user")
PHONE = "--command=meine-hkk-phone"
DATA = HOME / ".var/app" / APP / "data"
COPIES = Path(os.environ["XDG_RUNTIME_DIR"]) / "app" / APP / "meine-hkk-files"
VIEWED = HOME / "viewed"
CHOOSER = ("--class", "xdg-desktop-portal-gtk")
PERMISSIONS = {"shared": "ipc;network;", "sockets": "fallback-x11;wayland;", "devices": "dri;"}
# What the portal and flatpak itself put on the bus, and the bus.
NAMES = ("org.freedesktop.DBus", "org.freedesktop.portal.", APP)
DEVICES = {"core", "dri", "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty", "urandom", "zero",
           "console"}


class Sandboxed(Program):
    """A program in a sandbox of its own: the proxy beside it is who speaks on the buses, so its name tells which it is."""

    fatal = "fatal-criticals"  # GTK 4.24 warns of its own frame timings when a menu opens

    def __init__(self, own, *command):
        super().__init__(own, *command)
        self.name = "meine-hkk-phone" if PHONE in command else "meine-hkk"

    def owns(self, bus_name):
        name = BUS.call(bus_name, ROOT, "org.freedesktop.DBus.Properties", "Get", "(ss)", "org.a11y.atspi.Accessible", "Name")
        return name[0] == self.name

    def window(self):
        found = newest_window("--class", f"^{self.name}$")
        return int(found) if found else None


class SandboxDesk(desk.Desk):
    program = Sandboxed
    state = DATA / "meine-hkk/demo"

    def app(self, *arguments):
        return self.start(*RUN, APP, *arguments)

    def phone(self, *arguments):
        return self.start(*RUN, PHONE, APP, *arguments)

    def mock(self, command):
        return json.loads(inside("meine-hkk-mock", command, "--state", self.state).stdout)


def inside(*command):
    """Runs a command in the sandbox."""
    return subprocess.run([*RUN, f"--command={command[0]}", APP, *command[1:]], capture_output=True, text=True, timeout=60)


def choose(path, room):
    """Types a path into the portal's file chooser, which is another program's window, after the key that makes room for it."""
    window = wait(lambda: newest_window(*CHOOSER), "the portal's file chooser")
    for deadline in (5, 5, 10, 60):  # keys that come before it is ready are lost, and a list of completions takes a Return for itself
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", "--clearmodifiers", room, "ctrl+a"], check=True)
        subprocess.run(["xdotool", "type", "--delay", "20", str(path)], check=True)
        subprocess.run(["xdotool", "key", "Return"], check=True)
        try:
            return wait(lambda: newest_window(*CHOOSER) != window, "the portal's file chooser closes", deadline)
        except AssertionError:
            if deadline == 60:
                raise


def add_file(app, field, path, look=lambda: None):
    app.press(app.find("button", f"{T('Add files')}: {field}", where=lambda node: node.parent.name == field))
    wait(lambda: newest_window(*CHOOSER), "the portal's file chooser")
    look()
    choose(path, "ctrl+l")
    app.find("button", T("Remove %s") % path.name)


def install_viewer():
    """The desktop's own viewer, a program that is in no sandbox: it writes down what it was given and keeps what it could read."""
    VIEWED.mkdir()
    viewer = HOME / "viewer"
    viewer.write_text('#!/bin/sh\ncat "$1" >"$HOME/viewing" && echo "$1" >>"$HOME/given" && mv "$HOME/viewing" "$HOME/viewed/${1##*/}"\n')
    viewer.chmod(0o755)
    applications = HOME / ".local/share/applications"
    applications.mkdir(parents=True, exist_ok=True)
    (applications / "viewer.desktop").write_text(f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={viewer} %f\n"
                                                 "MimeType=application/pdf;image/png;\n")
    settings = HOME / ".config/mimeapps.list"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text("[Default Applications]\napplication/pdf=viewer.desktop\nimage/png=viewer.desktop\n")


def is_viewed(what, content=None):
    """Waits until the viewer has read one file more, which is what the program had got for it."""
    file = wait(lambda: next(VIEWED.iterdir(), None), f"the desktop's viewer has {what}")
    copy = next(COPIES.glob(f"*/{file.name}"), None)
    assert copy and copy.read_bytes() == file.read_bytes(), f"{file.name} is another one outside"
    if content:
        assert file.read_bytes() == content, f"{file.name} is not what was sent"
    else:
        assert file.read_bytes().startswith(b"%PDF-") and b"%%EOF" in file.read_bytes()[-64:], f"{file.name} is no whole PDF"
    file.unlink()


def the_desktop_opens_its_files(own):
    install_viewer()
    app = own.app()
    sign_in(app)
    path = picture("note.png")
    go_to(app, "Messages & contact")
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    choose_from_list(app, T("What is it about?"), T("Other"), T("Health card"))
    app.type(T("Subject"), "A note")
    app.type(T("Message"), "Here it is.")
    add_file(app, T("Attachments"), path)
    app.click(T("Send"))
    number = waiting(app)
    phone = own.phone()
    phone.place(1100, 40)
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    app.press(app.find("list item", contains="A note"))
    app.click(T("Open “%s”") % path.name)
    is_viewed("an attachment", path.read_bytes())
    app.key("ctrl+3")
    get_certificate(app)
    is_viewed("the certificate")
    choose_in_menu(app, "bonusaktiv", "_Open")
    is_viewed("a document")
    app.click(T("Brochures"))
    app.gone("button", T("Brochures"))
    choose_in_menu(app, T("More"), "_Open")
    is_viewed("a brochure")
    app.key("Escape")
    go_to(app, "Requests")
    app.press(app.find("list item", where=lambda node: "," in node.name and node.parent.name == T("Requests")))
    app.press(app.find("button", where=lambda node: T("Open") in node.name and T("Receipt") in node.name))
    is_viewed("a receipt")

    given = [Path(line) for line in (HOME / "given").read_text().splitlines()]
    assert len(given) == 5 and all(one.exists() for one in given), given
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    at_sign_in(app)
    wait(lambda: not COPIES.exists(), "the copies are gone")
    assert not any(one.exists() for one in given), "what was opened cannot be read any more, wherever it was"


def used_in_its_sandbox(own):
    own.pictures = PREFIX.parent.parent
    app = own.app()
    at_sign_in(app)
    own.shot("sandbox-1-sign-in")
    sign_in(app, stay=True)
    own.shot("sandbox-2-overview")

    begin_sick_note(app)
    to_certificate(app)
    path = picture("note.png")
    add_file(app, CERTIFICATE, path, lambda: own.shot("sandbox-3-file-chooser"))
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))
    phone = own.phone()
    phone.place(1100, 40)
    number = hand_in(app)
    own.shot("sandbox-4-approval")
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    own.shot("sandbox-5-done")
    executed(own, "submit_request", 1)
    app.click(T("Close", "button"))
    app.gone("heading", T("Done"))

    app.key("ctrl+3")
    get_certificate(app)
    choose_in_menu(app, T("More"), "_Save as …")
    saved = HOME / "certificate.pdf"
    choose(saved, "ctrl+a")
    wait(lambda: saved.exists() and saved.read_bytes().startswith(b"%PDF-") and b"%%EOF" in saved.read_bytes()[-64:],
         "the certificate is saved outside the sandbox")
    phone.quit()
    app.quit()

    app = own.app()
    at_overview(app)
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    at_sign_in(app)
    app.quit()
    at_sign_in(own.app())


def the_sandbox_keeps_everything_else_away(own):
    metadata = configparser.ConfigParser()
    metadata.read_string(subprocess.run(["flatpak", "info", "--user", "--show-metadata", APP], capture_output=True, text=True,
                                        check=True).stdout)
    assert dict(metadata["Context"]) == PERMISSIONS, dict(metadata["Context"])
    assert not any("Bus Policy" in section for section in metadata.sections()), metadata.sections()

    (HOME / "diary.txt").write_text("private")
    assert inside("cat", str(HOME / "diary.txt")).returncode != 0, "the home is not there"
    assert inside("ls", str(HOME)).stdout.split() == [], "nothing of the home is there"
    names = inside("gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/", "--method",
                   "org.freedesktop.DBus.ListNames").stdout
    names = json.loads(names.strip().removeprefix("(").removesuffix(",)").replace("'", '"'))
    other = [name for name in names if not name.startswith(":") and not name.startswith(NAMES)]
    assert other == [], other
    asked = inside("gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets",
                   "--method", "org.freedesktop.DBus.Peer.Ping")
    assert asked.returncode != 0, "the keyring's service cannot be spoken to"
    devices = set(inside("ls", "/dev").stdout.split())
    assert devices <= DEVICES, devices - DEVICES


desk.Desk = SandboxDesk
desk.main(used_in_its_sandbox, the_desktop_opens_its_files, the_sandbox_keeps_everything_else_away)
