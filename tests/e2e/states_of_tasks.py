"""What the errands look like on their way: dialogs, menus and pages that one meets only while doing something. States as in
states.py."""
import signal

from desk import HOME
from elsewhere import Elsewhere
from states import TALL, at_home, places
from walks import (ANDREA, DECLARATION, T, attach, begin_form, change, choose_from_list, click_of, day, end_of_dialog,
                   fill_first_step, fill_the_rest, mnemonic, next_step, order_certificate, picture, save_here, to_certificate, toolkit,
                   waiting)

CARL = ("C000500021", "Clausen-kocht-1957")
XAVER = ("X110465770", "Xaver-studiert-2001")


def close(app, name, role="dialog"):
    app.key("Escape")
    app.gone(role, name)


def menu(app, shoot, name, button):
    """A menu as it is open."""
    app.press(app.find("toggle button", contains=button))
    app.find("menu item")
    shoot(app, name)
    app.key("Escape")
    app.gone("menu item")


def side_menu(app):
    """To where the side menu is: in a narrow window, before all pages."""
    if not app.all("list item", where=lambda node: node.name.split(",")[0] == T("Overview")):
        app.key("alt+Left")
    app.find("list item", where=lambda node: node.name.split(",")[0] == T("Overview"))


def a_card_with_a_photo(desk, app, shoot):
    at_home(app)
    app.key("ctrl+3")
    app.click(T("Health card"))
    app.find("label", contains="8027")
    app.click(T("Order a new one"))
    app.find("heading", T("Your card"))
    app.pick(T("It is lost"))
    app.find("button", T("Get a certificate"))
    shoot(app, "card-lost")
    app.pick(T("I want a new photo"))
    photo = picture("me.png", 900, 600)
    attach(app, T("Photo"), photo)
    app.find("button", T("Turn and crop %s") % photo.name)
    shoot(app, "card-photo")
    app.click(T("Turn and crop %s") % photo.name)
    app.find("image", T("Picture of the health card"))
    shoot(app, "crop")
    app.click(T("_Use this picture"))
    app.gone("dialog", T("Turn and crop"))
    next_step(app, T("Where the card goes"))
    app.pick(T("I have checked the address. My name is on the letter box."))
    shoot(app, "card-address")
    next_step(app, T("Check your entries"))
    shoot(app, "card-review")


def pictures_as_one_file(desk, app, shoot):
    at_home(app)
    app.click(T("Hand in a sick note"))
    fill_first_step(app)
    app.press(app.find("toggle button", T("Calendar: %s") % T("Expected until")))
    app.find("grouping", where=lambda node: node.had("FOCUSED"))  # the days
    shoot(app, "calendar")
    app.key("Escape")
    to_certificate(app)
    name = T("One PDF of several pictures")
    app.click(contains=name)
    app.dialog(name)
    shoot(app, "pictures-none")
    for number in (1, 2):
        path = picture(f"seite-{number}.png", 300 + number, 200)
        app.click(T("Add pictures"))
        chooser = app.find("dialog", T("Choose pictures"))
        app.key("ctrl+l")
        app.find("text", where=lambda node: node.inside(chooser) and node.can("EditableText")).write(str(path))
        app.click(toolkit("_Open"), where=lambda node: node.inside(chooser))
        app.gone("dialog", T("Choose pictures"))
        app.find("label", path.name)
    shoot(app, "pictures")
    app.click(T("Add as one PDF"))
    app.gone("dialog", name)
    app.find("button", T("Remove %s") % (T("Pictures") + ".pdf"))
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))
    desk.mock("maintenance", on=True)
    app.click(T("Hand in"))
    app.find("button", f"{T('Try again')}: {T('Pictures')}.pdf")
    shoot(app, "upload-failed")


def ends_of_an_approval(desk, app, shoot):
    at_home(app)
    app.key("ctrl+3")
    order_certificate(app)
    number = waiting(app)
    app.key("Escape")
    app.dialog(T("Stop waiting?"))
    shoot(app, "approval-stop", still=False)
    app.press(app.find("button", T("Keep waiting")))
    app.gone(name=T("Stop waiting?"))
    wrong = f"{(int(number) + 1) % 90 + 10:02}"
    for _ in range(2):
        try:
            desk.mock("approve", number=wrong)
        except AssertionError as refused:  # the phone is told that the number is wrong
            assert "number" in str(refused), refused
    end_of_dialog(app, T("The number was wrong twice. Nothing was changed."))
    shoot(app, "approval-wrong-number")
    app.click(T("Close", "button"))
    close(app, T("Get a certificate"))
    order_certificate(app)
    waiting(app)
    desk.mock("advance", seconds=700)
    end_of_dialog(app, T("Time ran out. Nothing was changed."))
    shoot(app, "approval-expired")
    app.click(T("Close", "button"))
    app.gone("heading", T("Time ran out. Nothing was changed."))
    shoot(app, "behind-expired")
    close(app, T("Get a certificate"))
    order_certificate(app)
    waiting(app)
    desk.mock("approve")
    app.find("label", T("Your certificate is here"))
    shoot(app, "certificate-here")


