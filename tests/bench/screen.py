"""What is painted on the display, and when: X's own reports of damage, and what the screen then holds."""
import ctypes
import select
import time
import zlib

XID = ctypes.c_ulong
NON_EMPTY = 3
Z_PIXMAP = 2
ALL_PLANES = ctypes.c_ulong(-1)
PIXEL = 4  # bytes


class Event(ctypes.Structure):
    """XDamageNotifyEvent, as long as any XEvent."""

    class Rectangle(ctypes.Structure):
        _fields_ = [("x", ctypes.c_short), ("y", ctypes.c_short), ("width", ctypes.c_ushort), ("height", ctypes.c_ushort)]

    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("drawable", XID), ("damage", XID), ("level", ctypes.c_int), ("more", ctypes.c_int), ("timestamp", ctypes.c_ulong),
                ("area", Rectangle), ("geometry", Rectangle), ("padding", ctypes.c_long * 24)]


class Screen:
    def __init__(self, x=0, y=0, width=1000, height=700):
        self.area = x, y, width, height
        self.x, self.damage = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXdamage.so.1")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = self.damage.XDamageCreate.restype = XID
        self.x.XGetImage.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        assert self.display, "there is no display"
        self.root = XID(self.x.XDefaultRootWindow(self.display))
        base, error = ctypes.c_int(), ctypes.c_int()
        assert self.damage.XDamageQueryExtension(self.display, ctypes.byref(base), ctypes.byref(error)), "the display reports no damage"
        self.watch = XID(self.damage.XDamageCreate(self.display, self.root, NON_EMPTY))
        self.clear()

    def clear(self):
        """Forgets what was painted until now."""
        self.x.XSync(self.display, 0)
        self.take()

    def take(self):
        """Takes the reports, and asks for the next one."""
        event = Event()
        while self.x.XPending(self.display):
            self.x.XNextEvent(self.display, ctypes.byref(event))
        self.damage.XDamageSubtract(self.display, self.watch, XID(0), XID(0))

    def next(self, seconds):
        """When the next thing was painted; None: nothing was for so long."""
        self.x.XFlush(self.display)
        if not self.x.XPending(self.display) and not select.select([self.x.XConnectionNumber(self.display)], [], [], seconds)[0]:
            return None
        moment = time.monotonic()
        self.take()
        return moment

    def content(self):
        """A sum of what the area holds; a small one is looked at sooner."""
        x, y, width, height = self.area
        image = self.x.XGetImage(self.display, self.root, x, y, width, height, ALL_PLANES, Z_PIXMAP)
        data = ctypes.cast(image + 16, ctypes.POINTER(ctypes.c_void_p))[0]  # XImage: width, height, xoffset, format, data
        value = zlib.adler32(ctypes.string_at(data, width * height * PIXEL))
        self.x.XDestroyImage(ctypes.c_void_p(image))
        return value

    def until_quiet(self, seconds):
        """What is painted until nothing is for so long: (moment, content) of each time."""
        painted = []
        while (moment := self.next(seconds)) is not None:
            painted.append((moment, self.content()))
        return painted
