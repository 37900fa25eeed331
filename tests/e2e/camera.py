"""Pictures of what lies within the window of a program, menus that are windows of their own with it."""
import ctypes
import subprocess

from desk import KEYBOARD, wait
from keyboard import Attributes, Window

ALL_PLANES = ctypes.c_ulong(-1)
Z_PIXMAP = 2


class Image(ctypes.Structure):
    """The beginning of XImage."""

    _fields_ = ([(name, ctypes.c_int) for name in ("width", "height", "offset", "format")] + [("data", ctypes.c_void_p)]
                + [(name, ctypes.c_int) for name in ("byte_order", "unit", "bit_order", "pad", "depth", "bytes_per_line")])


class Camera:
    def __init__(self, folder, width, large):
        self.folder = folder
        self.width = width
        self.large = large  # the session's text is
        self.taken = 0
        KEYBOARD.x.XGetImage.restype = ctypes.POINTER(Image)

    def look(self, app):
        """How large the window is, and what is seen there: blue, green, red and nothing of each point."""
        x, at = KEYBOARD.x, Attributes()
        x.XGetWindowAttributes(KEYBOARD.display, Window(app.window()), ctypes.byref(at))
        image = x.XGetImage(KEYBOARD.display, KEYBOARD.root, at.x, at.y, at.width, at.height, ALL_PLANES, Z_PIXMAP)
        assert image, f"{app.name} is not all of it on the screen"
        pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * at.height)
        x.XDestroyImage(image)
        return f"{at.width}x{at.height}", pixels

    def keep(self, name, size, pixels):
        path = self.folder / f"{name}-{self.width}.png"
        subprocess.run(["convert", "-size", size, "-depth", "8", "bgra:-", "-alpha", "off", str(path)], input=pixels, check=True)
        self.taken += 1

    def calm(self, app, name, before=None, still=True):
        """Waits for two pictures in a row that are the same and not BEFORE: nothing moves or loads any more."""
        last = [self.look(app)]

        def calm():
            last.append(self.look(app))
            return last[-1] != before and last[-1] == last[-2] and not any(node.had("BUSY") for node in app.nodes())

        if still:
            wait(calm, f"a still picture: {name}")
        return last[-1]

    def __call__(self, app, name, before=None, still=True):
        seen = self.calm(app, name, before, still)
        self.keep(name, *seen)
        return seen
