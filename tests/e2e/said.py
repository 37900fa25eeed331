"""What happens elsewhere than where the focus is, is told to a screen reader, once: what a search finds, what was copied."""
from desk import BUS, main
from walks import T, go_to, hits, sign_in

TOAST = T("A toast appeared: %s")


def said(app):
    BUS.hear()
    return BUS.announced.get(app.bus_name, [])


def once(app, expected, *does):
    """What is said between, while one thing after the other is done, each when the one before has been said."""
    BUS.announced[app.bus_name] = []
    for n, (do, text) in enumerate(zip(does, expected)):
        do()
        app.until(lambda: len([one for one in said(app) if one in expected]) > n, f"it says {text}")
    assert [one for one in said(app) if one in expected] == expected, said(app)


def look_for(app, text, n):
    """A word that comes as one: who types it letter by letter is told of each."""
    field = app.find(where=lambda node: node.had("FOCUSED") and node.can("EditableText"))
    once(app, [hits(n), T("Nothing found"), hits(n)], *(lambda word=word: field.write(word) for word in (text, "zzzz", text)))
    app.key("Escape")


def searches_say_what_they_found(desk):
    app = desk.app()
    sign_in(app)
    for place, there in (("Requests", "spanien"), ("Messages & contact", "klassenfahrt")):
        go_to(app, place)
        app.key("ctrl+f")
        look_for(app, there, 1)
    go_to(app, "Documents & services")
    app.click(T("Brochures"))
    app.find("heading", T("Brochures"))
    app.key("ctrl+f")
    look_for(app, "zahnersatz", 1)


def what_was_copied_is_said(desk):
    app = desk.app()
    sign_in(app)
    app.press(app.find("list item", contains="Alma Amsel"))
    app.find("label", T("Course"))
    copy, at_number = (lambda: app.click(T("Copy the reference number"))), TOAST % T("Copied.")
    once(app, [at_number, at_number], copy, copy)


main(searches_say_what_they_found, what_was_copied_is_said)
