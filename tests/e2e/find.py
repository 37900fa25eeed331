"""One entry finds everything, with the keyboard alone: a page by another word for it, a request, an answer; or says that not."""
from desk import chain, main
from walks import INBOX, T, at_overview, hits, sign_in

LETTER = "bonusaktiv: Ihr Bonus"
SEARCHED = T("There is no document for: %s. Titles and contents were searched, of protected documents the titles only. "
             "What we wrote to you is also under Messages, what you handed in under Requests.").split("%s")[1]


def before_the_search(desk):
    app = desk.app_by_keys()
    sign_in(app)
    return desk, app


def at_entry(app):
    """What is typed goes to the search."""
    app.find(where=lambda node: node.had("FOCUSED") and node.can("EditableText"))


def ask(app, text):
    app.key("ctrl+k")
    app.find("dialog", T("Find"))
    at_entry(app)
    app.key(*text.lower())
    app.gone("label", T("Searching at the portal …"))


def hit(app, title):
    return app.find("list item", contains=title, where=lambda node: node.parent.name == T("Hits"))


def a_page_by_another_word(desk, app):
    ask(app, INBOX)
    hit(app, T("Messages & contact"))
    app.key("Return")
    app.gone("dialog")
    app.find(name=T("Search messages"))


def a_request(desk, app):
    ask(app, T("Treatment costs abroad").split()[0])
    app.press(hit(app, T("Treatment costs abroad")))  # requests come before forms
    app.gone("dialog")
    app.find("label", T("Course"))


def a_letter_by_what_it_says(desk, app):
    ask(app, "massnahmen")
    hit(app, LETTER)
    app.key("Escape")
    app.gone("dialog")
    app.key("ctrl+3", "ctrl+f")
    at_entry(app)
    app.key(*"massnahmen")
    app.says(hits(1))
    app.find("label", LETTER)
    app.key("ctrl+a", *"zzzz")
    app.says(T("Nothing found"))
    app.find("label", contains="zzzz", where=lambda node: node.name.endswith(SEARCHED))


def an_answer(desk, app):
    ask(app, "nect")
    hit(app, T("What is NECT?"))
    app.press(app.find("list item", contains=T("What is NECT?")))
    app.dialog(T("Help"))
    app.find("label", contains="TÜV", where=lambda node: node.had("SHOWING"))
    app.key("Escape")
    app.gone("dialog")


def where_is_no_list_everything_is_searched(desk, app):
    app.key("ctrl+1")
    at_overview(app)
    app.key("ctrl+f")
    app.dialog(T("Find"))
    app.key("Escape")
    app.gone("dialog")


def the_help_is_searched(desk, app):
    app.key("F1")
    app.dialog(T("Help"))
    app.key("ctrl+f")
    at_entry(app)
    app.key(*"hamburg")
    app.says(hits(1))
    app.gone(where=lambda node: node.name == T("What is 2FA?"))
    app.key("Return")
    app.find("label", contains="TÜV", where=lambda node: node.had("SHOWING"))
    app.key("ctrl+f")
    at_entry(app)
    app.key(*"zzzz")
    app.says(T("Nothing found"))
    app.find("label", contains="zzzz", where=lambda node: "K" in node.name)
    app.key("Escape")
    app.gone("dialog")


def a_draft_by_its_text(desk, app):
    app.key("ctrl+5")
    app.click(T("Write a message"))
    app.type(T("Subject"), "Fahrrad")
    app.type(T("Message"), "Reifen ohne Luft")
    app.find("label", contains=T("Saved at %s").split("%")[0])
    app.key("Escape")
    app.find("list item", contains="Fahrrad")
    app.key("ctrl+f")
    at_entry(app)
    app.key(*"reifen")
    app.says(hits(1))
    app.find("list item", contains="Fahrrad")
    ask(app, "luft")
    app.press(hit(app, "Fahrrad"))
    app.gone("dialog")
    app.find("heading", T("Your message"))
    app.key("Escape")
    app.gone("heading", T("Your message"))


def what_a_list_has_not_is_looked_for_everywhere(desk, app):
    app.key("ctrl+2", "ctrl+f")
    at_entry(app)
    app.key(*"nect")
    app.press(app.find("button", T("Look for “%s” everywhere") % "nect"))
    app.dialog(T("Find"))
    hit(app, T("What is NECT?"))
    app.key("Escape")
    app.gone("dialog")


def nothing_and_who_to_ask(desk, app):
    ask(app, "zzzz")
    app.find("label", contains="zzzz")
    dialog = app.dialog(T("Find"))
    app.click(T("_Write a message"), where=lambda node: node.inside(dialog))
    app.gone("dialog", T("Find"))
    app.find(name=T("Subject"))


main(chain(before_the_search, a_page_by_another_word, a_request, a_letter_by_what_it_says, an_answer,
           where_is_no_list_everything_is_searched, the_help_is_searched, a_draft_by_its_text,
           what_a_list_has_not_is_looked_for_everywhere, nothing_and_who_to_ask))
