"""Security with the keyboard alone: a device gets another name, all other sessions end, the log is read; and the account is closed."""
from desk import main, wait
from elsewhere import Elsewhere
from walks import ANDREA, T, arrived, executed, give_pin, mnemonic, press_digits, sign_in, waiting

NUMBER, PASSWORD, PIN = ANDREA


def device_sessions_and_log(desk):
    _, url = desk.server()
    app = desk.app_by_keys()
    sign_in(app)
    Elsewhere(url, NUMBER, PASSWORD, "Büro")
    app.key("ctrl+6")
    app.find("label", T("Devices that approve"))
    app.press(app.find("toggle button", contains="Smartphone von Andrea"))
    app.find("menu item")
    app.key(mnemonic("Re_name …", "device"))
    app.type(T("Name of the device"), "Telefon im Flur")
    app.key("Return")
    app.find("label", "Telefon im Flur")
    executed(desk, "update_device", 1)
    app.find("label", "Büro")
    app.press(app.find("button", T("_End all others")))
    app.gone("label", "Büro")
    executed(desk, "end_session", 1)
    assert desk.mock("person", kvnr=NUMBER)["sessions"] == 1, "another session is left"
    app.press(app.find("button", T("_Show all")))
    app.find("label", contains="Büro", where=lambda node: node.inside(app.find("list", T("Access log"))))
    app.find("label", contains=T("hkk, Benefits"))


def the_account_is_closed(desk):
    app = desk.app_by_keys()
    sign_in(app)
    phone = desk.phone()
    app.key("ctrl+6")
    app.find("label", T("Devices that approve"))
    app.press(app.find("button", T("_Close the account …")))
    app.dialog(T("Close the account"))
    app.type(T("Your _password"), "not the password")
    app.key("Return")
    app.find("label", T("This is not your password. Nothing was changed."))
    app.type(T("Your _password"), PASSWORD)
    app.key("Return")
    number = waiting(app)
    executed(desk, "close_account", 0)
    # The phone is unbound in the same moment, so it has nothing to say afterwards.
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, number)
    give_pin(phone, PIN)
    app.find("label", contains=T("The account was closed."))
    wait(lambda: desk.mock("person", kvnr=NUMBER)["state"] == "closed", "the account is closed")
    executed(desk, "close_account", 1)


main(device_sessions_and_log, the_account_is_closed)