def handed_in(desk, app, shoot):
    at_home(app)
    app.click(T("Hand in a sick note"))
    fill_first_step(app)
    fill_the_rest(app, picture("certificate.png"))
    app.click(T("Hand in"))
    waiting(app)
    app.find("label", T("Nothing to see on the phone?"), deadline=90)
    shoot(app, "approval-help", still=False)
    desk.mock("approve")
    end_of_dialog(app, T("Done"))
    shoot(app, "approval-done")
    app.click(T("Open request"))
    app.find("label", T("Course"))
    shoot(app, "request-new")


def menus(desk, app, shoot):
    app.place(0, 0, shoot.width, TALL if shoot.large else 760)  # where a row is below the fold a list has none
    at_home(app)
    app.key("ctrl+3")
    menu(app, shoot, "menu-document", T("More for “%s”").split("%")[0])
    app.press(app.find("toggle button", T("All kinds")))
    app.find("label", T("Receipts"))
    shoot(app, "menu-kinds")
    app.key("Escape")
    app.click(T("_Choose several"))
    app.find("button", T("Choose _all"))
    app.key("Return", "Down", "Return")
    shoot(app, "documents-chosen")
    app.key("Escape")
    app.find("button", T("_Choose several"))
    app.click(T("Brochures"))
    menu(app, shoot, "menu-brochure", "EHIC")
    app.key("ctrl+6")
    app.find("label", T("Devices that approve"))
    menu(app, shoot, "menu-device", "Smartphone von Andrea")
    side_menu(app)
    menu(app, shoot, "menu-account", "Andrea Amsel")
    menu(app, shoot, "menu-main", T("Main menu"))
    app.press(app.find("toggle button", contains=T("Main menu")))
    app.find("menu item")
    app.key(mnemonic("_About"))
    app.dialog()
    shoot(app, "about")
    app.key("Escape")
    app.gone("dialog")
    app.press(app.find("toggle button", contains="Andrea Amsel"))
    app.find("menu item")
    app.key(mnemonic("Sign out _everywhere …"))
    app.dialog(T("Sign out everywhere?"))
    shoot(app, "sign-out-everywhere")
    close(app, None, "alert")
    app.press(app.find("toggle button", contains="Andrea Amsel"))
    app.find("menu item")
    app.key(mnemonic("_Sign out"))
    app.find("label", contains=T("You are signed out."))
    shoot(app, "signed-out")


def personal_data(desk, app, shoot):
    at_home(app)
    app.key("ctrl+4")
    change(app, "Address")
    app.find("heading", T("New address"))
    shoot(app, "address")
    for label, text in (("Street", "Am Deich"), ("House number", "12a"), ("Postal code", "28199"), ("Town", "Bremen"),
                        ("Valid from", day(10))):
        app.type(T(label), text)
    next_step(app, T("Check the changes"))
    shoot(app, "address-review")
    app.click(T("Change address"))
    waiting(app)
    shoot(app, "address-approval", still=False)
    desk.mock("approve")
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    app.gone("heading", T("Done"))
    app.find("label", "Am Deich 12a")
    change(app, "Bank account for refunds")
    app.type("IBAN", "DE21290501010001234567")
    app.find("label", "Sparkasse Bremen")
    shoot(app, "bank")
    next_step(app, T("Check the changes"))
    shoot(app, "bank-review")
    app.key("ctrl+4")
    app.press(app.find("button", T("Add: %s") % T("Delivery address")))
    app.find("button", T("Next", "form"))
    shoot(app, "delivery-address")
    app.key("Escape")
    change(app, "Contact")
    app.type(T("E-mail"), "andrea.neu@example.org")
    next_step(app, T("Check the changes"))
    app.click(T("Change contact"))
    waiting(app)
    desk.mock("approve")
    end_of_dialog(app, T("Done"))
    app.click(T("Done"))
    app.gone("heading", T("Done"))
    app.key("ctrl+5")
    app.press(app.find("list item", contains=T("Your code for the new e-mail address")))
    app.find("list item", T("Confirm the e-mail address"))
    shoot(app, "e-mail-message")
    app.press(app.find("list item", T("Confirm the e-mail address")))
    app.find("text", T("Code from the e-mail"), where=lambda node: node.had("FOCUSED")).write("000000")
    app.key("Return")
    app.find("label", contains=T("This code is not valid. Compare it with the newest message, or have a new one sent. A code is valid "
                                 "for 15 minutes and five tries."))
    shoot(app, "e-mail-code")


