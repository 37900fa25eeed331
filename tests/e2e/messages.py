"""Writing to the insurer: one page, files that come and go, an approval for what has a file, an answer below what it answers."""
import os
import subprocess
import sys
from pathlib import Path

from desk import DEADLINE, HOME, chain, main, wait
from walks import T, approve, attach, choose_from_list, choose_in_menu, end_of_dialog, executed, go_to, picture, sign_in, waiting

ABOUT, SUBJECT, TEXT, FILES = T("What is it about?"), T("Subject"), T("Message"), T("Attachments")


def a_plain_message_is_sent_at_once(desk):
    app = desk.app()
    sign_in(app)
    go_to(app, "Messages & contact")
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    app.click(T("Send"))
    app.find("label", contains=T("Choose an answer."))  # nobody chose what it is about
    executed(desk, "send_message", 0)
    choose_from_list(app, ABOUT, T("Other"), T("Health card"))
    app.type(SUBJECT, "Opening hours")
    app.type(TEXT, "When are you there?")
    app.click(T("Send"))
    app.gone("heading", T("Your message"))
    app.find("label", contains="Opening hours")
    executed(desk, "send_message", 1)
    return desk, app


def a_removed_file_does_not_go_along(desk, app):
    first, second = picture("first.png"), picture("second.png", 300, 200)
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    choose_from_list(app, ABOUT, T("Abroad"), T("Health card"))
    app.type(SUBJECT, "Proof of payment")
    app.type(TEXT, "Here it is.")
    attach(app, FILES, first, second)
    app.click(T("Remove %s") % first.name)
    app.gone("button", T("Remove %s") % first.name)
    app.click(T("Send"))
    number = waiting(app)
    executed(desk, "send_message", 1)
    phone = desk.phone()
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    app.gone("heading", T("Your message"))
    executed(desk, "send_message", 2)
    executed(desk, "put_upload", 1)
    app.press(app.find("list item", contains="Proof of payment"))
    app.find("button", T("Open “%s”") % second.name)
    app.gone("button", T("Open “%s”") % first.name)


def an_answer_stands_below_what_it_answers(desk, app):
    app.click(T("Answer"))
    app.find("heading", T("Your message"))
    app.find("label", contains="Here it is.")
    app.find(name=SUBJECT, where=lambda node: node.can("EditableText") and node.text() == "Re: Proof of payment")
    app.type(TEXT, "One more thing.")
    app.click(T("Send"))
    app.gone("heading", T("Your message"))
    executed(desk, "send_message", 3)


def copy(desk, app, media_type, content, arrived):
    """Copies something in another program, which stays; this one has heard of it once it can be pasted where the focus is."""
    path = HOME / "copied"
    path.write_bytes(content)
    other = subprocess.Popen([sys.executable, Path(__file__).with_name("clipboard.py"), media_type, path], stdout=subprocess.PIPE)
    desk.servers.append(other)
    assert other.stdout.readline() == b"held\n"
    for deadline in (2, 4, DEADLINE):
        app.key("ctrl+v")
        try:
            return wait(arrived, f"{media_type} to be pasted", deadline)
        except AssertionError:
            if deadline == DEADLINE:
                raise


def a_pasted_picture_goes_to_the_files_and_text_to_the_text(desk, app):
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    text, subject = app.type(TEXT, "It looks like this: "), app.find("text", SUBJECT)
    files = lambda: len(app.all("button", contains=T("Remove %s") % ""))  # noqa: E731
    app.focus(app.find("button", contains=T("Add files")))
    copy(desk, app, "image/png", picture("copied.png").read_bytes(), files)
    app.find("image", T("Preview of %s") % (T("Picture") + ".png"))
    app.focus(text)
    app.key("ctrl+v")
    wait(lambda: files() == 2, "the picture to be pasted where text is written")
    assert text.text() == "It looks like this: ", text.text()

    app.focus(subject)
    copy(desk, app, "text/plain;charset=utf-8", b"red", lambda: subject.text() == "red")
    before = files()
    app.focus(text)
    app.key("ctrl+End", "ctrl+v")
    wait(lambda: text.text() == "It looks like this: red", "the text to be pasted")
    assert files() == before
    app.key("Escape")
    app.gone("heading", T("Your message"))


def begin(app):
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    return app.find("text", SUBJECT)


def leave(app):
    app.key("Escape")
    app.gone("heading", T("Your message"))


def several_are_begun_and_gone_on_with(desk, app):
    thoughts = "A first thought", "A second thought"
    for thought in thoughts:
        assert begin(app).text() == "", "a new message is a new one"
        app.type(SUBJECT, thought)
        leave(app)
    rows = lambda: app.all("list item", contains=T("Not sent: %s, %s").split("%s")[0])  # noqa: E731
    app.until(lambda: len(rows()) == 3, "a row for each, and for the pasted one")
    begin(app)
    leave(app)
    assert len(rows()) == 3, "where nothing is written nothing is kept"
    for thought in thoughts:
        app.press(app.find("list item", contains=thought))
        app.find("heading", T("Your message"))
        app.find("text", SUBJECT, where=lambda node: node.text() == thought)
        assert not app.all("button", T("Start anew"))
        leave(app)
    go_to(app, "Overview")
    for thought in thoughts:
        app.find("list item", contains=thought)
    go_to(app, "Messages & contact")


def what_was_opened_goes_with_the_person(desk, app):
    copies = Path(os.environ["XDG_RUNTIME_DIR"]) / "meine-hkk-files"
    # The list may still be learning of what was kept last: a row that is made anew takes no press.
    app.until(lambda: app.all("button", contains="Here it is.") or app.press(app.find("list item", contains="Proof of payment")),
              "the conversation")
    app.click(contains="Here it is.")
    app.click(T("Open “%s”") % "second.png")
    wait(lambda: list(copies.glob("*/second.png")), "the file to be opened")
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    wait(lambda: not copies.exists(), "the copy to be gone")


main(chain(a_plain_message_is_sent_at_once, a_removed_file_does_not_go_along, an_answer_stands_below_what_it_answers,
           a_pasted_picture_goes_to_the_files_and_text_to_the_text, several_are_begun_and_gone_on_with,
           what_was_opened_goes_with_the_person))
