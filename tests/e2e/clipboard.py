"""clipboard.py TYPE FILE: another program, from which something was copied: it holds a file's content, as that type, until it ends."""
import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

Gtk.init()
content = GLib.Bytes.new(Path(sys.argv[2]).read_bytes())
Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_for_bytes(sys.argv[1], content))
print("held", flush=True)
GLib.MainLoop().run()
