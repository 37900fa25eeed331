"""Steps that scenarios share: what a person does, in the language of the session."""
import gettext
import locale
import subprocess
import zlib
from datetime import date, timedelta

from desk import HOME, PREFIX, STATE, wait

locale.setlocale(locale.LC_ALL, "")
CONTEXT = gettext.GNUTranslations.CONTEXT
_catalogue = gettext.translation("meine-hkk", PREFIX / "share/locale", fallback=True)
# English has no catalogue; the German one, which is complete, knows each text, where its mnemonic is, and that it is a button's.
_marked = {msgid.replace("_", "").removeprefix(CONTEXT % ("button", "")): msgid for msgid in
           gettext.translation("meine-hkk", PREFIX / "share/locale", ["de"])._catalog
           if isinstance(msgid, str) and ("_" in msgid or msgid.startswith(CONTEXT % ("button", "")))}
_toolkit = gettext.translation("gtk40", "/usr/share/locale", fallback=True)
_countries = gettext.translation("iso_3166-1", "/usr/share/locale", fallback=True)
ANDREA = ("A000500015", "Amsel-singt-1988", "258046")


def T(text, context=None):
    """A text of the program as the accessibility tree has it: translated, named and given without the mark of its mnemonic."""
    msgid = CONTEXT % (context, text) if context else text
    if _catalogue.gettext(msgid) == msgid:
        msgid = _marked.get(msgid, msgid)
    translated = _catalogue.gettext(msgid)
    return (translated if translated != msgid else text).replace("_", "")


def country(name):
    """The name of a country that iso-codes names."""
    return _countries.gettext(name)


def wrong_pin(left):
    """What the phone says when the approval PIN can still be tried LEFT times."""
    return _catalogue.ngettext("The approval PIN is wrong. You can try %u more time, then the device is locked.",
                               "The approval PIN is wrong. You can try %u more times, then the device is locked.", left) % left


def time_left(n, unit="minute"):
    """How long the phone says that an approval can still be given."""
    return _catalogue.ngettext(f"%u {unit} left", f"%u {unit}s left", n) % n


def hits(n):
    """What a search says of how many it found."""
    return _catalogue.ngettext("%u hit", "%u hits", n) % n


def toolkit(text):
    """A text of the toolkit, without the mark of its mnemonic."""
    return _toolkit.gettext(text).replace("_", "")


CERTIFICATE = T("Certificate of incapacity for work")
INBOX = T("inbox mail letters telephone hotline opening hours", "search words").split()[0]  # another word for them
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


def click_of(app, text):
    """Presses the first button that says so; its name says of what, too."""
    app.click(where=lambda node: node.name.split(": ")[0] == T(text))


# Signing in and going somewhere

def type_sign_in(app, number, password):
    app.type(T("Insurance number"), number)
    app.type(T("Password"), password)
    app.click(T("Sign in"))


def sign_in(app, person=ANDREA, stay=False):
    app.find(name=T("Insurance number"), role="text")
    if stay:
        app.pick(T("Stay signed in"))
    type_sign_in(app, person[0], person[1])
    at_overview(app)


def at_overview(app):
    app.find("list item", T("Overview"))
    app.find("button", T("Hand in a sick note"))


def at_sign_in(app):
    app.find(name=T("Insurance number"), role="text")
    app.find("button", T("Sign in"))


def marked(app, place):
    """The page is shown: the side menu marks it, and nothing else."""
    app.find("list item", where=lambda node: node.name.split(",")[0] == T(place) and node.had("SELECTED"))


def go_to(app, page):
    row = app.find("list item", where=lambda node: node.name.split(",")[0] == T(page))
    # Tab stops at the place that is shown, the arrows go on from there.
    shown = app.find("list item", where=lambda node: node.above == row.above and node.had("SELECTED"))
    app.focus(shown)
    app.focus(row, "Down" if row.index > shown.index else "Up", 10)
    app.key("Return")


def below_the_header(app, text, button):
    """The banner that says so is among the bars of the page: before all that the page holds, after its title, and at the top."""
    names = [node.name for node in app.nodes()]
    assert 0 < names.index(text) < names.index(T("Demo")), "it stands on the page"
    _, top, _, height = app.find("button", button).place()
    assert top + height < 250, f"it is at the top, not at {top}"


def mnemonic(msgid, context=None):
    """The key that a text with a mark is reached by."""
    text = _catalogue.pgettext(context, msgid) if context else _catalogue.gettext(msgid)
    return text[text.index("_") + 1].lower()


def choose_in_menu(app, button, msgid, context=None):
    """Takes an entry of a menu by its mnemonic."""
    app.press(app.find("toggle button", contains=button))
    app.find("menu item")
    app.key(mnemonic(msgid, context))
    app.gone("menu item")


# Forms

def begin_form(app, title):
    """Takes a form from the catalogue: unfolds what it needs, and begins."""
    row = app.find("list item", title)
    outer = row.parent.parent.parent  # around the row and what it unfolds
    if not app.all("button", T("Begin", "form"), where=lambda node: node.inside(outer)):
        app.press(row)
    app.click(T("Begin", "form"), where=lambda node: node.inside(outer))


def choose_from_list(app, row, option, other):
    """Opens a long list, types into its search until OTHER is gone, and takes what is left."""
    app.click(row, "toggle button")
    app.find("label", other)
    subprocess.run(["xdotool", "type", option], check=True)
    app.gone("label", other)
    app.key("Down")
    app.find("list item", where=lambda node: node.had("FOCUSED"))
    app.key("Return")
    app.find("toggle button", row, where=lambda node: node.had("FOCUSED"))


ADD = f"{T('Add files')}: ", f"{T('Add a file')}: "  # where more than one fits, and where only one does; for which field


