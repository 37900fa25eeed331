"""clipboard.py TYPE FILE: another program, from which something was copied: it holds a file's content, as that type, until it ends.
Without arguments: another program, into which the text is pasted that was copied."""
import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

Gtk.init()
loop = GLib.MainLoop()


def on_read(clipboard, result):
    print(clipboard.read_text_finish(result), end="")
    loop.quit()


if len(sys.argv) == 1:
    Gdk.Display.get_default().get_clipboard().read_text_async(None, on_read)
    loop.run()
    sys.exit()
content = GLib.Bytes.new(Path(sys.argv[2]).read_bytes())
Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_for_bytes(sys.argv[1], content))
print("held", flush=True)
loop.run()
