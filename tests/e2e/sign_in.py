"""Signing in and out: mistakes, the lock, staying signed in, the keyring, the persons of the demo."""
from desk import chain, main, wait
from walks import ANDREA, T, at_overview, at_sign_in, choose_in_menu, executed, mnemonic, sign_in, type_sign_in

NUMBER, PASSWORD = T("Insurance number"), T("Password")


def at_the_first_page(desk):
    app = desk.app()
    at_sign_in(app)
    return desk, app


def number_in(app):
    return app.find("text", NUMBER).text().replace(" ", "")


def main_menu(app):
    """How many entries F10 shows; one of them leads to the preferences."""
    app.key("F10")
    app.find("menu item")
    entries = len(app.all("menu item"))
    app.key(mnemonic("_Preferences"))
    app.dialog(T("Preferences"))
    app.key("Escape")
    app.gone("dialog")
    return entries


def one_main_menu(desk, app):
    before = main_menu(app)
    sign_in(app)
    after = main_menu(app)
    assert before == after, f"{before} entries, then {after}"


def mistakes_stand_at_their_field(desk, app):
    type_sign_in(app, "A123456789", "something")
    app.find("label", T("This insurance number has a typing mistake. Compare it with your health card."))
    type_sign_in(app, "A12345", "something")
    app.find("label", T("The insurance number is one letter and nine digits. You find it on your health card."))
    type_sign_in(app, ANDREA[0], "")
    app.find("label", T("Type your password."))
    type_sign_in(app, "a000 500-015", "wrong-wrong-1988")
    app.find("label", contains=T("Insurance number or password is wrong"))
    assert number_in(app) == ANDREA[0], "the number is kept, in its normal form"
    executed(desk, None, 0)


def refused(app, password):
    """Tries a password; the program answers a refused one by selecting it, so that it can be typed over."""
    type_sign_in(app, ANDREA[0], password)
    entry = app.find("text", PASSWORD)
    wait(lambda: entry.call("Text", "GetNSelections")[0] == 1, "the answer to a refused password")


def five_wrong_lock_for_five_minutes(desk, app):
    for attempt in range(4):  # the first wrong one lies behind
        refused(app, f"wrong-wrong-{attempt}")
    app.find("label", contains=T("Sign-in is locked for a while"))
    refused(app, ANDREA[1])
    app.find("label", contains=T("Sign-in is locked for a while"))
    assert number_in(app) == ANDREA[0]
    desk.mock("advance", seconds=300)
    type_sign_in(app, *ANDREA[:2])
    at_overview(app)
    executed(desk, None, 0)


def without_stay_the_session_ends_with_the_program(desk, app):
    app.quit()
    assert "refresh-token" not in desk.in_keyring()
    app = desk.app()
    at_sign_in(app)
    executed(desk, None, 0)
    return desk, app


def stays_signed_in_until_signed_out(desk, app):
    sign_in(app, stay=True)
    assert "refresh-token" in desk.in_keyring()
    app.quit()
    app = desk.app()
    at_overview(app)
    choose_in_menu(app, "Andrea Amsel", "_Sign out")
    at_sign_in(app)
    assert desk.in_keyring() == [], "sign-out leaves nothing in the keyring"
    app.quit()
    app = desk.app()
    at_sign_in(app)
    executed(desk, None, 0)
    return desk, app


def one_click_signs_a_demo_person_in(desk, app):
    app.click("Carl Clausen")
    at_overview(app)
    app.find("toggle button", "Carl Clausen")
    executed(desk, None, 0)
    return desk, app


def another_person_over_the_page_finds_nothing_of_the_first(desk, app):
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    desk.mock("advance", seconds=24 * 60 * 60)
    app.find("dialog", T("Sign in again"))
    assert number_in(app) == "C000500021", "who worked here is asked first"
    type_sign_in(app, *ANDREA[:2])
    app.gone("dialog", T("Sign in again"))
    at_overview(app)
    app.find("toggle button", "Andrea Amsel")
    app.key("ctrl+l")
    app.type(PASSWORD, ANDREA[1])
    app.click(T("Unlock"))
    at_overview(app)
    desk.mock("advance", seconds=24 * 60 * 60)
    app.find("dialog", T("Sign in again"))
    assert number_in(app) == ANDREA[0], "now it is she who works here"
    executed(desk, None, 0)


main(chain(at_the_first_page, mistakes_stand_at_their_field, five_wrong_lock_for_five_minutes,
           without_stay_the_session_ends_with_the_program, stays_signed_in_until_signed_out, one_click_signs_a_demo_person_in,
           another_person_over_the_page_finds_nothing_of_the_first),
     chain(at_the_first_page, one_main_menu))
