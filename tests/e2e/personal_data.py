"""Moved, another bank, and all of it as a file: what is added, what the bank is called, both values of a conflict, the archive."""
import json
import os
import re
import zipfile
from urllib.parse import quote

import file_manager
from desk import HOME, chain, main, name_toolkit_leaks, wait
from elsewhere import Elsewhere
from walks import ANDREA, T, approve, change, end_of_dialog, executed, go_to, left_over, save_here, sign_in, waiting

NUMBER, PASSWORD, _ = ANDREA
DECLINED = T("You declined. Nothing was changed.")


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
    app.press(app.find("button", T("Add: %s") % T("Delivery address")))
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


def the_code_of_an_e_mail_address_is_typed_where_its_message_leads(desk):
    app = desk.app()
    sign_in(app)
    phone = desk.phone()
    go_to(app, "Personal data")
    change(app, "Contact")
    app.type(T("E-mail"), "andrea.neu@example.org")
    hand_in(app, phone, T("Change contact"))
    go_to(app, "Messages & contact")
    app.press(app.find("list item", contains=T("Your code for the new e-mail address")))
    code = re.search(r"\b[0-9]{6}\b", app.find("label", contains="andrea.neu@example.org").name).group()
    app.press(app.find("list item", T("Confirm the e-mail address")))
    entry = app.find("text", T("Code from the e-mail"), where=lambda node: node.had("FOCUSED"))
    entry.write("000000" if code != "000000" else "000001")
    app.key("Return")
    app.find("label", T("This code is not valid. Compare it with the newest message, or have a new one sent. A code is valid "
                        "for 15 minutes and five tries."))
    assert entry.has("FOCUSED"), "who typed a wrong code cannot go on typing"
    app.type(T("Code from the e-mail"), f"{code[:3]} {code[3:]}")
    app.key("Return")
    app.says(T("The e-mail address is confirmed."))
    app.gone("text", T("Code from the e-mail"))
    executed(desk, "confirm_email", 1)


def at_personal_data(desk):
    file_manager.start()
    _, url = desk.server()
    os.chdir(HOME)  # what is saved is saved there
    app = desk.app()
    sign_in(app)
    go_to(app, "Personal data")
    return desk, app, url


def at_button(app, section):
    """The focus is back at the button of the group, and that is in sight."""
    button = app.find("button", T("Change: %s") % T(section), where=lambda node: node.had("FOCUSED"))
    wait(lambda: button.has("SHOWING"), f"{button} is in sight")


def notifications_of(other):
    return next(section for section in other.call("GET", "/v1/profile")["sections"] if section["id"] == "notifications")


def both_values_of_a_conflict_are_shown(desk, app, url):
    change(app, "Notifications")
    app.pick(T("On paper"))
    app.click(T("Next", "form"))
    app.find("heading", T("Check the changes"))
    other = Elsewhere(url, NUMBER, PASSWORD, "Büro")
    other.call("PATCH", "/v1/profile/notifications", {"email": False}, If_Match=notifications_of(other)["etag"])
    app.click(T("Change notifications"))
    app.find("label", T("Changed meanwhile"))
    app.find("label", contains=T("Yours: %1$s\nStored now: %2$s").split("\n")[0].replace("%1$s", T("On paper")))
    app.click(T("_Go on with mine"))
    app.gone("label", T("Changed meanwhile"))
    app.click(T("Change notifications"))
    app.gone("heading", T("Check the changes"))
    at_button(app, "Notifications")
    executed(desk, "patch_profile", 2)


def what_is_stored_can_be_kept(desk, app, url):
    change(app, "Notifications")
    app.pick(T("Here in the portal"))
    app.click(T("Next", "form"))
    app.find("heading", T("Check the changes"))
    other = Elsewhere(url, NUMBER, PASSWORD, "Büro")
    section = notifications_of(other)
    other.call("PATCH", "/v1/profile/notifications", {"email": not section["values"]["email"]}, If_Match=section["etag"])
    stored = notifications_of(other)["values"]
    app.click(T("Change notifications"))
    app.dialog(T("Changed meanwhile"))
    app.click(T("_Keep what is stored"))
    app.find("label", T("Nothing was changed. What is stored stays."))
    at_button(app, "Notifications")
    executed(desk, "patch_profile", 3)
    assert notifications_of(other)["values"] == stored, "what was stored was changed"
    change(app, "Notifications")  # and nothing of the change is left
    app.find("button", T("Next", "form"))
    assert not app.all("label", contains=T("Draft")), "the change that was given up is gone on with"
    app.key("Escape")
    at_button(app, "Notifications")


def an_export_that_was_declined_saves_nothing(desk, app, url):
    phone = desk.phone()  # the first device; the one that declines is the second
    phone.find("label", T("Nothing to approve"))
    export = app.find("button", T("_Export everything …"))
    app.focus(export)
    app.key("Return")
    save_here(app)
    waiting(app)
    desk.mock("approve", decision="deny")
    end_of_dialog(app, DECLINED)
    app.click(T("Ask again"))
    waiting(app)
    desk.mock("approve", decision="deny")
    end_of_dialog(app, DECLINED)
    app.find("button", T("Ask again"))
    app.click(T("Close", "button"))
    app.says(DECLINED)
    app.key("Shift_L")  # the keys are the window's again, which the chooser had
    wait(lambda: export.has("FOCUSED"), "the focus is back at the button")
    assert not list(HOME.glob("*.zip")) and left_over(HOME) == [], "a file is there"
    executed(desk, "step_up", 0)
    return desk, app, url, phone


def everything_is_saved_in_one_archive(desk, app, url, phone):
    app.press(app.find("button", T("_Export everything …")))
    save_here(app)
    approve(phone, waiting(app))
    app.find("button", T("Open folder"))
    target, = HOME.glob("*.zip")
    said = app.find("label", contains=target.name).name
    assert HOME.name in said, f"where it was saved is not said: {said}"
    app.click(T("Open folder"))
    wait(lambda: str(target) in file_manager.shown, "the file manager shows the archive")
    known = Elsewhere(url, NUMBER, PASSWORD, "Büro")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        sections = json.loads(archive.read("profile.json"))["sections"]
        index = archive.read("index.html").decode()
        papers = [archive.read(name) for name in names if name.startswith("documents/")]
    assert {section["id"] for section in sections} == {section["id"] for section in known.call("GET", "/v1/profile")["sections"]}
    assert len(papers) == known.call("GET", "/v1/documents")["total"], "not each document is in the archive"
    assert all(paper.startswith(b"%PDF-") for paper in papers)
    assert any(name.startswith("messages/") for name in names) and "requests.json" in names, names
    assert all(quote(name) in index for name in names if name != "index.html"), "the index leads not to each file"
    assert left_over(HOME) == [], "a half file is left"
    executed(desk, "step_up", 1)


name_toolkit_leaks()
main(a_delivery_address_is_added_and_the_bank_is_named, the_code_of_an_e_mail_address_is_typed_where_its_message_leads,
     chain(at_personal_data, both_values_of_a_conflict_are_shown, what_is_stored_can_be_kept,
           an_export_that_was_declined_saves_nothing, everything_is_saved_in_one_archive))
