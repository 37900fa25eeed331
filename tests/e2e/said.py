"""What happens elsewhere than where the focus is, is told to a screen reader, once: what a search finds, what was copied."""
from desk import BUS, main
from walks import T, go_to, hits, sign_in

TOAST = T("A toast appeared: %s")


def once(app, text, *does):
    """Does it, and waits until that is said; whatever else is said, it is not said again."""
    BUS.announced[app.bus_name] = []
    for do in does:
        do()
    heard = lambda: [said for said in BUS.announced.get(app.bus_name, []) if text in said]  # noqa: E731
    app.until(lambda: (BUS.hear(), heard())[1], f"it says {text}")
    app.key("shift")  # what was to be said with it, has been
    BUS.hear()
    assert len(heard()) == 1, f"{text} was said {len(heard())} times: {BUS.announced[app.bus_name]}"


def look_for(app, there, n):
    once(app, hits(n), lambda: app.key(*there))
    once(app, T("Nothing found"), lambda: app.key("ctrl+a", *"zzzz"))
    once(app, hits(n), lambda: app.key("ctrl+a", *there))
    app.key("Escape")


def searches_say_what_they_found(desk):
    app = desk.app()
    sign_in(app)
    for place, there in (("Requests", "spanien"), ("Messages & contact", "klassenfahrt")):
        go_to(app, place)
        app.key("ctrl+f")
        app.find(where=lambda node: node.had("FOCUSED") and node.can("EditableText"))
        look_for(app, there, 1)
    go_to(app, "Documents & services")
    app.click(T("Brochures"))
    app.find("heading", T("Brochures"))
    app.key("ctrl+f")
    app.find(where=lambda node: node.had("FOCUSED") and node.can("EditableText"))
    look_for(app, "zahnersatz", 1)


def what_was_copied_is_said(desk):
    app = desk.app()
    sign_in(app)
    app.press(app.find("list item", contains="Alma Amsel"))
    app.find("label", T("Course"))
    once(app, TOAST % T("Copied."), lambda: app.click(T("Copy the reference number")))


main(searches_say_what_they_found, what_was_copied_is_said)
