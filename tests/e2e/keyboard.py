"""The desk's keyboard and windows, by X's own test extension: a process for each key would take longer than the program."""
import ctypes

KEYS = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L"}
VIEWABLE = 2
ANY_TYPE = 0
POINTER_ROOT_REVERT = 1

Window = ctypes.c_ulong


class Attributes(ctypes.Structure):
    """XWindowAttributes."""

    _fields_ = ([(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")]
                + [("visual", ctypes.c_void_p), ("root", Window)]
                + [(name, ctypes.c_int) for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")]
                + [("backing_planes", ctypes.c_ulong), ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int),
                   ("colormap", ctypes.c_ulong), ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int)]
                + [(name, ctypes.c_long) for name in ("all_event_masks", "your_event_mask", "do_not_propagate_mask")]
                + [("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)])


ErrorHandler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class Keyboard:
    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = Window
        self.x.XInternAtom.restype = ctypes.c_ulong
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        assert self.display, "there is no display"
        self.forgive = ErrorHandler(lambda display, error: 0)  # a window may go while it is looked at
        self.x.XSetErrorHandler(self.forgive)
        self.root = Window(self.x.XDefaultRootWindow(self.display))
        self.process_id = ctypes.c_ulong(self.x.XInternAtom(self.display, b"_NET_WM_PID", 0))

    def windows(self):
        """The windows that are shown, the lowest first, but for menus and the like: (window, process)."""
        root, parent, children, count = Window(), Window(), ctypes.POINTER(Window)(), ctypes.c_uint()
        self.x.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children),
                          ctypes.byref(count))
        shown = []
        for window in children[:count.value]:
            attributes = Attributes()
            found = self.x.XGetWindowAttributes(self.display, Window(window), ctypes.byref(attributes))
            if found and attributes.map_state == VIEWABLE and not attributes.override_redirect:
                shown.append((window, self.process(window)))
        if count.value:
            self.x.XFree(children)
        return shown

    def process(self, window):
        kind, size, count, left = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
        data = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XGetWindowProperty(self.display, Window(window), self.process_id, ctypes.c_long(0), ctypes.c_long(1), 0,
                                  ctypes.c_ulong(ANY_TYPE), ctypes.byref(kind), ctypes.byref(size), ctypes.byref(count),
                                  ctypes.byref(left), ctypes.byref(data))
        if not data:
            return None
        value = data[0] if count.value else None
        self.x.XFree(data)
        return value

    def focus(self, window):
        now, revert = Window(), ctypes.c_int()
        self.x.XGetInputFocus(self.display, ctypes.byref(now), ctypes.byref(revert))
        if now.value != window:
            self.x.XSetInputFocus(self.display, Window(window), POINTER_ROOT_REVERT, ctypes.c_ulong(0))

    def sync(self):
        self.x.XSync(self.display, 0)

    def press(self, window, *keys):
        """Presses keys, each of the form “ctrl+l”, in a window."""
        self.focus(window)
        for key in keys:
            codes = [self.x.XKeysymToKeycode(self.display, ctypes.c_ulong(self.x.XStringToKeysym(KEYS.get(part, part).encode())))
                     for part in key.split("+")]
            assert all(codes), f"the keyboard has no {key}"
            for code, down in [(code, 1) for code in codes] + [(code, 0) for code in reversed(codes)]:
                self.test.XTestFakeKeyEvent(self.display, code, down, ctypes.c_ulong(0))
        self.sync()
