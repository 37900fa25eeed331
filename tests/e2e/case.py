"""A request is the place of its case, with the keyboard alone: a question is answered there, and a decision is objected to there."""
from desk import chain, main
from walks import DECLARATION, T, approve, attach, end_of_dialog, executed, next_step, picture, sign_in, waiting

XAVER = ("X110465770", "Xaver-studiert-2001", "640917")
PROOF = T("Proof of payment")
QUESTION = T("We still need from you: %s.") % PROOF


def plain(node):
    """A name without the marks that isolate what stands in a sentence."""
    return node.name.replace("\u2068", "").replace("\u2069", "")


def signed_in(desk):
    app = desk.app_by_keys()
    sign_in(app)
    return desk, app


def the_paper_that_is_asked_for_is_handed_in(desk, app):
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
    approve(desk.phone(), number)
    end_of_dialog(app, T("Done"))
    executed(desk, "add_documents", 1)
    app.press(app.find("button", T("Open request")))
    app.find("heading", T("We have your papers and go on with your request."))
    app.find("label", T("Your answer has arrived"))
    app.find("label", contains=PROOF)
    app.gone("button", where=lambda node: plain(node) == T("Hand in: %s") % PROOF)


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


main(chain(signed_in, the_paper_that_is_asked_for_is_handed_in),
     chain(rejected, the_objection_begins_with_the_decision))
