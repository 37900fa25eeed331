"""What happens elsewhere than where the focus is, is told to a screen reader, once: what a search finds, what was copied or saved,
and whether the portal can be used."""
import os

from desk import BUS, HOME, main, wait
from walks import T, choose_in_menu, go_to, hits, save_here, sign_in

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


def what_was_saved_is_said(desk):
    os.chdir(HOME)  # what is saved is saved there
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    BUS.announced[app.bus_name] = []
    choose_in_menu(app, T("More"), "_Save as …")
    save_here(app)
    path = wait(lambda: next(HOME.glob("*.pdf"), None), "the file")
    app.find("button", T("Open folder"))
    app.until(lambda: [one for one in said(app) if path.name in one], "it says that it was saved")
    heard, = [one for one in said(app) if path.name in one]
    assert heard.startswith(TOAST.split("%s")[0]), heard
    path.unlink()
    app.kill()  # the toolkit loses what its file chooser was still listing


def what_is_the_matter_with_the_portal_is_said(desk):
    """Not again on the next page, and not for each page that did not load; and again when it comes again."""
    _, url = desk.server()
    app = desk.app()
    sign_in(app)
    text = T("The portal is being maintained. What you type is kept.")

    def comes_and_goes():
        desk.mock("maintenance", on=True)
        app.key("F5")
        app.find("label", text)
        app.key("ctrl+2")
        app.find("grouping", T("Requests"))
        app.find("label", text)
        app.key("ctrl+1")
        app.find("label", text)

    def is_over():
        desk.mock("maintenance", on=False)
        app.gone("label", text)

    BUS.announced[app.bus_name] = []
    for n in 1, 2:
        comes_and_goes()
        app.until(lambda n=n: said(app).count(text) == n, "it says so")
        is_over()
        assert said(app).count(text) == n, said(app)


def to_fetching(phone):
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", T("2FA approval")))
    phone.find("button", T("Fetch"))


def what_is_the_matter_is_said_by_the_phone(desk):
    """Once, whatever is opened meanwhile, and again when it comes again."""
    desk.server()
    phone = desk.phone()
    phone.find("label", T("Nothing to approve"))
    text = T("The portal is being maintained. Trying again.")
    to_fetching(phone)
    BUS.announced[phone.bus_name] = []
    for n in 1, 2:
        desk.mock("maintenance", on=True)
        phone.press(phone.find("button", T("Fetch")))
        phone.find("label", text)
        phone.key("Escape")
        phone.find("label", T("Nothing to approve"))
        to_fetching(phone)
        phone.until(lambda n=n: said(phone).count(text) == n, "it says so")
        desk.mock("maintenance", on=False)
        phone.press(phone.find("button", T("Fetch")))
        phone.gone("label", text)
        assert said(phone).count(text) == n, said(phone)


main(searches_say_what_they_found, what_was_copied_is_said, what_was_saved_is_said, what_is_the_matter_with_the_portal_is_said,
     what_is_the_matter_is_said_by_the_phone)
