"""Who has no device to approve with is told so before a form, and what to do: a letter, the help, the demo's phone. With the keyboard
alone up to the letter; once a device is registered, nothing says so any more."""
from desk import chain, main, wait
from walks import T, at_overview, executed, fresh_phone, sign_in, type_sign_in

NUMBER, PASSWORD = "X110411675", "Xaver-wandert-1995"
CARD_END, CARD_UNTIL, PIN = "952837", "31.12.2031", "804713"
NO_DEVICE = T("No smartphone or tablet is registered yet")
BUTTONS = [T("_Order a letter"), T("_How to register"), T("Open the _phone")]
STEP = T("Open it and sign in with your insurance number and your password.")
MARK = T("Device needed")


def says_what_to_do(app):
    app.find(name=NO_DEVICE)
    for button in BUTTONS:
        app.find("button", button)


def the_overview_says_what_to_do(desk):
    app = desk.app_by_keys()
    sign_in(app, (NUMBER, PASSWORD))
    says_what_to_do(app)
    assert not app.all(name=T("Nothing to do right now")), "there is something to do"
    return desk, app


def the_help_answers(desk, app):
    app.press(app.find("button", BUTTONS[1]))
    app.find("list item", contains=STEP)
    app.key("Escape")
    app.gone("dialog")


def the_catalogue_marks_what_needs_it(desk, app):
    app.key("ctrl+n")
    app.find("label", T("Refer a friend"))
    says_what_to_do(app)
    app.until(lambda: len(app.all("label", MARK)) > 10, "marks at the forms that need it")
    app.key("Escape")
    app.gone("label", MARK)


def a_message_says_what_needs_it(desk, app):
    app.key("ctrl+5")
    app.click(T("Write a message"))
    app.find("heading", T("Your message"))
    says_what_to_do(app)
    before, after = T("You can send this without “%s”. What you add there needs your approval.").split("%s")
    app.find("label", where=lambda node: node.name.startswith(before) and T("Attachments") in node.name)
    app.key("Escape")
    app.gone("heading", T("Your message"))
    app.key("ctrl+1")
    at_overview(app)


def a_form_says_it_before_its_first_step(desk, app):
    app.press(app.find("button", T("Hand in a sick note")))
    app.find("heading", T("Your sick note"))
    says_what_to_do(app)
    executed(desk, "order_letter", 0)
    app.press(app.find("button", BUTTONS[0]))
    app.dialog(T("Order a letter with a QR code?"))
    app.key("Escape")
    app.gone("alert")
    executed(desk, "order_letter", 0)
    app.press(app.find("button", BUTTONS[0]))
    app.dialog(T("Order a letter with a QR code?"))
    app.key("Return")
    app.find("label", contains=T("The letter is on its way. It comes in three to five days. Its code is valid until %s.").split("%s")[0])
    executed(desk, "order_letter", 1)
    app.find("heading", T("Your sick note"))


def nothing_says_so_once_a_device_is_there(desk, app):
    app.press(app.find("button", BUTTONS[2]))
    phone = desk.started("meine-hkk-phone")
    # It is nobody else's, and begins with who has opened it.
    phone.find("text", T("Insurance number"), where=lambda node: node.text().replace(" ", "") == NUMBER)
    assert not desk.ledger("enrol_device"), "it has registered itself"
    phone.click(T("Sign in"))
    phone.type(T("Last 6 digits of the card number"), CARD_END)
    phone.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    phone.type(T("New approval PIN"), PIN)
    phone.type(T("The same PIN again"), PIN)
    phone.click(T("Register"))
    phone.find("label", T("Nothing to approve"))
    executed(desk, "enrol_device", 1)
    app.gone(name=NO_DEVICE)
    app.find("heading", T("Your sick note"))
    app.key("Escape")
    at_overview(app)
    app.gone(name=NO_DEVICE)


def the_code_of_the_letter_is_read_as_it_is_pasted(desk):
    desk.server()
    desk, phone = fresh_phone(desk)
    type_sign_in(phone, NUMBER, PASSWORD)
    phone.focus(phone.find("combo box", T("Register with")))
    phone.key("Return")
    phone.find("label", T("Letter with code"))
    phone.key("Down", "Return")
    phone.find("combo box", T("Register with"), where=lambda node: node.had("FOCUSED"))
    phone.key("Tab")
    code = phone.type(T("Code from the letter"), "K7QF-3M9T-XW2D")
    phone.click(T("Register"))
    phone.find("label", T("Type the code from the letter: four groups of four characters."))
    code.write("Ihr Freischaltcode lautet k7qf–3m9t xw2d 8hrp\n")
    phone.click(T("Register"))  # the PIN is missing still
    wait(lambda: code.text() == "K7QF3M9TXW2D8HRP", "what was understood is shown")
    executed(desk, "enrol_device", 0)
    phone.type(T("New approval PIN"), PIN)
    phone.type(T("The same PIN again"), PIN)
    phone.click(T("Register"))
    phone.find("label", T("Nothing to approve"))
    executed(desk, "enrol_device", 1)


main(the_code_of_the_letter_is_read_as_it_is_pasted,
     chain(the_overview_says_what_to_do, the_help_answers, the_catalogue_marks_what_needs_it,
           a_message_says_what_needs_it, a_form_says_it_before_its_first_step, nothing_says_so_once_a_device_is_there))
