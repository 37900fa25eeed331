"""Who can get in, with the keyboard alone: the devices of a person are unlocked, locked and removed, the last one too."""
from desk import chain, main, wait
from walks import ANDREA, T, arrived, decide, end_of_dialog, executed, fresh_phone, give_pin, mnemonic, press_digits, sign_in, waiting

NUMBER, PASSWORD, PIN = CARL = ("C000500021", "Clausen-kocht-1957", "731905")
CARD_END, CARD_UNTIL = "734619", "31.03.2029"
OLD, FIRST_TABLET = "Altes Telefon", "Tablet von Carl"
LOCKED = T("Locked: it cannot approve anything")
DAY = 86400


def devices_of(desk, number=CARL[0]):
    """What the backend knows of a person's devices, by name."""
    return {device["name"]: device for device in desk.mock("devices")["devices"] if device["person"] == number}


def known(desk, condition, what):
    wait(lambda: condition(devices_of(desk)), f"the backend knows that {what}")


def registered(desk):
    """His tablet is in his hands: the simulator has taken its place."""
    desk, phone = fresh_phone(desk)
    phone.type(T("Insurance number"), NUMBER)
    phone.type(T("Password"), PASSWORD)
    phone.click(T("Sign in"))
    phone.type(T("Last 6 digits of the card number"), CARD_END)
    phone.type(T("Valid until (day.month.year)"), CARD_UNTIL)
    phone.type(T("New approval PIN"), PIN)
    phone.type(T("The same PIN again"), PIN)
    phone.click(T("Register"))
    phone.find("label", T("Nothing to approve"))
    app = desk.app_by_keys()
    sign_in(app, CARL)
    to_security(app)
    return desk, app, phone, next(name for name in devices_of(desk) if name != OLD)


def to_security(app):
    app.key("ctrl+6")
    app.find("label", T("Devices that approve"))


def choose(app, device, msgid):
    """Takes an entry of a device's menu."""
    app.press(app.find("toggle button", contains=device))
    app.find("menu item")
    app.key(mnemonic(msgid, "device"))


def answer(app, question, response, context="device"):
    app.dialog(T(question))
    app.click(T(response, context))


def the_locked_one_is_unlocked(desk, app, phone, tablet):
    choose(app, OLD, "_Unlock …")
    answer(app, "Unlock this device?", "_Unlock")
    number = waiting(app)
    assert devices_of(desk)[OLD]["locked"], "it is unlocked before that was approved"
    decide(phone, T("Approve"), T("Approved"), number, PIN)
    known(desk, lambda devices: not devices[OLD]["locked"], "it is unlocked")
    end_of_dialog(app, T("Done"))
    app.key("Return")
    app.gone("dialog")
    app.gone("label", LOCKED)
    executed(desk, "update_device", 1)


def it_is_locked_at_once(desk, app, phone, tablet):
    choose(app, OLD, "_Lock …")
    answer(app, "Lock this device?", "_Lock")
    app.find("label", LOCKED)
    assert devices_of(desk)[OLD]["locked"], "it is not locked"
    executed(desk, "update_device", 2)


def the_last_that_can_approve_says_so(desk, app, phone, tablet):
    """There is another one, but it is locked."""
    choose(app, tablet, "_Lock …")
    app.dialog(T("Lock this device?"))
    app.find("label", contains=T("No other device can approve now: from then on nothing can be approved. To use this one again, "
                                 "open the Service-App on it and use a letter with a QR code.").split(".")[0])
    app.key("Escape")
    app.gone("dialog")


def another_approves_that_it_is_removed(desk, app, phone, tablet):
    choose(app, OLD, "_Remove …")
    answer(app, "Remove this device?", "_Remove")
    number = waiting(app)
    assert OLD in devices_of(desk), "it is removed before that was approved"
    decide(phone, T("Approve"), T("Approved"), number, PIN)
    end_of_dialog(app, T("Done"))
    app.key("Return")
    app.gone("label", OLD)
    assert list(devices_of(desk)) == [tablet], devices_of(desk)
    executed(desk, "remove_device", 1)


def the_last_one_that_is_lost_stays_for_three_days(desk, app, phone, tablet):
    choose(app, tablet, "_Remove …")
    answer(app, "Remove this device?", "I no longer _have it", None)
    app.dialog(T("Report the device as lost"))
    app.type(T("Your _password"), PASSWORD)
    app.key("Return")
    app.find("label", contains=T("Reported as lost. It is removed on %s, unless it is unlocked with its PIN before.").split("%s")[0])
    executed(desk, "remove_device", 2)
    assert devices_of(desk)[tablet]["removes_at"], devices_of(desk)
    desk.mock("advance", seconds=2 * DAY)
    assert tablet in devices_of(desk), "it went before its time"
    desk.mock("advance", seconds=DAY + 60)
    known(desk, lambda devices: not devices, "it is gone")


def nothing_approves_any_more(desk, app, phone, tablet):
    app.find("dialog", T("Sign in again"))
    app.type(T("Password"), PASSWORD)
    app.key("Return")
    app.gone("dialog", T("Sign in again"))
    app.find("label", T("No device is registered yet. With one you can approve."))
    app.press(app.find("button", T("Order a _letter with a QR code")))
    answer(app, "Order a letter with a QR code?", "_Order", "letter")
    app.find("label", contains=T("The letter is on its way. It comes in three to five days. Its code is valid until %s.").split("%s")[0])
    executed(desk, "order_letter", 1)


def the_log_is_read_to_its_end(desk, app, phone, tablet):
    app.press(app.find("button", T("_Show all")))
    app.press(app.find("list item", contains=T("Signed in")), "End")
    oldest = app.find("list item", contains=FIRST_TABLET, where=lambda node: node.had("FOCUSED"))
    app.press(oldest, "Home")
    app.find("list item", where=lambda node: node.had("FOCUSED") and FIRST_TABLET not in node.name)


def the_only_one_approves_its_own_removal(desk):
    app = desk.app_by_keys()
    sign_in(app)
    phone = desk.phone()
    to_security(app)
    name = next(iter(devices_of(desk, ANDREA[0])))
    choose(app, name, "_Remove …")
    answer(app, "Remove this device?", "_Remove")
    number = waiting(app)
    assert list(devices_of(desk, ANDREA[0])) == [name], "it is removed before that was approved"
    # It is unbound in the same moment, so it has nothing to say afterwards.
    arrived(phone)
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    press_digits(phone, number)
    give_pin(phone, ANDREA[2])
    end_of_dialog(app, T("Done"))
    app.key("Return")
    app.find("label", T("No device is registered yet. With one you can approve."))
    assert not devices_of(desk, ANDREA[0]), "it is still registered"
    executed(desk, "remove_device", 1)


main(chain(registered, the_locked_one_is_unlocked, it_is_locked_at_once, the_last_that_can_approve_says_so,
           another_approves_that_it_is_removed, the_last_one_that_is_lost_stays_for_three_days, nothing_approves_any_more, the_log_is_read_to_its_end),
     the_only_one_approves_its_own_removal)
