"""Writing to the insurer: one page, files that come and go, an approval for what has a file, an answer below what it answers."""
import os
from pathlib import Path

from desk import chain, main, wait
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


def what_was_opened_goes_with_the_person(desk, app):
    copies = Path(os.environ["XDG_RUNTIME_DIR"]) / "meine-hkk-files"
    app.press(app.find("list item", contains="Proof of payment", where=lambda node: "Re: " not in node.name))
    app.click(T("Open “%s”") % "second.png")
    wait(lambda: list(copies.glob("*/second.png")), "the file to be opened")
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    wait(lambda: not copies.exists(), "the copy to be gone")


main(chain(a_plain_message_is_sent_at_once, a_removed_file_does_not_go_along, an_answer_stands_below_what_it_answers,
           what_was_opened_goes_with_the_person))