def attach(app, field, *paths):
    """Adds files to a field of attachments, one after the other, through the file chooser."""
    for path in paths:
        app.press(app.find("button", where=lambda node: any(add in node.name for add in ADD) and node.parent.name == field))
        chooser = app.find("dialog", field)
        app.key("ctrl+l")  # the chooser's own key: type a path
        app.find("text", where=lambda node: node.inside(chooser) and node.can("EditableText")).write(str(path))
        # In the toolkit's entry Tab completes the path, so it leads nowhere else.
        app.find("button", toolkit("_Open"), where=lambda node: node.inside(chooser)).act()
        app.gone("dialog", field)


def next_step(app, heading):
    app.click(T("Next", "form"))
    app.find("heading", heading)


def begin_sick_note(app):
    app.click(T("Hand in a sick note"))
    fill_first_step(app)


def fill_first_step(app):
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
    fill_the_rest(app, *files)


def fill_the_rest(app, *files):
    to_certificate(app)
    attach(app, CERTIFICATE, *files)
    for path in files:
        app.find("button", T("Remove %s") % path.name)
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))


def change(app, group, name="Change"):
    """Presses the button of that name, which says of what besides, that follows a title."""
    def button():
        nodes = app.nodes()
        # The last: a jump list names it before.
        after = max((number for number, node in enumerate(nodes) if node.role == "heading" and node.name == T(group)), default=len(nodes))
        return next((node for node in nodes[after:] if node.role == "button" and T(name) in node.name), None)

    app.press(app.until(button, f"the button after {group}"))


# Documents

def order_certificate(app, look=lambda: None):
    """Asks for the certificate that is offered first."""
    app.click(T("Get a certificate"))
    dialog = app.find("dialog", T("Get a certificate"))
    look()
    app.click(T("Get certificate"), where=lambda node: node.inside(dialog))


def get_certificate(app, look=lambda: None):
    """Gets the certificate that is offered first; it is the first document then."""
    order_certificate(app, look)
    app.gone("dialog", T("Get a certificate"))
    app.find("label", contains=T("Membership certificate"))


# Files that are saved

def save_here(app):
    """Lets the toolkit save under the name that is proposed, in the folder that the program was started in."""
    app.find("table cell")  # its folder was read
    app.find("text", where=lambda node: node.can("EditableText") and node.had("FOCUSED"))
    app.key("Return")
    app.gone("table cell")


def left_over(folder):
    """What a download that did not end would leave."""
    return [path.name for path in folder.glob(".*.*.??????") if path.is_file()]


# Approvals

def waiting(app):
    """The dialog that waits for the approval; returns its number."""
    app.find("dialog", T("Approve in the Service-App"))
    return app.find("label", contains=T("Number: %s") % "").text().strip()


def hand_in(app):
    app.click(T("Hand in"))
    return waiting(app)


def end_of_dialog(app, title):
    """Waits for an end state of the dialog."""
    return app.find("heading", title)


def fresh_phone(desk):
    """A phone that is nobody's: the first start, which binds it to the demo's first person, lies behind it."""
    folder = STATE / "phone"
    folder.mkdir(parents=True)
    (folder / "started-before").touch()
    phone = desk.phone()
    phone.find("button", T("Sign in"))
    return desk, phone


def choose_letter(phone):
    """Whoever has signed in registers the phone with the letter, not with the health card."""
    phone.focus(phone.find("combo box", T("Register with")))
    phone.key("Return")
    phone.find("label", T("Letter with code"))
    phone.key("Down", "Return")
    phone.find("combo box", T("Register with"), where=lambda node: node.had("FOCUSED"))
    phone.key("Tab")
    phone.find("text", T("Code from the letter"))


def identify_further(phone, sentence):
    """Goes on with an identification that was left."""
    phone.find("label", contains=T(sentence).split("%s")[0])
    phone.click(T("Go on"))


def press_digits(phone, digits):
    """Presses the buttons of the pad, each when the one before has arrived: a button that is down cannot be pressed."""
    names = T("Number from the computer"), T("Number from the other device")
    question = phone.find("text", where=lambda node: node.name in names)
    for count, digit in enumerate(digits, 1):
        phone.click(digit)
        wait(lambda: question.length() == count or not question.has("SHOWING"), f"digit {count} arrives")


def give_pin(phone, pin):
    """Confirms a decision with the approval PIN."""
    asked = ("label", T("Type your approval PIN."))
    if phone.find(where=lambda node: (node.role, node.name) in (asked, ("button", T("Approval PIN")))).role == "button":
        phone.click(T("Approval PIN"))
        phone.find(*asked)
    phone.type(T("Approval PIN"), pin)


def arrived(phone):
    """The phone shows by itself what waits."""
    phone.find("button", T("That wasn’t me"))


def decide(phone, button, outcome, number=None, pin=ANDREA[2], asks="Which number does your computer show?"):
    arrived(phone)
    phone.click(button)
    if number:
        phone.find("label", T(asks))
        press_digits(phone, number)
    give_pin(phone, pin)
    phone.find("label", outcome)
    phone.click(T("Done"))


def lines(program, title):
    """What is signed, as a person reads it there: (what, its words)."""
    above = program.find("list", title)
    labels = [node.text() for node in program.nodes() if node.role == "label" and node.inside(above)]
    return list(zip(labels[::2], labels[1::2], strict=True))


def approve(phone, number):
    decide(phone, T("Approve"), T("Approved"), number)


def executed(desk, operation, times):
    """The ledger is what a scenario believes: nothing happens twice, and what was told as done happened once."""
    rows = desk.ledger(operation)
    assert len(rows) == times, f"{operation} was executed {len(rows)} times, not {times}: {rows}"
