"""A program that the session bus has started: not our child, and what it prints goes to the bus."""
import os
import signal

from gi.repository import Gio, GLib

from desk import Program, wait


def owner(name):
    """The process that owns a name of the session bus, if there is one."""
    def ask(method, kind):
        return Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", method, GLib.Variant("(s)", (name,)), GLib.VariantType(kind), 0,
            30000, None).unpack()[0]

    return ask("GetConnectionUnixProcessID", "(u)") if ask("NameHasOwner", "(b)") else None


class Process:
    """What a scenario asks of subprocess.Popen."""

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, deadline=20):
        wait(lambda: self.poll() == 0, f"the end of {self.pid}", deadline)
        return 0  # what it would say itself, the bus keeps

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)


class Woken(Program):
    def __init__(self, desk, pid):
        self.desk, self.name, self.process = desk, "meine-hkk", Process(pid)
        self.bus_name, self.asked, self.seen = None, {}, None
        self.log = open(desk.logs / f"woken-{pid}.log", "wb")
        desk.programs.append(self)
