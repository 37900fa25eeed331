"""Steps that scenarios share: what a person does, in the language of the session."""
import gettext
import subprocess
import zlib
from datetime import date, timedelta

from desk import HOME, PREFIX, Atspi, text_of, wait

_catalogue = gettext.translation("meine-hkk", PREFIX / "share/locale", fallback=True)
ANDREA = ("A000500015", "Amsel-singt-1988", "258046")


def T(msgid, context=None):
    """A text of the program as the accessibility tree has it: translated, without the mark of its mnemonic."""
    text = _catalogue.pgettext(context, msgid) if context else _catalogue.gettext(msgid)
    return text.replace("_", "")


def day(offset):
    """A date as a person types it in the session's language."""
    return (date.today() + timedelta(days=offset)).strftime("%d.%m.%Y")


def picture(name, width=400, height=300):
    """A small real PNG to attach."""
    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    rows = b"".join(b"\0" + bytes([200, 220, 240]) * width for _ in range(height))
    path = HOME / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0")
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


def sign_in(app, person=ANDREA, stay=False):
    app.type(T("Insurance _number"), person[0])
    app.type(T("_Password"), person[1])
    if stay:
        app.click(T("S_tay signed in"), role="switch")
    app.click(T("_Sign in"))
    app.find(name=T("Overview"), where=lambda n: n.get_role_name() in ("list item", "heading", "label"))


def go_to(app, page):
    app.click(T(page), role="list item")


def choose(app, label, option):
    """Opens a row of choices and takes one."""
    app.press(app.find(where=lambda n: n.get_name() == label and n.get_role_name() in ("combo box", "button", "list item")))
    app.click(option, role="list item")


def attach(app, label, path):
    """Adds a file through the file chooser, by typing its path."""
    app.click(label)
    chooser = wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], capture_output=True,
                                          text=True).stdout.split(), "the file chooser")
    assert chooser
    app.key("ctrl+l")
    subprocess.run(["xdotool", "type", str(path)], check=True)
    app.key("Return")


def number_of(app):
    """The two digits that the waiting dialog shows."""
    node = app.find(where=lambda n: (text_of(n) or "").strip().isdigit() and len(text_of(n).strip()) == 2)
    return text_of(node).strip()
