"""A request is the place of its case, with the keyboard alone: a question is answered there, it is withdrawn there, and a decision is
objected to there."""
import json

from desk import chain, main
from elsewhere import Elsewhere
from walks import ANDREA, DECLARATION, T, approve, attach, end_of_dialog, executed, next_step, picture, sign_in, waiting

XAVER = ("X110465770", "Xaver-studiert-2001", "640917")
PROOF = T("Proof of payment")
QUESTION = T("We still need from you: %s.") % PROOF


def plain(node):
    """A name without the marks that isolate what stands in a sentence."""
    return node.name.replace("\u2068", "").replace("\u2069", "")


def signed_in(desk):
    _, url = desk.server()
    app = desk.app_by_keys()
    sign_in(app)
    return desk, app, url


def the_paper_that_is_asked_for_is_handed_in(desk, app, url):
    proof = picture("proof.png")
    app.press(app.find("list item", contains="Alma Amsel"))
    app.find("heading", where=lambda node: plain(node).startswith(QUESTION))
    app.press(app.find("button", where=lambda node: plain(node) == T("Hand in: %s") % PROOF))
    app.find("heading", T("Hand in documents"))
    attach(app, PROOF, proof)
    app.press(app.find("button", T("Next", "form")))
    app.find("heading", T("Check your entries"))
    app.press(app.find("button", T("Hand in")))
    number = waiting(app)
    executed(desk, "add_documents", 0)
    phone = desk.phone()
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    executed(desk, "add_documents", 1)
    app.press(app.find("button", T("Open request")))
    app.find("heading", T("We have your papers and go on with your request."))
    app.find("label", T("Your answer has arrived"))
    app.find("label", contains=PROOF)
    app.gone("button", where=lambda node: plain(node) == T("Hand in: %s") % PROOF)
    return desk, app, phone, url


def state_at_the_portal(url):
    """Of the newest request for Alma, past the program."""
    items = Elsewhere(url, *ANDREA[:2], "Büro").call("GET", "/v1/requests")["items"]
    return next(item["state"] for item in items if "Alma Amsel" in json.dumps(item))


def the_request_is_withdrawn(desk, app, phone, url):
    app.press(app.find("button", T("Withdraw")))
    question = app.dialog(T("Withdraw this request?"))
    app.press(app.find("button", T("Withdraw"), where=lambda node: node.inside(question)))
    number = waiting(app)
    executed(desk, "withdraw_request", 0)
    approve(phone, number)
    end_of_dialog(app, T("Done"))
    app.key("Escape")
    app.find("heading", T("You have withdrawn this request. We do nothing more."))
    app.gone("button", T("Withdraw"))
    app.find("list item", contains="Alma Amsel", where=lambda node: T("Withdrawn") in node.name)
    executed(desk, "withdraw_request", 1)
    assert state_at_the_portal(url) == "withdrawn"


def rejected(desk):
    app = desk.app_by_keys()
    sign_in(app, XAVER)
    app.key("ctrl+2")
    app.press(app.find("list item", contains="Portugal"))
    app.find("heading", T("We could not grant your request. The letter says why."))
    return desk, app


def the_objection_begins_with_the_decision(desk, app):
    app.find("label", T("Last day for the objection"))
    app.click(T("Object"))
    app.find("heading", T("The decision"))
    app.find("radio button", contains=T("Treatment costs abroad") + ", HKK-", where=lambda node: node.has("CHECKED"))
    next_step(app, T("Your reasons"))
    app.type(T("Why do you not agree?"), "Der Beleg liegt bei.")
    app.pick(T("No"), T("Will you hand in reasons or papers later?"))
    app.pick(DECLARATION)
    next_step(app, T("Check your entries"))
    app.click(T("Hand in"))
    waiting(app)
    executed(desk, "submit_request", 0)
    desk.mock("approve")
    end_of_dialog(app, T("Done"))
    executed(desk, "submit_request", 1)


main(chain(signed_in, the_paper_that_is_asked_for_is_handed_in, the_request_is_withdrawn),
     chain(rejected, the_objection_begins_with_the_decision))