def changed_meanwhile(desk, app, shoot):
    """Both values of a conflict; then everything in one file."""
    at_home(app)
    app.key("ctrl+4")
    change(app, "Notifications")
    app.pick(T("On paper"))
    next_step(app, T("Check the changes"))
    other = Elsewhere(desk.url, *ANDREA[:2], "Büro")
    etag = next(one for one in other.call("GET", "/v1/profile")["sections"] if one["id"] == "notifications")["etag"]
    other.call("PATCH", "/v1/profile/notifications", {"email": False}, If_Match=etag)
    app.click(T("Change notifications"))
    app.dialog(T("Changed meanwhile"))
    shoot(app, "conflict")
    app.click(T("_Keep what is stored"))
    app.gone("dialog", T("Changed meanwhile"))
    app.press(app.find("button", T("_Export everything …")))
    app.find("table cell")
    shoot(app, "export-where")
    save_here(app)
    waiting(app)
    desk.mock("approve")
    app.find("button", T("Open folder"))
    shoot(app, "export-saved")
    for path in HOME.glob("*.zip"):
        path.unlink()
    app.press(app.find("button", T("_Export everything …")))
    desk.servers[0].send_signal(signal.SIGSTOP)
    try:
        save_here(app)
        app.find("progress bar")
        shoot(app, "export-running", still=False)
    finally:
        desk.servers[0].send_signal(signal.SIGCONT)


def written(desk, app, shoot):
    app.place(0, 0, shoot.width, TALL if shoot.large else 760)
    at_home(app)
    app.key("ctrl+5")
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    app.press(app.find("toggle button", T("What is it about?")))
    app.find("label", T("Health card"))
    shoot(app, "write-about")
    app.key("Escape")
    choose_from_list(app, T("What is it about?"), T("Other"), T("Health card"))
    app.type(T("Subject"), "Nur ein Gedanke")
    attach(app, T("Attachments"), picture("first.png"), picture("second.png", 300, 200))
    app.find("button", T("Remove %s") % "second.png")
    shoot(app, "write-files")
    app.key("Escape")
    app.find("list item", contains="Nur ein Gedanke")
    shoot(app, "messages-draft")
    app.click(T("Delete “%s”") % "Nur ein Gedanke")
    app.find("button", T("Undo"))
    shoot(app, "messages-deleted")
    app.press(app.find("list item", where=lambda node: "Klassenfahrt" in node.name))
    app.find("button", T("Answer"))
    shoot(app, "thread")
    app.click(T("Answer"))
    app.find("heading", T("Your message"))
    shoot(app, "answer")
    app.key("Escape", "Escape")
    app.key("ctrl+n")
    begin_form(app, T("Refer a friend"))
    app.find("heading", T("Who is interested"))
    app.pick(T("By phone"))
    app.find("text", T("Phone"))
    shoot(app, "refer-a-friend")


def who_can_get_in(desk, app, shoot):
    at_home(app)
    Elsewhere(desk.url, *ANDREA[:2], "Büro")
    app.key("ctrl+6")
    app.find("label", T("Devices that approve"))
    for name, entry, question in (("rename", "Re_name …", "Rename this device"), ("lock-device", "_Lock …", "Lock this device?"),
                                  ("remove-device", "_Remove …", "Remove this device?")):
        app.press(app.find("toggle button", contains="Smartphone von Andrea"))
        app.find("menu item")
        app.key(mnemonic(entry, "device"))
        app.dialog(T(question))
        shoot(app, name)
        close(app, None, "alert")
    app.press(app.find("button", T("_Close the account …")))
    app.dialog(T("Close the account"))
    shoot(app, "close-account")
    close(app, T("Close the account"))
    app.press(app.find("button", T("Order a _letter with a QR code")))
    app.dialog(T("Order a letter with a QR code?"))
    shoot(app, "order-letter")
    close(app, None, "alert")
    app.press(app.find("toggle button", contains="Smartphone von Andrea"))
    app.find("menu item")
    app.key(mnemonic("_Lock …", "device"))
    app.dialog(T("Lock this device?"))
    app.click(T("_Lock", "device"))
    app.find("label", T("Locked: it cannot approve anything"))
    shoot(app, "device-locked")


