"""What was not approved is said on the page behind the dialog too, wherever the question came from."""
from desk import chain, main
from walks import ANDREA, T, end_of_dialog, executed, go_to, mnemonic, order_certificate, sign_in, waiting

DECLINED = T("You declined. Nothing was changed.")
NOT_ME = T("You said that this was not you. Nothing was changed.")


def signed_in(desk):
    app = desk.app()
    sign_in(app)
    return desk, app


def is_declined(desk, app):
    waiting(app)
    desk.mock("approve", decision="deny")
    end_of_dialog(app, DECLINED)
    app.click(T("Close", "button"))
    app.gone("heading", DECLINED)


def said_behind(app):
    app.find("label", DECLINED)


def withdraw(app):
    app.click(T("Withdraw"))
    question = app.find(name=T("Withdraw this request?"), where=lambda node: node.role in ("alert", "dialog"))
    app.click(T("Withdraw"), where=lambda node: node.inside(question))


def a_request_stays(desk, app):
    app.key("ctrl+2")
    app.press(app.find("list item", contains=T("In progress")))
    withdraw(app)
    is_declined(desk, app)
    said_behind(app)
    app.find("button", T("Withdraw"))
    executed(desk, "withdraw_request", 0)


def a_device_stays(desk, app):
    go_to(app, "Security")
    app.press(app.find("toggle button", contains="Test device"))
    app.find("menu item")
    app.key(mnemonic("_Remove …", "device"))
    app.dialog(T("Remove this device?"))
    app.click(T("_Remove", "device"))
    is_declined(desk, app)
    said_behind(app)
    executed(desk, "remove_device", 0)


def a_letter_is_not_sent(desk, app):
    app.press(app.find("button", T("Order a _letter with a QR code")))
    app.dialog(T("Order a letter with a QR code?"))
    app.click(T("_Order", "letter"))
    is_declined(desk, app)
    said_behind(app)
    executed(desk, "order_letter", 0)


def a_certificate_is_not_issued(desk, app):
    go_to(app, "Documents & services")
    order_certificate(app)
    is_declined(desk, app)
    dialog = app.find("dialog", T("Get a certificate"))
    app.find("label", DECLINED, where=lambda node: node.inside(dialog))
    app.key("Escape")
    app.gone("dialog", T("Get a certificate"))
    executed(desk, "step_up", 0)


def who_reports_is_led_to_security(desk):
    app = desk.app()
    sign_in(app)
    app.key("ctrl+2")
    app.press(app.find("list item", contains=T("In progress")))
    withdraw(app)
    waiting(app)
    desk.mock("approve", decision="report")
    app.find("dialog", T("Sign in again"))
    app.type(T("Password"), ANDREA[1])
    app.click(T("Sign in"))
    app.gone("dialog", T("Sign in again"))
    end_of_dialog(app, NOT_ME)
    app.click(T("Close", "button"))
    app.gone("heading", NOT_ME)
    app.find("label", NOT_ME)
    app.click(T("Open Security"))
    app.find("label", T("Devices that approve"))
    executed(desk, "withdraw_request", 0)


main(chain(signed_in, a_request_stays, a_device_stays, a_letter_is_not_sent, a_certificate_is_not_issued),
     who_reports_is_led_to_security)
