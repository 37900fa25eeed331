"""The desktop's notification service: a scenario sees what pops up and clicks it, and the programs find the service they expect."""
from gi.repository import Gio, GLib

_PATH, _NAME = "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
_INTERFACE = Gio.DBusNodeInfo.new_for_xml("""
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>""").interfaces[0]
shown = {}  # id → (title, text) of the notifications that stand on the screen
_count = 0


def _answer(_connection, _sender, _path, _interface, method, arguments, invocation):
    global _count
    if method == "Notify":
        _count += not arguments[1]
        shown[arguments[1] or _count] = (arguments[3], arguments[4])
        invocation.return_value(GLib.Variant("(u)", (arguments[1] or _count,)))
    elif method == "GetCapabilities":
        invocation.return_value(GLib.Variant("(as)", (["body", "actions"],)))
    elif method == "GetServerInformation":
        invocation.return_value(GLib.Variant("(ssss)", ("desk", "Meine hkk", "1", "1.2")))
    else:
        if method == "CloseNotification":
            shown.pop(arguments[0], None)
        invocation.return_value(None)


def click(number):
    """What the service says when somebody clicks a notification: the action, and that it is gone."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.emit_signal(None, _PATH, _NAME, "ActionInvoked", GLib.Variant("(us)", (number, "default")))
    shown.pop(number)
    bus.emit_signal(None, _PATH, _NAME, "NotificationClosed", GLib.Variant("(uu)", (number, 2)))


def start():
    """Owns the service's name; once per session."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object(_PATH, _INTERFACE, _answer, None, None)
    Gio.bus_own_name_on_connection(bus, _NAME, Gio.BusNameOwnerFlags.NONE, None, None)
