"""Documents & services: a card with a cut photo, an appointment that is asked for, a brochure on paper."""
from desk import chain, main, wait
from walks import (T, approve, attach, click_of, end_of_dialog, executed, go_to, mnemonic, next_step, picture, sign_in,
                   waiting)

TOOLKIT_BACK = "Zurück"


def back(app):
    """To the services, by the button of the toolkit."""
    app.click(TOOLKIT_BACK)
    app.find("heading", T("Documents"))


def at_services(desk):
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    app.find("heading", T("Documents"))
    return desk, app


def a_card_is_ordered_with_a_cut_photo(desk, app):
    photo = picture("me.png", 900, 600)
    app.click(T("Health card"))
    app.find("label", contains="8027")
    app.click(T("Order a new one"))
    app.find("heading", T("Your card"))
    app.pick(T("It is lost"))
    app.find("label", T("Without a new photo we use the old one."))
    app.pick(T("I want a new photo"))
    app.gone("label", T("Without a new photo we use the old one."))
    attach(app, T("Photo"), photo)
    app.click(T("Turn and crop %s") % photo.name)
    app.find("image", T("Picture of the health card"))
    frame = app.find("slider", T("Section of the picture"))
    before = frame.value()
    app.key("Right", "plus", "plus", "Up")
    wait(lambda: frame.value()[0] < before[0] and frame.value()[1] != before[1], "the frame says how large it is, and where")
    wait(lambda: frame.has("FOCUSED"), "the frame says that it has the focus")
    app.click(T("Turn _right").replace("_", ""))
    app.click(T("_Use this picture").replace("_", ""))
    app.gone("dialog", T("Turn and crop"))
    app.find("button", T("Turn and crop %s") % "me.jpg")
    assert not app.all("label", T("Removed.")), "who cuts a picture removes nothing"
    next_step(app, T("Where the card goes"))
    app.pick(T("I have checked the address. My name is on the letter box."))
    next_step(app, T("Check your entries"))
    app.click(T("Order the card"))
    number = waiting(app)
    phone = desk.phone()
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    executed(desk, "submit_request", 1)
    app.gone("dialog")
    back(app)
    return desk, app, phone


def an_appointment_is_asked_for_where_they_are_shown(desk, app, phone):
    app.click(T("Appointments"))
    app.click(T("Ask for an appointment"))
    app.find("heading", T("Which doctor"))
    app.click(TOOLKIT_BACK)
    app.find("button", T("Ask for an appointment"))
    click_of(app, "_Book")
    click_of(app, "_Cancel it …")
    app.find("label", T("Cancel the appointment?"))
    app.click(T("_Cancel the appointment").replace("_", ""))
    app.find("label", contains=T("%s (cancelled)") % "")
    executed(desk, "book_appointment", 1)
    executed(desk, "cancel_appointment", 1)
    back(app)


def a_brochure_comes_by_post(desk, app, phone):
    app.click(T("Brochures"))
    app.press(app.find("toggle button", contains="EHIC"))
    app.find("menu item")
    app.key(mnemonic("By _post …"))
    app.find("heading", T("Which brochures"))
    assert app.find("check box", contains="EHIC").has("CHECKED")
    next_step(app, T("Check your entries"))
    app.click(T("Order"))
    app.find("label", contains="HKK-")
    executed(desk, "submit_request", 2)


main(chain(at_services, a_card_is_ordered_with_a_cut_photo, an_appointment_is_asked_for_where_they_are_shown,
           a_brochure_comes_by_post))
