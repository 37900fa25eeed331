"""The tour: sign in, hand in a hospital bill from Spain, approve it on the phone, get a certificate: ./dev tour.

Each step is a picture. The texts that it looks for are those of the session's language.
"""
import sys
from datetime import date, timedelta
from pathlib import Path

from desk import Desk
from walks import (ANDREA, DECLARATION, T, attach, begin_form, choose_from_list, country, get_certificate, give_pin, next_step,
                   picture, press_digits, waiting)

STEP_DEADLINE = 60


def day(offset):
    moment = date.today() + timedelta(days=offset)
    return moment.strftime("%d.%m.%Y" if T("Requests") != "Requests" else "%m/%d/%Y")


def fill_stay(app):
    app.find("heading", T("Your stay"))
    app.pick(T("%1$s %2$s (myself)").replace("%1$s", "Andrea").replace("%2$s", "Amsel"))
    choose_from_list(app, T("Country of treatment"), country("Spain"), country("Albania"))
    app.type(T("Stay from"), day(-40))
    app.type(T("Stay until"), day(-26))
    app.pick(T("Holiday"))


def fill_treatment(app):
    app.type(T("Treatment from"), day(-33))
    app.type(T("Treatment until"), day(-31))
    app.pick(T("In hospital"))
    app.type(T("What were you treated for?"), "Knöchel gebrochen" if T("Requests") != "Requests" else "Broken ankle")
    app.pick(T("Yes"), T("Did it come on suddenly?"))
    app.pick(T("No"), T("Was it an accident, or somebody else’s fault?"))


def fill_insurance(app):
    app.pick(T("Yes"), T("Did you show your European health insurance card?"))
    app.pick(T("No"), T("Was it accepted?"))
    app.type(T("Why not?"), "Privatklinik" if T("Requests") != "Requests" else "Private clinic")
    app.pick(T("No"), T("Do you have a private travel health insurance?"))


def fill_costs(app):
    app.pick(T("Yes, everything"), T("Have you paid already?"))
    app.click(T("Add an invoice"))
    app.find(name=T("What for?"))
    app.type(T("Date"), day(-31))
    app.type(T("What for?"), "Hospital Costa del Sol")
    app.type(T("Amount"), "1.284,50" if T("Requests") != "Requests" else "1284.50")
    app.pick(T("Invoice"), T("Kind of receipt"))


def fill_documents(app):
    attach(app, T("Invoices"), picture("rechnung.png"))
    attach(app, T("Proof of payment"), picture("kontoauszug.png"))
    app.pick(DECLARATION)


def main():
    desk = Desk()
    desk.unlock_keyring()
    desk.pictures = Path(sys.argv[1])
    app = desk.app()
    app.find("list item", "Andrea Amsel")
    desk.shot("01-sign-in")
    app.click("Andrea Amsel", "list item")
    app.find(name=T("What would you like to do?"))
    desk.shot("02-overview")

    app.click(T("Hand in a bill"))
    app.gone("button", T("Hand in a bill"))
    begin_form(app, T("Treatment costs abroad"))
    fill_stay(app)
    desk.shot("03-form-stay")
    next_step(app, T("The treatment"))
    fill_treatment(app)
    desk.shot("04-form-treatment")
    next_step(app, T("Card and other insurance"))
    fill_insurance(app)
    next_step(app, T("The costs"))
    fill_costs(app)
    desk.shot("05-form-invoice")
    app.click(T("Take over"))
    app.gone("button", T("Take over"))
    desk.shot("06-form-costs")
    next_step(app, T("Your documents"))
    fill_documents(app)
    desk.shot("07-form-documents")
    next_step(app, T("Check your entries"))
    desk.shot("08-review")

    app.click(T("Hand in"))
    number = waiting(app)
    phone = desk.phone()
    phone.place(1100, 40)
    phone.find("button", T("That wasn’t me"))
    desk.shot("09-approval")
    phone.click(T("Approve"))
    press_digits(phone, number)
    desk.shot("10-phone")
    give_pin(phone, ANDREA[2])
    phone.find("label", T("Approved"), deadline=STEP_DEADLINE)
    app.find(name=T("Open request"), deadline=STEP_DEADLINE)
    desk.shot("11-done")
    app.click(T("Open request"))
    app.find(name=T("Course"))
    desk.shot("12-request")

    app.key("ctrl+3")
    get_certificate(app, lambda: desk.shot("13-certificate-choose"))
    desk.shot("14-certificate")

    handed_in = [row for row in desk.ledger() if row["operation"] == "submit_request"]
    assert len(handed_in) == 1, handed_in
    desk.close()
    print(f"The tour is done; the ledger holds the request once: {handed_in[0]}")


main()
