"""My train is in a tunnel: what was there is read from this computer, what is written waits and is sent once."""
import os
import signal
from pathlib import Path

from desk import HOME, chain, main, wait
from walks import T, at_sign_in, below_the_header, choose_from_list, choose_in_menu, executed, sign_in

DATA = HOME / ".local/share/meine-hkk"
ABOUT, SUBJECT, TEXT = T("What is it about?"), T("Subject"), T("Message")
STORED = T("As of %s") % ""
HERE = T("%s · On this computer") % ""
CLOSED = "HKK-2026-004712"  # nobody has opened it
CHECKED = T("Last checked: %s") % ""
SLOW = T("No answer came in time. The portal or this network is too slow at the moment. You can try again.")
DETAILS = T("_Details")
LETTER = "bonusaktiv: Ihr Bonus"
TITLES = T("There is no document for: %s. Only titles that are kept on this computer were searched. The portal looks into "
           "the contents too, as soon as it can be reached.").split("%s")[1]
# Places that nobody has opened, one message and one request.
AHEAD = ("overview", "requests", "messages", "documents", "profile", "forms", "form-message")


def opens(node):
    """The button of a row that opens its document."""
    before, after = T("Open “%s”").split("%s")
    return node.name.startswith(before) and node.name.endswith(after)


def kept():
    return {path.name for path in DATA.glob("*/cache/*/*")}


def is_complete():
    names = kept()
    return all(name in names for name in AHEAD) and all(
        any(name.startswith(kind) for name in names) for kind in ("message-", "request-"))


def online(desk):
    server, _ = desk.server()
    app = desk.app()
    sign_in(app, stay=True)
    wait(lambda: desk.in_keyring() == ["data-key", "refresh-token"], "the sign-in is in the keyring")
    return desk, server, app


def what_nobody_opened_is_kept_sealed(desk, server, app):
    wait(is_complete, "the first page of each place is kept")
    assert not desk.files_with("Amsel"), desk.files_with("Amsel")


def a_document_is_kept_on_wish(desk, server, app):
    app.key("ctrl+3")
    app.find("button", where=opens)
    choose_in_menu(app, T("More for “%s”").split("%")[0], "_Keep on this computer")
    app.find("label", contains=HERE)
    assert not desk.files_with("%PDF"), desk.files_with("%PDF")


def into_the_tunnel(desk, server, app):
    server.send_signal(signal.SIGSTOP)
    app.quit()
    app = desk.app()
    app.find("label", contains=STORED)
    app.find("list item", contains=T("Overview"))
    return desk, server, app


def stored(app):
    return app.find("label", contains=STORED, where=lambda node: node.had("SHOWING"))


def each_place_is_read(desk, server, app):
    below_the_header(app, app.find("label", SLOW).name, DETAILS)
    app.key("ctrl+2")
    stored(app)
    below_the_header(app, SLOW, DETAILS)
    app.press(app.find("list item", contains="HKK-2026-004715"))
    app.find("label", T("Course"))
    app.key("ctrl+3")
    stored(app)
    app.find("label", contains=HERE)
    app.click(where=opens)
    copies = Path(os.environ["XDG_RUNTIME_DIR"]) / "meine-hkk-files"
    wait(lambda: any(path.read_bytes().startswith(b"%PDF") for path in copies.glob("*/*")), "the document is opened")
    app.key("ctrl+4")
    stored(app)
    below_the_header(app, SLOW, DETAILS)
    app.find("button", contains=T("Change"))
    app.key("ctrl+5")
    stored(app)


def what_is_not_kept_is_said(desk, server, app):
    app.key("ctrl+2")
    app.press(app.find("list item", contains=CLOSED))
    app.find("label", T("This request is not on this computer"))
    app.find("label", contains=T("The newest of your open requests, and those that you opened, are kept here."))
    assert not app.all("label", T("The portal takes too long to answer")), "it is said once, in the banner"
    app.key("ctrl+5")
    stored(app)


def the_list_of_messages_is_searched(desk, server, app):
    app.key("ctrl+f")
    app.type(T("Search messages"), "zzzz")
    app.find("label", T("Nothing found"))
    app.type(T("Search messages"), "")
    app.gone("label", T("Nothing found"))


def of_documents_the_titles_are_searched(desk, server, app):
    app.key("ctrl+3", "ctrl+f")
    app.type(T("Search documents"), "massnahmen")  # its text is at the portal
    app.find("label", contains="massnahmen", where=lambda node: node.name.endswith(TITLES))
    app.type(T("Search documents"), "ihr bonus")
    app.gone("label", contains=TITLES)
    app.find("label", LETTER)
    app.type(T("Search documents"), "")
    app.key("ctrl+5")
    stored(app)


def find_knows_requests_messages_and_documents(desk, server, app):
    app.key("ctrl+k")
    app.dialog(T("Find"))
    app.find(where=lambda node: node.had("FOCUSED") and node.can("EditableText"))
    app.key(*"bonus")
    for title in ("Ihr Bonus ist da", LETTER):
        app.find("list item", contains=title, where=lambda node: node.parent.name == T("Hits"))
    app.key("ctrl+a", *"spanien")
    hits = app.find("list", T("Hits"))
    app.find("label", contains="Spanien", where=lambda node: node.inside(hits))
    app.key("Escape")
    app.gone("dialog")


def what_is_written_waits(desk, server, app):
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    choose_from_list(app, ABOUT, T("Other"), T("Health card"))
    app.type(SUBJECT, "Aus dem Zug")
    app.type(TEXT, "Ich komme morgen.")
    app.click(T("Send"))
    app.gone("heading", T("Your message"))
    app.find("list item", contains="Aus dem Zug")


def out_of_the_tunnel(desk, server, app):
    server.send_signal(signal.SIGCONT)
    wait(lambda: desk.ledger("send_message"), "the message is sent")
    app.find("label", contains=CHECKED, where=lambda node: node.had("SHOWING"))
    app.find("list item", contains="Aus dem Zug")
    executed(desk, "send_message", 1)


def what_was_not_kept_is_there(desk, server, app):
    app.key("ctrl+2")
    app.find("label", T("Course"))
    app.gone("label", T("This request is not on this computer"))


def signing_out_says_what_goes(desk, server, app):
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    app.dialog(T("Sign out?"))
    app.key("Escape")
    app.gone("alert")
    assert is_complete(), "nothing is gone yet"
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    alert = app.find("alert", T("Sign out?"))
    app.click(T("_Sign out"), where=lambda node: node.inside(alert))
    at_sign_in(app)
    app.find("label", contains=T("What this computer kept for times without a connection is deleted."))
    wait(lambda: not kept(), "the copies are gone")


main(chain(online, what_nobody_opened_is_kept_sealed, a_document_is_kept_on_wish, into_the_tunnel, each_place_is_read,
           what_is_not_kept_is_said, the_list_of_messages_is_searched, of_documents_the_titles_are_searched,
           find_knows_requests_messages_and_documents, what_is_written_waits,
           out_of_the_tunnel, what_was_not_kept_is_there, signing_out_says_what_goes))
