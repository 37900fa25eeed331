"""Steps that scenarios share: what a person does, in the language of the session."""
import gettext
import locale
import zlib
from datetime import date, timedelta

from desk import HOME, PREFIX, Atspi, has_state, text_of, wait, walk

locale.setlocale(locale.LC_ALL, "")
_catalogue = gettext.translation("meine-hkk", PREFIX / "share/locale", fallback=True)
TOOLKIT_OPEN = gettext.translation("gtk40", "/usr/share/locale", fallback=True).gettext("_Open").replace("_", "")
ANDREA = ("A000500015", "Amsel-singt-1988", "258046")


def T(msgid, context=None):
    """A text of the program as the accessibility tree has it: translated, without the mark of its mnemonic."""
    text = _catalogue.pgettext(context, msgid) if context else _catalogue.gettext(msgid)
    return text.replace("_", "")


CERTIFICATE = T("Certificate of incapacity for work")
DECLARATION = T("What I have filled in is complete and true. I tell the hkk if something changes.")


def day(offset):
    """A date as a person types it in the session's language."""
    return (date.today() + timedelta(days=offset)).strftime("%x")


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


# Signing in and going somewhere

def type_sign_in(app, number, password):
    app.type(T("Insurance _number"), number)
    app.type(T("_Password"), password)
    app.click(T("_Sign in"))


def sign_in(app, person=ANDREA, stay=False):
    app.find(name=T("Insurance _number"), role="text")
    if stay:
        app.pick(T("S_tay signed in"))
    type_sign_in(app, person[0], person[1])
    at_overview(app)


def at_overview(app):
    app.find("list item", T("Overview"))
    app.find("button", T("Hand in a sick note"))


def at_sign_in(app):
    app.find(name=T("Insurance _number"), role="text")
    app.find("button", T("_Sign in"))


def go_to(app, page):
    app.press(app.find("list item", where=lambda n: n.get_name().split(",")[0] == T(page)))


def choose_in_menu(app, button, msgid, context=None):
    """Takes an entry of a menu by its mnemonic."""
    entry = _catalogue.pgettext(context, msgid) if context else _catalogue.gettext(msgid)
    app.press(app.find("toggle button", contains=button))
    app.find("menu item")
    app.key(entry[entry.index("_") + 1].lower())
    app.gone("menu item")


# Forms

def attach(app, field, *paths):
    """Adds files to a field of attachments, one after the other, through the file chooser."""
    for path in paths:
        app.press(app.find("button", T("Add files"), where=lambda n: n.get_parent().get_name() == field))
        chooser = app.find("dialog", field)
        app.key("ctrl+l")  # the chooser's own key: type a path
        entry = wait(lambda: next((n for n in walk(chooser) if n.get_role_name() == "text" and n.is_editable_text()), None),
                     "the chooser's entry for a path")
        assert entry.get_editable_text_iface().set_text_contents(str(path))
        # Not its label of the same name: GTK 4.18 leaks the list of a label's actions when it is asked for them.
        app.press(wait(lambda: next((n for n in walk(chooser) if n.get_name() == TOOLKIT_OPEN and n.get_role_name() == "button"
                                     and has_state(n, "SENSITIVE")), None), "the chooser's button"))
        app.gone("dialog", field)


def next_step(app, heading):
    app.click(T("Next", "form"))
    app.find("heading", heading)


def begin_sick_note(app):
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    app.pick(T("First certificate"))
    app.type(T("Unfit for work since"), day(-3))
    app.type(T("Expected until"), day(4))
    app.type(T("Established on"), day(-3))


def to_certificate(app):
    next_step(app, T("Your work"))
    app.pick(T("No"), T("Was it an accident at work, or on the way there?"))
    next_step(app, T("Certificate"))


def fill_sick_note(app, *files):
    """From the overview to the page on which everything is read once more."""
    begin_sick_note(app)
    to_certificate(app)
    attach(app, CERTIFICATE, *files)
    for path in files:
        app.find("button", T("Remove %s") % path.name)
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))


def change_of(app, group):
    """The button “Change” that follows the title of a group."""
    seen = False
    for node in app.nodes():
        seen = seen or (node.get_role_name() == "label" and node.get_name() == T(group))
        if seen and node.get_role_name() == "button" and node.get_name() == T("Change"):
            return node
    return None


# Documents

def get_certificate(app, look=lambda: None):
    """Gets the certificate that is offered first; it is the first document then."""
    app.click(T("Get a certificate"))
    dialog = app.find("dialog", T("Get a certificate"))
    look()
    app.press(wait(lambda: [node for node in walk(dialog) if node.get_name() == T("_Get certificate")
                            and node.get_role_name() == "button"], "the dialog's button")[0])
    app.gone("dialog", T("Get a certificate"))
    app.find("label", contains=T("Membership certificate"))


# Approvals

def waiting(app):
    """The dialog that waits for the approval; returns its number."""
    app.find("dialog", T("Approve in the Service-App"))
    return text_of(app.find("label", contains=T("Number: %s") % "")).strip()


def hand_in(app):
    app.click(T("Hand in"))
    return waiting(app)


def end_of_dialog(app, title):
    """Waits for an end state of the dialog."""
    return app.find("heading", title)


def press_digits(phone, digits):
    """Presses the buttons of the pad, each when the one before has arrived: a button that is down cannot be pressed."""
    question = phone.find("text", T("Number from the computer"))
    for count, digit in enumerate(digits, 1):
        phone.click(digit)
        wait(lambda: Atspi.Text.get_character_count(question.get_text_iface()) == count or not has_state(question, "SHOWING"),
             f"digit {count} arrives")


def give_pin(phone, pin):
    """Confirms a decision with the approval PIN."""
    asked = ("label", T("Type your approval PIN."), None, None)
    offered = ("button", T("Approval PIN"), None, None)
    wait(lambda: phone.look(*asked) or phone.look(*offered), "the phone asks for the PIN")
    if not phone.look(*asked):
        phone.click(T("Approval PIN"))
        phone.find(*asked[:2])
    phone.type(T("Approval PIN"), pin)


def arrived(phone):
    """The phone shows by itself what waits."""
    phone.find("button", T("That wasn’t me"))


def decide(phone, button, outcome, number=None, pin=ANDREA[2]):
    arrived(phone)
    phone.click(button)
    if number:
        phone.find("label", T("Which number does your computer show?"))
        press_digits(phone, number)
    give_pin(phone, pin)
    phone.find("label", outcome)
    phone.click(T("Done"))


def approve(phone, number):
    decide(phone, T("Approve"), T("Approved"), number)


def executed(desk, operation, times):
    """The ledger is what a scenario believes: nothing happens twice, and what was told as done happened once."""
    rows = desk.ledger(operation)
    assert len(rows) == times, f"{operation} was executed {len(rows)} times, not {times}: {rows}"
