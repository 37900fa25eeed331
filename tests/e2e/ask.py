"""A question about a request, with the keyboard alone: the message knows it, is sent once, stands in it and leads back to it. And the
request is printed, as far as the toolkit's dialog."""
import subprocess
import sys
from pathlib import Path

from desk import chain, main
from elsewhere import Elsewhere
from walks import ANDREA, T, choose_from_list, executed, sign_in

SUBJECT, TEXT = "Eine Frage zum Beleg", "Reicht eine Kopie?"
FOR = "Alma Amsel"


def at_the_request(desk):
    _, url = desk.server()
    app = desk.app_by_keys()
    sign_in(app)
    app.press(app.find("list item", contains=FOR))
    app.find("label", T("Course"))
    return desk, app, Elsewhere(url, *ANDREA[:2], "Büro")


def its_number_is_copied_for_another_program(desk, app, elsewhere):
    app.press(app.find("button", T("Copy the reference number")))
    app.find("label", T("Copied."))
    paste = [sys.executable, Path(__file__).with_name("clipboard.py")]
    pasted = subprocess.run(paste, capture_output=True, text=True, timeout=60, check=True).stdout
    request = next(one for one in elsewhere.call("GET", "/v1/requests")["items"] if one["reference"] == pasted)
    assert FOR in request["subject"], request["subject"]


def the_message_knows_its_request_and_is_sent_once(desk, app, elsewhere):
    app.press(app.find("button", T("Ask about this request")))
    app.find("heading", T("Your message"))
    choose_from_list(app, T("What is it about?"), T("Other"), T("Health card"))
    app.type(T("Subject"), SUBJECT)
    app.type(T("Message"), TEXT)
    executed(desk, "send_message", 0)
    app.press(app.find("button", T("Send")))
    app.gone("heading", T("Your message"))
    executed(desk, "send_message", 1)
    sent = next(one for one in elsewhere.call("GET", "/v1/messages")["items"] if one["subject"] == SUBJECT)
    request = elsewhere.call("GET", f"/v1/requests/{elsewhere.call('GET', '/v1/messages/' + sent['id'])['request_id']}")
    assert FOR in request["subject"], request["subject"]
    assert sent["id"] in [message["id"] for message in request["messages"]], request["messages"]


def it_stands_in_the_request_and_leads_back(desk, app, elsewhere):
    app.press(app.find("list item", contains=SUBJECT))
    app.find("label", TEXT)
    app.press(app.find("list item", T("Belongs to the request")))
    app.find("label", T("Course"))
    app.find("label", contains=FOR)


def it_is_printed(desk, app, elsewhere):
    app.press(app.find("button", T("Print this request")))
    printing = app.find("dialog")
    app.find("page tab")
    app.key("Escape")
    app.gone("dialog", printing.name)
    app.find("label", T("Course"))


main(chain(at_the_request, its_number_is_copied_for_another_program, the_message_knows_its_request_and_is_sent_once,
           it_stands_in_the_request_and_leads_back, it_is_printed))