def many(desk, app, shoot):
    """Of who has much, and two devices, one of them locked."""
    at_home(app, CARL)
    places(app, shoot, "many-{}")
    app.press(app.find("toggle button", contains="Altes Telefon"))
    app.find("menu item")
    app.key(mnemonic("_Unlock …", "device"))
    app.dialog(T("Unlock this device?"))
    shoot(app, "unlock-device")
    close(app, None, "alert")
    app.press(app.find("toggle button", contains="Tablet"))
    app.find("menu item")
    app.key(mnemonic("_Remove …", "device"))
    app.dialog(T("Remove this device?"))
    shoot(app, "remove-device-other")


def a_case(desk, app, shoot):
    """What is asked for is handed in; what is asked back, and taken back."""
    at_home(app)
    app.press(app.find("list item", contains="Alma Amsel"))
    app.find("label", T("Course"))
    app.press(app.find("button", where=lambda node: T("Hand in: %s").split("%")[0] in node.name))
    app.find("heading", T("Hand in documents"))
    shoot(app, "hand-in-paper")
    app.key("Escape")
    app.press(app.find("button", T("Ask about this request")))
    app.find("heading", T("Your message"))
    shoot(app, "ask-about-request")
    app.key("Escape")
    app.click(T("Withdraw"))
    app.find(name=T("Withdraw this request?"))
    shoot(app, "withdraw")
    app.key("Escape")


def a_decision(desk, app, shoot):
    at_home(app, XAVER)
    shoot(app, "student-overview")
    app.key("ctrl+2")
    app.press(app.find("list item", contains="Portugal"))
    app.find("label", T("Last day for the objection"))
    shoot(app, "rejected")
    app.click(T("Object"))
    app.find("heading", T("The decision"))
    shoot(app, "objection")


def booked(desk, app, shoot):
    at_home(app)
    app.key("ctrl+3")
    app.click(T("Appointments"))
    click_of(app, "_Book")
    app.find("button", contains=T("_Cancel it …"))
    shoot(app, "booked")
    click_of(app, "_Cancel it …")
    app.find("label", T("Cancel the appointment?"))
    shoot(app, "cancel-appointment")
    app.click(T("_Cancel the appointment"))
    app.find("label", contains=T("%s (cancelled)") % "")
    app.click(T("Ask for an appointment"))
    app.find("heading", T("Which doctor"))
    shoot(app, "ask-for-appointment")


def family(desk, app, shoot):
    """A row of several, its page, and an approval with many lines."""
    at_home(app)
    app.key("ctrl+n")
    begin_form(app, T("Family insurance"))
    app.find("heading", T("What it is about"))
    app.pick(T("I am a member and a relative is to be added"))
    app.pick(T("A relative’s own membership has ended"))
    app.type(T("Family insurance from"), day(0))
    next_step(app, T("Your relatives"))
    shoot(app, "family-relatives")
    app.click(T("Take %s") % "Alma Amsel")
    app.find("button", T("Take over"))
    shoot(app, "family-item")
    app.pick(T("No"), T("Was this person insured before?"))
    app.pick(T("No"), T("Does this person have an income of their own?"))
    app.click(T("Take over"))
    app.gone("button", T("Take over"))
    shoot(app, "family-taken")
    next_step(app, T("The other parent"))
    app.pick(T("With the hkk"))
    app.pick(T("Yes"), T("Are you married to the other parent, or in a civil partnership?"))
    app.pick(T("No"), T("Is the other parent’s income above this limit, and higher than yours?"))
    next_step(app, T("Your documents"))
    attach(app, T("Birth certificate"), picture("birth.png"))
    app.pick(DECLARATION)
    shoot(app, "family-documents")
    next_step(app, T("Check your entries"))
    shoot(app, "family-review")
    app.click(T("Hand in"))
    waiting(app)
    shoot(app, "family-approval", still=False)


def not_saved(desk, app, shoot):
    drafts = HOME / ".local/share/meine-hkk/demo-client/drafts"
    at_home(app)
    app.click(T("Hand in a sick note"))
    fill_first_step(app)
    app.find("label", contains=T("Saved at %s").split("%s")[0])
    folder = next(drafts.iterdir())
    folder.rename(folder.with_name("away"))
    folder.write_bytes(b"")  # a file in place of the folder stops the superuser too
    app.type(T("Expected until"), day(5))
    app.find("label", contains=T("Your newest entries are not saved since %s. %s It is tried again by itself.").split("%s")[0])
    shoot(app, "not-saved")
    app.key("Escape")
    app.dialog(T("Leave without saving?"))
    shoot(app, "leave-without-saving")


STATES = (a_card_with_a_photo, pictures_as_one_file, ends_of_an_approval, handed_in, menus, personal_data,
          changed_meanwhile, written, who_can_get_in, many, a_case, a_decision, booked, family, not_saved)
