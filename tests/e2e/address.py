"""A change of the address: old and new stand beside each other, and the profile shows the new one only after the approval."""
from desk import main
from walks import T, approve, change, day, end_of_dialog, executed, go_to, sign_in, waiting

PAGE = "Personal data"


def address_is_changed_once(desk):
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    go_to(app, PAGE)
    app.find("label", "Vogelweg 7")
    change(app, "Address")
    app.find("heading", T("New address"))
    app.type(T("Street"), "Am Deich")
    app.type(T("House number"), "12a")
    app.type(T("Postal code"), "28199")
    app.type(T("Valid from"), day(10))
    app.click(T("Next", "form"))
    app.find("heading", T("Check the changes"))
    app.click(T("Change address"))
    number = waiting(app)
    app.find("label", contains=T("Until now: %1$s\nNew: %2$s").replace("%1$s", "Vogelweg").replace("%2$s", "Am Deich"))
    executed(desk, "patch_profile", 0)
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    app.find("label", "Am Deich 12a")
    app.gone("label", "Vogelweg 7")
    executed(desk, "patch_profile", 1)


main(address_is_changed_once)
