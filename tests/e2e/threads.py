"""Conversations with the insurer, by keyboard: what is not sent has its row until it is, and an answer shows what it answers."""
from desk import chain, main, wait
from walks import T, choose_from_list, executed, go_to, sign_in

SUBJECT, TEXT = T("Subject"), T("Message")
ANSWERED = "Danke für Ihre Nachricht."
WAITS = T("Is sent when the connection is back")


def the_messages(desk):
    app = desk.app()
    app.place(0, 0, 1000, 600)  # more messages than are seen at once
    sign_in(app)
    go_to(app, "Messages & contact")
    app.find("list item", contains="Klassenfahrt")
    return desk, app


def type_message(app, subject, text):
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    choose_from_list(app, T("What is it about?"), T("Other"), T("Health card"))
    app.type(SUBJECT, subject)
    app.type(TEXT, text)


def what_waits_has_a_row_until_it_is_sent_once(desk, app):
    desk.mock("maintenance", on=True)
    type_message(app, "Am Samstag", "Sind Sie samstags da?")
    app.click(T("Send"))
    app.gone("heading", T("Your message"))
    row = app.find("list item", contains=WAITS, where=lambda node: "Am Samstag" in node.name)
    app.until(lambda: row.place()[1] >= app.find("list", T("Messages")).place()[1], "what waits is seen, not above the list")
    executed(desk, "send_message", 0)
    desk.mock("maintenance", on=False)
    app.gone("list item", contains=WAITS)
    wait(lambda: desk.ledger("send_message"), "it is sent")
    executed(desk, "send_message", 1)
    app.find("list item", contains="Am Samstag")
    return desk, app


def an_answer_shows_what_it_answers_and_stays_in_its_conversation(desk, app):
    desk.mock("advance", seconds=60)
    app.focus(app.find("list item", contains="Am Samstag (2)"))
    app.key("Return")
    app.find("label", contains=ANSWERED)
    app.click(contains="Sind Sie samstags da?")
    app.find("label", "Sind Sie samstags da?")
    app.click(T("Answer"))
    app.find("heading", T("Your message"))
    app.find("label", contains=ANSWERED)
    app.type(TEXT, "Danke.")
    app.click(T("Send"))
    app.gone("heading", T("Your message"))
    executed(desk, "send_message", 2)
    app.find("list item", contains="Am Samstag (3)")


def a_deleted_draft_can_be_brought_back(desk, app):
    app.click(T("Write a message"))
    app.type(SUBJECT, "Nur ein Gedanke")
    app.key("Escape")
    app.find("list item", contains="Nur ein Gedanke")
    app.click(T("Delete “%s”") % "Nur ein Gedanke")
    app.gone("list item", contains="Nur ein Gedanke")
    app.click(T("Undo"))
    app.find("list item", contains="Nur ein Gedanke")
    app.click(T("Delete “%s”") % "Nur ein Gedanke")
    app.gone("list item", contains="Nur ein Gedanke")
    go_to(app, "Overview")
    app.find(name=T("To do"))
    assert not app.all("list item", contains="Nur ein Gedanke"), "what was deleted is not there elsewhere"
    go_to(app, "Messages & contact")


def how_to_reach_the_insurer_is_one_key_away(desk, app):
    app.click(T("How to reach us"))
    app.find("label", contains="0421")
    app.find("label", T("Refer a friend"))


main(chain(the_messages, what_waits_has_a_row_until_it_is_sent_once,
           an_answer_shows_what_it_answers_and_stays_in_its_conversation, a_deleted_draft_can_be_brought_back,
           how_to_reach_the_insurer_is_one_key_away))
