"""What is known is not asked: relatives are taken, the sums are right for them, and three photos become one PDF."""
from datetime import date

from desk import main
from walks import (DECLARATION, T, approve, begin_form, end_of_dialog, executed, hand_in, next_step, picture, sign_in,
                   toolkit)

FAMILY = "Andrea Amsel", "Anton Amsel", "Alma Amsel", "Arne Amsel"
DIALOG = T("One PDF of several pictures")
PHOTOS = [picture(f"seite-{number}.png", 300 + number, 200) for number in (1, 2, 3)]


def take(app, person):
    app.click(T("Take %s") % person)
    app.find("button", T("Take over"))


def take_over(app):
    app.click(T("Take over"))
    app.gone("button", T("Take over"))


def take_household(app):
    for person in FAMILY:
        take(app, person)
        app.pick(T("No"), T("Is this person treated for a serious chronic illness?"))
        take_over(app)
        app.gone("button", T("Take %s") % person)
        app.find("button", T("Remove %s") % person)


def take_income(app):
    take(app, FAMILY[0])
    app.click(T("Kind of income"), "toggle button")
    app.find("list item", where=lambda node: node.had("FOCUSED"))
    app.key("Down", "Return")
    app.find("toggle button", T("Kind of income"), where=lambda node: node.had("FOCUSED"))
    app.type(T("Amount in the year, before tax"), "31200")
    take_over(app)


def add_photo(app, path):
    app.click(T("Add pictures"))
    chooser = app.find("dialog", T("Choose pictures"))
    app.key("ctrl+l")
    app.find("text", where=lambda node: node.inside(chooser) and node.can("EditableText")).write(str(path))
    app.click(toolkit("_Open"), where=lambda node: node.inside(chooser))
    app.gone("dialog", T("Choose pictures"))
    app.find("label", path.name)


def at_page(app, number):
    """The rows are made anew; that the focus stays with the page, a widget test shows."""
    app.find("list item", T("Page %u") % number)


def make_pdf(app):
    app.click(contains=DIALOG)
    app.find("dialog", DIALOG)
    for path in PHOTOS:
        add_photo(app, path)
    app.click(T("Turn page %u to the right") % 1)
    at_page(app, 1)
    app.click(T("Move page %u up") % 3)
    at_page(app, 2)
    app.click(T("Add as one PDF"))
    app.gone("dialog", DIALOG)
    app.find("button", T("Remove %s") % (T("Pictures") + ".pdf"))


def co_payment_of_a_family(desk):
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    app.click(T("Hand in a bill"))
    begin_form(app, T("Co-payment exemption"))
    app.pick(T("Pay my share in advance and be exempt"))
    app.type(T("Year"), str(date.today().year))
    next_step(app, T("Your household"))
    take_household(app)
    next_step(app, T("Income"))
    take_income(app)
    next_step(app, T("What comes out"))
    app.find("label", contains="26.631,00")  # a spouse and two children
    app.find("label", contains="91,38")  # 2 % of what is left
    next_step(app, T("Your documents"))
    make_pdf(app)
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))
    app.find("label", "Alma Amsel")
    approve(phone, hand_in(app))
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)


main(co_payment_of_a_family)
