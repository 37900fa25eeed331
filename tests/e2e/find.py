"""One entry finds everything, with the keyboard alone: a page by another word for it, a request, an answer; or says that not."""
from desk import chain, main
from walks import T, sign_in


def before_the_search(desk):
    app = desk.app()
    sign_in(app)
    return desk, app


def ask(app, text):
    app.key("ctrl+k")
    app.find("dialog", T("Find"))
    app.find(where=lambda node: node.had("FOCUSED") and node.can("EditableText"))
    app.key(*text.lower())
    app.gone("label", T("Searching at the portal …"))


def hit(app, title):
    return app.find("list item", contains=title, where=lambda node: node.parent.name == T("Hits"))


def a_page_by_another_word(desk, app):
    ask(app, T("inbox mail letters", "search words").split()[0])
    hit(app, T("Messages & contact"))
    app.key("Return")
    app.gone("dialog")
    app.find(name=T("Search messages"))


def a_request(desk, app):
    ask(app, T("Treatment costs abroad").split()[0])
    app.press(hit(app, T("Treatment costs abroad")))  # requests come before forms
    app.gone("dialog")
    app.find("label", T("Course"))


def an_answer(desk, app):
    ask(app, "nect")
    hit(app, T("What is NECT?"))
    app.press(app.find("list item", contains=T("What is NECT?")))
    app.dialog(T("Help"))
    app.find("label", contains="TÜV", where=lambda node: node.had("SHOWING"))
    app.key("Escape")
    app.gone("dialog")


def nothing_and_who_to_ask(desk, app):
    ask(app, "zzzz")
    app.find("label", contains="zzzz")
    app.click(T("_Write a message").replace("_", ""))
    app.gone("dialog", T("Find"))
    app.find(name=T("Subject"))


main(chain(before_the_search, a_page_by_another_word, a_request, an_answer, nothing_and_who_to_ask))
