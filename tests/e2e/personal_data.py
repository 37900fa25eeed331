"""Moved, another bank, and all of it as a file: what is added, what the bank is called, both values of a conflict, the archive."""
import zipfile

from desk import HOME, chain, main, wait
from elsewhere import Elsewhere
from walks import ANDREA, T, approve, change, end_of_dialog, executed, go_to, sign_in, waiting

NUMBER, PASSWORD, _ = ANDREA


def hand_in(app, phone, button):
    app.click(T("Next", "form"))
    app.find("heading", T("Check the changes"))
    app.click(button)
    approve(phone, waiting(app))
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))


def a_delivery_address_is_added_and_the_bank_is_named(desk):
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    go_to(app, "Personal data")
    app.find("label", "Commerzbank Köln")
    app.press(app.find("button", T("Add: %s") % f"\u2068{T('Delivery address')}\u2069"))
    app.pick(T("To a delivery address"))
    app.type(T("Street"), "Am Dobben")
    app.type(T("House number"), "1")
    app.type(T("Postal code"), "28203")
    app.type(T("Town"), "Bremen")
    hand_in(app, phone, T("Change delivery address"))
    app.find("label", "Am Dobben 1")
    executed(desk, "patch_profile", 1)
    change(app, "Bank account for refunds")
    app.type("IBAN", "DE21290501010001234567")
    app.find("label", "Sparkasse Bremen")


def at_personal_data(desk):
    _, url = desk.server()
    app = desk.app()
    sign_in(app)
    go_to(app, "Personal data")
    return desk, app, url


def both_values_of_a_conflict_are_shown(desk, app, url):
    change(app, "Notifications")
    app.pick(T("On paper"))
    app.click(T("Next", "form"))
    app.find("heading", T("Check the changes"))
    other = Elsewhere(url, NUMBER, PASSWORD, "Büro")
    etag = next(section["etag"] for section in other.call("GET", "/v1/profile")["sections"] if section["id"] == "notifications")
    other.call("PATCH", "/v1/profile/notifications", {"email": False}, If_Match=etag)
    app.click(T("Change notifications"))
    app.find("label", T("These details have changed meanwhile"))
    app.find("label", contains=T("Yours: %1$s\nStored now: %2$s").split("\n")[0].replace("%1$s", f"\u2068{T('On paper')}\u2069"))
    app.click(T("_Go on with mine"))
    app.gone("label", T("These details have changed meanwhile"))
    app.click(T("Change notifications"))
    app.gone("heading", T("Check the changes"))
    executed(desk, "patch_profile", 2)


def everything_is_saved_in_one_archive(desk, app, url):
    target = HOME / "alles.zip"
    phone = desk.phone()
    app.press(app.find("button", T("_Export everything …")))
    app.key("ctrl+a")
    app.find("text", where=lambda node: node.can("EditableText") and node.had("FOCUSED")).write(str(target))
    app.key("Return")
    approve(phone, waiting(app))
    wait(target.exists, "the archive")
    app.find("label", contains="alles.zip")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert "index.html" in archive.namelist() and "profile.json" in archive.namelist(), archive.namelist()
    assert not list(HOME.glob("*.part")), "a half file is left"


main(a_delivery_address_is_added_and_the_bank_is_named,
     chain(at_personal_data, both_values_of_a_conflict_are_shown, everything_is_saved_in_one_archive))
